"""Which date and number formats fit the values of a column; two that fit are a doubt, not a silent choice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from analytics.sources.numbers import NumberFormat, number_format, parse_number
from analytics.sources.times import Clock, to_instants

#: Share of values that a format must fit: real files hold a few broken ones.
FITTING = 0.95

_DAY_FIRST = tuple(f"%d{mark}%m{mark}%Y" for mark in "/-.")
_MONTH_FIRST = tuple(f"%m{mark}%d{mark}%Y" for mark in "/-.")
_DAYS = (
    *_DAY_FIRST, *_MONTH_FIRST, "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Ey年%m月%d日",
    "%Ey.%m.%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y",
    "%d/%m/%y", "%m/%d/%y", "%y/%m/%d",
)  # fmt: skip
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H.%M", "T%H:%M:%S", " %I:%M %p", " %H時%M分", " %I:%M:%S %p")
#: Marks that tell a shop's numbers from plain ones: `$1,234.50` without its sign.
_STYLES = ("1,234.50", "1.234,50", "1 234,50", "1'234.50", "1,5")


#: Characters that a written time has at most.
_LONGEST_TIME = 40


@dataclass(frozen=True)
class DateGuess:
    """The formats that fit, likeliest first (several cannot be told apart), and whether zones are missing."""

    formats: tuple[str, ...]
    naive: bool


def guess_dates(values: Sequence[str]) -> DateGuess:
    """Return the formats that fit the values of a column; none for a column of no times."""
    if not values:
        return DateGuess((), True)
    distinct = list(dict.fromkeys(values))[:200]
    fitting = tuple(each for each in _candidates(distinct[0]) if _fits(distinct, each))
    zoned = re.compile(r"\d(Z|[+-]\d\d:?\d\d)$")
    return DateGuess(fitting, not all(zoned.search(value.strip()) for value in distinct))


def guess_number_format(values: Sequence[str]) -> tuple[str, ...]:
    """Return examples of the styles that fit the values: () for no numbers, ("",) for plain ones."""
    distinct = list(dict.fromkeys(values))[:500]
    if not distinct:
        return ()
    if _known([parse_number(value, NumberFormat()) for value in distinct]) >= FITTING * len(distinct):
        return ("",)
    signs = {re.sub(r"[\d.,'\s+-]", "", value) for value in distinct}
    sign = max(signs, key=len) if len(signs - {""}) == 1 else ""
    before = all(value.strip().lstrip("+-").startswith(sign) for value in distinct if sign in value)
    examples = [f"{sign}{style}" if before else f"{style} {sign}" for style in _STYLES]
    read = {each: [parse_number(value, number_format(each, "")) for value in distinct] for each in examples}
    most = max(_known(numbers) for numbers in read.values())
    if most < FITTING * len(distinct):
        return ()
    best = [each for each in examples if _known(read[each]) == most]
    # Styles that read the same numbers out of these values are no doubt.
    return tuple(each for each in best if each == best[0] or read[each] != read[best[0]])


def guess_scale(values: Sequence[str]) -> tuple[tuple[float, float], bool] | None:
    """Return the likeliest rating scale, and whether both its ends were seen; None for what is no rating."""
    numbers = [float(number) for value in values if (number := parse_number(value, NumberFormat())) is not None]
    if not numbers or len(numbers) < FITTING * len(values):
        return None
    low, high = min(numbers), max(numbers)
    top = next((top for top in (5.0, 10.0, 100.0) if high <= top), None)
    if top is None or low < 0 or len(set(numbers)) > 101:
        return None
    bottom = 0.0 if low < 1 or top == 100 else 1.0
    return (bottom, top), (low, high) == (bottom, top)


def _candidates(value: str) -> list[str]:
    """Return the formats worth trying, by the looks of one value."""
    if re.fullmatch(r"\s*\d{9,16}(\.\d+)?\s*", value):
        return ["epoch_s", "epoch_ms", "epoch_us", "%Y%m%d%H%M%S"]
    if len(value) > _LONGEST_TIME or not re.search(r"\d", value):
        return []
    return ["iso", *(day + clock for day in _DAYS for clock in _CLOCKS)]


def _fits(values: Sequence[str], date_format: str) -> bool:
    """Tell whether nearly all values are times of a format, and within the accepted range."""
    head = to_instants(pa.array(values[:1]), Clock(date_format, ZoneInfo("UTC")))
    if len(values) > 20 and head.values.null_count and _fit_share(values[:20], date_format) < 0.5:
        return False
    return _fit_share(values, date_format) >= FITTING


def _fit_share(values: Sequence[str], date_format: str) -> float:
    """Return the share of values that a format reads."""
    instants = to_instants(pa.array(values), Clock(date_format, ZoneInfo("UTC")))
    return 1 - float(np.mean(instants.bad | instants.out_of_range))


def _known(numbers: Sequence[Decimal | None]) -> int:
    """Return how many values are numbers."""
    return sum(number is not None for number in numbers)
