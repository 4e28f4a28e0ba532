"""The space in which topics are looked for: meaning with its strong directions tempered, and feeling beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Flags, Floats, Integers, Vectors

#: Directions kept: what varies least in sentence vectors is noise to neighbours, and half the work.
DIRECTIONS = 256

#: Each direction is divided by its standard deviation to this power. 0 leaves the vectors alone, 1 whitens them. A few
#: directions that all texts share (length, style) hide the many that tell subjects apart; whitening lifts the noise.
TEMPER = 0.25

#: Directions that vary less than this part of the strongest are rounding errors and not scaled up.
_LEAST_DEVIATION = 1e-3

#: How far apart feeling alone sets two mentions of one meaning: with 0.5 the cosine of the best and the worst is 0.6.
#: Sentence vectors hardly tell "it came late" from "it came fast"; for whoever has to act they are two topics.
FEELING = 0.5

#: A language with at least this many texts has a mean of its own taken off, so that what all its sentences share does
#: not keep it apart from what the other languages say of the same thing.
LANGUAGE_LEAST = 100


@dataclass(frozen=True)
class Opinions:
    """n mentions as topics are made of them: unit vectors (n, d), language codes (n), sentiments (n,) from -1 to 1."""

    vectors: Vectors
    languages: Sequence[str]
    sentiments: Floats

    def __len__(self) -> int:
        """Return n."""
        return len(self.vectors)

    def usable(self) -> Flags:
        """Say which vectors are numbers and not zero (n,)."""
        sound: Flags = np.isfinite(self.vectors).all(axis=1) & (np.abs(self.vectors).sum(axis=1) > 0)
        return sound

    def at(self, rows: Integers) -> "Opinions":
        """Return some of them."""
        return Opinions(self.vectors[rows], [self.languages[row] for row in rows.tolist()], self.sentiments[rows])


@dataclass(frozen=True)
class Space:
    """How a vector (d,) becomes a point (p + 1,): its language's mean off, turned and scaled, feeling put beside it."""

    mean: Floats
    matrix: Floats
    language_means: dict[str, Floats]

    def points(self, opinions: Opinions) -> Vectors:
        """Return the unit points (n, p + 1) of n opinions, float32, each computed as if it were alone."""
        if not len(opinions):
            return np.zeros((0, self.matrix.shape[1] + 1), dtype=np.float32)
        shifts = np.array([self.language_means.get(code, self.mean) for code in opinions.languages], dtype=np.float64)
        # A matrix product adds in an order that hangs on how many rows there are; einsum takes row by row.
        turned = np.einsum("nd,dp->np", opinions.vectors.astype(np.float64) - shifts, self.matrix, optimize=False)
        # The root, since a mild word and a strong one tell the same side; only a feeling near 0 has none.
        feeling = FEELING * np.sign(opinions.sentiments) * np.sqrt(np.abs(opinions.sentiments))
        return unit(np.column_stack([unit(turned), feeling]))


def fit_space(opinions: Opinions) -> Space:
    """Return the space of n > 1 opinions whose vectors are finite; principal directions by their covariance."""
    vectors, codes = opinions.vectors, np.asarray(opinions.languages)
    mean = vectors.mean(axis=0, dtype=np.float64)
    means = {
        str(code): vectors[codes == code].mean(axis=0, dtype=np.float64)
        for code in np.unique(codes)
        if (codes == code).sum() >= LANGUAGE_LEAST
    }
    shifts = np.array([means.get(code, mean) for code in opinions.languages], dtype=np.float32)
    centred = vectors - shifts
    variances, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64) / len(vectors))
    kept = np.argsort(-variances, kind="stable")[: min(DIRECTIONS, len(vectors) - 1)]
    deviations = np.sqrt(np.maximum(variances[kept], 0))
    floor = max(_LEAST_DEVIATION * deviations[0], np.finfo(np.float32).tiny)
    # An eigenvector's sign is arbitrary: its largest entry is made positive, so that jitter cannot turn the map over.
    chosen = directions[:, kept]
    chosen = chosen * np.sign(chosen[np.abs(chosen).argmax(axis=0), np.arange(chosen.shape[1])])
    return Space(mean, chosen / np.maximum(deviations, floor) ** TEMPER, means)


def unit(rows: Floats) -> Vectors:
    """Return rows (n, p) at unit length, float32; a zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled
