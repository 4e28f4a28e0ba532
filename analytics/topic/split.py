"""Topics that people want apart: one divided into parts, and parts kept apart when a later fit sees one topic again.

Parts are looked for as topics are (communities of the neighbour graph that settle by vote), within one topic.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from analytics.arrays import Floats, Integers, Vectors
from analytics.cluster import NOISE
from analytics.curation import LEAST_PARTS, MOST_PARTS
from analytics.topic.communities import by_size, communities
from analytics.topic.neighbours import Neighbours, nearest, nearest_in
from analytics.topic.place import VOTERS, vote
from analytics.topic.scale import RESOLUTIONS
from analytics.topic.settle import nothing_before, settled
from analytics.topic.space import unit

#: Neighbours in the graph, as for topics; in a small topic a quarter of it, or everyone would be everyone's neighbour.
_NEIGHBOURS, _PART_OF_TOPIC = 20, 4

#: Resolutions tried: from where hardly anything comes apart, since within a topic the scale of topics is too fine. On
#: unions of two intents of banking77 it began there with 3 to 7 parts; from below, 14 of 16 were found to be two.
_RESOLUTIONS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.35, *RESOLUTIONS)

#: A topic that holds more than this share of a part is where the part has gone.
_MOST = 0.5


def split_topic(points: Vectors, parts: int | None, seed: int) -> Integers:
    """Return the part (n,) of each of the unit vectors (n, p) of one topic, in a stable order, from the largest.

    The coarsest communities that are at least `parts` (None: as many as there are, two at least) of the size of a
    topic; what is beyond `parts` or MOST_PARTS is joined where the links are strongest. All are in part 0 where the
    topic is too small, or holds fewer parts than that.
    """
    n = len(points)
    width = min(_NEIGHBOURS, n // _PART_OF_TOPIC)
    if width < 1:
        return np.zeros(n, dtype=np.int64)
    known = nearest(_within(points), width)
    graph = _graph(known)
    voters = Neighbours(known.rows[:, :VOTERS], known.cosines[:, :VOTERS])
    for resolution in _RESOLUTIONS:
        found = settled(communities(graph, resolution, seed=seed), voters, nothing_before(n))
        if not (found == NOISE).any() and found.max(initial=0) + 1 >= (parts or LEAST_PARTS):
            return by_size(_joined(graph, found, parts or MOST_PARTS))
    return np.zeros(n, dtype=np.int64)


def keep_apart(labels: Integers, parts_before: Sequence[Integers], points: Vectors) -> Integers:
    """Return topics (n,) of a new fit with those divided again that people had divided.

    Each array (n,) of `parts_before` is one split that stands: the part each mention was in, NOISE for none. A topic
    that holds most of two parts of it, or of more, is divided: former members go back to their part, the others to
    the part of their nearest former members. The largest part keeps the topic's number, the others follow the last.
    """
    for parts in parts_before:
        labels = _divided(labels, parts, points)
    return labels


def _divided(labels: Integers, parts: Integers, points: Vectors) -> Integers:
    """Return topics after one split was done again where it has to be."""
    placed = (parts != NOISE) & (labels != NOISE)
    held = np.zeros((labels.max(initial=NOISE) + 1, parts.max(initial=NOISE) + 1), dtype=np.int64)
    np.add.at(held, (labels[placed], parts[placed]), 1)
    gathered = held > _MOST * held.sum(axis=0)
    divided = labels.copy()
    for topic in np.flatnonzero(gathered.sum(axis=1) >= LEAST_PARTS):
        rows = np.flatnonzero(labels == topic)
        inside = by_size(_returned(parts[rows], np.flatnonzero(gathered[topic]), points[rows]))
        divided[rows] = np.where(inside == 0, topic, divided.max() + inside)
    return divided


def _returned(parts: Integers, gathered: Integers, points: Vectors) -> Integers:
    """Return the part (m,) among those `gathered` of each mention of one topic, by what it was or who is near it."""
    former = np.isin(parts, gathered)
    if former.all():
        return parts
    near = _within(points)
    found = nearest_in(near[former], near[~former], min(VOTERS, int(former.sum())))
    won, _ = vote(found, parts[former])
    returned = parts.copy()
    # Nobody near at all casts no vote: the nearest decides.
    returned[~former] = np.where(won == NOISE, parts[former][found.rows[:, 0]], won)
    return returned


def _within(points: Vectors) -> Vectors:
    """Return points as seen from their middle: what all of a topic share would hide what sets some of them apart."""
    return unit(points.astype(np.float64) - points.mean(axis=0, dtype=np.float64))


def _graph(known: Neighbours) -> csr_array:
    """Return the symmetric graph of neighbours, an edge as heavy as their cosine; the far side has none."""
    n, width = known.rows.shape
    weights = np.maximum(known.cosines, 0).ravel()
    ends = (np.repeat(np.arange(n), width)[weights > 0], known.rows.ravel()[weights > 0])
    once = csr_array((weights[weights > 0], ends), shape=(n, n))
    whole = csr_array(once.maximum(once.T))
    whole.sort_indices()
    return whole


def _joined(graph: csr_array, labels: Integers, most: int) -> Integers:
    """Return labels in which groups are joined, those most linked beside their weights first, until `most` are left."""
    labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    while labels.max() + 1 > most:
        one, other = _most_linked(graph, labels)
        labels = np.unique(np.where(labels == other, one, labels), return_inverse=True)[1].astype(np.int64)
    return labels


def _most_linked(graph: csr_array, labels: Integers) -> tuple[int, int]:
    """Return the two groups whose link is strongest beside the product of their weights, as for themes."""
    count, n = int(labels.max()) + 1, len(labels)
    members = csr_array((np.ones(n), (np.arange(n), labels)), shape=(n, count))
    links: Floats = (members.T @ graph @ members).toarray()
    weights = np.maximum(links.sum(axis=1), np.finfo(np.float64).tiny)
    ratio = links / weights / weights[:, None]
    np.fill_diagonal(ratio, -1)
    one, other = np.unravel_index(int(ratio.argmax()), ratio.shape)
    return int(min(one, other)), int(max(one, other))
