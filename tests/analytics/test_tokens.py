"""Japanese words: spellings have one key, nouns are whole, what is said of them is linked to them."""

import pytest

from analytics.tokens import Word, japanese_words


def _phrase(text: str) -> str:
    """Write words with their links, a bar where there is none."""
    return "".join(("|" if word.link is None else word.link) + word.shown for word in japanese_words(text)).lstrip("|")


def _keys(text: str) -> list[str]:
    """Return the keys."""
    return [word.key for word in japanese_words(text)]


def test_spellings_have_one_key_and_are_shown_as_written() -> None:
    """Kana and kanji, width and hyphen make no difference to the key."""
    first, second = japanese_words("美味しい。おいしかった")
    assert first.key == second.key
    assert [first.shown, second.shown] == ["美味しい", "おいしい"]
    assert set(_keys("Wi-Fi、wifi、ＷｉＦｉ、Wi‐Fi")) == {"wifi"}
    assert len(set(_keys("部屋。お部屋。スタッフ。スタッフさん"))) == 2


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("部屋がとても狭いです", "部屋が狭い"),
        ("部屋は狭かった", "部屋が狭い"),
        ("朝食バイキングの品数", "朝食バイキングの品数"),
        ("大浴場と駐車場", "大浴場|駐車場"),
        ("清潔感", "清潔感"),
        ("注文番号AS01887-001の件", "注文番号の件"),
        ("注文番号ＡＳ－００１８８７", "注文番号"),
        ("iPhone14を使う", "iPhone|使う"),
        ("部屋の広さ", "部屋の広さ"),
        ("きれいな部屋", "きれいな部屋"),
        ("駅からの距離", "駅からの距離"),
        ("食べ放題", "食べ放題"),
        ("お客様の声", "お客様の声"),
        ("コスパが良い", "コスパが良い"),
    ],
)
def test_words_are_whole_and_linked(text: str, read: str) -> None:
    """No affix stands alone; a predicate is linked to its noun, and adverbs between them do not matter."""
    assert _phrase(text) == read


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("商品が届きませんでした", "届かない"),
        ("まだ届いていない", "届かない"),
        ("お湯が出なかった", "出ない"),
        ("美味しくないです", "美味しくない"),
        ("ログインできません", "できない"),
        ("対応が良くなかった", "良くない"),
        ("使えない", "使えない"),
    ],
)
def test_a_denial_is_another_word(text: str, denied: str) -> None:
    """What is denied is shown so, in dictionary form."""
    assert japanese_words(text)[-1].shown == denied


def test_what_must_be_done_is_not_denied() -> None:
    """A double negation asks for something."""
    assert _keys("待たなければならない") == _keys("待つ")


def test_words_without_a_topic_are_left_out() -> None:
    """Helping words, numbers with their counters and names of people are no words; good and bad need a noun."""
    assert _keys("田中さんが10分くらいそのことを言っていました") == []
    assert japanese_words("とても良いです") == [Word("良い", "良い", None, alone=False)]


def test_a_text_longer_than_sudachi_takes_is_read_whole() -> None:
    """Pieces are tokenised one after another."""
    assert _keys("配送が遅い。" * 9000).count("遅い") == 9000
