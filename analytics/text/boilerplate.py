"""Text that is no opinion: answers that say nothing, and strings a collecting site adds to many rows.

Empty answers are a named list. A site's string is told from what many people happen to write by its rigidity:
it occurs in one form, at one end of the text, and hardly anywhere else. "Highly recommend!" also stands in
mid-text, with a full stop, or after "I"; "Full Review" behind every truncated text does not. Over 112,000
reviews and tweets of four sources a site's string had a purity of 0.997, and the purest shared opinion
(また利用したいと思います。) 0.82.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from statistics import median_low
from typing import Literal

from analytics.text.links import strip_urls
from analytics.text.mask import TOKEN
from analytics.text.normalise import normalise
from analytics.text.split import count_units

Place = Literal["whole", "start", "end"]

#: Fewer rows prove nothing, and below a thousandth of all rows a string shifts no topic.
MIN_ROWS, MIN_SHARE = 20, 0.001
#: A site's string stands out: it has this many times the rows of the usual sentence that several texts
#: share, where there are enough of those to tell (texts that people wrote share dozens; a handful of
#: sites' strings is no measure).
PROMINENCE, SEVERAL, ENOUGH_SHARED = 3, 5, 10
#: Shorter strings ("Thanks!") are shared by chance.
MIN_CHARS, MIN_UNITS = 10, 4
#: Of the texts that hold the words of a site's string anywhere, the share that has it unchanged at its end.
MIN_PURITY = 0.95
#: A string of two sentences replaces its last one alone where it covers nearly all rows of that.
MIN_COVERED = 0.9
#: Sites add a sentence or two, not pages.
MAX_SENTENCES, MAX_CHARS = 4, 160
#: Purity needs no more texts than this; a stride through the sorted texts is a fair sample of them.
SAMPLE = 100_000

_EMPTY_ANSWERS = {
    "nothing to say": """特になし 特に無し とくになし 特にない 特に無い 特にないです 特にありません
        特に無いです 特にございません 別になし 別にない なし 無し ナシ ない 無い ないです ありません
        ございません なしです 無しです 特に 該当なし 該当無し 該当ありません コメントなし コメント無し
        ノーコメント コメントはありません 感想なし 意見なし 未記入 無記入 無回答 回答なし 記入なし 不明 none
        nothing nil no-comment no-comments nothing-to-add nothing-to-say
        nothing-in-particular no-review no-feedback not-applicable n/a na no-text no-answer nope""",
    "said elsewhere": """同上 上に同じ 上と同じ 上記と同じ 上記の通り 上記のとおり 上記に同じ 前回と同じ
        前回同様 以上 以上です 右に同じ ditto same-as-above see-above as-above same-as-title see-title
        same-as-before""",
    "a program's word for nothing": "nan null undefined #n/a none-type nat",
    "removed by the site": """deleted removed this-review-was-deleted this-review-has-been-deleted
        this-review-was-removed this-review-has-been-removed this-comment-was-deleted
        this-comment-has-been-removed comment-removed review-removed content-removed removed-by-moderator
        deleted-by-user このレビューは削除されました この口コミは削除されました このクチコミは削除されました
        削除済み 削除されました 投稿者により削除されました""",
    "a placeholder": "test テスト てすと testing test-test xxx asdf あああ ああああ lorem-ipsum",
}

_NOT_WORD = re.compile(r"[\W_]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DIGITS = re.compile(r"\d+")
# After these a sentence, line or bracket is over …
_OVER = r"(?:[。！？…]+|[.!?]+(?=[\s\])”\"’']|$))[」』）)】\]”\"’']*\s*|[】\])）]\s*|\n\s*"
# … a label before a text ends in a colon, a string behind it may open with a bracket.
_LABEL = re.compile(rf"(?=[。！？….!?】\])）\n:：|])(?:{_OVER}|[:：|](?!//)\s*)")
_OPENS = re.compile(rf"(?=[。！？….!?】\])）\n\[【（(<])(?:{_OVER}|(?=[\[【（(<]))")


def _folded(text: str) -> str:
    """Return only the letters and digits of `text`, without case or width."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


