"""Personal data in a text becomes tokens such as `[email]`; what surrounds it stays as it was written.

The text is matched through a narrow shadow of equal length (full-width digits, signs and letters read as
ASCII), so a find is cut out of the original at the same place and nothing else changes width. Counts say
what was found; what it was is kept nowhere.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import regex

from analytics.text.detector import Detector
from analytics.text.links import URL
from analytics.text.patterns import one_of
from analytics.text.personal_addresses import ENGLISH_ADDRESSES, JAPANESE_ADDRESSES
from analytics.text.personal_names import ENGLISH_NAMES, JAPANESE_NAMES
from analytics.text.personal_numbers import EMAIL, NUMBERS

#: What each token in a masked text looks like; `drop_masks` knows no others.
TOKEN = re.compile(r"\[(?:email|phone|card|postal|id|address|name)\]")

_TOKEN_IN_JAPANESE = re.compile(rf"(?<=[^\x00-\x7f]){TOKEN.pattern}|{TOKEN.pattern}(?=[^\x00-\x7f])")
# Full-width ASCII block, the ideographic space, and the dashes that people type between digits.
_WIDE = re.compile(r"[\uff01-\uff5e\u3000\u2010-\u2015\u2212\u00a0]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2}")
_EMAIL_HINT = re.compile(r"(?<=[A-Za-z0-9])@[A-Za-z0-9]|[\[({]\s?(?:at|@|アット)\s?[\])}]")
_DIGIT = re.compile(r"[\d一二三四五六七八九十]")
_MANY_DIGITS = re.compile(r"\d(?:[^\d\n]{0,3}\d){4}")
_JAPANESE_ADDRESS_HINT = re.compile(r"[市区町村郡都道府県].{0,24}[\d一二三四五六七八九十]")
# Read backwards from the word for a street: digits are many.
_STREET = one_of(
    """street st ave avenue road rd boulevard blvd lane ln parkway pkwy highway hwy drive dr court ct place pl
    way square sq circle cir terrace ter"""
)
_ENGLISH_ADDRESS_HINT = regex.compile(rf"(?<![a-z]){_STREET}(?![a-z])(?<=\d.{{1,60}})", regex.IGNORECASE)
_JAPANESE_NAME_HINT = re.compile(r"さん|さま|様|氏|くん|君|ちゃん|先生|名前|申し|(?:私|わたくし|わたし)は|します。?\(")
# Plain words only, so that the engine may look for their first letters.
_ENGLISH_NAME_HINT = re.compile(
    r"Mr\b|Mrs\b|Ms\b|Mx\b|Miss\b|Dr\b|Prof\b|Professor|name|Name|NAME|regards|Regards|sincerely|Sincerely"
    r"|truly|signed|Signed|hanks,|you,|advance,|wishes,|best,|heers,|aithfully,|ours,"
    r"| here and| here again| here,| here\.|\n[A-Z][a-zI'’ ]{2,100}, [A-Z][^\n]{1,60}$"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and how many finds of each kind were replaced."""

    text: str
    counts: Mapping[str, int]


def mask(text: str) -> Masked:
    """Replace e-mails, phones, cards, ids, postal codes, addresses and introduced names by tokens.

    Works on text as displayed, whatever its width. Linear in the length of `text`; idempotent.
    """
    shadow = text if text.isascii() else _WIDE.sub(_narrow, text)
    detectors = _worth_trying(shadow)
    if not detectors:
        return Masked(text, {})
    taken: list[tuple[int, int, str]] = []
    busy = _inside_urls(shadow)
    for detector in detectors:
        for match in detector.pattern.finditer(shadow):
            start, end = detector.span(match)
            if detector.accept(match) and not any(busy[start:end]):
                busy[start:end] = bytes([1]) * (end - start)
                taken.append((start, end, detector.kind))
    return _replace(text, sorted(taken)) if taken else Masked(text, {})


def drop_masks(text: str) -> str:
    """Remove the tokens that `mask` put in, leaving a blank between words of scripts that write blanks."""
    return TOKEN.sub(" ", _TOKEN_IN_JAPANESE.sub("", text)) if "[" in text else text


def _worth_trying(shadow: str) -> tuple[Detector, ...]:
    """Choose the detectors whose cheapest sign is in the text: most reviews have none."""
    chosen: tuple[Detector, ...] = ()
    latin, wide = _LATIN_WORD.search(shadow) is not None, not shadow.isascii()
    if _EMAIL_HINT.search(shadow):
        chosen += (EMAIL,)
    if _DIGIT.search(shadow):
        if wide and _JAPANESE_ADDRESS_HINT.search(shadow):
            chosen += JAPANESE_ADDRESSES
        if latin and _ENGLISH_ADDRESS_HINT.search(shadow):
            chosen += ENGLISH_ADDRESSES
        if _MANY_DIGITS.search(shadow):
            chosen += NUMBERS
    if wide and _JAPANESE_NAME_HINT.search(shadow):
        chosen += JAPANESE_NAMES
    if latin and _ENGLISH_NAME_HINT.search(shadow):
        chosen += ENGLISH_NAMES
    return chosen


def _narrow(match: re.Match[str]) -> str:
    """Return the ASCII character that a wide one is read as, always one for one."""
    sign = match[0]
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return " " if sign in "\u3000\u00a0" else "-"


def _inside_urls(shadow: str) -> bytearray:
    """Return one byte a character, 1 inside a URL: its digits are ids of pages."""
    busy = bytearray(len(shadow))
    if "/" in shadow or "www." in shadow:
        for match in URL.finditer(shadow):
            start, end = match.span()
            busy[start:end] = bytes([1]) * (end - start)
    return busy


def _replace(text: str, taken: list[tuple[int, int, str]]) -> Masked:
    """Cut the spans of `taken` (sorted, apart) out of `text` and put their tokens in."""
    parts, position = [], 0
    for start, end, kind in taken:
        parts += [text[position:start], f"[{kind}]"]
        position = end
    return Masked("".join([*parts, text[position:]]), dict(Counter(kind for *_, kind in taken)))
