"""Ids last while a group keeps its members, and are never given twice."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.identity import lasting_ids


def test_groups_keep_their_ids_whatever_their_order() -> None:
    """The same groups in another order, one with a new member."""
    first = lasting_ids("t_", [["a", "b", "c"], ["d", "e"]], {}, set())
    before = {member: first[0] for member in "abc"} | {member: first[1] for member in "de"}
    assert lasting_ids("t_", [["e", "d", "z"], ["c", "b", "a"]], before, set(first)) == [first[1], first[0]]


def test_a_group_that_shares_little_is_new() -> None:
    """One old member among four is no reason to inherit an id."""
    before = {"a": "t_old", "b": "t_old", "c": "t_old"}
    (found,) = lasting_ids("t_", [["a", "x", "y", "z"]], {**before, "x": "t_other", "y": "t_else"}, {"t_old"})
    assert found not in {"t_old", "t_other", "t_else"}


def test_an_id_that_was_ever_given_is_not_given_again() -> None:
    """The id that these members would get is taken by a topic that is no more."""
    (first,) = lasting_ids("t_", [["a", "b"]], {}, set())
    (second,) = lasting_ids("t_", [["a", "b"]], {}, {first})
    assert second != first


@given(st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=6), max_size=8))
def test_ids_are_unique(groups: list[list[int]]) -> None:
    """No two groups share an id, even when their members are equal."""
    members = [[str(member) for member in group] for group in groups]
    ids = lasting_ids("t_", members, {str(n): f"t_{n % 3}" for n in range(20)}, set())
    assert len(set(ids)) == len(groups)
