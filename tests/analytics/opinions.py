"""Texts with vectors, phrases and ratings that are easy to tell apart, for the tests of sentiment."""

import numpy as np

from analytics.arrays import Floats, Vectors
from analytics.sentiment import Anchors, Encoded


def unit(rows: Floats) -> Vectors:
    """Return rows of length 1."""
    scaled: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def plain_mentions(count: int, seed: int = 0) -> tuple[Encoded, Floats]:
    """Return texts without words of polarity, their vectors, and ratings that the first coordinate carries."""
    vectors = unit(np.random.default_rng(seed).normal(size=(count, 8)))
    return Encoded(["x"] * count, vectors), (vectors[:, 0].astype(np.float64) + 1) / 2


def pairs() -> tuple[Anchors, Vectors]:
    """Return twenty pairs of phrases that differ in the first coordinate only."""
    subjects = np.random.default_rng(1).normal(size=(20, 8))
    good, bad = subjects.copy(), subjects.copy()
    good[:, 0], bad[:, 0] = 3, -3
    polarity = np.repeat([1.0, -1.0], 20)
    return Anchors(("x",) * 40, polarity, np.tile(np.arange(20), 2)), unit(np.vstack([good, bad]))
