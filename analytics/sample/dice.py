"""The maker's only source of chance: the same draws on every machine and every Python version."""

import random
from collections.abc import Sequence
from math import fsum
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A named stream of chance; streams of different names do not disturb each other.

    Everything is derived from `random.Random.random()`, the one method whose sequence Python promises
    to keep, by sums and products only: a logarithm's last digit differs between C libraries, as that of
    sum() between Python 3.11 and 3.12 (fsum rounds once).
    """

    def __init__(self, seed: int, stream: str) -> None:
        """Open the stream `stream` of `seed`."""
        self._unit = random.Random(f"{seed}/{stream}").random

    def unit(self) -> float:
        """Return a number in [0, 1)."""
        return self._unit()

    def chance(self, probability: float) -> bool:
        """Return True with `probability`."""
        return self._unit() < probability

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self._unit() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of `items`, all alike likely."""
        return items[int(self._unit() * len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of `items`, likely in proportion to its weight; the weights need not add up to one."""
        mark = self._unit() * fsum(weights)
        for item, weight in zip(items, weights, strict=True):
            mark -= weight
            if mark < 0:
                return item
        return items[-1]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return `count` different members of `items` (all, if there are fewer) in drawn order."""
        pool = list(items)
        return [pool.pop(int(self._unit() * len(pool))) for _ in range(min(count, len(pool)))]

    def bell(self) -> float:
        """Return a bell-shaped number of mean 0 and variance 1: twelve units added up (Irwin-Hall)."""
        return fsum(self._unit() for _ in range(12)) - 6.0
