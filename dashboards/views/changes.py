"""What changed: the alerts of the latest complete period, and the strongest tested changes of all time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.charts import Line, spark
from dashboards.views.catalogue import Catalogue
from dashboards.views.context import MIN_GROUP, Context
from dashboards.views.marks import Mark, marks
from dashboards.views.marts import Query, lookup
from dashboards.views.news import News, aside, told_once
from dashboards.views.parts import Name, Number, Sentence
from dashboards.views.periods import event_points, slice_points
from dashboards.views.slices import slice_name

#: A list that a manager reads to its end.
LATEST_SHOWN = 8
#: Of all time, topics first; some places are kept for events, which change more easily and would take all.
TOPICS_SHOWN = 6
EVENTS_SHOWN = 3

#: What a change is about.
SUBJECT = ("topic_id", "event", "direction")

LATEST = "select max(period_start) as latest from mart.trend where grain = ?"
# Topics before events, the whole before its slices, then by how far the count lies from what was expected, in
# units of its chance variation.
FOUND = """
select trend.* from mart.trend as trend
where grain = ? and (is_alert or (kind is not null and q_value <= ?))
order by topic_id is null, slice_by <> 'all', abs(observed - expected) / sqrt(greatest(expected, 1)) desc,
    topic_id, event, slice_by, slice_value, period_start
"""
TESTED = "select count(*) from mart.trend where grain = ? and period_start = ?"

# Reviews of the slice and period that could have had the topic: the same for every topic of it.
VOLUME = """
(select max(round(reviews / share)) from mart.topic_period as period
 where share > 0 and period.slice_by = trend.slice_by and period.slice_value = trend.slice_value
   and period.grain = trend.grain and period.period_start = trend.period_start)
