"""The fast framer: all line ends, delimiters and quotes of a stretch at once, up to the first odd record.

Quotes alternate between opening and closing as long as each opening one follows a delimiter, a line end or
(doubled) a quote, and each closing one precedes such a byte. Where that holds, the alternation is the exact
RFC 4180 reading, because inside quotes nothing but a quote changes the state; the first quote that breaks it
ends the scan.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.sources.frames import CR, LF, QUOTE, Frames, Grammar, Ints, Verdict

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

#: Bytes that one scan covers: its arrays stay within a core's cache.
SCAN_BYTES = 512 * 1024


@dataclass(frozen=True)
class _Records:
    """Records of a view: where each ends, its lines, its columns; `odd` if a stray quote follows them."""

    ends: Ints
    lines: Ints
    columns: Ints
    odd: bool


def scan(buffer: bytes, start: int, grammar: Grammar, line: int) -> tuple[Frames, int, bool]:
    """Frame the records from `start` on that end within one stretch: plain, blank, or of wrong columns.

    `line` is the physical line at `start`. Returns the frames (ends counted from the start of `buffer`), the
    number of physical lines they cover, and False if something odd follows them.
    """
    stop = min(len(buffer), start + min(SCAN_BYTES, grammar.limit))
    view = np.frombuffer(buffer, np.uint8, stop - start, start)
    has_quotes = grammar.delimiter is not None and buffer.find(b'"', start, stop) >= 0
    records = _records(view, grammar.delimiter, has_quotes)
    verdicts, columns = _verdicts(view, records, grammar)
    torn = np.flatnonzero((verdicts == Verdict.COLUMNS) & (records.lines > 1))
    count = int(torn[0]) if len(torn) else len(verdicts)
    after = line + np.cumsum(records.lines[:count])
    frames = Frames(records.ends[:count] + start, after - records.lines[:count], verdicts[:count], columns[:count])
    return frames, int(after[-1]) - line if count else 0, not records.odd and count == len(verdicts)


def _records(view: Bytes, delimiter: bytes | None, has_quotes: bool) -> _Records:
    """Return the records of a view up to the first odd quote; the last, unended one is left out."""
    places = np.flatnonzero(_structure(view, delimiter, has_quotes))
    kinds = view[places]
    line_ends = _line_ends(view, places, kinds)
    swallowed, odd = np.zeros(0, np.int64), len(view)
    if has_quotes and delimiter is not None:
        outside, odd = _outside(view, places, kinds, delimiter)
        swallowed = places[line_ends & ~outside]
        counts = outside & (kinds != QUOTE) & (line_ends | (kinds == delimiter[0]))
    else:
        counts = line_ends | (kinds != CR)  # a CR before its LF ends nothing by itself
    ending = np.flatnonzero(line_ends[counts])
    ends = places[counts][ending] + 1
    whole = int(np.searchsorted(ends, odd, "right"))
    lines = 1 + _steps(np.searchsorted(swallowed, ends[:whole]))
    return _Records(ends[:whole], lines, np.diff(ending[:whole], prepend=-1), odd < len(view))


def _verdicts(view: Bytes, records: _Records, grammar: Grammar) -> tuple[NDArray[np.int8], Ints]:
    """Return what each record is, and its columns (none for a blank line)."""
    first = view[records.ends - np.diff(records.ends, prepend=0)]
    blank = (first == LF) | (first == CR)
    columns = np.where(blank, 0, records.columns)
    verdicts = np.where(blank, np.int8(Verdict.BLANK), np.int8(Verdict.RECORD))
    if grammar.columns is not None:
        verdicts[(columns != grammar.columns) & ~blank] = Verdict.COLUMNS
    return verdicts, columns


def _structure(view: Bytes, delimiter: bytes | None, has_quotes: bool) -> Mask:
    """Return where the bytes lie that may end a field or a line, or open or close a quoted field."""
    mask: Mask = (view == LF) | (view == CR)
    if delimiter is not None:
        mask |= view == delimiter[0]
    if has_quotes:
        mask |= view == QUOTE
    return mask


def _line_ends(view: Bytes, places: Ints, kinds: Bytes) -> Mask:
    """Return which places end a physical line: each LF, and each CR that no LF follows.

    A CR at the very end of the view is left out: whether a LF follows cannot be seen.
    """
    ends: Mask = kinds == LF
    returns = np.flatnonzero(kinds == CR)
    if len(returns):
        after = places[returns] + 1
        seen = after < len(view)
        ends[returns[seen]] = view[after[seen]] != LF
    return ends


def _outside(view: Bytes, places: Ints, kinds: Bytes, delimiter: bytes) -> tuple[Mask, int]:
    """Return which places lie outside quotes, and the first quote to break the alternation (or len(view))."""
    is_quote = kinds == QUOTE
    inside = np.cumsum(is_quote) & 1 == 1
    quotes = places[is_quote]
    opening, closing = quotes[::2], quotes[1::2]
    border = np.zeros(256, np.bool_)
    border[[LF, CR, QUOTE, delimiter[0]]] = True
    good_opening = border[view[opening - 1]] | (opening == 0)
    last = len(view) - 1
    good_closing = border[view[np.minimum(closing + 1, last)]] | (closing == last)
    bad = np.concatenate([opening[~good_opening], closing[~good_closing]])
    return ~inside, int(bad.min()) if len(bad) else len(view)


def _steps(totals: Ints) -> Ints:
    """Return the differences of running totals, the first from 0."""
    steps: Ints = np.diff(totals, prepend=0)
    return steps
