"""English words for phrases: what stands alone, what only joins, and where a phrase ends."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from analytics.label.spelling import Spelling
from analytics.label.stopwords import (
    ASKED,
    ASKING,
    CLOSING,
    DENYING,
    DETERMINERS,
    ENGLISH_STOP_WORDS,
    HALF_STOPPED,
    JOINING,
)
from analytics.tokens import Word

#: A longer run of letters is no word that a label could show.
LONGEST = 24

_NOISE = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+|@\w+|\[(?:email|phone|card|postal|id|address|name)\]|&#?\w{1,8};",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\w.,:/-]*|[^\w\s]+|_+")
_DRAWN_TOGETHER = re.compile(r"'(?:s|ve|ll|re|d|m)$", re.IGNORECASE)
_END = frozenset(".!?…")

#: What may stand between a denial and what it denies: not been able to be accepted.
_FILLING = frozenset("be been being to able even yet have has get getting".split())


def count_words(texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return how often each word and each pair of neighbours stands in the texts, in lower case."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found = [_plain(token) for token in _tokens(text)]
        words.update(word for word in found if word[0].isalpha())
        pairs.update(
            (first, second)
            for first, second in pairwise(found)
            if first[0].isalpha()
            and second[0].isalpha()
            and "-" not in first + second
            and first not in ENGLISH_STOP_WORDS
        )
    return words, pairs


def _tokens(text: str) -> list[str]:
    """Return words, numbers and runs of signs; addresses, handles and masks count as signs."""
    return _TOKEN.findall(_NOISE.sub(" | ", text).replace("’", "'"))


def _plain(token: str) -> str:
    """Return a token in lower case without what is drawn together with it: battery's, we've."""
    return _DRAWN_TOGETHER.sub("", token.lower())


def english_words(text: str, spelling: Spelling) -> list[Word]:
    """Return the words of an English text in order, stop words left out."""
    tokens = list(_spelt(_tokens(text), spelling))
    words: list[Word] = []
    link: str | None = None
    at = 0
    while at < len(tokens):
        shown, plain = tokens[at]
        at += 1
        if plain in DETERMINERS:
            # It isn't my bag denies the whole sentence, not the bag.
            link = None if words and words[-1].key == "not" else link
        elif plain in ASKING and at < len(tokens) and tokens[at][1] in ASKED:
            words.append(Word(plain, plain, None, alone=False))
            link = " "
        elif plain in JOINING:
            # Nothing joins on to a denial: not in the box.
            link = f" {plain} " if link == " " and words[-1].key != "not" else None
        elif plain in DENYING or plain.endswith("n't"):
            filled = at
            while filled < len(tokens) and tokens[filled][1] in _FILLING:
                filled += 1
            words.append(Word("not", "not" if filled > at or plain == "never" else plain, None, alone=False))
            at, link = filled, " "
        elif not plain[0].isalpha() or plain in ENGLISH_STOP_WORDS or not _says_something(shown):
            link = None
        elif plain in CLOSING:
            if link == " ":
                words.append(Word(plain, plain, link, alone=False))
            link = None
        else:
            words.append(Word(spelling.key(plain), shown, link, alone=plain not in HALF_STOPPED))
            link = " "
    return words


def _says_something(shown: str) -> bool:
    """Say whether a word can stand in a label: three letters, or two capitals (TV, ID), and no contraction (y'all)."""
    return (len(shown) > 2 or (len(shown) == 2 and shown.isupper())) and len(shown) <= LONGEST and "'" not in shown


def _spelt(tokens: list[str], spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Yield each token as shown and plain: compounds joined, sentences begun and shouted in lower case."""
    letters = [token for token in tokens if len(token) > 1 and token[0].isalpha()]
    shouted = sum(token.isupper() for token in letters) * 2 > len(letters)
    parts = [
        part
        for token, following in zip(tokens, [*tokens[1:], "|"], strict=True)
        for part in _parts(token, _plain(following), spelling)
    ]
    begins = True
    joined = False
    for token, following in zip(parts, [*parts[1:], "|"], strict=True):
        if joined:
            joined = False
            continue
        shown = _DRAWN_TOGETHER.sub("", token)
        if shouted or (begins and not shown[1:].isupper()):
            shown = shown.lower()
        # A handle or an address, which is | here, leaves a sentence at its beginning.
        begins = (begins and token == "|") or (not token[0].isalnum() and token[-1] in _END)
        joined = following[0].isalpha() and spelling.joins(token.lower(), _plain(following))
        if joined:
            shown = f"{shown} {following.lower() if shouted else following}"
        yield shown, shown.lower()


def _parts(token: str, following: str, spelling: Spelling) -> list[str]:
    """Split a hyphenated token that is no compound, or whose end makes one with what follows: auto-top up."""
    if "-" not in token or not token[0].isalpha():
        return [token]
    parts = token.split("-")
    return parts if spelling.splits(token.lower()) or spelling.joins(parts[-1].lower(), following) else [token]
