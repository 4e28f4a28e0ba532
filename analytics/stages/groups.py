"""Which topics and themes there are, and under which ids they last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Integers
from analytics.cluster import NOISE
from analytics.identity import lasting_ids
from analytics.stages.distinct import Distinct
from analytics.stages.previous import Previous
from analytics.topic import TopicFit


@dataclass(frozen=True)
class Groups:
    """The id of each topic, and the id of each theme that is published: those over two topics or more, if several."""

    topic_ids: tuple[str, ...]
    theme_ids: Mapping[int, str]
    sizes: Integers

    def parent(self, fit: TopicFit, topic: int) -> str | None:
        """Return the id of a topic's theme, None where it stands by itself."""
        return self.theme_ids.get(int(fit.themes[topic]))

    def theme_stability(self, fit: TopicFit, theme: int) -> float:
        """Return the mean stability of a theme's topics, by mentions."""
        inside = fit.themes == theme
        return float(np.average(fit.stability[inside], weights=self.sizes[inside]))

    def mean_stability(self, fit: TopicFit) -> float | None:
        """Return the mean stability of all topics, by mentions; None without topics."""
        return float(np.average(fit.stability, weights=self.sizes)) if fit.count else None


def groups_of(fit: TopicFit, distinct: Distinct, before: Previous) -> Groups:
    """Give topics and themes ids that last: those of the release before where the members are the same."""
    ids = _ids(fit.labels, range(fit.count), distinct, before.topic_of_mention, before.topic_ids)
    themes = theme_of_mention(fit)
    topics_a_theme = np.bincount(fit.themes, minlength=1)
    shown = [] if len(topics_a_theme) < 2 else np.flatnonzero(topics_a_theme > 1).tolist()
    theme_ids = _ids(themes, shown, distinct, before.theme_of_mention, before.topic_ids | set(ids))
    sizes = np.bincount(fit.labels[fit.labels != NOISE], minlength=fit.count)
    return Groups(tuple(ids), dict(zip(shown, theme_ids, strict=True)), sizes)


def theme_of_mention(fit: TopicFit) -> Integers:
    """Return the theme of each mention (n,), NOISE without a topic."""
    if not fit.count:
        return np.full(len(fit.labels), NOISE, dtype=np.int64)
    return np.where(fit.labels != NOISE, fit.themes[fit.labels], NOISE)


def _ids(
    labels: Integers, numbers: Iterable[int], distinct: Distinct, before: Mapping[str, str], taken: set[str]
) -> list[str]:
    """Return a lasting id for each of the groups `numbers` of `labels` (n,)."""
    members = [[distinct.mention_ids[row] for row in np.flatnonzero(labels == number)] for number in numbers]
    return lasting_ids("t_", members, before, taken)
