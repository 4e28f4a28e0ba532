"""Groups keep their ids while they keep their members, no id is given twice, and every group is accounted for."""

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.arrays import Vectors
from analytics.identity import Group, Groups, LineageEvent, lasting_ids, trace

#: Each of forty members in one of five groups or in none, as it was and as it is.
LABELS = st.lists(st.integers(-1, 4), min_size=40, max_size=40)


def _members(first: int, last: int) -> list[str]:
    """Return the keys of members first..last-1."""
    return [f"{number:03d}" for number in range(first, last)]


def _at(*degrees: float) -> Vectors:
    """Return unit vectors in a plane."""
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def _before(**members: Sequence[str]) -> dict[str, Group]:
    """Return old groups without middles."""
    return {group_id: Group(keys) for group_id, keys in members.items()}


def _with_middles(before: dict[str, Group], *degrees: float) -> dict[str, Group]:
    """Return old groups with their middles."""
    return {
        group_id: Group(group.members, middle)
        for (group_id, group), middle in zip(before.items(), _at(*degrees), strict=True)
    }


def _partition(labels: Sequence[int]) -> list[list[str]]:
    """Return the members of each group that has any."""
    keys = _members(0, len(labels))
    groups = [[key for key, label in zip(keys, labels, strict=True) if label == number] for number in range(5)]
    return [group for group in groups if group]


def test_the_first_groups_are_born() -> None:
    """Nothing was before."""
    traced = trace("t_", Groups([_members(0, 5), _members(5, 9)]), {}, set())
    assert {event.group_id for event in traced.events} == set(traced.ids)
    assert {(event.event, event.other_id, event.overlap) for event in traced.events} == {("born", None, 0.0)}
    assert traced.same_meaning == (False, False)


def test_without_groups_all_are_retired() -> None:
    """A fit that finds nothing, or whose every text was deleted."""
    traced = trace("t_", Groups([]), _before(a=_members(0, 5)), {"a"})
    assert (traced.ids, traced.events) == ((), (LineageEvent("a", "retired", None, 0.0),))


def test_new_and_deleted_members_say_nothing() -> None:
    """Half of a group went, three times as many came: what both know is the same."""
    traced = trace("t_", Groups([_members(5, 40)]), _before(a=_members(0, 10)), {"a"})
    assert traced.ids == ("a",)
    assert traced.events == (LineageEvent("a", "continued", None, 1.0),)


def test_a_split_is_told_with_its_origin() -> None:
    """The larger part continues, the other comes from it."""
    before = _before(a=_members(0, 20), b=_members(20, 30))
    traced = trace("t_", Groups([_members(0, 8), _members(8, 20), _members(20, 30)]), before, before)
    split_off, *others = traced.ids
    assert others == ["a", "b"]
    assert traced.events == (
        LineageEvent("a", "continued", None, 0.6),
        LineageEvent("b", "continued", None, 1.0),
        LineageEvent(split_off, "split", "a", 1.0),
    )


def test_a_merger_is_told_with_its_end() -> None:
    """The larger of two continues, the other went into it."""
    before = _before(a=_members(0, 12), b=_members(12, 20))
    traced = trace("t_", Groups([_members(0, 20)]), before, before)
    assert traced.events == (
        LineageEvent("a", "continued", None, 0.6),
        LineageEvent("b", "merged", "a", 1.0),
    )


def test_a_group_in_three_pieces_is_retired_and_each_piece_comes_from_it() -> None:
    """None of three equal pieces can claim to be the group."""
    traced = trace("t_", Groups([_members(0, 7), _members(7, 14), _members(14, 21)]), _before(a=_members(0, 21)), {"a"})
    (retired,) = [event for event in traced.events if event.group_id == "a"]
    assert (retired.event, retired.other_id) == ("retired", None)
    assert retired.overlap == pytest.approx(1 / 3)
    assert [event.other_id for event in traced.events if event.event == "split"] == ["a"] * 3


def test_a_group_of_strangers_and_one_that_lost_its_members() -> None:
    """A birth beside a death: no member is common."""
    traced = trace("t_", Groups([_members(50, 60)]), _before(a=_members(0, 10)), {"a"})
    assert {(event.group_id, event.event) for event in traced.events} == {("a", "retired"), (traced.ids[0], "born")}


