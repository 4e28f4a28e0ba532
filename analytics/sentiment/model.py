"""The model of sentiment: learned once, kept as plain arrays, used on every later text."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Integers, Vectors
from analytics.sentiment.anchors import AnchorFit, Anchors, fit_anchors
from analytics.sentiment.ratings import Correction, Lesson, Rated, learn_ratings
from analytics.sentiment.results import Encoded, Landmarks, Sentiments


@dataclass(frozen=True)
class SentimentModel:
    """What the anchors teach, and what the deployment's own ratings correct of it if they teach anything."""

    anchors: AnchorFit
    correction: Correction | None

    def of(self, mentions: Encoded) -> Floats:
        """Return the sentiment (n,) of each of `mentions` (n), whatever others it is asked with."""
        by_anchors = self.anchors.of(mentions)
        return by_anchors if self.correction is None else self.correction.of(mentions, by_anchors)

    @property
    def landmarks(self) -> Landmarks:
        """Return the customers' texts that the correction compares with; none without a correction."""
        if self.correction is None:
            return Landmarks(np.zeros((0, 0), dtype=np.float32), np.zeros(0))
        return Landmarks(self.correction.meaning.landmarks, self.correction.meaning.weights)

    def arrays(self) -> dict[str, np.ndarray]:
        """Return what is needed to have the model again, but for its landmarks."""
        return self.anchors.arrays() | (self.correction.arrays() if self.correction else {})

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray], landmarks: Landmarks) -> "SentimentModel":
        """Return the model that gave these arrays; a landmark that is not given back counts nothing."""
        corrected = "blend" in arrays
        if len(landmarks.weights) and not corrected:
            raise ValueError("landmarks for a model that has none")
        return cls(AnchorFit.from_arrays(arrays), Correction.from_arrays(arrays, landmarks) if corrected else None)


@dataclass(frozen=True)
class Learned:
    """The sentiments of the texts learned from, the model, and which of the texts are its landmarks, in their order."""

    sentiments: Sentiments
    model: SentimentModel
    landmark_rows: Integers


def learn_sentiments(
    mentions: Encoded, anchors: Anchors, anchor_vectors: Vectors, rated: Rated | None = None
) -> Learned:
    """Learn from the anchors and from the ratings, if these teach anything, and give each of `mentions` its sentiment.

    Rated texts get their held-out value: a sentence of a mixed review must not get the review's rating back. All others
    get what the model says of them.
    """
    by_anchors = fit_anchors(anchors, anchor_vectors)
    values = by_anchors.of(mentions)
    lesson = None if rated is None else learn_ratings(mentions, rated, values)
    if rated is None or lesson is None:
        sentiments = Sentiments(values, "anchors")
        return Learned(sentiments, SentimentModel(by_anchors, None), np.zeros(0, dtype=np.int64))
    sentiments = _corrected(mentions, values, rated, lesson)
    return Learned(sentiments, SentimentModel(by_anchors, lesson.correction), lesson.landmark_rows)


def _corrected(mentions: Encoded, by_anchors: Floats, rated: Rated, lesson: Lesson) -> Sentiments:
    """Return the values held out of the rated texts, the corrected ones of all others."""
    values = np.zeros(len(by_anchors))
    values[rated.rows] = lesson.held_out
    others = np.setdiff1d(np.arange(len(values)), rated.rows)
    values[others] = lesson.correction.of(mentions.at(others), by_anchors[others])
    return Sentiments(values, "ratings", lesson.spearman, lesson.slope)
