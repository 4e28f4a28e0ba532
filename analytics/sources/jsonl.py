"""JSON Lines, streamed: one object a line, taken strictly; a record is never a row of nulls by mistake."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.errors import SourceError
from analytics.settings import Project, Source, nearest
from analytics.sources.batches import Batch, Reject
from analytics.sources.columns import Plan, needed, normalised, refuse_missing, wanted
from analytics.sources.decode import TextStream
from analytics.sources.frames import Grammar, Verdict
from analytics.sources.mapping import Mapper, make_mapper
from analytics.sources.numbers import NumberFormat, write_number
from analytics.sources.windows import Window, refused, undecodable, windows

#: Records after which an optional key that none of them has counts as renamed, not as left out by chance.
TELLING_RECORDS = 100

#: Nesting that no export has; deeper ones would exhaust the stack of whoever reads them next.
MAX_DEPTH = 64

_LINES = Grammar(None, None)


class _Refused(ValueError):
    """One line is no record; its text is the reason."""


@dataclass
class _Keys:
    """Which of their keys mean which wanted column, and which of them this file has shown so far."""

    names: tuple[str, ...]
    known: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def meant(self, key: str) -> str | None:
        """Return the wanted name that a key stands for, or None."""
        if key not in self.known:
            match = key if key in self.names else None
            for name in () if match else self.names:
                if normalised(name) == normalised(key):
                    match = name
            self.known[key] = match or ""
        return self.known[key] or None


def read_jsonl(stream: TextStream, source: Source, project: Project, file: str) -> Iterator[Batch]:
    """Yield the records of a JSON Lines file; raise SourceError if a mapped key is in none of them."""
    names = wanted(source)
    at = {name: place for place, name in enumerate(names)}
    plan = Plan(
        {ours: at[theirs] for ours, theirs in source.columns.items()},
        tuple(sorted({name: at[name] for name in source.keep}.items())),
        (),
        at[source.deleted] if source.deleted else None,
    )
    mapper = make_mapper(source, project, plan)
    keys = _Keys(names)
    count = 0
    for window in windows(iter(stream), _LINES):
        batch, records = _batch(window, keys, mapper, stream)
        count += records
        yield replace(batch, unmapped=tuple(key for key, name in keys.known.items() if not name))
        stream.forget(window.base)
    missing = _missing_keys(keys, source, file, count)
    if missing:
        empty = mapper.batch([pa.nulls(0, pa.string()) for _ in names], np.zeros(0, np.int64))
        yield replace(empty, missing=missing)


def _batch(window: Window, keys: _Keys, mapper: Mapper, stream: TextStream) -> tuple[Batch, int]:
    """Turn one window into a batch; return it and the number of its objects that are no deletion."""
    rejects = refused(window, _LINES)
    rows = np.flatnonzero(window.frames.verdicts == Verdict.RECORD)
    broken = undecodable(window, rows, stream, mapper.source.encoding)
    rejects += broken.values()
    cells: list[list[str | None]] = [[] for _ in keys.names]
    extra, lines = [], []
    starts, ends = window.frames.starts.tolist(), window.frames.ends.tolist()
    for row in rows.tolist():
        content = window.data[starts[row] : ends[row]]
        if row in broken or not content.strip():
            continue
        line = int(window.frames.lines[row])
        try:
            values, others = _record(content.decode(), keys, mapper.style)
        except _Refused as reason:
            cut = row == len(ends) - 1 and not content.endswith((b"\n", b"\r"))
            rejects.append(
                Reject(line, "truncated: the file ends in the middle of this record" if cut else str(reason))
            )
            continue
        lines.append(line)
        extra.append(others)
        for column, name in zip(cells, keys.names, strict=True):
            column.append(values.get(name))
    columns = [pa.array(column, pa.string()) for column in cells]
    batch = mapper.batch(columns, np.array(lines, np.int64), rejects, pa.array(extra, pa.string()))
    return batch, len(lines) - (pc.sum(batch.records["deleted"]).as_py() or 0)


def _record(text: str, keys: _Keys, style: NumberFormat) -> tuple[Mapping[str, str | None], str]:
    """Return the wanted values of an object as text, and the others as JSON; raise _Refused with a reason."""
    values: dict[str, str | None] = {}
    others: dict[str, str] = {}
    for key, value in _parsed(text).items():
        name = keys.meant(key)
        written = _written(value, style)
        if name is None:
            if written is not None:
                others[key] = written
        elif name in values:
            raise _Refused("json: a key is there twice")
        else:
            keys.seen.add(name)
            values[name] = written
    rest = _ENCODER.encode(others)
    # Only an escape can make half a character, since the line itself was decoded.
    if "\\u" in text and not all(_sound(value) for value in (rest, *values.values()) if value):
        raise _Refused("json: half a character (a lone surrogate)")
    return values, rest


def _parsed(text: str) -> dict[str, object]:
    """Return the one object of a line; raise _Refused for anything else."""
    try:
        value = _DECODER.decode(text)
    except _Refused:
        raise
    except (ValueError, RecursionError) as fault:
        rule = "too deep" if isinstance(fault, RecursionError) else "not valid JSON"
        raise _Refused(f"json: {rule}") from None
    if not isinstance(value, dict):
        raise _Refused("json: not an object")
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the members of an object; raise _Refused if a key is there twice."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Refused("json: a key is there twice")
    return members


def _no_constant(name: str) -> object:
    """Refuse NaN and the infinities, which JSON does not have."""
    raise _Refused("json: NaN and Infinity are not JSON")


def _written(value: object, style: NumberFormat) -> str | None:
    """Return a value as text: numbers in the source's style, lists and objects as JSON, empty as None."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise _Refused("json: a number is too large")
        return write_number(value, style)
    if _depth(value) > MAX_DEPTH:
        raise _Refused("json: too deep")
    return _ENCODER.encode(value)


def _depth(value: object) -> int:
    """Return how many lists and objects lie within each other, without recursion."""
    depth, level = 0, [value]
    while level:
        nested = [item for item in level if isinstance(item, list | dict)]
        level = [inner for item in nested for inner in (item.values() if isinstance(item, dict) else item)]
        depth += bool(nested)
    return depth


def _sound(text: str) -> bool:
    """Tell whether a text is free of lone surrogates."""
    return text.isascii() or text.encode("utf-8", "replace").decode() == text


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _missing_keys(keys: _Keys, source: Source, file: str, count: int) -> tuple[str, ...]:
    """Return the optional keys that none of many records has; raise SourceError for a needed one.

    SourceError for optional ones too unless koe.toml reads them as empty; BrokenFile where it refuses the file.
    A key that says what is gone may well be in no record.
    """
    must = needed(source)
    absent = [name for name in keys.names if name not in keys.seen and count and name != source.deleted]
    optional = [name for name in absent if name not in must and count >= TELLING_RECORDS]
    stops = source.drift.missing_column == "stop"
    faults = [name for name in absent if name in must or (stops and name in optional)]
    if faults:
        hints = {name: nearest(name, keys.known) if keys.known else "" for name in faults}
        raise SourceError(
            "\n".join(f"source {source.name}: {file}: no record has a key '{name}'{hints[name]}" for name in faults)
        )
    refuse_missing(optional, source)
    return tuple(optional)
