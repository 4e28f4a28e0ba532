"""Sentiment by the deployment's own ratings: what the anchors say, put on the ratings' scale and corrected."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import spearmanr

from analytics.arrays import Floats, Integers
from analytics.sentiment.folds import FOLDS, grouped_folds
from analytics.sentiment.grams import GramFit, fit_grams
from analytics.sentiment.kernel import KernelFit, fit_kernel, landmark_rows
from analytics.sentiment.results import Encoded, Landmarks

#: Rated texts needed before their own ratings teach more than the anchor phrases do.
LEAST_RATED = 200

#: Strengths of regularisation to choose from by held-out error: from ratings of single sentences to noisy ones of
#: whole reviews.
_MEANING_STRENGTHS = (0.3, 1.0, 3.0, 10.0)
_GRAM_STRENGTHS = (1.0, 4.0)

#: An agreement with held-out ratings that chance gives more often than this shows that they teach nothing.
_CHANCE = 0.01

#: Ridge on the weights of the parts: too weak to be seen unless they would run off to infinity.
_HOLD = 1e-5


@dataclass(frozen=True)
class Rated:
    """Rows (m,) of the rated texts among the mentions, their ratings (m,) from 0 to 1, and the review each is of.

    Mentions of one review share its rating: they are held out together, or what is learned of one would be found again
    in the other. Without `reviews` each text counts as a review.
    """

    rows: Integers
    ratings: Floats
    reviews: Integers | None = None

    def __post_init__(self) -> None:
        """Refuse ratings that are none."""
        if not np.all((self.ratings >= 0) & (self.ratings <= 1)):
            raise ValueError("ratings must be numbers from 0 to 1")


@dataclass(frozen=True)
class Blend:
    """How the parts are added: twice the logistic of (constant + parts @ weights), less 1, so from -1 to 1."""

    constant: float
    weights: Floats

    def of(self, parts: Floats) -> Floats:
        """Return the value (n,) of rows of parts (n, p)."""
        values: Floats = 2 * expit(self.constant + parts @ self.weights) - 1
        return values


@dataclass(frozen=True)
class Correction:
    """What ratings teach beyond the anchors: a regression on meaning, one on words, and how the three are added."""

    meaning: KernelFit
    grams: GramFit
    blend: Blend

    def of(self, mentions: Encoded, by_anchors: Floats) -> Floats:
        """Give each of `mentions` (n), whose sentiments by anchors are given (n,), the rating to be expected of it."""
        parts = [by_anchors, self.meaning.predict(mentions.vectors), self.grams.predict(mentions.texts)]
        return self.blend.of(np.column_stack(parts))

    def arrays(self) -> dict[str, np.ndarray]:
        """Return all of it but the landmarks, which are customers' texts and may have to be forgotten."""
        blend = np.array([self.blend.constant, *self.blend.weights])
        return {"meaning.gamma": np.array(self.meaning.gamma), "blend": blend, **self.grams.arrays()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray], landmarks: Landmarks) -> "Correction":
        """Return the correction that gave these arrays, with those of its landmarks that are left."""
        meaning = KernelFit(landmarks.vectors, float(arrays["meaning.gamma"]), landmarks.weights)
        blend = Blend(float(arrays["blend"][0]), arrays["blend"][1:])
        return cls(meaning, GramFit.from_arrays(arrays), blend)


@dataclass(frozen=True)
class Lesson:
    """What ratings taught: the correction, which mentions are its landmarks, and how it does on ratings held out.

    `held_out` (m,) are the values of the rated texts, each by a fit that saw nothing of its review.
    """

    correction: Correction
    landmark_rows: Integers
    held_out: Floats
    spearman: float
    slope: float


def learn_ratings(mentions: Encoded, rated: Rated, by_anchors: Floats) -> Lesson | None:
    """Learn the rating from -1 to 1 that is to be expected of a text; None from ratings that teach nothing.

    `by_anchors` (n,) are the sentiments of `mentions` (n) by anchors. A line puts those on the scale of the ratings;
    what is left over is learned from meaning (kernel ridge) and from words (ridge on grams); the three are then
    weighted by how well they predict ratings they have not seen, which also calibrates the sum. A text unlike every
    rated one, say in another language, gets no correction, so that the anchors decide there.
    """
    target = 2 * rated.ratings - 1
    if len(target) < LEAST_RATED or np.ptp(target) == 0:
        return None
    folds = grouped_folds(np.arange(len(target)) if rated.reviews is None else rated.reviews)
    known, prior = mentions.at(rated.rows), by_anchors[rated.rows]
    rest = target - _line(prior, target)
    meaning, meaning_held_out = fit_kernel(known.vectors, rest, folds, _MEANING_STRENGTHS)
    grams, grams_held_out = fit_grams(known.texts, rest, folds, _GRAM_STRENGTHS)
    parts = np.column_stack([prior, meaning_held_out, grams_held_out])
    held_out = _blend_held_out(parts, target, folds)
    agreement = _agreement(held_out, target)
    if agreement is None:
        return None
    correction = Correction(meaning, grams, _blend(parts, target))
    return Lesson(correction, rated.rows[landmark_rows(len(target))], held_out, *agreement)


def _line(prior: Floats, target: Floats) -> Floats:
    """Return the target as a straight line of the prior; never a falling one, which only chance would draw."""
    centred = prior - prior.mean()
    spread = float(centred @ centred)
    slope = max(0.0, float(centred @ target) / spread) if spread > 0 else 0.0
    line: Floats = target.mean() + slope * centred
    return line


def _blend(parts: Floats, target: Floats) -> Blend:
    """Weight the parts (n, p), none negatively, by fractional logistic regression (Papke & Wooldridge 1996).

    Its values stay on the scale by themselves and have the mean of the target, which clipped straight lines have not.
    """
    columns = np.column_stack([np.ones(len(parts)), parts])
    share = (target + 1) / 2

    def loss(weights: Floats) -> tuple[float, Floats]:
        """Return the mean loss and its slopes; the ridge keeps weights finite where the sides part without overlap."""
        reached = columns @ weights
        value = (np.logaddexp(0, reached) - share * reached).mean() + _HOLD * (weights[1:] @ weights[1:])
        slopes = columns.T @ (expit(reached) - share) / len(share)
        slopes[1:] += 2 * _HOLD * weights[1:]
        return float(value), slopes

    bounds = [(None, None)] + [(0, None)] * parts.shape[1]
    found = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    return Blend(float(found.x[0]), found.x[1:])


def _blend_held_out(parts: Floats, target: Floats, folds: Integers) -> Floats:
    """Return the blended value of each row, by weights that saw nothing of its fold."""
    values = np.full(len(target), target.mean())
    for fold in range(FOLDS):
        inside = folds == fold
        if inside.any() and not inside.all():
            values[inside] = _blend(parts[~inside], target[~inside]).of(parts[inside])
    return values


def _agreement(held_out: Floats, target: Floats) -> tuple[float, float] | None:
    """Return rank agreement and slope of the target on held-out values; None where chance would do as well."""
    if np.ptp(held_out) == 0:
        return None
    found = spearmanr(held_out, target, alternative="greater")
    if not found.pvalue < _CHANCE:
        return None
    centred = held_out - held_out.mean()
    return float(found.statistic), float(centred @ target) / float(centred @ centred)
