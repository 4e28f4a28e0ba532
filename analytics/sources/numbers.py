"""Numbers written as text: plain decimals, or a shop's own style learnt from an example ("$1,234.50")."""

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analytics.errors import ConfigError
from analytics.sources.batches import MONEY

Mask = NDArray[np.bool_]

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_EXAMPLE = re.compile(r"(?P<before>[^\d]*?)(?P<number>\d[\d.,'\s_]*\d|\d)(?P<after>[^\d]*)")
_GRID = Decimal("0.0001")
_LIMIT = Decimal(10) ** (MONEY.precision - MONEY.scale)
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)

#: Bytes of numbers that need no care: digits, sign and point. Anything else takes the careful way.
_CAREFREE = b"0123456789.-"


@dataclass(frozen=True)
class NumberFormat:
    """How numbers are written: the decimal mark, the thousands mark (or none), and signs around them."""

    decimal: str = "."
    thousands: str = ""
    signs: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """True for numbers that any program writes."""
        return self == NumberFormat()


def number_format(example: str | None, source: str) -> NumberFormat:
    """Learn a style from an example; raise ConfigError if it shows none.

    One mark alone is a thousands mark if three digits follow it (`1,234`), otherwise the decimal one.
    """
    if example is None:
        return NumberFormat()
    shown = _EXAMPLE.fullmatch(unicodedata.normalize("NFKC", example).strip())
    if shown is None:
        raise ConfigError([f"koe.toml: [[source]] {source}: 'number_format' must be an example such as \"$1,234.50\""])
    marks = re.findall(r"\D", shown["number"])
    signs = tuple(sign.strip() for sign in (shown["before"], shown["after"]) if sign.strip(" +-"))
    last = marks[-1] if marks else ""
    ends_in_three = bool(re.search(r"\D\d{3}$", shown["number"]))
    if len(set(marks)) > 1:
        return NumberFormat(last, marks[0], signs)
    if len(marks) > 1 or (last and ends_in_three):
        return NumberFormat("," if last == "." else ".", last, signs)
    return NumberFormat(last or ".", "", signs)


def parse_number(text: str, style: NumberFormat) -> Decimal | None:
    """Return the number that `text` writes in `style` (full-width digits too), or None if it is none."""
    text = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip()
    for sign in style.signs:
        text = text.replace(sign, "", 1)
    if style.signs:
        text = re.sub(r"^([+-])\s+", r"\1", text.strip())
    if style.thousands:
        whole, mark, rest = text.partition(style.decimal)
        if style.thousands in whole and not _grouped(whole, style.thousands):
            return None
        text = whole.replace(style.thousands, "") + mark + rest
    if style.decimal != ".":
        text = text.replace(".", "?").replace(style.decimal, ".")
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _grouped(whole: str, mark: str) -> bool:
    """Tell whether a thousands mark stands before every group of three digits."""
    return re.fullmatch(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", whole) is not None


def write_number(value: float | int | Decimal, style: NumberFormat) -> str:
    """Write a number of a typed file (17850.0 as `17850`) in `style`: one way of reading serves all files."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value) if isinstance(value, int) else format(Decimal(str(value)), "f")
    return text.replace(".", style.decimal)


def to_money(column: pa.Array, style: NumberFormat) -> tuple[pa.Array, Mask]:
    """Return a text column as decimal(18, 4), half-even, and which values are no such number (null there)."""
    if style.plain and _holds_only(column, _CAREFREE):
        try:
            return pc.cast(column, MONEY), np.zeros(len(column), np.bool_)
        except pa.ArrowInvalid:
            pass  # more than four decimals, or no number after all: the careful way finds out which
    return _by_distinct(column, style, MONEY)


def to_floats(column: pa.Array, style: NumberFormat) -> tuple[pa.Array, Mask]:
    """Return a text column as float64, and which values are no finite number (null there)."""
    if style.plain and _holds_only(column, _CAREFREE):
        try:
            numbers = pc.cast(column, pa.float64())
            if pc.all(pc.is_finite(numbers)).as_py() is not False:
                return numbers, np.zeros(len(column), np.bool_)
        except pa.ArrowInvalid:
            pass  # no number after all: the careful way finds out which
    return _by_distinct(column, style, pa.float64())


def to_integers(column: pa.Array) -> NDArray[np.int64] | None:
    """Return a text column of whole numbers of at most 16 digits (0 for null), None for any other column."""
    widest = pc.max(pc.binary_length(column)).as_py() or 0
    if widest > 16 or not _holds_only(column, b"0123456789"):
        return None
    return np.asarray(pc.fill_null(pc.cast(column, pa.int64()), 0))


def multiply(prices: pa.Array, quantities: pa.Array) -> tuple[pa.Array, Mask]:
    """Return the product of two decimal(18, 4) columns, and where it has too many digits (null there)."""
    exact = pc.round(pc.multiply(prices, quantities), MONEY.scale, "half_to_even")
    large = np.asarray(pc.fill_null(pc.greater_equal(pc.abs(exact), pa.scalar(_LIMIT)), False))
    return pc.cast(pc.if_else(pa.array(large), None, exact), MONEY, safe=False), large


def _holds_only(column: pa.Array, allowed: bytes) -> bool:
    """Tell whether a text column holds no other bytes than the allowed ones."""
    content = column.buffers()[2]
    return content is None or not content.to_pybytes().translate(None, allowed)


def _by_distinct(column: pa.Array, style: NumberFormat, kind: pa.DataType) -> tuple[pa.Array, Mask]:
    """Parse each distinct value once, with care."""
    encoded = pc.dictionary_encode(column)
    parsed = [parse_number(text, style) for text in encoded.dictionary.to_pylist()]
    fitted = [_as_money(number) if kind == MONEY else _as_float(number) for number in parsed]
    numbers = pa.array(fitted, kind).take(encoded.indices)
    bad = np.asarray(pc.and_(pc.is_null(numbers), pc.is_valid(column)))
    return numbers, bad


def _as_money(number: Decimal | None) -> Decimal | None:
    """Round to the grid of money; None if there are too many digits before the point."""
    if number is None or abs(number) >= _LIMIT:
        return None
    rounded = number.quantize(_GRID, context=_EXACT)
    return rounded if abs(rounded) < _LIMIT else None


def _as_float(number: Decimal | None) -> float | None:
    """Return the nearest float; None if there is no finite one."""
    value = None if number is None else float(number)
    return value if value is not None and math.isfinite(value) else None
