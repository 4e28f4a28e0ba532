"""Sentiment: learned from ratings where there are enough, else compared with anchors; always -1 to 1."""

import numpy as np
import pytest

from analytics.arrays import Floats, Vectors
from analytics.sentiment import LEAST_RATED, sentiments_by_anchors, sentiments_by_ratings


def _unit(rows: Floats) -> Vectors:
    """Return rows of length 1."""
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_ratings_teach_direction_and_are_held_out_for_the_figure() -> None:
    """A direction of the space that carries the rating is found again on texts it never saw."""
    random = np.random.default_rng(0)
    vectors = _unit(random.normal(size=(600, 8)))
    ratings = (vectors[:, 0] > 0).astype(np.float64)
    found = sentiments_by_ratings(vectors, vectors[:400], ratings[:400])
    assert found.method == "ratings"
    assert found.held_out_spearman is not None
    assert found.held_out_spearman > 0.6
    assert found.values.min() >= -1
    assert found.values.max() <= 1
    rest = found.values[400:]
    assert rest[ratings[400:] == 1].mean() > 0.5 > -0.5 > rest[ratings[400:] == 0].mean()


def test_too_few_ratings_are_refused() -> None:
    """Fewer than LEAST_RATED teach nothing reliable."""
    few = np.ones((LEAST_RATED - 1, 4), dtype=np.float32)
    with pytest.raises(ValueError, match="needed"):
        sentiments_by_ratings(few, few, np.ones(len(few)))


def test_anchors_tell_sides_apart() -> None:
    """What lies near the positive anchors is positive, in the middle is near 0."""
    positive, negative = _unit(np.array([[1.0, 0.1]] * 6)), _unit(np.array([[-1.0, 0.1]] * 6))
    found = sentiments_by_anchors(_unit(np.array([[1, 0.0], [-1, 0.0], [0, 1.0]])), positive, negative)
    assert found.values[0] > 0.9
    assert found.values[1] < -0.9
    assert abs(found.values[2]) < 0.1
