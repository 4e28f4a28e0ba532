"""The tables of topics and themes: their ids, and the rows that the warehouse keeps of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from analytics.arrays import Integers
from analytics.cluster import NOISE
from analytics.identity import lasting_ids
from analytics.stages.distinct import Distinct
from analytics.stages.previous import Previous
from analytics.topic import DISSOLVED, ONE_OFF, MentionTopics, TopicFit


@dataclass(frozen=True)
class Groups:
    """The id of each topic, and the id of each theme that is published: those over two topics or more, if several."""

    topic_ids: tuple[str, ...]
    theme_ids: Mapping[int, str]
    sizes: Integers

    def parent(self, fit: TopicFit, topic: int) -> str | None:
        """Return the id of a topic's theme, None where it stands by itself."""
        return self.theme_ids.get(int(fit.themes[topic]))

    def theme_of_mention(self, fit: TopicFit) -> Integers:
        """Return the theme of each mention (n,), NOISE without a topic."""
        return _theme_of_mention(fit)

    def theme_stability(self, fit: TopicFit, theme: int) -> float:
        """Return the mean stability of a theme's topics, by mentions."""
        inside = fit.themes == theme
        return float(np.average(fit.stability[inside], weights=self.sizes[inside]))

    def mean_stability(self, fit: TopicFit) -> float | None:
        """Return the mean stability of all topics, by mentions; None without topics."""
        return float(np.average(fit.stability, weights=self.sizes)) if fit.count else None


class Words(Protocol):
    """A topic or theme in words."""

    @property
    def topic_id(self) -> str:
        """Its id."""
        ...

    @property
    def label(self) -> str:
        """What it is called."""
        ...

    @property
    def labels(self) -> Mapping[str, str]:
        """What it is called in each language."""
        ...

    @property
    def keywords(self) -> tuple[str, ...]:
        """The words that set it apart."""
        ...

    @property
    def quotes(self) -> tuple[str, ...]:
        """Mentions to quote."""
        ...


class AllWords(Protocol):
    """All topics and themes in words, topics first."""

    @property
    def named(self) -> Sequence[Words]:
        """Them, in the order of topic ids and then theme ids."""
        ...


def groups_of(fit: TopicFit, distinct: Distinct, before: Previous) -> Groups:
    """Give topics and themes ids that last: those of the release before where the members are the same."""
    ids = _ids(fit.labels, range(fit.count), distinct, before.topic_of_mention, before.topic_ids)
    themes = _theme_of_mention(fit)
    topics_a_theme = np.bincount(fit.themes, minlength=1)
    shown = [] if len(topics_a_theme) < 2 else np.flatnonzero(topics_a_theme > 1).tolist()
    theme_ids = _ids(themes, shown, distinct, before.theme_of_mention, before.topic_ids | set(ids))
    sizes = np.bincount(fit.labels[fit.labels != NOISE], minlength=fit.count)
    return Groups(tuple(ids), dict(zip(shown, theme_ids, strict=True)), sizes)


def topic_table(fit: TopicFit, groups: Groups, naming: AllWords, before: Iterable[dict[str, Any]]) -> pa.Table:
    """Return rows of analysis.topic: this run's topics and themes, and those of earlier runs that are no more."""
    kept = {"parent_topic_id": None, "level": 0}
    facts: list[dict[str, Any]] = [
        kept | {
            "parent_topic_id": groups.parent(fit, topic),
            "stability": float(fit.stability[topic]),
            "one_language": fit.one_language[topic],
        }
        for topic in range(fit.count)
    ]  # fmt: skip
    facts += [kept | {"level": 1, "stability": groups.theme_stability(fit, theme)} for theme in groups.theme_ids]
    rows = [_topic_row(words, fact) for words, fact in zip(naming.named, facts, strict=True)]
    active = {row["topic_id"] for row in rows}
    # A retired topic hangs under nothing: the theme it was in may be another one by now.
    rows += [row | {"status": "retired", "parent_topic_id": None} for row in before if row["topic_id"] not in active]
    text = ("topic_id", "label", "label_ja", "label_en", "parent_topic_id", "status", "one_language")
    schema = pa.schema(
        [
            *((name, pa.string()) for name in text),
            ("keywords", pa.list_(pa.string())),
            ("level", pa.int32()),
            ("stability", pa.float64()),
            ("is_stable", pa.bool_()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def quote_table(groups: Groups, naming: AllWords) -> pa.Table:
    """Return rows of analysis.topic_quote."""
    rows = [
        {"topic_id": words.topic_id, "rank": rank, "mention_id": mention_id}
        for words in naming.named
        for rank, mention_id in enumerate(words.quotes, start=1)
    ]
    schema = pa.schema([("topic_id", pa.string()), ("rank", pa.int32()), ("mention_id", pa.string())])
    return pa.Table.from_pylist(rows, schema=schema)


def placement_table(distinct: Distinct, found: MentionTopics, groups: Groups) -> pa.Table:
    """Return rows of analysis.placement: where each distinct mention was placed, and which text it is a copy of."""
    fit = found.fit
    return pa.table(
        {
            "text_hash": distinct.text_hashes,
            "topic_id": pa.array([groups.topic_ids[t] if t != NOISE else None for t in fit.labels], pa.string()),
            "placement": pa.array(fit.placement, pa.string()),
            "strength": pa.array(
                [None if p == ONE_OFF else s for p, s in zip(fit.placement, fit.strength.round(6), strict=True)],
                pa.float64(),
            ),
            "x": fit.plane[:, 0].astype(np.float64).round(4),
            "y": fit.plane[:, 1].astype(np.float64).round(4),
            "copy_of": pa.array([distinct.text_hashes[row] for row in found.copy_of], pa.string()),
        }
    )


def _topic_row(words: Words, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return one row of analysis.topic."""
    return {
        "topic_id": words.topic_id,
        "label": words.label,
        "label_ja": words.labels.get("ja"),
        "label_en": words.labels.get("en"),
        "keywords": list(words.keywords),
        "status": "active",
        "is_stable": facts["stability"] >= DISSOLVED,
        **facts,
    }


def _theme_of_mention(fit: TopicFit) -> Integers:
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
