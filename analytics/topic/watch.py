"""When a fit no longer fits: what came since it is more, is left out more often, or is held less firmly than it was."""

from dataclasses import dataclass
from typing import Literal

from scipy.stats import binomtest, ks_2samp

from analytics.arrays import Floats

Reason = Literal["first", "asked", "model", "settings", "grown", "one_offs", "drift"]

#: With so many times the texts of the fit there is more to tell apart; so over a year of growth refits are few.
GROWN = 2.0

#: Nothing is said of fewer arrivals than this, nor of fewer than this part of the fit: a day of odd reviews is no
#: trend, and topics that followed every one of them would give no time to read them.
LEAST_ARRIVED, LEAST_ARRIVED_PART = 100, 0.05

#: A chance smaller than this is taken for none: with a look a day, one false refit in three years.
CHANCE = 0.001

#: One-offs among arrivals beyond the fit's own share that are worth a refit. Of held-out texts of known subjects 5 to
#: 8 % are one-offs at a target of 5 %; of subjects the fit never saw, 15 to 50 %.
MORE_ONE_OFFS = 0.05

#: Distance (Kolmogorov & Smirnov) between how firmly arrivals and fitted texts are held that is worth a refit.
DRIFTED = 0.2


@dataclass(frozen=True)
class Watched:
    """What came since a fit beside what the fit saw: strengths of n fitted and m arrived texts, 0 for one-offs."""

    fitted: Floats
    arrived: Floats

    @property
    def one_offs(self) -> float | None:
        """The share of one-offs among arrivals; None without any."""
        return float((self.arrived == 0).mean()) if len(self.arrived) else None

    @property
    def drift(self) -> float | None:
        """How much less firmly arrivals are held, 0 to 1 (one-sided Kolmogorov-Smirnov distance); None without any."""
        if not len(self.arrived) or not len(self.fitted):
            return None
        return float(ks_2samp(self.arrived, self.fitted, alternative="greater", method="asymp").statistic)


def reason_to_refit(watched: Watched, refused: int = 0) -> Reason | None:
    """Say why the data ask for a refit, if they do.

    `refused` is how many had arrived when one was made last and was worse than the fit that stands: it is not tried
    again before as many have come as are needed to say anything at all.
    """
    fitted, arrived = watched.fitted, watched.arrived
    least = max(LEAST_ARRIVED, LEAST_ARRIVED_PART * len(fitted))
    if refused and len(arrived) < refused + least:
        return None
    if len(arrived) >= (GROWN - 1) * max(len(fitted), 1):
        return "grown"
    if len(arrived) < least:
        return None
    usual = min(float((fitted == 0).mean()) + MORE_ONE_OFFS, 1.0)
    if binomtest(int((arrived == 0).sum()), len(arrived), usual, alternative="greater").pvalue < CHANCE:
        return "one_offs"
    drift = ks_2samp(arrived, fitted, alternative="greater", method="asymp")
    return "drift" if drift.statistic >= DRIFTED and drift.pvalue < CHANCE else None
