"""What sets a segment apart from all other customers, in figures and in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from analytics.arrays import Flags, Floats
from analytics.behaviour import SHARE_OF, Features

#: A difference of half a standard deviation can be noticed in daily business (Cohen 1988 calls it medium).
NOTABLE = 0.5

#: Features in a name: two say what a segment is; a third and more are added only to tell two segments apart.
IN_A_NAME = 2

#: Features that picture a segment which is not far from the others in anything.
COUNTS = ("purchases", "visits")

#: A mean count this near to 0 or 1 is said as never or once; a mean share below NONE as nothing.
NEAR = 0.1
NONE = 0.02

Language: TypeAlias = Literal["ja", "en"]
Direction: TypeAlias = Literal["none", "once", "some", "low", "high"]


@dataclass(frozen=True)
class Contrast:
    """A feature in a segment: its mean, that of all others, and their difference in standard deviations.

    Means are in the feature's natural unit, NaN where unknown of all; the effect is Cohen's d of the scaled
    feature, as the natural one is too skewed for means to tell what is usual.
    """

    mean: float
    mean_others: float
    effect: float


Profile: TypeAlias = Mapping[str, Contrast]

#: How a feature is said in Japanese and in English, by its direction.
PHRASES: Mapping[str, Mapping[Direction, tuple[str, str]]] = MappingProxyType(
    {
        "recency_days": {
            "low": ("最近も利用", "active lately"),
            "high": ("しばらく利用なし", "not seen for a while"),
        },
        "purchases": {
            "none": ("購入なし", "never bought"),
            "once": ("購入は一度", "bought once"),
            "some": ("購入は数回", "bought a few times"),
            "low": ("購入回数が少ない", "few purchases"),
            "high": ("よく購入", "buys often"),
        },
        "visits": {
            "once": ("利用は一度", "came once"),
            "some": ("利用は数回", "came a few times"),
            "low": ("利用回数が少ない", "came few times"),
            "high": ("何度も利用", "came many times"),
        },
        "frequency": {"low": ("利用頻度が低い", "comes rarely"), "high": ("利用頻度が高い", "comes often")},
        "spend_per_purchase": {
            "low": ("購入単価が低い", "low spend per purchase"),
            "high": ("購入単価が高い", "high spend per purchase"),
        },
        "refund_share": {
            "none": ("返品なし", "no returns"),
            "low": ("返品が少ない", "few returns"),
            "high": ("返品が多い", "returns often"),
        },
        "tenure_days": {
            "low": ("新しい顧客", "new customer"),
            "high": ("古くからの顧客", "customer for long"),
        },
        SHARE_OF: {
            "none": ("「{event}」なし", "no {event}"),
            "low": ("「{event}」の割合が低い", "low share of {event}"),
            "high": ("「{event}」の割合が高い", "high share of {event}"),
        },
    }
)

#: The place of a language in PHRASES, and what stands between phrases.
LANGUAGES: Mapping[Language, tuple[int, str]] = MappingProxyType({"ja": (0, "・"), "en": (1, ", ")})


def profile(features: Features, members: Flags) -> Profile:
    """Contrast the `members` (n,) with all other customers, feature by feature, the strongest first."""
    contrasts = {
        name: Contrast(
            mean=_mean(features.values[members, column]),
            mean_others=_mean(features.values[~members, column]),
            effect=_effect(features.scaled[members, column], features.scaled[~members, column]),
        )
        for column, name in enumerate(features.names)
    }
    return dict(sorted(contrasts.items(), key=lambda item: (-abs(item[1].effect), item[0])))


def _mean(values: Floats) -> float:
    """Mean of what is known, NaN if nothing is."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _effect(one: Floats, other: Floats) -> float:
    """Cohen's d with the pooled standard deviation; 0 where there is no spread or nobody to compare with."""
    if len(one) == 0 or len(other) == 0:
        return 0.0
    pooled = (len(one) * one.var() + len(other) * other.var()) / (len(one) + len(other))
    return float((one.mean() - other.mean()) / pooled**0.5) if pooled > 0 else 0.0


