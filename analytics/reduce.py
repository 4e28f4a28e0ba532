"""Vectors to few dimensions by UMAP (McInnes, Healy & Melville 2018): for clustering, and for the map."""

from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from analytics.arrays import Floats, Integers, Vectors

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


#: Rounds in which UMAP moves the points of a map; its own default for more than 10,000.
_EPOCHS = 200

#: How wide UMAP starts a map.
_WIDTH = 10.0


def neighbour_graph(rows: Integers, cosines: Floats) -> csr_array:
    """Return UMAP's fuzzy graph (n, n), symmetric, from the k nearest others of n points (n, k), nearest first.

    Nothing in it is random: the same neighbours give the same graph.
    """
    from umap.umap_ import fuzzy_simplicial_set

    n = len(rows)
    # UMAP counts a point as its own first neighbour.
    own = np.arange(n)[:, None]
    graph, _, _ = fuzzy_simplicial_set(
        np.empty((n, 1), dtype=np.float32),
        rows.shape[1] + 1,
        np.random.RandomState(0),
        "cosine",
        knn_indices=np.concatenate([own, rows], axis=1).astype(np.int32),
        knn_dists=np.concatenate([np.zeros((n, 1)), np.maximum(1 - cosines, 0)], axis=1).astype(np.float32),
    )
    symmetric = csr_array(graph)
    symmetric.sort_indices()
    return symmetric


def lay_out(graph: csr_array, points: Vectors, *, seed: int) -> Vectors:
    """Return a map (n, 2) of UMAP's `graph`, started from the first two directions of `points` (n, p).

    Started there, and not from the graph's spectrum, two maps of nearly the same data look alike.
    """
    from scipy.sparse import csr_matrix
    from umap.umap_ import find_ab_params, simplicial_set_embedding

    spread, min_dist = 1.0, _APART
    a, b = find_ab_params(spread, min_dist)
    start = points[:, :2] if points.shape[1] > 1 else np.repeat(points, 2, axis=1)
    start = _WIDTH * start / max(float(np.abs(start).max()), float(np.finfo(np.float32).tiny))
    plane, _ = simplicial_set_embedding(
        points, csr_matrix(graph), 2, 1.0, a, b, 1.0, 5, _EPOCHS, start.astype(np.float32),
        np.random.RandomState(seed), "cosine", {}, False, {}, False,
    )  # fmt: skip
    return np.asarray(plane, dtype=np.float32)
