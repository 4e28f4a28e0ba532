"""Topics and events over time: which grain a page shows, and the series its charts and tables share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.charts import Point
from dashboards.views.context import Context
from dashboards.views.marts import Query, lookup
from dashboards.views.parts import plain

#: Below five weeks of data a week tells nothing that its days do not.
DAYS_BY_DAY = 35
#: Above two years weeks are too many to read in one line.
DAYS_BY_WEEK = 731

TOPIC_DAYS = Query("""
select date_diff('day', min(period_start), max(period_start)) + 1
from mart.topic_period where slice_by = 'all' and grain = 'day'
""")
EVENT_DAYS = Query("""
select date_diff('day', min(period_start), max(period_start)) + 1
from mart.behaviour_period where grain = 'day'
""")
TOPIC_SERIES = """
select topic_id, period_start, is_partial, reviews, share from mart.topic_period
where slice_by = 'all' and slice_value = '' and grain = ? order by topic_id, period_start
"""
SLICE_SERIES = """
select period_start, is_partial, share from mart.topic_period
where topic_id = ? and slice_by = ? and slice_value = ? and grain = ? order by period_start
"""
EVENT_SERIES = """
select event, period_start, is_partial, events, customers, value from mart.behaviour_period
where grain = ? order by event, period_start
"""


@dataclass(frozen=True)
class Series:
    """A topic or event over time: its rows by period, and the statement that returns them all.

    `rows` holds the worded cells of each period, the period's name first: what tooltips and tables say;
    `axis` names the periods as short as an axis needs.
    """

    key: str
    grain: str
    sql: str
    starts: tuple[date, ...]
    columns: Mapping[str, tuple[Point, ...]]
    rows: tuple[tuple[str, ...], ...]
    axis: tuple[str, ...]


def topic_grain(context: Context) -> str:
    """Return the grain that topics are drawn at."""
    return _grain(context.scalar(TOPIC_DAYS))


def event_grain(context: Context) -> str:
    """Return the grain that events are drawn at."""
    return _grain(context.scalar(EVENT_DAYS))


def topic_series(context: Context) -> dict[str, Series]:
    """Return the share and count of reviews of every topic over time, by topic_id."""
    grain = topic_grain(context)
    words = {"share": context.wording.share, "reviews": context.wording.count}
    return {
        topic: _series(
            context,
            f"topic:{topic}",
            grain,
            rows,
            words,
            lookup(
                "topic_period", "period_start, share, reviews",
                topic_id=topic, slice_by="all", slice_value="", grain=grain,
            ),
        )
        for topic, rows in _grouped(context.marts.rows(TOPIC_SERIES, [grain]), "topic_id").items()
    }  # fmt: skip


def event_series(context: Context) -> dict[str, Series]:
    """Return how often, by how many and for how much each event happened over time, by event."""
    grain = event_grain(context)
    wording = context.wording
    words = {"events": wording.count, "customers": wording.count, "value": wording.money}
    return {
        event: _series(
            context,
            f"event:{event}",
            grain,
            rows,
            words,
            lookup("behaviour_period", "period_start, events, customers, value", event=event, grain=grain),
        )
        for event, rows in _grouped(context.marts.rows(EVENT_SERIES, [grain]), "event").items()
    }


def slice_points(context: Context, test: Mapping[str, Any]) -> tuple[tuple[date, ...], tuple[Point, ...]]:
    """Return the periods and shares of the topic and slice that a trend test is about, up to any time."""
    keys = [test["topic_id"], test["slice_by"], test["slice_value"], test["grain"]]
    rows = context.marts.rows(SLICE_SERIES, keys)
    return tuple(row["period_start"] for row in rows), _points(rows, "share")


def event_points(context: Context, test: Mapping[str, Any]) -> tuple[tuple[date, ...], tuple[Point, ...]]:
    """Return the periods and customers of the event that a trend test is about."""
    rows = [row for row in context.marts.rows(EVENT_SERIES, [test["grain"]]) if row["event"] == test["event"]]
    return tuple(row["period_start"] for row in rows), _points(rows, "customers")


def _grain(days: object) -> str:
    """Choose the grain for a span of days."""
    span = plain(days) or 0
    return "day" if span < DAYS_BY_DAY else "week" if span <= DAYS_BY_WEEK else "month"


def _series(
    context: Context,
    key: str,
    grain: str,
    rows: Sequence[Mapping[str, Any]],
    words: Mapping[str, Any],
    query: Query,
) -> Series:
    """Word the rows of one series; `words` names its columns and how each is worded."""
    wording = context.wording
    return Series(
        key,
        grain,
        f"{query.text} order by period_start",
        tuple(row["period_start"] for row in rows),
        {column: _points(rows, column) for column in words},
        tuple(
            (
                _period_name(context, grain, row),
                *(wording.told(form, row[column]) for column, form in words.items()),
            )
            for row in rows
        ),
        _axis(context, grain, [row["period_start"] for row in rows]),
    )


def _axis(context: Context, grain: str, starts: Sequence[date]) -> tuple[str, ...]:
    """Name periods for an axis."""
    days = (starts[-1] - starts[0]).days
    return tuple(context.wording.axis(grain, start, days) for start in starts)


def _period_name(context: Context, grain: str, row: Mapping[str, Any]) -> str:
    """Name a period, and say where the data do not cover all of it."""
    name = context.wording.period(grain, row["period_start"])
    return name + context.wording.t("period.partial") if row["is_partial"] else name


def _points(rows: Sequence[Mapping[str, Any]], column: str) -> tuple[Point, ...]:
    """Return one column of a series for its chart."""
    return tuple(Point(None if row[column] is None else float(row[column]), bool(row["is_partial"])) for row in rows)


def _grouped(rows: Sequence[dict[str, Any]], column: str) -> dict[str, list[dict[str, Any]]]:
    """Return rows by the value of one column, in their order."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
