"""One step ahead: the next piece of a stream is made in a second thread while this one is used."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

T = TypeVar("T")

_END = object()


def ahead(items: Iterator[T]) -> Generator[T, None, None]:
    """Yield `items` in their order, and raise what making them raises.

    Worth a thread where both sides spend their time in numpy and Arrow, which let go of Python's lock. Never more than
    one item waits, so that memory stays flat.
    """
    with ThreadPoolExecutor(1) as pool:
        upcoming = pool.submit(next, items, cast(T, _END))
        while (item := upcoming.result()) is not _END:
            upcoming = pool.submit(next, items, cast(T, _END))
            yield item
