"""split_mentions: opinion units that read well, and nothing lost."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text import has_word, split_mentions
from analytics.text.split_clause import MAX_CHARS

PIECES = st.sampled_from(
    [
        *("部屋 が広い です ます。 でしたが、 けど、 。 ！ ？ … ... ．  . 「 」 （ ） ー 100 x1 a I".split(" ")),
        *("Mr. U.S. 3.2 1. ・ * ① 😊 ❤️ :) (笑) ♪ 、 http://a.example/b.c Pros: 良い点： —".split(" ")),
        *[
            "! ",
            "? ",
            "\n",
            " ",
            "　",
            "- ",
            "; ",
            " — ",
            ", but ",
            "The room was",
            "clean",
            "the bath",
            "is small",
        ],
    ]
)
TEXT = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


@given(TEXT, st.sampled_from(["ja", "en", "und", "zh"]))
def test_no_word_is_lost(text: str, language: str) -> None:
    """All letters and digits come out in order, every mention has a word and is a slice of the text."""
    mentions = split_mentions(text, language)
    assert all(has_word(mention) and mention in text for mention in mentions)
    if has_word(text):
        assert re.sub(r"[\W_]", "", "".join(mentions)) == re.sub(r"[\W_]", "", text)
    else:
        assert mentions == []


@given(TEXT, st.sampled_from(["ja", "en"]))
def test_mentions_are_bare_and_bounded(text: str, language: str) -> None:
    """No mention is padded, and none outgrows what a model reads by more than a short neighbour."""
    for mention in split_mentions(text, language):
        assert mention == mention.strip()
    assert split_mentions(text, language) == split_mentions(text, language)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("部屋が広い。風呂も綺麗！", ["部屋が広い。", "風呂も綺麗！"]),
        ("はい。とても良かったです。", ["はい。とても良かったです。"]),
        ("また泊まりたいです。感謝。", ["また泊まりたいです。感謝。"]),
        (
            "「また来てね。」と言われました。嬉しい限り。",
            ["「また来てね。」と言われました。", "嬉しい限り。"],
        ),
        ("駅に近い（徒歩３分です。）。静かでした。", ["駅に近い（徒歩３分です。）。", "静かでした。"]),
        ("評価は３．５点です．また来ます．", ["評価は３．５点です．", "また来ます．"]),
        (
            "最高でした😊また行きます♪料理も🍣が美味しい",
            ["最高でした😊", "また行きます♪", "料理も🍣が美味しい"],
        ),
        ("びっくりでした（笑）露天風呂の景色は最高", ["びっくりでした（笑）", "露天風呂の景色は最高"]),
        ("食事に困らず（笑）ゆっくり過ごせました", ["食事に困らず（笑）ゆっくり過ごせました"]),
        ("・駅から近い\n・朝食が美味しい", ["駅から近い", "朝食が美味しい"]),
        ("良い点：\n駅から近い\n悪い点：\n壁が薄い", ["良い点：\n駅から近い", "悪い点：\n壁が薄い"]),
        ("設備 ①部屋が広い ②食事が美味しい", ["設備 ①部屋が広い", "②食事が美味しい"]),
        ("楽しめました部屋も綺麗でした", ["楽しめました部屋も綺麗でした"]),
        (
            "家族みんなで楽しめました部屋もとても綺麗でした",
            ["家族みんなで楽しめました", "部屋もとても綺麗でした"],
        ),
        ("Yahoo!で予約しました。", ["Yahoo!で予約しました。"]),
        ("やった！！！すごい…", ["やった！！！すごい…"]),
    ],
)
def test_japanese(text: str, mentions: list[str]) -> None:
    """Sentence ends, quotes, faces, bullets and headings of Japanese reviews."""
    assert split_mentions(text, "ja") == mentions


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Clean room. Kind staff!", ["Clean room.", "Kind staff!"]),
        ("Great! The room was clean. Thanks!", ["Great! The room was clean. Thanks!"]),
        (
            "It cost 3.2 dollars. Mr. Smith from the U.S. was nice.",
            ["It cost 3.2 dollars.", "Mr. Smith from the U.S. was nice."],
        ),
        (
            "We came at 5 p.m. The room was ok, e.g. clean.",
            ["We came at 5 p.m.", "The room was ok, e.g. clean."],
        ),
        (
            "Close to St. Peter's. On Lark St. The bar is good.",
            ["Close to St. Peter's.", "On Lark St.", "The bar is good."],
        ),
        (
            "Very clean.Would stay again. Visit example.com for more.",
            ["Very clean.", "Would stay again.", "Visit example.com for more."],
        ),
        ("Wait... what is this? Well… The end is near", ["Wait... what is this? Well…", "The end is near"]),
        ("Loved it 😍 Will come back", ["Loved it 😍", "Will come back"]),
        ("I ❤️ this place so much :) Great host!", ["I ❤️ this place so much :)", "Great host!"]),
        (
            '"So clean." he said. (Really nice!) Would return.',
            ['"So clean." he said.', "(Really nice!)", "Would return."],
        ),
        (
            "1. Clean room here\n2. Nice staff there\n- quiet place",
            ["1. Clean room here", "2. Nice staff there", "quiet place"],
        ),
        ("see http://a.example/x.Y?z=1. It works well", ["see http://a.example/x.Y?z=1.", "It works well"]),
        ("Pros:\nquiet room\nCons:\nno parking", ["Pros:\nquiet room", "Cons:\nno parking"]),
        ("No", ["No"]),
        ("!!! 10/10 :)", []),
        ("", []),
    ],
)
def test_english(text: str, mentions: list[str]) -> None:
    """Sentence ends, abbreviations, numbers, faces, quotes and lists of English reviews."""
    assert split_mentions(text, "en") == mentions


@pytest.mark.parametrize(
    ("language", "text", "mentions"),
    [
        (
            "ja",
            "朝食はとても美味しかったですが、部屋のエアコンがうるさかったです。",
            ["朝食はとても美味しかったですが、", "部屋のエアコンがうるさかったです。"],
        ),
        (
            "ja",
            "駅から少し遠くて不便だけど、スタッフの対応は丁寧でした。",
            ["駅から少し遠くて不便だけど、", "スタッフの対応は丁寧でした。"],
        ),
        (
            "ja",
            "二泊させていただきましたが、部屋は綺麗でした。",
            ["二泊させていただきましたが、部屋は綺麗でした。"],
        ),
        ("ja", "食事は鍋にしたのですが、とても満足でした。", ["食事は鍋にしたのですが、とても満足でした。"]),
        ("ja", "接客の匂いが、部屋まで来ました。", ["接客の匂いが、部屋まで来ました。"]),
        ("ja", "狭いですが、綺麗です。", ["狭いですが、綺麗です。"]),
        (
            "en",
            "The room was lovely and big, but the bath was dirty and small.",
            ["The room was lovely and big,", "but the bath was dirty and small."],
        ),
        (
            "en",
            "The location was really great but the walls were very thin.",
            ["The location was really great", "but the walls were very thin."],
        ),
        (
            "en",
            "The place is small but clean and quiet enough for us.",
            ["The place is small but clean and quiet enough for us."],
        ),
        ("en", "Nice room, but small.", ["Nice room, but small."]),
    ],
)
def test_contrasts(language: str, text: str, mentions: list[str]) -> None:
    """Praise and complaint of one sentence part; a clause that only sets the scene stays."""
    assert split_mentions(text, language) == mentions


def test_overlong_sentences_are_cut_at_clause_marks() -> None:
    """Run-on sentences become clauses; a wall without marks is cut all the same."""
    english = "we liked the pool and the garden a lot, and " * 12 + "that was it"
    assert max(len(mention.split()) for mention in split_mentions(english, "en")) <= 30
    japanese = "部屋からの眺めが良くて景色も楽しめるし、料理の品数も多くてお腹いっぱいになるし、" * 8 + "満足でした。"
    assert max(map(len, split_mentions(japanese, "ja"))) <= 80
    for wall in ("あ" * 5_000, "a" * 5_000, "word " * 2_000):
        assert max(map(len, split_mentions(wall, "ja"))) <= MAX_CHARS
    accents = "e\u0301" * 3_000
    assert not any(mention.startswith("\u0301") for mention in split_mentions(accents, "en"))


@pytest.mark.parametrize(
    "piece",
    [
        *[
            "あ",
            "!",
            "!\n",
            "a ",
            "a, but a, ",
            "いが、",
            "。",
            "😊",
            "1.",
            "「",
            "「あ。」と",
            "(",
            "(^",
            ":)",
            "a.b.",
        ],
        *[
            "http://a.b ",
            "- ",
            "、",
            "\n",
            "x\u0301",
            ". ",
            "(笑",
            " ・",
            "Mr. ",
            "aか",
            "です部屋",
            "（",
            "良い点：\n",
        ],
        *["St. ", "た　あ", "ますます"],
    ],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    """A hundred thousand characters of anything are split in a second, in either language."""
    text = piece * (100_000 // len(piece)) + " good place"
    for language in ("ja", "en"):
        started = time.process_time()
        split_mentions(text, language)
        assert time.process_time() - started < 1
