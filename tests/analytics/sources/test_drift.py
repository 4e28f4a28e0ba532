"""Whether a delivery is like those before it: what is habit, what is chance, and what another scale looks like."""

import random
import statistics

import pytest

from analytics.sources import NumberProfile, Profile, judge


def numbers(mean: float, *, least: float = 1, most: float = 5, count: int = 200, deviation: float = 1.2) -> Profile:
    """Return the profile of a delivery of ratings."""
    field = NumberProfile(count, least, most, mean, deviation, round(mean))
    return Profile(count, frozenset(), (), {"rating": field})


USUAL = [numbers(mean) for mean in (4.0, 4.1, 3.9, 4.2, 4.05)]


def rules(new: Profile, history: list[Profile], **told: bool) -> list[str]:
    """Return the rules that a delivery broke."""
    return [finding.rule for finding in judge(new, history, **told)]


def test_fault_26_a_column_that_no_delivery_had_is_told_with_the_one_it_may_be() -> None:
    """A renamed column is a new one and a gone one."""
    history = [Profile(10, frozenset({"country", "device"}))] * 3
    new, gone = judge(Profile(10, frozenset({"contry", "device"})), history)
    assert new.rule == "new_column"
    assert "'contry'" in new.sentence
    assert "did you mean 'country'?" in new.sentence
    assert gone.rule == "gone_column"
    assert "'country'" in gone.sentence


def test_the_first_delivery_is_like_nothing_before_it() -> None:
    """Whatever it holds, it is remembered and not judged."""
    assert not judge(Profile(10**6, frozenset({"anything"}), (), USUAL[0].numbers), [])


@pytest.mark.parametrize("mean", [3.4, 4.4, 4.8])
def test_a_worse_or_better_week_is_no_drift(mean: float) -> None:
    """Moods are what koe is there to show, not to stop."""
    assert not rules(numbers(mean), USUAL)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (numbers(8.1, least=2, most=10), "1 to 5 became 1 to 10"),
        (numbers(0.75, least=0, most=1, deviation=0.3), "1 to 5 became 0 to 1"),
        (numbers(80, least=20, most=100, deviation=25), "1 to 5 became 0 to 100"),
        (numbers(4.6, most=10), "some became 1 to 10, so that the mean hardly moves"),
    ],
)
def test_fault_30_another_scale_is_told(new: Profile, why: str) -> None:
    """A change of unit moves the mean, or leaves the scale that every delivery kept to."""
    assert rules(new, USUAL) == ["distribution"], why


def test_fault_30_money_with_its_long_tail_may_jump_but_not_by_a_unit() -> None:
    """Baskets of a log-normal shop: none of 300 weeks is stopped by chance, yen sent as sen always are."""
    chance = random.Random(7)

    def week(unit: float) -> Profile:
        """Return a week of 200 baskets in a unit."""
        values = [unit * chance.lognormvariate(3, 1.2) for _ in range(200)]
        mean = sum(values) / 200
        deviation = (sum((value - mean) ** 2 for value in values) / 200) ** 0.5
        middle = statistics.median(values)
        return Profile(200, numbers={"value": NumberProfile(200, min(values), max(values), mean, deviation, middle)})

    history = [week(1) for _ in range(3)]
    for _ in range(300):
        new = week(1)
        assert not rules(new, history)
        history.append(new)
    assert rules(week(100), history) == ["distribution"]
    assert rules(week(0.01), history[:40]) == ["distribution"]


def test_fault_30_too_few_numbers_say_nothing() -> None:
    """Ten ratings of another week are no scale."""
    assert not rules(numbers(1.2, count=10), USUAL)
    assert not rules(numbers(8.0, most=10), USUAL[:2])


@pytest.mark.parametrize(
    ("sizes", "new", "broken"),
    [
        ([100, 120, 90], 0, ["volume"]),
        ([100, 120, 90], 2001, ["volume"]),
        ([100, 120, 90], 1900, []),
        ([100, 5000, 90], 4000, []),
        ([3, 0, 4], 0, []),
        ([3, 2, 4], 0, []),
        ([100, 120], 0, []),
    ],
)
def test_fault_31_nothing_and_twenty_times_the_usual_are_told(sizes: list[int], new: int, broken: list[str]) -> None:
    """A quiet source may be silent for a day; a busy one is not, and a bulk file has come before."""
    assert rules(Profile(new), [Profile(size) for size in sizes]) == broken


def test_an_empty_delivery_of_a_complete_source_is_always_told() -> None:
    """It would delete everything."""
    assert rules(Profile(0), [Profile(5)], snapshot=True) == ["volume"]
