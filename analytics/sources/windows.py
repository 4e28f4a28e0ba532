"""A text stream as windows of whole records: what csv and jsonl have in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from analytics.sources.batches import Reject
from analytics.sources.decode import TextStream
from analytics.sources.frames import Frames, Grammar, Ints, Place, Verdict
from analytics.sources.framing import frame

#: Records whose encoding is checked together before each is checked alone.
_TOGETHER = 256

_START = Place()


@dataclass(frozen=True)
class Window:
    """Frames and the bytes they tile, which begin at `base` in the stream."""

    data: bytes
    base: int
    frames: Frames


def windows(
    chunks: Iterator[bytes], grammar: Grammar, at: Place = _START, rest: bytes = b"", base: int = 0
) -> Iterator[Window]:
    """Frame a stream to its end; `rest` are bytes already taken from it, which begin at `base` and `at`."""
    buffer = rest
    for chunk in chain(chunks, [b""]):
        final = not chunk
        buffer += chunk
        frames, at = frame(buffer, grammar, at, final)
        if frames.consumed:
            yield Window(buffer, base, frames)
        base += frames.consumed
        buffer = buffer[frames.consumed :]


def refused(window: Window, grammar: Grammar) -> list[Reject]:
    """Return the records of a window that framing refused."""
    verdicts = window.frames.verdicts
    reasons = {
        Verdict.QUOTE: "quote: a quoted field is never closed, or text follows its closing quote",
        Verdict.TRUNCATED: "truncated: the file ends in the middle of this record",
        Verdict.TOO_LONG: f"too_long: the record is longer than {grammar.limit} bytes",
    }
    rejects = []
    for row in np.flatnonzero((verdicts != Verdict.RECORD) & (verdicts != Verdict.BLANK)):
        verdict = Verdict(int(verdicts[row]))
        if verdict == Verdict.CONTINUED:
            continue
        found = window.frames.columns[row]
        reason = reasons.get(verdict, f"columns: expected {grammar.columns}, found {found}")
        rejects.append(Reject(int(window.frames.lines[row]), reason))
    return rejects


def undecodable(window: Window, rows: Ints, stream: TextStream, encoding: str) -> dict[int, Reject]:
    """Return, for those of the frames `rows` that break the encoding, their refusals."""
    starts, ends, lines = window.frames.starts, window.frames.ends, window.frames.lines
    view = memoryview(window.data)
    broken: dict[int, Reject] = {}
    for first in range(0, len(rows), _TOGETHER):
        group = rows[first : first + _TOGETHER]
        if _fault(view[starts[group[0]] : ends[group[-1]]]) is None:
            continue
        for row in group.tolist():
            fault = _fault(view[starts[row] : ends[row]])
            if fault is not None:
                place = int(starts[row]) + fault
                offset, byte = stream.locate(window.base + place, window.data[place])
                reason = f"encoding: byte 0x{byte:02x} at offset {offset} is not {encoding}"
                broken[row] = Reject(int(lines[row]), reason)
    return broken


def _fault(content: memoryview) -> int | None:
    """Return where bytes stop being UTF-8, or None."""
    try:
        str(content, "utf-8")
    except UnicodeDecodeError as fault:
        return fault.start
    return None
