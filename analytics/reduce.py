"""Vectors to few dimensions by UMAP (McInnes, Healy & Melville 2018): for clustering, and for the map."""

from functools import cached_property
from typing import Any

import numpy as np

from analytics.arrays import Vectors

#: UMAP's usual neighbourhood; fewer points than that are neighbours of all others.
NEIGHBOURS = 15

#: UMAP's spectral start needs more points than dimensions; below this nothing can be reduced.
FEWEST_POINTS = 20

#: Clusters want points packed, eyes want them apart (UMAP's default).
_PACKED, _APART = 0.0, 0.1


class Reduction:
    """Views of the same n vectors, from one graph of nearest neighbours, which is the costly part of each."""

    def __init__(self, vectors: Vectors, *, components: int, metric: str, seed: int) -> None:
        """Find the neighbours of `vectors` (n, d), n >= FEWEST_POINTS.

        The same rows in the same order with the same seed give the same views on one machine; another order does
        not, so sort by a stable key.
        """
        # Imported here because its compiler takes ten seconds, and only the process that reduces needs it.
        from umap.umap_ import nearest_neighbors

        if len(vectors) < FEWEST_POINTS:
            raise ValueError(f"{len(vectors)} vectors cannot be reduced; at least {FEWEST_POINTS} are needed")
        self._vectors, self._components, self._metric, self._seed = vectors, components, metric, seed
        self._neighbours = min(NEIGHBOURS, len(vectors) - 1)
        self._graph: tuple[Any, ...] = nearest_neighbors(
            vectors,
            n_neighbors=self._neighbours,
            metric=metric,
            metric_kwds={},
            angular=False,
            random_state=np.random.RandomState(seed),
        )

    @cached_property
    def space(self) -> Vectors:
        """The vectors in few dimensions (n, components), to cluster in."""
        return self._embed(self._components, _PACKED)

    @cached_property
    def plane(self) -> Vectors:
        """The vectors in a plane (n, 2), to look at."""
        return self._embed(2, _APART)

    def _embed(self, dimensions: int, min_dist: float) -> Vectors:
        """Lay the graph out in so many dimensions."""
        import umap

        fitted = umap.UMAP(
            n_components=dimensions,
            n_neighbors=self._neighbours,
            min_dist=min_dist,
            metric=self._metric,
            random_state=self._seed,
            n_jobs=1,
            precomputed_knn=self._graph,
        )
        return np.asarray(fitted.fit_transform(self._vectors), dtype=np.float32)
