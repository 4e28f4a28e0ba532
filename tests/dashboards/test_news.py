"""A theme and its topics that change together are told once, by whichever says more."""

from datetime import date
from typing import Any

import pytest

from dashboards.views.news import News, told_once

LINES = {"a": ("a", "x", "top"), "b": ("b", "x", "top"), "x": ("x", "top"), "top": ("top",), "other": ("other",)}
WEEK = date(2026, 2, 2)


def change(topic: str | None, excess: float, **changed: object) -> dict[str, Any]:
    """Return a test of a topic with so many reviews more (or fewer) than expected."""
    return {
        "topic_id": topic,
        "event": None if topic else "purchase",
        "slice_by": "all",
        "slice_value": "",
        "grain": "week",
        "period_start": WEEK,
        "direction": "up" if excess > 0 else "down",
        "observed": 50 + excess,
        "expected": 50.0,
    } | changed


def told(*rows: dict[str, Any]) -> list[tuple[str | None, str | None, list[str]]]:
    """Return what is told: the topic, the theme it stands for, the topics that it stands for."""

    def theme(news: News) -> str | None:
        return news.theme["topic_id"] if news.theme else None

    news = told_once(rows, LINES)
    return [(one.row["topic_id"], theme(one), [row["topic_id"] for row in one.topics]) for one in news]


def test_a_topic_that_makes_up_most_stands_for_its_theme() -> None:
    """The more specific is told, and says that its theme moved with it; a small sibling stays news of its own."""
    assert told(change("x", 20), change("a", 14), change("b", 4)) == [("a", "x", []), ("b", None, [])]


def test_a_change_spread_over_topics_is_the_theme_s() -> None:
    """Where no topic makes up most, the theme is told with the names of its topics, the strongest first."""
    assert told(change("x", 30), change("b", 9), change("a", 8)) == [("x", None, ["b", "a"])]


def test_the_same_part_up_and_down() -> None:
    """A fall is compared by its size, too."""
    assert told(change("x", -20), change("a", -10)) == [("a", "x", [])]
    assert told(change("x", -20), change("a", -9.5)) == [("x", None, ["a"])]


@pytest.mark.parametrize(
    "apart",
    [{"period_start": date(2026, 1, 26)}, {"direction": "down"}, {"slice_by": "language", "slice_value": "ja"}],
)
def test_other_periods_ways_and_slices_are_other_news(apart: dict[str, object]) -> None:
    """Only one period, direction and slice is one piece of news."""
    assert len(told(change("x", 20), change("a", 14, **apart))) == 2


def test_who_is_not_told_is_not_told_by_a_slice() -> None:
    """The slices of a change that is left out go with it."""
    rows = (change("x", 20), change("a", 14), change("x", 6, slice_by="language", slice_value="ja"))
    assert told(*rows) == [("a", "x", [])]


def test_three_levels_are_compared_from_below() -> None:
    """The highest theme is compared with what is still told, not with what its theme stands for already."""
    assert told(change("top", 40), change("x", 30), change("a", 8)) == [("x", "top", ["a"])]
    assert told(change("top", 20), change("x", 18), change("a", 17)) == [("a", "x", [])]


def test_unrelated_changes_stay_as_they_are() -> None:
    """Topics of no common theme, and events, keep their order."""
    assert told(change("other", 9), change("a", 8), change(None, 70)) == [
        ("other", None, []),
        ("a", None, []),
        (None, None, []),
    ]
