"""URLs, handles and hashtags: what a text points at, as against what it says."""

import re

#: A URL is ASCII, so Japanese may follow it without a blank; a stop behind it belongs to the sentence.
URL = re.compile(
    r"(?<![A-Za-z0-9])(?:https?://|www\.)[!#-;=?-Z_a-z~%]*[#$%&*+/-9=@-Z_a-z~-]|\bt\.co/\w+", re.IGNORECASE
)

# Before a stop or the end, the blank in front goes too; the atomic group keeps a URL whole.
_LAST_URL = re.compile(rf"(?<!\s)\s*(?>{URL.pattern})(?=\s*$|[.,!?)])", re.IGNORECASE)
_HANDLE = r"@\w{1,50}"
_OPENING_HANDLES = re.compile(rf"^(?:[\s\"'“”‘’.:,|]*(?:\bRT\b\s*)?{_HANDLE}(?:'s\b)?)+[\s:,;.!]*", re.IGNORECASE)
_HASH = re.compile(r"[#＃](?=[^\W\d_])")
_BLANKS = re.compile(r"[^\S\n]{2,}")


def strip_urls(text: str) -> str:
    """Drop URLs and the handles a text opens with (whom it addresses); a hashtag keeps its word."""
    if "/" in text or "www." in text:
        text = URL.sub(" ", _LAST_URL.sub("", text))
    if "@" in text:
        text = _OPENING_HANDLES.sub("", text)
    if "#" in text or "＃" in text:
        text = _HASH.sub("", text)
    return _BLANKS.sub(" ", text).strip()
