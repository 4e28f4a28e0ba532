"""Names for topics: the words that set each apart, a label in each language, and mentions to quote."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Integers, Vectors
from analytics.cluster import NOISE

#: Words a topic keeps, and how many of them name it.
KEYWORDS = 10
LABEL_WORDS = 3

#: A word names a topic only if at least this many of its distinct mentions hold it.
LEAST_MENTIONS = 2

#: Quotes of a topic, and the length in characters that reads well.
QUOTES = 5
QUOTE_LENGTH = (12, 160)

#: A quote this near (cosine) to one already chosen says the same again.
SAME_QUOTE = 0.85

#: How the words of a label are joined; labels are made in these languages.
SEPARATOR = {"ja": "・", "en": ", "}


@dataclass(frozen=True)
class TopicWords:
    """The keywords of one topic, strongest first, over all its languages and for each of ja and en."""

    keywords: tuple[str, ...]
    by_language: dict[str, tuple[str, ...]]


def topic_words(words: Sequence[Sequence[str]], languages: Sequence[str], labels: Integers) -> list[TopicWords]:
    """Return the keywords of each topic 0..max by class-based TF-IDF (Grootendorst 2022) within each language.

    `words` are the content words of the n distinct mentions, `labels` (n,) their topics. A word's weight in a
    topic is its share of the topic's words times log(1 + mean words a topic / the word's count in all topics);
    each mention counts a word once, so that one long rant does not name a topic.
    """
    count = int(labels.max()) + 1 if len(labels) else 0
    words = _in_one_form(words)
    weights = {
        code: _class_tfidf(words, [language == code for language in languages], labels, count)
        for code in sorted(set(languages))
    }
    found = []
    for topic in range(count):
        by_language = {
            code: _strongest(ranked[topic]) for code, ranked in weights.items() if code in SEPARATOR and ranked[topic]
        }
        mixed: Counter[str] = Counter()
        for ranked in weights.values():
            mixed.update(ranked[topic])
        found.append(TopicWords(_strongest(mixed), by_language))
    return found


def _in_one_form(words: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the words with plurals as the singular where that is in use too: flights and flight are one word."""
    known = {word for mention in words for word in mention}
    endings = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))
    form: dict[str, str] = {}
    for word in known:
        singulars = (word.removesuffix(plural) + single for plural, single in endings if word.endswith(plural))
        form[word] = next((single for single in singulars if single in known and not single.endswith("s")), word)
    return [[form[word] for word in mention] for mention in words]


def _class_tfidf(
    words: Sequence[Sequence[str]], chosen: Sequence[bool], labels: Integers, count: int
) -> list[Counter[str]]:
    """Return for each topic its words with their class-based TF-IDF weight, over the chosen mentions."""
    counts: list[Counter[str]] = [Counter() for _ in range(count)]
    for mention, use, label in zip(words, chosen, labels, strict=True):
        if use and label != NOISE:
            counts[label].update(set(mention))
    total: Counter[str] = Counter()
    for counted in counts:
        total.update(counted)
    mean = sum(total.values()) / max(1, sum(1 for counted in counts if counted))
    weighted: list[Counter[str]] = []
    for counted in counts:
        size = sum(counted.values())
        weighted.append(
            Counter(
                {
                    word: number / size * np.log1p(mean / total[word])
                    for word, number in counted.items()
                    if number >= LEAST_MENTIONS
                }
            )
        )
    return weighted


def _strongest(weights: Counter[str]) -> tuple[str, ...]:
    """Return the heaviest KEYWORDS words, ties by the word itself."""
    return tuple(word for word, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:KEYWORDS])


def name_topics(words: Sequence[TopicWords], language: str) -> list[str | None]:
    """Return a label for each topic in one language, None where it has no words in it; no two are equal.

    A label is the topic's strongest words; where two topics would share one, each takes the next word that the
    other does not have, and a number where the words run out.
    """
    lengths = [LABEL_WORDS] * len(words)
    for _ in range(KEYWORDS - LABEL_WORDS):
        names = [_name(entry, language, length) for entry, length in zip(words, lengths, strict=True)]
        doubled = {name for name, times in Counter(names).items() if name and times > 1}
        if not doubled:
            return names
        lengths = [length + (name in doubled) for name, length in zip(names, lengths, strict=True)]
    return _numbered(names)


def _name(entry: TopicWords, language: str, length: int) -> str | None:
    """Join the first `length` keywords of a language."""
    chosen = entry.by_language.get(language, ())[:length]
    return SEPARATOR[language].join(chosen) or None


def _numbered(names: list[str | None]) -> list[str | None]:
    """Put a number behind every name but the first of those that are equal."""
    seen: Counter[str | None] = Counter()
    numbered: list[str | None] = []
    for name in names:
        seen[name] += 1
        numbered.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return numbered


def choose_quotes(texts: Sequence[str], vectors: Vectors, centroid: Vectors, weights: Floats) -> list[int]:
    """Return up to QUOTES rows of one topic's mentions: central, of readable length, different from one another."""
    lengths = np.array([len(text) for text in texts])
    readable = (lengths >= QUOTE_LENGTH[0]) & (lengths <= QUOTE_LENGTH[1])
    # Where no mention is of readable length the most central ones have to do.
    candidates = np.flatnonzero(readable) if readable.any() else np.arange(len(texts))
    nearness = vectors[candidates] @ centroid + 0.02 * np.log1p(weights[candidates])
    chosen: list[int] = []
    for row in candidates[np.argsort(-nearness, kind="stable")]:
        if all(float(vectors[row] @ vectors[other]) < SAME_QUOTE for other in chosen):
            chosen.append(int(row))
        if len(chosen) == QUOTES:
            break
    return chosen
