"""What people decided, resolved: chains and rings of merges, names that compete, topics that a refit took in."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from analytics.curation import Action, Curation, Decision, Found, Guided, curate, fields_of, free_label


def topic(topic_id: str, parent: str | None = None, level: int = 0, **labels: str | None) -> Found:
    """Return a topic called by its id in English, unless told otherwise."""
    names = {"label": topic_id.upper(), "label_ja": None, "label_en": topic_id.upper()} | labels
    return Found(topic_id, level, parent, names)


def decided(*decisions: tuple[Action, str, Mapping[str, Any]]) -> list[Decision]:
    """Return decisions, numbered from 1."""
    return [Decision(number, *decision) for number, decision in enumerate(decisions, start=1)]


def merge(topic_id: str, into: str) -> tuple[Action, str, Mapping[str, Any]]:
    """Return a merge."""
    return ("merge", topic_id, {"into": into})


def rename(topic_id: str, label: str, language: str | None = None) -> tuple[Action, str, Mapping[str, Any]]:
    """Return a name."""
    return ("rename", topic_id, {"label": label, "language": language})


ABC = (topic("a"), topic("b"), topic("c"))


def resolve(
    found: Sequence[Found],
    decisions: Sequence[Decision],
    guides: Sequence[Guided] = (),
    absorbed: Mapping[str, str] | None = None,
    first: str = "en",
) -> Curation:
    """Apply decisions in a project that speaks English first."""
    return curate(found, decisions, guides, absorbed or {}, first)


def into(curation: Curation) -> dict[str, str]:
    """Return which topic is merged into which."""
    return {row.topic_id: row.into_topic_id for row in curation.rows if row.into_topic_id}


def names(curation: Curation) -> dict[str, str | None]:
    """Return the names that are other than found."""
    return {row.topic_id: row.label for row in curation.rows if row.label}


def test_nothing_decided_leaves_all_as_found() -> None:
    """No row, no effect."""
    assert resolve(ABC, []) == Curation((), frozenset())


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_merges_follow_one_another(order: tuple[int, int]) -> None:
    """A into B and B into C, decided in either order, are both in C."""
    merges = (merge("a", "b"), merge("b", "c"))
    found = resolve(ABC, decided(*(merges[place] for place in order)))
    assert into(found) == {"a": "c", "b": "c"}
    assert found.in_effect == {1, 2}


def test_a_ring_is_not_closed() -> None:
    """The newest merge of a ring does nothing; the others stand."""
    found = resolve(ABC, decided(merge("a", "b"), merge("b", "c"), merge("c", "a")))
    assert into(found) == {"a": "c", "b": "c"}
    assert found.in_effect == {1, 2}


def test_the_newer_merge_of_a_topic_counts() -> None:
    """And the older one is without effect."""
    found = resolve(ABC, decided(merge("a", "b"), merge("a", "c")))
    assert into(found) == {"a": "c"}
    assert found.in_effect == {2}


def test_a_merge_follows_what_a_refit_took_in() -> None:
    """B went into X and X into C: what was to go into B goes into C. What took A in is not merged for A's sake."""
    gone = {"b": "x", "x": "c"}
    assert into(resolve((topic("a"), topic("c")), decided(merge("a", "b")), absorbed=gone)) == {"a": "c"}
    found = resolve((topic("b"), topic("c")), decided(merge("a", "b")), absorbed={"a": "c"})
    assert (into(found), found.in_effect) == ({}, frozenset())


def test_a_merge_into_what_it_became_or_nobody_knows_is_without_effect() -> None:
    """The refit did what was decided, or the topic is gone without a trace."""
    assert into(resolve((topic("a"),), decided(merge("a", "b")), absorbed={"b": "a"})) == {}
    assert into(resolve((topic("a"),), decided(merge("a", "b")))) == {}
    assert into(resolve((topic("a"),), decided(merge("a", "b")), absorbed={"b": "x", "x": "b"})) == {}


def test_names_go_where_their_language_is() -> None:
    """The first language is also what is shown; another one only where there is no name in the first."""
    japanese = {"label_ja": "遅い", "label_en": "LATE"}
    assert fields_of(None, "ja", japanese) == ("label", "label_ja")
    assert fields_of("en", "ja", japanese) == ("label_en",)
    assert fields_of("en", "ja", {"label_ja": None}) == ("label", "label_en")
    (row,) = resolve((topic("a", label_ja="遅い"),), decided(rename("a", "Late")), first="en").rows
    assert (row.label, row.label_ja, row.label_en) == ("Late", None, "Late")


