"""Polarity of the words of a text: `lexicon.toml` counted, with negation turned round."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from analytics.arrays import Floats

#: A negated word counts this much the other way: "not good" is milder than "bad".
_NEGATED = -0.6

#: A word right after "very" or the like counts this much.
_STRENGTHENED = 1.3

#: Words before an English word that can negate it: "not a very good".
_REACH = 3

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")

#: Japanese negates after the word, at most four characters on and within the clause: 良いとは言えない.
_NEGATION_JA = re.compile(r"[^、。,.!?！？\s]{0,4}?(?:な[いくか]|なし|ませ[んぬ]|ず(?<!まず)(?<!必ず))")
_LOOK_JA = 8


@dataclass(frozen=True)
class _Lexicon:
    """English words by polarity (1 or -1) and what bends them; Japanese stems by polarity and a pattern of them all."""

    english: dict[str, int]
    negation: frozenset[str]
    strengthening: frozenset[str]
    japanese: dict[str, int]
    stems: re.Pattern[str]


def lexicon_scores(texts: Sequence[str]) -> Floats:
    """Return (n,) from -1 to 1: the balance of positive and negative words, 0 where there is none.

    One word of polarity gives a half, three of the same three quarters: more evidence, more certainty.
    """
    lexicon = _lexicon()
    scores = np.zeros(len(texts))
    for row, text in enumerate(texts):
        found = _english(lexicon, text.lower().replace("’", "'")) + _japanese(lexicon, text)
        scores[row] = np.clip(sum(found) / (len(found) + 1), -1, 1)
    return scores


def _english(lexicon: _Lexicon, text: str) -> list[float]:
    """Return the polarity of each English word that has one."""
    words = _WORD.findall(text)
    found = []
    for place, word in enumerate(words):
        polarity: float = lexicon.english.get(word, 0)
        if not polarity:
            continue
        if any(w in lexicon.negation or w.endswith("n't") for w in words[max(0, place - _REACH) : place]):
            polarity *= _NEGATED
        if place and words[place - 1] in lexicon.strengthening:
            polarity *= _STRENGTHENED
        found.append(polarity)
    return found


def _japanese(lexicon: _Lexicon, text: str) -> list[float]:
    """Return the polarity of each Japanese stem found, the longest at each place."""
    found = []
    for match in lexicon.stems.finditer(text):
        polarity: float = lexicon.japanese[match.group()]
        if _NEGATION_JA.match(text, match.end(), match.end() + _LOOK_JA):
            polarity *= _NEGATED
        found.append(polarity)
    return found


@cache
def _lexicon() -> _Lexicon:
    """Read lexicon.toml."""
    document = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
    english, japanese = document["en"], document["ja"]
    stems = _by_polarity(japanese)
    longest_first = sorted(stems, key=lambda stem: (-len(stem), stem))
    return _Lexicon(
        english=_by_polarity(english),
        negation=frozenset(english["negation"].split()),
        strengthening=frozenset(english["strengthening"].split()),
        japanese=stems,
        stems=re.compile("|".join(map(re.escape, longest_first))),
    )


def _by_polarity(words: dict[str, str]) -> dict[str, int]:
    """Return word → 1 or -1."""
    return {word: sign for side, sign in (("positive", 1), ("negative", -1)) for word in words[side].split()}
