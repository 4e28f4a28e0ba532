"""One door to every kind of file: which reader reads it, and batches of a bounded number of rows."""

from collections.abc import Iterator
from dataclasses import replace

from analytics.errors import SourceError
from analytics.settings import Project, Source
from analytics.sources.batches import Batch
from analytics.sources.decode import TextStream, expanded
from analytics.sources.delimited import delimiter_of, read_delimited
from analytics.sources.deliveries import DeliveredFile
from analytics.sources.jsonl import read_jsonl
from analytics.sources.parquet_files import read_parquet
from analytics.sources.xlsx_files import read_xlsx

#: Rows a batch has at most: enough for vectorised work, a few tens of MB.
BATCH_ROWS = 65_536

_COMPRESSED = (".gz", ".zst")
_DELIMITED = (".csv", ".tsv", ".txt")
_JSONL = (".jsonl", ".ndjson")


def read_delivery(
    delivered: DeliveredFile, source: Source, project: Project, batch_rows: int = BATCH_ROWS
) -> Iterator[Batch]:
    """Yield the records of one file in its order, at most `batch_rows` at a time, each refusal with its line.

    Raises BrokenFile where the file as a whole cannot be read (perhaps after some batches, which are then to
    be dropped), SourceError where its header or kind is not what the source declares, ConfigError for
    formats and constants that cannot be read.
    """
    for batch in _batches(delivered, source, project, batch_rows):
        rows = batch.records.num_rows
        if rows <= batch_rows:
            yield batch
            continue
        rejects = batch.rejects
        for start in range(0, rows, batch_rows):
            yield replace(batch, records=batch.records.slice(start, batch_rows), rejects=rejects)
            rejects = ()


def kind_of(name: str) -> tuple[str, bool]:
    """Return the suffix that tells a file's kind, and whether one after it says that it is compressed."""
    suffixes = [""] + [f".{part}" for part in name.lower().split(".")[1:]]
    compressed = suffixes[-1] in _COMPRESSED and len(suffixes) > 1
    return suffixes[-2] if compressed else suffixes[-1], compressed


def _batches(delivered: DeliveredFile, source: Source, project: Project, rows: int) -> Iterator[Batch]:
    """Yield the batches as the reader of this kind of file makes them."""
    suffix, compressed = kind_of(delivered.path.name)
    if suffix in _DELIMITED:
        delimiter = delimiter_of(source, suffix)
        stream = TextStream(expanded(delivered), source.encoding)
        return read_delimited(stream, delimiter, source, project, delivered.file)
    if suffix in _JSONL:
        return read_jsonl(TextStream(expanded(delivered), source.encoding), source, project, delivered.file)
    if suffix == ".parquet" and not compressed:
        return read_parquet(delivered, source, project, rows)
    if suffix == ".xlsx" and not compressed:
        return read_xlsx(delivered, source, project, rows)
    raise SourceError(
        f"source {source.name}: {delivered.file}: unknown kind of file; "
        "koe reads csv, tsv, txt, jsonl (each also .gz or .zst), parquet and xlsx"
    )
