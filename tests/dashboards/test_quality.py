"""How good the topics are, said where people look: the head, the table of topics, the record of the run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboards.views.context import load_contexts
from dashboards.views.headline import headline
from dashboards.views.parts import spoken
from dashboards.views.record import record

if TYPE_CHECKING:
    from tests.dashboards.conftest import Store


def notes(store: Store, language: int = 1) -> dict[str, str]:
    """Return what the head says below each figure."""
    return {figure.label: spoken(figure.note) for figure in headline(load_contexts(store)[language]).figures}


def test_the_head_tells_themes_and_the_target(store: Store) -> None:
    """Topics with the number of their themes, coverage with its target."""
    assert notes(store)["Topics"] == "mentions that mean alike (themes: 1)"
    assert notes(store)["Coverage"] == "mentions that have a topic (target 90.0\u00a0%)"
    assert notes(store, 0)["分類率"] == "トピックに分類できた言及の割合（目標 90.0%）"


def test_the_head_says_that_no_topic_is_reliable(make_store: Callable[[], Store]) -> None:
    """A zero is explained where there are mentions, and is a plain zero where there are none."""
    store = make_store()
    store.connection.execute("delete from mart.topic")
    store.connection.execute("update mart.mention set topic_id = null, placement = 'one_off'")
    assert notes(store)["Topics"] == "no reliable topics were found"
    assert notes(store, 0)["トピック"] == "信頼できるトピックは見つかりませんでした"
    store.connection.execute("delete from mart.mention")
    assert notes(store)["Topics"] == "mentions that mean alike"


def test_a_run_without_a_target_has_none_in_its_head(make_store: Callable[[], Store]) -> None:
    """What was not measured is not told."""
    store = make_store()
    store.connection.execute("delete from mart.quality")
    assert notes(store)["Coverage"] == "mentions that have a topic"
    assert record(load_contexts(store)[1]).checks_notes == ()


def test_the_record_says_what_coverage_cost(store: Store) -> None:
    """Purity of the cores and of all, beside coverage and target."""
    (cost,) = record(load_contexts(store)[0]).checks_notes
    assert spoken(cost) == (
        "分類率 81.2%（目標 90.0%）にするため、まとまりの中心から離れた言及も近いトピックに入れています。"
        "意味の近い言及どうしが同じトピックに入る割合は、中心の言及だけなら 83.1%、すべて入れると 70.9% です。"
    )


def test_metrics_are_told_in_words(store: Store) -> None:
    """A metric that the catalogue knows has a name in the page's language; another keeps its own."""
    named = {check.metric: check.name for check in record(load_contexts(store)[1]).checks}
    assert named["topic_stability"] == "agreement of topics when the analysis is repeated"
    assert named["reader's delight"] == ""
