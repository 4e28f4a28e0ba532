"""What a rule for one kind of personal data looks like, and the look at what stands before a find."""

from collections.abc import Callable
from dataclasses import dataclass

import regex


def always(_match: regex.Match[str]) -> bool:
    """Accept a match whose pattern alone is proof enough."""
    return True


@dataclass(frozen=True, slots=True)
class Detector:
    """A kind of personal data, how it is written, and whether a match is one.

    `pattern` is matched on narrow text (ASCII digits and signs); its group `it`, where there is one, is
    what is replaced. `accept` sees the match, so it can check digits or read the words before it.
    """

    kind: str
    pattern: regex.Pattern[str]
    accept: Callable[[regex.Match[str]], bool] = always

    def span(self, match: regex.Match[str]) -> tuple[int, int]:
        """Return (start, end) of the part of `match` that is replaced."""
        return match.span("it") if "it" in self.pattern.groupindex else match.span()


def words_before(match: regex.Match[str], window: int) -> str:
    """Return the `window` characters that stand before `match`."""
    return str(match.string[max(0, match.start() - window) : match.start()])


def digits_of(match: regex.Match[str]) -> list[int]:
    """Return the decimal digits of `match`, in order."""
    return [int(sign) for sign in match[0] if sign.isdigit()]
