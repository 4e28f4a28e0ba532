"""One key for all spellings of an English word: plurals, verb forms, British and American, hyphens and blanks."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from analytics.label.stopwords import DETERMINERS, ENGLISH_STOP_WORDS

#: Two words are one compound if they are also written together or with a hyphen in at least this part of all cases,
#: and more than once: top up, top-up and topup. One slip of the pen joins nothing.
JOINED_SHARE = 0.05
JOINED_TIMES = 2

#: A word of so many letters that has a small fault beside one so many times as common is a slip, and one of so many
#: letters may also lack one or have one too many.
SLIP_LENGTH = 6
LONG_SLIP_LENGTH = 9
SLIP_RATIO = 10

_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "lost:lose broke:break broken:break stole:steal stolen:steal sent:send paid:pay bought:buy sold:sell "
        "flew:fly flown:fly wrote:write written:write chose:choose chosen:choose drove:drive driven:drive held:hold "
        "ran:run sat:sit slept:sleep spent:spend spoke:speak spoken:speak stood:stand taught:teach wore:wear "
        "worn:wear won:win ate:eat eaten:eat drank:drink froze:freeze frozen:freeze hung:hang hid:hide hidden:hide "
        "shook:shake lied:lie caught:catch brought:bring met:meet heard:hear built:build dealt:deal "
        "withdrew:withdraw withdrawn:withdraw forgot:forget forgotten:forget misled:mislead overpaid:overpay "
        "men:man women:woman children:child feet:foot teeth:tooth mice:mouse kept:keep shown:show fell:fall "
        "fallen:fall tore:tear torn:tear stuck:stick hr:hour hrs:hour min:minute mins:minute wk:week wks:week "
        "yr:year yrs:year flt:flight flts:flight acct:account msg:message msgs:message"
    ).split()
)

_NO_PLURAL = frozenset("news goods customs glasses overseas series species means sms gps ios lens express".split())

# British spellings and what they are in American; only keys are made so, and a key is never shown.
_AMERICAN = (
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|ite|able|ful|ly$|er$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})is(?=e$|es$|ed$|ing$|ation|er$|ers$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=e$|es$|ed$|ing$)"), "yz"),
    (re.compile(r"(?<=[a-z][^aeiouyr])re(?=s?$)"), "er"),
    (re.compile(r"(?<=al)ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=[a-z]{2})ence(?=s?$)"), "ense"),
    (re.compile(r"(?<=progra)mme(?=s?$)"), "m"),
    (re.compile(r"(?<=[a-z]{3}[aeiou])ll(?=er$|ers$|ed$|ing$)"), "l"),
)

# What derives a noun or an adjective of a verb, the longest first.
_DERIVING = re.compile(
    r"(?<=[a-z]{4})(?:i[sz]ation|ification|ication|ation|ition|ement|ility|able|ible|ance|ence|ative|ate|ity|ify|ive|"
    r"ion|al|er|or|ly|ed|y|e)$|(?<=[a-z]{3})ments?$"
)
_KANA_ENDING = re.compile(r"[ぁ-ん]+$")
_VOWEL = re.compile(r"[aeiouy]")
# One vowel and one consonant behind at most two consonants: plan doubles its n, so planed is of plane.
_SHORT = re.compile(r"[^aeiou]{0,3}[aeiou][^aeiouwxy]")
_DOUBLED = re.compile(r"([bdgklmnprtz])\1$")


class Spelling:
    """The keys of English words, learnt from how often each word stands in the texts."""

    def __init__(self, words: Mapping[str, int], pairs: Mapping[tuple[str, str], int]) -> None:
        """Take the counts of all words (hyphenated ones whole) and of neighbours, in lower case."""
        self._words: Counter[str] = Counter()
        for word, count in words.items():
            self._words[_american(word)] += count
        self._joined = _joined(words, pairs)
        self._slips = _slips(words)
        self._keys: dict[str, str] = {}

    def joins(self, first: str, second: str) -> bool:
        """Say whether two neighbours are one compound."""
        return (first + second) in self._joined and first not in DETERMINERS

    def splits(self, word: str) -> bool:
        """Say whether a hyphenated word is no compound but words that a hyphen happens to join."""
        return "-" in word and word.replace("-", "") not in self._joined

    def key(self, word: str) -> str:
        """Return the key of a word in lower case."""
        found = self._keys.get(word)
        if found is None:
            plain = word.replace("-", "").replace(" ", "")
            found = self._keys[word] = _base(_american(self._slips.get(plain, plain)), self._words)
        return found


def word_family(key: str) -> str:
    """Return what a key shares with those of the same origin: verify and verification, 泊まる and 泊まり."""
    if key.isascii():
        return _DOUBLED.sub(r"\1", _DERIVING.sub("", key))
    key = key.rstrip("¬")
    return _KANA_ENDING.sub("", key) or key


def akin(families: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether two terms have a word in common, or one a Japanese word that is part of the other's: 清潔, 清潔感."""
    return any(one == other or _within(one, other) or _within(other, one) for one in families for other in others)


