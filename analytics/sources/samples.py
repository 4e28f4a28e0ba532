"""The beginning of a file as rows of text, its encoding and delimiter found out; only `koe init` looks here."""

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analytics.settings import Project, Source
from analytics.sources.batches import BrokenFile
from analytics.sources.decode import TextStream, expanded
from analytics.sources.deliveries import DeliveredFile
from analytics.sources.frames import Grammar, Verdict
from analytics.sources.framing import one_record
from analytics.sources.reader import kind_of, read_delivery

#: Bytes by which encoding and delimiter are judged, and records by which columns are.
SAMPLE_BYTES = 256 * 1024
SAMPLE_RECORDS = 5_000

_DELIMITERS = (",", "\t", ";", "|")


@dataclass(frozen=True)
class Sample:
    """The first records of a file as {column: text}, nulls left out, and how the file is written."""

    records: tuple[Mapping[str, str], ...]
    encoding: str
    delimiter: str | None
    refused: int
    doubts: tuple[str, ...]


def sample_of(path: Path) -> Sample:
    """Read the beginning of a file; raise BrokenFile or SourceError as reading it would."""
    state = path.stat()
    delivered = DeliveredFile(path.name, path, "", state.st_size, state.st_mtime_ns)
    suffix, _ = kind_of(path.name)
    encoding, delimiter, doubts = "utf-8", None, []
    if suffix not in (".parquet", ".xlsx"):
        head = next(expanded(delivered), b"")[:SAMPLE_BYTES]
        if not head:
            raise BrokenFile("empty: the file has no bytes")
        encoding, doubts = _encoding(head)
        if suffix not in (".jsonl", ".ndjson"):
            delimiter = _delimiter(head, encoding, suffix)
    # A source that maps nothing: every column of the file is then found in `extra`.
    source = Source(
        name="sample",
        kind="products",
        path=path.name,
        encoding=encoding,
        delimiter=delimiter,
        constants={"product_id": "sample"},
    )
    records: list[Mapping[str, str]] = []
    refused = 0
    for batch in read_delivery(delivered, source, Project(), SAMPLE_RECORDS):
        records += [json.loads(record) for record in batch.records["extra"].to_pylist()]
        refused += len(batch.rejects)
        if len(records) >= SAMPLE_RECORDS:
            break
    return Sample(tuple(records[:SAMPLE_RECORDS]), encoding, delimiter, refused, tuple(doubts))
