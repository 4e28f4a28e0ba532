"""One Prefect task a stage: no arithmetic, no SQL, no HTML; the ledger, not Prefect, knows what is done."""

import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE

from analytics.errors import KoeError, from_system
from analytics.points import reached
from analytics.release import Release
from analytics.run import Run
from analytics.stages import embed as embedding
from analytics.stages import ingest as ingestion
from analytics.stages import publish as publication
from analytics.stages import segments, stand, texts, topics, trends
from dashboards.site import write_site
from flows import rebuilding

R = TypeVar("R")


class _KeptPrivate:
    """Lets koe's own errors pass; of any other the details stay in the warehouse, since they may quote a customer.

    Prefect writes the text of every exception into its database.
    """

    def __init__(self, run: Run, stage: str) -> None:
        """Guard `stage` of `run`."""
        self._run, self._stage = run, stage

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        """Replace what is no error of koe's by one that says where its details are."""
        if not isinstance(fault, Exception) or isinstance(fault, KoeError):
            return
        known = from_system(fault, self._stage, self._run.home.path)
        if known:
            raise known from None
        details = self._run.home.warehouse / "last-bug.txt"
        details.write_text("".join(traceback.format_exception(fault)), encoding="utf-8")
        details.chmod(0o600)
        raise KoeError(f"a bug in {self._stage}: {type(fault).__name__}; details in {details}") from None


def _stage(name: str, work: Callable[[Run], R]) -> Task[[Run], R]:
    """Return a stage as a task; what it is given is the run, which no cache could tell from another."""
    return task(name=name, cache_policy=NO_CACHE)(guarded(name, work))


def guarded(name: str, work: Callable[[Run], R]) -> Callable[[Run], R]:
    """Return a piece of work whose faults tell no more than koe's own errors do."""

    def kept_private(run: Run) -> R:
        """Do the work on a run."""
        with _KeptPrivate(run, name):
            return work(run)

    return kept_private


def _build_draw_publish(run: Run) -> publication.Published:
    """Build tables and pages aside, check them, swap them in."""
    with Release(publication.build(run)) as release:
        reached("pages.writing")
        write_site(release, run.folder / "site")
    reached("pages.written")
    return publication.publish(run)


finish_erasures = _stage("erase", rebuilding.finish_erasures)
ingest = _stage("ingest", ingestion.ingest)
settle = _stage("stand", stand.settle_records)
read_texts = _stage("texts", texts.read_texts)
embed = _stage("embed", embedding.embed)
find_topics = _stage("topics", topics.analyse_topics)
find_segments = _stage("segments", segments.analyse_segments)
find_trends = _stage("trends", trends.analyse_trends)
publish = _stage("publish", _build_draw_publish)
