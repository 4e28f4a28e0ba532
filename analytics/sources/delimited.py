"""csv and tsv, streamed: records framed exactly, values taken as text, each refusal with its line."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.csv

from analytics.errors import SourceError
from analytics.settings import Project, Source
from analytics.sources.ahead import ahead
from analytics.sources.batches import Batch, BrokenFile
from analytics.sources.columns import plan_columns
from analytics.sources.decode import TextStream
from analytics.sources.frames import Grammar, Ints, Place, Verdict
from analytics.sources.framing import one_record
from analytics.sources.mapping import Mapper, make_mapper
from analytics.sources.windows import Window, refused, undecodable, windows

_BOM = b"\xef\xbb\xbf"


def read_delimited(
    stream: TextStream, delimiter: bytes, source: Source, project: Project, file: str
) -> Iterator[Batch]:
    """Yield the records of a csv or tsv; raise SourceError if its header is not what the source maps."""
    chunks = iter(stream)
    header, rest, base, line = _header(chunks, delimiter, f"source {source.name}: {file}")
    names = _names(header, delimiter, source, file)
    mapper = make_mapper(source, project, plan_columns(names, source, file))
    grammar = Grammar(delimiter, len(names))
    for window in ahead(windows(chunks, grammar, Place(line), rest, base)):
        yield _batch(window, grammar, mapper, stream)
        stream.forget(window.base)


def delimiter_of(source: Source, suffix: str) -> bytes:
    """Return the delimiter of a file, the source's or its suffix's; raise SourceError if it can be none."""
    delimiter = source.delimiter or {".csv": ",", ".tsv": "\t"}.get(suffix)
    if delimiter is None:
        raise SourceError(f"source {source.name}: 'delimiter' is needed for {suffix} files")
    if not delimiter.isascii() or delimiter in '"\r\n\0':
        raise SourceError(f"source {source.name}: 'delimiter' must be an ASCII character other than a quote")
    return delimiter.encode()


def _header(chunks: Iterator[bytes], delimiter: bytes, where: str) -> tuple[bytes, bytes, int, int]:
    """Return the first record that is not blank, the bytes after it, their offset and their physical line."""
    buffer, start, line = b"", 0, 1
    for chunk in chain(chunks, [b""]):
        buffer += chunk
        while start < len(buffer):
            one = one_record(buffer, start, Grammar(delimiter, None), final=not chunk)
            if one is None:
                break
            line += one.lines
            if one.verdict == Verdict.RECORD:
                return buffer[start : one.end], buffer[one.end :], one.end, line
            if one.verdict != Verdict.BLANK:
                raise SourceError(f"{where}: line {line - one.lines} is no header: an open quote, or no line end")
            start = one.end
    raise BrokenFile("empty: the file has blank lines only")


def _names(header: bytes, delimiter: bytes, source: Source, file: str) -> list[str]:
    """Return the column names of a header; raise SourceError if it is not of the declared encoding."""
    try:
        header.decode()
    except UnicodeDecodeError:
        utf16 = header.startswith((b"\xff\xfe", b"\xfe\xff"))
        hint = "is it utf-16?" if utf16 else "set 'encoding' to the file's own (cp932?)"
        raise SourceError(f"source {source.name}: {file}: line 1 is not {source.encoding}; {hint}") from None
    row = next(iter(windows(iter([header]), Grammar(delimiter, None)))).frames
    return [column[0].as_py() or "" for column in _values(header, int(row.columns[0]), delimiter)]


def _batch(window: Window, grammar: Grammar, mapper: Mapper, stream: TextStream) -> Batch:
    """Turn one window into a batch."""
    rejects = refused(window, grammar)
    rows = np.flatnonzero(window.frames.verdicts == Verdict.RECORD)
    columns = grammar.columns or 0
    delimiter = grammar.delimiter or b""
    try:
        values = _values(_content(window, rows), columns, delimiter)
    except pa.ArrowInvalid:
        broken = undecodable(window, rows, stream, mapper.source.encoding)
        rejects += broken.values()
        rows = rows[~np.isin(rows, list(broken))]
        values = _values(_content(window, rows), columns, delimiter)
    return mapper.batch(values, window.frames.lines[rows], rejects)


def _content(window: Window, rows: Ints) -> bytes | memoryview:
    """Return the bytes of some frames, without a copy where they lie together."""
    if not len(rows):
        return b""
    view = memoryview(window.data)
    starts, ends = window.frames.starts, window.frames.ends
    breaks = np.flatnonzero(np.diff(rows) != 1)
    first = np.concatenate([rows[:1], rows[breaks + 1]])
    last = np.concatenate([rows[breaks], rows[-1:]])
    runs = [view[start:end] for start, end in zip(starts[first].tolist(), ends[last].tolist(), strict=True)]
    return runs[0] if len(runs) == 1 else b"".join(runs)


def _values(content: bytes | memoryview, columns: int, delimiter: bytes) -> list[pa.Array]:
    """Return the columns of framed records as text, empty is null; raise ArrowInvalid if one is not UTF-8."""
    names = [str(at) for at in range(columns)]
    if not len(content):
        return [pa.nulls(0, pa.string()) for _ in names]
    if content[: len(_BOM)] == _BOM:
        content = b"\n" + bytes(content)  # pyarrow would drop these bytes, which belong to the first value
    table = pa.csv.read_csv(
        pa.BufferReader(pa.py_buffer(content)),
        read_options=pa.csv.ReadOptions(column_names=names, block_size=len(content) + 1),
        parse_options=pa.csv.ParseOptions(delimiter=delimiter.decode(), newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    )
    return [column.combine_chunks() for column in table.columns]
