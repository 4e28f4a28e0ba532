"""detect_language: declared, then script, then the classifier within what is expected."""

import time

import pytest

from analytics.text import UNKNOWN, detect_language, language_code
from analytics.text.language import language_of_part

JA_EN = ("ja", "en")


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("en-US", "en"),
        ("EN", "en"),
        ("English", "en"),
        ("English (US)", "en"),
        ("日本語", "ja"),
        ("ja_JP.UTF-8", "ja"),
        ("jp", "ja"),
        ("jpn", "ja"),
        ("zh-Hant-TW", "zh"),
        ("pt-BR", "pt"),
        ("Français", "fr"),
        (" de ", "de"),
        ("xx", None),
        ("", None),
        (None, None),
        ("und", None),
        ("auto", None),
        ("unknown", None),
    ],
)
def test_language_code(declared: str | None, code: str | None) -> None:
    """Whatever people write for a language becomes its primary subtag, anything else nothing."""
    assert language_code(declared) == code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("お風呂が広い", "ja"),
        ("ｻｲｺｰ", "ja"),
        ("最高", "ja"),
        ("Wi-Fiがない", "ja"),
        ("좋아요", "ko"),
        ("非常干净的房子", "zh"),
        ("非常好的住宿經驗", "zh"),
        ("สวัสดีครับ", "th"),
        ("דירה נחמדה", "he"),
        ("The room was clean and quiet", "en"),
        ("Great!", "en"),
        ("Nice", "en"),
        ("ok", "en"),
        ("lol great flight", "en"),
        ("I love it ¯\\_(ツ)_/¯", "en"),
        ("Great stay! とても良かったです。また来ます", "ja"),
        ("Tolle Unterkunft, sehr sauber und freundlich", "de"),
        ("Très bien situé, je recommande", "fr"),
        ("Красивый дом, прямо в центре города", "ru"),
        ("@air https://example.com/le-chat", UNKNOWN),
        ("👍👍", UNKNOWN),
        ("10/10", UNKNOWN),
        ("", UNKNOWN),
        ("!!!", UNKNOWN),
    ],
)
def test_detected(text: str, language: str) -> None:
    """Script decides where it can; expected languages come before others; nothing is said of nothing."""
    assert detect_language(text, None, JA_EN, None) == language


def test_declared_wins() -> None:
    """What the source says of a review is not second-guessed, unless it says nothing."""
    assert detect_language("The room was clean", "ja-JP", JA_EN, "en") == "ja"
    assert detect_language("The room was clean", "und", JA_EN, "ja") == "en"


@pytest.mark.parametrize(
    ("expected", "source", "language"),
    [
        (("ja", "en"), None, "ja"),
        (("ja", "en"), "zh-TW", "zh"),
        (("en", "zh"), None, "zh"),
        (("en",), None, "zh"),
        ((), None, "und"),
    ],
)
def test_kanji_alone(expected: tuple[str, ...], source: str | None, language: str) -> None:
    """Kanji alone are in the source's language, else in the first expected one that writes them."""
    assert detect_language("最高", None, expected, source) == language


def test_expected_languages_hold_the_classifier() -> None:
    """A short text goes to the expected language; a Latin text is never Japanese."""
    assert detect_language("Muito bom", None, ("pt", "es"), None) == "pt"
    assert detect_language("Great hotel, would stay again", None, ("ja",), None) == "en"
    assert detect_language("Nice", None, ("ja",), None) == UNKNOWN


def test_language_of_part() -> None:
    """Only its script makes a sentence speak another language than its review."""
    assert language_of_part("The staff was very kind", "ja", JA_EN, None) == "en"
    assert language_of_part("また来ます", "en", JA_EN, None) == "ja"
    assert language_of_part("Wi-Fi OK", "ja", JA_EN, None) == "ja"
    assert language_of_part("très bien", "en", JA_EN, None) == "en"


def test_speed() -> None:
    """Short texts pass at 8,000 a second on a quiet machine; 3,000 leaves room for a busy one."""
    texts = [
        "部屋がとても広くて快適でした",
        "The room was clean and the staff very kind",
        "Excelente",
        "最高",
        "late again",
    ] * 400
    detect_language("warm the classifier up", None, JA_EN, None)
    detect_language("flight cancelled flightled", None, JA_EN, None)
    started = time.process_time()
    for text in texts:
        detect_language(text, None, JA_EN, None)
    assert len(texts) / (time.process_time() - started) > 3_000
