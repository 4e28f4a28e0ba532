"""What patterns are built from: scripts as character classes of `re`, and lists of words.

`re` scans such a class five times faster than `regex` a property. So the patterns that read every character
of every review use `re` with these; `regex` serves where a property, a set operation or a look back of
varying length is needed, behind a cheap sign that it is worth it.
"""

HIRAGANA = "\u3041-\u3096\u309d-\u309f"
KATAKANA = "\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d"
#: The mark of a long vowel belongs to kana words, but is no sign of its own.
LONG_MARK = "\u30fc\uff70"
HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
CJK = HIRAGANA + KATAKANA + HAN

#: Pictures that stand at the end of a sentence like a full stop: emoji, notes, hearts, stars.
PICTURES = "\u231a-\u23ff\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff"
#: What follows a picture as part of it: joiners, variation selectors, skin tones are pictures already.
PICTURE_JOINERS = "\u200d\ufe0e\ufe0f"

#: Characters that need no mending for sight: printable ASCII, letters and signs of the common scripts.
#: Conservative: what is missing here is looked at more closely.
PLAIN = (
    "\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2100-\u214f\u2190-\u27bf\u3000-\u3029\u3030-\u3096\u309b-\u312f\u3190-\ua4cf\uac00-\ud7a3\uff01-\uff9d"
    "\uffe0-\uffe6\U0001f000-\U0001faff"
)


def one_of(words: str) -> str:
    """Return a pattern of any of the blank-separated `words`, themselves patterns."""
    return "(?:" + "|".join(words.split()) + ")"
