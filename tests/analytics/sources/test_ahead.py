"""A stream made one step ahead is the same stream."""

from collections.abc import Iterator

import pytest

from analytics.sources.ahead import ahead


def test_order_and_end_are_kept() -> None:
    """Nothing is lost, doubled or turned round, None included."""
    assert list(ahead(iter([3, None, 1, 2]))) == [3, None, 1, 2]
    assert list(ahead(iter([]))) == []


def test_a_fault_comes_where_it_happened() -> None:
    """What was made before it is used first."""

    def broken() -> Iterator[int]:
        """Yield one and fail."""
        yield 1
        raise ValueError("broken")

    stream = ahead(broken())
    assert next(stream) == 1
    with pytest.raises(ValueError, match="broken"):
        next(stream)


def test_no_more_than_one_item_waits() -> None:
    """Memory stays flat, and a reader that stops early stops the maker."""
    made = []

    def making() -> Iterator[int]:
        """Note each item."""
        for number in range(100):
            made.append(number)
            yield number

    stream = ahead(making())
    next(stream)
    stream.close()
    assert len(made) <= 2
