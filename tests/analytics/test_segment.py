"""Segments: found where there are groups, refused where there are none, named in words, compared by topic."""

import pickle
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analytics.arrays import Floats, Integers
from analytics.behaviour import SHARE_OF, Features, FeatureSpace
from analytics.cluster import NOISE
from analytics.segment import Contrast, SegmentModel, Segments, find_segments, topic_lift
from analytics.segment.find import FEWEST_CUSTOMERS
from analytics.segment.place import place
from analytics.segment.profile import name_segments, profile
from analytics.segment.watch import reason_to_refit

NAMES = ("recency_days", "purchases", "spend_per_purchase", "refund_share")


def _features(scaled: Floats, names: tuple[str, ...] = NAMES) -> Features:
    """Return features whose natural values are the scaled ones plus 10."""
    ids = tuple(f"c{i:04}" for i in range(len(scaled)))
    return Features(ids, names, scaled + 10, scaled, {})


def _three_groups() -> tuple[Floats, Integers]:
    """Return 60 customers who buy often, 50 who stay away and 40 who spend much, in turns, and who is who."""
    rng = np.random.default_rng(8)
    centres = np.array([[-1, 2, 0, 0], [2, -1, 0, 0], [-1, -1, 2.5, 0]])
    group = rng.permutation(np.repeat([0, 1, 2], [60, 50, 40]))
    return centres[group] + rng.normal(0, 0.3, size=(150, 4)), group


@cache
def _found() -> Segments:
    """Find the three groups, once for all tests (the first reduction in a process takes long)."""
    return find_segments(_three_groups()[0], seed=1)


def test_groups_are_found_named_and_found_again() -> None:
    """Three separate groups are three segments, largest first, each named by what it does."""
    found, (points, group) = _found(), _three_groups()
    assert found.count == 3
    inside = found.labels != NOISE
    assert inside.mean() > 0.9
    np.testing.assert_array_equal(found.labels[inside], group[inside])
    profiles = [profile(_features(points), found.labels == segment) for segment in range(3)]
    assert name_segments(profiles, "en")[0].startswith("buys often")
    assert "しばらく利用なし" in name_segments(profiles, "ja")[1]
    assert name_segments(profiles, "en")[2].startswith("high spend per purchase")
    assert (found.stability > 0.8).all()
    assert found.separation > found.separation_by_chance


def test_segments_go_from_process_to_process() -> None:
    """They are sought in a process of their own, so what goes in and what comes out can be pickled."""
    assert pickle.loads(pickle.dumps(_found())).labels.tolist() == _found().labels.tolist()


def test_the_sample_places_everyone_as_the_search_did() -> None:
    """The fitted customers place all others and each other: nobody moves the day after for want of a better rule."""
    found, (points, _) = _found(), _three_groups()
    np.testing.assert_array_equal(place(points[found.rows], found.row_labels, points), found.labels)


def test_one_cloud_gives_no_segments() -> None:
    """Customers who differ by degrees only are not cut into segments, though density would cut them."""
    cloud = np.random.default_rng(4).normal(size=(150, 4)) @ np.diag([1.0, 0.8, 0.6, 0.5])
    found = find_segments(cloud, seed=1)
    assert found.count == len(found.stability) == len(found.rows) == 0
    assert (found.labels == NOISE).all()
    assert not np.isnan(found.separation)


@pytest.mark.parametrize(("n", "features"), [(0, 0), (1, 4), (FEWEST_CUSTOMERS - 1, 4), (500, 1), (500, 0)])
def test_too_little_to_look_at_gives_no_segments(n: int, features: int) -> None:
    """Fewer than FEWEST_CUSTOMERS, or nothing but one feature."""
    found = find_segments(np.zeros((n, features)), seed=1)
    assert found.labels.tolist() == [NOISE] * n
    assert found.count == 0
    assert np.isnan(found.separation)


def test_others_are_placed_where_members_are_and_nowhere_else() -> None:
    """The neighbours decide, and each segment's own density says what is too far."""
    rng = np.random.default_rng(6)
    members = np.vstack([rng.normal(0, 0.1, (50, 2)), rng.normal(8, 1.5, (50, 2))])
    others = np.array([[0.05, 0.0], [8.0, 7.5], [1.5, 1.5], [6.5, 8.5], [100.0, 100.0]])
    assert place(members, np.repeat([0, 1], 50), others).tolist() == [0, 1, NOISE, 1, NOISE]


