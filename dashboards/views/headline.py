"""The head of the page: whose reviews, up to which day, how many, and whether the run went well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dashboards.views.context import Context
from dashboards.views.marts import Query, lookup
from dashboards.views.parts import Moment, Name, Number, Sentence

REVIEW_DAYS = "select min(written_at) as first, max(written_at) as last from mart.review"
EVENT_DAYS = """
select min(period_start) as first, max(period_start) as last from mart.behaviour_period where grain = 'day'
"""
COVERAGE = """
select count(*) filter (where placement in ('core', 'assigned'))
    / nullif(count(*) filter (where placement <> 'excluded'), 0)
from mart.mention
"""
PLACED = "select count(*) from mart.mention where placement <> 'excluded'"
THEMES = "select count(*) from mart.topic where status = 'active' and not is_hidden and level > 0"
FAILED_GATES = "select count(*) from mart.quality where run_id = ? and not passed"
GATES = "select count(*) from mart.quality where run_id = ? and passed is not null"


@dataclass(frozen=True)
class Figure:
    """A key figure, what it counts, and a sentence that says what that means."""

    label: str
    number: Number
    note: Sentence


@dataclass(frozen=True)
class Headline:
    """The head of the page; `state` is `good`, `warn` or `bad`."""

    project: str
    as_of: Sentence
    covered: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    state: str
    checks: tuple[Sentence, ...]


def headline(context: Context) -> Headline:
    """Make the head of the page."""
    failed = context.number(context.wording.count, Query(FAILED_GATES, (context.run["run_id"],)))
    rejected = context.number(context.wording.count, context.run_cell("rejected"))
    return Headline(
        project=context.settings.project.name,
        as_of=_as_of(context),
        covered=tuple(_covered(context)),
        figures=tuple(_figures(context)),
        state="bad" if failed.value else "warn" if rejected.value else "good",
        checks=tuple(_checks(context, failed, rejected)),
    )


def _as_of(context: Context) -> Sentence:
    """Say up to when the page looks, or that there is nothing to look at."""
    day = context.as_of()
    if day is None:
        return context.wording.sentence("headline.no_data")
    return context.wording.sentence("headline.as_of", day=day, zone=Name(context.settings.project.timezone))


def _covered(context: Context) -> Iterator[Sentence]:
    """Say which days the reviews and the events span."""
    wording = context.wording
    reviews = context.marts.rows(REVIEW_DAYS)[0]
    if reviews["first"] is not None:
        first, last = (
            wording.local_day(reviews[end], Query(f"select {word}(written_at) from mart.review"))
            for end, word in (("first", "min"), ("last", "max"))
        )
        yield wording.sentence("headline.reviews_span", first=first, last=last)
    events = context.marts.rows(EVENT_DAYS)[0]
    if events["first"] is not None:
        first, last = (_period_day(context, events[end], word) for end, word in (("first", "min"), ("last", "max")))
        yield wording.sentence("headline.events_span", first=first, last=last)


def _period_day(context: Context, day: date, word: str) -> Moment:
    """Word the first or last day with events."""
    query = lookup("behaviour_period", f"{word}(period_start)", grain="day")
    return Moment(day.isoformat(), context.wording.day(day), query.text)


def _figures(context: Context) -> Iterator[Figure]:
    """Count reviews, mentions, topics and people, and the share of mentions that have a topic."""
    wording = context.wording
    for key, sql in (
        ("reviews", "select count(*) from mart.review"),
        ("mentions", "select count(*) from mart.mention"),
        ("topics", "select count(*) from mart.topic where status = 'active' and not is_hidden and level = 0"),
        ("coverage", COVERAGE),
        ("customers", "select count(*) from mart.customer"),
        ("events", "select coalesce(sum(events), 0)::bigint from mart.behaviour_period where grain = 'day'"),
    ):
        form = wording.share if key == "coverage" else wording.count
        number = context.number(form, Query(sql))
        yield Figure(wording.t(f"headline.{key}"), number, _note(context, key, number))


def _note(context: Context, key: str, number: Number) -> Sentence:
    """Say what a figure counts; of topics also that none is reliable, or how many themes they make up."""
    wording = context.wording
    if key == "topics" and not number.value and context.scalar(Query(PLACED)):
        return wording.sentence("headline.no_topics")
    if key == "topics":
        themes = context.number(wording.count, Query(THEMES))
        if themes.value:
            return wording.sentence("headline.topics_themes", themes=themes)
    if key == "coverage":
        target = context.metric(wording.share, "topic_coverage_target")
        if target is not None:
            return wording.sentence("headline.coverage_target", target=target)
    return wording.sentence(f"headline.{key}_note")


def _checks(context: Context, failed: Number, rejected: Number) -> Iterator[Sentence]:
    """Say when the run was complete, whether the gates held and how many records were refused."""
    wording = context.wording
    finished = context.run["finished_at"]
    if finished is not None:
        yield wording.sentence("headline.finished", time=wording.clock(finished, context.run_cell("finished_at")))
    gates = context.number(wording.count, Query(GATES, (context.run["run_id"],)))
    if failed.value:
        yield wording.sentence("headline.gates_failed", failed=failed, gates=gates)
    elif gates.value:
        yield wording.sentence("headline.gates_held", gates=gates)
    yield wording.sentence("headline.rejected" if rejected.value else "headline.none_rejected", n=rejected)
