"""When segments no longer fit: more customers, new things that they do, or too many who are in no segment."""

from collections.abc import Collection
from typing import Literal

import numpy as np
from scipy.stats import binomtest

from analytics.arrays import Integers
from analytics.cluster import NOISE
from analytics.segment.find import FEWEST_CUSTOMERS, SMALLEST_SHARE
from analytics.segment.model import SegmentModel

Reason = Literal["first", "asked", "settings", "grown", "unplaced", "features"]

#: With so many times the customers of the fit there is more to tell apart; so over a year of growth refits are few.
GROWN = 2.0

#: Customers in no segment beyond the fit's own share that are worth a refit: as many as could be a segment.
MORE_UNPLACED = SMALLEST_SHARE

#: A chance smaller than this is taken for none: with a look a day, one false refit in three years.
CHANCE = 0.001


def reason_to_refit(model: SegmentModel, labels: Integers, newly_carried: Collection[str]) -> Reason | None:
    """Say why the customers of today, placed as `labels` (n,), ask for a new fit, if they do.

    `newly_carried` is what many of them do and few did at the fit. A fit that found no segments left everybody out,
    so being left out is no news to it.
    """
    if len(labels) < FEWEST_CUSTOMERS:
        return None
    # A fit of fewer could not find anything.
    if model.customers < FEWEST_CUSTOMERS or len(labels) >= GROWN * model.customers:
        return "grown"
    if newly_carried:
        return "features"
    return "unplaced" if model.count and _is_left_out(model, labels) else None


def _is_left_out(model: SegmentModel, labels: Integers) -> bool:
    """Say whether more customers are in no segment than were at the fit, beyond what chance would do."""
    usual = min(model.unplaced / model.customers + MORE_UNPLACED, 1.0)
    unplaced = int(np.count_nonzero(labels == NOISE))
    return bool(binomtest(unplaced, len(labels), usual, alternative="greater").pvalue < CHANCE)
