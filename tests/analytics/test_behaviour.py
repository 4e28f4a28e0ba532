"""Behaviour: features people can read, scaled so that none drowns the others, whatever the log lacks."""

import json
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.arrays import Floats
from analytics.behaviour import (
    FURTHEST,
    MIX_WEIGHT,
    MOST_EVENT_NAMES,
    SHARE_OF,
    Features,
    FeatureSpace,
    customer_features,
    fit_space,
)

AS_OF = datetime(2024, 7, 1)


def _table(n: int, **columns: object) -> pd.DataFrame:
    """Return n customers with one event each 10, 20, ... days ago; `columns` replace or add."""
    days = [timedelta(days=10 * (i + 1)) for i in range(n)]
    plain = {
        "customer_id": [f"c{i:03}" for i in range(n)],
        "first_at": [AS_OF - day for day in days],
        "last_at": [AS_OF - day for day in days],
        "events": [1] * n,
        "sessions": [None] * n,
        "purchases": [0] * n,
        "revenue": [None] * n,
        "refunds": [0] * n,
    }
    return pd.DataFrame({**plain, **columns})


def _feature(features: Features, name: str) -> Floats:
    """Return the natural values of one feature."""
    return features.values[:, features.names.index(name)]


def test_features_are_in_natural_units() -> None:
    """Days, purchases, money per purchase, refunds per order, sessions per 30 days."""
    table = _table(
        4,
        first_at=[AS_OF - timedelta(days=days) for days in (10, 300, 60, 40)],
        last_at=[AS_OF - timedelta(days=days) for days in (10, 30, 2, 30)],
        events=[4, 40, 9, 2],
        sessions=[2, 20, 3, 1],
        purchases=[1, 8, 3, 0],
        revenue=[Decimal("100.50"), Decimal(4000), Decimal(30), None],
        refunds=[0, 2, 3, 0],
    )
    features = customer_features(table, AS_OF)
    assert features.customer_ids == ("c000", "c001", "c002", "c003")
    assert _feature(features, "recency_days").tolist() == [10, 30, 2, 30]
    assert _feature(features, "tenure_days").tolist() == [10, 300, 60, 40]
    assert _feature(features, "purchases").tolist() == [1, 8, 3, 0]
    # The first is known for 10 days only, and counts as known for 30.
    np.testing.assert_allclose(_feature(features, "frequency"), [2, 2, 1.5, 0.75])
    np.testing.assert_allclose(_feature(features, "spend_per_purchase"), [100.5, 500, 10, np.nan])
    np.testing.assert_allclose(_feature(features, "refund_share"), [0, 0.2, 0.5, np.nan])


def test_event_shares_are_of_the_customer_s_own_events() -> None:
    """A name that nobody counts for a customer is 0 of them; purchases are told apart from the mix."""
    table = _table(5, events=[4, 5, 10, 8, 2], view=[1, 5, None, 4, 0], purchase=[3, 0, 9, 1, 2], other=[0, 0, 1, 3, 0])
    features = customer_features(table, AS_OF)
    np.testing.assert_allclose(_feature(features, SHARE_OF + "view"), [0.25, 1, 0, 0.5, 0])
    assert SHARE_OF + "purchase" not in {*features.names, *features.dropped}


def test_a_share_of_few_is_near_that_of_all() -> None:
    """None of one order is nearer to the others than none of forty, and one of two than forty of eighty."""
    table = _table(5, purchases=[1, 40, 1, 40, 10], refunds=[0, 0, 1, 40, 2])
    features = customer_features(table, AS_OF)
    scaled = features.scaled[:, features.names.index("refund_share")]
    assert scaled[1] < scaled[0] <= scaled[2] < scaled[3]
    assert _feature(features, "refund_share").tolist() == [0, 0, 0.5, 0.5, pytest.approx(1 / 6)]


