"""Behaviour of customers as numbers: recency, frequency, value and the mix of events, one row a customer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

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

#: Columns of fixed meaning that a log may lack or begin to have, as it may an event name.
COUNTED = ("sessions", "purchases", "refunds")

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


@dataclass(frozen=True)
class FeatureSpace:
    """Which features there are, and how each of the f is scaled: by it customers of a later day are measured too.

    Values, evened, are held against `middles` in `units` and weighted (all (f,)); shares are first drawn to those of
    all, `overall` (f,), NaN for amounts. `carried` is all that many customers had, whether or not it is a feature.
    Visits are events where nobody has a session.
    """

    names: tuple[str, ...]
    dropped: Mapping[str, Reason]
    carried: frozenset[str]
    visits_are_events: bool
    overall: Floats
    middles: Floats
    units: Floats
    weights: Floats

    def features(self, table: pd.DataFrame, as_of: datetime) -> Features:
        """Measure the customers in `table`, as for `customer_features`; what it lacks nobody did, or is not known."""
        active = _active(table)
        amounts = _amounts(active, as_of, self.visits_are_events)
        shares = _shares(active, [name.removeprefix(SHARE_OF) for name in self.names if name.startswith(SHARE_OF)])
        even = _even(amounts, shares, dict(zip(self.names, self.overall.tolist(), strict=True)))
        scaled = {
            name: _scaled(even[name], middle, unit) * weight
            for name, middle, unit, weight in zip(self.names, self.middles, self.units, self.weights, strict=True)
        }
        return Features(
            customer_ids=tuple(active["customer_id"].astype(str)),
            names=self.names,
            values=_columns(_natural(amounts, shares), self.names, len(active)),
            scaled=_columns(scaled, self.names, len(active)),
            dropped=self.dropped,
        )

    def newly_carried(self, table: pd.DataFrame) -> tuple[str, ...]:
        """Return what would tell customers apart today but had too few customers when the space was fitted.

        An event name that was carried then, and only outnumbered by others, is nothing new.
        """
        carried = _carried(_active(table))
        telling = [*_main_events(carried), *(name for name in COUNTED if name in carried)]
        return tuple(name for name in telling if name not in self.carried)

    def facts(self) -> dict[str, Any]:
        """Return all of the space that is no array, as plain values."""
        return {
            "names": list(self.names),
            "dropped": dict(self.dropped),
            "carried": sorted(self.carried),
            "visits_are_events": self.visits_are_events,
        }

    def arrays(self) -> dict[str, Floats]:
        """Return the arrays of the space."""
        return {"overall": self.overall, "middles": self.middles, "units": self.units, "weights": self.weights}

    @classmethod
    def from_stored(cls, facts: Mapping[str, Any], arrays: Mapping[str, Floats]) -> "FeatureSpace":
        """Return the space whose facts and arrays these are."""
        return cls(
            tuple(facts["names"]), facts["dropped"], frozenset(facts["carried"]), facts["visits_are_events"],
            arrays["overall"], arrays["middles"], arrays["units"], arrays["weights"],
        )  # fmt: skip


def customer_features(table: pd.DataFrame, as_of: datetime) -> Features:
    """Features of the customers in `table`: a row each, the columns COLUMNS and one more for each event name.

    Times and `as_of` are naive UTC. Sessions, purchases, revenue and refunds may be missing, for all or for
    some. Customers without an event have no behaviour and get no row. Raises ValueError for a missing or
    doubled column or customer.
    """
    return fit_space(table, as_of).features(table, as_of)


def fit_space(table: pd.DataFrame, as_of: datetime) -> FeatureSpace:
    """Choose the features that tell the customers in `table` apart, and how each is scaled."""
    active = _active(table)
    carried = _carried(active)
    # Purchases say more than visits, which stand in where nothing was bought; of two that say the same the first stays.
    visits_are_events = not np.nan_to_num(_number(active["sessions"])).any()
    amounts = _amounts(active, as_of, visits_are_events)
    del amounts["visits" if amounts["purchases"].any() else "purchases"]
    shares = _shares(active, _main_events(carried))
    overall = {name: float(count.sum() / max(of.sum(), 1.0)) for name, (count, of) in shares.items()}
    even = _even(amounts, shares, overall)
    natural = _natural(amounts, shares)
    flaws = {name: _flaw(values[~np.isnan(natural[name])], len(active)) for name, values in even.items()}
    dropped = {name: reason for name, reason in flaws.items() if reason is not None}
    scales = {name: _scale(values) for name, values in even.items() if name not in dropped}
    again = _redundant({name: _scaled(even[name], *scale) for name, scale in scales.items()})
    dropped.update(dict.fromkeys(again, "redundant"))
    # Squared distances add up over features.
    mix = min(1.0, (MIX_WEIGHT / max(sum(name.startswith(SHARE_OF) for name in scales), 1)) ** 0.5)
    names = tuple(name for name in scales if name not in dropped)
    return FeatureSpace(
        names=names,
        dropped=dropped,
        carried=frozenset(carried),
        visits_are_events=visits_are_events,
        overall=np.array([overall.get(name, np.nan) for name in names], dtype=np.float64),
        middles=np.array([scales[name][0] for name in names], dtype=np.float64),
        units=np.array([scales[name][1] for name in names], dtype=np.float64),
        weights=np.array([mix if name.startswith(SHARE_OF) else 1.0 for name in names], dtype=np.float64),
    )


def _active(table: pd.DataFrame) -> pd.DataFrame:
    """Return the customers with an event, by id."""
    missing = set(COLUMNS) - set(table.columns)
    if missing or not table.columns.is_unique or not table["customer_id"].is_unique:
        raise ValueError(f"columns and customers must be unique; missing columns: {sorted(missing)}")
    return table[np.nan_to_num(_number(table["events"])) > 0].sort_values("customer_id")


def _number(column: "pd.Series[float]") -> Floats:
    """Return a column, Decimals or nulls in it too, as floats with NaN."""
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def _days_since(times: "pd.Series[pd.Timestamp]", as_of: datetime) -> Floats:
    """Return the days from each time to `as_of`, NaN where there is none."""
    return _number((as_of - pd.to_datetime(times)).dt.total_seconds() / 86_400)


def _columns(features: Mapping[str, Floats], names: tuple[str, ...], n: int) -> Floats:
    """Return the named features side by side, (n, names)."""
    return np.array([features[name] for name in names], dtype=np.float64).reshape(len(names), n).T


def _carried(table: pd.DataFrame) -> list[str]:
    """Return the event names, and those of COUNTED, that many customers have anything of, the most carried first."""
    names = [name for name in table.columns if name not in {*COLUMNS, *TOLD_APART} or name in COUNTED]
    carriers = {str(name): float((np.nan_to_num(_number(table[name])) > 0).mean()) for name in names if len(table)}
    often = (name for name in carriers if carriers[name] >= CARRIED)
    return sorted(often, key=lambda name: (-carriers[name], name))


def _main_events(carried: Iterable[str]) -> list[str]:
    """Return the event names whose shares are features, of all that is carried."""
    return [name for name in carried if name not in COUNTED][:MOST_EVENT_NAMES]


def _amounts(table: pd.DataFrame, as_of: datetime, visits_are_events: bool) -> dict[str, Floats]:
    """Return recency, counts, frequency, value and tenure."""
    tenure = _days_since(table["first_at"], as_of)
    purchases = np.nan_to_num(_number(table["purchases"]))
    visits = _number(table["events" if visits_are_events else "sessions"])
    return {
        "recency_days": _days_since(table["last_at"], as_of),
        "purchases": purchases,
        "visits": visits,
        "frequency": visits * DAYS / np.fmax(tenure, DAYS),
        "spend_per_purchase": _number(table["revenue"]) / np.where(purchases > 0, purchases, np.nan),
        "tenure_days": tenure,
    }


def _shares(table: pd.DataFrame, events: Iterable[str]) -> dict[str, tuple[Floats, Floats]]:
    """Return (count, out of): refunds among orders, and each of some event names among events."""
    purchases, refunds = (np.nan_to_num(_number(table[name])) for name in ("purchases", "refunds"))
    orders = np.where(purchases > 0, purchases + refunds, 0.0)
    nobody, total = np.zeros(len(table)), _number(table["events"])
    counts = {name: np.nan_to_num(_number(table[name])) if name in table else nobody for name in events}
    return {
        "refund_share": (np.where(purchases > 0, refunds, 0.0), orders),
        **{SHARE_OF + name: (count, total) for name, count in counts.items()},
    }


def _natural(amounts: Mapping[str, Floats], shares: Mapping[str, tuple[Floats, Floats]]) -> dict[str, Floats]:
    """Return amounts, and shares of what there is."""
    return {**amounts, **{name: count / np.where(of > 0, of, np.nan) for name, (count, of) in shares.items()}}


def _even(
    amounts: Mapping[str, Floats], shares: Mapping[str, tuple[Floats, Floats]], overall: Mapping[str, float]
) -> dict[str, Floats]:
    """Even the spread of all values: of amounts, which are skewed, and of shares drawn to that of all by TRIALS.

    Amounts are, but for returned money, not negative.
    """
    even = {name: np.log1p(np.maximum(values, 0.0)) for name, values in amounts.items()}
    for name, (count, of) in shares.items():
        even[name] = np.sqrt((count + TRIALS * overall.get(name, 0.0)) / (of + TRIALS))
    return even


def _flaw(known: Floats, n: int) -> Reason | None:
    """Say why a feature tells nothing of n customers, if so, from the values that are known."""
    if len(known) == 0:
        return "empty"
    if len(known) < CARRIED * n:
        return "rare"
    return "constant" if np.isclose(known.min(), known.max()) else None


def _scale(even: Floats) -> tuple[float, float]:
    """Return the median and the spread.

    The spread is the larger of the IQR's and the standard deviation: the IQR is 0 where most are alike.
    """
    low, middle, high = np.nanpercentile(even, [25, 50, 75])
    return float(middle), float(max((high - low) / NORMAL_IQR, np.nanstd(even)))


def _scaled(even: Floats, middle: float, unit: float) -> Floats:
    """Centre and divide by the spread, within FURTHEST; unknown values go to the middle."""
    centred = np.clip((even - middle) / unit, -FURTHEST, FURTHEST)
    return np.where(np.isnan(centred), 0.0, centred)


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
