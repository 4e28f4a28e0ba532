"""prepare: reviews in, masked texts and mentions out."""

import random
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.text import MAX_TEXT_CHARS, Mention, ReviewText, mention_id, prepare

JA_EN = ("ja", "en")


def review(text: str, title: str | None = None, review_id: str = "r1", declared: str | None = None) -> ReviewText:
    """Return a review of an English source."""
    return ReviewText(review_id, title, text, declared, "shop", "en")


def mentions_of(text: str, title: str | None = None) -> list[tuple[str, str, str | None]]:
    """Return (text, computed, excluded) of the mentions of one review."""
    return [(one.text, one.computed, one.excluded) for one in prepare([review(text, title)], JA_EN).mentions]


def test_one_review_through_the_room() -> None:
    """Display keeps width and emoji, what is embedded is normalised, and nobody is named in either."""
    prepared = prepare(
        [review("ﾊﾞｽが狭い<br/>担当の田中様（０９０－１２３４－５６７８）は親切でした😊", "２回目")], JA_EN
    )
    only = prepared.reviews[0]
    assert (only.language, only.title, only.truncated) == ("ja", "２回目", False)
    assert only.text == "ﾊﾞｽが狭い\n担当の[name]様（[phone]）は親切でした😊"
    assert only.masked == 2
    assert [(one.position, one.text, one.computed) for one in prepared.mentions] == [
        (0, "２回目", "2回目"),
        (1, "ﾊﾞｽが狭い", "バスが狭い"),
        (2, "担当の[name]様（[phone]）は親切でした😊", "担当の様()は親切でした😊"),
    ]


@pytest.mark.parametrize("text", ["", "   ", "👍👍", "!!!", "10/10", "<br/>", "\u200b"])
def test_a_review_without_words_has_no_mention(text: str) -> None:
    """It stays a review all the same."""
    prepared = prepare([review(text)], JA_EN)
    assert len(prepared.reviews) == 1
    assert prepared.mentions == []
    assert prepared.reviews[0].language == "und"


@pytest.mark.parametrize(
    ("text", "title", "texts"),
    [
        ("The bath was cold.", "Good view", ["Good view", "The bath was cold."]),
        ("The bath was cold. I left.", "The bath was cold", ["The bath was cold.", "I left."]),
        ("The bath was cold all night.", "The bath was…", ["The bath was cold all night."]),
        ("The bath was cold.", "!!!", ["The bath was cold."]),
        ("", "Good view", ["Good view"]),
        ("良かったです。", "ＧＯＯＤ", ["ＧＯＯＤ", "良かったです。"]),
    ],
)
def test_title(text: str, title: str, texts: list[str]) -> None:
    """A title is the first mention where it says something that the text does not begin with."""
    assert [one[0] for one in mentions_of(text, title)] == texts


def test_exclusions() -> None:
    """Links, empty answers and a site's strings are kept and counted nowhere."""
    assert mentions_of("@air https://example.com/a") == [("@air https://example.com/a", "", "no_words")]
    assert mentions_of("特になし。") == [("特になし。", "特になし。", "boilerplate")]
    assert mentions_of("nan") == [("nan", "nan", "boilerplate")]
    assert mentions_of("taro@example.com") == [("[email]", "", "no_words")]
    assert mentions_of("@air you are late #fail") == [("@air you are late #fail", "you are late fail", None)]


def test_a_sites_string_is_a_mention_of_its_own() -> None:
    """It is excluded as `collector`; where it shares a mention, only the customer's words are embedded."""
    things = [
        f"{size} {thing}"
        for size in ("big", "small", "old", "new", "red")
        for thing in ("lamp", "door", "sink", "bed", "rug")
    ]
    rows = [review(f"The {thing} broke. Posted via the phone app.", review_id=str(i)) for i, thing in enumerate(things)]
    rows.append(review("ok Posted via the phone app.", review_id="last"))
    prepared = prepare(rows, JA_EN)
    assert [one.text for one in prepared.boilerplate.found] == ["Posted via the phone app."]
    first = [one for one in prepared.mentions if one.review_id == "0"]
    assert [(one.text, one.excluded) for one in first] == [
        ("The big lamp broke.", None),
        ("Posted via the phone app.", "collector"),
    ]
    assert [(one.computed, one.excluded) for one in prepared.mentions if one.review_id == "last"] == [("ok", None)]


