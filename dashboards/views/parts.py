"""What a view is made of: counted values that know their query, moments, names, and sentences of these."""

import math
from dataclasses import dataclass
from decimal import Decimal

#: Shown where the table holds no value.
NOTHING = "–"


@dataclass(frozen=True)
class Number:
    """A figure on the page: `sql`, run on koe.duckdb, returns `value`; `text` is what people read."""

    value: float | int | None
    text: str
    sql: str

    @property
    def machine(self) -> str:
        """Return the exact value for the page's source; empty where there is none."""
        return "" if self.value is None else repr(self.value)


@dataclass(frozen=True)
class Moment:
    """A day or time on the page: `sql` returns `iso` (a DATE, or a UTC TIMESTAMP)."""

    iso: str
    text: str
    sql: str


@dataclass(frozen=True)
class Name:
    """Words that come from data (a topic's label, a product, a source), in whatever script they are."""

    text: str


@dataclass(frozen=True)
class Words:
    """Words of ours."""

    text: str


Part = Number | Moment | Name | Words
Sentence = tuple[Part, ...]


def plain(value: object) -> float | int | None:
    """Return a number of the database as int or float: DECIMAL and HUGEINT become what JSON knows."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, int | float):
        return value
    raise TypeError(f"not a number: {type(value).__name__}")


def finite(value: object) -> float | int | None:
    """Return a number of the database; None for null and for what is no finite number."""
    known = plain(value)
    return None if isinstance(known, float) and not math.isfinite(known) else known


def spoken(sentence: Sentence) -> str:
    """Return a sentence as plain text, for places that hold no elements."""
    return "".join(part.text for part in sentence)
