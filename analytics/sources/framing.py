"""Where the records of a delimited text begin and end: exact, in linear time, and every byte in one frame.

The grammar is RFC 4180 taken strictly: a field is quoted (then only a delimiter or a line end may follow its
closing quote) or unquoted (then a quote inside it is an ordinary character). CR, LF and CRLF end a line. A
record that breaks the grammar or has another number of columns costs its first physical line only; the next
line is read afresh.

Two framers give the same frames: `scanning.scan` looks at many records at once and stops before anything odd,
and `one_record` here takes one record with care. `frame` goes from one to the other.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from analytics.sources.frames import CR, LF, QUOTE, Frames, Grammar, Place, Verdict
from analytics.sources.scanning import scan

#: After something odd so many bytes are read with care: odd records come in crowds, and a scan has its price.
CAREFUL_BYTES = 32 * 1024

_LINE_END = re.compile(rb"\r\n|\r|\n")
_QUOTED = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"')


class _Quote(Enum):
    """Whether a record's quoted fields are sound, one is never closed, or text follows a closing quote."""

    SOUND = 0
    OPEN = 1
    STRAY = 2


class One(NamedTuple):
    """One carefully read frame: its end, the lines it ends (0: the line goes on), verdict and columns."""

    end: int
    lines: int
    verdict: Verdict
    columns: int


def frame(buffer: bytes, grammar: Grammar, at: Place, final: bool) -> tuple[Frames, Place]:
    """Frame as much of `buffer` as can be decided; the rest needs more bytes, unless `final`.

    `buffer` starts where the frames before it ended. The frames of a file are the same however it is cut into
    buffers, but for CONTINUED ones.
    """
    taken = _Collector(at.line)
    place, careful_until = 0, 0
    skipping = at.skipping
    if skipping:
        place, skipping = _skip(buffer, taken, final)
    while place < len(buffer) and not skipping:
        if place >= careful_until:
            before = place
            frames, lines, clean = scan(buffer, place, grammar, taken.line)
            taken.add_scanned(frames, lines)
            place = int(frames.ends[-1]) if len(frames.ends) else place
            if clean and place > before:
                continue
            careful_until = place + CAREFUL_BYTES
            if place == len(buffer):
                break
        one = one_record(buffer, place, grammar, final)
        if one is None:
            break
        taken.add(one)
        place, skipping = one.end, one.lines == 0
    return taken.frames(), Place(taken.line, skipping)


def one_record(buffer: bytes, start: int, grammar: Grammar, final: bool) -> One | None:
    """Frame the record at `start` with care; None where more bytes are needed to decide."""
    limit = min(len(buffer), start + grammar.limit)
    bounded = len(buffer) >= start + grammar.limit
    place, columns, quote = _content(buffer, start, limit, grammar.delimiter)
    if quote != _Quote.STRAY and place == limit and not bounded and not final:
        return None
    if quote == _Quote.STRAY or (quote == _Quote.OPEN and (bounded or _LINE_END.search(buffer, start))):
        verdict = Verdict.QUOTE
    elif quote == _Quote.OPEN:
        verdict = Verdict.TRUNCATED
    elif place == limit and bounded:
        verdict = Verdict.TOO_LONG
    else:
        return _ended(buffer, start, place, columns, grammar, final)
    return _first_line(buffer, start, One(0, 1, verdict, columns), grammar, final)


def _content(buffer: bytes, start: int, limit: int, delimiter: bytes | None) -> tuple[int, int, "_Quote"]:
    """Return where a record's content ends (a line end, a stray byte or `limit`), its columns and quoting."""
    place, columns = start, 1
    unquoted = _unquoted(delimiter)
    while True:
        run = unquoted.match(buffer, place, limit)
        end = run.end() if run else place
        columns += buffer.count(delimiter, place, end) if delimiter else 0
        place = end
        if place == limit or buffer[place] != QUOTE:
            return place, columns, _Quote.SOUND
        match = _QUOTED.match(buffer, place, limit)
        if match is None:
            return limit, columns, _Quote.OPEN
        place = match.end()
        if place < limit and buffer[place] not in (CR, LF, delimiter[0] if delimiter else LF):
            return place, columns, _Quote.STRAY


