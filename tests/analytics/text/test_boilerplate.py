"""find_boilerplate: a site's strings are found, what many people say is not."""

import random
import time
from itertools import product

import pytest

from analytics.text import Boilerplate, empty_answer, find_boilerplate

NOUNS = [
    "room",
    "bath",
    "staff",
    "view",
    "bed",
    "garden",
    "pool",
    "price",
    "lift",
    "lobby",
    "door",
    "lamp",
    "sink",
    "desk",
]
WORDS = [
    "was",
    "clean",
    "and",
    "quiet",
    "but",
    "small",
    "near",
    "the",
    "old",
    "station",
    "very",
    "kind",
    "cold",
    "new",
]


def opinions(number: int, seed: int = 0) -> list[str]:
    """Return `number` distinct invented reviews; many share a phrase, written as variously as people do."""
    rng = random.Random(seed)
    texts = []
    for index in range(number):
        body = f"The {rng.choice(NOUNS)} {' '.join(rng.choices(WORDS, k=6))} {index}."
        phrase = rng.choice(["highly recommend", "would stay here again", "great value for money", ""])
        phrase = rng.choice([phrase, phrase.capitalize()]) + rng.choice([".", "!", "", " it."]) if phrase else ""
        texts.append((f"{phrase} {body}" if rng.random() < 0.3 else f"{body} {phrase}").strip())
    return texts


def strings(found: Boilerplate, place: str) -> list[str]:
    """Return what was found at `place`."""
    return [one.text for one in found.found if one.place == place]


SITE_STRINGS = [
    "[This review was collected as part of a promotion.]",
    "Posted via the phone app.",
    "(Translated by a machine)",
    "このレビューはモニターとして書かれました。",
    "【キャンペーン参加者の口コミ】",
]


# A label before a text ends in a mark; one behind it need not.
@pytest.mark.parametrize(
    ("string", "place"),
    [*product(SITE_STRINGS, ["start", "end"]), ("Full Review", "end")],
)
def test_a_sites_string_is_found_at_either_end(string: str, place: str) -> None:
    """The string is found as it is, with its rows, and cut off where it stands."""
    texts = opinions(600)
    for index in range(0, 600, 10):
        texts[index] = f"{string} {texts[index]}" if place == "start" else f"{texts[index]} {string}"
    found = find_boilerplate(texts)
    assert [(one.text, one.place, one.rows) for one in found.found] == [(string, place, 60)]
    (start, end), other = found.own_parts(texts[:2])
    assert texts[0][start:end].strip() == opinions(600)[0]
    assert other == (0, len(texts[1]))


def test_numbers_in_a_sites_string_may_differ() -> None:
    """A date or a count inside does not hide that the string is one."""
    texts = [f"{text} Posted on 2024-05-{index % 28 + 1:02d} via app." for index, text in enumerate(opinions(400))]
    found = find_boilerplate(texts)
    assert strings(found, "end") == ["Posted on 0-0-0 via app."]
    start, end = found.own_parts(texts)[3]
    assert texts[3][start:end].strip() == opinions(400)[3]


def test_two_sentences_of_a_site_are_one_string() -> None:
    """The longer string is taken where it covers the shorter, the shorter where it does not."""
    both = [f"{text} Posted via the app. Terms apply to all posts." for text in opinions(400)]
    assert strings(find_boilerplate(both), "end") == ["Posted via the app. Terms apply to all posts."]
    some = [
        text + (" It is good. Posted via the app." if i % 8 == 0 else " Posted via the app.")
        for i, text in enumerate(opinions(400))
    ]
    assert strings(find_boilerplate(some), "end") == ["Posted via the app."]


def test_shared_opinions_are_no_boilerplate() -> None:
    """What many people write varies in form and place, and copies of one text are one text."""
    assert find_boilerplate(opinions(2_000)).found == ()
    assert find_boilerplate(["The room was clean and the staff were very kind."] * 500).found == ()
    thanks = [f"{text[:-1]}。お世話になり、ありがとうございました。" for text in opinions(300)]
    mixed = [*thanks, *(f"お世話になり、ありがとうございました！{text}" for text in opinions(60, seed=1))]
    assert find_boilerplate(mixed).found == ()
    assert find_boilerplate([*["Great!"] * 300, *["良かったです"] * 300]).found == ()


def test_few_rows_prove_nothing() -> None:
    """Below the least number of rows, or of a thousandth of them, nothing is found."""
    texts = opinions(60)
    assert find_boilerplate([f"{text} Posted via the app." for text in texts[:19]] + texts[19:]).found == ()
    assert find_boilerplate([]).found == ()


def test_order_of_rows_does_not_matter() -> None:
    """The same rows in another order give the same answer."""
    texts = [f"{text} Posted via the app." if index % 3 else text for index, text in enumerate(opinions(300))]
    assert find_boilerplate(texts) == find_boilerplate(texts[::-1])


@pytest.mark.parametrize(
    "text",
    [
        "特になし",
        "特になし。",
        "なし",
        "Ｎ／Ａ",
        "n/a",
        "NaN",
        "None.",
        "nothing",
        "No comment",
        "同上",
        "[deleted]",
    ],
)
def test_empty_answers(text: str) -> None:
    """Answers that say nothing are known in any width, case and punctuation."""
    assert empty_answer(text)
    assert strings(find_boilerplate([text] * 3), "whole") != []


@pytest.mark.parametrize(
    "text",
    [
        "良かったです",
        "Great!",
        "nothing works",
        "なしでは困る",
        "No comment from the staff, bad",
        "",
        "👍",
        "x" * 9_000,
    ],
)
def test_answers_that_say_something(text: str) -> None:
    """A word more is an opinion."""
    assert empty_answer(text) is None


def test_time_is_linear() -> None:
    """Ten times the rows take about ten times as long."""
    small, large = opinions(2_000), opinions(20_000)
    for texts in (small, large):
        texts[::7] = [f"{text} Posted via the app." for text in texts[::7]]
    spent = []
    for texts in (small, large):
        started = time.process_time()
        find_boilerplate(texts)
        spent.append(time.process_time() - started)
    assert spent[1] < 25 * spent[0] + 0.1
