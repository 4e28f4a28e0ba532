"""Sentiment of mentions from -1 to 1: learned from the deployment's own ratings, else from anchor phrases."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import spearmanr
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold, cross_val_predict

from analytics.arrays import Floats, Vectors

#: Rated texts needed before their own ratings teach more than the anchor phrases do.
LEAST_RATED = 200

#: Strengths of regularisation to choose from, by leave-one-out error.
_ALPHAS = (0.3, 1.0, 3.0, 10.0, 30.0)

#: How many of the nearest anchors on each side speak for a mention.
_NEAREST = 5

ANCHORS: dict[str, tuple[str, ...]] = {
    "positive": (
        "とても満足しています", "最高です", "気に入りました", "おすすめです", "また利用したいです",
        "親切で丁寧でした", "期待以上でした", "とても便利です", "買ってよかった", "美味しかった",
        "I love it", "excellent quality", "highly recommended", "works perfectly", "very happy with this",
        "great service", "exceeded my expectations", "best purchase ever", "friendly and helpful",
        "easy to use and fast",
    ),
    "negative": (
        "とても不満です", "最悪です", "がっかりしました", "おすすめできません", "二度と利用しません",
        "対応がひどい", "期待外れでした", "すぐに壊れた", "お金の無駄でした", "まずかった",
        "I hate it", "terrible quality", "do not buy this", "it stopped working", "very disappointed",
        "awful service", "waste of money", "worst experience ever", "rude and unhelpful", "too slow and hard to use",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Sentiments:
    """A sentiment (n,) for each vector, how it was found, and its rank agreement with held-out ratings if any."""

    values: Floats
    method: str
    held_out_spearman: float | None


def sentiments_by_ratings(vectors: Vectors, rated: Vectors, ratings: Floats) -> Sentiments:
    """Learn rating_share (m,) from `rated` vectors (m, d) by ridge regression and apply it to `vectors` (n, d).

    Predictions are put on the scale of the ratings by their own spread (a ridge shrinks it), centred so that a
    rating in the middle of the scale is 0.
    """
    if len(rated) < LEAST_RATED:
        raise ValueError(f"{len(rated)} rated texts; at least {LEAST_RATED} are needed")
    target = 2 * ratings - 1
    model = RidgeCV(alphas=_ALPHAS).fit(rated, target)
    folds = KFold(5, shuffle=True, random_state=0)
    held_out = cross_val_predict(RidgeCV(alphas=_ALPHAS), rated, target, cv=folds)
    agreement = float(spearmanr(held_out, target).statistic) if np.ptp(target) > 0 else None
    # Regressing target on held-out prediction tells how far shrinkage went; never stretch more than threefold.
    spread = float(np.std(target) / max(np.std(held_out), 1e-9))
    stretch = float(np.clip(spread, 1.0, 3.0))
    centre = float(target.mean())
    values = np.clip((model.predict(vectors) - centre) * stretch + centre, -1, 1)
    return Sentiments(values.astype(np.float64), "ratings", agreement)


def sentiments_by_anchors(vectors: Vectors, positive: Vectors, negative: Vectors) -> Sentiments:
    """Compare each of `vectors` (n, d) with anchor phrases of both sides: mean cosine to the nearest of each."""
    difference = _nearness(vectors, positive) - _nearness(vectors, negative)
    # A difference of 0.25 in cosine is as clear as it gets with these anchors: tanh maps it to about 0.9.
    return Sentiments(np.tanh(6 * difference).astype(np.float64), "anchors", None)


def _nearness(vectors: Vectors, anchors: Vectors) -> Floats:
    """Return the mean cosine of each vector to its _NEAREST anchors (n,)."""
    cosines = np.sort(vectors @ anchors.T, axis=1)
    nearest: Floats = cosines[:, -_NEAREST:].mean(axis=1).astype(np.float64)
    return nearest
