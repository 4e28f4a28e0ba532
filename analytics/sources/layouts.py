"""Times of fixed width, read as columns of digits: thousands in one numpy step, every field checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

#: Letters of a layout: year, month, day, hour, minute, second, fraction, and hour and minute of an offset.
_FIELDS = "YmdHMSfzZ"
_DIRECTIVES = {"Y": "YYYY", "m": "mm", "d": "dd", "H": "HH", "M": "MM", "S": "SS"}
#: Years that a layout reads; dates beyond are refused anyway, with the care of a calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_NO_DAY = -(10**6)


@dataclass(frozen=True)
class Part:
    """Rows of one layout and their microseconds since 1970, on the source's clock if `naive`, else UTC."""

    rows: Ints
    micros: Ints
    naive: bool


@dataclass(frozen=True)
class _Layout:
    """A width, where each field lies in it, the bytes allowed elsewhere, and where an offset's sign is."""

    width: int
    fields: tuple[tuple[str, int, int], ...]
    literals: tuple[tuple[int, bytes], ...]
    sign: int | None
    naive: bool


def by_layout(column: pa.Array, date_format: str) -> Iterator[Part]:
    """Yield the rows of a text column that a fixed layout of `date_format` reads; the others need care."""
    if not len(column):
        return
    offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    content = np.frombuffer(column.buffers()[2] or b"", np.uint8)
    widths = np.diff(offsets)
    for layout in _layouts(date_format):
        rows = np.flatnonzero(widths == layout.width)
        if len(rows):
            first = offsets[rows].astype(np.int64)
            together = len(rows) == len(column)
            cells = (
                content[first[0] : first[0] + layout.width * len(rows)].reshape(-1, layout.width)
                if together
                else content[first[:, None] + np.arange(layout.width)]
            )
            micros, good = _read(cells, layout)
            yield Part(rows[good], micros[good], layout.naive)


@lru_cache(maxsize=64)
def _layouts(date_format: str) -> tuple[_Layout, ...]:
    """Return the fixed layouts of a date format, none where its fields vary in width."""
    if date_format != "iso":
        shape = _shape(date_format)
        return () if shape is None else (_layout(shape),)
    clocks = ("", "THH:MM", "THH:MM:SS", "THH:MM:SS.fff", "THH:MM:SS.ffffff")
    return tuple(
        _layout("YYYY-mm-dd" + clock + zone) for clock in clocks for zone in ("", "U", "+zz:ZZ") if clock or not zone
    )


def _shape(pattern: str) -> str | None:
    """Return a strptime pattern as a shape (YYYY-mm-dd), or None if a directive has no fixed width."""
    head, *directives = pattern.split("%")
    codes = [directive[:1] for directive in directives]
    literals = head + "".join(directive[1:] for directive in directives)
    known = set(codes) <= set(_DIRECTIVES) and len(set(codes)) == len(codes)
    if not known or not literals.isascii() or set(literals) & set(_FIELDS + "TU+"):
        return None
    shape = head + "".join(_DIRECTIVES[directive[0]] + directive[1:] for directive in directives)
    return shape if {"Y", "m", "d"} <= set(codes) else None


def _layout(shape: str) -> _Layout:
    """Turn a shape such as `YYYY-mm-ddTHH:MMU` into a layout; T is `T` or a space, U `Z`, `+` a sign."""
    fields, literals = [], []
    at = 0
    while at < len(shape):
        letter = shape[at]
        width = len(shape[at:]) - len(shape[at:].lstrip(letter)) if letter in _FIELDS else 1
        if letter in _FIELDS:
            fields.append((letter, at, at + width))
        else:
            allowed = {"T": b"T ", "U": b"Z", "+": b"+-"}.get(letter, letter.encode())
            literals.append((at, allowed))
        at += width
    sign = shape.find("+")
    naive = sign < 0 and "U" not in shape
    return _Layout(len(shape), tuple(fields), tuple(literals), sign if sign >= 0 else None, naive)


def _read(cells: Bytes, layout: _Layout) -> tuple[Ints, Mask]:
    """Return microseconds since 1970 of (n, width) bytes, and which rows are such a time."""
    columns = np.ascontiguousarray(cells.T)
    good = np.ones(len(cells), np.bool_)
    for at, allowed in layout.literals:
        good &= np.logical_or.reduce([columns[at] == byte for byte in allowed])
    value = dict.fromkeys(_FIELDS, np.zeros(len(cells), np.int32))
    for letter, start, stop in layout.fields:
        digits = columns[start:stop] - np.uint8(ord("0"))
        good &= (digits <= 9).all(axis=0)
        number = digits[0].astype(np.int32)
        for digit in digits[1:]:
            number = number * np.int32(10) + digit
        value[letter] = number * np.int32(10 ** (6 - len(digits))) if letter == "f" else number
    good &= (value["H"] < 24) & (value["M"] < 60) & (value["S"] < 60) & (value["z"] < 24) & (value["Z"] < 60)
    days = _days(value["Y"], value["m"], value["d"])
    seconds = value["H"] * np.int32(3600) + value["M"] * np.int32(60) + value["S"]
    if layout.sign is not None:
        away = value["z"] * np.int32(3600) + value["Z"] * np.int32(60)
        seconds += np.where(columns[layout.sign] == ord("-"), away, -away)
    return (days * 86_400 + seconds) * 1_000_000 + value["f"], good & (days != _NO_DAY)


def _days(year: Small, month: Small, day: Small) -> Ints:
    """Return days since 1970 of calendar dates, _NO_DAY where there is none or it is far out of range."""
    known = (year >= _FIRST_YEAR) & (year <= _LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    place = (year - _FIRST_YEAR) * 372 + (month - 1) * 31 + day - 1
    return np.where(known, _calendar()[np.where(known, place, 0)], _NO_DAY)


@lru_cache(maxsize=1)
def _calendar() -> Ints:
    """Return the days since 1970 of all dates of the known years as if each had 12 × 31 days."""
    months = np.arange(f"{_FIRST_YEAR}-01", f"{_LAST_YEAR + 1}-02", dtype="datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    day = np.arange(31)
    return np.where(day < np.diff(first)[:, None], first[:-1, None] + day, _NO_DAY).ravel()
