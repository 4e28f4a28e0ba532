"""Customers are put where those who behave like them were found, if any of them are near enough."""

import numpy as np
from sklearn.neighbors import NearestNeighbors

from analytics.arrays import Floats, Integers
from analytics.cluster import NOISE

#: A customer is placed by this many nearest members of segments, as many as make up a neighbourhood in UMAP.
NEIGHBOURS = 15

#: Placed are those no further from their neighbours than all but 5 % of the segment's own members are from
#: theirs.
REACH = 0.95

#: A member is far from nobody unless there is another one.
FEWEST_MEMBERS = 2


def place(members: Floats, segments: Integers, points: Floats) -> Integers:
    """Label `points` (n, f) by the majority of their nearest among `members` (m, f) of `segments` (m,), if near enough.

    Near enough is a matter of each segment: REACH of its members are as near to their own nearest members. A segment
    without members takes nobody.
    """
    if len(members) < FEWEST_MEMBERS or not len(points):
        return np.full(len(points), NOISE, dtype=np.int64)
    count = int(segments.max()) + 1
    index = NearestNeighbors(n_neighbors=min(NEIGHBOURS, len(members) - 1)).fit(members)
    # Asked without points of its own, the index leaves each member out of its neighbours.
    own = index.kneighbors()[0].mean(axis=1)
    present = np.unique(segments)
    reach = np.zeros(count)
    reach[present] = [np.quantile(own[segments == segment], REACH) for segment in present]
    distances, nearest = index.kneighbors(points)
    ballots = np.arange(len(points))[:, np.newaxis] * count + segments[nearest]
    votes = np.bincount(ballots.ravel(), minlength=len(points) * count).reshape(len(points), count)
    chosen = votes.argmax(axis=1)
    return np.where(distances.mean(axis=1) <= reach[chosen], chosen, NOISE).astype(np.int64)
