"""Sentiment by the deployment's own ratings: what the anchors say, put on the ratings' scale and corrected."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import spearmanr

from analytics.arrays import Floats, Integers
from analytics.sentiment.folds import FOLDS, grouped_folds
from analytics.sentiment.grams import fit_grams
from analytics.sentiment.kernel import fit_kernel
from analytics.sentiment.results import Encoded, Sentiments

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
class _Blend:
    """How the parts are added: twice the logistic of (constant + parts @ weights), less 1, so from -1 to 1."""

    constant: float
    weights: Floats

    def of(self, parts: Floats) -> Floats:
        """Return the value (n,) of rows of parts (n, p)."""
        values: Floats = 2 * expit(self.constant + parts @ self.weights) - 1
        return values


def sentiments_by_ratings(mentions: Encoded, rated: Rated, by_anchors: Floats) -> Sentiments:
    """Give each of `mentions` (n) the rating from -1 to 1 that is to be expected of it.

    `by_anchors` (n,) are their sentiments by anchors. A line puts those on the scale of the ratings; what is left over
    is learned from meaning (kernel ridge) and from words (ridge on grams); the three are then weighted by how well
    they predict ratings they have not seen, which also calibrates the sum. A text unlike every rated one, say in
    another language, gets no correction, so that the anchors decide there. Rated texts get their held-out value: a
    sentence of a mixed review must not get the review's rating back. Ratings that teach nothing leave the anchors'.
    """
    if len(rated.rows) < LEAST_RATED:
        raise ValueError(f"{len(rated.rows)} rated texts; at least {LEAST_RATED} are needed")
    target = 2 * rated.ratings - 1
    if np.ptp(target) == 0:
        return Sentiments(by_anchors, "anchors")
    folds = grouped_folds(np.arange(len(target)) if rated.reviews is None else rated.reviews)
    known = Encoded([mentions.texts[row] for row in rated.rows], mentions.vectors[rated.rows])
    prior = by_anchors[rated.rows]
    rest = target - _line(prior, target)
    meaning, meaning_held_out = fit_kernel(known.vectors, rest, folds, _MEANING_STRENGTHS)
    grams, grams_held_out = fit_grams(known.texts, rest, folds, _GRAM_STRENGTHS)
    parts = np.column_stack([prior, meaning_held_out, grams_held_out])
    held_out = _blend_held_out(parts, target, folds)
    spearman, slope = _agreement(held_out, target)
    if spearman is None:
        return Sentiments(by_anchors, "anchors")
    everywhere = np.column_stack([by_anchors, meaning.predict(mentions.vectors), grams.predict(mentions.texts)])
    values = _blend(parts, target).of(everywhere)
    values[rated.rows] = held_out
    return Sentiments(values, "ratings", spearman, slope)


def _line(prior: Floats, target: Floats) -> Floats:
    """Return the target as a straight line of the prior; never a falling one, which only chance would draw."""
    centred = prior - prior.mean()
    spread = float(centred @ centred)
    slope = max(0.0, float(centred @ target) / spread) if spread > 0 else 0.0
    line: Floats = target.mean() + slope * centred
    return line


def _blend(parts: Floats, target: Floats) -> _Blend:
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
    return _Blend(float(found.x[0]), found.x[1:])


def _blend_held_out(parts: Floats, target: Floats, folds: Integers) -> Floats:
    """Return the blended value of each row, by weights that saw nothing of its fold."""
    values = np.full(len(target), target.mean())
    for fold in range(FOLDS):
        inside = folds == fold
        if inside.any() and not inside.all():
            values[inside] = _blend(parts[~inside], target[~inside]).of(parts[inside])
    return values


def _agreement(held_out: Floats, target: Floats) -> tuple[float | None, float | None]:
    """Return rank agreement and slope of the target on held-out values; None where chance would do as well."""
    if np.ptp(held_out) == 0:
        return None, None
    found = spearmanr(held_out, target, alternative="greater")
    if not found.pvalue < _CHANCE:
        return None, None
    centred = held_out - held_out.mean()
    return float(found.statistic), float(centred @ target) / float(centred @ centred)
