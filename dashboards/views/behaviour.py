"""What customers did: each event's total and its line over time."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboards.charts import Plot, count_plot
from dashboards.views.context import MIN_GROUP, Context
from dashboards.views.marts import lookup
from dashboards.views.parts import Name, Number, Sentence
from dashboards.views.periods import Series

#: The events with most rows; the others stand in mart.behaviour_period, and the page says so.
EVENTS_SHOWN = 8

# The busiest month's customers are the least number of people that an event can be about.
EVENTS = """
select event, max(customers) as people from mart.behaviour_period
where grain = 'month' group by event order by sum(events) desc, event
"""


@dataclass(frozen=True)
class EventRow:
    """An event: how often in all, for how much, and its bars over time."""

    event: str
    total: Number
    value: Number | None
    key: str
    sql: str
    plot: Plot


@dataclass(frozen=True)
class Behaviour:
    """The section: its events, or a sentence on why there are none."""

    events: tuple[EventRow, ...]
    grain: str
    missing: Sentence | None
    notes: tuple[Sentence, ...]


def behaviour(context: Context, series: dict[str, Series]) -> Behaviour:
    """Make the section."""
    wording = context.wording
    every = context.marts.rows(EVENTS)
    known = [row["event"] for row in every if row["people"] >= MIN_GROUP]
    shown = [event for event in known if event in series][:EVENTS_SHOWN]
    grain = next((one.grain for one in series.values()), "week")
    return Behaviour(
        events=tuple(_row(context, series[event]) for event in shown),
        grain=wording.t(f"behaviour.by_{grain}"),
        missing=None if shown else _missing(context, some=bool(every)),
        notes=tuple(_notes(context, few=len(known) < len(every), more=len(shown) < len(known))),
    )


def _row(context: Context, series: Series) -> EventRow:
    """Word one event."""
    wording, event = context.wording, series.key.removeprefix("event:")
    keys = {"event": event, "grain": series.grain}
    value = context.number(wording.money, lookup("behaviour_period", "sum(value)", **keys))
    return EventRow(
        event=event,
        total=context.number(wording.count, lookup("behaviour_period", "sum(events)", **keys)),
        value=None if value.value is None else value,
        key=series.key,
        sql=series.sql,
        plot=count_plot(series.columns["events"], series.axis, wording.count),
    )


def _missing(context: Context, *, some: bool) -> Sentence:
    """Say why no event is shown."""
    if some:
        return context.wording.sentence("behaviour.few_people_only", least=_least(context))
    configured = context.settings.sources("events")
    return context.wording.sentence("missing.events_empty" if configured else "missing.events_source")


def _notes(context: Context, *, few: bool, more: bool) -> Iterator[Sentence]:
    """Say which events are left out."""
    if more:
        yield context.wording.sentence("behaviour.more", shown=Name(context.wording.count(EVENTS_SHOWN)))
    if few:
        yield context.wording.sentence("behaviour.few_people", least=_least(context))


def _least(context: Context) -> Name:
    """Return the smallest group that pages show, as words."""
    return Name(context.wording.count(MIN_GROUP))
