"""New topics among one-offs: where those that came since the fit lie as densely as the members of a topic do.

Only the new topic is born: nothing that was placed moves. A group is dense by the rule that places mentions: each
of its members must have a hold on it that would have placed it there.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from analytics.arrays import Flags, Floats, Integers, Vectors
from analytics.cluster import NOISE
from analytics.topic.communities import by_size, leiden
from analytics.topic.neighbours import nearest_in
from analytics.topic.place import VOTERS, TopicModel
from analytics.topic.settle import least_size

#: The part of a new topic that must have come since the fit: what the fit saw and did not take for a topic does not
#: become one by itself.
NEW_PART = 0.5

#: Rounds in which members without a hold on their group leave it; groups are still after two or three.
_ROUNDS = 10


@dataclass(frozen=True)
class _Pool:
    """p one-offs: their nearest among all points (p, k) as rows of the pool, NOISE outside it, with cosines (p, k)."""

    nearest: Integers
    cosines: Floats
    is_new: Flags

    def hold(self, labels: Integers) -> Floats:
        """Return how firmly each belongs to its own group (p,), by the measure that places mentions."""
        voted = np.where(self.nearest != NOISE, labels[self.nearest], NOISE)
        own = (voted == labels[:, None]) & (labels[:, None] != NOISE)
        held: Floats = np.where(own, self.cosines, 0).mean(axis=1)
        return held

    def graph(self) -> csr_array:
        """Return the graph (p, p) of one-offs that are among each other's nearest, weighted by cosine."""
        rows = np.repeat(np.arange(len(self.nearest)), self.nearest.shape[1]).reshape(self.nearest.shape)
        linked = (self.nearest != NOISE) & (self.cosines > 0)
        shape = (len(self.nearest), len(self.nearest))
        once = coo_array((self.cosines[linked], (rows[linked], self.nearest[linked])), shape=shape).tocsr()
        graph = csr_array(once.maximum(once.T))
        graph.sort_indices()
        return graph


@dataclass(frozen=True)
class Born:
    """New topics, 0.. or NOISE, of the model's points (n,) and of arrived ones (m,), and the hold that they have."""

    fitted: Integers
    arrived: Integers
    fitted_strength: Floats
    arrived_strength: Floats

    @property
    def count(self) -> int:
        """How many new topics there are; each has a member that arrived."""
        return int(self.arrived.max(initial=NOISE)) + 1


def new_topics(model: TopicModel, arrived: Vectors) -> Born:
    """Find new topics among the model's own one-offs and the `arrived` ones.

    `arrived` (m, p) are points of the model's space that no topic has enough of a hold on. Rows of the model that are
    in a topic stay NOISE here.
    """
    n = len(model.points)
    points = np.concatenate([model.points, arrived])
    labels = np.full(len(points), NOISE, dtype=np.int64)
    least = least_size(len(points))
    strength = np.zeros(len(points))
    if len(arrived) < NEW_PART * least or len(points) <= VOTERS:
        return Born(labels[:n], labels[n:], strength[:n], strength[n:])
    rows = np.concatenate([np.flatnonzero(model.labels == NOISE), np.arange(n, len(points))])
    pool = _pool(points, rows, n)
    # Modularity holds a group's links against those of the whole graph; one-offs are a small part of it, and measured
    # against themselves alone any single subject would be cut in pieces.
    groups = leiden(pool.graph(), len(rows) / len(points), seed=0)
    labels[rows] = _dense(groups, pool, model.least_strength, least)
    strength[rows] = np.clip(pool.hold(labels[rows]), 0, 1)
    return Born(labels[:n], labels[n:], strength[:n], strength[n:])


def _pool(points: Vectors, rows: Integers, n: int) -> _Pool:
    """Return the one-offs `rows` (p,) of all `points`, those from n on new."""
    found = nearest_in(points, points[rows], VOTERS + 1)
    # Each is its own nearest, or the copy of one that is as near: either is left out.
    itself = found.rows == rows[:, None]
    itself[:, -1] |= ~itself.any(axis=1)
    others = found.rows[~itself].reshape(len(rows), VOTERS)
    cosines = np.maximum(found.cosines[~itself].reshape(len(rows), VOTERS), 0)
    place = np.full(len(points), NOISE, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return _Pool(place[others], cosines, rows >= n)


def _dense(labels: Integers, pool: _Pool, least_strength: float, least: int) -> Integers:
    """Return labels of the groups that are left when whoever has no hold on their group leaves it, and again."""
    for _ in range(_ROUNDS):
        held = np.where(pool.hold(labels) >= least_strength, labels, NOISE)
        if (held == labels).all():
            break
        labels = held
    for group in np.unique(labels[labels != NOISE]).tolist():
        members = labels == group
        if members.sum() < least or pool.is_new[members].mean() < NEW_PART:
            labels = np.where(members, NOISE, labels)
    inside = labels != NOISE
    numbered = np.full(len(labels), NOISE, dtype=np.int64)
    if inside.any():
        numbered[inside] = by_size(labels[inside])
    return numbered
