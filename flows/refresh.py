"""The flow: one pass from new files to a published release."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from prefect import flow
from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.tasks import Task

from analytics.encode import ModelEncoder
from analytics.home import Home
from analytics.run import Asked, Progress, Run, begin_run, end_run, has_nothing_new
from analytics.settings import load_settings
from analytics.stages.erase import is_erasing
from analytics.stages.publish import Published
from flows import tasks
from flows.progress import TerminalProgress

R = TypeVar("R")


class Through(Protocol):
    """How a stage is called: as a Prefect task, or as the plain function behind it."""

    def __call__(self, task: Task[[Run], R]) -> Callable[[Run], R]:
        """Return what to call with the run."""
        ...


@dataclass(frozen=True)
class Outcome:
    """How a run ended: what it published (None when there was nothing new), and a line a person can read."""

    run_id: str
    published: Published | None
    summary: str


@flow(name="refresh", validate_parameters=False)
def refresh(home: str, as_of: str | None = None, accept_drift: bool = False, refit: bool = False) -> str:
    """Refresh the home folder `home`, each stage a Prefect task; return the summary."""
    asked = Asked(datetime.fromisoformat(as_of) if as_of else None, accept_drift=accept_drift, refit=refit)
    outcome = _from_home(Path(home), asked, TerminalProgress(), as_task)
    if outcome.published:
        page = outcome.published.folder / "site" / "index.html"
        create_link_artifact(link=page.as_uri(), key="koe-pages", description=outcome.run_id)
    create_markdown_artifact(markdown=outcome.summary, key="koe-run", description=outcome.run_id)
    return outcome.summary


def refresh_locally(home: Path, asked: Asked, progress: Progress) -> str:
    """Refresh without Prefect: the same stages, called as plain functions."""
    return _from_home(home, asked, progress, as_function).summary


def _from_home(home: Path, asked: Asked, progress: Progress, through: Through) -> Outcome:
    """Make one pass with the settings and the model that the home's koe.toml names."""
    settings = load_settings(home)
    encoder = ModelEncoder(settings.embedding.model)
    with begin_run(Home(home), settings, encoder, progress, asked) as run:
        return one_pass(run, through)


def one_pass(run: Run, through: Through) -> Outcome:
    """Finish an erasure that was killed, take in what is new, analyse, publish, and say so in the ledger."""
    if is_erasing(run):
        through(tasks.finish_erasures)(run)
    taken = through(tasks.ingest)(run)
    if has_nothing_new(run):
        summary = f"{run.run_id}: nothing new, the current release stays"
        end_run(run, "nothing new", 0, summary)
        return Outcome(run.run_id, None, summary)
    return analyse_and_publish(run, through, f"{taken.rejected:,} of {taken.records:,} new records refused")


def analyse_and_publish(run: Run, through: Through, told: str) -> Outcome:
    """Analyse what stands, publish, and say so in the ledger; `told` is what happened before that."""
    standing = through(tasks.settle)(run)
    texts = through(tasks.read_texts)(run)
    through(tasks.embed)(run)
    topics = through(tasks.find_topics)(run)
    segments = through(tasks.find_segments)(run)
    trends = through(tasks.find_trends)(run)
    published = through(tasks.publish)(run)
    how = f"found anew ({topics.refit_reason})" if topics.refit_reason else f"{topics.arrived:,} new texts placed"
    summary = (
        f"{run.run_id} published: {standing.reviews:,} reviews, {texts.mentions:,} mentions, "
        f"{topics.topics} topics under {topics.themes} themes, {how}, {standing.events:,} events, "
        f"{segments.segments} segments, {trends.alerts} alerts; {told}"
    )
    end_run(run, "published", 0, summary)
    return Outcome(run.run_id, published, summary)


def as_task(task: Task[[Run], R]) -> Callable[[Run], R]:
    """Call a stage through Prefect."""
    return task


def as_function(task: Task[[Run], R]) -> Callable[[Run], R]:
    """Call the plain function behind a task."""
    return task.fn
