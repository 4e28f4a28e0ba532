"""Vectors to few dimensions by UMAP (McInnes, Healy & Melville 2018): for clustering, and for the map."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Vectors

#: UMAP's usual neighbourhood; fewer points than that are neighbours of all others.
NEIGHBOURS = 15

#: UMAP's spectral start needs more points than dimensions; below this nothing can be reduced.
FEWEST_POINTS = 20


@dataclass(frozen=True)
class Reduction:
    """Two views of the same n vectors: `space` (n, components) to cluster in, `plane` (n, 2) to look at."""

    space: Vectors
    plane: Vectors


def reduce(vectors: Vectors, *, components: int, metric: str, seed: int) -> Reduction:
    """Reduce `vectors` (n, d), n >= FEWEST_POINTS, to `components` dimensions and to a plane.

    Both come from one graph of nearest neighbours, which is the costly part. The same rows in the same order
    with the same seed give the same result on one machine; another order does not, so sort by a stable key.
    """
    # Imported here because its compiler takes ten seconds, and only the process that reduces needs it.
    import umap
    from umap.umap_ import nearest_neighbors

    if len(vectors) < FEWEST_POINTS:
        raise ValueError(f"{len(vectors)} vectors cannot be reduced; at least {FEWEST_POINTS} are needed")
    neighbours = min(NEIGHBOURS, len(vectors) - 1)
    graph = nearest_neighbors(
        vectors,
        n_neighbors=neighbours,
        metric=metric,
        metric_kwds={},
        angular=False,
        random_state=np.random.RandomState(seed),
    )

    def embed(dimensions: int, min_dist: float) -> Vectors:
        fitted = umap.UMAP(
            n_components=dimensions,
            n_neighbors=neighbours,
            min_dist=min_dist,
            metric=metric,
            random_state=seed,
            n_jobs=1,
            precomputed_knn=graph,
        )
        return np.asarray(fitted.fit_transform(vectors), dtype=np.float32)

    # Clusters want points packed (0.0), eyes want them apart (0.1, UMAP's default).
    return Reduction(space=embed(components, 0.0), plane=embed(2, 0.1))
