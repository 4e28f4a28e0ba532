"""Splitting a topic finds planted groups, and parts stay apart when a fit sees one topic again."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from analytics.arrays import Integers, Vectors
from analytics.topic.place import VOTERS
from analytics.topic.split import keep_apart, split_topic


def planted(sizes: tuple[int, ...], seed: int = 3, width: float = 0.1) -> tuple[Vectors, Integers]:
    """Return unit vectors of groups around directions that share most of their length, as within one topic."""
    random = np.random.default_rng(seed)
    shared = random.standard_normal(32) * 2
    middles = shared + random.standard_normal((len(sizes), 32))
    labels = np.repeat(np.arange(len(sizes)), sizes)
    order = random.permutation(len(labels))
    points = middles[labels] + width * np.linalg.norm(shared) * random.standard_normal((len(labels), 32))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    return points[order].astype(np.float32), labels[order]


@pytest.mark.parametrize("parts", [None, 2])
def test_two_planted_groups_are_found(parts: int | None) -> None:
    """Whether or not the number is asked for; the largest part is number 0."""
    points, truth = planted((60, 40))
    found = split_topic(points, parts, seed=0)
    assert adjusted_rand_score(truth, found) > 0.95
    assert np.bincount(found).tolist() == sorted(np.bincount(found).tolist(), reverse=True)


@pytest.mark.parametrize("parts", [2, 3, 4, 5])
def test_as_many_parts_as_asked_for(parts: int) -> None:
    """Four groups: the two that are most alike are joined for three, and one is cut for five."""
    points, truth = planted((40, 40, 40, 40))
    found = split_topic(points, parts, seed=0)
    assert len(np.unique(found)) == parts
    assert adjusted_rand_score(truth, found) > (0.95 if parts == 4 else 0.3)


def test_the_same_seed_gives_the_same_parts() -> None:
    """A run that was killed and starts again splits alike."""
    points, _ = planted((30, 30), width=0.3)
    assert (split_topic(points, None, seed=5) == split_topic(points, None, seed=5)).all()


@pytest.mark.parametrize("n", [0, 1, 3])
def test_too_few_stay_together(n: int) -> None:
    """There is nothing to divide."""
    assert split_topic(planted((3,))[0][:n], 2, seed=0).tolist() == [0] * n


def test_parts_that_a_fit_joined_are_divided_again() -> None:
    """Former members go back, new ones go where their nearest are; the other topic stays as it was."""
    points, truth = planted((40, 30, 30))
    labels = np.where(truth == 2, 1, 0)
    parts = np.where(truth == 2, -1, truth)
    new = np.flatnonzero(truth < 2)[::4]
    parts[new] = -1
    kept = keep_apart(labels, [parts], points)
    assert adjusted_rand_score(truth, kept) == 1.0
    assert (kept[truth == 2] == 1).all()
    assert (kept[truth == 0] == 0).all()


def test_nothing_is_divided_where_parts_are_apart_or_dissolved() -> None:
    """A part that went to another topic, or to several with most to none, is not called back."""
    points, truth = planted((40, 40))
    assert (keep_apart(truth, [truth], points) == truth).all()
    scattered = np.arange(80) % 4
    assert (keep_apart(scattered, [truth], points) == scattered).all()


def test_a_mention_without_near_members_goes_with_the_nearest() -> None:
    """One that points the other way has no vote to follow."""
    points = np.array([[1, 0]] * VOTERS + [[0, 1]] * VOTERS + [[-1, -0.9]], dtype=np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    parts = np.array([0] * VOTERS + [1] * VOTERS + [-1])
    kept = keep_apart(np.zeros(len(points), dtype=np.int64), [parts], points)
    assert kept[-1] == kept[VOTERS]