_REASONS = {_folded(answer): reason for reason, answers in _EMPTY_ANSWERS.items() for answer in answers.split()}
#: Blanks and signs come on top of the letters.
_LONGEST_ANSWER = max(map(len, _REASONS)) + 12


@dataclass(frozen=True, slots=True)
class Found:
    """A string that is no opinion: where it stands, in how many rows, and why it does not count.

    In a string at an end, 0 stands for any number.
    """

    text: str
    place: Place
    rows: int
    reason: str


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """What `find_boilerplate` found, most frequent first."""

    found: tuple[Found, ...]

    def own_parts(self, texts: Sequence[str]) -> list[tuple[int, int]]:
        """Return (start, end) of what the customer wrote in each of `texts`, between the strings a site added."""
        starts, ends = self._strings("start"), self._strings("end")
        parts = []
        for text in texts:
            head, tail = _match(text, "start", starts), _match(text, "end", ends)
            start = head.end() if head else 0
            parts.append((start, max(start, tail.start() if tail else len(text))))
        return parts

    def _strings(self, place: Place) -> tuple[str, ...]:
        """Return the found strings of one place, longest first."""
        return tuple(
            sorted(
                (found.text for found in self.found if found.place == place),
                key=lambda text: (-len(text), text),
            )
        )


def empty_answer(text: str) -> str | None:
    """Return why `text` as a whole says nothing (特になし, n/a, nan…), None where it does say something."""
    return _REASONS.get(_folded(text)) if len(text) <= _LONGEST_ANSWER else None


def find_boilerplate(texts: Sequence[str]) -> Boilerplate:
    """Find empty answers and the strings that a collecting site put at the ends of `texts` (one per row).

    Linear in the size of `texts`; the order of rows does not matter.
    """
    rows = Counter(texts)
    found = _empty_answers(rows)
    least = max(MIN_ROWS, math.ceil(MIN_SHARE * len(texts)))
    distinct = sorted(text for text in rows if len(text) > MIN_CHARS)
    if len(distinct) >= least:
        sample = [_DIGITS.sub("0", text).strip() for text in distinct[:: math.ceil(len(distinct) / SAMPLE)]]
        small = [text.casefold() for text in sample]
        for place in ("start", "end"):
            found += _counted(rows, place, _site_strings(distinct, place, least, (sample, small)))
    return Boilerplate(tuple(sorted(found, key=lambda one: (-one.rows, one.place, one.text))))


def _empty_answers(rows: Counter[str]) -> list[Found]:
    """Count the rows whose whole text is an empty answer, by its folded form."""
    counts = Counter[tuple[str, str]]()
    for text, number in rows.items():
        reason = empty_answer(text)
        if reason is not None:
            counts[normalise(text).casefold(), reason] += number
    return [Found(text, "whole", number, reason) for (text, reason), number in counts.items()]


def _site_strings(
    distinct: Sequence[str], place: Place, least: int, sample: tuple[Sequence[str], Sequence[str]]
) -> tuple[str, ...]:
    """Return what a site put at `place` of `distinct` texts: frequent, wordy, rigid and complete strings."""
    levels = [_rigid(level, place, sample) for level in _frequent(distinct, place, least)]
    taken: list[str] = []
    for level, longer in pairwise([*levels, {}]):
        for text in sorted(level):
            covered = sum(number for one, number in longer.items() if _has(one, text, place))
            # What is longer than a taken string is that string behind a sentence which many people write.
            if covered < MIN_COVERED * level[text] and not any(_has(text, one, place) for one in taken):
                taken.append(text)
    return tuple(taken)


