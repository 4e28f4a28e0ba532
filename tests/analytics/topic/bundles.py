"""Planted groups of unit vectors that several tests look for."""

import numpy as np

from analytics.arrays import Integers, Vectors
from analytics.topic import Opinions

#: Dimensions of the vectors.
DIMENSION = 32


def bundles(count: int, size: int, spread: float, seed: int = 1) -> tuple[Vectors, Integers]:
    """Return `count` bundles of `size` unit vectors round axes of their own, and the bundle of each."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(count), size)
    rows = np.eye(DIMENSION)[truth % DIMENSION] + spread * random.normal(size=(count * size, DIMENSION))
    return scaled(rows), truth


def noise(n: int, seed: int = 2) -> Vectors:
    """Return n unit vectors without any structure."""
    return scaled(np.random.default_rng(seed).normal(size=(n, DIMENSION)))


def scaled(rows: np.ndarray) -> Vectors:
    """Return rows at unit length."""
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def plain(vectors: Vectors) -> Opinions:
    """Return opinions in one language without any feeling."""
    return Opinions(vectors, ["en"] * len(vectors), np.zeros(len(vectors)))
