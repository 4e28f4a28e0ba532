"""One piece of news told once: a theme and topics in it that change in the same period and the same way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.views.context import Context
from dashboards.views.marts import Query
from dashboards.views.parts import Name, Sentence, Words

#: A topic that makes up at least this part of its theme's change is the news; the theme only holds it. Below,
#: no topic is the news by itself, and the theme is told with the names of the topics that went with it.
MOST = 0.5
#: Names that a sentence holds and is still read.
NAMES_SHOWN = 4

Row = Mapping[str, Any]
Key = tuple[Any, ...]

# A theme counts a review once, so that its topics' parts may come to more than the whole.
PART = """
select least(1.0, (topic.observed - topic.expected) / (theme.observed - theme.expected))
from mart.trend as topic
join mart.trend as theme using (slice_by, slice_value, grain, period_start)
where topic.topic_id = ? and theme.topic_id = ? and slice_by = ? and slice_value = ? and grain = ? and period_start = ?
"""


@dataclass(frozen=True)
class News:
    """A test that is told: `theme` is its theme's test where it makes up most of it, `topics` what a theme holds."""

    row: Row
    theme: Row | None = None
    topics: tuple[Row, ...] = ()


def told_once(rows: Iterable[Row], lines: Mapping[str, Sequence[str]]) -> list[News]:
    """Leave out tests that say what another one says; `lines` have each topic's id and those above it.

    `rows` are in the order of telling: of one topic, period and direction the first one is judged, and where it
    is left out, so are the others.
    """
    every = list(rows)
    first: dict[Key, Row] = {}
    for row in every:
        first.setdefault(_key(row), row)
    held = _held(first, lines)
    dropped: set[Key] = set()
    news: dict[Key, News] = {}
    # From the lowest theme up, so that a higher one is compared with what is still told.
    for theme in sorted(held, key=lambda key: -len(lines[key[0]])):
        _judge(first[theme], [row for row in held[theme] if _key(row) not in dropped], dropped, news)
    return [
        news.get(_key(row), News(row)) if row is first[_key(row)] else News(row)
        for row in every
        if _key(row) not in dropped
    ]


def aside(context: Context, news: News, names: Mapping[str, str]) -> Sentence:
    """Say which theme moved with a topic and by how much of it that was, or which topics with a theme."""
    wording = context.wording
    if news.theme is not None:
        parameters = (news.row["topic_id"], news.theme["topic_id"], *(news.row[key] for key in _PLACE))
        return wording.sentence(
            "changes.carries",
            theme=Name(names[news.theme["topic_id"]]),
            part=context.number(wording.share, Query(PART, parameters)),
        )
    if not news.topics:
        return ()
    listed: list[Name | Words] = []
    for row in news.topics[:NAMES_SHOWN]:
        listed += [Words(wording.t("changes.and")), Name(names[row["topic_id"]])]
    more = Words(wording.t("changes.and_more") if len(news.topics) > NAMES_SHOWN else "")
    return wording.sentence("changes.among", topics=(*listed[1:], more))


_PLACE = ("slice_by", "slice_value", "grain", "period_start")


def _key(row: Row) -> Key:
    """Return what a piece of news is about: a topic (or event), a period and a direction."""
    return row["topic_id"], row["event"], row["period_start"], row["direction"]


def _held(first: Mapping[Key, Row], lines: Mapping[str, Sequence[str]]) -> dict[Key, list[Row]]:
    """Return for each theme's test those of topics below it, in the same slice."""
    held: dict[Key, list[Row]] = {}
    for (topic, *rest), row in first.items():
        for above in lines.get(topic, ())[1:]:
            theme = first.get((above, *rest))
            if theme is not None and all(theme[column] == row[column] for column in _PLACE):
                held.setdefault(_key(theme), []).append(row)
    return held


def _judge(theme: Row, below: Sequence[Row], dropped: set[Key], news: dict[Key, News]) -> None:
    """Decide whether a theme or the topics in it are the news, and note what is not told."""
    leading = [row for row in below if _excess(row) >= MOST * _excess(theme)]
    if leading:
        dropped.add(_key(theme))
        for row in leading:
            held = news.get(_key(row), News(row))
            news[_key(row)] = News(row, held.theme or theme, held.topics)
    elif below:
        dropped.update(map(_key, below))
        news[_key(theme)] = News(theme, None, tuple(below))


def _excess(row: Row) -> float:
    """Return by how many reviews a period differs from what was expected."""
    return float(abs(row["observed"] - row["expected"]))
