"""A review becomes mentions: opinion units of a sentence or a clause, each a slice of the displayed text.

Cuts are found first (sentence ends, lines, faces, bullets), then contrasts and overlong sentences are cut
further, then what is too short to mean anything joins its neighbour. Nothing is rewritten, so no word can
be lost, and every step looks at each character a bounded number of times.
"""

import re
from collections.abc import Iterator

import regex

from analytics.text.links import URL
from analytics.text.patterns import CJK, HAN, LONG_MARK, PICTURE_JOINERS, PICTURES, one_of
from analytics.text.split_clause import clauses, grammar_of

#: A mention needs four units of meaning: four kana or kanji, or two words of other scripts ("はい。",
#: "Great!" join).
MIN_UNITS, WORD_UNITS = 4, 2

#: A longer run is no single word, whatever it is.
LONGEST_WORD = 24

# In `re`, a letter is a word character that is neither digit nor underscore.
_LETTER = r"[^\W\d_]"
#: A word: two letters in a row, one kanji, or a letter beside a digit; not the "o" of (^o^) or a long mark.
_WORD = re.compile(
    rf"[{HAN}]|(?![{LONG_MARK}]){_LETTER}(?:{_LETTER}|[\u0300-\u036f\u0900-\u0e7f]{_LETTER}?)|\d{_LETTER}|{_LETTER}\d"
)
_UNIT = re.compile(rf"(?P<sign>[{CJK}])|(?:(?![{CJK}{LONG_MARK}])[\w'’\u0300-\u036f\u0900-\u0e7f])+")
# The common case of enough units: four signs in a row, or two plain words.
_ENOUGH = re.compile(rf"[{CJK}]{{4}}|[a-z]{{2}} [a-z]{{2}}")

_ENDERS = r"[.．。｡!！?？…‥‼⁉⁈]"
_CLOSERS = r"[」』）)】〉》〕\]”’\"'»]"
_LAUGH = r"[（(](?:笑|爆笑|苦笑|爆|泣|涙|汗|怒|嬉|喜|照|拍手)[)）]"
_EMOTICON = (
    r"(?<!\w)[:;=]['’]?-?[)(DPp]+(?!\w)|<3|[\^＾][_＿ー.oO0]{0,3}[\^＾][;；]?"
    r"|[（(][^()（）\n\w]{0,4}[\^＾;；´｀`∀≧≦ωДд▽][^()（）\n]{0,6}[)）]"
)
_FACE = rf"(?:[{PICTURES}][{PICTURES}{PICTURE_JOINERS}]*|{_EMOTICON}|{_LAUGH})"

# Where a mention may end: an ender with all that belongs to it, a face, a line, or before a bullet. The
# look ahead passes over everything else at once.
_CANDIDATE = re.compile(
    rf"(?=[.．。｡!！?？…‥‼⁉⁈\n:;=<\^＾（(・･●◆■○◇□▪•①-⑳＊※{PICTURES}])"
    rf"(?:(?P<end>{_ENDERS}+)(?P<tail>(?:{_CLOSERS}|[ \t　]*{_FACE}|{_ENDERS})*)"
    rf"|(?P<face>{_FACE}(?:[ \t　]*{_FACE})*{_CLOSERS}*)|(?P<line>\n\s*)"
    rf"|(?P<bullet>(?<=[ \t　])[・･●◆■○◇□▪•①-⑳](?=\S)|(?<=[\w：:。！!）)])[＊※●◆■](?=[{CJK}])))"
)
_SURE_END = re.compile(r"[。｡!！?？‼⁉⁈]")
_CLOSER = re.compile(_CLOSERS)

# Quoted speech is one thing, whatever sentences it holds; a URL's dots end nothing.
_QUOTED = re.compile(r"「[^「」\n]{1,120}」|『[^『』\n]{1,120}』")