def test_between_two_halves_the_middles_decide() -> None:
    """Whichever half stayed where the group was has its id, and the meaning is not taken for the same."""
    before = _with_middles(_before(a=_members(0, 20)), 0)
    halves = [_members(0, 10), _members(10, 20)]
    assert trace("t_", Groups(halves, _at(40, 5)), before, before).ids[1] == "a"
    turned = trace("t_", Groups(halves, _at(5, 40)), before, before)
    assert (turned.ids[0], turned.same_meaning) == ("a", (False, False))


def test_a_group_that_is_hardly_the_larger_part_is_continued_with_its_middle_only() -> None:
    """Nine of twenty members each in two groups, the others elsewhere: an overlap below a half."""
    groups = [_members(0, 9), _members(9, 18), [*_members(18, 20), *_members(30, 40)]]
    before = _before(a=_members(0, 20), b=_members(30, 40))
    assert "a" not in trace("t_", Groups(groups), before, before).ids
    placed = trace("t_", Groups(groups, _at(50, 10, 90)), _with_middles(before, 0, 90), before)
    assert placed.ids[1:] == ("a", "b")
    # The same, and the one that has most of the old members went away from where they were.
    groups = [_members(0, 9), _members(9, 15), [*_members(15, 20), *_members(30, 40)]]
    gone = trace("t_", Groups(groups, _at(60, 10, 90)), _with_middles(before, 0, 90), before)
    assert "a" not in gone.ids


def test_when_all_texts_are_others_the_middles_continue_what_is_very_near() -> None:
    """A year's texts are replaced by the next year's; one subject stays, another one has come near it."""
    before = _with_middles(_before(a=_members(0, 20), b=_members(20, 40)), 0, 90)
    traced = trace("t_", Groups([_members(50, 60), _members(60, 70), _members(70, 80)], _at(5, 15, 50)), before, before)
    assert traced.ids[0] == "a"
    assert traced.same_meaning == (True, False, False)
    assert [event.event for event in traced.events if event.group_id != "a"].count("born") == 2
    assert LineageEvent("a", "continued", None, 0.0) in traced.events


def test_middles_do_not_pass_an_id_along() -> None:
    """One stays where `a` was. That it is near `b` too, and another one near `a`, does not make two pairs of it."""
    before = _with_middles(_before(a=_members(0, 20), b=_members(20, 40)), 0, 10)
    traced = trace("t_", Groups([_members(50, 60), _members(60, 70)], _at(2, -20)), before, before)
    assert traced.ids[0] == "a"
    assert traced.ids[1] != "b"
    assert LineageEvent("b", "retired", None, 0.0) in traced.events


def test_one_member_left_of_many_is_no_evidence() -> None:
    """Of eight members one is left, in another group of eight: that group is not the same one."""
    before, now = _before(a=_members(0, 8)), [_members(7, 15)]
    traced = trace("t_", Groups(now), before, before)
    assert {event.event for event in traced.events} == {"born", "retired"}
    far = trace("t_", Groups(now, _at(60)), _with_middles(before, 0), before)
    assert far.events == traced.events


def test_the_meaning_stays_unless_members_or_middle_went() -> None:
    """The same members around the same middle; a moved middle; a third of the members gone to another group."""
    before = _with_middles(_before(a=_members(0, 30), b=_members(30, 60)), 0, 90)
    same = trace("t_", Groups([_members(0, 30), _members(30, 60)], _at(3, 90)), before, before)
    moved = trace("t_", Groups([_members(0, 30), _members(30, 60)], _at(30, 90)), before, before)
    smaller = trace("t_", Groups([_members(0, 20), _members(20, 60)], _at(3, 90)), before, before)
    assert (same.ids, moved.ids, smaller.ids) == (("a", "b"),) * 3
    assert (same.same_meaning, moved.same_meaning, smaller.same_meaning) == ((True, True), (False, True), (False, True))
    # Of the smaller one its words have to say whether it still is what it was called.
    assert (moved.unmoved, smaller.unmoved) == ((False, True), (True, True))


def test_an_id_that_was_ever_given_is_not_given_again() -> None:
    """The id that these members would get is taken by a topic that is no more."""
    groups = Groups([["a", "b"]])
    (first,) = trace("t_", groups, {}, set()).ids
    (second,) = trace("t_", groups, {}, {first}).ids
    assert second != first


