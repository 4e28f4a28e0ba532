"""Which language a text is in: as declared, else by its script, else by a classifier.

Script decides most of it: kana are Japanese, Hangul is Korean, and classifiers call 最高 Chinese. Only Latin,
Cyrillic, Arabic and Devanagari texts need py3langid (naive Bayes over byte n-grams; this module is its only
door), and it is held to the languages that the project expects.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import regex
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analytics.text.links import strip_urls
from analytics.text.patterns import CJK, HAN, HIRAGANA, KATAKANA, LATIN

UNKNOWN = "und"

#: Share of the probability mass that makes us believe in a language nobody expected. Tweets and Airbnb
#: reviews in English are called something else with less in all but a handful of 40,000.
OTHER_CONFIDENCE = 0.5
#: Below this many letters the classifier guesses ("Like" is Igbo), so the first fitting expected language
#: is taken.
MIN_LETTERS = 6
#: A text shows its language in its first characters; reading on only costs time.
MAX_CLASSIFIED = 240
#: A kana, kanji or Hangul says about as much as two or three Latin letters, so a mixed text is counted by
#: weight.
CJK_WEIGHT = 2

#: So many small words of English settle it: in 55,000 texts this and the classifier differed twice.
ENGLISH_WORDS = 2
#: A sentence of this many Latin words within a Japanese text is no name or loan.
FOREIGN_WORDS = 3

_KANJI_LANGUAGES = ("ja", "zh", "ko")
_LATIN_LETTER = re.compile(f"[{LATIN}]")
# Small words that English alone among the languages of reviews writes; they spare the classifier.
_ENGLISH = re.compile(
    r"\b(?:the|and|with|this|that|have|were|very|you|your|they|would|it's|i'm|my|what|when|how|please|thanks?|been|their"
    r"|there|our|about|after|could|should|because|don't|can't|didn't|great|good|love)\b",
    re.IGNORECASE,
)
_TAG_END = re.compile(r"[-_. (]")
_LATIN_WORD = re.compile(f"[{LATIN}]{{3,}}")
_KANA = re.compile(f"(?![ツノシ])[{HIRAGANA}{KATAKANA}]")  # those three are faces: ¯\\_(ツ)_/¯
_CJK_LETTER = re.compile(f"[{CJK}]")
_HAN = re.compile(f"[{HAN}]")
# What Chinese writes and modern Japanese does not, of the characters that both encodings hold: function
# words and full forms. (Simplified characters are found by their encoding.)
_CHINESE = re.compile(
    r"[很你您她們嗎沒這還會來對應點樂驗價單區氣觀歡聽讓轉輕關險隨體數變擔據舉處證譯讀邊]|非常[好不]|不[好錯是]"
    r"|好的|太好"
)
_SCRIPTS = tuple(
    (language, regex.compile(rf"\p{{{script}}}"))
    for language, script in {
        "ko": "Hangul", "th": "Thai", "he": "Hebrew", "el": "Greek", "ka": "Georgian", "hy": "Armenian",
        "ta": "Tamil", "te": "Telugu", "kn": "Kannada", "ml": "Malayalam", "gu": "Gujarati", "pa": "Gurmukhi",
        "bn": "Bengali", "si": "Sinhala", "km": "Khmer", "lo": "Lao", "my": "Myanmar", "am": "Ethiopic",
    }.items()
)  # fmt: skip
_SHARED_SCRIPTS = {
    "Cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"),
    "Arabic": ("ar", "fa", "ur", "ps", "ug"),
    "Devanagari": ("hi", "mr", "ne", "sa"),
}
_SHARED = {script: regex.compile(rf"\p{{{script}}}") for script in _SHARED_SCRIPTS}
_NOT_LATIN = frozenset(
    [*_KANJI_LANGUAGES, *(code for code, _ in _SCRIPTS), *(c for v in _SHARED_SCRIPTS.values() for c in v)]
)

#: All two-letter codes of ISO 639-1.
_CODES = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
    ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko ks ku kv kw ky la lb lg li ln lo lt lu lv
    mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
    rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
    tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()
)
#: How people and exports write a language that is no BCP-47 tag; country codes taken for languages among
#: them.
_NAMES = {
    "ja": "japanese jpn jp jap 日本語 にほんご 和文 japonais japonés",
    "en": "english eng 英語 anglais inglés us uk-en",
    "zh": "chinese chi zho cmn yue cn mandarin cantonese chinois chino 中文 中国語 汉语 漢語 简体中文",
    "ko": "korean kor kr 한국어 韓国語 朝鮮語",
    "es": "spanish spa español castellano castilian スペイン語",
    "fr": "french fra fre français フランス語",
    "de": "german deu ger deutsch ドイツ語",
    "it": "italian ita italiano イタリア語",
    "pt": "portuguese por português ポルトガル語",
    "nl": "dutch nld dut nederlands flemish オランダ語",
    "ru": "russian rus русский ロシア語",
    "ar": "arabic ara العربية アラビア語",
    "th": "thai tha ไทย タイ語",
    "vi": "vietnamese vie ベトナム語",
    "id": "indonesian ind in bahasa インドネシア語",
    "tr": "turkish tur türkçe トルコ語",
    "pl": "polish pol polski ポーランド語",
    "sv": "swedish swe svenska スウェーデン語",
    "da": "danish dan dansk",
    "no": "norwegian nor norsk nb nn nob nno",
    "fi": "finnish fin suomi",
    "cs": "czech ces cze čeština",
    "uk": "ukrainian ukr українська",
    "he": "hebrew heb iw עברית",
    "hi": "hindi hin हिन्दी ヒンディー語",
    "el": "greek ell gre ελληνικά",
    "tl": "tagalog tgl filipino fil",
}
#: Latin-script languages that are believed although nobody expects them: reviews in Javanese or Esperanto
#: are rarer than English ones that look so.
_BELIEVED = tuple(
    code for code in (*_NAMES, *"ca gl ro hu hr sk sl lt lv et is ms sq".split()) if code not in _NOT_LATIN
)
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_code(declared: str | None) -> str | None:
    """Return the primary subtag of what a source declares ("en-US", "English", "日本語"), None if none."""
    name = (declared or "").strip().casefold()
    primary = _TAG_END.split(name, maxsplit=1)[0]
    for candidate in (name, primary):
        if candidate in _BY_NAME:
            return _BY_NAME[candidate]
    return primary if primary in _CODES else None


def detect_language(text: str, declared: str | None, expected: Sequence[str], source_default: str | None) -> str:
    """Return the primary subtag of the language of `text`, `und` where nothing can be said.

    `declared` (of this review) wins; `expected` are the project's languages, likeliest first;
    `source_default` is what the source is mostly written in, which decides kanji without kana.
    """
    code = language_code(declared)
    if code is not None:
        return code
    likely = _likely(tuple(expected), source_default)
    text = strip_urls(text[: 2 * MAX_CLASSIFIED])[:MAX_CLASSIFIED]
    if not text.isascii():
        by_script = _by_script(text, likely)
        if by_script is not None:
            return by_script
    return _classify(text, tuple(c for c in likely if c not in _NOT_LATIN), _BELIEVED)


def language_of_part(part: str, whole: str, expected: Sequence[str], source_default: str | None) -> str:
    """Return the language of a `part` of a text in language `whole`: another only if its script says so."""
    if whole == "ja":
        foreign = not _CJK_LETTER.search(part) and len(_LATIN_WORD.findall(part)) >= FOREIGN_WORDS
    else:
        foreign = whole != "zh" and not part.isascii() and _KANA.search(part) is not None
    return detect_language(part, None, expected, source_default) if foreign else whole


@lru_cache(maxsize=64)
def _likely(expected: tuple[str, ...], source_default: str | None) -> tuple[str, ...]:
    """Return the expected languages as subtags, the source's own first, each once."""
    codes = (language_code(name) for name in (source_default, *expected))
    return tuple(dict.fromkeys(code for code in codes if code is not None))


