"""Near copies among texts: one text posted for every variant of a product, by bots, or from a campaign's template.

Texts are compared by the Jaccard overlap of their character shingles (Broder 1997), which needs no words and so
works in every script. Pairs worth comparing come from MinHash with banding, every one is then compared exactly,
and a text joins a group only if it is near the group's representative: a chain of small changes joins nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Integers
from analytics.text.patterns import one_of

#: Letters of a shingle, as usual for short texts.
SHINGLE = 5
#: Near copies share at least this part of their shingles: SIMILAR_SHORT where the shorter text has up to SHORT
#: letters, SIMILAR_LONG from LONG on, in between by proportion. A changed word of w letters spoils w + SHINGLE - 1
#: shingles of either text, so short texts must be all but equal, however alike people word a question. But nobody
#: writes most of a long text as another did: among 87,000 whole reviews, tweets and questions to a bank, 64 pairs
#: lay between the two limits, all of them one text reworked.
SIMILAR_SHORT, SIMILAR_LONG = 0.8, 0.6
SHORT, LONG = 60, 90

#: MinHash signatures of BANDS x ROWS values: two texts are compared where all values of a band agree. A pair that
#: shares 0.8 is missed once in 14,000 times, (1 - 0.8^5)^24, one that shares 0.7 in 1 %, one that shares 0.6 in 14 %;
#: one that shares a quarter is compared in 2 %.
BANDS, ROWS = 24, 5
#: Representatives remembered in a bucket, and compared with a text, likeliest first. Buckets hold more only where
#: thousands of texts share a part but are no copies; without these bounds such texts would take quadratic time.
HELD, COMPARED = 8, 8
#: Characters hashed at a time, which bounds the memory.
BLOCK = 1_000_000

Words = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

_HANDLE = re.compile(r"(?:\brt\s*)?@\w+")
_APOSTROPHE = re.compile(r"['’]")
# Marks that compose letters of Indic scripts and Thai are part of the word, though `\w` lacks them.
_NOT_WORD = re.compile(r"(?:[^\w\u0300-\u036f\u0900-\u0e7f]|_)+")
_NUMBER = re.compile(r"\d+(?: \d+)*")
_LETTER = re.compile(r"[^\W\d_]")
# From here on Unicode has the signs of Chinese, Japanese and Korean.
_FIRST_SIGN = "\u2e80"
_PADDING = "\0" * (SHINGLE - 1)

# What turns a statement round, counted: "not", "never" and ない each once. A word too many (すみません) is no
# harm, as only texts that differ in their number are told apart.
_NEGATION = re.compile(
    r"\b"
    + one_of(
        r"""not? never none nothing nobody nowhere neither nor without cannot hardly barely
        (?:do|does|did|is|are|was|were|ca|could|wo|would|sha|should|must|need|has|have|had|ai)nt
        nunca jamás sin ni ne pas jamais sans nicht kein\w* nie ohne non mai senza não nem sem niet geen не нет ни"""
    )
    + r"\b|"
    + one_of("ない なかっ なく なけれ なし ません ず ぬ 不 無 未 非 没 无 안 않 못 없")
)
_NEGATING_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "mis", "non")


@dataclass(frozen=True, slots=True)
class _Template:
    """A folded text, the number of its letters, and its shingles."""

    form: str
    letters: int
    shingles: set[str]


@dataclass(frozen=True, slots=True)
class CopyCounts:
    """How many texts there are, groups of two or more near copies, and texts beyond each group's first."""

    texts: int
    groups: int
    copies: int
    largest: int