@pytest.mark.parametrize(("kept", "expected"), [(0, [NOISE, NOISE]), (1, [NOISE, NOISE]), (2, [NOISE, 1])])
def test_members_may_go_until_none_are_left(kept: int, expected: list[int]) -> None:
    """Of erased customers no point is left; a segment without members takes nobody."""
    members = np.array([[8.0, 8.0], [8.1, 8.0]])[:kept]
    points = np.array([[0.0, 0.0], [8.05, 8.0]])
    assert place(members, np.full(kept, 1), points).tolist() == expected


def _model(customers: int, unplaced: int, count: int = 2) -> SegmentModel:
    """Return a fit of so many customers, so many of them in none of `count` segments."""
    nothing = np.empty(0)
    space = FeatureSpace((), {}, frozenset(), False, nothing, nothing, nothing, nothing)
    return SegmentModel(space, np.empty((0, 0)), np.empty(0, dtype=np.int64), count, customers, unplaced)


def _placed(n: int, unplaced: int) -> Integers:
    """Return labels of n customers, so many of them in no segment."""
    return np.array([NOISE] * unplaced + [0] * (n - unplaced), dtype=np.int64)


@pytest.mark.parametrize(
    ("model", "labels", "new", "reason"),
    [
        (_model(1000, 50), _placed(1999, 100), (), None),
        (_model(1000, 50), _placed(2000, 100), (), "grown"),
        (_model(20, 20, 0), _placed(FEWEST_CUSTOMERS - 1, 10), ("scan",), None),
        (_model(20, 20, 0), _placed(FEWEST_CUSTOMERS, 10), (), "grown"),
        (_model(1000, 50), _placed(1000, 50), ("scan",), "features"),
        # The fit's 5 %, and a segment's worth more, are nothing; nor is an eighth of 100, by chance.
        (_model(1000, 50), _placed(1000, 100), (), None),
        (_model(1000, 50), _placed(1000, 140), (), "unplaced"),
        (_model(100, 5), _placed(100, 14), (), None),
        (_model(1000, 1000, 0), _placed(1000, 1000), (), None),
        (_model(0, 0, 0), _placed(0, 0), (), None),
    ],
)
def test_a_refit_has_its_reason(
    model: SegmentModel, labels: Integers, new: tuple[str, ...], reason: str | None
) -> None:
    """Twice the customers, new behaviour of many, or surely more in no segment; else the fit stands."""
    assert reason_to_refit(model, labels, new) == reason


def test_profiles_contrast_members_with_all_others() -> None:
    """Means are natural ones of what is known; the effect is Cohen's d of the scaled feature."""
    scaled = np.array([[1.0, 0.0], [3.0, 0.0], [-1.0, 0.0], [-3.0, 0.0]])
    values = np.array([[10.0, np.nan], [30.0, 4.0], [5.0, np.nan], [5.0, np.nan]])
    features = Features(("a", "b", "c", "d"), ("purchases", "refund_share"), values, scaled, {})
    found = profile(features, np.array([True, True, False, False]))
    assert list(found) == ["purchases", "refund_share"]
    assert found["purchases"] == Contrast(mean=20, mean_others=5, effect=4)
    assert found["refund_share"].mean == 4
    assert np.isnan(found["refund_share"].mean_others)
    assert found["refund_share"].effect == 0


def test_names_say_the_two_strongest_features() -> None:
    """The strongest first; once and never are said as such; of event shares one, rather a high one."""
    some, less = Contrast(9, 2, 0.7), Contrast(9, 2, 0.1)
    profiles = (
        {"purchases": Contrast(9, 2, 2.0), "spend_per_purchase": Contrast(9, 2, 0.9), "frequency": less},
        {"purchases": Contrast(1.02, 5, -1.5), "refund_share": Contrast(0, 0.2, -0.8)},
        {
            SHARE_OF + "view": Contrast(0.9, 0, 1.9),
            SHARE_OF + "cart": Contrast(0, 0, -1.2),
            "recency_days": some,
        },
        {"refund_share": Contrast(0.01, 0.2, -1.2), "purchases": Contrast(3.7, 4.5, 0.2)},
    )
    assert name_segments(profiles, "en") == (
        "buys often, high spend per purchase",
        "bought once, no returns",
        "not seen for a while, high share of view",
        "no returns, bought a few times",
    )
    assert name_segments(profiles, "ja") == (
        "よく購入・購入単価が高い",
        "購入は一度・返品なし",
        "しばらく利用なし・「view」の割合が高い",
        "返品なし・購入は数回",
    )


