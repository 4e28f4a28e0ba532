"""Where a topic differs most: slices of the data in which it is clearly spoken of more, or less."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboards.views.catalogue import MEMBER, Catalogue
from dashboards.views.context import MIN_GROUP, Context
from dashboards.views.marts import Query
from dashboards.views.parts import Number, Sentence
from dashboards.views.slices import condition, slice_name

#: Few enough to be read at a glance.
SLICES_SHOWN = 4
#: Differences in standard errors (two-sample test of proportions) that are shown. Hundreds of pairs of topic
#: and slice are compared: at 2 one in twenty would be there by chance, at 3.5 one in two thousand.
CLEAR_DIFFERENCE = 3.5

# The slices that mart.topic_period publishes, over all time, each against all other values of its kind,
# published or not; share as the contract defines it.
DIFFERENCES = (
    MEMBER
    + """,
placed as (select distinct review_id from mart.mention where placement <> 'excluded'),
review as (
    select review.*, coalesce(review.customer_id, review.review_id) as person
    from mart.review as review join placed using (review_id)
),
published as (select distinct slice_by, slice_value from mart.topic_period where slice_by <> 'all'),
attribute as (
    select distinct slice_by from published where slice_by not in ('product', 'language', 'segment')
),
valued as (
    select review_id, person, 'product' as slice_by, product_id as slice_value from review
    union all
    select review_id, person, 'language', language from review
    union all
    select review_id, person, 'segment', customer.segment_id
    from review join mart.customer as customer using (customer_id)
    union all
    select review_id, person, slice_by,
        json_extract_string(attributes, '/' || replace(replace(slice_by, '~', '~0'), '/', '~1'))
    from review cross join attribute
),
slice as (select * from valued where slice_value is not null),
slice_size as (
    select slice_by, slice_value, count(*) as reviews,
        sum(count(*)) over (partition by slice_by) - count(*) as others
    from slice group by slice_by, slice_value
),
hit as (
    select distinct member.topic_id, mention.review_id
    from member join mart.mention as mention on mention.topic_id = member.leaf_id
),
found as (
    select topic_id, slice_by, slice_value, count(*) as hits, count(distinct person) as people,
        sum(count(*)) over (partition by topic_id, slice_by) - count(*) as other_hits
    from hit join slice using (review_id)
    group by topic_id, slice_by, slice_value
),
compared as (
    select *, hits / reviews as share, other_hits / others as other_share,
        (hits + other_hits) / (reviews + others) as pooled
    from found join slice_size using (slice_by, slice_value)
    semi join published using (slice_by, slice_value)
    where others > 0 and people >= ?
),
judged as (
    select *, (share - other_share) / sqrt(pooled * (1 - pooled) * (1 / reviews + 1 / others)) as distance
    from compared where pooled < 1
)
select topic_id, slice_by, slice_value, share, other_share from judged
where abs(distance) >= ?
qualify row_number() over (
    partition by topic_id order by abs(distance) desc, slice_by, slice_value
) <= ?
order by topic_id, abs(distance) desc, slice_by, slice_value
"""
)

# The same share, for one topic and slice, as a reader can run it.
SHARE = (
    "select count(distinct review_id) filter (where mention.topic_id in ({topics}))"
    " / count(distinct review_id) from mart.review as review join mart.mention as mention using (review_id)"
    " where placement <> 'excluded' and {condition}"
)


@dataclass(frozen=True)
class Difference:
    """A topic's share in one slice and in all others of its kind."""

    name: Sentence
    share: Number
    others: Number
    is_more: bool


def differences(context: Context, shown: Catalogue) -> dict[str, tuple[Difference, ...]]:
    """Return the slices in which each topic of the page differs most, the clearest first."""
    leaves = {row["topic_id"]: row["leaf_ids"] for row in shown.rows}
    found: dict[str, tuple[Difference, ...]] = {}
    for row in context.marts.rows(DIFFERENCES, [MIN_GROUP, CLEAR_DIFFERENCE, SLICES_SHOWN]):
        topic = row["topic_id"]
        if topic in leaves:
            found[topic] = (*found.get(topic, ()), _difference(context, row, leaves[topic]))
    return found


def _difference(context: Context, row: Mapping[str, Any], leaves: list[str]) -> Difference:
    """Word one slice."""
    by, value = row["slice_by"], row["slice_value"]
    form = context.wording.share
    return Difference(
        name=slice_name(context, by, value, "sliced"),
        share=context.wording.number(form, row["share"], _share(by, value, leaves, same=True)),
        others=context.wording.number(form, row["other_share"], _share(by, value, leaves, same=False)),
        is_more=row["share"] > row["other_share"],
    )


def _share(by: str, value: str, leaves: list[str], *, same: bool) -> Query:
    """Return the statement for a topic's share in a slice, or in all others of its kind."""
    where = condition(by, value, same=same)
    topics = ", ".join("?" * len(leaves))
    return Query(SHARE.format(topics=topics, condition=where.sql), (*leaves, *where.parameters))
