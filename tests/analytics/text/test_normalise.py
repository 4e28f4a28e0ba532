"""normalise and display: one form for computing, one for people."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text import display, normalise
from analytics.text.normalise import drop_escapes

#: Any code point at all, lone surrogates and noncharacters included, and the pieces that mark-up is made of.
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]), max_size=40)
MARK_UP = st.lists(
    st.sampled_from(
        [
            *[
                "&",
                "amp;",
                "lt;",
                "gt;",
                "<",
                ">",
                "br",
                "/",
                "b",
                "p",
                "#38;",
                "#x26;",
                "＆",
                "＜",
                "\n",
                " ",
                "\u3000",
            ],
            *[
                "か",
                "ﾞ",
                "\u0301",
                "\u0316",
                "\u0344",
                "\u200d",
                "\ufe0f",
                "\x00",
                "\r",
                "&#97;",
                "mp;",
                "\ud83d",
            ],
            *["\ude00", "\u00a8", "\u3164"],
        ]
    ),
    max_size=24,
).map("".join)


@given(st.one_of(ANY_TEXT, MARK_UP))
def test_normalise_is_idempotent(text: str) -> None:
    """Computing twice changes nothing, whatever the text."""
    once = normalise(text)
    assert normalise(once) == once


@given(st.one_of(ANY_TEXT, MARK_UP))
def test_normalise_leaves_only_plain_text(text: str) -> None:
    """No control, format, surrogate or unassigned-by-design character survives, nor a doubled blank."""
    result = normalise(text)
    assert not {unicodedata.category(sign) for sign in result if sign != "\n"} & {"Cc", "Cf", "Cs"}
    assert "  " not in result
    assert "\n\n" not in result
    assert result == result.strip()
    result.encode("utf-8")


@given(st.one_of(ANY_TEXT, MARK_UP))
def test_display_is_safe(text: str) -> None:
    """What people see can be encoded and holds no control and no bidi override."""
    shown = display(text)
    shown.encode("utf-8")
    assert not set(shown) & {*map(chr, range(0x09)), "\r", "\x7f", *map(chr, range(0x80, 0xA0))}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


@pytest.mark.parametrize(
    ("raw", "computed"),
    [
        ("ﾊﾞｽ ＡＢＣ１２３ ㈱", "バス ABC123 (株)"),
        ("clean<br/>quiet<BR>near", "clean\nquiet\nnear"),
        ("Tom &amp;amp; Ann &lt;3", "Tom & Ann <3"),
        ("a&#39;s &quot;b&quot; &nosuch; AT&T", 'a\'s "b" &nosuch; AT&T'),
        ("<b>very</b> good", "very good"),
        ("a\u200bb\u202ec\u00ad d\x00e", "abc de"),
        ("one\r\ntwo\u2028three\x85four", "one\ntwo\nthree\nfour"),
        ("  a \t b \n \n  c ", "a b\nc"),
        ("\ud83d\ude00 \ud83d x\ufffe", "😀 \ufffd x\ufffd"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨👩👧 ❤"),
        ("葛\U000e0100飾区", "葛飾区"),
        ("e\u0301", "é"),
    ],
)
def test_normalise_examples(raw: str, computed: str) -> None:
    """Width, mark-up, unseen characters, breaks and broken characters each have one form."""
    assert normalise(raw) == computed


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("ﾊﾞｽ １２３ ①", "ﾊﾞｽ １２３ ①"),
        ("clean<br/>quiet &amp; near", "clean\nquiet & near"),
        ("price \u202e0891\u202c yen", "price [U+202E]0891[U+202C] yen"),
        ("bell\x07", "bell[U+0007]"),
        ("b\u200bad@ex\u2060ample.com", "bad@example.com"),
        ("call \u200e555", "call 555"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("\ud83d x", "\ufffd x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_display_examples(raw: str, shown: str) -> None:
    """Width stays, dangers are visible, joiners stay where scripts and emoji need them."""
    assert display(raw) == shown


def test_escapes_are_not_computed() -> None:
    """The visible escape of a control is no word of the customer."""
    assert drop_escapes(display("a\x07b\u202ec")) == "abc"
    assert drop_escapes("room [U+0041] is fine") == "room [U+0041] is fine"


@pytest.mark.parametrize(
    "piece",
    ["\u0301\u0316", "&amp;", "&#97;", "<b", "<br ", "\u202e", " \n", "&#38;"],
    ids=["marks", "entities", "numeric", "open tags", "open breaks", "overrides", "blanks", "nested"],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    """A hundred thousand characters of anything take a second at most (plain NFKC: nine for the marks)."""
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    normalise(text)
    display(text)
    assert time.perf_counter() - started < 1