def test_names_tell_segments_apart() -> None:
    """A third feature where two are the same; a number where all are; the strongest where none is notable."""
    same = {"purchases": Contrast(9, 2, 2.0), "frequency": Contrast(9, 2, 1.0)}
    profiles = (
        {**same, "recency_days": Contrast(9, 2, 0.6)},
        {**same, "recency_days": Contrast(1, 2, -0.6)},
        {"tenure_days": Contrast(9, 2, 0.1)},
        {"tenure_days": Contrast(9, 2, 0.2)},
    )
    assert name_segments(profiles, "en") == (
        "buys often, comes often, not seen for a while",
        "buys often, comes often, active lately",
        "customer for long (1)",
        "customer for long (2)",
    )


def test_a_kept_name_stays_and_others_differ_from_it() -> None:
    """A segment that means what it did is called so whatever tells it apart today; its like gets another name."""
    buyers = {"purchases": Contrast(9, 2, 2.0), "frequency": Contrast(9, 2, 1.0), "recency_days": Contrast(9, 2, 0.6)}
    plain = {"tenure_days": Contrast(9, 2, 0.1)}
    kept = {0: "buys often, comes often", 3: "customer for long"}
    assert name_segments((plain, buyers, plain, plain), "en", kept) == (
        "buys often, comes often",
        "buys often, comes often, not seen for a while",
        "customer for long (1)",
        "customer for long",
    )


def test_an_event_name_with_braces_is_only_a_name() -> None:
    """Event names come from customers' logs."""
    odd = SHARE_OF + "{0}{event}"
    assert name_segments(({odd: Contrast(1, 0, 2.0)},), "en") == ("high share of {0}{event}",)


@given(st.lists(st.lists(st.sampled_from([-2.0, -0.6, 0.0, 0.6, 2.0]), min_size=4, max_size=4), min_size=1, max_size=8))
def test_names_are_unique(effects: list[list[float]]) -> None:
    """No two segments of a run have the same name, in either language."""
    profiles = tuple({name: Contrast(5, 4, effect) for name, effect in zip(NAMES, one, strict=True)} for one in effects)
    for names in (name_segments(profiles, "ja"), name_segments(profiles, "en")):
        assert len(set(names)) == len(profiles)
        assert all(names)


def test_topic_lift_compares_with_all_other_customers() -> None:
    """Rates, their ratio, and the exact test, against those outside the segment, in no segment included."""
    found = topic_lift(np.array([[20, 5], [10, 0]]), np.array([100, 50]), np.array([45, 5]), 400)
    np.testing.assert_allclose(found.rate, [[0.2, 0.05], [0.2, 0]])
    np.testing.assert_allclose(found.lift, [[0.2 / (25 / 300), np.nan], [0.2 / 0.1, 0]])
    exact = binomtest(20, 45, 100 / 400, "greater").pvalue * 2
    assert found.p_value[0, 0] == pytest.approx(exact)
    assert found.ci_low[0, 0] > 1
    assert found.ci_low[0, 1] > 0
    assert np.isnan(found.ci_high[0, 1])
    assert (found.q_value >= found.p_value).all()
    assert found.q_value[0, 0] <= 4 * found.p_value[0, 0]


def test_topic_lift_needs_reviews_on_both_sides() -> None:
    """A segment that wrote nothing, or wrote everything, is compared with nobody."""
    silent = topic_lift(np.array([[0], [3]]), np.array([0, 10]), np.array([3]), 10)
    assert np.isnan(np.array([silent.rate, silent.lift, silent.ci_low, silent.p_value, silent.q_value])).all()
    assert topic_lift(
        np.empty((0, 2), dtype=np.int64), np.empty(0, dtype=np.int64), np.array([1, 2]), 9
    ).rate.shape == (0, 2)


@pytest.mark.parametrize(("with_topic", "reviews", "total"), [(5, 4, 9), (5, 6, 4), (2, 3, 10)])
def test_impossible_counts_are_refused(with_topic: int, reviews: int, total: int) -> None:
    """More reviews with the topic than reviews, or more in a segment than in all."""
    with pytest.raises(ValueError, match="more than"):
        topic_lift(np.array([[with_topic]]), np.array([reviews]), np.array([total]), 10)
