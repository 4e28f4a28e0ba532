"""Whether a delivery is as those before it: its columns, its size, and where its numbers lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Literal

from analytics.settings import nearest
from analytics.sources.profile import NumberProfile, Profile

Rule = Literal["new_column", "missing_column", "gone_column", "volume", "distribution"]

#: Deliveries before this one that it is held against: four weeks of daily files. A clock has no say in it.
HISTORY = 28

#: Deliveries from which "as usual" means anything; with fewer, size and numbers are only remembered.
LEAST_DELIVERIES = 3

#: Records a delivery usually has for an empty one to be news: where 20 are expected, none by chance is 2 in a billion.
LEAST_USUAL = 20

#: So many times the usual records is a file exported twice over, or of everything instead of a day (faults.md 31).
TIMES_USUAL = 20

#: Values from which a mean is worth comparing; that of 20 ratings is known to about a third of a point.
LEAST_NUMBERS = 20

#: A mean moves this far, in robust standard deviations of the means before and in its own standard error, once in
#: hundreds of millions of deliveries if only chance is at work.
MOST_SIGMAS = 6.0

#: And by this share of what it was, as the median does. Moods move ratings by a tenth; another scale, by half at least.
LEAST_MOVE = 0.4

#: Where every delivery had the same extremes they are a scale's ends; beyond by half the scale, it is another scale.
BEYOND_SCALE = 0.5

#: Standard deviations in a median absolute deviation of normal values.
_PER_MAD = 1.4826

#: Columns that a message names.
_NAMES_SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """A rule that a delivery broke, and a sentence on how, which holds names and sums but no customer's value."""

    rule: Rule
    sentence: str


def judge(new: Profile, history: Sequence[Profile], *, snapshot: bool = False) -> tuple[Finding, ...]:
    """Hold a delivery against those before it, the oldest first, read by the same mapping.

    `snapshot` says that each delivery is complete, so that an empty one would delete everything.
    """
    return (*_columns(new, history), *_volume(new, history[-HISTORY:], snapshot), *_numbers(new, history[-HISTORY:]))


def _columns(new: Profile, history: Sequence[Profile]) -> Iterator[Finding]:
    """Yield columns that no delivery had before, and columns that are gone."""
    if new.missing:
        yield Finding("missing_column", f"no column {_named(new.missing)}: read as empty")
    before = [profile for profile in history if profile.records]
    if not before or not new.records:
        return
    known = frozenset().union(*(profile.unmapped for profile in before))
    fresh = sorted(new.unmapped - known)
    if fresh:
        gone = sorted(known - new.unmapped)
        hint = nearest(fresh[0], gone) if gone else ""
        yield Finding("new_column", f"new column {_named(fresh)}, not read and kept in the warehouse{hint}")
    if len(before) >= LEAST_DELIVERIES:
        usual = frozenset.intersection(*(profile.unmapped for profile in before[-HISTORY:]))
        lost = sorted(usual - new.unmapped)
        if lost:
            yield Finding("gone_column", f"no column {_named(lost)}, which was not read and used to be there")


def _volume(new: Profile, history: Sequence[Profile], snapshot: bool) -> Iterator[Finding]:
    """Yield a delivery of nothing, or of many times the usual."""
    sizes = [profile.records for profile in history]
    if snapshot and not new.records and any(sizes):
        yield Finding("volume", "0 records: as a complete delivery it would delete all there is")
        return
    if len(sizes) < LEAST_DELIVERIES:
        return
    usual = median(sizes)
    if not new.records and min(sizes) > 0 and usual >= LEAST_USUAL:
        yield Finding("volume", f"0 records, where {usual:g} are usual")
    if new.records > TIMES_USUAL * max(usual, 1) and new.records > max(sizes):
        yield Finding("volume", f"{new.records} records, more than {TIMES_USUAL} times the usual {usual:g}")


def _numbers(new: Profile, history: Sequence[Profile]) -> Iterator[Finding]:
    """Yield fields whose values lie elsewhere than before: another unit or scale."""
    for name, field in new.numbers.items():
        before = [profile.numbers[name] for profile in history if name in profile.numbers]
        before = [profile for profile in before if profile.numbers >= LEAST_NUMBERS]
        if len(before) < LEAST_DELIVERIES or field.numbers < LEAST_NUMBERS:
            continue
        low, high = min(one.mean for one in before), max(one.mean for one in before)
        if _moved(field, before):
            yield Finding("distribution", f"mean of {name} is {field.mean:.4g}, and was {low:.4g} to {high:.4g}")
        elif _beyond(field, before):
            ends = f"{before[0].least:g} to {before[0].most:g}"
            yield Finding("distribution", f"{name} leaves the scale of {ends} that all deliveries kept to")


def _moved(new: NumberProfile, before: Sequence[NumberProfile]) -> bool:
    """Tell whether mean and median both lie further off than chance, habit and mood explain.

    One enormous order moves a day's mean and leaves its median; another unit moves both.
    """
    error = median(one.deviation for one in before) / sqrt(new.numbers)
    return _off(new.mean, [one.mean for one in before], error) and _off(new.middle, [one.middle for one in before], 0)


def _off(new: float, before: Sequence[float], error: float) -> bool:
    """Tell whether a number lies outside those before, and far by their spread, its own error and its share."""
    if min(before) <= new <= max(before):
        return False
    centre = median(before)
    habit = _PER_MAD * median(abs(one - centre) for one in before)
    return abs(new - centre) > max(MOST_SIGMAS * habit, MOST_SIGMAS * error, LEAST_MOVE * abs(centre))


def _beyond(new: NumberProfile, before: Sequence[NumberProfile]) -> bool:
    """Tell whether values lie far outside a scale whose ends every delivery reached and none passed."""
    ends = {(one.least, one.most) for one in before}
    if len(ends) > 1:
        return False
    ((least, most),) = ends
    far = BEYOND_SCALE * (most - least)
    return far > 0 and (new.least < least - far or new.most > most + far)


def _named(names: Sequence[str]) -> str:
    """Return the first names in quotes, and how many more there are."""
    shown = ", ".join(repr(name) for name in names[:_NAMES_SHOWN])
    more = len(names) - _NAMES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
