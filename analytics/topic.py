"""Topics from mention vectors: density finds them, a calibrated rule places the rest, what fits nowhere is left."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.arrays import Floats, Integers, Vectors
from analytics.cluster import NOISE, cluster
from analytics.reduce import FEWEST_POINTS, Reduction

CORE, ASSIGNED, ONE_OFF = "core", "assigned", "one_off"

#: Dimensions that UMAP keeps for clustering, as in most uses of UMAP with HDBSCAN.
COMPONENTS = 5

#: A topic holds at least this part of the distinct mentions, so that their number does not grow with the data:
#: at 1/200, 77 intents of 13,083 bank questions come out as about 70 topics (one fixed size of 10 makes 360).
LEAST_SHARE = {"coarser": 1 / 80, "normal": 1 / 200, "finer": 1 / 400}

#: And at least this many, below which a group is an accident.
LEAST_MENTIONS = 8

#: Neighbours that make a point dense; few, because the reduced space is already smoothed.
MIN_SAMPLES = 5

#: A mention is placed in the nearest topic if it lies no further from its centre than this part of the topic's
#: own core: so the rule is as strict for narrow topics as it is lenient for broad ones.
CORE_QUANTILE = 0.02


@dataclass(frozen=True)
class TopicFit:
    """For n distinct mentions: a topic number or NOISE (n,), its placement, how firmly (n,), and the map (n, 2)."""

    labels: Integers
    placement: tuple[str, ...]
    strength: Floats
    plane: Vectors
    centroids: Vectors

    @property
    def count(self) -> int:
        """How many topics there are."""
        return len(self.centroids)


def find_topics(vectors: Vectors, *, detail: Literal["coarser", "normal", "finer"], seed: int) -> TopicFit:
    """Find topics among `vectors` (n, d), unit length, distinct, in a stable order; too few give none."""
    n = len(vectors)
    if n < FEWEST_POINTS:
        return _no_topics(n, vectors.shape[1] if vectors.ndim == 2 else 0)
    reduction = Reduction(vectors, components=COMPONENTS, metric="cosine", seed=seed)
    size = max(LEAST_MENTIONS, round(n * LEAST_SHARE[detail]))
    clusters = cluster(reduction.space, min_cluster_size=size, min_samples=MIN_SAMPLES)
    if clusters.count == 0:
        return TopicFit(np.full(n, NOISE, dtype=np.int64), (ONE_OFF,) * n, np.zeros(n), reduction.plane, vectors[:0])
    centroids = _centroids(vectors, clusters.labels, clusters.count)
    labels, strength = place(vectors, centroids, _reach(vectors, clusters.labels, centroids))
    core = clusters.labels != NOISE
    labels = np.where(core, clusters.labels, labels)
    placement = np.where(core, CORE, np.where(labels != NOISE, ASSIGNED, ONE_OFF))
    strength = np.where(core, np.maximum(clusters.strength, strength), strength)
    return TopicFit(labels, tuple(placement.tolist()), strength, reduction.plane, centroids)


def place(vectors: Vectors, centroids: Vectors, reach: Floats) -> tuple[Integers, Floats]:
    """Return the nearest topic of each vector (n,), NOISE where it is out of reach, and how firmly it fits (n,).

    Strength is the cosine to the topic's centre on a scale where its reach is 0 and the centre itself is 1.
    """
    cosines = vectors @ centroids.T
    nearest = cosines.argmax(axis=1)
    best = cosines[np.arange(len(vectors)), nearest].astype(np.float64)
    strength = np.clip((best - reach[nearest]) / (1 - reach[nearest]), 0, 1)
    within = best >= reach[nearest]
    return np.where(within, nearest, NOISE), np.where(within, strength, 0.0)


def _centroids(vectors: Vectors, labels: Integers, count: int) -> Vectors:
    """Return the unit-length mean of each group (count, d)."""
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, labels[labels != NOISE], vectors[labels != NOISE])
    unit: Vectors = (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _reach(vectors: Vectors, labels: Integers, centroids: Vectors) -> Floats:
    """Return for each topic the cosine that CORE_QUANTILE of its core does not reach (count,)."""
    return np.array(
        [np.quantile(vectors[labels == topic] @ centroid, CORE_QUANTILE) for topic, centroid in enumerate(centroids)],
        dtype=np.float64,
    )


def _no_topics(n: int, dimension: int) -> TopicFit:
    """Return the fit of too few mentions: all one-offs, on a line so that the map can show them."""
    plane = np.zeros((n, 2), dtype=np.float32)
    plane[:, 0] = np.arange(n)
    return TopicFit(
        np.full(n, NOISE, dtype=np.int64),
        (ONE_OFF,) * n,
        np.zeros(n),
        plane,
        np.zeros((0, dimension), dtype=np.float32),
    )