def name_segments(
    profiles: Sequence[Profile], language: Language, kept: Mapping[int, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """Name each segment by its most telling features, as many as make all names differ.

    Names that are the same with all that tells are numbered, in the order of the segments. Segments whose name is
    `kept`, by their number, go on being called so.
    """
    place, separator = LANGUAGES[language]
    phrases = [[_phrase(name, contrast)[place] for name, contrast in _telling(one)] for one in profiles]
    # A kept name is one phrase, which has nothing to grow by.
    phrases = [[kept[number]] if number in kept else words for number, words in enumerate(phrases)]
    lengths = [IN_A_NAME] * len(phrases)
    while short := _twins_that_can_grow(phrases, lengths, separator):
        for segment in short:
            lengths[segment] += 1
    return _numbered(_names(phrases, lengths, separator), kept)


def _numbered(names: Sequence[str], kept: Collection[int]) -> tuple[str, ...]:
    """Add a number to names that come more than once, but to those at the places `kept`."""
    taken = {name for number, name in enumerate(names) if number in kept or names.count(name) == 1}
    told: list[str] = []
    for number, name in enumerate(names):
        if number not in kept and names.count(name) > 1:
            name = next(one for i in count(1) if (one := f"{name} ({i})") not in taken)
            taken.add(name)
        told.append(name)
    return tuple(told)


def _names(phrases: Sequence[Sequence[str]], lengths: Sequence[int], separator: str) -> list[str]:
    """Return the first so many phrases of each segment as its name."""
    return [separator.join(words[:length]) for words, length in zip(phrases, lengths, strict=True)]


def _twins_that_can_grow(phrases: Sequence[Sequence[str]], lengths: Sequence[int], separator: str) -> list[int]:
    """Places of names that come more than once, where another phrase is left to tell them apart."""
    names = _names(phrases, lengths, separator)
    return [i for i, name in enumerate(names) if names.count(name) > 1 and lengths[i] < len(phrases[i])]


def _telling(profile: Profile) -> list[tuple[str, Contrast]]:
    """Return the features with a notable effect, the strongest first, as they are to be said.

    One event share is enough, as one rises where others fall: rather one that is high, and not before what is
    plainer. Where two features do not come together, how often people bought or came is added: a segment in
    the middle of the others still has to be pictured.
    """
    notable = [item for item in profile.items() if abs(item[1].effect) >= NOTABLE]
    shares = sorted((item for item in notable if _is_share(item)), key=lambda item: item[1].effect < 0)
    telling = [item for item in notable if item not in shares[1:]]
    if len(telling) < IN_A_NAME:
        telling += [item for item in profile.items() if item[0] in COUNTS and item not in telling]
    first = sorted(telling[:IN_A_NAME], key=_is_share)
    return first + telling[IN_A_NAME:] + shares[1:] or list(profile.items())[:1]


def _is_share(item: tuple[str, Contrast]) -> bool:
    """Whether a feature is the share of an event name."""
    return item[0].startswith(SHARE_OF)


def _phrase(name: str, contrast: Contrast) -> tuple[str, str]:
    """Say one feature in each language; as a number of times where that is plainer than more or less."""
    directions = PHRASES[SHARE_OF if name.startswith(SHARE_OF) else name]
    direction: Direction = "high" if contrast.effect > 0 else "low"
    if contrast.mean < (NEAR if name in COUNTS else NONE) and "none" in directions:
        direction = "none"
    elif abs(contrast.mean - 1) < NEAR and "once" in directions:
        direction = "once"
    elif abs(contrast.effect) < NOTABLE and "some" in directions:
        direction = "some"
    ja, en = directions[direction]
    event = name.removeprefix(SHARE_OF)
    return ja.format(event=event), en.format(event=event)