def _ended(buffer: bytes, start: int, place: int, columns: int, grammar: Grammar, final: bool) -> One | None:
    """Judge a whole record whose content ends at `place`, at a line end or at the end of the file."""
    terminator = _LINE_END.match(buffer, place)
    end = terminator.end() if terminator else place
    if end == len(buffer) and buffer[end - 1] == CR and not final:
        return None  # a LF may follow and belong to this line end
    if terminator and place == start:
        return One(end, 1, Verdict.BLANK, 0)
    inner = len(_LINE_END.findall(buffer, start, place)) if buffer.find(b'"', start, place) >= 0 else 0
    if grammar.columns in (None, columns):
        return One(end, inner + 1, Verdict.RECORD, columns)
    cut = terminator is None and columns < (grammar.columns or 0) and not inner
    verdict = Verdict.TRUNCATED if cut else Verdict.COLUMNS
    return _first_line(buffer, start, One(0, 1, verdict, columns), grammar, final)


def _first_line(buffer: bytes, start: int, refused: One, grammar: Grammar, final: bool) -> One | None:
    """Return `refused` with the end of the line at `start`, or of the buffer if that line is overlong."""
    match = _LINE_END.search(buffer, start)
    if match is None:
        if final:
            return refused._replace(end=len(buffer))
        return refused._replace(end=len(buffer), lines=0) if len(buffer) - start >= grammar.limit else None
    if match.end() == len(buffer) and buffer[-1] == CR and not final:
        return None
    return refused._replace(end=match.end())


def _skip(buffer: bytes, taken: "_Collector", final: bool) -> tuple[int, bool]:
    """Pass over the rest of a refused line; return where it ends here, and whether it still goes on."""
    match = _LINE_END.search(buffer)
    whole = match is not None and (final or match.end() < len(buffer) or buffer[-1] != CR)
    if match is None:
        end = len(buffer)
    else:
        end = match.end() if whole else match.start()
    if end:
        taken.add(One(end, int(whole), Verdict.CONTINUED, 0))
    return end, not whole


@lru_cache(maxsize=8)
def _unquoted(delimiter: bytes | None) -> re.Pattern[bytes]:
    """Return the pattern of the rest of a field and the unquoted fields after it, or of a line."""
    if delimiter is None:
        return re.compile(rb"[^\r\n]*+")
    mark = re.escape(delimiter)
    unquoted = rb'(?:[^"%s\r\n][^%s\r\n]*+)?' % (mark, mark)
    return re.compile(rb"%s(?:%s%s)*+" % (unquoted, mark, unquoted))


@dataclass
class _Collector:
    """Frames on their way: arrays from scans, single ones from careful reading, in order."""

    line: int
    done: list[Frames] = field(default_factory=list)
    single: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, one: One) -> None:
        """Take one frame."""
        self.single.append((one.end, self.line, one.verdict, one.columns))
        self.line += one.lines

    def add_scanned(self, frames: Frames, lines: int) -> None:
        """Take the frames of a scan over `lines` physical lines."""
        self._flush()
        self.done.append(frames)
        self.line += lines

    def frames(self) -> Frames:
        """Return all frames taken."""
        self._flush()
        if not self.done:
            nothing = np.zeros(0, np.int64)
            return Frames(nothing, nothing, np.zeros(0, np.int8), nothing)
        return Frames(
            np.concatenate([part.ends for part in self.done]),
            np.concatenate([part.lines for part in self.done]),
            np.concatenate([part.verdicts for part in self.done]),
            np.concatenate([part.columns for part in self.done]),
        )

    def _flush(self) -> None:
        """Turn the single frames into arrays."""
        if self.single:
            ends, lines, verdicts, columns = np.array(self.single, np.int64).T
            self.done.append(Frames(ends, lines, verdicts.astype(np.int8), columns))
            self.single = []
