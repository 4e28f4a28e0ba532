"""Folds for held-out predictions, the same for every part of the model."""

import numpy as np

from analytics.arrays import Integers

#: Parts that the rated texts are cut into; each is predicted by the other four.
FOLDS = 5


def grouped_folds(groups: Integers) -> Integers:
    """Return the fold (n,) of each row: shuffled by a fixed seed, rows of one group always together."""
    numbers, members = np.unique(groups, return_inverse=True)
    folds = np.arange(len(numbers)) % FOLDS
    np.random.default_rng(0).shuffle(folds)
    chosen: Integers = folds[members].astype(np.int64)
    return chosen
