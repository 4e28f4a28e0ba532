"""Keywords of topics and themes: what sets each apart, and the phrases that name it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from analytics.arrays import Floats, Integers
from analytics.cluster import NOISE
from analytics.label.spelling import akin
from analytics.label.terms import Terms, read_terms

#: Words a topic keeps, and terms it is named from.
KEYWORDS = 10

#: Labels are made in these languages.
LANGUAGES = ("ja", "en")

#: Distinct mentions of a topic that are read in one language: a word's share is then right to two percent points,
#: and a million mentions cost no more than their topics do.
SAMPLE = 2_000

#: A word names a topic only if at least this many of its distinct mentions hold it, fewer where there are hardly such.
LEAST_MENTIONS = (3, 2, 1)

#: How much the contrast with siblings counts beside the contrast with all other topics.
SIBLING_WEIGHT = 0.5

#: How much a word's share of the topic's mentions counts beside how much rarer it is elsewhere.
SHARE_POWER = 0.7

#: Candidates for keywords, and the power to which it counts how far a word stands together with those chosen before:
#: without it the list has the oddest words of a topic rather than those that make it up.
LISTED = 60
TOGETHER_POWER = 2

#: Candidates for a label, and how much more a phrase says than a word: 部屋が狭い names a topic better than 狭い as
#: soon as half as many mentions say so. A theme is named by words: no phrase is broad enough for it.
CANDIDATES = 40
PHRASE_BONUS = 2.0


@dataclass(frozen=True)
class TopicWords:
    """The words of one topic or theme, strongest first.

    `keywords` go over all its languages, `by_language` has those of ja and en where it has mentions in them;
    `phrases` are what a label is made of, each about other mentions than those before it.
    """

    keywords: tuple[str, ...]
    by_language: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Described:
    """The words of the topics 0..k-1, and those of the themes over them."""

    topics: tuple[TopicWords, ...]
    themes: tuple[TopicWords, ...]


@dataclass(frozen=True)
class _Found:
    """What one language says of one topic: keywords with their weights, and phrases."""

    keywords: tuple[tuple[str, float], ...]
    phrases: tuple[str, ...]


def describe_topics(texts: Sequence[str], languages: Sequence[str], labels: Integers, parents: Integers) -> Described:
    """Return the words of each topic and theme.

    `texts` are the n distinct mentions, `labels` (n,) their topics 0..k-1 or NOISE, `parents` (k,) the theme of each
    topic. Each mention counts a word once, so that one long rant does not name a topic. A topic's words are those
    that it has more often than all other topics do and than its siblings, the topics under the same theme, do; a
    theme's are those that its topics share and other themes lack.
    """
    topics: list[dict[str, _Found]] = [{} for _ in parents]
    themes: list[dict[str, _Found]] = [{} for _ in range(int(max(parents, default=-1)) + 1)]
    spoken = np.array(languages, dtype=object)
    for language in sorted(set(languages)):
        rows = _sample(np.flatnonzero(spoken == language), labels)
        terms = read_terms([texts[row] for row in rows], language)
        counted = _Counts.of(terms, labels[rows], parents)
        for number, found in counted.topics():
            topics[number][language] = found
        for number, found in counted.themes():
            themes[number][language] = found
    return Described(tuple(map(_together, topics)), tuple(map(_together, themes)))


def _sample(rows: Integers, labels: Integers) -> Integers:
    """Return at most SAMPLE rows of each topic, evenly spread."""
    chosen = []
    for topic in np.unique(labels[rows]):
        if topic != NOISE:
            mine = rows[labels[rows] == topic]
            places = np.linspace(0, len(mine) - 1, min(SAMPLE, len(mine))).astype(np.int64)
            chosen.append(mine[places])
    return np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, dtype=np.int64)


def _together(found: Mapping[str, _Found]) -> TopicWords:
    """Put the languages of one topic together."""
    mixed: Counter[str] = Counter()
    for entry in found.values():
        mixed.update(dict(entry.keywords))
    ranked = sorted(mixed.items(), key=lambda item: (-item[1], item[0]))
    named = {code: entry for code, entry in found.items() if code in LANGUAGES and entry.phrases}
    return TopicWords(
        tuple(word for word, _ in ranked[:KEYWORDS]),
        {code: tuple(word for word, _ in entry.keywords) for code, entry in named.items()},
        {code: entry.phrases for code, entry in named.items()},
    )


@dataclass(frozen=True)
class _Counts:
    """How many mentions of each topic have each term, in one language."""

    terms: Terms
    labels: Integers
    parents: Integers
    counts: csr_matrix
    sizes: Floats

    @classmethod
    def of(cls, terms: Terms, labels: Integers, parents: Integers) -> "_Counts":
        """Count."""
        return cls(terms, labels, parents, *_counted(terms.said, labels, len(parents)))

    def topics(self) -> Iterable[tuple[int, _Found]]:
        """Yield what is found of each topic that has mentions here."""
        total, size = _dense(self.counts.sum(axis=0)), self.sizes.sum()
        for topic in np.flatnonzero(self.sizes).tolist():
            places, own = _row(self.counts, topic)
            rest = (total[places] - own, size - self.sizes[topic])
            siblings = np.flatnonzero((self.parents == self.parents[topic]) & (np.arange(len(self.parents)) != topic))
            near = (_dense(self.counts[siblings].sum(axis=0))[places], self.sizes[siblings].sum())
            share = own / self.sizes[topic]
            lift = _lift(share, rest, size)
            if near[1]:
                lift = (lift + SIBLING_WEIGHT * _lift(share, near, size)) / (1 + SIBLING_WEIGHT)
            weight = share**SHARE_POWER * lift
            yield topic, self._found(places, own, weight, np.flatnonzero(self.labels == topic), PHRASE_BONUS)

    def themes(self) -> Iterable[tuple[int, _Found]]:
        """Yield what is found of each theme that has mentions here."""
        if not len(self.sizes):
            return
        counts, sizes = _counted(self.counts, self.parents, int(self.parents.max()) + 1, self.sizes)
        total, size = _dense(counts.sum(axis=0)), sizes.sum()
        for theme in np.flatnonzero(sizes).tolist():
            places, own = _row(counts, theme)
            children = np.flatnonzero((self.parents == theme) & (self.sizes > 0))
            shares = self.counts[children][:, places].toarray() / self.sizes[children, None]
            # What one large topic says alone does not speak for its theme.
            breadth = (shares > total[places] / size).mean(axis=0)
            share = own / sizes[theme]
            weight = share**SHARE_POWER * _lift(share, (total[places] - own, size - sizes[theme]), size) * breadth
            yield theme, self._found(places, own, weight, np.flatnonzero(np.isin(self.labels, children)))

    def _found(
        self, places: Integers, own: Floats, weights: Floats, rows: Integers, phrase_bonus: float = 1.0
    ) -> _Found:
        """Choose keywords and phrases from terms with their counts and weights."""
        enough = next(
            (held for least in LEAST_MENTIONS if (held := (own >= least) & (weights > 0)).sum() >= KEYWORDS),
            weights >= 0,
        )
        places, weights = places[enough], weights[enough]
        order = np.lexsort((places, -weights))
        places, weights = places[order], weights[order]
        alone = self.terms.alone[places]
        keywords = self._keywords(places[alone][:LISTED], weights[alone][:LISTED])
        return _Found(
            tuple((self.terms.shown[place], weight * len(rows)) for place, weight in keywords),
            tuple(self.terms.shown[place] for place in self._covering(places, weights, rows, phrase_bonus)),
        )

    def _keywords(self, places: Integers, weights: Floats) -> list[tuple[int, float]]:
        """Return keywords and their weights: heavy ones that stand together, no word twice (fee, but then not fees)."""
        together = _npmi(self.terms.said[:, places])
        open_to = np.ones(len(places), dtype=bool)
        chosen: list[int] = []
        used: set[str] = set()
        while open_to.any() and len(chosen) < KEYWORDS:
            near = 1 + together[:, chosen].mean(axis=1) if chosen else np.ones(len(places))
            pick = int(np.argmax(np.where(open_to, weights * near**TOGETHER_POWER, -1)))
            chosen.append(pick)
            used.update(self.terms.families[places[pick]])
            open_to &= np.array([not akin(self.terms.families[place], used) for place in places])
        return [(int(places[pick]), float(weights[pick])) for pick in chosen]

    def _covering(self, places: Integers, weights: Floats, rows: Integers, phrase_bonus: float) -> list[int]:
        """Return terms that name the topic: heavy ones, phrases before words, each adding mentions to those before."""
        # A half of a compound is shown in none but the whole.
        whole = np.array(
            [len(self.terms.families[place]) > 1 or self.terms.alone[place] for place in places], dtype=bool
        )
        places, weights = places[whole], weights[whole]
        bonus = np.array([phrase_bonus if len(self.terms.families[place]) > 1 else 1.0 for place in places])
        best = np.argsort(-weights * bonus, kind="stable")[:CANDIDATES]
        places, weights = places[best], (weights * bonus)[best]
        said = self.terms.said[:, places][rows].toarray() > 0
        left, open_to = np.ones(len(rows), dtype=bool), np.ones(len(places), dtype=bool)
        chosen: list[int] = []
        used: set[str] = set()
        while open_to.any() and len(chosen) < KEYWORDS:
            added = (said & left[:, None]).sum(axis=0) / np.maximum(1, said.sum(axis=0))
            pick = int(np.argmax(np.where(open_to, weights * (1 + added), -1)))
            chosen.append(int(places[pick]))
            used.update(self.terms.families[places[pick]])
            left &= ~said[:, pick]
            open_to &= np.array([not akin(self.terms.families[place], used) for place in places])
        return chosen


def _counted(
    said: csc_matrix | csr_matrix, groups: Integers, count: int, sizes: Floats | None = None
) -> tuple[csr_matrix, Floats]:
    """Return the sum of the rows of each group 0..count-1, and the groups' sizes."""
    rows = np.arange(len(groups))
    member = csr_matrix((np.ones(len(groups), dtype=np.float64), (groups, rows)), (count, len(groups)))
    return csr_matrix(member @ said), np.bincount(groups, weights=sizes, minlength=count).astype(np.float64)


def _npmi(said: csc_matrix) -> Floats:
    """Return the normalised pointwise mutual information of each two terms, -1 where no text has both (Bouma 2009)."""
    both = (said.T @ said).toarray() / max(1, said.shape[0])
    single = np.diag(both)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(both / np.outer(single, single)) / -np.log(both)
    return np.where(both == 0, -1.0, np.where(both == 1, 1.0, found))


def _row(counts: csr_matrix, number: int) -> tuple[Integers, Floats]:
    """Return the terms of one group and their counts."""
    row = counts[[number]]
    order = np.argsort(row.indices)
    return row.indices[order].astype(np.int64), row.data[order].astype(np.float64)


def _dense(row: object) -> Floats:
    """Return a row that scipy gives as a matrix."""
    return np.asarray(row, dtype=np.float64).ravel()


def _lift(share: Floats, other: tuple[Floats, float], size: float) -> Floats:
    """Return the logarithm of how many times more often a term is here than elsewhere, one more mention assumed."""
    return np.log((share + 1 / size) / (other[0] / max(other[1], 1.0) + 1 / size))