def test_a_member_of_two_groups_is_a_mistake() -> None:
    """Overlaps mean nothing then."""
    with pytest.raises(ValueError, match="two groups"):
        trace("t_", Groups([["a", "b"], ["b"]]), {}, set())


@given(LABELS, LABELS)
def test_every_group_is_accounted_for(before: list[int], now: list[int]) -> None:
    """One event a group on either side, ids unique; a group that is another now is named as it is called now."""
    old = {f"o_{number}": Group(members) for number, members in enumerate(_partition(before))}
    traced = trace("t_", Groups(_partition(now)), old, old)
    assert len(set(traced.ids)) == len(traced.ids)
    assert [event.group_id for event in traced.events] == sorted({*traced.ids, *old})
    for event in traced.events:
        assert 0 <= event.overlap <= 1
        assert (event.event in ("split", "merged")) == (event.other_id is not None)
        assert event.other_id is None or event.other_id in (old if event.event == "split" else traced.ids)
        assert (event.event == "continued") == (event.group_id in old and event.group_id in traced.ids)


@given(LABELS, LABELS, st.randoms(use_true_random=False), st.booleans())
def test_no_order_matters(before: list[int], now: list[int], random: Random, with_middles: bool) -> None:
    """Groups, members and dictionaries in another order give the same ids and events, ties or not."""
    old, new = _partition(before), _partition(now)
    # Middles in few directions, so that there are ties among them too.
    old_middles, new_middles = ([_at(30 * (n % 3))[0] if with_middles else None for n in range(5)] for _ in range(2))
    then = {f"o_{number}": Group(members, old_middles[number]) for number, members in enumerate(old)}
    order = list(range(len(new)))
    random.shuffle(order)
    items = list(then.items())
    random.shuffle(items)

    def groups(numbers: Sequence[int], *, backwards: bool) -> Groups:
        """Return the new groups in an order, their members forwards or backwards."""
        middles = np.array([new_middles[number] for number in numbers]) if with_middles and numbers else None
        return Groups([new[number][::-1] if backwards else new[number] for number in numbers], middles)

    straight = trace("t_", groups(range(len(new)), backwards=False), then, then)
    shuffled = trace("t_", groups(order, backwards=True), dict(items), list(then))
    assert shuffled.events == straight.events
    assert shuffled.ids == tuple(straight.ids[number] for number in order)
    assert shuffled.same_meaning == tuple(straight.same_meaning[number] for number in order)


def test_lasting_ids_are_those_of_the_trace() -> None:
    """The same groups in another order, one with a new member."""
    first = lasting_ids("t_", [["a", "b", "c"], ["d", "e"]], {}, set())
    before = {member: first[0] for member in "abc"} | {member: first[1] for member in "de"}
    assert lasting_ids("t_", [["e", "d", "z"], ["c", "b", "a"]], before, set(first)) == [first[1], first[0]]


def test_a_group_of_new_members_is_born_wherever_its_few_known_ones_came_from() -> None:
    """Of 90 members 4 were known, 3 of them in one old group; of 105 twenty, and then it was split off."""
    old = [f"old{n}" for n in range(60)]
    before = {"t_1": Group(old)}
    fresh = [f"new{n}" for n in range(86)]
    born = trace("t_", Groups([old[4:], [*old[:3], *fresh]]), before, {"t_1"})
    split = trace("t_", Groups([old[20:], [*old[:20], *fresh]]), before, {"t_1"})
    assert [event.event for event in born.events if event.group_id != "t_1"] == ["born"]
    assert [(event.event, event.other_id) for event in split.events if event.group_id != "t_1"] == [("split", "t_1")]


def test_a_group_of_which_hardly_anything_is_left_is_retired_wherever_the_rest_went() -> None:
    """Of 80 members 6 are left, 5 of them in another group; of 20 left in one it was merged."""
    gone, other = [f"gone{n}" for n in range(80)], [f"other{n}" for n in range(50)]
    before = {"t_1": Group(gone), "t_2": Group(other)}
    retired = trace("t_", Groups([[*gone[:5], *other]]), before, {"t_1", "t_2"})
    merged = trace("t_", Groups([[*gone[:20], *other]]), before, {"t_1", "t_2"})
    assert {event.group_id: event.event for event in retired.events} == {"t_1": "retired", "t_2": "continued"}
    assert {event.group_id: event.event for event in merged.events} == {"t_1": "merged", "t_2": "continued"}
