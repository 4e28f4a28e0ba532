"""Groups of customers: how many they are, what tells them apart, and what they speak of more than others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboards.charts import part
from dashboards.views.catalogue import MEMBER, Catalogue
from dashboards.views.context import MIN_GROUP, Context, document
from dashboards.views.marts import Query, pointer
from dashboards.views.parts import Name, Number, Sentence
from dashboards.views.wording import Format

#: What tells a group apart is said by its strongest features.
FEATURES_SHOWN = 4
TOPICS_SHOWN = 5
#: The rate of false discoveries that a segment's topics are held to.
SEGMENT_TOPIC_Q = 0.05

#: A feature that is the share of an event name in a customer's events is this, then the event's name.
SHARE_OF = "share_of:"
#: Features in the project's currency.
MONEY = frozenset({"revenue", "spend_per_purchase"})

PROFILE_VALUE = "select json_extract(profile, ?)::double from mart.segment where segment_id = ?"
SEGMENTS = "select * from mart.segment where status = 'active' order by customers desc, segment_id"
# People are counted over the topic and all topics below it.
SPOKEN = (
    MEMBER
    + """,
speaker as (
    select member.topic_id, customer.segment_id, count(distinct customer_id) as people
    from member
    join mart.mention as mention on mention.topic_id = member.leaf_id
    join mart.review as review using (review_id)
    join mart.customer as customer using (customer_id)
    group by member.topic_id, customer.segment_id
)
select segment_topic.* from mart.segment_topic as segment_topic
join speaker using (segment_id, topic_id)
where q_value < ? and lift > 1 and people >= ?
order by segment_id, lift desc, topic_id
"""
)


@dataclass(frozen=True)
class Feature:
    """What a segment's customers do: their mean beside that of all others."""

    name: str
    mean: Number
    others: Number
    is_more: bool


@dataclass(frozen=True)
class SpokenTopic:
    """A topic that a segment speaks of more, with how much more."""

    topic_id: str
    label: str
    lift: Number
    low: Number
    high: Number | None


@dataclass(frozen=True)
class SegmentCard:
    """A segment; `share_bar` is its share in percent."""

    label: str
    customers: Number
    share: Number
    share_bar: float
    revenue_share: Number
    stability: Number | None
    features: tuple[Feature, ...]
    topics: tuple[SpokenTopic, ...]


@dataclass(frozen=True)
class Segments:
    """The section: its segments, or a sentence on why there are none."""

    cards: tuple[SegmentCard, ...]
    missing: Sentence | None
    notes: tuple[Sentence, ...]


def segments(context: Context, topics: Catalogue) -> Segments:
    """Make the section."""
    wording = context.wording
    active = context.marts.rows(SEGMENTS)
    shown = [row for row in active if row["customers"] >= MIN_GROUP]
    spoken = _spoken(context, topics)
    hidden = wording.sentence("segments.few_people", least=Name(wording.count(MIN_GROUP)))
    return Segments(
        cards=tuple(_card(context, row, spoken.get(row["segment_id"], ())) for row in shown),
        missing=None if shown else hidden if active else _missing(context),
        notes=(hidden,) if shown and len(shown) < len(active) else (),
    )


def _missing(context: Context) -> Sentence:
    """Say why there is no segment."""
    wording = context.wording
    if not context.scalar(Query("select count(*) from mart.behaviour_period")):
        configured = context.settings.sources("events")
        return wording.sentence("missing.events_empty" if configured else "missing.events_source")
    customers = context.number(wording.count, Query("select count(*) from mart.customer"))
    return wording.sentence("segments.none_found", customers=customers)


def _card(context: Context, row: Mapping[str, Any], spoken: tuple[SpokenTopic, ...]) -> SegmentCard:
    """Word one segment."""
    wording = context.wording
    cell = partial(context.cell, row=row, table="segment", segment_id=row["segment_id"])
    return SegmentCard(
        label=context.label(row),
        customers=cell(wording.count, column="customers"),
        share=cell(wording.share, column="share"),
        share_bar=part(row["share"], 1),
        revenue_share=cell(wording.share, column="revenue_share"),
        stability=None if row["stability"] is None else cell(wording.two, column="stability"),
        features=tuple(_features(context, row)),
        topics=spoken[:TOPICS_SHOWN],
    )


def _features(context: Context, row: Mapping[str, Any]) -> Iterator[Feature]:
    """Yield the features with the largest effects, in standard deviations, either way."""
    profile = document(row["profile"])
    known = [(name, told) for name, told in profile.items() if told.get("effect") is not None]
    strongest = sorted(known, key=lambda item: (-abs(item[1]["effect"]), item[0]))
    for name, told in strongest[:FEATURES_SHOWN]:
        yield Feature(
            name=_feature_name(context, name),
            mean=_profile_number(context, row, name, "mean"),
            others=_profile_number(context, row, name, "mean_others"),
            is_more=told["effect"] > 0,
        )


def _feature_name(context: Context, name: str) -> str:
    """Return the name of a feature in the page's language, or its own where the catalogue lacks it."""
    if name.startswith(SHARE_OF):
        return context.wording.t("feature.share_of").format(event=name.removeprefix(SHARE_OF))
    key = f"feature.{name}"
    return context.wording.t(key) if context.wording.texts.knows(key) else name


def _feature_form(context: Context, name: str) -> Format:
    """Return how a feature's mean is worded: as a share, as money, or with one decimal."""
    if name.startswith(SHARE_OF) or name.endswith("_share"):
        return context.wording.share
    return context.wording.money if name in MONEY else context.wording.one


def _profile_number(context: Context, row: Mapping[str, Any], name: str, value: str) -> Number:
    """Word one value of a segment's profile."""
    wording = context.wording
    query = Query(PROFILE_VALUE, (pointer(name, value), row["segment_id"]))
    return wording.number(_feature_form(context, name), document(row["profile"])[name][value], query)


def _spoken(context: Context, topics: Catalogue) -> dict[str, tuple[SpokenTopic, ...]]:
    """Return the topics that each segment speaks of more than others, the largest lift first.

    Of a theme and a topic in it only the one with the larger lift is told: they share their reviews.
    """
    found: dict[str, tuple[SpokenTopic, ...]] = {}
    for row in context.marts.rows(SPOKEN, [SEGMENT_TOPIC_Q, MIN_GROUP]):
        topic, before = row["topic_id"], found.get(row["segment_id"], ())
        if topic in topics.names and not any(topics.are_kin(topic, one.topic_id) for one in before):
            found[row["segment_id"]] = (*before, _spoken_topic(context, row, topics.names[topic]))
    return found


def _spoken_topic(context: Context, row: Mapping[str, Any], label: str) -> SpokenTopic:
    """Word one topic of a segment."""
    wording = context.wording
    keys = {"segment_id": row["segment_id"], "topic_id": row["topic_id"]}
    lift, low, high = (
        context.cell(wording.ratio, row, column, "segment_topic", **keys) for column in ("lift", "ci_low", "ci_high")
    )
    return SpokenTopic(row["topic_id"], label, lift, low, None if high.value is None else high)