def near_copies(texts: Sequence[str]) -> Integers:
    """Return for each of `texts` (n) the row of its group's representative (n,), its own where it has no near copy.

    The groups hang on the texts alone, not on their order. Texts are alike whatever their digits, punctuation,
    emoji, handles and case; see `is_near_copy`. Near-linear time; about half a kilobyte a text.
    """
    folded = [fold(text) for text in texts]
    forms = sorted(set(folded))
    place = {form: number for number, form in enumerate(forms)}
    form_of = np.fromiter((place[form] for form in folded), dtype=np.int64, count=len(texts))
    first = np.zeros(len(forms), dtype=np.int64)
    # Backwards, so that the first text of each form in sorted order is written last.
    for row in reversed(sorted(range(len(texts)), key=texts.__getitem__)):
        first[form_of[row]] = row
    representative: Integers = first[_leaders(forms)[form_of]]
    return representative


def count_copies(representative: Integers) -> CopyCounts:
    """Count the groups in what `near_copies` returns."""
    sizes = np.bincount(representative, minlength=1)
    groups = sizes[sizes > 1]
    return CopyCounts(len(representative), len(groups), int((groups - 1).sum()), int(sizes.max()))


def is_near_copy(one: str, other: str) -> bool:
    """Tell whether two texts are near copies: one template, and neither says no where the other says yes."""
    return _are_near(_template(fold(one)), _template(fold(other)))


def fold(text: str) -> str:
    """Return the words of `text` as a template has them: no case, marks or handles, any number as 0.

    A text without a letter has no such words and stays as it is.
    """
    if not _LETTER.search(text):
        return text
    small = text.casefold()
    if "@" in small:
        small = _HANDLE.sub(" ", small)
    words = _NUMBER.sub("0", _NOT_WORD.sub(" ", _APOSTROPHE.sub("", small)).strip())
    return words if _LETTER.search(words) else text


def _template(form: str) -> _Template:
    """Cut a folded text into shingles."""
    letters = _letters(form)
    # Padded, so that a change at an end weighs as much as one in the middle.
    padded = f"{_PADDING}{letters}{_PADDING}"
    shingles = {padded[start : start + SHINGLE] for start in range(len(letters) + SHINGLE - 1)}
    return _Template(form, len(letters), shingles)


def _are_near(one: _Template, other: _Template) -> bool:
    """Tell whether two templates are near copies."""
    if one.form == other.form:
        return True
    short, long = sorted((one.letters, other.letters))
    needed = _similar(short)
    shared = len(one.shingles & other.shingles)
    return (
        # A set of shingles does not tell "very good" from the same words ten times over; the lengths do.
        short >= needed * long
        and shared >= needed * (len(one.shingles) + len(other.shingles) - shared)
        and _negations(one.form) == _negations(other.form)
        and not _is_negated(one.form, other.form)
    )


def _similar(letters: int) -> float:
    """Return which part of their shingles near copies share of which the shorter has so many letters."""
    long = min(max((letters - SHORT) / (LONG - SHORT), 0), 1)
    return SIMILAR_SHORT + long * (SIMILAR_LONG - SIMILAR_SHORT)


def _letters(form: str) -> str:
    """Return what of a folded text is cut into shingles: no blanks, and Japanese, Chinese and Korean signs twice.

    Such a sign says as much as two letters, so a changed word weighs about the same in all scripts.
    """
    letters = form.replace(" ", "")
    if letters.isascii():
        return letters
    return "".join([sign * 2 if sign >= _FIRST_SIGN else sign for sign in letters])


def _negations(form: str) -> int:
    """Count what turns the statement of a folded text round."""
    return len(_NEGATION.findall(form))


def _is_negated(one: str, other: str) -> bool:
    """Tell whether one text has a word of which the other has the opposite by a prefix (happy, unhappy)."""
    mine, its = set(one.split()), set(other.split())
    mine, its = mine - its, its - mine
    return any(prefix + word in its for prefix in _NEGATING_PREFIXES for word in mine) or any(
        prefix + word in mine for prefix in _NEGATING_PREFIXES for word in its
    )


