"""Ridge regression on hashed words and pairs of words, or on runs of characters where a script has no spaces."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import Ridge
from sklearn.preprocessing import normalize

from analytics.arrays import Floats, Integers, Vectors
from analytics.sentiment.folds import FOLDS

#: Places that grams are hashed to: some ten times as many as a large deployment has grams that matter.
_PLACES = 2**18

#: Texts turned into grams at a time.
_BLOCK = 20_000

#: Lengths of the runs of characters taken from Japanese and the like.
_RUNS = (2, 3, 4)

#: Steps after which the solver has found all that rated texts can tell; it stops sooner when nothing moves.
_STEPS = 200

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_UNSPACED = re.compile(r"[฀-๿぀-ヿ㐀-鿿豈-﫿]")


@dataclass(frozen=True)
class GramFit:
    """A fitted regression on grams: how many of the texts it was fitted to hit each place, and the place's weight."""

    texts: int
    hits: Integers
    weights: Vectors

    def predict(self, texts: Sequence[str]) -> Floats:
        """Return the regression's value (n,) for each text, in blocks."""
        values, rarity = np.zeros(len(texts)), _rarity(self.hits, self.texts)
        for start in range(0, len(texts), _BLOCK):
            counts = _counts(texts[start : start + _BLOCK])
            values[start : start + _BLOCK] = _sums(_telling(counts, rarity), self.weights)
        return values

    def arrays(self) -> dict[str, np.ndarray]:
        """Return which places were hit, as bits, and what is known of these; all others weigh nothing."""
        hit = self.hits > 0
        return {
            "grams.texts": np.array(self.texts),
            "grams.hit": np.packbits(hit),
            "grams.hits": self.hits[hit].astype(np.min_scalar_type(self.texts)),
            "grams.weights": self.weights[hit],
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> "GramFit":
        """Return the fit that gave these arrays."""
        hit = np.unpackbits(arrays["grams.hit"], count=_PLACES).astype(np.bool_)
        hits, weights = np.zeros(_PLACES, dtype=np.int64), np.zeros(_PLACES, dtype=np.float32)
        hits[hit], weights[hit] = arrays["grams.hits"], arrays["grams.weights"]
        return cls(int(arrays["grams.texts"]), hits, weights)


def fit_grams(
    texts: Sequence[str], target: Floats, folds: Integers, strengths: Sequence[float]
) -> tuple[GramFit, Floats]:
    """Fit `target` (n,) on the grams of `texts` (n) with the strength that predicts other folds best.

    Returns the fit and the held-out prediction (n,) of each row by a fit that saw nothing of its fold.
    """
    counts = _counts(texts)
    hits = np.bincount(counts.indices, minlength=_PLACES)
    rows = _telling(counts, _rarity(hits, len(texts)))
    held_out = np.zeros((len(texts), len(strengths)))
    for column, strength in enumerate(strengths):
        for fold in range(FOLDS):
            inside = folds == fold
            if inside.any() and not inside.all():
                held_out[inside, column] = _sums(rows[inside], _ridge(rows[~inside], target[~inside], strength))
    best = int(np.argmin(((held_out - target[:, None]) ** 2).sum(axis=0)))
    return GramFit(len(texts), hits, _ridge(rows, target, strengths[best])), held_out[:, best]


def _ridge(rows: csr_matrix, target: Floats, strength: float) -> Vectors:
    """Return the weight of each place; without a constant, since an unknown gram has to say nothing."""
    ridge = Ridge(alpha=strength, solver="sparse_cg", fit_intercept=False, max_iter=_STEPS, tol=1e-3)
    weights: Vectors = np.asarray(ridge.fit(rows, target).coef_, dtype=np.float32)
    return weights


def _sums(rows: csr_matrix, weights: Vectors) -> Floats:
    """Return the weighted sum (n,) of each row, in double precision."""
    sums: Floats = rows @ weights.astype(np.float64)
    return sums


def _rarity(hits: Integers, texts: int) -> Vectors:
    """Return the inverse document frequency of each place, as if one text more hit all, so that none is endless."""
    rarity: Vectors = np.log(np.float32(texts + 1) / (hits.astype(np.float32) + 1)) + np.float32(1)
    return rarity


def _telling(counts: csr_matrix, rarity: Vectors) -> csr_matrix:
    """Return rows of length 1: the logarithm of the counts by rarity (tf-idf, Salton & Buckley 1988)."""
    rows = counts.copy()
    rows.data = (np.log(rows.data) + np.float32(1)) * rarity[rows.indices]
    return normalize(rows, copy=False)


def _counts(texts: Sequence[str]) -> csr_matrix:
    """Return how often each place is hit by each text (n, _PLACES)."""
    hashing = HashingVectorizer(analyzer=_grams, n_features=_PLACES, alternate_sign=False, norm=None, dtype=np.float32)
    return hashing.transform(texts)


def _grams(text: str) -> Iterator[str]:
    """Give words and pairs of neighbours of spaced text, runs of characters of text without spaces."""
    before = ""
    for word in _WORD.findall(text.lower()):
        if _UNSPACED.search(word):
            yield from (word[at : at + size] for size in _RUNS for at in range(len(word) - size + 1))
            before = ""
            continue
        yield word
        if before:
            yield f"{before} {word}"
        before = word
