"""Trend: exact against references, calibrated where nothing changes, awake where something does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analytics import trend
from analytics.arrays import Floats, Integers
from analytics.trend import WINDOW, classify, compare_rates, false_discovery


def _series(*rows: list[int]) -> Integers:
    """Return counts, (series, periods)."""
    return np.array(rows, dtype=np.int64)


def _q_values(tests: trend.Tests) -> Floats:
    """Return q-values, each period being a family."""
    return np.apply_along_axis(false_discovery, 0, tests.p_value)


def _null(rng: np.random.Generator, mean_volume: int, precision: float | None) -> tuple[Integers, Integers]:
    """Draw 200 topics of 1 to 15 % over 50 periods, whose shares at most wobble (beta-binomial)."""
    volume = rng.poisson(mean_volume * rng.lognormal(0, 0.3, size=(1, 50))).repeat(200, axis=0)
    share = np.exp(rng.uniform(np.log(0.01), np.log(0.15), size=(200, 1)))
    shares = share if precision is None else rng.beta(share * precision, (1 - share) * precision, (200, 50))
    return rng.binomial(volume, shares), volume


@pytest.mark.parametrize(
    ("mean_volume", "precision"),
    [(30, None), (1000, None), (30, 100.0), (300, 100.0), (1000, 200.0), (3000, 1000.0)],
)
def test_where_nothing_changes_few_p_values_are_small(mean_volume: int, precision: float | None) -> None:
    """At most 6 % are below 0.05 and 2 % below 0.01, with and without wobble, for small counts and large."""
    tests = trend.test_series(*_null(np.random.default_rng(7), mean_volume, precision))
    p_values = tests.p_value[tests.tested]
    assert len(p_values) > 2000
    assert not np.isnan(p_values).any()
    assert (p_values < 0.05).mean() <= 0.06
    assert (p_values < 0.01).mean() <= 0.02


def test_a_real_jump_is_seen() -> None:
    """A share that doubles, from about 30 of 1,000 reviews, passes 0.05 in at least four of five topics."""
    rng = np.random.default_rng(3)
    share = np.full((200, 21), 0.03) * rng.gamma(1 / 0.15**2, 0.15**2, size=(200, 21))
    share[:, 20] *= 2
    volume = np.full((200, 21), 1000)
    p_values = trend.test_series(rng.binomial(volume, share), volume).p_value[:, 20]
    assert (p_values < 0.05).mean() > 0.8


def test_four_earlier_days_are_enough() -> None:
    """One of ten topics goes from 3 to 8 % of 1,400 reviews a day, and is the only alert."""
    rng = np.random.default_rng(5)
    volume = np.full((10, 5), 1400)
    observed = rng.binomial(volume, 0.03 * rng.gamma(100, 0.01, size=(10, 5)))
    observed[4, 4] = 112
    significant = _q_values(trend.test_series(observed, volume)) <= 0.05
    assert significant[4, 4]
    assert significant.sum() == 1


def test_shares_are_tested_not_counts() -> None:
    """Three times the reviews at the same share is no change; the same count of three times as many is."""
    volume = _series([1000] * 8 + [3000], [1000] * 8 + [3000])
    tests = trend.test_series(_series([50] * 8 + [150], [50] * 9), volume)
    assert tests.expected[:, 8].tolist() == [150, 150]
    assert tests.rate_ratio[:, 8] == pytest.approx([1, 1 / 3])
    assert tests.p_value[0, 8] > 0.9
    assert tests.p_value[1, 8] < 0.001


def test_the_same_jump_alarms_less_in_a_topic_that_always_wobbles() -> None:
    """Over-dispersion of a series' own past widens its interval."""
    steady, wobbly = [30] * 14, [12, 48] * 7
    tests = trend.test_series(_series([*steady, 60], [*wobbly, 60], *[[*steady, 30]] * 8), np.full((10, 15), 1000))
    assert tests.p_value[0, 14] < 0.0001 < 0.01 < tests.p_value[1, 14]
    assert tests.ci_low[0, 14] > tests.ci_low[1, 14]


def test_one_topic_in_uproar_does_not_blind_the_others() -> None:
    """The common wobble is a median: another topic's history cannot hide a jump."""
    quiet = [[30] * 14 + [60]] + [[30] * 15] * 8
    calm = trend.test_series(_series(*quiet, [30] * 15), np.full((10, 15), 1000))
    beside = trend.test_series(_series(*quiet, [5, 300] * 7 + [30]), np.full((10, 15), 1000))
    assert beside.p_value[0, 14] == pytest.approx(calm.p_value[0, 14], rel=0.5)


def test_only_earlier_periods_count_and_no_more_than_the_window() -> None:
    """What comes later, or came before the window, changes nothing."""
    rng = np.random.default_rng(11)
    observed, volume = rng.poisson(20, size=(5, 40)), np.full((5, 40), 500)
    whole, cut = trend.test_series(observed, volume), trend.test_series(observed[:, :30], volume[:, :30])
    recent = trend.test_series(observed[:, 39 - WINDOW :], volume[:, 39 - WINDOW :])
    np.testing.assert_array_equal(whole.p_value[:, :30], cut.p_value)
    np.testing.assert_allclose(whole.p_value[:, 39], recent.p_value[:, -1])


def test_what_cannot_be_tested_is_not() -> None:
    """Neither a period without volume nor one with too little before it; gaps are no history."""
    tests = trend.test_series(_series([1, 2, 0, 2, 3]), _series([10, 10, 0, 10, 10]))
    assert tests.tested.tolist() == [[False, False, False, True, True]]
    for values in (tests.expected, tests.rate_ratio, tests.ci_low, tests.ci_high, tests.p_value):
        assert np.isnan(values).tolist() == (~tests.tested).tolist()
    empty = trend.test_series(np.empty((0, 3), dtype=np.int64), np.empty((0, 3), dtype=np.int64))
    assert empty.p_value.shape == (0, 3)


