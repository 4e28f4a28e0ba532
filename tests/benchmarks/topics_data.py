"""The texts that topic finders are compared on, their classes where known, and their vectors."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Integers, Vectors
from analytics.text import normalise, strip_urls

logger = logging.getLogger(__name__)

#: k-means is told this number of topics where nobody knows the true one.
UNKNOWN_CLASSES = 100

#: Size of the jitter: far below what any text differs by, far above the precision of the numbers.
JITTER = 1e-6

#: A subsample keeps this part of the rows.
PART = 0.9


@dataclass(frozen=True)
class Texts:
    """Texts of one language as koe embeds them, their classes (n,) or None, and the same as words between blanks."""

    name: str
    language: str
    texts: tuple[str, ...]
    truth: Integers | None
    words: tuple[str, ...]

    @property
    def classes(self) -> int:
        """How many topics a method that must be told is told."""
        return UNKNOWN_CLASSES if self.truth is None else len(np.unique(self.truth))


@dataclass(frozen=True)
class View:
    """Some rows of a set in some order, and their vectors, moved a little: what one run is given."""

    rows: Integers
    vectors: Vectors

    def spread(self, labels: Integers, total: int, absent: int) -> Integers:
        """Return labels of this view's rows as labels of all `total` rows, `absent` for those not in it."""
        spread = np.full(total, absent, dtype=np.int64)
        spread[self.rows] = labels
        return spread


def view(vectors: Vectors, seed: int, *, part: float = 1.0) -> View:
    """Return a share of the rows in a random order, each number moved by about JITTER; the same for the same seed."""
    chance = np.random.default_rng(seed)
    rows = chance.permutation(len(vectors))[: round(part * len(vectors))].astype(np.int64)
    moved = vectors[rows] + chance.normal(scale=JITTER, size=(len(rows), vectors.shape[1]))
    return View(rows, moved.astype(np.float32))


def read_texts(name: str, folder: Path) -> Texts:
    """Read the set `name` from the folder of data sets."""
    return _READERS[name](folder)


def read_vectors(texts: Texts, folder: Path) -> Vectors:
    """Return the embedded model's vectors of `texts`, made once and kept in `folder`."""
    path = folder / f"{texts.name}.npy"
    if path.is_file():
        vectors: Vectors = np.load(path)
        if len(vectors) == len(texts.texts):
            return vectors
    from analytics.encode import EMBEDDED, ModelEncoder

    logger.info("%s: %s texts to embed", texts.name, len(texts.texts))
    vectors = ModelEncoder(EMBEDDED).encode(texts.texts)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(path, vectors)
    return vectors


def _banking77(folder: Path) -> Texts:
    """Questions to a bank, with 77 intents."""
    table = pd.read_csv(folder / "en_banking77" / "bench.csv")
    return _labelled("banking77", table)


def _airline(folder: Path) -> Texts:
    """Tweets to airlines, those with a complaint reason, of which there are 10."""
    table = pd.read_csv(folder / "en_airline_tweets" / "bench.csv")
    return _labelled("airline", table[table["label"].notna()])


def _hotel(folder: Path) -> Texts:
    """Distinct sentences of Japanese hotel reviews; they are delivered as words, which are joined again."""
    source = folder / "ja_ebe_hotel_reviews"
    parts = [
        # No quotes: a quotation mark in a sentence is a character.
        pd.read_csv(source / f"evidence_identification_{part}.tsv.gz", sep="\t", quoting=3, dtype=str)
        for part in ("dev", "test")
    ]
    sentences = pd.concat(parts)["sent_wakati"].dropna().str.replace(" ", "")
    texts = tuple(sentences[sentences != ""].drop_duplicates().map(_embedded))
    return Texts("hotel", "ja", texts, None, _japanese_words(texts))


def _labelled(name: str, table: pd.DataFrame) -> Texts:
    """Return the columns text and label; English is divided by blanks as it is."""
    texts = tuple(_embedded(text) for text in table["text"].astype(str))
    return Texts(name, "en", texts, pd.factorize(table["label"])[0].astype(np.int64), texts)


def _embedded(text: str) -> str:
    """Return what koe embeds of a text, for peers and koe alike: no URLs, nor the handle that a tweet opens with."""
    return strip_urls(normalise(text)) or text


def _japanese_words(texts: Sequence[str]) -> tuple[str, ...]:
    """Return each text's words with blanks between, by Sudachi."""
    from sudachipy import Dictionary

    tokenizer = Dictionary(dict="small").create()
    return tuple(" ".join(word.surface() for word in tokenizer.tokenize(text)) for text in texts)


_READERS: dict[str, Callable[[Path], Texts]] = {"banking77": _banking77, "airline": _airline, "hotel": _hotel}

#: The sets by name, in the order of the tables.
SETS = tuple(_READERS)
