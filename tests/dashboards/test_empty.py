"""A home without reviews, events or anything at all has a whole page that says what is missing, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.dashboards.conftest import Page, Store

NO_SOURCES = {"project": {"name": "Empty", "languages": ["en"]}}
EVERY_TABLE = ("mention", "topic", "topic_quote", "topic_period", "trend", "topic_impact")
ALWAYS = ("Updated", "Run details", "No record was refused.")


def body(page: Page, language: str) -> str:
    """Return the text of one edition."""
    (edition,) = page.all("div", id=language)
    return " ".join(edition.text.split())


def test_nothing_at_all(empty_store: Store, read_page: Callable[[Store], Page]) -> None:
    """Without sources every section says that koe.toml names none."""
    empty_store.run(settings=NO_SOURCES, as_of=None, rejected=0, versions=None)
    text = body(read_page(empty_store), "en")
    for sentence in (
        "No data have been taken in yet.",
        "There are no topics yet, so no change was tested.",
        "koe.toml names no source of reviews, so there is nothing to show here.",
        "There are no mentions to draw yet, so there is no map.",
        "koe.toml names no source of events, so there is nothing to show here.",
        "This run has no quality metrics.",
        "No file has been taken in yet.",
        *ALWAYS,
    ):
        assert sentence in text


def test_sources_that_delivered_nothing(empty_store: Store, read_page: Callable[[Store], Page]) -> None:
    """A configured source that gave nothing yet is told apart from one that is not configured."""
    empty_store.run(as_of=None)
    text = body(read_page(empty_store), "ja")
    assert "レビューの取り込み元は設定されていますが、取り込めたレビューはまだありません。" in text
    assert "行動ログの取り込み元は設定されていますが、取り込めた記録はまだありません。" in text


def test_events_only(make_store: Callable[[], Store], read_page: Callable[[Store], Page]) -> None:
    """Behaviour and segments are shown without a single review."""
    store = make_store()
    for table in (*EVERY_TABLE, "review", "segment_topic"):
        store.connection.execute(f"delete from mart.{table}")
    page = read_page(store)
    assert len(page.all("figure", class_="chart")) == 2 * 3
    assert len(page.all("article", class_="segment")) == 2 * 2
    text = body(page, "en")
    assert "A source of reviews is configured, but none has been taken in yet." in text
    assert "No topic differs by more than chance explains." in text
    assert "Reviews from" not in text


def test_reviews_only(make_store: Callable[[], Store], read_page: Callable[[Store], Page]) -> None:
    """Topics are shown without a single event, and the reason is told once for bars and segments."""
    store = make_store()
    for table in ("behaviour_period", "segment", "segment_topic", "customer"):
        store.connection.execute(f"delete from mart.{table}")
    store.connection.execute("delete from mart.trend where event is not null")
    page = read_page(store)
    assert sum("data-topic" in body.attributes for body in page.all("tbody")) == 2 * 4
    text = body(page, "en")
    assert text.count("A source of events is configured, but none has been taken in yet.") == 1
    assert "Behaviour from" not in text


def test_reviews_without_topics(make_store: Callable[[], Store], read_page: Callable[[Store], Page]) -> None:
    """Where no topic is reliable the page says in how many mentions, and still draws the map."""
    store = make_store()
    for table in EVERY_TABLE[1:]:
        store.connection.execute(f"delete from mart.{table}")
    store.connection.execute("update mart.mention set topic_id = null, placement = 'one_off'")
    page = read_page(store)
    assert "No reliable topic was found in 120 mentions" in body(page, "en")
    assert "0 no reliable topics were found" in body(page, "en")
    assert len(page.all("canvas")) == 2


def test_only_topics_of_few_people(make_store: Callable[[], Store], read_page: Callable[[Store], Page]) -> None:
    """Where every topic is of too few people the page says so and names none of them."""
    store = make_store()
    store.connection.execute("delete from mart.topic where topic_id <> 'few'")
    text = body(read_page(store), "en")
    assert "Every topic is spoken of by fewer than 5 people, so none is shown." in text
    assert "whispered" not in text


def test_too_few_periods(make_store: Callable[[], Store], read_page: Callable[[Store], Page]) -> None:
    """Before a second complete period nothing can be tested."""
    store = make_store()
    store.connection.execute("delete from mart.trend")
    page = read_page(store)
    assert "There are not yet enough complete weeks to test for changes" in body(page, "en")
    assert "完結した期間（週単位）がまだ足りません" in body(page, "ja")


def test_nothing_changed(make_store: Callable[[], Store], read_page: Callable[[Store], Page]) -> None:
    """Where no test of the latest complete period finds a change, a sentence says so."""
    store = make_store()
    store.connection.execute("update mart.trend set kind = null, is_alert = false, q_value = 0.9")
    text = body(read_page(store), "en")
    assert "Nothing changed in the week from 2 Feb" in text
    assert "Strongest changes so far" not in text


def test_one_review(empty_store: Store, read_page: Callable[[Store], Page]) -> None:
    """One review, without a date apart from its own, gives a page and a point."""
    empty_store.run()
    at = datetime(2026, 2, 1)
    empty_store.put("review", {"review_id": "r", "source": "shop", "written_at": at, "text": "a"})
    point = {"mention_id": "m", "review_id": "r", "text": "a", "placement": "one_off", "x": 1.0, "y": 2.0}
    empty_store.put("mention", point)
    data = read_page(empty_store).island("map")
    assert (data["x"], data["y"], data["topic"], data["text"]) == ([0], [0], [-1], ["a"])
