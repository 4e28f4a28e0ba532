"""The beginning of a file as rows of text, its encoding and delimiter found out, for `koe init` only."""

import codecs
import json
from collections.abc import Iterator, Mapping
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
    encoding, delimiter = "utf-8", None
    doubts: list[str] = []
    if suffix not in (".parquet", ".xlsx"):
        head = next(expanded(delivered), b"")[:SAMPLE_BYTES]
        if not head:
            raise BrokenFile("empty: the file has no bytes")
        encoding, doubts = _encoding(head)
        if suffix not in (".jsonl", ".ndjson"):
            delimiter = _delimiter(head, encoding, suffix)
    # A source that maps nothing: every column of the file is then found in `extra`.
    source = Source.model_validate(
        {
            "name": "sample",
            "kind": "products",
            "path": path.name,
            "encoding": encoding,
            "delimiter": delimiter,
            "constants": {"product_id": "sample"},
        }
    )
    records: list[Mapping[str, str]] = []
    refused = 0
    for batch in read_delivery(delivered, source, Project(), SAMPLE_RECORDS):
        records += [json.loads(record) for record in batch.records["extra"].to_pylist()]
        refused += len(batch.rejects)
        if len(records) >= SAMPLE_RECORDS:
            break
    return Sample(tuple(records[:SAMPLE_RECORDS]), encoding, delimiter, refused, tuple(doubts))


def _encoding(head: bytes) -> tuple[str, list[str]]:
    """Return the encoding that the beginning of a file is written in, and what speaks against it."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head.count(0) > len(head) / 4:
        return "utf-16", []
    lines = head[: head.rfind(b"\n") + 1] or head
    texts = {name: "".join(_decoded(lines, name)) for name in ("utf-8", "cp932", "euc_jp")}
    bad = {name: sum("\ud800" <= letter <= "\udfff" for letter in text) for name, text in texts.items()}
    if not bad["utf-8"]:
        return "utf-8", []
    foreign = max(1, sum(byte >= 0x80 for byte in lines))
    japanese = [name for name in ("cp932", "euc_jp") if _is_japanese(texts[name])]
    name = min(["utf-8", *japanese], key=lambda each: bad[each])
    if bad[name] > foreign / 10:
        return "latin-1", ["encoding: neither UTF-8 nor Japanese; latin-1 reads any bytes, so make sure"]
    return name, [f"encoding: {bad[name]} of the first bytes are not {name}"] if bad[name] else []


def _decoded(content: bytes, encoding: str) -> Iterator[str]:
    """Yield a text in an encoding, bad bytes as lone surrogates."""
    if encoding == "utf-8":
        yield content.decode(encoding, "surrogateescape")
        return
    for chunk in TextStream(iter([content]), encoding):
        yield chunk.decode("utf-8", "surrogatepass")


def _is_japanese(text: str) -> bool:
    """Tell whether a text has the full-width kana of Japanese, not what a wrong decoding makes of it."""
    foreign = [letter for letter in text if letter > "\x7f"]
    kana = sum("\u3040" <= letter <= "\u30ff" for letter in foreign)
    half_width = sum("\uff61" <= letter <= "\uff9f" for letter in foreign)
    return kana > len(foreign) / 5 and half_width < kana


def _delimiter(head: bytes, encoding: str, suffix: str) -> str | None:
    """Return the delimiter if it is not the one of the suffix: what cuts most lines into the same columns."""
    text = "".join(_decoded(head, encoding)) if encoding != "utf-16" else head.decode("utf-16", "ignore")
    content = text.encode("utf-8", "surrogatepass")
    usual = {".csv": ",", ".tsv": "\t"}.get(suffix)
    scores = {mark: _regularity(content, mark) for mark in _DELIMITERS}
    if usual and scores[usual] >= 0.5:
        return None
    best = max(scores, key=lambda mark: scores[mark])
    return None if best == usual or not scores[best] else best


def _regularity(content: bytes, delimiter: str) -> float:
    """Return the share of the first records that have the header's number of columns; 0 for one column."""
    grammar = Grammar(delimiter.encode(), None)
    columns: list[int] = []
    place = 0
    while place < len(content) and len(columns) < 50:
        one = one_record(content, place, grammar, final=True)
        if one is None:
            break
        if one.verdict == Verdict.RECORD:
            columns.append(one.columns)
        place = one.end
    return columns.count(columns[0]) / len(columns) if columns and columns[0] > 1 else 0.0