def _rigid(strings: Iterable[str], place: Place, sample: tuple[Sequence[str], Sequence[str]]) -> dict[str, int]:
    """Keep the wordy `strings` of which nearly all occurrences are at `place`, with their number there."""
    exact, small = sample
    kept = {}
    for text in filter(_is_wordy, strings):
        words = _EDGES.sub("", text.casefold())
        holding = [one for one, other in zip(exact, small, strict=True) if words in other]
        there = sum(_has(one, text, place) for one in holding)
        if there and there >= MIN_PURITY * len(holding):
            kept[text] = there
    return kept


def _frequent(distinct: Sequence[str], place: Place, least: int) -> list[Counter[str]]:
    """Count what stands at `place` of the texts, by one sentence, two, …; keep what at least `least` share.

    A longer string is only looked for behind a frequent shorter one, so most texts are looked at once.
    """
    levels: list[Counter[str]] = []
    pool = distinct
    for sentences in range(1, MAX_SENTENCES + 1):
        ends = [_end(text, place, sentences) for text in pool]
        counts = Counter(end for end in ends if end is not None)
        least = _outstanding(counts, least) if sentences == 1 else least
        frequent = Counter({end: number for end, number in counts.items() if number >= least})
        if not frequent:
            break
        levels.append(frequent)
        pool = [text for text, end in zip(pool, ends, strict=True) if end in frequent]
    return levels


def _outstanding(counts: Counter[str], least: int) -> int:
    """Return how many rows make a string stand out among those that several texts share, at least `least`."""
    shared = [number for end, number in counts.items() if number >= SEVERAL and len(end) >= MIN_CHARS]
    return max(least, PROMINENCE * median_low(shared)) if len(shared) >= ENOUGH_SHARED else least


def _end(text: str, place: Place, sentences: int) -> str | None:
    """Return the first or last `sentences` of `text` with numbers as 0, None where nothing else is left."""
    if place == "start":
        head = text[:MAX_CHARS]
        ends = (match.end() for match in _LABEL.finditer(head) if 0 < match.end() < len(text))
        cut = next(islice(ends, sentences - 1, None), None)
        return None if cut is None else _DIGITS.sub("0", head[:cut].strip())
    tail = text[-MAX_CHARS:]
    cuts = [match.end() for match in _OPENS.finditer(tail) if match.end() < len(tail)]
    if len(cuts) < sentences or not text[: -len(tail)] + tail[: cuts[-sentences]].strip():
        return None
    return _DIGITS.sub("0", tail[cuts[-sentences] :].strip())


def _is_wordy(text: str) -> bool:
    """Tell whether `text` has enough words besides handles and URLs; a site adds nobody's personal data."""
    return len(text) >= MIN_CHARS and not TOKEN.search(text) and count_units(strip_urls(normalise(text))) >= MIN_UNITS


def _has(text: str, string: str, place: Place) -> bool:
    """Tell whether `text` has `string` at `place`."""
    return text.startswith(string) if place == "start" else text.endswith(string)


def _counted(rows: Counter[str], place: Place, strings: tuple[str, ...]) -> list[Found]:
    """Count the rows that have each of `strings` at `place`."""
    strings = tuple(sorted(strings, key=lambda text: (-len(text), text)))
    counts = Counter[str]()
    for text, number in rows.items() if strings else ():
        match = _match(text, place, strings)
        if match:
            counts[_DIGITS.sub("0", match[0].strip())] += number
    return [Found(text, place, number, "added by the collecting site") for text, number in counts.items()]


def _match(text: str, place: Place, strings: tuple[str, ...]) -> re.Match[str] | None:
    """Match one of `strings` (longest first, 0 for any number) at `place` of `text`."""
    if not strings:
        return None
    pattern = _pattern(place, strings)
    return pattern.match(text) if place == "start" else pattern.search(text, max(0, len(text) - 2 * MAX_CHARS))


@lru_cache(maxsize=8)
def _pattern(place: Place, strings: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any of `strings` at `place`, never beginning or ending inside a word."""
    any_of = "|".join(re.escape(text).replace("0", r"\d+") for text in strings)
    return re.compile(rf"\s*(?:{any_of})(?!\w)\s*" if place == "start" else rf"(?<!\w)(?:{any_of})\s*$")
