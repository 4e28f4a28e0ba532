"""Topics that are really a language: the same meaning found twice, once in each."""

from collections.abc import Sequence

import numpy as np

from analytics.arrays import Integers, Vectors
from analytics.topic.scale import centroids

#: A topic is of one language if this part of its mentions is, and the language is not nearly all there is anyway.
NEARLY_ALL = 0.95


def languages_apart(points: Vectors, labels: Integers, languages: Sequence[str]) -> tuple[str | None, ...]:
    """Return for each topic 0..k-1 of unit vectors (n, p) its language if that is what sets it apart, else None.

    Two topics are one meaning in two languages if each is nearly all of one language, not the same, and each is the
    other's nearest topic of all.
    """
    count = int(labels.max(initial=-1)) + 1
    main = _main_languages(labels, languages, count)
    if count < 2:
        return (None,) * count
    middles = centroids(points, labels, count)
    near = middles @ middles.T
    np.fill_diagonal(near, -2)
    nearest = near.argmax(axis=1)
    return tuple(
        main[topic] if main[topic] and main[other] and main[topic] != main[other] and nearest[other] == topic else None
        for topic, other in enumerate(nearest.tolist())
    )


def _main_languages(labels: Integers, languages: Sequence[str], count: int) -> list[str | None]:
    """Return the language that nearly all mentions of each topic are in, None where there is no such."""
    codes, number = np.unique(np.asarray(languages, dtype=np.str_), return_inverse=True)
    table = np.zeros((count, len(codes)), dtype=np.int64)
    inside = labels >= 0
    np.add.at(table, (labels[inside], number[inside]), 1)
    common = np.bincount(number, minlength=len(codes)) / max(len(number), 1) >= NEARLY_ALL
    most = table.argmax(axis=1)
    held = table.max(axis=1) >= NEARLY_ALL * np.maximum(table.sum(axis=1), 1)
    return [
        str(codes[code]) if whole and not common[code] else None
        for code, whole in zip(most.tolist(), held.tolist(), strict=True)
    ]