def test_what_is_known_is_not_read_again() -> None:
    """Only what is new is, and what a site is seen to have added since."""
    rows = [review(f"The lamp number {n} broke. Posted via the phone app.", review_id=str(n)) for n in range(50)]
    few, all_of_them = prepare(rows[:3], JA_EN), prepare(rows, JA_EN)
    known = {one.review_id: one for one in few.reviews}
    assert prepare(rows[:4], JA_EN, known).unchanged == {"0", "1", "2"}
    assert {one.review_id for one in prepare(rows[:4], JA_EN, known).mentions} == {"3"}
    # Of fifty reviews the site's sentence is known, so the three are split again, and end as if all were read at once.
    again = prepare(rows, JA_EN, known)
    assert (again.unchanged, again.mentions) == (frozenset(), all_of_them.mentions)
    assert again.reviews == all_of_them.reviews


def test_mentions_do_not_depend_on_other_reviews() -> None:
    """A string that becomes known as a site's changes what counts, never the mentions and their ids."""
    rows = [
        review(f"The lamp number {number} broke. Posted via the phone app.", review_id=str(number))
        for number in range(50)
    ]
    alone, together = prepare(rows[:1], JA_EN), prepare(rows, JA_EN)
    known = {(one.review_id, one.position, one.text) for one in together.mentions}
    assert {(one.review_id, one.position, one.text) for one in alone.mentions} <= known
    assert {one.excluded for one in alone.mentions} == {None}


def test_declared_language_and_bilingual_reviews() -> None:
    """The declared language is the review's; a sentence in another script has its own."""
    prepared = prepare([review("部屋が広くて快適でした。\nThe staff were very kind.", declared="Japanese")], JA_EN)
    assert prepared.reviews[0].language == "ja"
    assert [one.language for one in prepared.mentions] == ["ja", "en"]


def test_overlong_text_is_cut_and_flagged() -> None:
    """What is beyond the limit goes, and the cut never halves a number that should be masked."""
    filler = "word " * (MAX_TEXT_CHARS // 5 - 2)
    prepared = prepare([review(filler + "4111-1111-1111-1111 and more " * 50)], JA_EN)
    assert prepared.reviews[0].truncated
    assert len(prepared.reviews[0].text) <= MAX_TEXT_CHARS
    assert "4111" not in prepared.reviews[0].text
    assert not prepare([review("short")], JA_EN).reviews[0].truncated


def test_mention_id() -> None:
    """It depends on review, position and text, on nothing else, and tells them apart."""
    assert mention_id("r1", 0, "good") == mention_id("r1", 0, "good")
    assert mention_id("r1", 0, "good").startswith("m_")
    assert set(mention_id("r1", 0, "good")[2:]) <= set(string.hexdigits)
    assert len(mention_id("r1", 0, "good")) >= 18
    keys = [
        ("r1", 0, "good"),
        ("r1", 1, "good"),
        ("r", 10, "good"),
        ("r1:0", 0, "good"),
        ("r1", 0, "0:good"),
        ("r1", 0, "\ud800"),
    ]
    assert len({mention_id(*key) for key in keys}) == len(keys)
    assert mention_id("r1", 0, "good") == "m_84e22ba69ab58c8e02d48ce3"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=20))), max_size=5))
def test_any_text_is_prepared(texts: list[tuple[str, str | None]]) -> None:
    """Any unicode gives one prepared review a review, mentions in order, and text that can be stored."""
    rows = [review(text, title, review_id=str(index)) for index, (text, title) in enumerate(texts)]
    prepared = prepare(rows, JA_EN)
    assert [one.review_id for one in prepared.reviews] == [one.review_id for one in rows]
    positions: dict[str, list[int]] = {}
    for one in prepared.mentions:
        positions.setdefault(one.review_id, []).append(one.position)
        (one.text + one.computed).encode("utf-8")
        assert one.excluded or one.computed
    assert all(places == list(range(len(places))) for places in positions.values())
    assert prepare(rows, JA_EN) == prepared


def test_mentions_are_frozen() -> None:
    """What crosses a border cannot be changed behind anyone's back."""
    mention = Mention("r1", 0, "good", "good", "en", None)
    with pytest.raises(AttributeError):
        mention.text = "bad"  # type: ignore[misc]  # that it is frozen is what is tested


def test_speed() -> None:
    """Short reviews pass at 5,000 a second on a quiet machine; 2,000 leaves room for a busy one."""
    rng = random.Random(0)
    pieces = ["部屋がとても広くて快適でした。", "朝食は美味しいですが、品数が少ないです。", "また来ます！"]
    pieces += ["The room was clean and quiet.", "Staff were kind, but the lift was slow and loud.", "Great!"]
    rows = [review(" ".join(rng.sample(pieces, 3)) + f" {index}", review_id=str(index)) for index in range(2_000)]
    prepare(rows[:10], JA_EN)
    started = time.process_time()
    prepare(rows, JA_EN)
    assert len(rows) / (time.process_time() - started) > 2_000
