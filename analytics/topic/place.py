"""Placing mentions in fitted topics: a vote of the nearest fitted mentions, with a threshold that the fit calibrated.

The same rule says of the fit's own mentions how firmly they belong, and of new ones where they go, so a text placed
later is treated like one that was there from the start. A mention's place hangs on nothing but itself and the fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analytics.arrays import Floats, Integers, Vectors
from analytics.cluster import NOISE
from analytics.topic.neighbours import Neighbours, nearest_in
from analytics.topic.space import Opinions, Space

#: Neighbours that vote: as many as UMAP's usual neighbourhood.
VOTERS = 15

#: A mention is drawn amid so many of its nearest: few enough that it lies in their midst and not between topics.
AMID = 3

#: Digits of a published strength.
_DIGITS = 6


@dataclass(frozen=True)
class Placed:
    """For m mentions their topic or NOISE (m,), how firmly they belong to it, 0 to 1 (m,), and their nearest (m, k)."""

    labels: Integers
    strength: Floats
    nearest: Neighbours

    def amid(self, plane: Vectors) -> Vectors:
        """Return places on the map (m, 2) amid the nearest fitted mentions, whose places are `plane` (n, 2)."""
        if not len(plane) or not len(self.labels):
            return np.zeros((len(self.labels), 2), dtype=np.float32)
        middle: Vectors = plane[self.nearest.rows[:, :AMID]].mean(axis=1).astype(np.float32)
        return middle


@dataclass(frozen=True)
class TopicModel:
    """A fit that new mentions are placed in: its space, its points (n, p), their topic (n,), and the least strength."""

    space: Space
    points: Vectors
    labels: Integers
    least_strength: float

    def place(self, opinions: Opinions) -> Placed:
        """Return the topic of each of m opinions, NOISE where no topic has enough of a hold on it."""
        if not len(opinions) or not len(self.points):
            nobody = Neighbours(np.zeros((len(opinions), 0), dtype=np.int64), np.zeros((len(opinions), 0)))
            return Placed(np.full(len(opinions), NOISE, dtype=np.int64), np.zeros(len(opinions)), nobody)
        finite = opinions.usable()
        vectors = np.where(finite[:, None], opinions.vectors, 0).astype(np.float32)
        points = self.space.points(replace(opinions, vectors=vectors))
        found = nearest_in(self.points, points, min(VOTERS, len(self.points)))
        labels, strength = vote(found, self.labels)
        held = finite & (labels != NOISE) & (strength >= self.least_strength)
        return Placed(np.where(held, labels, NOISE), np.where(held, strength, 0.0), found)

    def arrays(self) -> dict[str, np.ndarray]:
        """Return the model as plain arrays, to be kept without pickle."""
        codes = sorted(self.space.language_means)
        return {
            "mean": self.space.mean,
            "matrix": self.space.matrix,
            "languages": np.array(codes, dtype=np.str_),
            "language_means": np.array([self.space.language_means[code] for code in codes], dtype=np.float64),
            "points": self.points,
            "labels": self.labels,
            "least_strength": np.array(self.least_strength),
        }

    @staticmethod
    def from_arrays(arrays: Mapping[str, np.ndarray]) -> "TopicModel":
        """Return the model that `arrays` were made from."""
        means = dict(zip(arrays["languages"].tolist(), arrays["language_means"], strict=True))
        space = Space(arrays["mean"], arrays["matrix"], means)
        return TopicModel(space, arrays["points"], arrays["labels"], float(arrays["least_strength"]))


def vote(neighbours: Neighbours, labels: Integers) -> tuple[Integers, Floats]:
    """Return the topic with most weight among the neighbours (m,), ties to the smaller number, and its hold (m,).

    The hold is the summed cosine of the neighbours in the topic over the number of neighbours: high where they are
    near and of one mind. Neighbours without a topic have a vote for none.
    """
    count = int(labels.max(initial=NOISE)) + 1
    cast = weights(neighbours, labels, count)
    if not count:
        return np.full(len(cast), NOISE, dtype=np.int64), np.zeros(len(cast))
    won = cast.argmax(axis=1)
    held = cast[np.arange(len(cast)), won]
    return np.where(held > 0, won, NOISE), np.clip(np.round(held, _DIGITS), 0, 1)


def hold(neighbours: Neighbours, labels: Integers) -> Floats:
    """Return how firmly each of n fitted mentions belongs to its own topic, 0 for those without one."""
    same = (labels[neighbours.rows] == labels[:, None]) & (labels[:, None] != NOISE)
    held = np.where(same, np.maximum(neighbours.cosines, 0), 0).mean(axis=1)
    strength: Floats = np.clip(np.round(held, _DIGITS), 0, 1)
    return strength


def weights(neighbours: Neighbours, labels: Integers, count: int) -> Floats:
    """Return the mean cosine that each topic has among the neighbours (m, count)."""
    voted = labels[neighbours.rows]
    summed = np.zeros((len(voted), count), dtype=np.float64)
    for place in range(voted.shape[1]):
        cast = np.flatnonzero(voted[:, place] != NOISE)
        summed[cast, voted[cast, place]] += np.maximum(neighbours.cosines[cast, place], 0)
    shares: Floats = summed / max(voted.shape[1], 1)
    return shares
