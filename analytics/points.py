"""Named points of the pipeline at which a run may be stopped; tests stop it at every one of them.

A point costs nothing in use. `POINTS` lists them all, so that a test can hold the list against the code and stop a
run at each: after any of them the release before is whole, the next run ends as if nothing had happened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Every point, by the room it is in.
POINTS: tuple[str, ...] = (
    "ledger.beginning",
    "ledger.begun",
    "ledger.copied",
    "ledger.ended",
    "ledger.ending",
    "ingest.saved",
    "ingest.written",
    "stand.saved",
    "stand.written",
    "texts.saved",
    "texts.written",
    "embed.made",
    "embed.saved",
    "topics.found",
    "topics.saved",
    "topics.written",
    "curation.applied",
    "curation.applying",
    "curation.split",
    "curation.splitting",
    "segments.fitted",
    "segments.placed",
    "segments.saved",
    "segments.written",
    "trends.counted",
    "trends.counting",
    "trends.saved",
    "trends.written",
    "publish.checked",
    "publish.claimed",
    "publish.claiming",
    "publish.forgotten",
    "publish.pruned",
    "pages.writing",
    "pages.written",
    "release.away",
    "release.exchanged",
    "release.leftover",
    "release.link",
    "release.linked",
    "release.manifest",
    "release.noted",
    "release.pointed",
    "release.prune",
    "release.pruned",
    "release.pruned_aside",
    "release.rebuilt",
    "release.rename",
    "release.renamed",
    "release.replaced",
    "release.rolled_back",
    "release.sync",
    "release.synced",
    "release.tables",
    "erase.begin",
    "erase.cleared",
    "erase.finish",
    "erase.finished",
    "erase.forgotten",
    "erase.rebuilt",
    "erase.recorded",
    "erase.removed",
    "erase.unsaid",
    "warehouse.copied",
    "warehouse.replaced",
    "warehouse.synced",
    "decisions.restored",
    "decisions.restoring",
    "decisions.writing",
    "decisions.written",
)

#: Who is told of points; nobody, but in tests.
_listeners: list[Callable[[str], None]] = []


def reached(point: str) -> None:
    """Say that the run is at a named point."""
    for listener in _listeners:
        listener(point)


@contextmanager
def listening(listener: Callable[[str], None]) -> Iterator[None]:
    """Have `listener` told of every point within the block; what it raises is raised at the point."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