def test_a_log_of_one_event_name_is_enough() -> None:
    """Stays only, as of a guest house: recency and visits remain, the rest is named with its reason."""
    visits = [1, 1, 1, 1, 2] * 4 + [1] * 80
    features = customer_features(_table(100, events=visits, stay=visits), AS_OF)
    assert features.names == ("recency_days", "visits")
    assert features.dropped == {
        "frequency": "redundant",
        "spend_per_purchase": "empty",
        "refund_share": "empty",
        "tenure_days": "redundant",
        SHARE_OF + "stay": "constant",
    }


@pytest.mark.parametrize("none", [None, 0])
def test_visits_are_events_where_nobody_has_a_session(none: int | None) -> None:
    """Whether a log without sessions says nothing of them or counts none."""
    events = [1, 5, 2, 8]
    features = customer_features(_table(4, events=events, sessions=[none] * 4), AS_OF)
    assert _feature(features, "visits").tolist() == events


def test_features_of_the_few_are_left_out() -> None:
    """A value known of 1 customer in 100, or an event name carried by 1, says nothing of the many."""
    rare = [1] + [0] * 99
    features = customer_features(_table(100, purchases=rare, revenue=[5] * 100, odd=rare), AS_OF)
    assert features.dropped["spend_per_purchase"] == "rare"
    assert SHARE_OF + "odd" not in features.names


def test_rows_come_by_customer_whatever_the_order() -> None:
    """The same customers in another order give the same arrays: reduction depends on the order of rows."""
    table = _table(50, events=range(1, 51), view=[i % 7 for i in range(50)])
    shuffled = table.sample(frac=1, random_state=3)
    one, other = customer_features(table, AS_OF), customer_features(shuffled, AS_OF)
    assert one.customer_ids == other.customer_ids
    np.testing.assert_array_equal(one.scaled, other.scaled)


def test_nobody_is_further_than_the_rim() -> None:
    """A customer who buys for a thousand others stays within FURTHEST, and the others stay apart."""
    purchases = [i % 5 + 1 for i in range(199)] + [100_000]
    features = customer_features(_table(200, purchases=purchases), AS_OF)
    scaled = features.scaled[:, features.names.index("purchases")]
    assert scaled.max() == FURTHEST
    assert scaled[:199].std() > 0.3


def test_many_event_names_do_not_drown_the_rest() -> None:
    """Twenty names give MOST_EVENT_NAMES features at most, which together weigh like MIX_WEIGHT others."""
    rng = np.random.default_rng(2)
    counts = rng.poisson(3, size=(300, 20))
    mix = {f"event{i:02}": counts[:, i] for i in range(20)}
    features = customer_features(_table(300, events=counts.sum(axis=1), **mix), AS_OF)
    shares = [place for place, name in enumerate(features.names) if name.startswith(SHARE_OF)]
    assert len(shares) == MOST_EVENT_NAMES
    assert features.scaled[:, shares].var(axis=0).sum() <= MIX_WEIGHT


def _shop() -> pd.DataFrame:
    """Return fifty customers who do several things, all in different measure."""
    rng = np.random.default_rng(5)
    purchases, view, cart = rng.poisson(2, 50), rng.poisson(6, 50), rng.poisson(3, 50)
    return _table(
        50, events=purchases + view + cart + 1, sessions=view + 1, purchases=purchases, revenue=purchases * 30.0,
        refunds=rng.binomial(purchases, 0.2), view=view, cart=cart,
    )  # fmt: skip


def test_later_customers_are_measured_as_the_fit_measured() -> None:
    """One of the fit's own customers has the same place in other company, through storage too; time moves everyone."""
    table = _shop()
    space = fit_space(table, AS_OF)
    stored = FeatureSpace.from_stored(json.loads(json.dumps(space.facts())), space.arrays())
    whole, few = customer_features(table, AS_OF), stored.features(table[10:13], AS_OF)
    assert few.names == whole.names
    np.testing.assert_array_equal(few.scaled, whole.scaled[10:13])
    np.testing.assert_array_equal(few.values, whole.values[10:13])
    later = stored.features(table[10:13], AS_OF + timedelta(days=30))
    place = later.names.index("recency_days")
    assert (later.values[:, place] == few.values[:, place] + 30).all()
    assert (later.scaled[:, place] > few.scaled[:, place]).all()