"""


@dataclass(frozen=True)
class Change:
    """One tested change: its sentence, the topic's line with the period marked, and where to read on.

    `aside` says what moved with it and is not told by itself: a topic's theme, or a theme's topics.
    """

    direction: str
    is_alert: bool
    kind: str
    sentence: Sentence
    aside: Sentence
    marks: tuple[Mark, ...]
    line: Line
    topic_id: str | None


@dataclass(frozen=True)
class Changes:
    """The section: a sentence on the latest period, its changes, and the strongest of all time."""

    summary: tuple[Sentence, ...]
    latest: tuple[Change, ...]
    strongest: tuple[Change, ...]
    notes: tuple[Sentence, ...]


def changes(context: Context, topics: Catalogue) -> Changes:
    """Make the section."""
    wording, trend = context.wording, context.settings.trend
    latest = context.marts.rows(LATEST, [trend.alert_grain])[0]["latest"]
    if latest is None:
        key = "changes.nothing_tested" if topics.rows else "changes.no_topics"
        grain = Name(wording.t(f"grain.{trend.alert_grain}"))
        return Changes((wording.sentence(key, grain=grain),), (), (), ())
    found = context.marts.rows(FOUND, [trend.alert_grain, trend.false_discovery_rate])
    shown = [row for row in found if _is_shown(row, topics)]
    news = told_once(shown, topics.lines)
    # A subject stands once in each list, so that neither its slices nor its many weeks fill it.
    now, past = (
        _first((one for one in news if (one.row["period_start"] == latest) is is_now), *SUBJECT)
        for is_now in (True, False)
    )
    return Changes(
        summary=tuple(_summary(context, latest, len(now))),
        latest=tuple(_change(context, one, topics) for one in now[:LATEST_SHOWN]),
        strongest=tuple(_change(context, one, topics) for one in _strongest(past)),
        notes=tuple(_notes(context, more=len(now) > LATEST_SHOWN, hidden=len(shown) < len(found))),
    )


def _strongest(news: Sequence[News]) -> list[News]:
    """Return the strongest changes of topics, and behind them those of events."""
    of_topics = [one for one in news if one.row["topic_id"] is not None]
    of_events = [one for one in news if one.row["topic_id"] is None]
    return of_topics[:TOPICS_SHOWN] + of_events[:EVENTS_SHOWN]


def _notes(context: Context, *, more: bool, hidden: bool) -> Iterator[Sentence]:
    """Say which changes the lists leave out."""
    wording = context.wording
    if more:
        yield wording.sentence("changes.more", shown=Name(wording.count(LATEST_SHOWN)))
    if hidden:
        yield wording.sentence("changes.hidden", least=Name(wording.count(MIN_GROUP)))


def _is_shown(row: Mapping[str, Any], topics: Catalogue) -> bool:
    """Leave out changes of topics that the page does not show, and of groups too small to be shown."""
    known = row["topic_id"] is None or row["topic_id"] in topics.names
    # None at all is no group; one to four reviews or customers are.
    return known and not 0 < row["observed"] < MIN_GROUP


def _first(news: Iterable[News], *columns: str) -> list[News]:
    """Keep the first of each combination of columns: the whole before its slices, then the strongest."""
    kept: dict[tuple[object, ...], News] = {}
    for one in news:
        kept.setdefault(tuple(one.row[column] for column in columns), one)
    return list(kept.values())


def _summary(context: Context, latest: date, changed: int) -> Iterator[Sentence]:
    """Say how much was tested in the latest complete period, and whether anything changed."""
    wording, grain = context.wording, context.settings.trend.alert_grain
    tested = context.number(wording.count, Query(TESTED, (grain, latest)))
    when = wording.when(grain, latest, lookup("trend", "max(period_start)", grain=grain))
    yield wording.sentence("changes.tested" if changed else "changes.none", when=when, tested=tested)


def _change(context: Context, news: News, topics: Catalogue) -> Change:
    """Word one change and draw its line."""
    row = news.row
    is_event = row["topic_id"] is None
    starts, points = (event_points if is_event else slice_points)(context, row)
    dots = [starts.index(row["period_start"])] if row["period_start"] in starts else []
    # An alert without a kind is a change of one period, and a spike may go down.
    kind = f"spike_{row['direction']}" if row["kind"] in (None, "spike") else row["kind"]
    return Change(
        direction=row["direction"],
        is_alert=bool(row["is_alert"]),
        kind=context.wording.t(f"kind.{kind}"),
        sentence=_said(context, row, topics),
        aside=aside(context, news, topics.names),
        marks=() if is_event else marks(context, topics.by_id[row["topic_id"]]),
        line=spark(points, dots),
        topic_id=row["topic_id"],
    )


def _said(context: Context, row: Mapping[str, Any], topics: Catalogue) -> Sentence:
    """Say what rose or fell, when, where, to what, and how sure that is."""
    wording = context.wording
    is_event = row["topic_id"] is None
    form, of_period = (wording.one, _cell) if is_event else (wording.share, _of_volume)
    subject = "event" if is_event else "topic"
    change = "new" if row["kind"] == "new" else row["direction"]
    by, value = row["slice_by"], row["slice_value"]
    return wording.sentence(
        f"changes.{subject}_{change}",
        subject=Name(row["event"] if is_event else topics.names[row["topic_id"]]),
        when=wording.when(row["grain"], row["period_start"], _cell("period_start", row)),
        where=() if by == "all" else slice_name(context, by, value, "slice"),
        now=context.number(wording.count if is_event else form, of_period("observed", row)),
        evidence=_evidence(context, row, context.number(form, of_period("expected", row))),
    )


def _evidence(context: Context, row: Mapping[str, Any], expected: Number) -> Sentence:
    """Say what was expected and how many times that it is, with the interval where there is a ratio."""
    wording = context.wording
    if row["rate_ratio"] is None or row["ci_high"] is None:
        return wording.sentence("changes.expected", expected=expected)
    ratio, low, high = (
        wording.number(wording.ratio, row[column], _cell(column, row)) for column in ("rate_ratio", "ci_low", "ci_high")
    )
    return wording.sentence("changes.interval", expected=expected, ratio=ratio, low=low, high=high)


def _of_volume(column: str, row: Mapping[str, Any]) -> Query:
    """Return the statement for observed or expected reviews as a share of the period's reviews."""
    return _cell(f"{column} / {' '.join(VOLUME.split())}", row)


def _cell(expression: str, row: Mapping[str, Any]) -> Query:
    """Return the statement that reads from one test."""
    subject = "event" if row["topic_id"] is None else "topic_id"
    keys = (subject, "slice_by", "slice_value", "grain", "period_start")
    return lookup("trend", expression, **{key: row[key] for key in keys})
