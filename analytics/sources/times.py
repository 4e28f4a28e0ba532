"""Times written as text, in the one format that their source declares: nothing is guessed or rolled over.

`parse_time` is the definition, one value at a time. `to_instants` gives the same answers for whole columns:
values of fixed width (every ISO form, and patterns of two-digit fields) are read as columns of digits.

Formats: `iso` (2024-05-01, with hours, seconds, fractions, `Z` or an offset), `epoch_s`, `epoch_ms`,
`epoch_us`, or a strptime pattern. In a pattern `%Ey` is a year of a Japanese era (令和6, R6, 令和元), as in
`%Ey年%m月%d日` or `%Ey.%m.%d`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analytics.sources.batches import INSTANT
from analytics.sources.layouts import Part, by_layout
from analytics.sources.numbers import NumberFormat, parse_number, to_integers
from analytics.sources.zones import instant_of, to_utc

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Instants outside [1990, 2100) are slips of unit or century; the clock of the machine takes no part in it.
EARLIEST = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
LATEST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000

#: More than any zone is away from UTC.
_MARGIN = 2 * 86_400_000_000

_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_EPOCHS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_ERA = re.compile(r"(令和|平成|昭和|[RHS])\s?(\d{1,2}|元)")
#: The year before the first of each era.
_ERA_YEARS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}


@dataclass(frozen=True)
class Clock:
    """How a source writes times: a date_format of koe.toml, and the zone of times that name none."""

    format: str
    zone: ZoneInfo


@dataclass(frozen=True)
class Instants:
    """A column as naive UTC microseconds (null stays null), and which values are no time or out of range."""

    values: pa.Array
    bad: Mask
    out_of_range: Mask


def to_instants(column: pa.Array, clock: Clock) -> Instants:
    """Parse a column of text, of timestamps, or (a spreadsheet's) of structs with a `text` and a `moment`."""
    if pa.types.is_struct(column.type):
        text = to_instants(column.field("text"), clock)
        moments = to_instants(column.field("moment"), clock)
        return Instants(
            pc.coalesce(text.values, moments.values),
            text.bad | moments.bad,
            text.out_of_range | moments.out_of_range,
        )
    valid = np.asarray(pc.is_valid(column))
    if pa.types.is_timestamp(column.type):
        micros, bad = _typed(column, clock)
    else:
        micros, bad = _written(column, valid, clock)
    outside = valid & ~bad & ((micros < EARLIEST) | (micros >= LATEST))
    values = pa.array(micros, mask=~valid | bad | outside).cast(INSTANT)
    return Instants(values, bad, outside)


def is_format(date_format: str) -> bool:
    """Tell whether a date_format is one of the words, or a pattern that strptime reads back."""
    if date_format in ("iso", *_EPOCHS):
        return True
    pattern = date_format.replace("%Ey", "%Y")
    try:
        datetime.strptime(datetime(2024, 5, 1, tzinfo=UTC).strftime(pattern), pattern)
    except ValueError:
        return False
    return True


def parse_time(text: str, clock: Clock) -> int | None:
    """Return one written time as UTC microseconds since 1970, or None if it is no time of that format."""
    text = unicodedata.normalize("NFKC", text).strip()
    if clock.format in _EPOCHS:
        number = parse_number(text, NumberFormat())
        return None if number is None else _micros(number * _EPOCHS[clock.format])
    try:
        moment = _iso(text) if clock.format == "iso" else _by_pattern(text, clock.format)
        return None if moment is None else instant_of(moment, clock.zone)
    except OverflowError:
        return EARLIEST - _MARGIN  # the first or last day there is, in a zone that lies beyond it
    except ValueError:
        return None


def _micros(number: Decimal) -> int:
    """Cut microseconds to whole ones, and what is far out of range to what is just out of it."""
    return int(min(max(number, Decimal(EARLIEST - _MARGIN)), Decimal(LATEST + _MARGIN)) // 1)


def _iso(text: str) -> datetime | None:
    """Return an ISO 8601 time; raise ValueError for a day or hour that does not exist."""
    parts = _ISO.fullmatch(text)
    if parts is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = parts.groups()
    zone = None
    if offset == "Z":
        zone = UTC
    elif offset:
        digits = offset[1:].replace(":", "").ljust(4, "0")
        if int(digits[2:]) > 59:
            return None
        away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        zone = timezone(-away if offset[0] == "-" else away)
    micros = int((fraction or "0")[:6].ljust(6, "0"))
    return datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micros, zone)


def _by_pattern(text: str, pattern: str) -> datetime:
    """Return a time by strptime; raise ValueError if it does not match."""
    if "%Ey" in pattern:
        text, eras = _ERA.subn(_western, text, count=1)
        if not eras:
            raise ValueError("no era")
        pattern = pattern.replace("%Ey", "%Y")
    return datetime.strptime(text, pattern)


def _western(era: re.Match[str]) -> str:
    """Return the year of an era as a year of four digits."""
    return str(_ERA_YEARS[era[1]] + (1 if era[2] == "元" else int(era[2])))


def _typed(column: pa.Array, clock: Clock) -> tuple[Ints, Mask]:
    """Return a timestamp column as UTC microseconds; a naive one is on the source's clock."""
    count = np.asarray(pc.fill_null(column.cast(pa.int64()), 0))
    per_second = _PER_SECOND[column.type.unit]
    # Beyond the accepted range only the fact matters, so that nothing can overflow.
    count = np.clip(count, (EARLIEST - _MARGIN) // 10**6 * per_second, (LATEST + _MARGIN) // 10**6 * per_second)
    micros = count * (10**6 // per_second) if per_second <= 10**6 else count // (per_second // 10**6)
    if column.type.tz is not None:
        return micros, np.zeros(len(column), np.bool_)
    instants, missing = to_utc(micros, clock.zone)
    return instants, missing & np.asarray(pc.is_valid(column))


def _written(column: pa.Array, valid: Mask, clock: Clock) -> tuple[Ints, Mask]:
    """Return a text column as UTC microseconds, and which values are no time."""
    micros = np.zeros(len(column), np.int64)
    bad = np.zeros(len(column), np.bool_)
    done = ~valid
    parts = _epochs(column, valid, clock) if clock.format in _EPOCHS else by_layout(column, clock.format)
    for part in parts:
        micros[part.rows], done[part.rows] = part.micros, True
        if part.naive:
            micros[part.rows], bad[part.rows] = to_utc(part.micros, clock.zone)
    rest = np.flatnonzero(~done)
    if len(rest):
        encoded = pc.dictionary_encode(column.take(pa.array(rest)))
        parsed = [parse_time(text, clock) for text in encoded.dictionary.to_pylist()]
        place = np.asarray(encoded.indices)
        micros[rest] = np.array([value or 0 for value in parsed], np.int64)[place]
        bad[rest] = np.array([value is None for value in parsed], np.bool_)[place]
    return micros, bad


def _epochs(column: pa.Array, valid: Mask, clock: Clock) -> Iterator[Part]:
    """Yield a column of whole epoch numbers in one part; one with anything else needs care."""
    numbers = to_integers(column)
    if numbers is not None:
        rows = np.flatnonzero(valid)
        unit = _EPOCHS[clock.format]
        yield Part(rows, np.minimum(numbers[rows], (LATEST + _MARGIN) // unit) * unit, naive=False)