def _within(one: str, other: str) -> bool:
    """Say whether a Japanese word of two letters at least is a part of another."""
    return len(one) > 1 and one in other and not one.isascii()


def _joined(words: Mapping[str, int], pairs: Mapping[tuple[str, str], int]) -> frozenset[str]:
    """Return the compounds, written together, that are often enough written together or with a hyphen."""
    close: Counter[str] = Counter()
    for word, count in words.items():
        if "-" in word:
            close[word.replace("-", "")] += count
    apart: Counter[str] = Counter()
    for (first, second), count in pairs.items():
        if first + second in words or first + second in close:
            apart[first + second] += count
    found = set()
    for whole in {*close, *apart}:
        together = close[whole] + words.get(whole, 0)
        if whole not in ENGLISH_STOP_WORDS and together >= JOINED_TIMES and together >= JOINED_SHARE * apart[whole]:
            found.add(whole)
    return frozenset(found)


def _slips(words: Mapping[str, int]) -> dict[str, str]:
    """Return what each slip of the pen stands for: a far commoner word of the same letters but for one small fault.

    The faults are a letter doubled or not (adress), two neighbours swapped (recieve), and in very long words one letter
    left out or put in (withdrawl). A letter in place of another is left alone: charged and changed are two words.
    """
    candidates = [word for word in words if len(word) >= SLIP_LENGTH and word.isalpha()]
    right: dict[str, str] = {}
    for word in sorted(candidates, key=lambda word: (-words[word], word)):
        for trace in _traces(word):
            right.setdefault(trace, word)
    found = {}
    for word in candidates:
        near = {right[trace] for trace in _traces(word)} - {word}
        best = max(near, key=lambda other: (words[other], other), default=word)
        if words[best] >= SLIP_RATIO * words[word] and not (word.startswith(best) or best.startswith(word)):
            found[word] = best
    return found


def _traces(word: str) -> set[str]:
    """Return strings of which a word shares one with those that differ from it by one small fault."""
    traces = {re.sub(r"(.)\1", r"\1", word)}
    traces |= {
        f"{word[:at]}{''.join(sorted(word[at : at + 2]))}{word[at + 2 :]} {at}" for at in range(1, len(word) - 1)
    }
    if len(word) >= LONG_SLIP_LENGTH:
        traces |= {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)) if len(word) > LONG_SLIP_LENGTH)}
    return traces


def _american(word: str) -> str:
    """Return the American spelling, or what would be one."""
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    return word


def _base(word: str, known: Mapping[str, int]) -> str:
    """Return the singular or the infinitive of a word where the texts know it, else the word itself."""
    word = _IRREGULAR.get(word, word)
    for candidates in (_singulars(word), _infinitives(word)):
        found = [candidate for candidate in candidates if candidate in known and candidate not in ENGLISH_STOP_WORDS]
        if found:
            return _IRREGULAR.get(found[0], found[0]) if found[0].endswith("s") else _base_once(found[0], known)
    return word


def _base_once(word: str, known: Mapping[str, int]) -> str:
    """Return the infinitive of what was a plural: bookings, booking, book."""
    found = [
        candidate for candidate in _infinitives(word) if candidate in known and candidate not in ENGLISH_STOP_WORDS
    ]
    return found[0] if found else word


def _singulars(word: str) -> Iterable[str]:
    """Return what a word may be the plural, or the third person, of."""
    if len(word) < 4 or word in _NO_PLURAL or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return (word[:-2], word[:-1])
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)


@lru_cache(maxsize=100_000)
def _infinitives(word: str) -> tuple[str, ...]:
    """Return what a word in -ed or -ing may come from, the likeliest first."""
    stem = next((word.removesuffix(ending) for ending in ("ing", "ed") if word.endswith(ending)), "")
    if len(stem) < 2 or not _VOWEL.search(stem):
        return ()
    if word.endswith("ied"):
        return (stem[:-1] + "y", stem + "e")
    if _DOUBLED.search(stem):
        return (stem[:-1], stem)
    return (stem + "e", stem)
