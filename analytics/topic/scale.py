"""How fine the topics of some data are: the scale at which they are most separated, beyond what no structure gives.

Silhouette (Rousseeuw 1987) by centroids, against the same in random vectors of the same spectrum: the idea of the gap
statistic (Tibshirani, Walther & Hastie 2001). Finer partitions always separate a little better; so they do in the
random vectors, and the difference has a peak. Where it is nowhere clear there are no topics.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from analytics.arrays import Floats, Integers, Vectors
from analytics.topic.communities import leiden
from analytics.topic.space import unit

Detail = Literal["coarser", "normal", "finer"]

#: Resolutions of modularity tried, from a few themes to hundreds of topics; 1 is modularity as Newman defined it.
RESOLUTIONS = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0)

#: What a person's wish for coarser or finer topics does to the resolution that the data suggest.
WISH: Mapping[str, float] = MappingProxyType({"coarser": 0.5, "normal": 1.0, "finer": 2.0})

#: The gap at one resolution varies by about 2 % of itself from run to run, and near its peak it is flat. Of scales
#: whose gap is within this part of the highest the coarsest is taken, like the gap statistic's one standard error.
TOLERANCE = 0.05

#: What an earlier fit chose is kept within this part of the highest: twice as far, so that a scale taken at the edge of
#: the one is not given up by the luck of a run. One step finer divides a third of all topics.
KEPT_WITHIN = 2 * TOLERANCE

#: Runs whose silhouettes are averaged at each resolution.
RUNS = 3

#: Random vectors stay within 0.03 of other random vectors of their kind at any size from 20 up; below this separation
#: beyond chance there is nothing that a person would recognise as topics.
LEAST_GAP = 0.05

#: Sizes below this make separation a matter of luck: several null draws are taken and the highest counts.
_FEW, _DRAWS = 2_000, 5


@dataclass(frozen=True)
class Scale:
    """The resolution chosen, None without reliable topics; how separated its topics are, and those of the null."""

    resolution: float | None
    separation: float
    null_separation: float


def choose_scale(
    points: Vectors,
    graph: csr_array,
    graph_of: Callable[[Vectors], csr_array],
    *,
    detail: Detail,
    seed: int,
    before: float | None = None,
) -> Scale:
    """Choose the resolution for unit vectors (n, p) with their `graph`; `graph_of` makes the graph of other points.

    `before` is what an earlier fit chose: it stays while none is clearly better.
    """
    random = np.random.default_rng(seed)
    found = np.array([_separation(points, graph, resolution, random) for resolution in RESOLUTIONS])
    draws = _DRAWS if len(points) < _FEW else 1
    nulls = np.array([_null_separations(points, graph_of, random) for _ in range(draws)])
    null = nulls.max(axis=0)
    gaps = found - null
    earlier = [place for place, resolution in enumerate(RESOLUTIONS) if resolution * WISH[detail] == before]
    best = best_place(gaps, earlier[0] if earlier else None)
    resolution = RESOLUTIONS[best] * WISH[detail] if gaps[best] >= LEAST_GAP else None
    return Scale(resolution, float(found[best]), float(null[best]))


def best_place(gaps: Floats, before: int | None) -> int:
    """Return which of the gaps (k,), by ascending resolution, is taken; `before` is the one that stands."""
    highest = float(gaps.max())
    if before is not None and gaps[before] >= highest * (1 - KEPT_WITHIN):
        return before
    # Where none is above zero any other tolerance would let worse ones in.
    return int(np.flatnonzero(gaps >= highest * (1 - TOLERANCE) if highest > 0 else gaps == highest)[0])


def silhouette(points: Vectors, labels: Integers) -> float:
    """Return the mean silhouette of unit vectors (n, p) by centroids: 1 for tight and far apart, 0 for one group."""
    count = int(labels.max(initial=-1)) + 1
    if count < 2:
        return 0.0
    distances = 1 - points @ centroids(points, labels, count).T
    rows = np.arange(len(points))
    own = distances[rows, labels].copy()
    distances[rows, labels] = np.inf
    other = distances.min(axis=1)
    return float(np.mean((other - own) / np.maximum(np.maximum(own, other), np.finfo(np.float32).eps)))


def centroids(points: Vectors, labels: Integers, count: int) -> Vectors:
    """Return the unit-length mean (count, p) of each group; negative labels are in none."""
    inside = labels >= 0
    members = csr_array(
        (np.ones(inside.sum()), (labels[inside], np.flatnonzero(inside))), shape=(count, len(points)), dtype=np.float64
    )
    return unit(members @ points)


def _separation(points: Vectors, graph: csr_array, resolution: float, random: np.random.Generator) -> float:
    """Return the mean silhouette over a few runs at one resolution."""
    seeds = random.integers(2**31, size=RUNS)
    return float(np.mean([silhouette(points, leiden(graph, resolution, int(seed))) for seed in seeds]))


def _null_separations(points: Vectors, graph_of: Callable[[Vectors], csr_array], random: np.random.Generator) -> Floats:
    """Return the silhouettes at each resolution in random vectors with the mean and variances of `points`.

    Directions are uncorrelated already, so variances are the whole spectrum. Where the random graph hangs together as
    a whole or falls into very few parts its silhouette says nothing of topics; it counts as the best it can be.
    """
    drawn = random.standard_normal(points.shape, dtype=np.float32) * points.std(axis=0) + points.mean(axis=0)
    null = unit(drawn.astype(np.float64))
    graph = graph_of(null)
    separations = []
    for resolution in RESOLUTIONS:
        seeds = random.integers(2**31, size=RUNS)
        parts = [leiden(graph, resolution, int(seed)) for seed in seeds]
        whole = any(labels.max() == 0 for labels in parts)
        separations.append(1.0 if whole else float(np.mean([silhouette(null, labels) for labels in parts])))
    return np.array(separations)
