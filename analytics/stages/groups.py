"""Which topics and themes there are among the distinct mentions, by number in a fit and by the id that lasts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Integers
from analytics.cluster import NOISE


@dataclass(frozen=True)
class Groups:
    """The topic (n,) of each distinct mention, NOISE without; for k topics their ids and the theme (k,) of each.

    `theme_ids` has the themes that are published: those over two topics or more, if there are several.
    """

    labels: Integers
    topic_ids: Sequence[str]
    themes: Integers
    theme_ids: Mapping[int, str]

    def parent(self, topic: int) -> str | None:
        """Return the id of a topic's theme, None where it stands by itself."""
        return self.theme_ids.get(int(self.themes[topic]))

    @property
    def sizes(self) -> Integers:
        """How many distinct mentions each topic has (k,)."""
        counts: Integers = np.bincount(self.labels[self.labels != NOISE], minlength=len(self.topic_ids))
        return counts

    @property
    def theme_labels(self) -> Integers:
        """The theme (n,) of each distinct mention, NOISE without a topic."""
        return theme_labels(self.labels, self.themes)

    @property
    def ids(self) -> list[str]:
        """All ids: those of topics, then those of published themes."""
        return [*self.topic_ids, *self.theme_ids.values()]

    def rows_of(self) -> list[Integers]:
        """Return the rows of each topic and of each published theme, in the order of `ids`."""
        themes = self.theme_labels
        rows = [np.flatnonzero(self.labels == number) for number in range(len(self.topic_ids))]
        return rows + [np.flatnonzero(themes == number) for number in self.theme_ids]


def theme_labels(labels: Integers, themes: Integers) -> Integers:
    """Return the theme (n,) of mentions with topics `labels` (n,), NOISE without a topic."""
    if not len(themes):
        return np.full(len(labels), NOISE, dtype=np.int64)
    return np.where(labels != NOISE, themes[labels], NOISE)


def published_themes(themes: Integers) -> list[int]:
    """Return the numbers of the themes (k,) that are published: those over two topics or more, if there are several."""
    topics_a_theme = np.bincount(themes, minlength=1)
    return [] if len(topics_a_theme) < 2 else np.flatnonzero(topics_a_theme > 1).tolist()
