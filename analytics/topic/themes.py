"""Themes over topics: topics joined while they are more linked than their sizes let expect, cut where it shows best.

The order of joining is that of Paris (Bonald, Charpentier, Galland & Hollocou 2018): first the two groups whose link is
strongest beside the product of their weights. That ratio is the resolution of modularity at which both become one.
"""

import numpy as np
from scipy.sparse import csr_array

from analytics.arrays import Floats, Integers, Vectors
from analytics.topic.communities import by_size
from analytics.topic.scale import silhouette

#: A page's reader keeps so many themes in mind; and a theme holds more than one topic, most of the time.
MOST_THEMES = 20
LEAST_TOPICS_A_THEME = 2

#: A theme that holds more of the mentions than this says little; coarser cuts are taken only where there is no other.
LARGEST_THEME = 0.25

#: Fewer topics than this need no themes over them.
FEWEST_TOPICS = 6


def find_themes(points: Vectors, graph: csr_array, topics: Integers) -> Integers:
    """Return the theme (k,) of each topic, from 0, for unit vectors (n, p), their graph and their topic (n,).

    Of the cuts into two to MOST_THEMES themes, none over LARGEST_THEME, the one whose silhouette over the mentions is
    highest, the fewest among equals; the finest cut where all have a larger theme. Themes are numbered by mentions.
    All topics are in theme 0 where there are too few of them.
    """
    count = int(topics.max(initial=-1)) + 1
    if count < FEWEST_TOPICS:
        return np.zeros(count, dtype=np.int64)
    most = min(MOST_THEMES, count // LEAST_TOPICS_A_THEME)
    cuts = _cuts(_links(graph, topics, count), most)
    even = [themes for themes in cuts if np.bincount(themes[topics]).max() <= LARGEST_THEME * len(topics)]
    best = max(even, key=lambda themes: silhouette(points, themes[topics]), default=cuts[-1])
    return _largest_first(best, topics)


def _links(graph: csr_array, topics: Integers, count: int) -> Floats:
    """Return the summed weights between topics (count, count), those within a topic on the diagonal."""
    members = csr_array((np.ones(len(topics)), (np.arange(len(topics)), topics)), shape=(len(topics), count))
    summed: Floats = (members.T @ graph @ members).toarray()
    return summed


def _cuts(links: Floats, most: int) -> list[Integers]:
    """Return the partitions into 2..most groups that joining leaves, the coarsest first."""
    links = links.copy()
    weights = links.sum(axis=1)
    group = np.arange(len(links))
    alive = np.ones(len(links), dtype=bool)
    cuts = []
    for left in range(len(links), 1, -1):
        if left <= most:
            cuts.append(np.unique(group, return_inverse=True)[1])
        one, other = _closest(links, weights, alive)
        links[one] += links[other]
        links[:, one] += links[:, other]
        weights[one] += weights[other]
        alive[other] = False
        group[group == other] = one
    return cuts[::-1]


def _closest(links: Floats, weights: Floats, alive: np.ndarray) -> tuple[int, int]:
    """Return the two living groups with the strongest link beside their weights; without any link the two lightest."""
    rows = np.flatnonzero(alive)
    ratio = links[np.ix_(rows, rows)] / np.outer(weights[rows], weights[rows])
    np.fill_diagonal(ratio, -1)
    one, other = np.unravel_index(int(ratio.argmax()), ratio.shape)
    if ratio[one, other] <= 0:
        one, other = np.argsort(weights[rows], kind="stable")[:2]
    return int(rows[one]), int(rows[other])


def _largest_first(themes: Integers, topics: Integers) -> Integers:
    """Renumber themes by how many mentions they hold."""
    number = np.zeros(len(themes), dtype=np.int64)
    number[topics] = by_size(themes[topics])
    return number
