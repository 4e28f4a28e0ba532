"""Segments by density: UMAP and HDBSCAN on a sample, checked against chance; all customers are placed by it."""

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import silhouette_score

from analytics.arrays import Floats, Integers
from analytics.cluster import NOISE, Clusters, cluster
from analytics.reduce import packed
from analytics.segment.place import place

#: Fewer customers than this are read one by one; each half of them must also suffice for UMAP.
FEWEST_CUSTOMERS = 50

#: Segments are sought among at most so many customers, drawn at random, and the rest is placed: the smallest
#: segment still has 125 of them, and the whole search takes less than a minute however many customers there are.
SAMPLE = 2_500

#: A segment is at least a twentieth of the customers: a smaller one is hardly worth a campaign, and finer
#: cuts of smooth behaviour (when people came last, say) are arbitrary. So there are 20 segments at most,
#: mostly 3 to 8.
SMALLEST_SHARE = 0.05

#: But never fewer than this, which is twice the group size that pages may show.
SMALLEST_SEGMENT = 10

#: UMAP's dimensions for clustering; no more than there are features to fill them.
COMPONENTS = 5

#: Clouds without groups that the sample is compared with; their separation varies by about 0.05 (0.27 to 0.40
#: for 500 to 2,500 points), so the best of three and as much again is out of reach of chance.
CLOUDS = 3
MARGIN = 0.1


@dataclass(frozen=True)
class Segments:
    """A label (n,) from 0, largest first, or -1 for each customer; and for each of the k segments how stable it is.

    `rows` (m,) are the customers in whose sample the segments were found, `row_labels` (m,) their segments: they place
    all others, and each other. `stability` (k,) is 0 to 1; `separation` and `separation_by_chance` (the best cloud
    without groups) are NaN where there was too little to look at. k = 0 says that there are no reliable segments.
    """

    labels: Integers
    rows: Integers
    row_labels: Integers
    stability: Floats
    separation: float
    separation_by_chance: float

    @property
    def count(self) -> int:
        """How many segments there are."""
        return len(self.stability)


def is_enough(points: Floats) -> bool:
    """Say whether there are customers and features enough among `points` (n, f) to look for segments."""
    return len(points) >= FEWEST_CUSTOMERS and points.shape[1] >= 2


def find_segments(points: Floats, seed: int) -> Segments:
    """Group customers, scaled features (n, f), who behave alike; none where chance would separate them as well.

    The test asks whether there are groups, not how many (SigClust: Liu, Hayes, Nobel & Marron 2008): the
    silhouette of the sample's clusters in UMAP's space must exceed that of normal clouds with the same
    covariance, treated alike.
    """
    if not is_enough(points):
        return _none(len(points), np.nan, np.nan)
    rng = np.random.default_rng(seed)
    drawn = np.sort(rng.choice(len(points), size=min(SAMPLE, len(points)), replace=False))
    sample = points[drawn]
    found, separation = _clusters(sample, seed)
    by_chance = max(_clusters(_cloud(sample, rng), seed)[1] for _ in range(CLOUDS))
    if found.count < 2 or separation < by_chance + MARGIN:
        return _none(len(points), separation, by_chance)
    inside = found.labels != NOISE
    number, order = _by_size(place(sample[inside], found.labels[inside], points), found.count)
    rows, row_labels = drawn[inside], number[found.labels[inside]]
    return Segments(
        labels=place(points[rows], row_labels, points),
        rows=rows,
        row_labels=row_labels,
        stability=_stability(sample, found, rng, seed)[order],
        separation=separation,
        separation_by_chance=by_chance,
    )


def _none(n: int, separation: float, by_chance: float) -> Segments:
    """Return no segments for n customers."""
    nobody = np.empty(0, dtype=np.int64)
    return Segments(np.full(n, NOISE, dtype=np.int64), nobody, nobody, np.empty(0), separation, by_chance)


def _clusters(points: Floats, seed: int) -> tuple[Clusters, float]:
    """Cluster `points` and say how well the clusters are separated: their silhouette, -1 to 1.

    It is taken over all points, those in no cluster counting 0: else a few tight knots in a cloud would look
    well.
    """
    smallest = max(SMALLEST_SEGMENT, int(SMALLEST_SHARE * len(points)))
    space = packed(points, components=min(COMPONENTS, points.shape[1]), seed=seed)
    found = cluster(space, min_cluster_size=smallest, min_samples=smallest // 2)
    inside = found.labels != NOISE
    if found.count < 2:
        return found, 0.0
    return found, float(silhouette_score(space[inside], found.labels[inside]) * inside.mean())


def _cloud(points: Floats, rng: np.random.Generator) -> Floats:
    """Draw as many points from one normal distribution of the same covariance: the same spectrum, no groups.

    Shuffling the columns would keep what a single feature shows (bought or not, came once or again), and so
    deny segments that anyone can see.
    """
    covariance = np.cov(points, rowvar=False)
    return rng.multivariate_normal(points.mean(axis=0), covariance, size=len(points))


def _by_size(labels: Integers, count: int) -> tuple[Integers, Integers]:
    """Return the new number of each segment, the largest 0, and the old number of each new one."""
    order = np.argsort(-np.bincount(labels[labels != NOISE], minlength=count), kind="stable").astype(np.int64)
    return np.argsort(order, kind="stable").astype(np.int64), order


def _stability(sample: Floats, found: Clusters, rng: np.random.Generator, seed: int) -> Floats:
    """How well each segment is found again in halves, (k,): mean Jaccard similarity (Hennig 2007), 0 to 1.

    Each half is reduced and clustered anew, so UMAP's own unsteadiness counts. A half's members of a segment
    are compared with the new cluster they share most with; half the size makes this a strict test.
    """
    halves = [np.sort(half) for half in np.array_split(rng.permutation(len(sample)), 2)]
    agreements = np.array(
        [_found_again(found.labels[half], found.count, _clusters(sample[half], seed)[0]) for half in halves]
    )
    return np.asarray(agreements.mean(axis=0), dtype=np.float64)


def _found_again(before: Integers, count: int, again: Clusters) -> Floats:
    """Best Jaccard similarity of each of `count` former segments with a new one, 0 where there is none."""
    former = before[:, np.newaxis] == np.arange(count)
    anew = again.labels[:, np.newaxis] == np.arange(max(again.count, 1))
    shared = former.astype(np.float64).T @ anew.astype(np.float64)
    union = former.sum(axis=0)[:, np.newaxis] + anew.sum(axis=0) - shared
    return np.asarray((shared / np.maximum(union, 1)).max(axis=1), dtype=np.float64)
