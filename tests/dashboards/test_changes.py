"""What changed, in words: which changes are told, in which order, and how each is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dashboards.views.catalogue import catalogue
from dashboards.views.changes import Changes, changes
from dashboards.views.context import load_contexts
from dashboards.views.parts import spoken

if TYPE_CHECKING:
    from tests.dashboards.conftest import Store


def told(store: Store, language: int = 1) -> Changes:
    """Return the section in the first (0) or second (1) language of the shop."""
    context = load_contexts(store)[language]
    return changes(context, catalogue(context))


def test_the_latest_alert_is_told(store: Store) -> None:
    """The whole before its slices, each subject once, with what was expected and how sure that is."""
    (change,) = told(store).latest
    assert spoken(change.sentence) == (
        "Share of reviews about “delivery, late, days” rose to 63.2\u00a0% in the week from 2\u00a0Feb "
        "(expected 25.3\u00a0%; ×2.5, 95\u00a0% CI 1.4–4.2)."
    )
    assert (change.kind, change.is_alert, change.direction, change.topic_id) == ("Spike", True, "up", "t1")


def test_a_theme_that_rose_with_its_topic_is_told_with_it(store: Store) -> None:
    """One piece of news, with the part of the theme's change that the topic makes up."""
    (japanese,), (english,) = (told(store, language).latest for language in (0, 1))
    assert spoken(japanese.aside) == (
        "大分類「受け取りと使い心地」も同じ期間に同じ向きに変化しましたが、"
        "変化の 96.0% はこのトピックによるため、まとめて示しています。"
    )
    assert spoken(english.aside) == (
        "Its theme “受け取りと使い心地” moved the same way; this topic makes up 96.0\u00a0% of that change, "
        "so the two are told as one."
    )


def test_a_theme_stands_for_topics_of_which_none_is_most_of_it(make_store: Callable[[], Store]) -> None:
    """The theme is told, and names what rose within it."""
    store = make_store()
    store.connection.execute("update mart.trend set expected = observed - 40 where topic_id = 'th'")
    (change,) = told(store).latest
    assert change.topic_id == "th"
    assert spoken(change.aside) == (
        "Within this theme these moved the same way and are not told one by one: delivery, late, days."
    )


def test_japanese_says_the_same(store: Store) -> None:
    """The same change in Japanese, in the order of Japanese."""
    (change,) = told(store, 0).latest
    assert spoken(change.sentence) == (
        "「配送 / 遅い / 届く」にふれたレビューの割合が、2月2日からの週に 63.2% へ上昇しました"
        "（想定 25.3%、2.5 倍、95%信頼区間 1.4～4.2）。"
    )


def test_earlier_changes_are_told_too(store: Store) -> None:
    """Earlier ones name the slice they are in; an event that is new has no ratio."""
    sentences = [spoken(change.sentence) for change in told(store).strongest]
    assert sentences[1].startswith("“purchase” came up for the first time: 23 customers in the week from 12\u00a0Jan")
    assert "“handle, hot, burn” for product “</script>" in sentences[0]
    assert "fell to" in sentences[0]
    assert len(sentences) == 2


def test_small_groups_are_left_out_and_mentioned(store: Store) -> None:
    """A topic of two people changes unseen."""
    section = told(store)
    assert all(change.topic_id != "few" for change in section.strongest)
    assert spoken(section.notes[0]) == "Changes in groups of fewer than 5 are not shown."


@pytest.mark.parametrize(("observed", "shown"), [(0, 1), (4, 0), (5, 1)])
def test_a_change_needs_five_people_or_none(make_store: Callable[[], Store], observed: int, shown: int) -> None:
    """One to four reviews could be told apart; that nobody speaks of a topic any more can be said."""
    store = make_store()
    store.connection.execute("delete from mart.trend where topic_id is null or topic_id <> 't1'")
    store.connection.execute("update mart.trend set observed = ?", [observed])
    assert len(told(store).latest) == shown


def test_a_long_list_says_that_it_goes_on(make_store: Callable[[], Store]) -> None:
    """No more changes of a period are told than a manager reads; the page says where the others are."""
    store = make_store()
    store.connection.execute("""
        insert into mart.trend
        select trend.* replace (null as topic_id, 'event ' || n as event)
        from mart.trend, range(10) as made (n)
        where is_alert and topic_id = 't1'
    """)
    section = told(store)
    assert len(section.latest) == 8
    assert "The 8 strongest are shown; all are in mart.trend." in [spoken(note) for note in section.notes]


def test_a_later_quiet_period_makes_no_news(make_store: Callable[[], Store]) -> None:
    """What changed earlier is no news once a later period was tested, and moves to the list of all time."""
    store = make_store()
    store.connection.execute("""
        insert into mart.trend
        select * replace (date '2026-02-09' as period_start, false as is_alert, 0.9 as q_value, null as kind)
        from mart.trend where is_alert and topic_id = 't1'
    """)
    section = told(store)
    assert section.latest == ()
    assert spoken(section.summary[0]).startswith("Nothing changed in the week from 9\u00a0Feb")
    (earlier,) = [change for change in section.strongest if change.topic_id == "t1"]
    assert earlier.line.marks.endswith("h0")
