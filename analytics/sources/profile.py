"""What a delivery looked like, remembered so that the next one can be held against it: columns, records, numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.sources.batches import Batch

#: Our fields that hold numbers in a unit or on a scale.
NUMBER_FIELDS = ("rating", "value", "unit_price", "quantity", "price")


@dataclass(frozen=True)
class NumberProfile:
    """How many values a field had, their extremes, mean and standard deviation (of all values, not a sample).

    `middle` is their median, in large files the mean of the medians of their batches.
    """

    numbers: int
    least: float
    most: float
    mean: float
    deviation: float
    middle: float


@dataclass(frozen=True)
class Profile:
    """Records (refused ones too), columns that nobody asked for, optional columns not there, and the numbers."""

    records: int
    unmapped: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    numbers: Mapping[str, NumberProfile] = field(default_factory=dict)


class Profiler:
    """Looks at the batches of one delivery as they pass."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._records = 0
        self._unmapped: set[str] = set()
        self._missing: tuple[str, ...] = ()
        self._numbers: dict[str, NumberProfile] = {}

    def add(self, batch: Batch) -> None:
        """Take note of one batch."""
        self._records += batch.records.num_rows + len(batch.rejects)
        self._unmapped.update(batch.unmapped)
        self._missing = batch.missing or self._missing
        for name in NUMBER_FIELDS:
            if name in batch.records.column_names:
                self._add_numbers(name, batch.records[name])

    def profile(self) -> Profile:
        """Return what was seen."""
        return Profile(self._records, frozenset(self._unmapped), self._missing, dict(self._numbers))

    def _add_numbers(self, name: str, column: pa.ChunkedArray) -> None:
        """Join the numbers of one batch with those before."""
        values = np.asarray(pc.drop_null(pc.cast(column, pa.float64())))
        if not len(values):
            return
        new = NumberProfile(
            len(values),
            float(values.min()),
            float(values.max()),
            float(values.mean()),
            float(values.std()),
            float(np.median(values)),
        )
        self._numbers[name] = _joined(self._numbers[name], new) if name in self._numbers else new


def _joined(one: NumberProfile, other: NumberProfile) -> NumberProfile:
    """Return the profile of both together.

    Chan, Golub & LeVeque (1979), "Updating formulae and a pairwise algorithm for computing sample variances".
    """
    numbers = one.numbers + other.numbers
    apart = other.mean - one.mean
    squares = one.numbers * one.deviation**2 + other.numbers * other.deviation**2
    squares += apart**2 * one.numbers * other.numbers / numbers
    return NumberProfile(
        numbers,
        min(one.least, other.least),
        max(one.most, other.most),
        one.mean + apart * other.numbers / numbers,
        float(np.sqrt(squares / numbers)),
        (one.middle * one.numbers + other.middle * other.numbers) / numbers,
    )
