"""Text: raw reviews become masked texts for people and mentions for computing. Pure functions, no I/O."""

from analytics.text.boilerplate import Boilerplate, Found, empty_answer, find_boilerplate
from analytics.text.language import UNKNOWN, detect_language, language_code
from analytics.text.links import strip_urls
from analytics.text.mask import Masked, drop_masks, mask
from analytics.text.near_copies import CopyCounts, count_copies, is_near_copy, near_copies
from analytics.text.normalise import display, normalise
from analytics.text.prepare import (
    MAX_TEXT_CHARS,
    Mention,
    Prepared,
    PreparedReview,
    ReviewText,
    mention_id,
    prepare,
)
from analytics.text.split import has_word, split_mentions

__all__ = [
    "MAX_TEXT_CHARS",
    "UNKNOWN",
    "Boilerplate",
    "CopyCounts",
    "Found",
    "Masked",
    "Mention",
    "Prepared",
    "PreparedReview",
    "ReviewText",
    "count_copies",
    "detect_language",
    "display",
    "drop_masks",
    "empty_answer",
    "find_boilerplate",
    "has_word",
    "is_near_copy",
    "language_code",
    "mask",
    "mention_id",
    "near_copies",
    "normalise",
    "prepare",
    "split_mentions",
    "strip_urls",
]
