"""Labels: the few terms a person would write on a topic, no two alike."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, count

from analytics.label.keywords import Described, TopicWords

#: Terms of a label and its length in characters: what a list shows without cutting it off.
LABEL_TERMS = 3
LONGEST_LABEL = {"ja": 26, "en": 44}

#: How the terms of a label are joined.
SEPARATOR = {"ja": "・", "en": ", "}


@dataclass(frozen=True)
class Names:
    """A label of each topic and of each theme in one language, None where there is none."""

    topics: tuple[str | None, ...]
    themes: tuple[str | None, ...]


def name_topics(words: Described, language: str, kept: Collection[str] = ()) -> Names:
    """Return a label for each topic and theme in one language, None where it has no words in it; no two are equal.

    A label is the first terms of a topic's phrases, as many as a list can show. Where that is taken, other choices
    among its phrases follow, and a number where they run out. Topics choose before themes. None is one of those `kept`.
    """
    taken = {name.casefold() for name in kept}
    topics, themes = (
        tuple(_free_name(entry.phrases.get(language, ()), language, taken) for entry in entries)
        for entries in (words.topics, words.themes)
    )
    return Names(topics, themes)


def still_fits(label: str, words: TopicWords, language: str) -> bool:
    """Say whether the first term of an earlier label is still among the terms that set the topic apart."""
    first = label.split(SEPARATOR[language])[0].casefold()
    terms = chain(words.phrases.get(language, ()), words.by_language.get(language, ()))
    return first in {term.casefold() for term in terms}


def _free_name(phrases: Sequence[str], language: str, taken: set[str]) -> str | None:
    """Return the first label that is not taken, and take it; labels that differ in capitals only are equal."""
    if not phrases:
        return None
    best = _joined(phrases[: _fitting(phrases, language)], language)
    numbered = (f"{best} ({number})" for number in count(2))
    for name in chain([best], _choices(phrases, language), numbered):
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError("numbers do not run out")


def _fitting(phrases: Sequence[str], language: str) -> int:
    """Return how many of the phrases make a label of readable length, one at least."""
    sizes = range(min(LABEL_TERMS, len(phrases)), 1, -1)
    return next((size for size in sizes if len(_joined(phrases[:size], language)) <= LONGEST_LABEL[language]), 1)


def _choices(phrases: Sequence[str], language: str) -> Iterator[str]:
    """Yield other labels of readable length that begin with one of the first phrases, the longer ones first."""
    for size in range(LABEL_TERMS, 0, -1):
        for chosen in combinations(phrases, size):
            name = _joined(chosen, language)
            if chosen[0] in phrases[:LABEL_TERMS] and len(name) <= LONGEST_LABEL[language]:
                yield name


def _joined(phrases: Sequence[str], language: str) -> str:
    """Join phrases, the first letter a capital one unless the word has capitals of its own."""
    text = SEPARATOR[language].join(phrases)
    return text[:1].upper() + text[1:] if phrases and phrases[0].split(" ")[0].islower() else text
