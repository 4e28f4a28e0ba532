"""Tested changes over time: a topic's share of the reviews in a period against its share in earlier ones.

Two Poisson rates are compared exactly, given their sum (Przyborowski & Wilenski 1940; limits of Clopper &
Pearson 1934), after counts are divided by how much more the shares wobble from period to period than Poisson
counts would.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from analytics.arrays import Flags, Floats, Integers

#: Arrays of words or None, as the published columns hold them.
Words: TypeAlias = NDArray[np.object_]

#: Periods before a period that it is compared with. Of days, two of each weekday, so that the weekly rhythm
#: counts as ordinary wobble; of weeks, a quarter; of months, a year. Longer would hold slow change against a
#: topic.
WINDOW = 14

#: One earlier period says nothing about ordinary wobble, and 10 to 50 % of quiet series would pass for
#: changed.
FEWEST_EARLIER = 2

#: Reviews with the topic, in the period and its window together, below which nothing is tested: four that all
#: fall into one of 15 periods have p = 4e-5, which hardly any family of tests lets pass; such tests could
#: only take power from the others (Tarone 1990). The sum says nothing of the period by itself, so leaving
#: them out is no selection.
LEAST_TOTAL = 5

#: What all series together say of the wobble weighs as much as this many degrees of freedom of a series' own,
#: of which a full window gives 13. With few, one odd day among four earlier ones sets a topic's wobble and
#: hides the next change; with more, topics that do wobble more than others alarm: where wobble differs by a
#: factor of 2 between topics, 4 % of tests pass 0.05 with 10 and 5 % with 30.
PRIOR_FREEDOM = 30.0

#: Rarer topics wobble more: squared variation falls with this power of the share. Counts with gamma shares
#: have 0, beta-binomial ones 1; words taken for topics in two real sets of reviews showed 0.35 to 0.45.
RARER = 0.5

#: Confidence of intervals; and the level at which the period before counts as already deviating.
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Tests:
    """Tests, (series, periods): NaN where not tested; ratio and ci_high also where the earlier share is 0."""

    expected: Floats
    rate_ratio: Floats
    ci_low: Floats
    ci_high: Floats
    p_value: Floats
    tested: Flags


@dataclass(frozen=True)
class Comparison:
    """The ratio of two rates, its interval at CONFIDENCE, and the two-sided p-value of equal rates."""

    ratio: Floats
    ci_low: Floats
    ci_high: Floats
    p_value: Floats


@dataclass(frozen=True)
class Changes:
    """What each test says: direction `up`, `down` or None; kind `new`, `spike`, `rise`, `fall` or None."""

    direction: Words
    kind: Words


def test_series(observed: Integers, volume: Integers) -> Tests:
    """Test each period's share against the WINDOW periods before it.

    `observed` and `volume` are (series, periods): reviews with the topic, and reviews in all, of the same
    slice in consecutive complete periods of one grain. Shares are compared, not counts. Not tested are
    periods without volume, those with fewer than FEWEST_EARLIER periods with volume in the window, and those
    with fewer than LEAST_TOTAL reviews to see.
    p-values are conservative where counts are small or shares large (Poisson wobbles more than a share does).
    """
    if observed.shape != volume.shape or (observed > volume).any() or (observed < 0).any():
        raise ValueError("observed must be counts of the same shape as volume, none above it")
    earlier = _earlier(observed, volume)
    enough = observed + earlier.observed >= LEAST_TOTAL
    tested = (volume > 0) & (earlier.periods >= FEWEST_EARLIER) & enough
    now = np.where(tested, volume, 1).astype(np.float64)
    before = np.where(tested, earlier.volume, 1.0)
    # The share under "no change" gauges the wobble of both sides: the earlier one alone may be 0.
    rate = (observed + earlier.observed) / (now + before)
    wobble, freedom = _wobble(earlier, rate)
    excess_now, excess_before = 1 + wobble * now * rate, 1 + wobble * before * rate * earlier.concentration
    part = _estimated_part(now, before, excess_now, excess_before)
    # Two thirds of a sample's cells are not tested, and the beta function is what takes time.
    compared = compare_rates(
        ((observed / excess_now)[tested], (now / excess_now)[tested]),
        ((earlier.observed / excess_before)[tested], (before / excess_before)[tested]),
        (1 / excess_now)[tested],
        (freedom / part**2)[tested],
    )
    return Tests(
        expected=_spread((now * earlier.observed / before)[tested], tested),
        rate_ratio=_spread(compared.ratio, tested),
        ci_low=_spread(compared.ci_low, tested),
        ci_high=_spread(compared.ci_high, tested),
        p_value=_spread(compared.p_value, tested),
        tested=tested,
    )


def _spread(values: Floats, tested: Flags) -> Floats:
    """Put `values` (tested cells,) where they were tested, NaN elsewhere."""
    spread = np.full(tested.shape, np.nan)
    spread[tested] = values
    return spread


def compare_rates(
    one: tuple[Floats, Floats], other: tuple[Floats, Floats], step: Floats, freedom: Floats
) -> Comparison:
    """Compare the rates of two (count, exposure), exposures above 0, by the binomial exact given the sum.

    Counts may be effective ones, divided together with their exposure by an over-dispersion. Then `step`,
    what one more count adds to the first of them, is below 1 (1 is the exact test, 0 would be the mid-p one),
    and `freedom` is that of the over-dispersion (inf where it is known): p-values and limits get the tails of
    Student's t for the normal ones. p-value and interval agree: the one is below 1 - CONFIDENCE where the
    other excludes 1. The p-value is twice the smaller tail, at most 1.
    """
    (count, exposure), (count_other, exposure_other) = one, other
    part = exposure / (exposure + exposure_other)
    some, some_other = np.maximum(count, np.spacing(1.0)), np.maximum(count_other, np.spacing(1.0))
    inner, outer = (1 - step) / 2, (1 + step) / 2
    at_least = np.where(count > 0, special.betainc(some + inner, count_other + outer, part), 1.0)
    at_most = np.where(count_other > 0, special.betaincc(count + outer, some_other + inner, part), 1.0)
    exact = np.minimum(1.0, 2 * np.minimum(at_least, at_most))
    tail = stats.norm.sf(stats.t.isf((1 - CONFIDENCE) / 2, freedom))
    low = np.where(count > 0, special.betaincinv(some + inner, count_other + outer, tail), 0.0)
    high = special.betainccinv(count + outer, some_other + inner, tail)
    odds = exposure_other / exposure
    seen = count_other > 0
    return Comparison(
        ratio=np.where(seen, count * odds / some_other, np.nan),
        ci_low=low / (1 - low) * odds,
        ci_high=np.where(seen, high / (1 - np.where(seen, high, 0.0)) * odds, np.nan),
        p_value=2 * stats.t.sf(stats.norm.isf(exact / 2), freedom),
    )


def false_discovery(p_values: Floats) -> Floats:
    """q-values (n,) of one family of p-values (n,) after Benjamini & Hochberg (1995); NaN stays NaN.

    A family is one period of one grain: all topics and slices in it. Their tests depend on one another mostly
    positively (a topic in a product and in all reviews), where the procedure holds (Benjamini & Yekutieli
    2001).
    """
    q_values = np.full(len(p_values), np.nan)
    known = ~np.isnan(p_values)
    if known.any():
        q_values[known] = stats.false_discovery_control(p_values[known], method="bh")
    return q_values


def classify(tests: Tests, observed: Integers, q_values: Floats, rate: float) -> Changes:
    """Name the change of every test, (series, periods), whose q-value is at most `rate`.

    `new`: up, and not one review before, in the window or earlier. `rise` and `fall`: up or down like the
    period before, taken alone, already was; so a rise that begins is a `spike`, and becomes a `rise` when it
    lasts. A single low period is a `fall` too: nobody looks for a word for the opposite of a spike. Direction
    does not ask for q.
    """
    up = tests.tested & ((tests.rate_ratio > 1) | (np.isnan(tests.rate_ratio) & (observed > 0)))
    down = tests.tested & (tests.rate_ratio < 1)
    significant = tests.tested & (q_values <= rate)
    first = np.cumsum(observed, axis=1) == observed
    deviated_up = up & (tests.p_value < 1 - CONFIDENCE)
    lasting = np.zeros_like(up)
    lasting[:, 1:] = deviated_up[:, :-1]
    kind = np.full(up.shape, None, dtype=object)
    kind[significant & down] = "fall"
    kind[significant & up] = "spike"
    kind[significant & up & lasting] = "rise"
    kind[significant & up & first] = "new"
    direction = np.full(up.shape, None, dtype=object)
    direction[up], direction[down] = "up", "down"
    return Changes(direction, kind)


@dataclass(frozen=True)
class _Earlier:
    """Sums over each period's window, (series, periods), and how its counts scatter there."""

    observed: Floats
    volume: Floats
    periods: Floats
    chi_square: Floats
    concentration: Floats


