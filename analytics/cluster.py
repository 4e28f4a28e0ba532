"""Dense groups of points by HDBSCAN (Campello, Moulavi & Sander 2013; McInnes, Healy & Astels 2017)."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Integers, Vectors

#: The label of points that belong to no group.
NOISE = -1


@dataclass(frozen=True)
class Clusters:
    """A label (n,) from 0, or NOISE, for each point, and how firmly it belongs (n,), 0 to 1."""

    labels: Integers
    strength: Floats

    @property
    def count(self) -> int:
        """How many groups there are."""
        return int(self.labels.max()) + 1 if len(self.labels) else 0


def cluster(points: Vectors, *, min_cluster_size: int, min_samples: int) -> Clusters:
    """Group `points` (n, d), n > 1; labels are numbered by size, the largest 0, ties by the first member."""
    # Imported here because it takes seconds, and only the process that groups needs it.
    import hdbscan

    fitted = hdbscan.HDBSCAN(
        min_cluster_size=min_cluster_size,
        min_samples=min_samples,
        core_dist_n_jobs=1,
    ).fit(np.asarray(points, dtype=np.float64))
    return Clusters(_by_size(fitted.labels_.astype(np.int64)), fitted.probabilities_.astype(np.float64))


def _by_size(labels: Integers) -> Integers:
    """Renumber groups from the largest to the smallest, so that numbers do not hang on the tree's order."""
    found, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    kept = found != NOISE
    order = np.lexsort((first[kept], -sizes[kept]))
    number = {int(old): new for new, old in enumerate(found[kept][order])}
    return np.array([number.get(int(label), NOISE) for label in labels], dtype=np.int64)
