"""Sentiment without any rating: a kernel regression on phrases of known polarity, and a lexicon."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analytics.arrays import Floats, Integers, Vectors
from analytics.sentiment.folds import grouped_folds
from analytics.sentiment.kernel import KernelFit, fit_kernel
from analytics.sentiment.lexicon import lexicon_scores
from analytics.sentiment.results import Encoded

#: Regularisation of the fit to the anchors: a phrase is one of very many that could have been written, so that none
#: may weigh much. With so few of them a choice by error on other anchors would fit how they happen to be worded.
_STRENGTH = 1.0


@dataclass(frozen=True)
class Anchors:
    """Phrases (k), their polarity (1, -1; 0 for neither) and the number of the subject that both of a pair share."""

    texts: tuple[str, ...]
    polarity: Floats
    subjects: Integers


@cache
def load_anchors() -> Anchors:
    """Read anchors.toml: its pairs, its frames with every subject in every predicate, its neutral phrases."""
    document = tomllib.loads(Path(__file__).with_name("anchors.toml").read_text(encoding="utf-8"))
    texts: list[str] = []
    polarity: list[float] = []
    subjects: list[int] = []
    for number, group in enumerate(group for language in document.values() for group in _groups(language)):
        texts += group
        polarity += [1.0, -1.0] if len(group) > 1 else [0.0]
        subjects += [number] * len(group)
    return Anchors(tuple(texts), np.array(polarity), np.array(subjects, dtype=np.int64))


@dataclass(frozen=True)
class AnchorFit:
    """What the anchors teach: a regression on them, and how far its values are stretched."""

    meaning: KernelFit
    stretch: float

    def of(self, mentions: Encoded) -> Floats:
        """Give each of `mentions` (n) the mean of two opinions: what its meaning lies near, and what its words say."""
        meaning = np.clip(self.stretch * self.meaning.predict(mentions.vectors), -1, 1)
        values: Floats = (meaning + lexicon_scores(mentions.texts)) / 2
        return values

    def arrays(self) -> dict[str, np.ndarray]:
        """Return all of it, the vectors of the anchors too: they are our own phrases."""
        return {
            "anchors.vectors": self.meaning.landmarks,
            "anchors.weights": self.meaning.weights,
            "anchors.gamma": np.array(self.meaning.gamma),
            "anchors.stretch": np.array(self.stretch),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> "AnchorFit":
        """Return the fit that gave these arrays."""
        meaning = KernelFit(arrays["anchors.vectors"], float(arrays["anchors.gamma"]), arrays["anchors.weights"])
        return cls(meaning, float(arrays["anchors.stretch"]))


def fit_anchors(anchors: Anchors, anchor_vectors: Vectors) -> AnchorFit:
    """Fit the polarity of the anchors on their vectors (k, d).

    Kernel regression on the anchors shrinks towards 0; it is stretched so that anchors whose pair it has not seen come
    out at their polarity on average. So the scale is that of the anchors: 1 is a text as clear as they are in both
    meaning and words, and a half is one that is so in one of them.
    """
    folds = grouped_folds(anchors.subjects)
    fit, held_out = fit_kernel(anchor_vectors, anchors.polarity, folds, (_STRENGTH,))
    explained = float(held_out @ held_out)
    # Vectors that tell no polarity (a model that knows neither language) must not be stretched into noise.
    stretch = max(0.0, float(held_out @ anchors.polarity) / explained) if explained > 0 else 0.0
    return AnchorFit(fit, stretch)


def _groups(language: dict[str, Any]) -> list[list[str]]:
    """Return the pairs of one language as [positive, negative], its neutral phrases as lists of one."""
    framed = [
        [subject + ending for ending in predicates]
        for frame in language["frames"]
        for subject in frame["subjects"]
        for predicates in frame["predicates"]
    ]
    return [*language["pairs"], *framed, *([phrase] for phrase in language["neutral"])]
