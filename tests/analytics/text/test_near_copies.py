"""near_copies: templates are found, what people word alike is not, and no input makes it slow."""

import random
import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.sample.dice import Dice
from analytics.sample.grammar import POLITE, expand
from analytics.sample.phrases_odd import CAMPAIGN_EN, CAMPAIGN_JA
from analytics.text import count_copies, is_near_copy, near_copies

PRAISE = "I bought this mug for my sister and she has been happy with it every morning since then"
PRAISE_JA = "姉への贈り物としてこのマグカップを購入しましたが、毎朝とても喜んで使ってくれています"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 days late", "12 days late!!"),
        ("It cost 1,200 yen.", "it cost 980 yen"),
        ("GREAT SERVICE", "great service 😊😊"),
        ("my top-up has failed", "My top up has failed."),
        ("you @one never answer", "you @other_2 never answer!"),
        ("rt @one: never again", "RT @two: Never again"),
        ("doesn't work", "Doesn’t work"),
        ("また利用させて頂きます。", "また、利用させて頂きます♪"),
        ("今回で3回目の利用です。", "今回で12回目の利用です!"),
        (PRAISE, PRAISE.replace("mug", "cup")),
        (PRAISE, PRAISE.replace("has been", "has been very")),
        (PRAISE_JA, PRAISE_JA.replace("姉", "母")),
        ("배송이 빨라요", "배송이 빨라요!!"),
        ("", ""),
    ],
)
def test_near_copies_are_joined(one: str, other: str) -> None:
    """Digits, marks, emoji, handles, case and blanks make no difference, nor does a word in a long text."""
    assert is_near_copy(one, other)
    assert is_near_copy(other, one)
    assert len(set(near_copies([one, other]).tolist())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("good", "not good"),
        ("it works", "it doesn't work"),
        ("使えます", "使えません"),
        (PRAISE, PRAISE.replace("has been", "has not been")),
        (PRAISE, PRAISE.replace("has been", "hasn't been")),
        (PRAISE, PRAISE.replace("happy", "unhappy")),
        (PRAISE_JA, PRAISE_JA.replace("くれています", "くれていません")),
        (PRAISE_JA, PRAISE_JA.replace("喜んで使って", "喜ばず使って")),
        ("My card has not arrived", "My card still has not arrived"),
        ("How do I top up my card?", "How do I lock my card?"),
        ("部屋が広いです", "部屋が狭いです"),
        ("the room was clean", "the room was dirty"),
        ("👍", "👎"),
        ("123", "124"),
        ("it is no table", "it is notable"),
        ("very good and cheap", "very good and cheap" * 5),
        ("", "a"),
    ],
)
def test_what_differs_in_meaning_stays_apart(one: str, other: str) -> None:
    """A negation parts even long texts that are equal otherwise; in a short text any other word does."""
    assert not is_near_copy(one, other)
    assert not is_near_copy(other, one)
    assert near_copies([one, other]).tolist() == [0, 1]


LETTERS = st.text(alphabet=st.characters(exclude_categories=[]), max_size=30)
WORDS = st.lists(st.sampled_from([*PRAISE.split(), "not", "12", "@me", "😊", "姉へ", "ません"]), max_size=24).map(
    " ".join
)


@st.composite
def families(draw: st.DrawFn) -> list[str]:
    """Draw texts of any characters, and texts like others but for one piece."""
    texts = draw(st.lists(st.one_of(LETTERS, WORDS), max_size=6))
    for base in draw(st.lists(st.sampled_from([*texts, PRAISE, PRAISE_JA]), max_size=10)):
        at = draw(st.integers(0, len(base)))
        piece = draw(st.one_of(st.sampled_from(["", "not ", "!", "7", " very", "ず"]), LETTERS))
        texts.append(base[:at] + piece + base[at + draw(st.integers(0, 4)) :])
    return texts


@given(families(), st.randoms(use_true_random=False))
def test_groups_hang_on_the_texts_alone(texts: list[str], rng: random.Random) -> None:
    """In another order the same texts form the same groups with the same representatives."""
    order = list(range(len(texts)))
    rng.shuffle(order)
    shuffled = [texts[row] for row in order]
    straight = {text: texts[row] for text, row in zip(texts, near_copies(texts), strict=True)}
    assert {text: shuffled[row] for text, row in zip(shuffled, near_copies(shuffled), strict=True)} == straight


