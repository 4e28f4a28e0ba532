"""The table of topics: one row a topic, its figures, its line over time and what opens below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from dashboards.charts import Balance, Line, Point, balance, part, spark
from dashboards.views.catalogue import Catalogue
from dashboards.views.context import MIN_GROUP, Context
from dashboards.views.details import Detail, Details
from dashboards.views.marks import Mark, legend, marks
from dashboards.views.marts import Query, lookup
from dashboards.views.parts import Name, Number, Sentence
from dashboards.views.periods import Series
from dashboards.views.tree import Node

#: Rows that a screen or two hold: up to here themes begin unfolded.
OPEN_ROWS = 24

REVIEWS = Query("select count(*) from mart.review")
MENTIONS = Query("select count(*) from mart.mention where placement <> 'excluded'")


@dataclass(frozen=True)
class TopicRow:
    """A topic: `share_bar` is its share in percent of the largest one's; `inside` are the topics below it."""

    topic_id: str
    label: str
    parent: str | None
    theme: str | None
    level: int
    depth: int
    inside: tuple[str, ...]
    inside_count: Number | None
    marks: tuple[Mark, ...]
    reviews: Number
    share: Number
    share_bar: float
    line: Line
    sentiment: Number
    sentiment_bar: Balance | None
    rating: Number
    stability: Number | None
    detail: Detail


@dataclass(frozen=True)
class Topics:
    """The section: its rows, each theme's topics behind it, or a sentence on why there are none."""

    rows: tuple[TopicRow, ...]
    has_themes: bool
    is_unfolded: bool
    grain: str
    rating_label: str
    has_stability: bool
    has_rating: bool
    missing: Sentence | None
    notes: tuple[Sentence, ...]

    @property
    def columns(self) -> int:
        """Return how many columns the table has."""
        return 5 + self.has_rating + self.has_stability


def topics(context: Context, shown: Catalogue, series: Mapping[str, Series], details: Details) -> Topics:
    """Make the section from the topics of the page."""
    grain = next((one.grain for one in series.values()), "week")
    scale = rating_scale(context)
    label = f"topics.rating_{'share' if scale is None else 'scale'}"
    return Topics(
        rows=tuple(_rows(context, shown, series, details)),
        has_themes=any(node.children for node in shown.nodes),
        is_unfolded=len(shown.rows) <= OPEN_ROWS,
        grain=context.wording.t(f"topics.by_{grain}"),
        rating_label=context.wording.t(label).format(high=context.wording.given(scale[1] if scale else 1)),
        has_stability=any(row["stability"] is not None for row in shown.rows),
        has_rating=any(row["mean_rating"] is not None for row in shown.rows),
        missing=None if shown.rows else _missing(context, shown),
        notes=tuple(_notes(context, shown)),
    )


def rating_scale(context: Context) -> tuple[float, float] | None:
    """Return the rating scale that all rated sources share; None where they differ or have none."""
    scales = {source.rating_scale for source in context.settings.sources("reviews") if source.rating_scale}
    return scales.pop() if len(scales) == 1 else None


def rating(context: Context, mean: float | None, table: str, **keys: object) -> Number:
    """Word a mean rating_share of `mart`.`table` on the sources' own scale, or in percent."""
    scale = rating_scale(context)
    if scale is None:
        return context.wording.number(context.wording.share, mean, lookup(table, "mean_rating", **keys))
    low, high = (context.wording.given(end) for end in scale)
    expression = f"{low} + ({high} - {low}) * mean_rating"
    value = None if mean is None else scale[0] + (scale[1] - scale[0]) * mean
    return context.wording.number(context.wording.two, value, lookup(table, expression, **keys))


def _rows(context: Context, shown: Catalogue, series: Mapping[str, Series], details: Details) -> Iterator[TopicRow]:
    """Word each topic."""
    # One scale for all: a topic's bar stands beside its theme's.
    largest = max((row["share"] or 0 for row in shown.rows), default=0)
    for node in shown.nodes:
        topic = node.row["topic_id"]
        points = series[topic].columns["share"] if topic in series else ()
        yield _row(context, node, points, shown, largest, details)


def _row(
    context: Context,
    node: Node,
    points: tuple[Point, ...],
    shown: Catalogue,
    largest: float,
    details: Details,
) -> TopicRow:
    """Word one topic."""
    wording, row, topic = context.wording, node.row, node.row["topic_id"]
    cell = partial(context.cell, row=row, table="topic", topic_id=topic)
    return TopicRow(
        topic_id=topic,
        label=shown.names[topic],
        parent=node.parent,
        theme=None if node.parent is None else shown.names[node.parent],
        level=row["level"],
        depth=node.depth,
        inside=node.children,
        inside_count=_inside(context, topic) if node.children else None,
        marks=marks(context, row),
        reviews=cell(wording.count, column="reviews"),
        share=cell(wording.share, column="share"),
        share_bar=part(row["share"], largest),
        line=spark(points),
        sentiment=cell(wording.signed, column="sentiment"),
        sentiment_bar=balance(row["sentiment"]),
        rating=rating(context, row["mean_rating"], "topic", topic_id=topic),
        stability=None if row["stability"] is None else cell(wording.two, column="stability"),
        detail=details.of(node),
    )


def _inside(context: Context, topic: str) -> Number:
    """Count the topics of a theme."""
    return context.number(context.wording.count, lookup("topic", "count(*)", parent_topic_id=topic, status="active"))


def _missing(context: Context, shown: Catalogue) -> Sentence:
    """Say why no topic is shown."""
    wording = context.wording
    if shown.few_people:
        return wording.sentence("topics.few_people_only", least=Name(wording.count(MIN_GROUP)))
    if not context.scalar(REVIEWS):
        configured = context.settings.sources("reviews")
        return wording.sentence("missing.reviews_empty" if configured else "missing.reviews_source")
    return wording.sentence("topics.none_found", mentions=context.number(wording.count, MENTIONS))


def _notes(context: Context, shown: Catalogue) -> Iterator[Sentence]:
    """Say what marks mean, and what the table leaves out."""
    wording = context.wording
    yield from legend(context, shown.rows)
    if shown.few_people and shown.rows:
        yield wording.sentence("topics.few_people", least=Name(wording.count(MIN_GROUP)))
    if shown.beyond:
        yield wording.sentence("topics.beyond", shown=Name(wording.count(len(shown.rows))))
