"""Scores of a grouping against known classes and against other groupings of the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, v_measure_score

from analytics.arrays import Flags, Floats, Integers, Vectors
from analytics.cluster import NOISE

#: The label of a row that a run did not have; unlike NOISE it says nothing about the row.
ABSENT = -2

#: Rows compared with all others at a time: 512 x 40,000 cosines are 80 MB.
_BLOCK = 512


@dataclass(frozen=True)
class Agreement:
    """How well a grouping agrees with the classes: chance alone gives 0 (but not in V), equality 1."""

    ari: float
    v: float
    ami: float


@dataclass(frozen=True)
class Scores:
    """A grouping's size and share of rows in topics; its agreement over all rows and over the covered ones.

    Without known classes there is no agreement, nor over covered rows if there are none.
    """

    topics: int
    coverage: float
    all_rows: Agreement | None
    covered: Agreement | None


def score(truth: Integers | None, labels: Integers) -> Scores:
    """Score `labels` (n,), NOISE where a row is in no topic, against the classes `truth` (n,)."""
    inside = labels != NOISE
    topics, coverage = len(np.unique(labels[inside])), float(inside.mean())
    if truth is None:
        return Scores(topics, coverage, None, None)
    covered = _agree(truth[inside], labels[inside]) if inside.any() else None
    return Scores(topics, coverage, _agree(truth, alone(labels)), covered)


def alone(labels: Integers) -> Integers:
    """Give each left-out row a class of its own: one common class would count as a giant topic."""
    left_out = np.flatnonzero(labels == NOISE)
    single = labels.copy()
    single[left_out] = labels.max(initial=0) + 1 + np.arange(len(left_out))
    return single


def stability(groupings: Sequence[Integers]) -> float:
    """Return the mean adjusted Rand index of all pairs of groupings (n,) on the rows that both had."""
    return float(np.mean([_same(one, other) for one, other in combinations(groupings, 2)]))


def fill(vectors: Vectors, labels: Integers, coverage: float) -> Integers:
    """Put left-out rows into the topic of the nearest centre, the nearest rows first, until `coverage` is reached."""
    wanted = round(coverage * len(labels)) - int((labels != NOISE).sum())
    if wanted <= 0 or not (labels != NOISE).any():
        return labels
    left_out = np.flatnonzero(labels == NOISE)
    names, centres = centroids(vectors, labels)
    cosines = vectors[left_out] @ centres.T
    nearest_first = np.argsort(-cosines.max(axis=1), kind="stable")[:wanted]
    filled = labels.copy()
    filled[left_out[nearest_first]] = names[cosines.argmax(axis=1)[nearest_first]]
    return filled


def centroids(vectors: Vectors, labels: Integers) -> tuple[Integers, Vectors]:
    """Return the topics' labels (k,) and the unit-length means of their rows (k, d)."""
    inside = labels >= 0
    names, numbers = np.unique(labels[inside], return_inverse=True)
    sums = np.zeros((len(names), vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, numbers, vectors[inside])
    return names, (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)


def neighbour_purity(vectors: Vectors, truth: Integers, neighbours: int) -> float:
    """Return the share of each row's nearest other rows that are of its class: what the vectors know of the classes."""
    same: list[Floats] = []
    for start in range(0, len(vectors), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(vectors)))
        cosines = vectors[rows] @ vectors.T
        cosines[np.arange(len(rows)), rows] = -np.inf
        nearest = np.argpartition(-cosines, neighbours - 1, axis=1)[:, :neighbours]
        same.append((truth[nearest] == truth[rows, None]).mean(axis=1))
    return float(np.concatenate(same).mean())


def nearest_class(vectors: Vectors, truth: Integers) -> Integers:
    """Return the class with the nearest centre (n,), the centres taken with classes known: a ceiling for centres."""
    names, centres = centroids(vectors, truth)
    nearest: Integers = names[(vectors @ centres.T).argmax(axis=1)]
    return nearest


def matched(labels: Integers, other: Integers, common: Flags) -> Integers:
    """Rename the topics of `labels` (n,) to those of `other` (n,) with most `common` rows in both, one to one.

    Greedy, the largest overlap first. A topic without a counterpart gets a name that `other` does not have.
    """
    both = common & (labels >= 0) & (other >= 0)
    pairs, counts = np.unique(np.stack([labels[both], other[both]]), axis=1, return_counts=True)
    names: dict[int, int] = {NOISE: NOISE, ABSENT: ABSENT}
    taken: set[int] = set()
    for one, two in pairs[:, np.argsort(-counts, kind="stable")].T.tolist():
        if one not in names and two not in taken:
            names[one] = two
            taken.add(two)
    free = int(other.max(initial=0)) + 1
    return np.array([names.get(label, free + label) for label in labels.tolist()], dtype=np.int64)


def _agree(truth: Integers, labels: Integers) -> Agreement:
    """Return the three scores of labels against classes, both without special values."""
    return Agreement(
        float(adjusted_rand_score(truth, labels)),
        float(v_measure_score(truth, labels)),
        float(adjusted_mutual_info_score(truth, labels)),
    )


def _same(one: Integers, other: Integers) -> float:
    """Return the adjusted Rand index of two groupings on the rows that both had, left-out rows alone."""
    both = (one != ABSENT) & (other != ABSENT)
    return float(adjusted_rand_score(alone(one[both]), alone(other[both])))