def test_what_a_later_log_lacks_or_adds_does_not_move_anyone() -> None:
    """An event name that nobody logs any more was done by nobody; one that the fit did not know counts for nothing."""
    table = _shop()
    space = fit_space(table, AS_OF)
    silent = space.features(table.drop(columns="cart"), AS_OF)
    assert (_feature(silent, SHARE_OF + "cart") == 0).all()
    np.testing.assert_array_equal(
        space.features(table.assign(scan=4), AS_OF).scaled, space.features(table, AS_OF).scaled
    )


def test_what_many_begin_to_do_is_newly_carried() -> None:
    """An event name of one in a hundred is none; one that is crowded out of the features is none the day it rises."""
    table = _table(200, events=[60] * 200, **{f"event{i:02}": [3] * 200 for i in range(MOST_EVENT_NAMES)})
    table["minor"] = [3] * 190 + [0] * 10
    space = fit_space(table, AS_OF)
    assert SHARE_OF + "minor" not in space.names
    assert space.newly_carried(table) == ()
    assert space.newly_carried(table.assign(odd=[1] * 2 + [0] * 198, event00=0)) == ()
    assert space.newly_carried(table.assign(scan=1, event00=0)) == ("scan",)
    assert space.newly_carried(table.assign(purchases=1)) == ("purchases",)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_customers_are_no_fault(n: int) -> None:
    """With nobody to differ from there are rows, but no features."""
    features = customer_features(_table(n), AS_OF)
    assert features.values.shape == features.scaled.shape == (n, len(features.names))
    assert len(features.customer_ids) == n
    assert (len(features.names) > 0) == (n == 2)


def test_customers_without_events_have_no_row() -> None:
    """Somebody who only signed up has no behaviour."""
    features = customer_features(_table(3, events=[1, 0, None]), AS_OF)
    assert features.customer_ids == ("c000",)


def test_wrong_tables_are_refused() -> None:
    """A missing column, a column or a customer that comes twice."""
    table = _table(2)
    with pytest.raises(ValueError, match="sessions"):
        customer_features(table.drop(columns="sessions"), AS_OF)
    with pytest.raises(ValueError, match="unique"):
        customer_features(pd.concat([table, table[["events"]]], axis=1), AS_OF)
    with pytest.raises(ValueError, match="unique"):
        customer_features(_table(2, customer_id=["a", "a"]), AS_OF)


def _maybe(values: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    """Return a strategy of values that may be missing."""
    return st.one_of(st.none(), values)


_DAYS, _COUNT = st.integers(0, 900), _maybe(st.integers(0, 50))
_ROW = st.tuples(_DAYS, _DAYS, st.integers(1, 500), _COUNT, _COUNT, _maybe(st.floats(-1e9, 1e9)), _COUNT, _COUNT)


@given(st.lists(_ROW, max_size=30))
def test_scaled_values_are_known_and_near(rows: list[tuple[float | None, ...]]) -> None:
    """Whatever is missing or odd, distances can be measured; a feature is kept or named as dropped."""
    table = _table(
        len(rows),
        first_at=[AS_OF - timedelta(days=max(row[0] or 0, row[1] or 0)) for row in rows],
        last_at=[AS_OF - timedelta(days=min(row[0] or 0, row[1] or 0)) for row in rows],
        **{name: [row[2 + i] for row in rows] for i, name in enumerate(("events", "sessions", "purchases"))},
        revenue=[row[5] for row in rows],
        refunds=[row[6] for row in rows],
        view=[row[7] for row in rows],
    )
    features = customer_features(table, AS_OF)
    assert np.isfinite(features.scaled).all()
    assert (np.abs(features.scaled) <= FURTHEST).all()
    assert features.values.shape == features.scaled.shape == (len(rows), len(features.names))
    assert not set(features.names) & set(features.dropped)
    if len(rows) > 1:
        assert (features.scaled.std(axis=0) > 0).all()
