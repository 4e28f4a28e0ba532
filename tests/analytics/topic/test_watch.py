"""When a fit no longer fits: each reason by itself, and none where what came is like what the fit saw."""

import numpy as np
import pytest

from analytics.arrays import Floats
from analytics.topic.watch import GROWN, LEAST_ARRIVED, Watched, reason_to_refit


def _strengths(n: int, one_offs: float, seed: int, *, firmness: float = 0.6) -> Floats:
    """Return how firmly n texts are held, a share of them not at all."""
    random = np.random.default_rng(seed)
    held = np.clip(random.normal(firmness, 0.1, size=n), 0.2, 1)
    return np.where(np.arange(n) < round(n * one_offs), 0.0, held)


FITTED = _strengths(2_000, 0.05, seed=1)


def test_data_alike_those_of_the_fit_ask_for_nothing() -> None:
    """No day of arrivals drawn from the fit's own texts asks for a refit by mistake."""
    random = np.random.default_rng(2)
    drawn = [random.choice(FITTED, size=150) for _ in range(100)]
    assert [reason_to_refit(Watched(FITTED, arrived)) for arrived in drawn] == [None] * 100


@pytest.mark.parametrize(
    ("arrived", "reason"),
    [
        (np.zeros(0), None),
        (_strengths(300, 0.05, seed=3), None),
        (_strengths(300, 0.08, seed=3), None),
        (_strengths(300, 0.30, seed=3), "one_offs"),
        (_strengths(300, 0.05, seed=3, firmness=0.5), "drift"),
        (_strengths(300, 0.05, seed=3, firmness=0.7), None),
        (_strengths(2_000, 0.05, seed=3), "grown"),
    ],
    ids=["none", "alike", "a few more one-offs", "one-offs", "less firmly held", "more firmly held", "as many again"],
)
def test_each_reason_by_itself(arrived: Floats, reason: str | None) -> None:
    """More of them, more left out, less firmly held; being held more firmly is no fault."""
    assert reason_to_refit(Watched(FITTED, arrived)) == reason


def test_few_arrivals_say_nothing_however_odd() -> None:
    """A day of odd reviews is no trend: neither below a number nor below a part of a large fit."""
    assert reason_to_refit(Watched(FITTED, np.zeros(LEAST_ARRIVED - 1))) is None
    assert reason_to_refit(Watched(FITTED, np.zeros(LEAST_ARRIVED))) == "one_offs"
    large = np.tile(FITTED, 10)
    assert reason_to_refit(Watched(large, np.zeros(len(large) // 20 - 1))) is None
    assert reason_to_refit(Watched(large, np.zeros(len(large) // 20))) == "one_offs"


def test_a_small_fit_is_outgrown_by_few() -> None:
    """Growth is told by the texts alone, however few they are."""
    fitted = np.full(30, 0.6)
    more = round(30 * (GROWN - 1))
    assert reason_to_refit(Watched(fitted, np.full(more - 1, 0.6))) is None
    assert reason_to_refit(Watched(fitted, np.full(more, 0.6))) == "grown"


def test_a_fit_of_nothing_but_one_offs_has_no_more_of_them() -> None:
    """Where the fit found no topics, further one-offs are no news."""
    assert reason_to_refit(Watched(np.zeros(500), np.zeros(200))) is None


def test_what_is_published_of_arrivals() -> None:
    """Their share of one-offs, and how much less firmly they are held; nothing where nothing came."""
    watched = Watched(np.array([0.5, 0.6, 0.7, 0.8]), np.array([0.0, 0.0, 0.0, 0.6]))
    assert (watched.one_offs, watched.drift) == (0.75, 0.75)
    nobody = Watched(FITTED, np.zeros(0))
    assert (nobody.one_offs, nobody.drift) == (None, None)
    assert Watched(FITTED, FITTED).drift == 0


def test_a_fit_that_was_refused_is_not_tried_again_before_more_has_come() -> None:
    """As many again asked for one; it was worse, and a twentieth more has to come until it is tried again."""
    arrived = _strengths(2_000, 0.05, seed=3)
    assert reason_to_refit(Watched(FITTED, arrived)) == "grown"
    assert reason_to_refit(Watched(FITTED, arrived), refused=1_950) is None
    assert reason_to_refit(Watched(FITTED, arrived), refused=1_900) == "grown"
