"""A small grammar for hand-written sentence patterns.

    {a|b|}        one of the parts, an empty one too
    [a/b/c]       the part of the author's register: polite, casual, Kansai; for a missing one, the last
    <word>        a slot, filled from a word list that may hold patterns itself

A bank is a block of text with one pattern a line. The first character of a line says what it is: `~` a
sentence only casual authors write, `^` the front and `$` the back of a sentence (any front goes with any
back), `#` titles; anything else is a whole sentence. They end without a mark: the author's voice adds it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.sample.dice import Dice

POLITE, CASUAL, KANSAI = range(3)

_SLOT = re.compile(r"<([a-z0-9]+)>")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_REGISTER = re.compile(r"\[([^\[\]]*)\]")

# How often a sentence is made of a front and a back where a bank has both.
_COMPOSED = 0.4


@dataclass(frozen=True)
class Bank:
    """The patterns of one theme: whole sentences, sentences for casual authors, fronts, backs and titles."""

    whole: tuple[str, ...]
    casual: tuple[str, ...]
    fronts: tuple[str, ...]
    backs: tuple[str, ...]
    titles: tuple[str, ...]


def parse_bank(block: str) -> Bank:
    """Sort the lines of `block` by their first character."""
    lines = [line for line in block.splitlines() if line]

    def marked(mark: str) -> tuple[str, ...]:
        """Return the lines that begin with `mark`, without it."""
        return tuple(line[1:] for line in lines if line.startswith(mark))

    whole = tuple(line for line in lines if line[0] not in "~^$#")
    return Bank(whole, marked("~"), marked("^"), marked("$"), marked("#"))


def expand(pattern: str, words: Mapping[str, str], register: int, dice: Dice) -> str:
    """Return one sentence of `pattern`; a slot without a word list raises KeyError."""
    text = pattern
    while slot := _SLOT.search(text):
        text = f"{text[: slot.start()]}{{{words[slot[1]]}}}{text[slot.end() :]}"
    while choice := _CHOICE.search(text):
        text = text[: choice.start()] + dice.pick(choice[1].split("|")) + text[choice.end() :]

    def of_register(match: re.Match[str]) -> str:
        """Return the part of the author's register."""
        parts = match[1].split("/")
        return parts[min(register, len(parts) - 1)]

    return _REGISTER.sub(of_register, text)


def draw_pattern(bank: Bank, register: int, joint: str, dice: Dice) -> str:
    """Return a pattern of `bank` that suits `register`; a front and a back are joined by `joint`."""
    if bank.fronts and dice.chance(_COMPOSED):
        return dice.pick(bank.fronts) + joint + dice.pick(bank.backs)
    return dice.pick(bank.whole if register == POLITE else bank.whole + bank.casual)
