"""Two faces of a raw text: `normalise` for computing, `display` for people.

Both resolve what HTML left behind and tame characters that no reader sees. Only `normalise` folds width and
compatibility forms (NFKC), since that changes what a person wrote.
"""

import html
import re
import unicodedata
from html.entities import html5

import regex

from analytics.text.patterns import PLAIN

#: Texts arrive escaped twice or three times; deeper nesting is an attack and is flattened instead of
#: followed.
MAX_NESTING = 5

#: Longest run of combining marks kept: the Stream-Safe Text Format of UAX #15. Python's NFKC takes quadratic
#: time on longer runs (100,000 alternating marks: 8.7 s).
MAX_MARKS = 30

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_BREAK_TAG = re.compile(r"<(?:br|/?p|/?div|/?li|/?[uo]l|/?tr|/?h[1-6])(?:[ /][^<>\n]{0,80})?>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|font|small|a|td)(?: [^<>\n]{0,200})?>", re.IGNORECASE)

_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NONCHARACTER = regex.compile(r"(?V1)[\ufdd0-\ufdef\p{Noncharacter_Code_Point}]")
_LONG_MARKS = regex.compile(rf"(\p{{M}}{{{MAX_MARKS}}})\p{{M}}+")

# Controls, format characters (zero width, bidi), variation selectors and letters that are drawn as nothing.
_UNSEEN = regex.compile(
    r"(?V1)[\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f"
    r"\U000e0100-\U000e01ef--[\t\n]]"
)
# One look that tells most texts from those that may need mending.
_UNUSUAL = re.compile(f"[^{PLAIN}]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_LOOSE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]|  | \n|\n[ \n]")

# For people: joiners and direction marks shape scripts and emoji, and hide things only beside ASCII.
_INVISIBLE = re.compile(
    r"[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
    r"|(?<![^\x00-\x7f])[\u061c\u200c-\u200f]+|[\u061c\u200c-\u200f]+(?![^\x00-\x7f])"
)
_DANGEROUS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(r"\[U\+(?:00[0189][0-9A-F]|007F|202[A-E]|206[6-9])\]")


def normalise(text: str) -> str:
    """Return `text` for computing: NFKC, no mark-up, nothing unseen, folded blanks, one newline a break.

    Idempotent for any string, and linear in its length.
    """
    for _ in range(MAX_NESTING):
        before, text = text, _normalise_once(text)
        if text == before or not ("&" in text or "<" in text):
            return text
    return _normalise_once(text.replace("&", " ").replace("<", " "))


def display(text: str) -> str:
    """Return `text` for people: as written, with mark-up resolved and dangerous characters visibly escaped.

    Bidi overrides and controls become `[U+202E]`; zero-width characters that could hide something go.
    """
    for _ in range(MAX_NESTING):
        if not ("&" in text or "<" in text):
            break
        before, text = text, _BREAK_TAG.sub("\n", _ENTITY.sub(_character, text))
        if text == before:
            break
    if not _UNUSUAL.search(text):
        return text.strip()
    text = _LINE_BREAK.sub("\n", _replace_broken(text)).strip()
    return _DANGEROUS.sub(lambda match: f"[U+{ord(match[0]):04X}]", _INVISIBLE.sub("", text))


def drop_escapes(text: str) -> str:
    """Remove the visible escapes that `display` put in: they are no words of the customer."""
    return _ESCAPE.sub("", text) if "[U+" in text else text


def _normalise_once(text: str) -> str:
    """One pass: entities, broken characters, unseen ones, NFKC, tags, blanks."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    unusual = _UNUSUAL.search(text) is not None
    if unusual:
        text = _LINE_BREAK.sub("\n", _replace_broken(text))
        text = _LONG_MARKS.sub(r"\1", _UNSEEN.sub("", text))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if unusual:
            text = _LONG_MARKS.sub(r"\1", text)  # NFKC itself can lengthen a run
    if "<" in text:
        text = _INLINE_TAG.sub(" ", _BREAK_TAG.sub("\n", text))
    return (_BREAKS.sub("\n", _SPACES.sub(" ", text)) if _LOOSE.search(text) else text).strip()


def _replace_broken(text: str) -> str:
    """Rejoin surrogate pairs; what has no meaning in Unicode (lone surrogates, U+FFFE…) becomes U+FFFD."""
    if text.isascii():
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _NONCHARACTER.sub("\ufffd", text)


def _character(match: re.Match[str]) -> str:
    """Resolve one entity; a name that HTML does not know stays as it is."""
    entity = match[0]
    return html.unescape(entity) if entity[1] == "#" else html5.get(entity[1:], entity)