@pytest.mark.parametrize(("observed", "volume"), [([[3]], [[2]]), ([[-1]], [[2]]), ([[1]], [[2, 2]])])
def test_impossible_counts_are_refused(observed: list[list[int]], volume: list[list[int]]) -> None:
    """More reviews with the topic than reviews, fewer than none, or another shape."""
    with pytest.raises(ValueError, match="observed"):
        trend.test_series(np.array(observed), np.array(volume))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 5000), st.integers(1, 5000))
def test_comparison_is_the_exact_one(count: int, other: int, exposure: int, exposure_other: int) -> None:
    """p-value and interval are those of the exact binomial test, and agree with each other."""
    pairs = ((count, exposure), (other, exposure_other))
    one, two = ((np.array([float(a)]), np.array([float(b)])) for a, b in pairs)
    found = compare_rates(one, two, np.ones(1), np.array([np.inf]))
    chance = exposure / (exposure + exposure_other)
    if count + other == 0:
        assert found.p_value[0] == 1
        assert found.ci_low[0] == 0
        return
    tails = [binomtest(count, count + other, chance, side).pvalue for side in ("less", "greater")]
    assert found.p_value[0] == pytest.approx(min(1, 2 * min(tails)), rel=1e-6, abs=1e-12)
    limits = binomtest(count, count + other, chance).proportion_ci(0.95, "exact")
    assert found.ci_low[0] == pytest.approx(limits.low / (1 - limits.low) * exposure_other / exposure, rel=1e-6)
    if other == 0:
        assert np.isnan(found.ratio[0])
        assert np.isnan(found.ci_high[0])
    else:
        high = limits.high / (1 - limits.high) * exposure_other / exposure
        assert found.ci_high[0] == pytest.approx(high, rel=1e-6)
        assert (found.p_value[0] < 0.05) == (found.ci_low[0] > 1 or found.ci_high[0] < 1)


def test_estimated_wobble_makes_p_values_and_intervals_wider() -> None:
    """Few degrees of freedom: the tails of Student's t."""
    one, two = (np.array([40.0]), np.array([1000.0])), (np.array([200.0]), np.array([10_000.0]))
    few, known = (compare_rates(one, two, np.ones(1), np.array([freedom])) for freedom in (5.0, np.inf))
    assert few.ratio[0] == known.ratio[0] == pytest.approx(2)
    assert few.p_value[0] > known.p_value[0]
    assert few.ci_low[0] < known.ci_low[0] < 2 < known.ci_high[0] < few.ci_high[0]


def test_a_finer_step_is_less_careful() -> None:
    """An effective count moves by less than 1, so less is left to discreteness."""
    one, two = (np.array([8.0]), np.array([200.0])), (np.array([40.0]), np.array([2000.0]))
    whole, fine = (compare_rates(one, two, np.array([step]), np.array([np.inf])) for step in (1.0, 0.25))
    assert fine.p_value[0] < whole.p_value[0]
    assert whole.ci_low[0] < fine.ci_low[0] < fine.ci_high[0] < whole.ci_high[0]


def test_false_discovery_follows_benjamini_and_hochberg() -> None:
    """The worked order statistics p * n / rank, made monotone; NaN is in no family."""
    q_values = false_discovery(np.array([0.01, np.nan, 0.04, 0.03, 0.5]))
    np.testing.assert_allclose(q_values, [0.04, np.nan, 0.16 / 3, 0.16 / 3, 0.5])
    assert np.isnan(false_discovery(np.array([np.nan, np.nan]))).all()
    assert false_discovery(np.array([])).shape == (0,)


def test_changes_are_named() -> None:
    """A lasting rise starts as a spike; a fall is a fall from its first period; a first sight is new."""
    volume = np.full((4, 17), 1000)
    rows = [[30] * 14 + [90, 95, 90], [60] * 14 + [10, 60, 60], [0] * 14 + [25, 25, 0], [30] * 17]
    observed = _series(*rows)
    tests = trend.test_series(observed, volume)
    changes = classify(tests, observed, _q_values(tests), 0.05)
    assert changes.kind[0, 13:16].tolist() == [None, "spike", "rise"]
    assert changes.kind[1, 13:16].tolist() == [None, "fall", None]
    assert changes.kind[2, 13:15].tolist() == [None, "new"]
    assert changes.direction[:3, 14].tolist() == ["up", "down", "up"]
    assert changes.kind[3].tolist() == [None] * 17
    assert changes.direction[3, 14] is None


def test_seen_before_the_window_is_not_new() -> None:
    """A topic that comes back after a long silence spikes; it is not new again."""
    observed = _series([25] + [0] * (WINDOW + 1) + [25])
    tests = trend.test_series(observed, np.full(observed.shape, 1000))
    assert np.isnan(tests.rate_ratio[0, -1])
    assert classify(tests, observed, _q_values(tests), 0.05).kind[0, -1] == "spike"


def test_what_cannot_be_significant_is_not_tested() -> None:
    """Four reviews in all say nothing and take no power from others; a fifth is enough to look."""
    volume = np.full((2, 16), 50)
    observed = np.zeros((2, 16), dtype=np.int64)
    observed[:, 15] = (4, 5)
    tested = trend.test_series(observed, volume).tested
    assert not tested[0].any()
    assert tested[1].tolist() == [False] * 15 + [True]
