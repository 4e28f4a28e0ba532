"""What a segment speaks of: of a theme and a topic in it, the one with the larger lift."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dashboards.views.catalogue import catalogue
from dashboards.views.context import load_contexts
from dashboards.views.segments import segments

if TYPE_CHECKING:
    from tests.dashboards.conftest import Store


@pytest.mark.parametrize(("lift", "told"), [(2.0, ["t1"]), (2.5, ["th"])])
def test_a_theme_and_its_topic_are_told_once(make_store: Callable[[], Store], lift: float, told: list[str]) -> None:
    """They share their reviews; the topic has a lift of 2.25."""
    store = make_store()
    store.connection.execute(
        "insert into mart.segment_topic values ('s1', 'th', 30, 0.3, ?, 1.1, 4.0, 0.01), "
        "('s1', 't3', 9, 0.1, 1.1, 1, 2, 0.01)",
        [lift],
    )
    context = load_contexts(store)[1]
    regulars = segments(context, catalogue(context)).cards[0]
    assert [topic.topic_id for topic in regulars.topics] == [*told, "t3"]
