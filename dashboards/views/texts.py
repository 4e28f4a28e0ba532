"""The wording catalogue texts.toml: every phrase of the pages in every language they speak."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from dashboards.views.parts import Part, Sentence, Words

#: Languages that the pages speak; koe.toml decides which comes first.
LANGUAGES = ("ja", "en")

CATALOGUE = Path(__file__).parents[1] / "texts.toml"


@dataclass(frozen=True)
class Texts:
    """The phrases of one language by their dotted key."""

    language: str
    phrases: Mapping[str, str]

    def __call__(self, key: str) -> str:
        """Return the phrase `key`; raise KeyError where the catalogue lacks it."""
        return self.phrases[key]

    def knows(self, key: str) -> bool:
        """Say whether the catalogue has `key`: for names that come from data, such as a metric's."""
        return key in self.phrases

    def sentence(self, key: str, **parts: Part | Sentence) -> Sentence:
        """Return phrase `key` with its {places} filled; raise KeyError where one is not given."""
        return tuple(_filled(self(key), parts))


@cache
def texts(language: str) -> Texts:
    """Return the phrases of one of LANGUAGES."""
    document = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    return Texts(language, MappingProxyType({key: said[language] for key, said in _phrases("", document)}))


def _phrases(path: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each phrase of the catalogue with its dotted key."""
    for key, entry in table.items():
        if isinstance(entry.get(LANGUAGES[0]), str):
            yield path + key, entry
        else:
            yield from _phrases(f"{path}{key}.", entry)


def _filled(phrase: str, parts: Mapping[str, Part | Sentence]) -> Iterator[Part]:
    """Yield the words of a phrase and, between them, the parts that it has places for."""
    for words, place, _, _ in Formatter().parse(phrase):
        if words:
            yield Words(words)
        if place is not None:
            part = parts[place]
            yield from part if isinstance(part, tuple) else (part,)
