"""Content words in both languages: spelling variants are one word, stop words are none."""

from analytics.tokens import content_words


def test_japanese_words_in_dictionary_form() -> None:
    """Inflection and kana spelling lead to one word; particles and helpers to none."""
    first, second = content_words(["商品がなかなか届きませんでした。", "商品がとどかない"], ["ja", "ja"])
    assert "届く" in first
    assert set(first) <= {"商品", "届く", "中々"}
    assert "届く" in second


def test_english_words_without_stop_words_or_halves() -> None:
    """No contraction leaves a half word."""
    (words,) = content_words(["I don't think the battery's charger wasn't working"], ["en"])
    assert words == ["battery", "charger", "working"]


def test_a_text_longer_than_sudachi_takes_is_read_whole() -> None:
    """Pieces are tokenised one after another."""
    (words,) = content_words(["配送が遅い。" * 9000], ["ja"])
    assert words.count("遅い") == 9000
