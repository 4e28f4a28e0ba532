"""The words of framing: what a record's grammar is, and frames that tile a buffer without a gap."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: Longest record in bytes. A text of a million characters fits; beyond is an unclosed quote, or no table.
MAX_RECORD_BYTES = 4 * 1024 * 1024

QUOTE, LF, CR = b'"\n\r'


class Verdict(IntEnum):
    """What a frame is."""

    RECORD = 0
    BLANK = 1
    COLUMNS = 2
    QUOTE = 3
    TRUNCATED = 4
    TOO_LONG = 5
    CONTINUED = 6  # the rest of a line whose beginning was refused


@dataclass(frozen=True)
class Grammar:
    """How records are written: the delimiter (None: a line is a record) and the columns each must have."""

    delimiter: bytes | None
    columns: int | None
    limit: int = MAX_RECORD_BYTES


@dataclass(frozen=True)
class Place:
    """Where framing stands between buffers: the next physical line, and whether a refused line goes on."""

    line: int = 1
    skipping: bool = False


@dataclass(frozen=True)
class Frames:
    """Frames that tile a buffer from 0 to ends[-1]: each one's end, line, Verdict and columns."""

    ends: Ints
    lines: Ints
    verdicts: NDArray[np.int8]
    columns: Ints

    @property
    def starts(self) -> Ints:
        """Where each frame starts: where the one before it ends."""
        return np.concatenate([np.zeros(min(1, len(self.ends)), np.int64), self.ends[:-1]])

    @property
    def consumed(self) -> int:
        """How many bytes of the buffer the frames cover."""
        return int(self.ends[-1]) if len(self.ends) else 0
