"""A refit keeps what the fit before found, and the map in its place, unless the data now clearly say otherwise."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from analytics.arrays import Flags, Integers, Vectors
from analytics.cluster import NOISE
from analytics.reduce import registered
from analytics.topic import Before, TopicFit, TopicOptions, find_topics
from tests.analytics.topic.bundles import DIMENSION, bundles, plain, scaled

#: How many dimensions the halves of a subject take up, from the last one down; bundles lie on the first ones.
HALVES = (DIMENSION - 1, DIMENSION - 2)


def _remembered(fit: TopicFit, known: Flags) -> Before:
    """Return a fit of the `known` of n opinions as the memory of a fit of all n."""
    labels = np.full(len(known), NOISE, dtype=np.int64)
    plane = np.full((len(known), 2), np.nan, dtype=np.float32)
    labels[known], plane[known] = fit.labels, fit.plane
    return Before(labels, known, plane, fit.scale.resolution)


def _leaving_out(part: float, n: int, seed: int = 4) -> Flags:
    """Return which of n are known: all but a part, drawn by chance."""
    known: Flags = np.random.default_rng(seed).random(n) >= part
    return known


def _halves(size: int, apart: float, seed: int = 7) -> Vectors:
    """Return two groups of `size` round an axis that no bundle of ten or fewer has, `apart` from their middle."""
    random = np.random.default_rng(seed)
    rows = 0.06 * random.normal(size=(2 * size, DIMENSION))
    rows[:, HALVES[0]] += 1
    rows[:, HALVES[1]] += np.repeat([apart, -apart], size)
    return scaled(rows)


def _topics_of(fit: TopicFit, rows: Integers) -> set[int]:
    """Return the topics that at least a tenth of some opinions are in."""
    labels = fit.labels[rows]
    return {int(topic) for topic in np.unique(labels[labels != NOISE]) if (labels == topic).mean() >= 0.1}


def test_a_refit_with_a_fifth_more_agrees_with_the_fit_before() -> None:
    """Eight clear bundles stay what they were."""
    vectors, truth = bundles(8, 50, 0.1)
    known = _leaving_out(0.2, len(vectors))
    before = find_topics(plain(vectors[known]), TopicOptions())
    after = find_topics(plain(vectors), TopicOptions(), _remembered(before, known))
    both = (before.labels != NOISE) & (after.labels[known] != NOISE)
    assert both.mean() > 0.9
    assert adjusted_rand_score(before.labels[both], after.labels[known][both]) >= 0.98
    assert after.count == before.count == len(np.unique(truth))


def test_what_was_in_a_topic_is_not_left_out_by_a_hair() -> None:
    """Of blurred bundles that nothing was added to, a refit by another seed leaves out the same ones but for few."""
    vectors, _ = bundles(6, 60, 0.16)
    known = np.ones(len(vectors), dtype=np.bool_)
    before = find_topics(plain(vectors), TopicOptions())
    after = find_topics(plain(vectors), TopicOptions(seed=1), _remembered(before, known))
    assert (before.labels == NOISE).sum() > 0
    changed = (before.labels == NOISE) != (after.labels == NOISE)
    assert changed.mean() <= 0.01


def test_one_topic_that_falls_in_two_is_two() -> None:
    """A subject with a few odd ones becomes two when there are as many of those, and each half is one topic."""
    standing, _ = bundles(6, 50, 0.08)
    vectors = np.concatenate([standing, _halves(50, 0.6)])
    known = np.arange(len(vectors)) < 354
    before = find_topics(plain(vectors[known]), TopicOptions(left_out=0))
    assert len(set(before.labels[300:354].tolist())) == 1
    after = find_topics(plain(vectors), TopicOptions(), _remembered(before, known))
    one, other = np.arange(300, 350), np.arange(350, 400)
    assert len(_topics_of(after, one)) == len(_topics_of(after, other)) == 1
    assert _topics_of(after, one) != _topics_of(after, other)


def test_halves_that_only_history_holds_together_are_two() -> None:
    """Even what an earlier fit put together as a whole, mention by mention, is two if it clearly lies apart."""
    standing, truth = bundles(6, 50, 0.08)
    vectors = np.concatenate([standing, _halves(50, 0.6)])
    everything = np.ones(len(vectors), dtype=np.bool_)
    fresh = find_topics(plain(vectors), TopicOptions())
    said = np.concatenate([truth, np.full(100, 6)])
    before = Before(said, everything, fresh.plane, fresh.scale.resolution)
    after = find_topics(plain(vectors), TopicOptions(), before)
    one, other = np.arange(300, 350), np.arange(350, 400)
    assert _topics_of(after, one) != _topics_of(after, other)
    assert len(_topics_of(after, one)) == len(_topics_of(after, other)) == 1


def test_two_topics_that_are_one_blob_now_are_one() -> None:
    """Halves that an earlier fit told apart are one topic where nothing lies between them any more."""
    standing, truth = bundles(6, 50, 0.08)
    vectors = np.concatenate([standing, _halves(50, 0.0)])
    everything = np.ones(len(vectors), dtype=np.bool_)
    fresh = find_topics(plain(vectors), TopicOptions())
    said = np.concatenate([truth, np.repeat([6, 7], 50)])
    before = Before(said, everything, fresh.plane, fresh.scale.resolution)
    after = find_topics(plain(vectors), TopicOptions(), before)
    assert len(_topics_of(after, np.arange(300, 400))) == 1
    assert after.count == 7


def test_the_map_stays_in_place() -> None:
    """What was on the map is where it was, beside the map's width, and what is new lies in its own topic's midst."""
    vectors, truth = bundles(8, 50, 0.1)
    known = _leaving_out(0.2, len(vectors))
    before = find_topics(plain(vectors[known]), TopicOptions())
    after = find_topics(plain(vectors), TopicOptions(), _remembered(before, known))
    width = float(np.ptp(before.plane, axis=0).max())
    moved = np.linalg.norm(after.plane[known] - before.plane, axis=1)
    # Clear bundles have no links that would hold them to one another: the map of a fresh fit is off by half its width.
    assert np.median(moved) < width / 8
    assert np.quantile(moved, 0.95) < width / 3
    middles = np.array([after.plane[known & (truth == topic)].mean(axis=0) for topic in range(8)])
    far = np.linalg.norm(after.plane[~known][:, None] - middles[None], axis=2)
    assert (far.argmin(axis=1) == truth[~known]).mean() > 0.95


def test_a_map_is_turned_mirrored_scaled_and_moved_onto_the_one_before() -> None:
    """Whatever was done to a map as a whole is undone, for the points that the map before does not know too."""
    places = np.random.default_rng(3).normal(size=(50, 2)).astype(np.float32)
    turned = places @ np.array([[0.0, 3.0], [3.0, 0.0]], dtype=np.float32) + 7
    known = np.arange(50) < 20
    before = np.where(known[:, None], places, np.nan)
    assert registered(turned, before, known) == pytest.approx(places, abs=1e-4)
