"""Topics: density finds groups, the rule places near texts and leaves far ones; tiny input is no fault."""

import numpy as np
import pytest

from analytics.arrays import Vectors
from analytics.cluster import NOISE
from analytics.topic import ONE_OFF, find_topics, place


def _bundles(count: int, size: int, spread: float) -> Vectors:
    """Return `count` bundles of `size` unit vectors in 16 dimensions."""
    random = np.random.default_rng(1)
    centres = np.repeat(np.eye(16)[:count], size, axis=0)
    rows = centres + spread * random.normal(size=centres.shape)
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.mark.parametrize("n", [0, 1, 2, 3, 6, 19])
def test_fault_83_too_few_texts_give_no_topic(n: int) -> None:
    """A handful of texts is a documented result, not an error."""
    fit = find_topics(_bundles(1, n, 0.1), detail="normal", seed=0)
    assert fit.count == 0
    assert fit.placement == (ONE_OFF,) * n
    assert fit.plane.shape == (n, 2)


def test_bundles_are_found_and_strays_left() -> None:
    """Four planted groups come back as four topics; a vector unlike all is a one-off or placed weakly."""
    vectors = _bundles(4, 40, 0.05)
    fit = find_topics(vectors, detail="normal", seed=0)
    truth = np.repeat(np.arange(4), 40)
    assert fit.count == 4
    for topic in range(4):
        assert len(set(truth[fit.labels == topic])) == 1


def test_placing_depends_on_the_topic_alone() -> None:
    """A text within reach of a centre is placed there, one out of reach of all is not; strength says how near."""
    centroids = np.eye(2, dtype=np.float32)
    vectors = np.array([[1, 0], [0.8, 0.6], [-1, 0]], dtype=np.float32)
    labels, strength = place(vectors, centroids, np.array([0.7, 0.7]))
    assert labels.tolist() == [0, 0, NOISE]
    assert strength[0] == pytest.approx(1)
    assert 0 < strength[1] < 1
    assert strength[2] == 0
