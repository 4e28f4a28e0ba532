"""Kernel ridge regression on unit vectors: exact for a thousand texts, by landmarks (Nyström) for any number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.linalg import eigh, solve

from analytics.arrays import Floats, Integers, Vectors
from analytics.sentiment.folds import FOLDS

#: Texts that the regression compares with; with as many or fewer to learn from it is exact. More cost their cube.
LANDMARKS = 1024

#: Rows worked on at a time: 8,192 x 1,024 kernel values are 64 MB.
BLOCK = 8192

#: Reach of the kernel: exp(-_REACH * d² / median d²), so that two texts with nothing in common count 5 % of one text
#: for itself, whatever the model's own spread of distances is.
_REACH = 3.0

#: Directions of the landmarks with less than this part of the largest one's variance are rounding, not meaning.
_RANK = 1e-7


@dataclass(frozen=True)
class KernelFit:
    """A fitted regression: a weight (m,) for each landmark (m, d); without one left it says 0 of everything."""

    landmarks: Vectors
    gamma: float
    weights: Floats

    def predict(self, vectors: Vectors) -> Floats:
        """Return the regression's value (n,) for each of `vectors` (n, d), in blocks."""
        values = np.zeros(len(vectors))
        if not len(self.landmarks):
            return values
        for rows in _blocks(len(vectors)):
            values[rows] = _kernel(vectors[rows], self.landmarks, self.gamma) @ self.weights
        return values


def fit_kernel(
    vectors: Vectors, target: Floats, folds: Integers, strengths: Sequence[float]
) -> tuple[KernelFit, Floats]:
    """Fit `target` (n,) on `vectors` (n, d) with the strength of regularisation that predicts other folds best.

    Returns the fit and the held-out prediction (n,) of each row by a fit that saw nothing of its fold.
    """
    landmarks = vectors[landmark_rows(len(vectors))]
    gamma = _REACH / max(_median_distance(landmarks), 1e-6)
    variance, directions = eigh(_kernel(landmarks, landmarks, gamma))
    kept = variance > _RANK * variance[-1]
    whiten = directions[:, kept] / np.sqrt(variance[kept])
    gram, moment = _moments(vectors, target, folds, _Features(landmarks, gamma, whiten))
    choices = list(product(range(FOLDS), strengths))
    weights = [_ridge(gram.sum(0) - gram[fold], moment.sum(0) - moment[fold], alpha) for fold, alpha in choices]
    held_out = _held_out(vectors, folds, KernelFit(landmarks, gamma, whiten @ np.array(weights).T), len(strengths))
    best = int(np.argmin(((held_out - target[:, None]) ** 2).sum(axis=0)))
    final = whiten @ _ridge(gram.sum(0), moment.sum(0), strengths[best])
    return KernelFit(landmarks, gamma, final), held_out[:, best]


def landmark_rows(count: int) -> Integers:
    """Return which of `count` rows a fit takes as landmarks: all if few, else a fixed random choice in their order."""
    if count <= LANDMARKS:
        return np.arange(count)
    return np.sort(np.random.default_rng(0).choice(count, LANDMARKS, replace=False))


@dataclass(frozen=True)
class _Features:
    """What turns vectors into coordinates in which the kernel is a plain product."""

    landmarks: Vectors
    gamma: float
    whiten: Floats

    def of(self, vectors: Vectors) -> Floats:
        """Return coordinates (n, r)."""
        coordinates: Floats = _kernel(vectors, self.landmarks, self.gamma) @ self.whiten
        return coordinates


def _moments(vectors: Vectors, target: Floats, folds: Integers, features: _Features) -> tuple[Floats, Floats]:
    """Return the sums that a ridge needs, a fold each: (folds, r, r) of products and (folds, r) with the target."""
    rank = features.whiten.shape[1]
    gram, moment = np.zeros((FOLDS, rank, rank)), np.zeros((FOLDS, rank))
    for rows in _blocks(len(vectors)):
        coordinates = features.of(vectors[rows])
        for fold in range(FOLDS):
            inside = folds[rows] == fold
            part = coordinates[inside]
            gram[fold] += part.T @ part
            moment[fold] += part.T @ target[rows][inside]
    return gram, moment


def _held_out(vectors: Vectors, folds: Integers, fits: KernelFit, strengths: int) -> Floats:
    """Return (n, strengths): each row's prediction by the fits without its fold; `fits` holds all, fold by fold."""
    held_out = np.zeros((len(vectors), strengths))
    for rows in _blocks(len(vectors)):
        values = _kernel(vectors[rows], fits.landmarks, fits.gamma) @ fits.weights
        by_fold = values.reshape(-1, FOLDS, strengths)
        held_out[rows] = by_fold[np.arange(len(by_fold)), folds[rows]]
    return held_out


def _ridge(gram: Floats, moment: Floats, alpha: float) -> Floats:
    """Return the weights (r,) that a ridge of strength `alpha` gives."""
    weights: Floats = solve(gram + alpha * np.eye(len(gram)), moment, assume_a="pos")
    return weights


def _kernel(left: Vectors, right: Vectors, gamma: float) -> Floats:
    """Return exp(-gamma d²) for every pair (n, m), in double precision, or a row would hang on what stands beside it.

    A number in a vector that is not finite means nothing and counts as 0.
    """
    a, b = _finite(left), _finite(right)
    values: Floats = a @ b.T
    values *= -2
    values += (a * a).sum(axis=1)[:, None]
    values += (b * b).sum(axis=1)
    np.maximum(values, 0, out=values)
    values *= -gamma
    return np.exp(values, out=values)


def _finite(vectors: Vectors) -> Floats:
    """Return the vectors in double precision, 0 where they are not finite."""
    return np.nan_to_num(vectors.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)


def _median_distance(vectors: Vectors) -> float:
    """Return the median squared distance between two different rows of `vectors`."""
    finite = _finite(vectors)
    squares = (finite * finite).sum(axis=1)
    distances = squares[:, None] + squares[None, :] - 2 * (finite @ finite.T)
    between = distances[np.triu_indices(len(finite), 1)]
    return float(np.median(between)) if len(between) else 1.0


def _blocks(count: int) -> Iterator[slice]:
    """Cut `count` rows into slices of at most BLOCK."""
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))