@given(families())
def test_groups_hold_together(texts: list[str]) -> None:
    """Representatives stand for themselves and have no near copy left; every member is near its own."""
    representative = near_copies(texts)
    assert (representative[representative] == representative).all()
    assert all(is_near_copy(text, texts[row]) for text, row in zip(texts, representative, strict=True))
    kept = [texts[row] for row in sorted(set(representative.tolist()))]
    assert near_copies(kept).tolist() == list(range(len(kept)))


def test_no_text_and_one_text() -> None:
    """Nothing has no groups; a text alone stands for itself, equal texts for one another."""
    assert near_copies([]).tolist() == []
    assert near_copies(["a"]).tolist() == [0]
    assert near_copies(["b", "a", "b", "a"]).tolist() == [0, 1, 0, 1]
    empty = count_copies(near_copies([]))
    assert (empty.texts, empty.groups, empty.copies, empty.largest) == (0, 0, 0, 0)


def test_copies_are_counted() -> None:
    """Groups are those of two or more; each one's first text is no copy."""
    counts = count_copies(near_copies(["hello you", "Hello you!", "hello YOU", "bye now", "Bye, now.", "alone"]))
    assert (counts.texts, counts.groups, counts.copies, counts.largest) == (6, 2, 3, 3)


def test_small_changes_do_not_chain() -> None:
    """Word by word one text becomes another; its neighbours are near, its ends are not joined."""
    old = "the quick parcel came before noon and everybody in our house was glad about such fast delivery".split()
    new = "our slow refund went past spring while nobody at their shop said sorry for those lost orders ever".split()
    steps = [" ".join(new[:step] + old[step:]) for step in range(len(old) + 1)]
    groups = near_copies(steps)
    assert count_copies(groups).copies > 0
    assert groups[0] != groups[-1]
    assert all(is_near_copy(text, steps[row]) for text, row in zip(steps, groups, strict=True))


def invented(words: int, rng: random.Random) -> list[str]:
    """Return as many invented words."""
    return ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 8))) for _ in range(words)]


def test_planted_copies_are_found() -> None:
    """Of a thousand texts with one changed word in twenty-four, the banding misses hardly any, and joins no others."""
    rng = random.Random(4)
    originals = [invented(24, rng) for _ in range(1_000)]
    copies = [[*words] for words in originals]
    for words in copies:
        words[rng.randrange(24)] = "changed"
    groups = near_copies([" ".join(words) for words in (*originals, *copies)])
    assert np.mean(groups[:1_000] == groups[1_000:]) >= 0.995
    assert count_copies(groups).largest == 2


@pytest.mark.parametrize("pattern", [CAMPAIGN_EN, CAMPAIGN_JA], ids=["en", "ja"])
def test_campaign_posts_collapse(pattern: str) -> None:
    """Posts of one template, with words exchanged in five places, are mostly copies; other texts are not among them."""
    dice = Dice(1, "campaign")
    posts = sorted({expand(pattern, {}, POLITE, dice) for _ in range(60)})
    groups = near_copies([PRAISE, PRAISE_JA, *posts])
    assert groups[:2].tolist() == [0, 1]
    assert count_copies(groups).copies > 0.6 * len(posts)


def template(number: int, rng: random.Random) -> list[str]:
    """Return variants of one text that differ in a word."""
    return [f"I bought the {invented(1, rng)[0]} {PRAISE[9:]}, many thanks to all of you!" for _ in range(number)]


def half_shared(number: int, rng: random.Random) -> list[str]:
    """Return texts that share their first half and are no copies."""
    return [f"Thank you for writing to us about {' '.join(invented(6, rng))}" for _ in range(number)]


@pytest.mark.parametrize("texts_of", [template, half_shared])
def test_alike_texts_take_linear_time(texts_of: Callable[[int, random.Random], list[str]]) -> None:
    """Eight times the variants of a template, or texts that meet in every bucket, take about eight times as long."""
    rng = random.Random(2)
    spent = []
    for texts in (texts_of(500, rng), texts_of(4_000, rng)):
        started = time.process_time()
        near_copies(texts)
        spent.append(time.process_time() - started)
    assert spent[1] < 20 * spent[0] + 0.1


def test_a_template_is_one_group() -> None:
    """Five thousand variants of a text are one group."""
    counts = count_copies(near_copies(template(5_000, random.Random(3))))
    assert counts.largest >= 0.99 * counts.texts


def test_huge_texts() -> None:
    """A hundred thousand characters are a text like others."""
    assert near_copies(["あ" * 100_000, "a b " * 25_000, "x", "あ" * 99_000]).tolist() == [3, 1, 2, 3]
