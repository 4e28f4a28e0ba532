"""Conservation: of any bytes, in any encoding and format, every record is accepted or refused."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import SourceError
from analytics.settings import Project, Source
from analytics.sources import Batch, BrokenFile
from analytics.sources.decode import TextStream
from analytics.sources.delimited import read_delimited
from analytics.sources.frames import Grammar, Verdict
from analytics.sources.jsonl import read_jsonl
from analytics.sources.windows import windows

ENCODINGS = ("utf-8", "cp932", "euc_jp", "utf-16", "latin-1")
PIECES = (
    b"a",
    b",",
    b'"',
    b"\n",
    b"\r",
    b"\0",
    b"\x83",
    b"\xff",
    b"\xd8",
    b"\xe3\x81\x82",
    b"2024-05-01",
    b"{}",
)

encodings = st.sampled_from(ENCODINGS)
bodies = st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)
cuts = st.integers(1, 50)


def source_of(encoding: str) -> Source:
    """Return a source of reviews in an encoding."""
    columns = {"text": "text", "written_at": "at"}
    return Source.model_validate(
        {"name": "s", "kind": "reviews", "path": "f", "encoding": encoding, "columns": columns}
    )


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    """Yield `content` in chunks of `size` bytes."""
    return (content[at : at + size] for at in range(0, len(content), size))


def counted(batches: Iterator[Batch]) -> tuple[list[int], list[int]]:
    """Return the lines of accepted and of refused records."""
    accepted: list[int] = []
    refused: list[int] = []
    for batch in batches:
        accepted += batch.records["line"].to_pylist()
        refused += [reject.line for reject in batch.rejects]
    return accepted, refused


def framed_lines(content: bytes, encoding: str, size: int, grammar: Grammar) -> list[int]:
    """Return the lines of all frames that are records, and check that the frames tile the stream."""
    whole = b"".join(TextStream(pieces(content, size), encoding))
    lines: list[int] = []
    tiled = 0
    for window in windows(iter(TextStream(pieces(content, size), encoding)), grammar):
        assert window.base == tiled
        tiled += window.frames.consumed
        counts = ~np.isin(window.frames.verdicts, [Verdict.BLANK, Verdict.CONTINUED])
        lines += window.frames.lines[counts].tolist()
    assert tiled == len(whole)
    return lines


@given(content=bodies, encoding=encodings, size=cuts)
def test_transcoding_accounts_for_every_byte(content: bytes, encoding: str, size: int) -> None:
    """The stream, written back with its bad places, is as long as the file: no byte is lost or made."""
    text = b"".join(TextStream(pieces(content, size), encoding))
    whole = b"".join(TextStream(iter([content] if content else []), encoding))
    assert text == whole
    if encoding == "utf-8":
        assert text == content
    elif encoding != "utf-16":
        characters = text.decode("utf-8", "surrogatepass")
        assert len(characters.encode(encoding, "surrogateescape")) == len(content)


@given(body=bodies, encoding=encodings, size=cuts)
def test_every_csv_record_is_accepted_or_refused(body: bytes, encoding: str, size: int) -> None:
    """The lines of both together are exactly those of the framed records after the header."""
    content = "text,at\n".encode(encoding) + body
    chunks = TextStream(pieces(content, size), encoding)
    accepted, refused = counted(read_delimited(chunks, b",", source_of(encoding), Project(), "f"))
    lines = framed_lines(content, encoding, size, Grammar(b",", 2))
    assert sorted(accepted + refused) == lines[1:]
    assert accepted == sorted(accepted)


@given(content=st.one_of(st.binary(max_size=80), bodies), encoding=encodings)
def test_any_bytes_as_csv_raise_nothing_but_our_own_errors(content: bytes, encoding: str) -> None:
    """What is no table says so in a sentence."""
    stream = TextStream(iter([content] if content else []), encoding)
    with suppress(SourceError, BrokenFile):
        accepted, refused = counted(read_delimited(stream, b",", source_of(encoding), Project(), "f"))
        assert not set(accepted) & set(refused)


@given(body=st.one_of(st.binary(max_size=80), bodies), encoding=encodings, size=cuts)
def test_every_json_line_is_accepted_or_refused(body: bytes, encoding: str, size: int) -> None:
    """Garbage lines are refused one by one, lines of white space are no records."""
    content = '{"text":"fine","at":"2024-05-01"}\n'.encode(encoding) + body
    source = source_of(encoding)
    whole = b"".join(TextStream(pieces(content, size), encoding))
    lines = framed_lines(content, encoding, size, Grammar(None, None))
    accepted, refused = counted(read_jsonl(TextStream(pieces(content, size), encoding), source, Project(), "f"))
    texts = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    assert sorted(accepted + refused) == [line for line in lines if texts[line - 1].strip()]


values = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=40)
@given(texts=st.lists(values, min_size=1, max_size=10), encoding=encodings, size=cuts)
def test_what_csv_writes_comes_back_equal(texts: list[str], encoding: str, size: int) -> None:
    """Texts that the encoding can hold are read as they were written, at the lines they are on."""
    texts = [text.encode(encoding, "ignore").decode(encoding) for text in texts]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["text", "at"])
    writer.writerows((text, "2024-05-01") for text in texts)
    stream = TextStream(pieces(file.getvalue().encode(encoding), size), encoding)
    batches = list(read_delimited(stream, b",", source_of(encoding), Project(), "f"))
    assert [text for batch in batches for text in batch.records["text"].to_pylist()] == [t or None for t in texts]
    assert not any(batch.rejects for batch in batches)


@settings(max_examples=40)
@given(texts=st.lists(values, min_size=1, max_size=10), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_what_json_writes_comes_back_equal(texts: list[str], encoding: str) -> None:
    """The same for JSON Lines."""
    content = "".join(json.dumps({"text": text, "at": "2024-05-01"}) + "\n" for text in texts).encode(encoding)
    batches = list(read_jsonl(TextStream(iter([content]), encoding), source_of(encoding), Project(), "f"))
    assert [text for batch in batches for text in batch.records["text"].to_pylist()] == [t or None for t in texts]
