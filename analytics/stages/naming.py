"""Give topics and themes their words, labels and quotes, and ask a language model for names where koe.toml wants it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from analytics.arrays import Integers
from analytics.label import Evidence, TopicWords, ask_names, cache_key, choose_quotes, describe_topics, name_topics
from analytics.settings import Settings
from analytics.stages.distinct import Distinct
from analytics.stages.groups import Groups, theme_of_mention
from analytics.topic import TopicFit


@dataclass(frozen=True)
class Named:
    """A topic or theme in words: keywords, a label in each language that it speaks, and quotes as mention ids."""

    topic_id: str
    label: str
    labels: Mapping[str, str]
    keywords: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Naming:
    """All names, the table of those a language model ever gave, how many are its, how often it was asked in vain."""

    named: tuple[Named, ...]
    given: pa.Table
    by_llm: int
    fallbacks: int


def name_groups(settings: Settings, distinct: Distinct, fit: TopicFit, groups: Groups, given: pa.Table) -> Naming:
    """Name every topic and theme; `given` are the names that a language model gave in earlier runs."""
    described = describe_topics(distinct.texts, distinct.languages, fit.labels, fit.themes)
    names = {code: name_topics(described, code) for code in ("ja", "en")}
    first = settings.project.languages[0]
    quoted = _Quoting(distinct, first)
    named = [
        _named(topic_id, described.topics[number], {code: names[code].topics[number] for code in names}, first)
        for number, topic_id in enumerate(groups.topic_ids)
    ] + [
        _named(topic_id, described.themes[number], {code: names[code].themes[number] for code in names}, first)
        for number, topic_id in groups.theme_ids.items()
    ]
    rows = [np.flatnonzero(fit.labels == number) for number in range(fit.count)]
    rows += [np.flatnonzero(theme_of_mention(fit) == number) for number in groups.theme_ids]
    chosen = [quoted.of(members) for members in rows]
    return _by_llm(settings, distinct, named, chosen, given)


@dataclass(frozen=True)
class _Quoting:
    """Chooses quotes among the distinct mentions, those of the `first` language before others."""

    distinct: Distinct
    first: str

    def of(self, rows: Integers) -> list[int]:
        """Return the rows to quote of a topic's `rows`."""
        distinct, vectors = self.distinct, self.distinct.vectors[rows]
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
    settings: Settings, distinct: Distinct, named: Sequence[Named], chosen: Sequence[Sequence[int]], given: pa.Table
) -> Naming:
    """Return the names with quotes, and with what a language model calls them, if koe.toml names one."""
    quoted = [
        replace(entry, quotes=tuple(distinct.mention_ids[row] for row in rows))
        for entry, rows in zip(named, chosen, strict=True)
    ]
    if settings.labels.llm is None or settings.labels.model is None:
        return Naming(tuple(quoted), given, 0, 0)
    known: dict[str, dict[str, str]] = {}
    for row in given.to_pylist():
        known.setdefault(row["cache_key"], {})[row["language"]] = row["label"]
    evidence = [
        Evidence(entry.topic_id, entry.keywords, tuple(distinct.texts[row] for row in rows), entry.labels)
        for entry, rows in zip(named, chosen, strict=True)
    ]
    answer = ask_names(evidence, settings.labels, known)
    keys = [cache_key(entry.topic_id, settings.labels.model) for entry in quoted]
    first = settings.project.languages[0]
    renamed = [_renamed(entry, answer.names.get(key, {}), first) for entry, key in zip(quoted, keys, strict=True)]
    by_llm = sum(key in answer.names for key in keys)
    return Naming(tuple(renamed), _given_table(known | _plain(answer.names)), by_llm, answer.fallbacks)


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