# After these a full stop ends nothing: abbreviations, U.S., J. Smith, and the number of a list …
_SHORTENED = one_of(
    r"""Mr Mrs Ms Mx Dr Prof St Ave Blvd Rd Jr Sr Inc Ltd Co Corp vs approx appt apt dept est no No Nos vol
    fig min mins hr hrs ft sq ext Mt Ft Gen Col Sgt Capt Rev Hon e\.g i\.e cf al incl temp max avg misc govt
    pls"""
)
_NO_END = regex.compile(
    rf"(?:\b{_SHORTENED}|(?:\b[A-Za-z]\.){{1,4}}[A-Za-z]|\b[A-Z]|(?:^|\n)[ \t　]*[\d０-９]{{1,2}})$"
)
# … but after these as often as not, so a capital behind decides.
_MAYBE_END = regex.compile(
    r"(?:\betc|[ap]\.m|\b[AP]\.M|U\.S(?:\.A)?|(?<=[A-Z][a-z]{1,20} )St"
    r"|\b(?:Inc|Ltd|Co|Corp|mins?|hrs?|Jr|Sr|Ave|Blvd|Rd|ft))$"
)
_BRAND = regex.compile(r"(?:yahoo|ヤフー|jeopardy)$", regex.IGNORECASE)

# After these, Japanese goes on with the sentence …
_PARTICLE = re.compile(
    r"[、，,をへ]|が(?!、)|は(?!い|じめ|っきり)|も(?!う|っと|し|ちろん)|の(?!ん)|に(?!ぎ)|と(?!て|ころ|き|にかく)"
    r"|で(?!も|す)|や(?!は|っぱ|す)|から|まで|より|って|など"
)
# … and after these it is not closed yet, though a face or dots follow ("食べ物にも困らず（笑）ゆっくり").
_OPEN_FORM = re.compile(r"[ずてでしとにをはがもくりや、，,]")
_LEAD = re.compile(r"(?:[\s・･●○◆◇■□▪•‣◦*＊>＞、，,;]|[-–—―](?![\d０-９])|[.．。…]+(?=\s))+")

#: Longest piece that joins its neighbours: without a bound a text of fragments would be one mention.
MAX_JOINED = 400
#: A heading is no longer than this.
MAX_HEADING = 24

_ABBREVIATION_WINDOW = 12


