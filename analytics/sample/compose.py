"""Opinions → the text of a review: sentences drawn from the banks, put in order, joined as people do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from analytics.sample import (
    phrases_en_app,
    phrases_en_common,
    phrases_en_delivery,
    phrases_en_goods,
    phrases_en_service,
    phrases_ja_app,
    phrases_ja_common,
    phrases_ja_delivery,
    phrases_ja_goods,
    phrases_ja_service,
)
from analytics.sample.dice import Dice
from analytics.sample.grammar import Bank, draw_pattern, expand, parse_bank
from analytics.sample.store import PLACES, Product
from analytics.sample.topics import Theme
from analytics.sample.voice import Voice, close, spell


class Phrasebook(Protocol):
    """What a language's module of words and common sentences holds; a bank is written as in grammar.py."""

    WORDS: dict[str, str]
    DAMAGE: dict[str, str]
    OCCASIONS: dict[int, str]
    ANY_OCCASION: str
    GENERAL: dict[str, str]
    ONE_OFF: str
    MAIL_OPEN: str
    MAIL_CLOSE: str
    MAIL_THANKS: str
    BOILERPLATE: str
    TO_BAD: tuple[str, ...]
    TO_GOOD: tuple[str, ...]
    MORE: tuple[str, ...]


PHRASEBOOKS: dict[str, Phrasebook] = {"ja": phrases_ja_common, "en": phrases_en_common}
_PATTERNS = {
    "ja": (phrases_ja_delivery.BANKS, phrases_ja_service.BANKS, phrases_ja_app.BANKS, phrases_ja_goods.BANKS),
    "en": (phrases_en_delivery.BANKS, phrases_en_service.BANKS, phrases_en_app.BANKS, phrases_en_goods.BANKS),
}
_BANKS: dict[str, dict[str, Bank]] = {
    language: {name: parse_bank(block) for bank in banks for name, block in bank.items()}
    for language, banks in _PATTERNS.items()
}
_GENERAL = {
    language: {sign: parse_bank(block) for sign, block in common.GENERAL.items()}
    for language, common in PHRASEBOOKS.items()
}
_ONE_OFF = {language: parse_bank(common.ONE_OFF) for language, common in PHRASEBOOKS.items()}
_MAIL = {
    language: tuple(map(parse_bank, (common.MAIL_OPEN, common.MAIL_CLOSE, common.MAIL_THANKS)))
    for language, common in PHRASEBOOKS.items()
}

# How sentences of unlike and of like polarity are joined: by "but" in one sentence, by a turning or an
# adding word.
_CLAUSE, _TURN, _ADD = 0.3, 0.45, 0.22
# English words that keep their capital inside a sentence.
_PROPER = re.compile(
    r"I\b|[A-Z]{2}|[A-Z]\d|(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Mother's|Japan"
    r"|Scandinavian|English|Google|Apple|Face ID|Asanagi)"
)
# Blanks that an empty alternative leaves behind, and the article before a slot's vowel.
_REPAIRS = (
    (re.compile(r" {2,}"), " "),
    (re.compile(r" +([,.!?;:])"), r"\1"),
    (re.compile(r",,"), ","),
    (re.compile(r"\b([Aa]) (?=[aeioAEI](?!ne))"), r"\1n "),
)
_POLITE_END = re.compile(r"(です|ます|ました|ません|でした)$")
_CASUAL_END = re.compile(r"(た|だ|る|ない|しい|よい|いい)$")
ONE_OFF = "one_off"


@dataclass(frozen=True)
class Opinion:
    """One thing said in a review: its topic (None if it has none), its polarity and where it stands."""

    topic: str | None
    polarity: int
    start: int
    end: int


@dataclass(frozen=True)
class Remark:
    """An opinion before it is put into words: a theme of a planted topic, or a kind of talk that has none."""

    theme: Theme | None
    talk: str = ""

    @property
    def polarity(self) -> int:
        """1 for praise, -1 for a complaint, 0 for neither."""
        return self.theme.polarity if self.theme else {"+": 1, "-": -1}.get(self.talk, 0)


@dataclass(frozen=True)
class Paper:
    """What a text is written on: the author's voice, the slots' words and whether emoji can be stored."""

    voice: Voice
    words: Mapping[str, str]
    emoji: bool


def slot_words(language: str, product: Product, app_version: str, order_id: str, day: date) -> dict[str, str]:
    """Return the words that fill the slots of patterns in `language`, for a text of `product` on `day`."""
    common = PHRASEBOOKS[language]
    places = PLACES.get(product.category, PLACES["other"])
    versions = (
        f"{app_version}|バージョン{app_version}|ver{app_version}",
        f"{app_version}|version {app_version}",
    )
    index = 0 if language == "ja" else 1
    return common.WORDS | {
        "item": product.noun[language],
        "part": product.parts[language],
        "stuff": product.material[language],
        "damage": common.DAMAGE[product.make],
        "name": product.name[language],
        "place": places[index],
        "giftday": common.OCCASIONS.get(day.month, common.ANY_OCCASION),
        "ver": versions[index],
        "order": order_id,
    }


