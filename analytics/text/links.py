"""URLs, handles and hashtags: what a text points at, as against what it says."""

import re

#: A URL is written in ASCII, so Japanese text may follow it without a blank.
URL = re.compile(r"(?<![A-Za-z0-9])(?:https?://|www\.)[!#-;=?-Z_a-z~%]+|\bt\.co/\w+", re.IGNORECASE)

_HANDLE = r"@\w{1,50}"
_OPENING_HANDLES = re.compile(rf"^(?:[\s\"'“”‘’.:,|]*(?:\bRT\b\s*)?{_HANDLE}(?:'s\b)?)+[\s:,;.!]*", re.IGNORECASE)
_HASH = re.compile(r"[#＃](?=[^\W\d_])")
_BLANKS = re.compile(r"[^\S\n]{2,}")


def strip_urls(text: str) -> str:
    """Drop URLs and the handles a text opens with (whom it addresses); a hashtag keeps its word."""
    if "/" in text or "www." in text:
        text = URL.sub(" ", text)
    if "@" in text:
        text = _OPENING_HANDLES.sub("", text)
    if "#" in text or "＃" in text:
        text = _HASH.sub("", text)
    return _BLANKS.sub(" ", text).strip()
