"""Wall-clock times of a zone as UTC instants: gaps of summer time found, overlaps read as the earlier."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_MICROSECOND = timedelta(microseconds=1)
_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1)


def to_utc(local: Ints, zone: ZoneInfo) -> tuple[Ints, Mask]:
    """Turn wall-clock microseconds since 1970 into UTC ones, and tell which never showed on the clock.

    On a day whose two midnights have the same offset it holds all day; the few days on which a zone changes
    are taken value by value.
    """
    missing = np.zeros(len(local), np.bool_)
    if zone.key in ("UTC", "Etc/UTC") or not len(local):
        return local, missing
    days = local // _DAY
    first_day = int(days.min())
    place = days - first_day
    offsets = np.zeros((2, int(days.max()) - first_day + 1), np.int64)
    for day in np.flatnonzero(np.bincount(place)):
        offsets[:, day] = _offset(first_day + int(day), zone), _offset(first_day + int(day) + 1, zone)
    first, next_first = offsets
    instants = local - first[place]
    for at in np.flatnonzero((first != next_first)[place]):
        instant = instant_of(_EPOCH + int(local[at]) * _MICROSECOND, zone)
        missing[at] = instant is None
        instants[at] = 0 if instant is None else instant
    return instants, missing


def instant_of(moment: datetime, zone: ZoneInfo) -> int | None:
    """Return a moment (naive: on the clock of `zone`) as UTC microseconds; None if summer time skipped it."""
    aware = moment.replace(tzinfo=zone, fold=0) if moment.tzinfo is None else moment
    utc = aware.astimezone(UTC)
    if moment.tzinfo is None and utc.astimezone(zone).replace(tzinfo=None, fold=0) != moment:
        return None
    return (utc.replace(tzinfo=None) - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=20_000)
def _offset(day: int, zone: ZoneInfo) -> int:
    """Return the offset from UTC in microseconds at the midnight that begins a day since 1970."""
    midnight = _EPOCH + timedelta(days=day)
    return (midnight.replace(tzinfo=zone).utcoffset() or timedelta()) // _MICROSECOND