def write_text(remarks: list[Remark], paper: Paper, dice: Dice) -> tuple[str, tuple[Opinion, ...]]:
    """Return the text made of `remarks` in their order, and where each stands in it."""
    sentences = [_sentence(remark, paper, dice) for remark in remarks]
    text, opinions, follows_but = "", [], False
    for index, (remark, sentence) in enumerate(zip(remarks, sentences, strict=True)):
        if index and not follows_but:
            link = _link(remarks[index - 1].polarity, remark.polarity, sentence, paper.voice, dice)
            text += paper.voice.joint
            sentence = link + (_inner(sentence, paper) if link else sentence)
        elif follows_but:
            sentence = _inner(sentence, paper)
        but = "" if index + 1 == len(remarks) else _but(remarks[index : index + 2], sentence, paper, dice)
        follows_but = bool(but)
        said = spell(sentence, paper.voice, dice)
        said = said + but if but else close(said, remark.polarity, paper.voice, paper.emoji, dice)
        topic = remark.theme.topic if remark.theme else None
        opinions.append(Opinion(topic, remark.polarity, len(text), len(text) + len(said)))
        text += said
    return text, tuple(opinions)


def write_title(remarks: list[Remark], paper: Paper, dice: Dice) -> str:
    """Return a title taken from the first remark, or none where its kind of talk has no titles."""
    theme = remarks[0].theme
    titles = _BANKS[paper.voice.language][theme.bank].titles if theme else ()
    if not titles:
        return ""
    title = expand(dice.pick(titles), paper.words, paper.voice.register, dice)
    return spell(_tidy(title), paper.voice, dice)


def write_mail(text: str, opinions: tuple[Opinion, ...], paper: Paper, dice: Dice) -> tuple[str, tuple[Opinion, ...]]:
    """Return `text` between the opening and the closing of a mail, with the opinions where they now stand."""
    words = {**paper.words, "surname": paper.voice.surname}
    opening, asking, thanking = _MAIL[paper.voice.language]
    closing = thanking if all(opinion.polarity >= 0 for opinion in opinions) else asking
    greeting, farewell = (
        _tidy(expand(dice.pick(bank.whole), words, paper.voice.register, dice)) for bank in (opening, closing)
    )
    head = _ended(greeting, "," if paper.voice.language == "en" else "。") + dice.pick(("\n", "\n\n"))
    tail = _ended(farewell, "" if paper.voice.language == "en" else "。")
    moved = tuple(replace(o, start=o.start + len(head), end=o.end + len(head)) for o in opinions)
    return f"{head}{text}\n{tail}", moved


def _ended(sentence: str, mark: str) -> str:
    """Return `sentence` with `mark` at its end, once."""
    return sentence if sentence.endswith(mark) else sentence + mark


def _sentence(remark: Remark, paper: Paper, dice: Dice) -> str:
    """Return `remark` in words, without its closing mark."""
    language, register = paper.voice.language, paper.voice.register
    if remark.theme:
        bank = _BANKS[language][remark.theme.bank]
    elif remark.talk == ONE_OFF:
        bank = _ONE_OFF[language]
    else:
        bank = _GENERAL[language][remark.talk]
    pattern = draw_pattern(bank, register, "" if language == "ja" else " ", dice)
    text = _tidy(expand(pattern, paper.words, register, dice))
    # A slot at the beginning of an English sentence ("my wife …") takes a capital; iPhone keeps its own.
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def _link(before: int, after: int, sentence: str, voice: Voice, dice: Dice) -> str:
    """Return the word that leads to `sentence` from the one before, or nothing."""
    common = PHRASEBOOKS[voice.language]
    if before * after >= 0:
        return dice.pick(common.MORE) if dice.chance(_ADD) else ""
    link = dice.pick(common.TO_BAD if after < 0 else common.TO_GOOD)
    # One "but" in a sentence is enough.
    return link if dice.chance(_TURN) and not (link == "But " and " but " in sentence) else ""


def _but(pair: list[Remark], sentence: str, paper: Paper, dice: Dice) -> str:
    """Return the "but" that ties `sentence` to the next one, where they disagree and its ending allows it."""
    if pair[0].polarity * pair[1].polarity >= 0 or not dice.chance(_CLAUSE):
        return ""
    if paper.voice.language == "en":
        return "" if " but " in sentence or sentence.endswith(("?", "!")) else ", but "
    if "が、" in sentence or "けど" in sentence:
        return ""
    if _POLITE_END.search(sentence):
        return "が、"
    return "けど、" if paper.voice.register and _CASUAL_END.search(sentence) else ""


def _inner(sentence: str, paper: Paper) -> str:
    """Return an English sentence as it stands after a linking word; a Japanese one is unchanged."""
    if paper.voice.language == "ja" or _PROPER.match(sentence) or sentence.startswith(paper.words["name"]):
        return sentence
    return sentence[:1].lower() + sentence[1:]


def _tidy(text: str) -> str:
    """Mend what empty alternatives and slots leave behind: blanks, commas, articles."""
    for pattern, by in _REPAIRS:
        text = pattern.sub(by, text)
    return text.strip()
