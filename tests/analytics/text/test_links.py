"""strip_urls: what a text points at goes, what it says stays."""

import pytest

from analytics.text import strip_urls


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("see https://example.com/a?b=1#c now", "see now"),
        ("詳しくはhttps://example.com/aを見て", "詳しくは を見て"),
        ("www.example.com was down", "was down"),
        ("@air thank you", "thank you"),
        (".@air @bus: late again", "late again"),
        ("“@air: Our fleet", "Our fleet"),
        ("RT @air: late", "late"),
        ("tell @air about it", "tell @air about it"),
        ("#BadService and ＃遅延", "BadService and 遅延"),
        ("we are #1", "we are #1"),
        ("https://t.co/x", ""),
        ("and/or 24/7", "and/or 24/7"),
    ],
)
def test_strip_urls(text: str, kept: str) -> None:
    """URLs and opening handles go, hashtags keep their word, everything else stays."""
    assert strip_urls(text) == kept