def _leaders(forms: Sequence[str]) -> Integers:
    """Return for each of the distinct folded texts the number of its representative's.

    Those with the most likely neighbours come first and become representatives, as they stand in the middle of
    their group; each further one joins the representative that it is near, or becomes one.
    """
    leader = np.arange(len(forms), dtype=np.int64)
    rows, buckets = _shared_buckets(forms)
    if not len(rows):
        return leader
    neighbours = np.bincount(rows, weights=np.bincount(buckets)[buckets], minlength=len(forms))
    start = np.searchsorted(rows, np.arange(len(forms) + 1))
    held: dict[int, list[int]] = {}
    for row in np.argsort(-neighbours, kind="stable")[: np.count_nonzero(neighbours)].tolist():
        own = buckets[start[row] : start[row + 1]].tolist()
        likely = Counter(other for bucket in own for other in held.get(bucket, ()))
        mine = _template(forms[row])
        near = (other for other, _ in likely.most_common(COMPARED) if _are_near(mine, _template(forms[other])))
        leader[row] = next(near, row)
        if leader[row] == row:
            for bucket in own:
                holding = held.setdefault(bucket, [])
                if len(holding) < HELD:
                    holding.append(row)
    return leader


def _shared_buckets(forms: Sequence[str]) -> tuple[Integers, Integers]:
    """Return (row, bucket) pairs of the texts that share a bucket with another, sorted by row."""
    keys = np.empty((BANDS, len(forms)), dtype=np.uint64)
    for start, end in _blocks(forms):
        keys[:, start:end] = _band_keys(forms[start:end])
    rows, buckets, taken = [], [], 0
    for band in keys:
        _, bucket, sizes = np.unique(band, return_inverse=True, return_counts=True)
        shared = sizes > 1
        numbers = np.cumsum(shared) - 1 + taken
        row = np.flatnonzero(shared[bucket])
        rows.append(row)
        buckets.append(numbers[bucket[row]])
        taken += int(shared.sum())
    row, bucket = np.concatenate(rows), np.concatenate(buckets)
    by_row = np.argsort(row, kind="stable")
    return row[by_row], bucket[by_row]


def _blocks(forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of runs of texts with some BLOCK characters each, at least one text."""
    start, size = 0, 0
    for row, form in enumerate(forms):
        size += len(form)
        if size >= BLOCK:
            yield start, row + 1
            start, size = row + 1, 0
    if start < len(forms):
        yield start, len(forms)


def _band_keys(forms: Sequence[str]) -> Hashes:
    """Return a hash of each band of each text's MinHash signature and of its negations (BANDS, n)."""
    hashes, starts = _shingle_hashes([_letters(form) for form in forms])
    negations = np.fromiter(map(_negations, forms), dtype=np.uint64, count=len(forms))
    multipliers = _upper_half(_mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64))) | np.uint32(1)
    keys = np.empty((BANDS, len(forms)), dtype=np.uint64)
    for band, factors in enumerate(multipliers.reshape(BANDS, ROWS)):
        # Texts that differ in their negations are no copies, so they need not meet.
        key = _mixed(negations)
        for factor in factors:
            # An odd factor permutes the hashes; the least of them is then a random shingle of the text.
            key = _mixed(key + np.minimum.reduceat(hashes * factor, starts))
        keys[band] = key
    return keys


def _shingle_hashes(texts: Sequence[str]) -> tuple[Words, Integers]:
    """Return the hashes of all shingles of the texts, one text after the other, and where each text's begin."""
    # The padding between two texts ends the one and begins the other, so windows need not be cut at texts.
    joined = _PADDING + "".join(letters + _PADDING for letters in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    count = len(codes) - SHINGLE + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):
        hashes = _mixed(hashes + codes[offset : offset + count])
    lengths = np.fromiter((len(letters) + SHINGLE - 1 for letters in texts), dtype=np.int64, count=len(texts))
    return _upper_half(hashes), np.cumsum(lengths) - lengths


def _mixed(values: Hashes) -> Hashes:
    """Return `values` well mixed, each bit depending on all (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed


def _upper_half(hashes: Hashes) -> Words:
    """Return the upper 32 bits of each hash."""
    return (hashes >> np.uint64(32)).astype(np.uint32)