def _earlier(observed: Integers, volume: Integers) -> _Earlier:
    """Sum each window, with Pearson's chi-square of its counts and how few periods hold its volume.

    The concentration is the sum of squared parts of the volume: 1 / periods where all are equal.
    """
    counts, sizes = observed.astype(np.float64), volume.astype(np.float64)
    total, size = _window(counts), _window(sizes)
    squares = _window(counts**2 / np.maximum(sizes, 1))
    return _Earlier(
        observed=total,
        volume=size,
        periods=_window((volume > 0).astype(np.float64)),
        chi_square=np.maximum(squares * size / np.maximum(total, 1) - total, 0.0),
        concentration=_window(sizes**2) / np.maximum(size, 1) ** 2,
    )


def _window(values: Floats) -> Floats:
    """Sum of the WINDOW values before each one, (series, periods); all are whole or far above rounding."""
    sums = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    end = np.arange(values.shape[1])
    return sums[:, end] - sums[:, np.maximum(end - WINDOW, 0)]


def _wobble(earlier: _Earlier, rate: Floats) -> tuple[Floats, Floats]:
    """Squared variation coefficient of true shares between periods, and its degrees of freedom.

    With variation w the chi-square of k periods is k - 1 + w * information on average (the moment estimator
    of DerSimonian & Laird 1986). A series has too few periods to be believed alone: its quasi-Poisson
    dispersion is shrunk to what all series let expect at its `rate`, as variances of genes are (Smyth 2004),
    and floored at 1.
    """
    freedom = np.where(earlier.observed > 0, np.maximum(earlier.periods - 1, 0), 0.0)
    leaning = np.where(rate > 0, rate, 1.0) ** RARER
    information = earlier.observed * (1 - earlier.concentration) / leaning
    usable = (freedom > 0) & (information > 0)
    divisor = np.where(usable, information, 1.0)
    # Against the median of a chi-square (Wilson & Hilferty 1931), as the common value is a median.
    middle = freedom * (1 - 2 / (9 * np.maximum(freedom, 1))) ** 3
    ratio = earlier.chi_square / np.where(usable, middle, 1.0)
    common = _weighted_median((ratio - 1) * freedom / divisor, np.where(usable, information, 0.0))
    prior = freedom + common * information
    shrunk = (earlier.chi_square + PRIOR_FREEDOM * prior / np.maximum(freedom, 1)) / (freedom + PRIOR_FREEDOM)
    own = np.maximum(shrunk - 1, 0) * freedom / divisor
    # The common value rests on no more than all series' periods, which are few when there are few series.
    known = np.minimum(PRIOR_FREEDOM, (freedom * usable).sum(axis=0)) + freedom
    return np.where(usable, own, common) / leaning, np.maximum(known, 1.0)


def _weighted_median(values: Floats, weights: Floats) -> Floats:
    """Weighted median of each column, not below 0, (periods,); 0 without weight.

    A median, so that one topic in uproar does not blind the tests of all others as long as it stays in the
    window.
    """
    if not len(values):
        return np.zeros(values.shape[1])
    order = np.argsort(values, axis=0, kind="stable")
    reached = np.cumsum(np.take_along_axis(weights, order, axis=0), axis=0)
    row = (reached >= reached[-1] / 2).argmax(axis=0)[np.newaxis]
    middle = np.take_along_axis(np.take_along_axis(values, order, axis=0), row, axis=0)[0]
    return np.where(reached[-1] > 0, np.maximum(middle, 0.0), 0.0)


def _estimated_part(now: Floats, before: Floats, excess_now: Floats, excess_before: Floats) -> Floats:
    """Part of the log ratio's variance that rests on the estimated wobble, not on counting, in [tiny, 1).

    Degrees of freedom of the sum of a known and an estimated variance follow from it (Satterthwaite 1946).
    """
    counting = 1 / now + 1 / before
    whole = excess_now / now + excess_before / before
    return np.maximum(1 - counting / whole, np.finfo(np.float64).tiny ** 0.25)