def _by_script(text: str, likely: tuple[str, ...]) -> str | None:
    """Return the language that most letters of `text` decide, None where they leave a choice."""
    if not _LATIN_LETTER.search(text) and _KANA.search(text):
        return "ja"
    latin = len(_LATIN_LETTER.findall(text))
    cjk = len(_CJK_LETTER.findall(text))
    if cjk and cjk * CJK_WEIGHT >= latin:
        return "ja" if _KANA.search(text) else _of_kanji(text, likely) if _HAN.search(text) else None
    for language, pattern in _SCRIPTS:
        if len(pattern.findall(text)) * CJK_WEIGHT > latin:
            return language
    for script, pattern in _SHARED.items():
        if len(pattern.findall(text)) > latin:
            languages = _SHARED_SCRIPTS[script]
            return _classify(text, tuple(c for c in likely if c in languages), languages)
    return None


def _of_kanji(text: str, likely: tuple[str, ...]) -> str:
    """Return the language of kanji without kana: Chinese if Japanese has none such, else the likely one."""
    han = "".join(_HAN.findall(text))
    if _CHINESE.search(han) or not _in_japanese_charset(han):
        return "zh"
    return next((code for code in likely if code in _KANJI_LANGUAGES), UNKNOWN if likely == () else "zh")


def _in_japanese_charset(han: str) -> bool:
    """Tell whether every character is in Windows-31J, the character set of Japanese; 这 and 间 are not."""
    try:
        han.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _classify(text: str, fitting: tuple[str, ...], believed: tuple[str, ...]) -> str:
    """Ask the classifier: a `fitting` expected language, or a `believed` other that it is confident about."""
    letters = sum(map(str.isalpha, text))
    if letters < 2:
        return UNKNOWN
    if letters < MIN_LETTERS and fitting:
        return fitting[0]
    if "en" in fitting and len(_ENGLISH.findall(text)) >= ENGLISH_WORDS:
        return "en"
    best, confidence = _identifier(None).classify(text)
    if best in fitting or (best in believed and confidence >= OTHER_CONFIDENCE):
        return str(best)
    if not fitting:
        return UNKNOWN
    return fitting[0] if len(fitting) == 1 else str(_identifier(fitting).classify(text)[0])


@lru_cache(maxsize=16)
def _identifier(languages: tuple[str, ...] | None) -> LanguageIdentifier:
    """Load the classifier once per set of languages (about a second); None stands for all it knows."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if languages is not None:
        identifier.set_languages([code for code in languages if code in identifier.labels])
    return identifier
