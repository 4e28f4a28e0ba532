"""How well each topic is found again: the fit repeated on parts of the data with other seeds (Hennig 2007)."""

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array

from analytics.arrays import Floats, Integers
from analytics.topic.communities import communities
from analytics.topic.neighbours import Neighbours

#: Repetitions, and the part of the mentions in each.
REPEATS = 5
PART = 0.9

#: Runs of the consensus in a repetition: enough to tell a topic that is there from one that is not.
_RUNS = 6

#: A topic found again with less overlap than this (Jaccard) has dissolved, in Hennig's words.
DISSOLVED = 0.5


def stabilities(
    neighbours: Neighbours,
    graph_of: Callable[[Neighbours], csr_array],
    labels: Integers,
    resolution: float,
    *,
    width: int,
    seed: int,
) -> Floats:
    """Return for each topic 0..k-1 of `labels` (n,) its mean best overlap with a topic of the repetitions (k,).

    `graph_of` makes a graph from neighbours, `width` of each mention.
    """
    count = int(labels.max(initial=-1)) + 1
    n = len(labels)
    random = np.random.default_rng(seed)
    overlaps = np.zeros((REPEATS, count), dtype=np.float64)
    for repeat in range(REPEATS):
        kept = np.sort(random.choice(n, max(2, round(n * PART)), replace=False))
        graph = graph_of(neighbours.among(kept, width))
        again = communities(graph, resolution, seed=int(random.integers(2**31)), runs=_RUNS)
        overlaps[repeat] = best_overlaps(labels[kept], again, count)
    means: Floats = overlaps.mean(axis=0)
    return means


def best_overlaps(labels: Integers, again: Integers, count: int) -> Floats:
    """Return for each group 0..count-1 of `labels` (n,) its best Jaccard overlap with a group of `again` (n,)."""
    inside = labels >= 0
    table = np.zeros((count, int(again.max(initial=-1)) + 1), dtype=np.float64)
    np.add.at(table, (labels[inside], again[inside]), 1)
    sizes, others = table.sum(axis=1, keepdims=True), np.bincount(again, minlength=table.shape[1])[None, :]
    unions = np.maximum(sizes + others - table, 1)
    best: Floats = (table / unions).max(axis=1, initial=0.0)
    return best
