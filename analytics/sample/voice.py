"""An author's voice: register, marks, emoji, slips and widths, the same through all that a person writes."""

import re
import unicodedata
from dataclasses import dataclass, replace

from analytics.sample import phrases_en_common as en
from analytics.sample import phrases_ja_common as ja
from analytics.sample.dice import Dice
from analytics.sample.grammar import CASUAL, KANSAI, POLITE

_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_BRITISH = ("GB", "AU", "SG", "HK")
_LONG_WORD = re.compile(r"\b[a-z]{6,}\b")
_ENDED = tuple("。！？!?.…♪)）")


@dataclass(frozen=True)
class Voice:
    """How one person writes; chances are per sentence, `joint` stands between sentences."""

    language: str
    surname: str
    register: int
    mark: str
    joint: str
    cheer: float
    emoji: float
    typo: float
    case: str = "normal"
    american: bool = False
    full_digits: bool = False
    half_kana: bool = False


def make_voice(language: str, country: str, dice: Dice) -> Voice:
    """Return a person's voice in `language`."""
    return _japanese(dice) if language == "ja" else _english(country, dice)


def for_mail(voice: Voice) -> Voice:
    """Return the voice the same person uses in a mail to a shop: polite, with marks, without emoji."""
    return replace(voice, register=POLITE, mark="。" if voice.language == "ja" else ".", emoji=0.0, cheer=0.03)


def for_cp932(text: str) -> str:
    """Return `text` with what cp932 lacks spelled another way; emoji must not be in it."""
    return text.replace("é", "e").replace("¥", "￥").replace("〜", "～")


def spell(sentence: str, voice: Voice, dice: Dice) -> str:
    """Return `sentence` as the author types it: slips, spelling, case and widths."""
    text = _slip(sentence, voice, dice)
    return _spell_japanese(text, voice) if voice.language == "ja" else _spell_english(text, voice)


def close(text: str, polarity: int, voice: Voice, emoji_allowed: bool, dice: Dice) -> str:
    """Return `text` with the mark that closes a sentence and, now and then, a face."""
    if not text.endswith(_ENDED):
        text += _mark(polarity, voice, dice)
    if polarity and dice.chance(voice.emoji):
        text += _face(polarity, voice, emoji_allowed, dice)
    return text


def _japanese(dice: Dice) -> Voice:
    """Draw a Japanese author."""
    register = dice.weighted((POLITE, CASUAL, KANSAI), (0.62, 0.34, 0.04))
    if register == POLITE:
        mark = dice.weighted(("。", "！", ""), (0.86, 0.06, 0.08))
    else:
        mark = dice.weighted(("。", "！", "", "w", "…"), (0.6, 0.12, 0.22, 0.03, 0.03))
    joint = dice.weighted(("", "\n"), (0.8, 0.2)) if mark else dice.weighted((" ", "　", "\n"), (0.5, 0.2, 0.3))
    return Voice(
        language="ja",
        surname=dice.pick(ja.SURNAMES),
        register=register,
        mark=mark,
        joint=joint,
        cheer=dice.weighted((0.0, 0.15, 0.4), (0.5, 0.35, 0.15)),
        emoji=dice.weighted((0.0, 0.12, 0.35), (0.75, 0.17, 0.08)),
        typo=dice.weighted((0.0, 0.04, 0.2), (0.5, 0.4, 0.1)),
        full_digits=dice.chance(0.1),
        half_kana=dice.chance(0.015),
    )


def _english(country: str, dice: Dice) -> Voice:
    """Draw an English author; spelling follows the country."""
    case = dice.weighted(("normal", "lower", "upper"), (0.8, 0.185, 0.015))
    mark = dice.weighted((".", "!", "", "..."), (0.82, 0.08, 0.07, 0.03))
    return Voice(
        language="en",
        surname=dice.pick(en.SURNAMES),
        register=POLITE if case == "normal" and dice.chance(0.75) else CASUAL,
        mark=mark,
        joint=" " if mark else dice.pick(("\n", ", ", " - ")),
        cheer=dice.weighted((0.0, 0.15, 0.4), (0.5, 0.35, 0.15)),
        emoji=dice.weighted((0.0, 0.1, 0.3), (0.8, 0.14, 0.06)),
        typo=dice.weighted((0.0, 0.05, 0.22), (0.45, 0.42, 0.13)),
        case=case,
        american=country not in _BRITISH and dice.chance(0.9),
    )


def _slip(sentence: str, voice: Voice, dice: Dice) -> str:
    """Return `sentence` with one slip at most: a usual one that it invites, or two swapped letters."""
    if not dice.chance(voice.typo):
        return sentence
    occasions = [pair for pair in (ja.TYPOS if voice.language == "ja" else en.TYPOS) if pair[0] in sentence]
    if occasions and (voice.language == "ja" or dice.chance(0.5)):
        right, wrong = dice.pick(occasions)
        return sentence.replace(right, wrong, 1)
    long_words = _LONG_WORD.findall(sentence)
    if not long_words:
        return sentence
    word = dice.pick(long_words)
    at = dice.whole(1, len(word) - 3)
    return sentence.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :], 1)


def _spell_japanese(text: str, voice: Voice) -> str:
    """Apply the author's widths of digits and katakana."""
    if voice.full_digits:
        text = text.translate(_DIGITS)
    return text.translate(_HALF_KANA) if voice.half_kana else text


def _spell_english(text: str, voice: Voice) -> str:
    """Apply the author's spelling and case."""
    if voice.american:
        for british, american in en.AMERICAN:
            text = text.replace(british, american)
    if voice.case == "normal":
        return text
    return text.lower() if voice.case == "lower" else text.upper()


def _mark(polarity: int, voice: Voice, dice: Dice) -> str:
    """Return the mark that closes a sentence: the author's own, or a livelier one."""
    if not polarity or not dice.chance(voice.cheer):
        return voice.mark
    lively: tuple[str, ...]
    if voice.language == "ja":
        lively = ("！", "！！", "♪", "〜") if polarity > 0 else ("…", "。。。", "！", "（泣）")
    else:
        lively = ("!", "!!", "!") if polarity > 0 else ("...", "!", "..")
    return dice.pick(lively)


def _face(polarity: int, voice: Voice, emoji_allowed: bool, dice: Dice) -> str:
    """Return an emoji, or one typed from characters where emoji are not allowed."""
    if emoji_allowed:
        faces = ja.EMOJI_GOOD if polarity > 0 else ja.EMOJI_BAD
        return dice.pick(("", " ")) + dice.pick(faces) * dice.pick((1, 1, 1, 2))
    if voice.language == "en":
        return " :)" if polarity > 0 else " :("
    return dice.pick(ja.KAOMOJI_GOOD if polarity > 0 else ja.KAOMOJI_BAD)


def _half_kana_table() -> dict[int, str]:
    """Map each katakana to its half-width form, voiced ones to two characters."""
    singles = [chr(code) for code in range(0xFF66, 0xFF9E)]
    halves = singles + [kana + mark for kana in singles for mark in "ﾞﾟ"]
    folded = {unicodedata.normalize("NFKC", half): half for half in halves}
    return {ord(full): half for full, half in folded.items() if len(full) == 1}


_HALF_KANA = _half_kana_table()
