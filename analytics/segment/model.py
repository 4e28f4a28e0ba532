"""A fit of segments that lasts: customers of any later day are measured and placed by it."""

from dataclasses import dataclass

from analytics.arrays import Floats, Integers
from analytics.behaviour import FeatureSpace
from analytics.segment.place import place


@dataclass(frozen=True)
class SegmentModel:
    """How behaviour is measured, and the m fitted customers that stand for the `count` segments.

    They lie at `points` (m, f) in segments `labels` (m,); an erased one is simply no longer among them. `customers` and
    `unplaced` say how many customers the fit saw, and how many of them are in no segment.
    """

    space: FeatureSpace
    points: Floats
    labels: Integers
    count: int
    customers: int
    unplaced: int

    def place(self, scaled: Floats) -> Integers:
        """Return the segment of each customer (n, f) as measured by the fit's space, NOISE for none."""
        return place(self.points, self.labels, scaled)
