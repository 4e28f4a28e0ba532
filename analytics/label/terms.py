"""Terms of many texts in one language: words and phrases, who says which, and how each is written."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix

from analytics.arrays import Flags, Integers
from analytics.label.english import count_words, english_words
from analytics.label.spelling import Spelling, word_family
from analytics.tokens import Word, japanese_words

#: A phrase is one only if so many texts have it: two may quote one another.
LEAST_TEXTS = 3

#: A phrase that goes on with one and the same word in more than this part of all cases is only a part of one.
PART_SHARE = 0.6

#: What joins the words of a phrase that can be a keyword; one over a particle or a preposition can only be a label.
PLAIN_LINKS = frozenset({"", " ", "-", "・"})


@dataclass(frozen=True)
class Terms:
    """The m terms of n texts.

    `said` (n, m) is 1 where a text has a term. `families` are the word families of a term's words (verify and
    verification are of one), as many as it has words; `alone` marks the terms that can be keywords.
    """

    said: csc_matrix
    shown: tuple[str, ...]
    families: tuple[tuple[str, ...], ...]
    alone: Flags


class _Stream:
    """All words of all texts as columns: text, key, form, link to the word before."""

    def __init__(self) -> None:
        self._numbers: tuple[dict[str, int], ...] = ({}, {}, {})
        self._columns = [array("q") for _ in range(4)]
        self.light: set[str] = set()

    def add(self, text: int, words: Iterable[Word]) -> None:
        """Append the words of a text."""
        for word in words:
            if not word.alone:
                self.light.add(word.key)
            self._columns[0].append(text)
            for value, number, column in zip(word[:3], self._numbers, self._columns[1:], strict=True):
                column.append(-1 if value is None else number.setdefault(value, len(number)))

    def columns(self) -> "_Columns":
        """Return the columns with keys, forms and links numbered in their own order, not in that of the texts."""
        texts, *columns = (np.frombuffer(column, dtype=np.int64) for column in self._columns)
        names = [sorted(number) for number in self._numbers]
        for at, (number, ordered) in enumerate(zip(self._numbers, names, strict=True)):
            rank = np.full(len(number) + 1, -1, dtype=np.int64)
            rank[[number[name] for name in ordered]] = np.arange(len(ordered))
            columns[at] = rank[columns[at]]
        light = np.isin(names[0], sorted(self.light))
        keys, forms, links = columns
        key_names, form_names, link_names = names
        return _Columns(texts, keys, forms, links, key_names, form_names, link_names, light)


@dataclass(frozen=True)
class _Columns:
    """The words of all texts by number, and what the numbers stand for; `light` marks keys that do not stand alone."""

    texts: Integers
    keys: Integers
    forms: Integers
    links: Integers
    key_names: list[str]
    form_names: list[str]
    link_names: list[str]
    light: Flags


def read_terms(texts: Sequence[str], language: str) -> Terms:
    """Return the terms of texts in one language."""
    stream = _Stream()
    read = _reader(texts, language)
    for number, text in enumerate(texts):
        stream.add(number, read(text))
    columns = stream.columns()
    groups = [_words(columns), _phrases(columns, 2), _phrases(columns, 3)]
    texts_of = np.concatenate([group.texts for group in groups])
    offsets = np.cumsum([0, *(len(group.shown) for group in groups)])
    terms_of = np.concatenate([group.terms + offset for group, offset in zip(groups, offsets, strict=False)])
    said = csc_matrix((np.ones(len(texts_of), dtype=np.float32), (texts_of, terms_of)), (len(texts), int(offsets[-1])))
    said.data[:] = 1
    family = [word_family(key) for key in columns.key_names]
    return Terms(
        said,
        tuple(shown for group in groups for shown in group.shown),
        tuple(tuple(family[part] for part in parts) for group in groups for parts in group.parts),
        np.concatenate([group.alone for group in groups]),
    )


def _reader(texts: Sequence[str], language: str) -> Callable[[str], list[Word]]:
    """Return what reads a text of a language."""
    if language == "ja":
        return japanese_words
    spelling = Spelling(*count_words(texts))
    return lambda text: english_words(text, spelling)


@dataclass(frozen=True)
class _Group:
    """Terms of one length: where each occurs, how it is shown, its words, whether it can be a keyword."""

    texts: Integers
    terms: Integers
    shown: list[str]
    parts: list[tuple[int, ...]]
    alone: Flags


def _words(columns: _Columns) -> _Group:
    """Return the single words that stand alone; `alone` leaves out those that are mostly half of a compound."""
    keys = columns.keys
    standing = ~columns.light[keys]
    found, terms = np.unique(keys[standing], return_inverse=True)
    forms = _commonest(terms, columns.forms[standing], len(found))
    # 露天 stands in 露天風呂 only: the half is no keyword beside the whole.
    plain = np.isin(columns.links, [at for at, link in enumerate(columns.link_names) if link in PLAIN_LINKS])
    joined = (np.where(standing, keys, -1), np.where(plain, columns.links, -1))
    whole = _complete(np.flatnonzero(standing), terms, joined, 1)
    shown = [columns.form_names[form] for form in forms]
    return _Group(columns.texts[standing], terms, shown, [(int(key),) for key in found], whole)


def _phrases(columns: _Columns, length: int) -> _Group:
    """Return the phrases of so many words that enough texts have; the order of the words does not matter."""
    starts, ordered = _windows(columns, length)
    found, terms = np.unique(ordered, axis=0, return_inverse=True)
    terms = terms.ravel()
    once = np.unique(np.stack([terms, columns.texts[starts]]), axis=1)
    enough = np.bincount(once[0], minlength=len(found)) >= LEAST_TEXTS
    enough &= _complete(starts, terms, (columns.keys, columns.links), length)
    kept = enough[terms]
    starts, terms, found = starts[kept], (np.cumsum(enough) - 1)[terms[kept]], found[enough]
    shown, plain = _phrase_forms(starts, terms, columns, length)
    parts = [tuple(map(int, row)) for row in found]
    return _Group(columns.texts[starts], terms, shown, parts, plain & ~columns.light[found].any(axis=1))


def _windows(columns: _Columns, length: int) -> tuple[Integers, Integers]:
    """Return where so many different words follow on one another within a phrase, and their keys in order."""
    keys, links = columns.keys, columns.links
    count = max(0, len(keys) - length + 1)
    starts = np.flatnonzero(np.all([links[at : count + at] >= 0 for at in range(1, length)], axis=0))
    ordered = np.sort(np.stack([keys[starts + at] for at in range(length)], axis=1), axis=1)
    different = np.all(ordered[:, 1:] != ordered[:, :-1], axis=1)
    return starts[different], ordered[different]


def _complete(starts: Integers, terms: Integers, columns: tuple[Integers, Integers], length: int) -> Flags:
    """Return which terms stand by themselves: one that mostly goes on with the same word is a part of a longer one."""
    keys, links = columns
    count = int(terms.max(initial=-1)) + 1
    times = np.bincount(terms, minlength=count)
    complete = np.ones(count, dtype=bool)
    ends = starts + length
    last = np.minimum(ends, len(keys) - 1)
    for goes_on, beside in ((links[starts] >= 0, starts - 1), ((ends < len(keys)) & (links[last] >= 0), last)):
        goes_on &= keys[beside] >= 0
        pairs, number = np.unique(np.stack([terms[goes_on], keys[beside[goes_on]]]), axis=1, return_counts=True)
        most = np.zeros(count, dtype=np.int64)
        np.maximum.at(most, pairs[0], number)
        complete &= (most < LEAST_TEXTS) | (most <= PART_SHARE * times)
    return complete


def _phrase_forms(starts: Integers, terms: Integers, columns: _Columns, length: int) -> tuple[list[str], Flags]:
    """Return how each phrase is written most often, and whether that is without particles and prepositions."""
    cells = [columns.forms[starts]]
    for at in range(1, length):
        cells += [columns.links[starts + at], columns.forms[starts + at]]
    ways, way_of = np.unique(np.stack(cells, axis=1), axis=0, return_inverse=True)
    chosen = ways[_commonest(terms, way_of.ravel(), int(terms.max(initial=-1)) + 1)]
    names = (columns.form_names, columns.link_names)
    shown = ["".join(names[at % 2][cell] for at, cell in enumerate(row)) for row in chosen]
    plain = [all(columns.link_names[cell] in PLAIN_LINKS for cell in row[1::2]) for row in chosen]
    return shown, np.array(plain, dtype=bool)


def _commonest(groups: Integers, values: Integers, count: int) -> Integers:
    """Return for each group 0..count-1 the value it has most often, the smallest of equals."""
    pairs, times = np.unique(np.stack([groups, values]), axis=1, return_counts=True)
    order = np.lexsort((pairs[1], -times, pairs[0]))
    first = np.unique(pairs[0][order], return_index=True)[1]
    chosen = np.zeros(count, dtype=np.int64)
    chosen[pairs[0][order][first]] = pairs[1][order][first]
    return chosen
