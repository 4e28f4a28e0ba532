"""One Prefect task a stage: no arithmetic, no SQL, no HTML; the ledger, not Prefect, knows what is done."""

import traceback
from types import TracebackType

from prefect import task
from prefect.cache_policies import NO_CACHE

from analytics.errors import KoeError
from analytics.release import Release
from analytics.run import Run
from analytics.stages.embed import Embedded
from analytics.stages.embed import embed as embed_mentions
from analytics.stages.ingest import Ingested
from analytics.stages.ingest import ingest as ingest_deliveries
from analytics.stages.publish import Published, build
from analytics.stages.publish import publish as publish_release
from analytics.stages.segments import SegmentsFound, analyse_segments
from analytics.stages.stand import Standing, settle_records
from analytics.stages.texts import TextsRead
from analytics.stages.texts import read_texts as read_review_texts
from analytics.stages.topics import TopicsFound, analyse_topics
from analytics.stages.trends import TrendsTested, analyse_trends
from dashboards.site import write_site


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
        details = self._run.home.warehouse / "last-bug.txt"
        details.write_text("".join(traceback.format_exception(fault)), encoding="utf-8")
        details.chmod(0o600)
        raise KoeError(f"a bug in {self._stage}: {type(fault).__name__}; details in {details}") from None


@task(name="ingest", cache_policy=NO_CACHE)
def ingest(run: Run) -> Ingested:
    """Take in new deliveries."""
    with _KeptPrivate(run, "ingest"):
        return ingest_deliveries(run)


@task(name="stand", cache_policy=NO_CACHE)
def stand(run: Run) -> Standing:
    """Decide what stands."""
    with _KeptPrivate(run, "stand"):
        return settle_records(run)


@task(name="texts", cache_policy=NO_CACHE)
def read_texts(run: Run) -> TextsRead:
    """Turn reviews into mentions."""
    with _KeptPrivate(run, "texts"):
        return read_review_texts(run)


@task(name="embed", cache_policy=NO_CACHE)
def embed(run: Run) -> Embedded:
    """Give new mentions vectors."""
    with _KeptPrivate(run, "embed"):
        return embed_mentions(run)


@task(name="topics", cache_policy=NO_CACHE)
def find_topics(run: Run) -> TopicsFound:
    """Find and name topics."""
    with _KeptPrivate(run, "topics"):
        return analyse_topics(run)


@task(name="segments", cache_policy=NO_CACHE)
def find_segments(run: Run) -> SegmentsFound:
    """Group customers."""
    with _KeptPrivate(run, "segments"):
        return analyse_segments(run)


@task(name="trends", cache_policy=NO_CACHE)
def find_trends(run: Run) -> TrendsTested:
    """Count and test periods."""
    with _KeptPrivate(run, "trends"):
        return analyse_trends(run)


@task(name="publish", cache_policy=NO_CACHE)
def publish(run: Run) -> Published:
    """Build tables and pages aside, check them, swap them in."""
    with _KeptPrivate(run, "publish"):
        with Release(build(run)) as release:
            write_site(release, run.folder / "site")
        return publish_release(run)
