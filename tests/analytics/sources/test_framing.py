"""Framing: every byte in one frame, however a file is cut, and RFC 4180 as Python's csv writes it."""

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.sources import framing, scanning
from analytics.sources.frames import Grammar, Place, Verdict
from analytics.sources.framing import frame, one_record

Framed = list[tuple[int, int, int, Verdict, int]]

#: Bytes in which everything that framing looks at is frequent.
ALPHABETS = ('ab,"\n', 'a,,""\r\n', 'a"\n', "a,\r\n\n", '",\n')
odd_text = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, max_size=60)).map(str.encode)
grammars = st.builds(
    Grammar,
    delimiter=st.sampled_from([b",", b",", None]),
    columns=st.integers(1, 3),
    limit=st.sampled_from([6, 9, 20, 10_000]),
)


def framed(content: bytes, grammar: Grammar, cuts: list[int]) -> Framed:
    """Frame `content` given in pieces; the rest of an overlong line counts to its first frame."""
    found: Framed = []
    at, buffer, base = Place(), b"", 0
    edges = sorted({0, len(content), *(cut % (len(content) + 1) for cut in cuts)})
    for piece in [*(content[start:stop] for start, stop in pairwise(edges)), b""]:
        buffer += piece
        frames, at = frame(buffer, grammar, at, final=not piece)
        for start, end, line, verdict, columns in zip(
            frames.starts, frames.ends, frames.lines, frames.verdicts, frames.columns, strict=True
        ):
            if verdict == Verdict.CONTINUED:
                found[-1] = (found[-1][0], base + int(end), *found[-1][2:])
            else:
                found.append((base + int(start), base + int(end), int(line), Verdict(int(verdict)), int(columns)))
        base += frames.consumed
        buffer = buffer[frames.consumed :]
    return found


def carefully(content: bytes, grammar: Grammar) -> Framed:
    """Frame `content` one record at a time, without any scan."""
    found: Framed = []
    place, line = 0, 1
    while place < len(content):
        one = one_record(content, place, grammar, final=True)
        assert one is not None
        found.append((place, one.end, line, one.verdict, one.columns))
        place, line = one.end, line + one.lines
    return found


@given(content=odd_text, grammar=grammars, cuts=st.lists(st.integers(0, 60), max_size=4))
def test_frames_tile_the_bytes_however_they_are_cut(content: bytes, grammar: Grammar, cuts: list[int]) -> None:
    """Every byte is in exactly one frame, and the pieces in which a file comes change nothing."""
    found = framed(content, grammar, cuts)
    edges = [0] + [end for _, end, *_ in found]
    assert [start for start, *_ in found] == edges[:-1]
    assert edges[-1] == len(content)
    assert found == carefully(content, grammar)


@given(
    content=odd_text,
    grammar=grammars,
    scan_bytes=st.sampled_from([5, 8, 13, 100]),
    careful_bytes=st.sampled_from([0, 3, 10]),
)
def test_the_fast_framer_equals_the_careful_one(
    content: bytes, grammar: Grammar, scan_bytes: int, careful_bytes: int
) -> None:
    """Wherever scans begin, end or give up, the frames are those of careful reading."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "SCAN_BYTES", scan_bytes)
        patch.setattr(framing, "CAREFUL_BYTES", careful_bytes)
        assert framed(content, grammar, []) == carefully(content, grammar)


@given(
    rows=st.lists(st.lists(st.text(alphabet='ab ,"\n\r', max_size=6), min_size=2, max_size=2), max_size=8),
    quote_all=st.booleans(),
)
def test_fault_14_records_of_the_csv_module_are_framed_as_it_wrote_them(rows: list[list[str]], quote_all: bool) -> None:
    """What Python's csv writes in RFC 4180 is as many records here, each at its physical line."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    starts = []
    for row in rows:
        starts.append(len(file.getvalue()))
        writer.writerow(row)
    content = file.getvalue().encode()
    found = framed(content, Grammar(b",", 2), [])
    assert [(start, verdict) for start, _, _, verdict, _ in found] == [(at, Verdict.RECORD) for at in starts]
    for start, _, line, *_ in found:
        before = content[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert line == before.count(b"\n") + 1


def test_fault_12_a_never_closed_quote_costs_its_own_line_only() -> None:
    """The lines that the open quote swallowed are read again, and the last record is complete."""
    content = b'1,one\n2,"two\n3,three\n4,four\n'
    verdicts = [(line, verdict) for _, _, line, verdict, _ in framed(content, Grammar(b",", 2), [])]
    assert verdicts == [(1, Verdict.RECORD), (2, Verdict.QUOTE), (3, Verdict.RECORD), (4, Verdict.RECORD)]


def test_fault_12_a_quote_that_closes_far_away_in_a_ragged_record_costs_its_first_line_only() -> None:
    """Two stray quotes pair up into one record of wrong columns; the lines between them are saved."""
    content = b'1,"one\n2,two\n3,three\n4,four",x\n5,five\n'
    found = [(line, verdict, columns) for _, _, line, verdict, columns in framed(content, Grammar(b",", 2), [])]
    assert found == [
        (1, Verdict.COLUMNS, 3),
        (2, Verdict.RECORD, 2),
        (3, Verdict.RECORD, 2),
        (4, Verdict.COLUMNS, 3),
        (5, Verdict.RECORD, 2),
    ]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_fault_15_line_numbers_stay_physical(newline: bytes) -> None:
    """A record of three lines moves the next record's line by three, for every way to end a line."""
    content = newline.join([b"1,one", b'2,"a', b"b", b'c"', b"", b"3,three", b""])
    found = [(line, verdict) for _, _, line, verdict, _ in framed(content, Grammar(b",", 2), [])]
    assert found == [(1, Verdict.RECORD), (2, Verdict.RECORD), (5, Verdict.BLANK), (6, Verdict.RECORD)]


def test_fault_16_an_overlong_line_is_one_refusal_and_the_next_line_is_read() -> None:
    """A line beyond the limit is refused once, however many buffers it spans."""
    content = b"1,one\n2," + b"x" * 100 + b"\n3,three\n"
    found = framed(content, Grammar(b",", 2, limit=20), [30, 60, 90])
    assert [(line, verdict) for _, _, line, verdict, _ in found] == [
        (1, Verdict.RECORD),
        (2, Verdict.TOO_LONG),
        (3, Verdict.RECORD),
    ]
