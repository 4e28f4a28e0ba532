"""Vectors to few dimensions by UMAP (McInnes, Healy & Melville 2018): for clustering, and for the map."""

import numpy as np
from scipy.sparse import csr_array
from sklearn.neighbors import NearestNeighbors

from analytics.arrays import Flags, Floats, Integers, Vectors

#: UMAP's usual neighbourhood; fewer points than that are neighbours of all others.
NEIGHBOURS = 15

#: UMAP's spectral start needs more points than dimensions; below this nothing can be reduced.
FEWEST_POINTS = 20

#: Clusters want points packed, eyes want them apart (UMAP's default).
_PACKED, _APART = 0.0, 0.1


#: Rounds in which UMAP moves points; its own default for more than 10,000.
_EPOCHS = 200

#: How wide UMAP starts a map.
_WIDTH = 10.0

#: Points that two maps must share for one to be laid onto the other.
_REGISTERED = 3


def packed(points: Floats, *, components: int, seed: int) -> Vectors:
    """Return `points` (n, d), n >= FEWEST_POINTS, in few dimensions (n, components), near ones packed, to cluster in.

    The same rows in the same order with the same seed give the same on one machine; another order does not, so sort by
    a stable key. Neighbours are exact: of some thousand points they take a fraction of a second, where compiling
    UMAP's own search takes forty.
    """
    from scipy.sparse import csr_matrix
    from umap.umap_ import find_ab_params, simplicial_set_embedding

    if len(points) < FEWEST_POINTS:
        raise ValueError(f"{len(points)} points cannot be reduced; at least {FEWEST_POINTS} are needed")
    index = NearestNeighbors(n_neighbors=min(NEIGHBOURS, len(points) - 1) - 1).fit(points)
    distances, rows = index.kneighbors()
    a, b = find_ab_params(1.0, _PACKED)
    space, _ = simplicial_set_embedding(
        points.astype(np.float32), csr_matrix(_fuzzy_graph(rows, distances)), components, 1.0, a, b, 1.0, 5, _EPOCHS,
        "spectral", np.random.RandomState(seed), "euclidean", {}, False, {}, False,
    )  # fmt: skip
    return np.asarray(space, dtype=np.float32)


def neighbour_graph(rows: Integers, cosines: Floats) -> csr_array:
    """Return UMAP's fuzzy graph (n, n), symmetric, from the k nearest others of n points (n, k), nearest first.

    Nothing in it is random: the same neighbours give the same graph.
    """
    return _fuzzy_graph(rows, np.maximum(1 - cosines, 0))


def _fuzzy_graph(rows: Integers, distances: Floats) -> csr_array:
    """Return the graph of the k nearest others of n points and their distances (n, k)."""
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
        knn_dists=np.concatenate([np.zeros((n, 1)), distances], axis=1).astype(np.float32),
    )
    symmetric = csr_array(graph)
    symmetric.sort_indices()
    return symmetric


def lay_out(graph: csr_array, points: Vectors, *, seed: int, before: Vectors | None = None) -> Vectors:
    """Return a map (n, 2) of UMAP's `graph`, started from the first two directions of `points` (n, p).

    Started there, and not from the graph's spectrum, two maps of nearly the same data look alike. `before` (n, 2) are
    places on an earlier map, NaN for what it did not show: the map starts from it, what is new amid its neighbours, and
    is turned and moved onto it in the end.
    """
    from scipy.sparse import csr_matrix
    from umap.umap_ import find_ab_params, simplicial_set_embedding

    spread, min_dist = 1.0, _APART
    a, b = find_ab_params(spread, min_dist)
    known: Flags = np.zeros(len(points), dtype=np.bool_)
    if before is not None:
        known = np.asarray(np.isfinite(before).all(axis=1), dtype=np.bool_)
    if before is None or known.sum() < _REGISTERED:
        before = None
        start = points[:, :2] if points.shape[1] > 1 else np.repeat(points, 2, axis=1)
        start = _WIDTH * start / max(float(np.abs(start).max()), float(np.finfo(np.float32).tiny))
    else:
        start = _amid(graph, before, known)
    plane, _ = simplicial_set_embedding(
        points, csr_matrix(graph), 2, 1.0, a, b, 1.0, 5, _EPOCHS, start.astype(np.float32),
        np.random.RandomState(seed), "cosine", {}, False, {}, False,
    )  # fmt: skip
    laid = np.asarray(plane, dtype=np.float32)
    return laid if before is None else registered(laid, before, known)


def registered(plane: Vectors, before: Vectors, known: Flags) -> Vectors:
    """Return `plane` (n, 2) turned, scaled and moved so that its `known` points lie nearest to `before` (n, 2).

    Procrustes' problem, mirroring allowed, solved by one singular value decomposition (Schönemann 1966).
    """
    ours, theirs = plane[known].astype(np.float64), before[known].astype(np.float64)
    middle, target = ours.mean(axis=0), theirs.mean(axis=0)
    left, sizes, right = np.linalg.svd((ours - middle).T @ (theirs - target))
    spread = max(float(((ours - middle) ** 2).sum()), float(np.finfo(np.float32).tiny))
    moved: Vectors = ((plane - middle) @ (left @ right) * (sizes.sum() / spread) + target).astype(np.float32)
    return moved


def _amid(graph: csr_array, before: Vectors, known: Flags) -> Vectors:
    """Return a start (n, 2): earlier places; of what has none, the weighted middle of its neighbours' places."""
    weights = graph @ known.astype(np.float64)
    middle = before[known].mean(axis=0)
    amid = (graph @ np.where(known[:, None], before, 0).astype(np.float64)) / np.maximum(weights, 1e-12)[:, None]
    start = np.where(known[:, None], before, np.where(weights[:, None] > 0, amid, middle))
    return np.asarray(start, dtype=np.float32)
