"""Behaviour of customers as numbers: recency, frequency, value and the mix of events, one row a customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from analytics.arrays import Floats

#: Columns of the table with a fixed meaning; every further column counts one event name.
COLUMNS = ("customer_id", "first_at", "last_at", "events", "sessions", "purchases", "revenue", "refunds")

#: The share of an event name in a customer's events is a feature of this name, followed by the event's.
SHARE_OF = "share_of:"

#: Events that have features of their own (purchases, spend, refunds); their shares would tell these again.
TOLD_APART = ("purchase", "refund")

#: Frequencies are per this many days, and nobody counts as known for less: two visits in a day are no habit.
DAYS = 30.0

#: What fewer customers have than this says nothing of the many, and would make segments of the few.
CARRIED = 0.02

#: No more event names than these, the most carried; the shares of further ones are small.
MOST_EVENT_NAMES = 12

#: All event shares together weigh at most as much as this many other features, however finely a shop logs.
MIX_WEIGHT = 3.0

#: For distances, shares are taken as if everyone had so many more trials with the share of all: none of two
#: orders returned is hardly less than one of three, and counting it so would cut customers into those who
#: ever did and those who did not yet. With half of it made-up customers of one kind are still cut so; with
#: twice as much those of a real shop who return often are lost among the others.
TRIALS = 10.0

#: A feature whose ranks follow those of an earlier one this closely says the same again and would count
#: twice.
REDUNDANT = 0.95

#: Scaled values end here (standard deviations): one customer who buys for a thousand others is no segment.
FURTHEST = 3.0

#: IQR of a normal distribution with a standard deviation of 1.
NORMAL_IQR = 1.349

#: Why a feature was left out: known of nobody or of too few, the same for all, or told by another already.
Reason = Literal["empty", "rare", "constant", "redundant"]


@dataclass(frozen=True)
class Features:
    """Features of n customers, sorted by id: `values` (n, f) to read, `scaled` (n, f) for distances.

    `values` are in natural units, NaN where unknown; `scaled` has no NaN. `dropped` says what was left out,
    and why.
    """

    customer_ids: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats
    scaled: Floats
    dropped: Mapping[str, Reason]


def customer_features(table: pd.DataFrame, as_of: datetime) -> Features:
    """Features of the customers in `table`: a row each, the columns COLUMNS and one more for each event name.

    Times and `as_of` are naive UTC. Sessions, purchases, revenue and refunds may be missing, for all or for
    some. Customers without an event have no behaviour and get no row. Raises ValueError for a missing or
    doubled column or customer.
    """
    missing = set(COLUMNS) - set(table.columns)
    if missing or not table.columns.is_unique or not table["customer_id"].is_unique:
        raise ValueError(f"columns and customers must be unique; missing columns: {sorted(missing)}")
    active = table[np.nan_to_num(_number(table["events"])) > 0].sort_values("customer_id")
    amounts, shares = _amounts(active, as_of), _shares(active)
    raw = {**amounts, **{name: count / np.where(of > 0, of, np.nan) for name, (count, of) in shares.items()}}
    # Amounts are skewed and, but for returned money, not negative.
    even = {name: np.log1p(np.maximum(values, 0.0)) for name, values in amounts.items()}
    even |= {name: _steady(count, of) for name, (count, of) in shares.items()}
    flaws = {name: _flaw(values[~np.isnan(raw[name])], len(active)) for name, values in even.items()}
    dropped = {name: reason for name, reason in flaws.items() if reason is not None}
    scaled = _weighted({name: _scaled(values) for name, values in even.items() if name not in dropped})
    dropped.update(dict.fromkeys(_redundant(scaled), "redundant"))
    names = tuple(name for name in scaled if name not in dropped)
    return Features(
        customer_ids=tuple(active["customer_id"].astype(str)),
        names=names,
        values=_columns(raw, names, len(active)),
        scaled=_columns(scaled, names, len(active)),
        dropped=dropped,
    )


def _number(column: "pd.Series[float]") -> Floats:
    """Return a column, Decimals or nulls in it too, as floats with NaN."""
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def _days_since(times: "pd.Series[pd.Timestamp]", as_of: datetime) -> Floats:
    """Return the days from each time to `as_of`, NaN where there is none."""
    return _number((as_of - pd.to_datetime(times)).dt.total_seconds() / 86_400)


def _columns(features: Mapping[str, Floats], names: tuple[str, ...], n: int) -> Floats:
    """Return the named features side by side, (n, names)."""
    return np.array([features[name] for name in names], dtype=np.float64).reshape(len(names), n).T


def _amounts(table: pd.DataFrame, as_of: datetime) -> dict[str, Floats]:
    """Return recency, frequency, value and tenure; of two that say the same the first will be kept.

    Visits are sessions, or events where nobody has a session; they stand in where nothing was bought.
    """
    tenure = _days_since(table["first_at"], as_of)
    sessions, purchases = _number(table["sessions"]), np.nan_to_num(_number(table["purchases"]))
    visits = _number(table["events"]) if np.isnan(sessions).all() else sessions
    return {
        "recency_days": _days_since(table["last_at"], as_of),
        **({"purchases": purchases} if purchases.any() else {"visits": visits}),
        "frequency": visits * DAYS / np.fmax(tenure, DAYS),
        "spend_per_purchase": _number(table["revenue"]) / np.where(purchases > 0, purchases, np.nan),
        "tenure_days": tenure,
    }


def _shares(table: pd.DataFrame) -> dict[str, tuple[Floats, Floats]]:
    """Return (count, out of): refunds among orders, each main event name among events, most carried first."""
    purchases, refunds = (np.nan_to_num(_number(table[name])) for name in ("purchases", "refunds"))
    orders = np.where(purchases > 0, purchases + refunds, 0.0)
    shares = {"refund_share": (np.where(purchases > 0, refunds, 0.0), orders)}
    names = [name for name in table.columns if name not in COLUMNS and name not in TOLD_APART]
    counts = {str(name): np.nan_to_num(_number(table[name])) for name in names}
    carriers = {name: float((count > 0).mean()) for name, count in counts.items() if len(count)}
    often = sorted((name for name in carriers if carriers[name] >= CARRIED), key=lambda name: (-carriers[name], name))
    events = _number(table["events"])
    return shares | {SHARE_OF + name: (counts[name], events) for name in often[:MOST_EVENT_NAMES]}


def _steady(count: Floats, of: Floats) -> Floats:
    """Return shares drawn to that of all by TRIALS, their spread evened by the square root."""
    overall = count.sum() / max(of.sum(), 1.0)
    return np.asarray(np.sqrt((count + TRIALS * overall) / (of + TRIALS)), dtype=np.float64)


def _flaw(known: Floats, n: int) -> Reason | None:
    """Say why a feature tells nothing of n customers, if so, from the values that are known."""
    if len(known) == 0:
        return "empty"
    if len(known) < CARRIED * n:
        return "rare"
    return "constant" if np.isclose(known.min(), known.max()) else None


def _scaled(even: Floats) -> Floats:
    """Centre by the median and divide by the spread, within FURTHEST; unknown values go to the middle.

    The spread is the larger of the IQR's and the standard deviation: the IQR is 0 where most are alike.
    """
    low, middle, high = np.nanpercentile(even, [25, 50, 75])
    unit = max((high - low) / NORMAL_IQR, np.nanstd(even))
    centred = np.clip((even - middle) / unit, -FURTHEST, FURTHEST)
    return np.where(np.isnan(centred), 0.0, centred)


def _weighted(scaled: dict[str, Floats]) -> dict[str, Floats]:
    """Hold all event shares together to MIX_WEIGHT; squared distances add up over features."""
    shares = sum(name.startswith(SHARE_OF) for name in scaled)
    weight = min(1.0, (MIX_WEIGHT / max(shares, 1)) ** 0.5)
    return {name: values * weight if name.startswith(SHARE_OF) else values for name, values in scaled.items()}


def _redundant(scaled: Mapping[str, Floats]) -> list[str]:
    """Names of features that an earlier one tells already, by Spearman's correlation."""
    names = list(scaled)
    if len(names) < 2:
        return []
    alike = np.abs(np.corrcoef([stats.rankdata(scaled[name]) for name in names])) > REDUNDANT
    kept: list[int] = []
    for place in range(len(names)):
        if not alike[place, kept].any():
            kept.append(place)
    return [name for place, name in enumerate(names) if place not in kept]