def has_word(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether text[start:end] holds a word: something that can carry an opinion."""
    return _WORD.search(text, start, len(text) if end is None else end) is not None


def count_units(text: str, start: int = 0, end: int | None = None) -> int:
    """Count the units of meaning in text[start:end], no further than MIN_UNITS."""
    units = 0
    for match in _UNIT.finditer(text, start, len(text) if end is None else end):
        units += 1 if match["sign"] else WORD_UNITS if len(match[0]) <= LONGEST_WORD else MIN_UNITS
        if units >= MIN_UNITS:
            break
    return units


def split_mentions(text: str, language: str) -> list[str]:
    """Cut `text` into its mentions, in order; `language` (primary subtag) chooses how length is measured.

    Deterministic and linear. A text with a word loses none of its letters and digits; one without gives [].
    """
    return [text[start:end] for start, end in mention_spans(text, language)]


def mention_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return where the mentions of `text` lie, as (start, end), ascending and apart."""
    if not has_word(text):
        return []
    grammar = grammar_of(language)
    pieces = [piece for start, end in _sentences(text) for piece in clauses(text, start, end, grammar)]
    return _trimmed(text, _joined(text, pieces))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between certain ends, together all of `text`."""
    start = 0
    protected = _protected(text)
    shield = next(protected, None)
    for match in _CANDIDATE.finditer(text):
        while shield is not None and shield[1] <= match.start():
            shield = next(protected, None)
        if shield is not None and shield[0] <= match.start():
            continue
        if (match["end"] and not _ends_sentence(text, match)) or (match["face"] and not _face_ends(text, match)):
            continue
        cut = match.start() if match["bullet"] else match.end()
        if cut > start:
            yield start, cut
            start = cut
    if start < len(text):
        yield start, len(text)


def _protected(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `text` in which nothing ends: URLs and quoted speech."""
    spans = [match.span() for match in URL.finditer(text)] if "/" in text or "www." in text else []
    if "「" in text or "『" in text:
        # The closing bracket stays outside, so that an ender before it still keeps it.
        spans += [(match.start(), match.end() - 1) for match in _QUOTED.finditer(text) if _goes_on(text, match.end())]
    return iter(sorted(spans))


def _goes_on(text: str, position: int) -> bool:
    """Tell whether a Japanese sentence goes on at `position`, by the particle there."""
    return _PARTICLE.match(text, position) is not None


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Decide whether a run of end marks closes a sentence, by what stands around it."""
    position = match.end()
    follower = text[position : position + 1]
    if follower in ("", "\n"):
        return True
    if match[0] == "。":
        return follower not in "、，,"
    if _SURE_END.search(match[0]):
        if _CLOSER.search(match["tail"]) and (_lower_follows(text, position) or _goes_on(text, position)):
            return False
        return follower not in "、，," and not _BRAND.search(text, max(0, match.start() - 8), match.start())
    if len(match["end"]) > 1 or match["end"] in "…‥":
        return _ellipsis_ends(text, match)
    return _period_ends(text, match, follower)


def _period_ends(text: str, match: re.Match[str], follower: str) -> bool:
    """Decide for a single full stop: not in 3.2, not after Mr., not in example.com."""
    before, position = match.start(), match.end()
    leader = text[before - 1 : before]
    spaced = follower.isspace()
    if leader.isalnum():
        if leader.isdigit() and follower.isdigit():
            return False
        window = max(0, before - _ABBREVIATION_WINDOW)
        if _MAYBE_END.search(text, window, before):
            return spaced and text[position + 1 : position + 2].isupper()
        if _NO_END.search(text, window, before):
            return False
    if spaced or match["tail"]:
        return not (match["tail"] and _lower_follows(text, position))
    if follower.isascii() and follower.isalnum():
        # "clean.Would" is two sentences, "Booking.com" and "U.S" are not.
        return follower.isupper() and leader.islower() and text[position + 1 : position + 2].islower()
    return follower not in "、，,/-'’" and not _goes_on(text, position)


def _lower_follows(text: str, position: int) -> bool:
    """Tell whether the next letter, past one blank, is a small one."""
    return text[position : position + 2].strip()[:1].islower()


def _ellipsis_ends(text: str, match: re.Match[str]) -> bool:
    """Decide for dots: in Latin script a capital must follow, in Japanese a closed form stand before."""
    rest = text[match.end() : match.end() + 3].lstrip()
    if rest[:1].isascii():
        return rest[:1].isupper()
    return not (_OPEN_FORM.match(text, match.start() - 1) or _goes_on(text, match.end()))


def _face_ends(text: str, match: re.Match[str]) -> bool:
    """Decide for a face without an end mark: it closes what is closed, and stands for a word elsewhere."""
    rest = text[match.end() : match.end() + 3].lstrip(" \t　")
    if rest[:1] in ("", "\n"):
        return True
    if rest[:1].isascii():
        return rest[:1].isupper() and text[match.end()].isspace()
    return not (_OPEN_FORM.match(text, match.start() - 1) or _goes_on(text, match.end()))


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join every piece that is too short to a neighbour: the one before on the same line, else the next."""
    joined: list[tuple[int, int]] = []
    waiting: int | None = None
    units, worded = 0, False
    for start, end in pieces:
        if waiting is None:
            waiting, units, worded = start, 0, False
        if _ENOUGH.search(text, start, end):
            units, worded = MIN_UNITS, True
        else:
            units += count_units(text, start, end)
            worded = worded or has_word(text, start, end)
        if _is_heading(text, waiting, end):
            continue
        if worded and units >= MIN_UNITS:
            joined.append((waiting, end))
            waiting = None
        elif joined and text[waiting - 1] != "\n" and (not worded or end - joined[-1][0] <= MAX_JOINED):
            joined[-1] = (joined[-1][0], end)
            waiting = None
    if waiting is not None:
        joined.append((joined.pop()[0] if joined else waiting, len(text)))
    return joined


def _is_heading(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] only announces what follows ("良い点：")."""
    return end - start <= MAX_HEADING and text[start:end].rstrip().endswith((":", "："))


def _trimmed(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take bullets and blanks off the ends of `spans`; no letter or digit is among them."""
    trimmed = []
    for start, end in spans:
        lead = _LEAD.match(text, start, end) if not text[start].isalnum() else None
        start = lead.end() if lead else start
        trimmed.append((start, start + len(text[start:end].rstrip()) if text[end - 1].isspace() else end))
    return trimmed
