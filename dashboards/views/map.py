"""The map: where mentions lie, which topics or themes are coloured, and what a point says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.views.catalogue import Catalogue
from dashboards.views.context import Context
from dashboards.views.marts import Query
from dashboards.views.parts import Number, Sentence
from dashboards.views.quotes import cut

#: More points than this are drawn as a sample: beyond it a page grows and a map only gets darker.
MAP_POINTS = 20_000
#: What a point says when hovered; the whole text stays in mart.mention.
POINT_CHARACTERS = 140
#: Topics (or themes) with a look of their own: seven colours that colour-blind people tell apart, in three shapes.
HUES = 7
SHAPES = ("circle", "triangle", "diamond")
LOOKS = HUES * len(SHAPES)
#: Positions are told in steps of the longer side: finer than a pixel of any screen.
STEPS = 8_000

# md5 orders the same way at every run and on every machine, and knows nothing of the text.
POINTS = """
select topic_id, x, y, text from mart.mention
where placement <> 'excluded' and x is not null and y is not null
order by md5(mention_id) limit ?
"""
ALL_POINTS = """
select count(*) from mart.mention where placement <> 'excluded' and x is not null and y is not null
"""


@dataclass(frozen=True)
class MapKey:
    """An entry of the legend: a topic, or a theme with all its topics, in the colour and shape of their points."""

    hue: int
    shape: str
    topic_id: str
    label: str
    mentions: Number


@dataclass(frozen=True)
class MapView:
    """The section in one language: its legend, and sentences on what is drawn and how it is coloured."""

    keys: tuple[MapKey, ...]
    drawn: Sentence
    is_by_theme: bool
    is_empty: bool


@dataclass(frozen=True)
class MapData:
    """Points for the drawing: places 0..STEPS, the topic's index (-1 for none) and the text of each.

    A topic has its names, the ids in its `line` (its own, then those above it) and the index of its `look`, the
    place in `looks` (ids) of the topic or theme that it is coloured as; -1 for grey. `themes` have names by id.
    """

    topics: tuple[dict[str, Any], ...]
    themes: dict[str, dict[str, str]]
    looks: tuple[str, ...]
    x: tuple[int, ...]
    y: tuple[int, ...]
    topic: tuple[int, ...]
    text: tuple[str, ...]


def map_view(context: Context, topics: Catalogue) -> MapView:
    """Make the section in one language."""
    wording = context.wording
    everything = context.number(wording.count, Query(ALL_POINTS))
    drawn = context.number(wording.count, Query(f"select least(({ALL_POINTS}), ?)", (MAP_POINTS,)))
    key = "map.none" if not drawn.value else "map.all" if drawn.value == everything.value else "map.sampled"
    return MapView(
        keys=tuple(_keys(context, topics)),
        drawn=wording.sentence(key, all=everything, drawn=drawn),
        is_by_theme=any(topics.by_id[topic]["level"] > 0 for topic in _looks(topics)),
        is_empty=not drawn.value,
    )


def map_data(contexts: tuple[Context, ...], catalogues: tuple[Catalogue, ...]) -> MapData:
    """Return the points once for all languages; topics by the index that points share."""
    rows = contexts[0].marts.rows(POINTS, [MAP_POINTS])
    shown = catalogues[0]
    leaves = [row["topic_id"] for row in _leaves(shown)]
    index = {topic: i for i, topic in enumerate(leaves)}
    looks = {topic: i for i, topic in enumerate(_looks(shown)[:LOOKS])}
    left, bottom, step = _frame(rows)
    languages = [context.wording.texts.language for context in contexts]
    names = {
        topic: {name: each.names[topic] for name, each in zip(languages, catalogues, strict=True)}
        for topic in shown.names
    }
    return MapData(
        topics=tuple(
            {"line": shown.lines[topic], "look": _look(shown, topic, looks)} | names[topic] for topic in leaves
        ),
        themes={topic: names[topic] for topic in shown.names if topic not in index},
        looks=tuple(looks),
        x=tuple(round((row["x"] - left) * step) for row in rows),
        y=tuple(round((row["y"] - bottom) * step) for row in rows),
        topic=tuple(index.get(row["topic_id"], -1) for row in rows),
        text=tuple(cut(row["text"], POINT_CHARACTERS) for row in rows),
    )


def _leaves(topics: Catalogue) -> list[Any]:
    """Return the topics that mentions belong to, the finest level, most reviews first."""
    return [row for row in topics.rows if row["level"] == 0]


def _looks(topics: Catalogue) -> list[str]:
    """Return what points are coloured as, most reviews first: topics, or themes where topics are too many to tell.

    The lowest level is taken at which every mention's topic has a look of its own, else the highest; a topic
    without a theme stands for itself.
    """
    leaves = [topics.lines[row["topic_id"]] for row in _leaves(topics)]
    found: list[str] = []
    for level in sorted({row["level"] for row in topics.rows}):
        heads = {_head(topics, line, level) for line in leaves}
        found = [row["topic_id"] for row in topics.rows if row["topic_id"] in heads]
        if len(found) <= LOOKS:
            break
    return found


def _head(topics: Catalogue, line: Sequence[str], level: int) -> str:
    """Return the highest topic of a line that is not above a level."""
    return [topic for topic in line if topics.by_id[topic]["level"] <= level][-1]


def _look(topics: Catalogue, topic: str, looks: Mapping[str, int]) -> int:
    """Return which look a topic's points have, -1 for none."""
    return next((looks[above] for above in topics.lines[topic] if above in looks), -1)


def _keys(context: Context, topics: Catalogue) -> Iterator[MapKey]:
    """Yield the legend: the topics or themes with a look of their own."""
    for index, topic in enumerate(_looks(topics)[:LOOKS]):
        row = topics.by_id[topic]
        mentions = context.cell(context.wording.count, row, "mentions", "topic", topic_id=topic)
        yield MapKey(index % HUES, SHAPES[index // HUES], topic, topics.names[topic], mentions)


def _frame(rows: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Return the left and lower edge and the steps a unit, the same for both axes."""
    if not rows:
        return 0, 0, 0
    xs, ys = [row["x"] for row in rows], [row["y"] for row in rows]
    extent = max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs), min(ys), STEPS / extent if extent else 0
