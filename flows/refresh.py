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
from analytics.run import Progress, Run, begin_run, end_run, has_nothing_new
from analytics.settings import load_settings
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
def refresh(home: str, as_of: str | None = None, accept_drift: bool = False) -> str:
    """Refresh the home folder `home`, each stage a Prefect task; return the summary."""
    outcome = _from_home(Path(home), as_of, TerminalProgress(), as_task, accept_drift)
    if outcome.published:
        page = outcome.published.folder / "site" / "index.html"
        create_link_artifact(link=page.as_uri(), key="koe-pages", description=outcome.run_id)
    create_markdown_artifact(markdown=outcome.summary, key="koe-run", description=outcome.run_id)
    return outcome.summary


def refresh_locally(home: Path, as_of: str | None, progress: Progress, accept_drift: bool = False) -> str:
    """Refresh without Prefect: the same stages, called as plain functions."""
    return _from_home(home, as_of, progress, as_function, accept_drift).summary


def _from_home(home: Path, as_of: str | None, progress: Progress, through: Through, accept_drift: bool) -> Outcome:
    """Make one pass with the settings and the model that the home's koe.toml names."""
    settings = load_settings(home)
    encoder = ModelEncoder(settings.embedding.model)
    asked = datetime.fromisoformat(as_of) if as_of else None
    with begin_run(Home(home), settings, encoder, as_of=asked, progress=progress, accept_drift=accept_drift) as run:
        return one_pass(run, through)


def one_pass(run: Run, through: Through) -> Outcome:
    """Take in what is new, analyse, publish, and say so in the ledger."""
    taken = through(tasks.ingest)(run)
    if has_nothing_new(run):
        summary = f"{run.run_id}: nothing new, the current release stays"
        end_run(run, "nothing new", 0, summary)
        return Outcome(run.run_id, None, summary)
    standing = through(tasks.settle)(run)
    texts = through(tasks.read_texts)(run)
    through(tasks.embed)(run)
    topics = through(tasks.find_topics)(run)
    segments = through(tasks.find_segments)(run)
    trends = through(tasks.find_trends)(run)
    published = through(tasks.publish)(run)
    summary = (
        f"{run.run_id} published: {standing.reviews:,} reviews, {texts.mentions:,} mentions, "
        f"{topics.topics} topics under {topics.themes} themes, {standing.events:,} events, "
        f"{segments.segments} segments, {trends.alerts} alerts; "
        f"{taken.rejected:,} of {taken.records:,} new records refused"
    )
    end_run(run, "published", 0, summary)
    return Outcome(run.run_id, published, summary)


def as_task(task: Task[[Run], R]) -> Callable[[Run], R]:
    """Call a stage through Prefect."""
    return task


def as_function(task: Task[[Run], R]) -> Callable[[Run], R]:
    """Call the plain function behind a task."""
    return task.fn
