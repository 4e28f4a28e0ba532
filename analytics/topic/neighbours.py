"""Nearest neighbours by cosine, exactly: nothing random, so that neither seed nor order of rows changes them."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Integers, Vectors

#: Rows compared with all others at a time: 1,024 x 50,000 cosines are 200 MB.
BLOCK = 1024

#: Cosines are compared after rounding to so many digits, so that the last bits of a matrix product, which hang on how
#: many rows it has, decide nothing; ties go to the smaller row.
DIGITS = 5

#: Candidates beyond the k asked for, so that what is equal at the k-th place is settled by exact comparison.
_SPARE = 8


@dataclass(frozen=True)
class Neighbours:
    """For n points their k nearest others (n, k), the nearest first, and the cosines to them (n, k)."""

    rows: Integers
    cosines: Floats

    def among(self, kept: Integers, k: int) -> "Neighbours":
        """Return the neighbours within the rows `kept` (m, ascending), k of each, from those known already.

        A row that has fewer than k known neighbours left repeats its last one.
        """
        place = np.full(len(self.rows), -1, dtype=np.int64)
        place[kept] = np.arange(len(kept))
        rows = place[self.rows[kept]]
        order = np.argsort(rows < 0, axis=1, kind="stable")[:, :k]
        known = (rows >= 0).sum(axis=1, keepdims=True)
        order = np.take_along_axis(order, np.minimum(np.arange(k), np.maximum(known - 1, 0)), axis=1)
        found = np.take_along_axis(rows, order, axis=1)
        # A row whose known neighbours are all gone is left with itself.
        found = np.where(found < 0, np.arange(len(kept))[:, None], found)
        return Neighbours(found, np.take_along_axis(self.cosines[kept], order, axis=1))


def nearest(points: Vectors, k: int) -> Neighbours:
    """Return the k nearest others of each of n unit vectors (n, p), k < n."""
    return _search(points, points, k, skip_self=True)


def nearest_in(points: Vectors, asked: Vectors, k: int) -> Neighbours:
    """Return the k nearest of `points` (n, p) to each of `asked` (m, p), k <= n; each as if it were asked alone."""
    found = _search(points, asked, min(k + _SPARE, len(points)), skip_self=False).rows
    exact = np.empty(found.shape, dtype=np.float64)
    for start in range(0, len(asked), BLOCK):
        block = slice(start, start + BLOCK)
        exact[block] = np.einsum("mkp,mp->mk", points[found[block]].astype(np.float64), asked[block].astype(np.float64))
    order = np.lexsort((found, -exact), axis=1)[:, :k]
    return Neighbours(np.take_along_axis(found, order, axis=1), np.take_along_axis(exact, order, axis=1))


def _search(points: Vectors, asked: Vectors, k: int, *, skip_self: bool) -> Neighbours:
    """Compare block by block."""
    rows = np.empty((len(asked), k), dtype=np.int64)
    cosines = np.empty((len(asked), k), dtype=np.float64)
    for start in range(0, len(asked), BLOCK):
        block = asked[start : start + BLOCK]
        near = np.round(block @ points.T, DIGITS)
        if skip_self:
            near[np.arange(len(block)), np.arange(start, start + len(block))] = -2
        rows[start : start + len(block)], cosines[start : start + len(block)] = _best(near, k)
    return Neighbours(rows, cosines)


def _best(near: Vectors, k: int) -> tuple[Integers, Floats]:
    """Return columns and values of the k largest of each row, ties by the smaller column."""
    n = near.shape[1]
    # Among equals at the k-th place argpartition chooses at random: a few more are taken, then sorted fully.
    wide = min(n, k + _SPARE)
    chosen = np.argpartition(-near, wide - 1, axis=1)[:, :wide]
    chosen.sort(axis=1)
    values = np.take_along_axis(near, chosen, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")[:, :k]
    return np.take_along_axis(chosen, order, axis=1), np.take_along_axis(values, order, axis=1).astype(np.float64)
