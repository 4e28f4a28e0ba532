"""The colours of the map: of topics where there are few, of themes where topics are too many to tell apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dashboards.views.catalogue import catalogue
from dashboards.views.context import load_contexts
from dashboards.views.map import LOOKS, MapData, MapView, map_data, map_view

if TYPE_CHECKING:
    from tests.dashboards.conftest import Page, Store


def drawn(store: Store) -> tuple[MapData, MapView]:
    """Return data and legend of the map."""
    contexts = load_contexts(store)
    shown = tuple(catalogue(context) for context in contexts)
    return map_data(contexts, shown), map_view(contexts[1], shown[1])


@pytest.fixture
def many(make_store: Callable[[], Store]) -> Store:
    """Return the shop with a topic of its own for every three reviews: 40, one theme over every second of them."""
    store = make_store()
    for sql in (
        "delete from mart.topic where topic_id <> 'th'",
        "update mart.review set customer_id = null",
        """insert into mart.topic (topic_id, label, level, status, parent_topic_id, reviews, mentions, is_hidden)
           select 'n' || n, 'topic ' || n, 0, 'active', case when n % 2 = 0 then 'th' end, 100 - n, 6, false
           from range(22) as made (n)""",
        """update mart.mention set placement = 'core', topic_id = 'n' || (substr(mention_id, 2)::int % 22)""",
    ):
        store.connection.execute(sql)
    return store


def test_few_topics_have_looks_of_their_own(store: Store) -> None:
    """As many looks as topics, in the order of their reviews; the theme has none."""
    data, view = drawn(store)
    assert data.looks == tuple(key.topic_id for key in view.keys) == ("t2", "t1", "t3")
    assert [topic["look"] for topic in data.topics] == [0, 1, 2]
    assert data.topics[1]["line"] == ("t1", "th")
    assert data.themes == {"th": {"ja": "受け取りと使い心地", "en": "受け取りと使い心地"}}
    assert not view.is_by_theme


def test_many_topics_are_coloured_by_theme(many: Store) -> None:
    """One topic more than looks: the theme stands for its topics, one without a theme for itself."""
    data, view = drawn(many)
    assert len(data.topics) == LOOKS + 1
    assert view.is_by_theme
    assert len(view.keys) == len(data.looks) == 1 + 11
    theme = data.looks.index("th")
    looks = {topic["line"][0]: topic["look"] for topic in data.topics}
    assert {looks[f"n{n}"] for n in range(0, 22, 2)} == {theme}
    assert len({looks[f"n{n}"] for n in range(1, 22, 2)} - {theme}) == 11


def test_without_themes_the_largest_topics_are_coloured(many: Store) -> None:
    """The others are grey."""
    many.connection.execute("update mart.topic set parent_topic_id = null")
    data, view = drawn(many)
    assert len(data.looks) == len(view.keys) == LOOKS
    assert [topic["look"] for topic in data.topics] == [*range(LOOKS), -1]
    assert not view.is_by_theme


def test_the_page_says_what_colours_mean(page: Page, many: Store, read_page: Callable[[Store], Page]) -> None:
    """A sentence where themes are coloured, none where topics are."""
    sentence = "Colour and shape tell themes apart."
    assert sentence not in page.all("body")[0].text
    assert sentence in read_page(many).all("body")[0].text
