"""The grammar of sentence patterns and the dice it is played with."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.sample.dice import Dice
from analytics.sample.files import gz
from analytics.sample.grammar import CASUAL, KANSAI, POLITE, expand, parse_bank


@given(st.integers(), st.lists(st.text("abcd ", max_size=5), min_size=1, max_size=4))
def test_a_choice_is_one_of_its_parts(seed: int, parts: list[str]) -> None:
    """Braces give one part, an empty one too, and leave nothing of themselves."""
    text = expand("(" + "{" + "|".join(parts) + "}" + ")", {}, POLITE, Dice(seed, "test"))
    assert text in {f"({part})" for part in parts}


@pytest.mark.parametrize(("register", "end"), [(POLITE, "です"), (CASUAL, "だ"), (KANSAI, "や")])
def test_brackets_follow_the_register(register: int, end: str) -> None:
    """Each register takes its own part."""
    assert expand("静か[です/だ/や]", {}, register, Dice(1, "test")) == f"静か{end}"


def test_a_missing_register_takes_the_last_part() -> None:
    """Kansai falls back to casual where a pattern has two parts."""
    assert expand("静か[です/だ]", {}, KANSAI, Dice(1, "test")) == "静かだ"


def test_slots_may_hold_patterns() -> None:
    """A slot's words are a choice whose parts may hold slots and registers."""
    words = {"who": "<kin>", "kin": "[母/おかん]"}
    assert expand("<who>に", words, CASUAL, Dice(1, "test")) == "おかんに"


def test_an_unknown_slot_is_an_error() -> None:
    """A misspelled slot must not reach a text."""
    with pytest.raises(KeyError, match="nobody"):
        expand("<nobody>", {}, POLITE, Dice(1, "test"))


def test_lines_are_sorted_by_their_mark() -> None:
    """Whole sentences, casual ones, fronts, backs and titles are told apart."""
    bank = parse_bank("\nwhole\n~casual\n^front\n$back\n#title\n")
    assert (bank.whole, bank.casual, bank.fronts, bank.backs, bank.titles) == (
        ("whole",),
        ("casual",),
        ("front",),
        ("back",),
        ("title",),
    )


@given(st.integers(), st.integers(-50, 50), st.integers(0, 100))
def test_whole_numbers_stay_between_their_ends(seed: int, low: int, width: int) -> None:
    """Both ends can come, nothing else."""
    assert low <= Dice(seed, "test").whole(low, low + width) <= low + width


@given(st.integers(), st.lists(st.integers(), unique=True, max_size=8), st.integers(0, 10))
def test_some_are_different_members(seed: int, items: list[int], count: int) -> None:
    """No member is drawn twice, and no more than there are."""
    drawn = Dice(seed, "test").some(items, count)
    assert len(drawn) == len(set(drawn)) == min(count, len(items))
    assert set(drawn) <= set(items)


def test_streams_are_apart_and_repeat() -> None:
    """A stream gives the same draws again, another stream others; one draw is pinned for all machines."""
    draws = [[Dice(1, stream).unit() for _ in range(3)] for stream in ("a", "a", "b")]
    assert draws[0] == draws[1] != draws[2]
    assert Dice(1, "a").unit() == 0.6881244510893788


def test_weights_decide() -> None:
    """A weight of nothing is never drawn, and shares come out near the weights."""
    dice = Dice(5, "test")
    drawn = [dice.weighted("abc", (3, 0, 1)) for _ in range(4000)]
    assert "b" not in drawn
    assert drawn.count("a") / 4000 == pytest.approx(0.75, abs=0.03)


@given(st.binary(max_size=200_000))
def test_gz_is_gzip(content: bytes) -> None:
    """Any gzip reader gives the content back."""
    assert gzip.decompress(gz(content)) == content