def test_the_newest_name_of_a_language_counts() -> None:
    """An older one without any column left has no effect."""
    found = resolve(ABC, decided(rename("a", "One"), rename("a", "Two"), rename("a", "三", "ja")))
    (row,) = found.rows
    assert (row.label, row.label_ja, row.label_en) == ("Two", "三", "Two")
    assert found.in_effect == {2, 3}


def test_a_found_name_gives_way_to_a_decision() -> None:
    """With the first number that nobody has, whatever the capitals."""
    found = resolve((topic("a"), topic("b", label="LATE"), topic("c", label="Late (2)")), decided(rename("a", "late")))
    assert names(found) == {"a": "late", "b": "LATE (3)"}


def test_of_two_decided_names_the_older_stays() -> None:
    """As after a decision between them was taken back."""
    assert names(resolve(ABC, decided(rename("b", "Late"), rename("a", "Late")))) == {"b": "Late", "a": "Late (2)"}


def test_a_merged_topic_has_no_name_to_defend() -> None:
    """Its own name is free for what it was merged into, and a name decided for it waits."""
    found = resolve(ABC, decided(merge("a", "b"), rename("b", "A"), rename("a", "Waiting")))
    assert names(found) == {"b": "A"}
    assert found.in_effect == {1, 2}


def test_a_guide_joins_what_its_phrases_are_in() -> None:
    """After merges, into the topic of the first phrase, under its name."""
    guide = Guided(("b", "a", "b"), {"label": "Speed", "label_en": "Speed"})
    found = resolve(ABC, decided(merge("b", "c")), [guide])
    assert (into(found), names(found)) == ({"a": "c", "b": "c"}, {"c": "Speed"})


def test_a_decided_name_stands_before_a_guide_s() -> None:
    """The columns that nobody decided about are the guide's."""
    guide = Guided(("a",), {"label": "Speed", "label_ja": "速さ", "label_en": "Speed"})
    (row,) = resolve((topic("a"),), decided(rename("a", "Late")), [guide]).rows
    assert (row.label, row.label_ja, row.label_en) == ("Late", "速さ", "Late")


def test_two_guides_of_one_topic_name_it_by_the_first() -> None:
    """In the order of koe.toml; a guide without a topic does nothing."""
    guides = [
        Guided((), {"label": "Nobody"}),
        Guided(("a", "b"), {"label": "One"}),
        Guided(("b", "c"), {"label": "Two"}),
    ]
    found = resolve(ABC, [], guides)
    assert (into(found), names(found)) == ({"b": "a", "c": "a"}, {"a": "One"})


def test_a_hidden_theme_hides_its_topics_and_hidden_topics_their_theme() -> None:
    """A topic merged out of the theme is not hidden with it."""
    themed = (topic("th", level=1), topic("a", "th"), topic("b", "th"), topic("c"))
    hidden = {
        row.topic_id for row in resolve(themed, decided(("hide", "th", {}), merge("b", "c"))).rows if row.is_hidden
    }
    assert hidden == {"th", "a"}
    found = resolve(themed, decided(("hide", "a", {}), merge("b", "c")))
    assert {row.topic_id for row in found.rows if row.is_hidden} == {"a", "th"}
    assert {row.topic_id for row in resolve(themed, decided(("hide", "a", {}))).rows if row.is_hidden} == {"a"}


def test_hiding_what_is_no_more_waits() -> None:
    """It does not pass to what took the topic in."""
    found = resolve((topic("b"),), decided(("hide", "a", {}), rename("a", "Late")), absorbed={"a": "b"})
    assert (found.rows, found.in_effect) == ((), frozenset())


def test_a_split_has_effect_while_two_parts_are_there() -> None:
    """One part that a refit found no more is not enough."""
    split: tuple[Action, str, Mapping[str, Any]] = ("split", "a", {"parts": None, "ids": ["a", "b"]})
    assert resolve(ABC, decided(split)).in_effect == {1}
    assert resolve((topic("a"),), decided(split)).in_effect == frozenset()
    assert resolve(ABC, decided(("split", "a", {"parts": 2}))).in_effect == frozenset()


def test_free_labels_differ_in_more_than_capitals() -> None:
    """A number is put behind, the first that is free."""
    assert free_label("Late", ["early"]) == "Late"
    assert free_label("Late", ["LATE", "late (2)"]) == "Late (3)"
