"""Which topics the page shows, by id: active ones not hidden by people that enough customers speak of, with names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dashboards.views.context import MIN_GROUP, Context
from dashboards.views.tree import Node, lines, tree

#: More topics than this are a list nobody reads; the rest stays in mart.topic, and the page says how many.
TOPICS_SHOWN = 300

# A topic and all topics below it; `union` (not `union all`) ends even where parents form a ring.
MEMBER = """
with recursive member as (
    select topic_id, topic_id as leaf_id from mart.topic
    union
    select member.topic_id, child.topic_id
    from member join mart.topic as child on child.parent_topic_id = member.leaf_id
)"""

# A topic's people are counted by customer where the review says who wrote it, else by review.
TOPICS = (
    MEMBER
    + """,
speaker as (
    select member.topic_id, count(distinct coalesce(review.customer_id, review.review_id)) as people
    from member
    join mart.mention as mention on mention.topic_id = member.leaf_id
    join mart.review as review using (review_id)
    group by member.topic_id
),
leaves as (
    select topic_id, list(leaf_id order by leaf_id) as leaf_ids from member group by topic_id
)
select topic.*, coalesce(people, 0) as people, leaf_ids
from mart.topic as topic
left join speaker using (topic_id)
left join leaves using (topic_id)
where status = 'active' and not is_hidden
order by reviews desc, topic_id
"""
)


@dataclass(frozen=True)
class Catalogue:
    """The topics of the page in order of their reviews, and how many are left out, and why.

    `nodes` are the same topics in the order of their tree; `lines` have each topic's id and those above it.
    """

    rows: tuple[Mapping[str, Any], ...]
    nodes: tuple[Node, ...]
    lines: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    few_people: int
    beyond: int

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the rows by topic_id."""
        return {row["topic_id"]: row for row in self.rows}

    def are_kin(self, one: str, other: str) -> bool:
        """Say whether one of two topics lies below the other."""
        return one in self.lines[other] or other in self.lines[one]


def catalogue(context: Context) -> Catalogue:
    """Return the topics that the page shows."""
    active = context.marts.rows(TOPICS)
    spoken = [row for row in active if row["people"] >= MIN_GROUP]
    rows = tuple(spoken[:TOPICS_SHOWN])
    nodes = tree(rows)
    return Catalogue(
        rows=rows,
        nodes=nodes,
        lines=lines(nodes),
        names={row["topic_id"]: context.label(row) for row in rows},
        few_people=len(active) - len(spoken),
        beyond=len(spoken) - len(rows),
    )
