"""Named points of the pipeline at which a run may be stopped; tests stop it at every one of them.

A point costs nothing in use. `POINTS` lists them all, so that a test can hold the list against the code and stop a
run at each: after any of them the release before is whole, the next run ends as if nothing had happened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

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
