"""From raw reviews to what the rest of koe works on: masked texts for people, mentions for computing.

Mentions are cut from the masked text of one review alone. What the whole corpus teaches (strings that a
site added) only decides which of them count, so a mention keeps its id however many reviews arrive later.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from analytics.text.boilerplate import Boilerplate, empty_answer, find_boilerplate
from analytics.text.language import detect_language, language_of_part
from analytics.text.links import strip_urls
from analytics.text.mask import drop_masks, mask
from analytics.text.normalise import display, drop_escapes, normalise
from analytics.text.split import has_word, mention_spans

Exclusion = Literal["no_words", "boilerplate", "collector"]

#: No customer writes more; what does (a pasted log, a joined export) is cut here and flagged.
MAX_TEXT_CHARS = 100_000
#: The cut goes back to a blank at most this far, so that no number is halved and so escapes its mask.
CUT_WINDOW = 200
#: A longer title is a text put into the title's column, and is cut like one.
MAX_TITLE_CHARS = 200

_NOT_WORD = re.compile(r"[\W_]+")
#: A word with as many digits is an order or article number ("AS01887-001" as the subject of a mail), not
#: "5G" or "iPhone14".
CODE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class ReviewText:
    """The words of one review as they came, and what its source says about their language."""

    review_id: str
    title: str | None
    text: str
    declared_language: str | None
    source: str
    source_language: str | None


@dataclass(frozen=True, slots=True)
class PreparedReview:
    """A review as people may see it; `masked` says how much was replaced, in title and text together.

    `own` is where the customer's own words begin and end in `text`, between the strings that a site added.
    """

    review_id: str
    language: str
    title: str | None
    text: str
    masked: int
    truncated: bool
    own: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """An opinion unit: `text` is shown, `computed` is embedded, `excluded` says why it counts nowhere."""

    review_id: str
    position: int
    text: str
    computed: str
    language: str
    excluded: Exclusion | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """All reviews in the order given, the mentions of those not `unchanged`, and what is no opinion.

    `unchanged` are the ids of reviews whose mentions are those of the time before.
    """

    reviews: list[PreparedReview]
    mentions: list[Mention]
    boilerplate: Boilerplate
    unchanged: frozenset[str]


def mention_id(review_id: str, position: int, text: str) -> str:
    """Return the lasting id of a mention, from nothing but these three."""
    # Lengths in front keep ("a", 1, "b") and ("a1", …) apart whatever the strings hold.
    key = f"{len(review_id)}:{review_id}:{position}:{text}".encode("utf-8", "surrogatepass")
    return "m_" + hashlib.blake2b(key, digest_size=12).hexdigest()


def prepare(
    reviews: Iterable[ReviewText],
    expected_languages: Sequence[str],
    known: Mapping[str, PreparedReview] = MappingProxyType({}),
) -> Prepared:
    """Mask, tell languages, split and sort out `reviews`; `expected_languages` come likeliest first.

    `known` are reviews by id that were prepared before from the very same words: they are not read again, and not
    split again either unless what the site added to them is seen otherwise now.
    """
    given = list(reviews)
    masked = [known.get(review.review_id) or _prepare_review(review, expected_languages) for review in given]
    texts = [review.text for review in masked]
    boilerplate = find_boilerplate(texts)
    prepared = [replace(one, own=own) for one, own in zip(masked, boilerplate.own_parts(texts), strict=True)]
    unchanged = frozenset(review.review_id for review in prepared if known.get(review.review_id) == review)
    mentions = [
        mention
        for raw, review in zip(given, prepared, strict=True)
        if review.review_id not in unchanged
        for mention in _mentions(review, expected_languages, raw.source_language)
    ]
    return Prepared(prepared, mentions, boilerplate, unchanged)


def _prepare_review(review: ReviewText, expected: Sequence[str]) -> PreparedReview:
    """Return one review displayable, masked, and with its language."""
    text, cut_text = _truncated(review.text)
    title, cut_title = _truncated(review.title or "")
    shown, shown_title = display(text), display(title)
    masked, masked_title = mask(shown), mask(shown_title)
    return PreparedReview(
        review_id=review.review_id,
        language=detect_language(
            shown if has_word(shown) else shown_title,
            review.declared_language,
            expected,
            review.source_language,
        ),
        title=None if review.title is None else masked_title.text,
        text=masked.text,
        masked=sum(masked.counts.values()) + sum(masked_title.counts.values()),
        truncated=cut_text or cut_title,
        own=(0, len(masked.text)),
    )


def _truncated(text: str) -> tuple[str, bool]:
    """Return at most MAX_TEXT_CHARS of `text`, and whether something was cut off."""
    if len(text) <= MAX_TEXT_CHARS:
        return text, False
    kept = text[:MAX_TEXT_CHARS]
    blank = max(kept.rfind(sign, MAX_TEXT_CHARS - CUT_WINDOW) for sign in " \n　。")
    return (kept[: blank + 1] if blank >= 0 else kept), True


def _mentions(review: PreparedReview, expected: Sequence[str], source_language: str | None) -> Iterable[Mention]:
    """Yield the mentions of `review`: its title if that says something more, then its text."""
    own_start, own_end = review.own
    parts = [(text, text) for text in _title_mentions(review)]
    for start, end in mention_spans(review.text, review.language):
        own = review.text[max(start, own_start) : min(end, own_end)]
        parts.append((review.text[start:end], own))
    for position, (text, own) in enumerate(parts):
        computed = _computed(own)
        yield Mention(
            review_id=review.review_id,
            position=position,
            text=text,
            computed=computed,
            language=language_of_part(text, review.language, expected, source_language),
            excluded=_exclusion(text, own, computed),
        )


def _title_mentions(review: PreparedReview) -> list[str]:
    """Return the title as mentions: none where it says nothing, or only begins to repeat the text."""
    title = review.title or ""
    if not has_word(title) or _repeats(title, review.text):
        return []
    if len(title) <= MAX_TITLE_CHARS:
        return [title]
    return [title[start:end] for start, end in mention_spans(title, review.language)]


def _repeats(title: str, text: str) -> bool:
    """Tell whether the words of `title` begin the `text`, as where a shop cuts titles from texts."""
    folded = _NOT_WORD.sub("", title).casefold()
    return _NOT_WORD.sub("", text[: 2 * len(title) + CUT_WINDOW]).casefold().startswith(folded)


def _computed(shown: str) -> str:
    """Return what is embedded: the shown words without mark-up, URLs, opening handles and mask tokens.

    Tokens go because they are no words of the customer: with the embedded encoder, ten templates with real
    names, phones and e-mails have a cosine of 0.82 (ja) and 0.85 (en) to the text without the token, 0.75 and
    0.82 to the one with it, and different opinions that share a token come closer (0.28 and 0.21 in place of
    0.18 and 0.14).
    """
    return strip_urls(normalise(drop_masks(drop_escapes(shown))))


def _exclusion(text: str, own: str, computed: str) -> Exclusion | None:
    """Say why a mention counts nowhere, None where it is an opinion."""
    if own != text and not has_word(own):
        return "collector"
    if (computed != text and not has_word(computed)) or _is_code(computed):
        return "no_words"
    return "boilerplate" if empty_answer(computed) else None


def _is_code(computed: str) -> bool:
    """Tell whether all words of `computed` are numbers of orders or articles."""
    return all(word.isascii() and sum(map(str.isdigit, word)) >= CODE_DIGITS for word in computed.split())
