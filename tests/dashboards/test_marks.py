"""Marks of topics: a word beside the name, a sentence in the topic, one below the table; none without a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dashboards.views.context import load_contexts
from dashboards.views.marks import copies, legend, marks, warnings
from dashboards.views.parts import spoken

if TYPE_CHECKING:
    from tests.dashboards.conftest import Page, Store


def row(store: Store, topic: str) -> dict[str, object]:
    """Return a topic of the shop."""
    (found,) = store.rows("select * from mart.topic where topic_id = ?", [topic])
    return found


@pytest.mark.parametrize(
    ("topic", "language", "said"),
    [
        ("t1", 1, []),
        ("t2", 0, ["△ 不安定"]),
        ("t2", 1, ["△ unstable"]),
        ("t3", 0, ["◇ ほぼ英語のみ"]),
        ("t3", 1, ["◇ nearly all English"]),
        ("few", 1, []),
    ],
)
def test_marks(store: Store, topic: str, language: int, said: list[str]) -> None:
    """An unstable topic and one of one language are marked; one that was not measured is not."""
    assert [mark.text for mark in marks(load_contexts(store)[language], row(store, topic))] == said


def test_warnings_say_what_a_mark_means(store: Store) -> None:
    """How rarely the topic is found again, and that it may be a language."""
    japanese, english = load_contexts(store)
    (unstable,) = (spoken(sentence) for sentence in warnings(english, row(store, "t2")))
    assert unstable.startswith("△ Unstable: repeated analyses find it again to 0.31 only")
    (language,) = (spoken(sentence) for sentence in warnings(japanese, row(store, "t3")))
    assert language.startswith("◇ 言語の偏り：言及のほぼすべてが英語です。")
    assert warnings(japanese, row(store, "t1")) == ()


def test_copies_are_told_where_there_are_any(store: Store) -> None:
    """How many of a topic's mentions say what another one says."""
    english = load_contexts(store)[1]
    assert spoken(copies(english, row(store, "t2"))) == "Of its 63 mentions 5 are exact or near copies of another one."
    assert copies(english, row(store, "t1")) == copies(english, row(store, "few")) == ()


def test_an_unknown_language_is_told_by_its_code(store: Store) -> None:
    """A language without a name in the catalogue."""
    (mark,) = marks(load_contexts(store)[1], row(store, "t1") | {"one_language": "fi"})
    assert mark.text == "◇ nearly all fi"


def test_marks_are_explained_below_the_table_where_there_are_any(store: Store) -> None:
    """A sentence a kind, and none for what no row has."""
    context = load_contexts(store)[1]
    plain, unstable = row(store, "t1"), row(store, "t2")
    assert legend(context, (plain,)) == ()
    (sentence,) = legend(context, (plain, unstable))
    assert spoken(sentence).startswith("“△ unstable”: when the analysis is repeated")


def test_the_page_has_marks_in_table_and_details(page: Page) -> None:
    """Each language marks both topics, the unstable one beside its change, too, and warns inside them."""
    assert [mark.text for mark in page.all("span", class_="mark unstable")] == ["△ 不安定"] * 2 + ["△ unstable"] * 2
    assert [mark.text for mark in page.all("span", class_="mark language")] == [
        "◇ ほぼ英語のみ",
        "◇ nearly all English",
    ]
    assert len(page.all("ul", class_="warnings")) == 2 * 2
    assert len(page.all("p", class_="note copies")) == 2 * 2


def test_a_change_of_an_unstable_topic_is_marked(
    make_store: Callable[[], Store], read_page: Callable[[Store], Page]
) -> None:
    """Who reads of a change learns that its topic is no firm ground."""
    store = make_store()
    store.connection.execute("update mart.topic set is_stable = topic_id <> 't1'")
    kinds = [kind.text for kind in read_page(store).all("p", class_="kind")]
    assert ["△ unstable" in kind for kind in kinds if "Alert" in kind] == [True]
