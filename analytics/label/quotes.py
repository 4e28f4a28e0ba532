"""Quotes of a topic: central, readable, different from one another, in the languages its customers speak."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from analytics.arrays import Floats, Integers, Vectors
from analytics.label.keywords import LANGUAGES

#: Quotes of a topic, and how many of them are wanted even where the mentions are much alike.
QUOTES = 5
LEAST_QUOTES = 3

#: Lengths in characters that read well; Japanese says in one character what English says in two or three.
READABLE = {"ja": (12, 90), "en": (25, 200)}

#: A quote this near (cosine) to one already chosen says the same again; the second limit is for the wanted ones.
SAME_QUOTE = (0.85, 0.95)

#: Only so many of a topic's most central mentions in a language are read for quotes.
CENTRAL = 200

#: What a fault of readability costs, in cosine: two faults outweigh the distance between middling and central.
FAULT = 0.08

#: What likeness to a chosen quote costs, and what the logarithm of the mentions that say the same is worth.
LIKENESS = 0.3
REPEATED = 0.02

_ENDS = re.compile(r"[.!?。！？…♪][\s」』）)\"'”’]*$")
_JAPANESE_ENDS = re.compile(r"(?:です|ます|ません|でした|ました|だ|た|い|る|う|く|ね|よ|か|の)$")
_BEGINS_WITHIN = re.compile(
    r"^(?:[a-z]|[、。,.)\]）」』…・ー~〜]|but |and |so |ですが|ので|また|が、|けど|しかし|それで|でも|なので|あと)",
    re.I,
)
_LATIN_SMALL = re.compile(r"^[a-z]")
_NOISE = re.compile(r"https?://|@\w|#\w|\[(?:email|phone|card|postal|id|address|name)\]|(.)\1{3}|&\w+;|\n")
_SHOUTED = re.compile(r"\b[A-Z]{3,}\b")


def choose_quotes(
    texts: Sequence[str],
    languages: Sequence[str],
    vectors: Vectors,
    centroid: Vectors,
    weights: Floats,
    first: str = "ja",
) -> list[int]:
    """Return up to QUOTES rows of one topic's mentions, best first, those in the language `first` before the others.

    `texts`, `languages`, `vectors` (n, d) and `weights` (n,), how many mentions say the same, are of the topic's
    distinct mentions. Each of ja and en that the topic has is quoted, in proportion but at least once.
    """
    spoken = np.array([language if language in LANGUAGES else "" for language in languages], dtype=object)
    scores = (vectors @ centroid).astype(np.float64) + REPEATED * np.log1p(weights)
    chosen: list[int] = []
    shares = _shares(Counter(spoken))
    for language in sorted(shares, key=lambda code: (code != first, code)):
        rows = np.flatnonzero(spoken == language)
        rows = rows[np.argsort(-scores[rows], kind="stable")][:CENTRAL]
        faults = np.array([_faults(texts[row], language) for row in rows.tolist()])
        value = scores[rows] - FAULT * faults
        wanted = max(1, min(shares[language], LEAST_QUOTES - len(shares) + 1))
        for limit, most in zip(SAME_QUOTE, (shares[language], wanted), strict=True):
            chosen += _different((rows, value), (texts, vectors), chosen, limit, most - _count(chosen, rows))
    return chosen


def _count(chosen: Sequence[int], rows: Integers) -> int:
    """Return how many of the chosen rows are among these."""
    return len(set(chosen) & set(rows.tolist()))


def _shares(mentions: Counter[str]) -> dict[str, int]:
    """Return how many quotes each language gets: in proportion to its mentions, one at least."""
    known = {code: number for code, number in mentions.items() if code} or dict(mentions)
    total = sum(known.values())
    shares = {code: max(1, round(QUOTES * number / total)) for code, number in known.items()}
    largest = max(shares, key=lambda code: (shares[code], code), default="")
    if largest:
        shares[largest] += QUOTES - sum(shares.values())
    return shares


def _different(
    ranked: tuple[Integers, Floats],
    mentions: tuple[Sequence[str], Vectors],
    chosen: Sequence[int],
    limit: float,
    most: int,
) -> list[int]:
    """Return up to `most` rows with high values, none as near to another or to a chosen one as the limit."""
    rows, value = ranked
    texts, vectors = mentions
    found: list[int] = []
    likeness = (vectors[rows] @ vectors[list(chosen)].T).max(axis=1) if chosen else np.full(len(rows), -1.0)
    seen = {_letters(texts[row]) for row in chosen}
    while len(found) < most:
        open_to = (likeness < limit) & [_letters(texts[row]) not in seen for row in rows]
        if not open_to.any():
            break
        pick = rows[int(np.argmax(np.where(open_to, value - LIKENESS * np.maximum(likeness, 0), -np.inf)))]
        found.append(int(pick))
        seen.add(_letters(texts[pick]))
        likeness = np.maximum(likeness, vectors[rows] @ vectors[pick])
    return found


def _letters(text: str) -> str:
    """Return a text without what may differ between copies: capitals, blanks, signs."""
    return re.sub(r"[\W\d_]+", "", text).casefold()


def _faults(text: str, language: str) -> int:
    """Count what makes a mention hard to read by itself; a wrong length, which cannot be overlooked, counts thrice."""
    shortest, longest = READABLE.get(language, READABLE["en"])
    begins = _LATIN_SMALL if language != "ja" else _BEGINS_WITHIN
    ends = bool(_ENDS.search(text)) or (language == "ja" and bool(_JAPANESE_ENDS.search(text)))
    return (
        3 * (not shortest <= len(text) <= longest)
        + (not ends)
        + bool(begins.match(text) or _BEGINS_WITHIN.match(text))
        + bool(_NOISE.search(text))
        + (len(_SHOUTED.findall(text)) > 1)
    )
