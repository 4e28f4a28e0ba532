"""Give topics and themes their words, labels and quotes, and ask a language model for names where koe.toml wants it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from analytics.arrays import Integers, Vectors
from analytics.label import (
    Evidence,
    Names,
    TopicWords,
    ask_names,
    cache_key,
    choose_quotes,
    describe_topics,
    name_topics,
    still_fits,
)
from analytics.settings import Settings
from analytics.stages.distinct import Distinct
from analytics.stages.groups import Groups

#: Gives the vectors of rows of the distinct mentions.
VectorsOf: TypeAlias = Callable[[Integers], Vectors]

#: Languages that topics are named in.
LANGUAGES = ("ja", "en")


@dataclass(frozen=True)
class Named:
    """A topic or theme in words: keywords, a label in each language that it speaks, and quotes as mention ids."""

    topic_id: str
    label: str
    labels: Mapping[str, str]
    keywords: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What names there are: those a language model ever gave, and labels by id and language.

    Topics keep the labels `kept`, and those of `unmoved` that their words still speak for.
    """

    given: pa.Table
    kept: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unmoved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def by_key(self) -> dict[str, dict[str, str]]:
        """Return what a language model gave, by its key."""
        names: dict[str, dict[str, str]] = {}
        for row in self.given.to_pylist():
            names.setdefault(row["cache_key"], {})[row["language"]] = row["label"]
        return names


@dataclass(frozen=True)
class Naming:
    """All names, the table of those a language model ever gave, how many are its, how often it was asked in vain."""

    named: tuple[Named, ...]
    given: pa.Table
    by_llm: int
    fallbacks: int


def name_groups(
    settings: Settings, distinct: Distinct, vectors_of: VectorsOf, groups: Groups, known: Known,
    wanted: Collection[str] | None = None,
) -> Naming:  # fmt: skip
    """Name topics and themes, all or those `wanted` by id; labels that are kept stay, and no other is equal to one."""
    described = describe_topics(distinct.texts, distinct.languages, groups.labels, groups.themes)
    words = [*described.topics, *(described.themes[number] for number in groups.theme_ids)]
    kept = {**known.kept, **_fitting(known.unmoved, dict(zip(groups.ids, words, strict=True)))}
    labels = {code: _labels(name_topics(described, code, _taken(kept, code)), groups) for code in LANGUAGES}
    first = settings.project.languages[0]
    quoted = _Quoting(distinct, vectors_of, first)
    named, chosen = [], []
    for place, (topic_id, rows) in enumerate(zip(groups.ids, groups.rows_of(), strict=True)):
        if wanted is None or topic_id in wanted:
            new = {code: labels[code][place] for code in LANGUAGES}
            old = kept.get(topic_id, {})
            named.append(_named(topic_id, words[place], {code: old.get(code) or new[code] for code in new}, first))
            chosen.append(quoted.of(rows))
    return _by_llm(settings, distinct, named, chosen, known)


def _fitting(unmoved: Mapping[str, Mapping[str, str]], words: Mapping[str, TopicWords]) -> dict[str, Mapping[str, str]]:
    """Return those of the labels that the words of their topics still speak for."""
    return {
        topic_id: {code: label for code, label in labels.items() if still_fits(label, words[topic_id], code)}
        for topic_id, labels in unmoved.items()
    }


def _taken(kept: Mapping[str, Mapping[str, str]], language: str) -> list[str]:
    """Return the labels in one language that are kept."""
    return [labels[language] for labels in kept.values() if language in labels]


def _labels(names: Names, groups: Groups) -> list[str | None]:
    """Return the label of each topic and published theme, in the order of the groups' ids."""
    return [*names.topics, *(names.themes[number] for number in groups.theme_ids)]


@dataclass(frozen=True)
class _Quoting:
    """Chooses quotes among the distinct mentions, those of the `first` language before others."""

    distinct: Distinct
    vectors_of: VectorsOf
    first: str

    def of(self, rows: Integers) -> list[int]:
        """Return the rows to quote of a topic's `rows`."""
        if not len(rows):
            return []
        distinct, vectors = self.distinct, self.vectors_of(rows)
        middle = vectors.mean(axis=0)
        chosen = choose_quotes(
            [distinct.texts[row] for row in rows],
            [distinct.languages[row] for row in rows],
            vectors,
            middle / max(float(np.linalg.norm(middle)), float(np.finfo(np.float32).tiny)),
            distinct.weights[rows],
            first=self.first,
        )
        return [int(rows[place]) for place in chosen]


def _named(topic_id: str, words: TopicWords, labels: Mapping[str, str | None], first: str) -> Named:
    """Return the names of one topic; one whose mentions hold no content word at all is called by its id."""
    spoken = {code: label for code, label in labels.items() if label is not None}
    return Named(topic_id, _chosen(spoken, first, topic_id), spoken, words.keywords, ())


def _chosen(labels: Mapping[str, str], first: str, topic_id: str) -> str:
    """Return the label in the first language, else in any, else the id."""
    return labels.get(first) or next((labels[code] for code in sorted(labels)), topic_id)


def _by_llm(
    settings: Settings, distinct: Distinct, named: Sequence[Named], chosen: Sequence[Sequence[int]], known: Known
) -> Naming:
    """Return the names with quotes, and with what a language model calls them, if koe.toml names one."""
    quoted = [
        replace(entry, quotes=tuple(distinct.mention_ids[row] for row in rows))
        for entry, rows in zip(named, chosen, strict=True)
    ]
    if settings.labels.llm is None or settings.labels.model is None:
        return Naming(tuple(quoted), known.given, 0, 0)
    before = known.by_key()
    evidence = [
        Evidence(entry.topic_id, entry.keywords, tuple(distinct.texts[row] for row in rows), entry.labels)
        for entry, rows in zip(named, chosen, strict=True)
    ]
    answer = ask_names(evidence, settings.labels, before)
    keys = [cache_key(entry.topic_id, settings.labels.model) for entry in quoted]
    first = settings.project.languages[0]
    renamed = [_renamed(entry, answer.names.get(key, {}), first) for entry, key in zip(quoted, keys, strict=True)]
    by_llm = sum(key in answer.names for key in keys)
    return Naming(tuple(renamed), _given_table(before | _plain(answer.names)), by_llm, answer.fallbacks)


def _plain(names: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return names as plain dictionaries."""
    return {key: dict(labels) for key, labels in names.items()}


def _renamed(entry: Named, given: Mapping[str, str], first: str) -> Named:
    """Return a topic with the labels it was given in place of its own."""
    labels = {**entry.labels, **given}
    return replace(entry, labels=labels, label=_chosen(labels, first, entry.topic_id))


def _given_table(names: Mapping[str, Mapping[str, str]]) -> pa.Table:
    """Return rows of analysis.given_name."""
    rows = [
        {"cache_key": key, "language": language, "label": label}
        for key, labels in sorted(names.items())
        for language, label in sorted(labels.items())
    ]
    schema = pa.schema([(name, pa.string()) for name in ("cache_key", "language", "label")])
    return pa.Table.from_pylist(rows, schema=schema)
