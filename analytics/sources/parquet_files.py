"""Parquet, streamed by row groups: typed values become the text or the times that the mapping reads."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analytics.errors import SourceError
from analytics.settings import Project, Source
from analytics.sources.batches import Batch, BrokenFile
from analytics.sources.columns import Plan, plan_columns
from analytics.sources.decode import MAX_EXPANDED_BYTES
from analytics.sources.deliveries import DeliveredFile
from analytics.sources.mapping import TIME_FIELDS, make_mapper
from analytics.sources.numbers import NumberFormat, write_number
from analytics.sources.profile import NUMBER_FIELDS

#: Whole floats up to here are exact, so that they may be written without a point.
_EXACT = 2**53


def read_parquet(delivered: DeliveredFile, source: Source, project: Project, batch_rows: int) -> Iterator[Batch]:
    """Yield the records of a Parquet file; its first row counts as line 2, as it would in a csv."""
    with _sound():
        file = pq.ParquetFile(delivered.path, page_checksum_verification=True)
    with file:
        _check_size(file.metadata)
        plan = plan_columns(file.schema_arrow.names, source, delivered.file)
        _check_types(file.schema_arrow, plan, source, delivered.file)
        mapper = make_mapper(source, project, plan)
        times = {at for field, at in plan.fields.items() if field in TIME_FIELDS}
        numbers = {at for field, at in plan.fields.items() if field in NUMBER_FIELDS}
        rows = file.iter_batches(batch_size=batch_rows)
        line = 2
        while True:
            with _sound():
                part = next(rows, None)
                if part is None:
                    return
                columns = [
                    _plain(column, at in times, mapper.style if at in numbers else None)
                    for at, column in enumerate(part.columns)
                ]
            yield mapper.batch(columns, np.arange(line, line + len(part)))
            line += len(part)


@contextmanager
def _sound() -> Iterator[None]:
    """Turn what pyarrow says of a bad file into BrokenFile."""
    try:
        yield
    except (pa.ArrowException, OSError) as fault:
        raise BrokenFile("parquet: the file is damaged, truncated or no Parquet file") from fault


def _check_size(metadata: pq.FileMetaData) -> None:
    """Raise BrokenFile if the content, which its own metadata measures, is beyond all reason."""
    content = sum(metadata.row_group(at).total_byte_size for at in range(metadata.num_row_groups))
    if content + metadata.num_rows > MAX_EXPANDED_BYTES:
        raise BrokenFile(f"expansion: more than {MAX_EXPANDED_BYTES} bytes after decompression")


def _check_types(schema: pa.Schema, plan: Plan, source: Source, file: str) -> None:
    """Raise SourceError if a mapped column holds lists, structs or bytes instead of values."""
    faults = [
        f"source {source.name}: {file}: column '{schema.names[at]}' holds lists or structs, not values"
        for at in sorted(set(plan.fields.values()))
        if pa.types.is_nested(schema.types[at])
    ]
    if faults:
        raise SourceError("\n".join(faults))


def _plain(column: pa.Array, as_time: bool, style: NumberFormat | None) -> pa.Array:
    """Return a typed column as text (empty is null), or as timestamps where times are wanted.

    Numbers are written in `style`; with none they are ids or words, and written as csv writers write them.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _plain(column.dictionary_decode(), as_time, style)
    if pa.types.is_timestamp(kind):
        return column
    if pa.types.is_date(kind) and as_time:
        return column.cast(pa.timestamp("s"))
    if pa.types.is_floating(kind):
        return _float_text(column) if style is None else _number_text(column, style)
    if pa.types.is_nested(kind):
        return _python_text(column, lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    if pa.types.is_decimal(kind):
        return pc.replace_substring(column.cast(pa.string()), ".", style.decimal if style else ".")
    return _text(column)


def _text(column: pa.Array) -> pa.Array:
    """Return strings, booleans, whole numbers and bytes as text; bytes that are no text in base 64."""
    try:
        text = column.cast(pa.string())
        text.validate(full=True)
    except pa.ArrowInvalid:
        if not pa.types.is_binary(column.type):
            raise
        return _python_text(column, lambda value: base64.b64encode(value).decode())
    return pc.if_else(pc.equal(text, ""), None, text)


def _float_text(column: pa.Array) -> pa.Array:
    """Return floats as any csv writer has them (17850.0): the same table in either format has the same ids."""
    column = pc.if_else(pc.is_nan(column), None, column.cast(pa.float64()))
    text = column.cast(pa.string())
    if pc.any(pc.match_substring(text, "e")).as_py():
        return _python_text(column, repr)
    return pc.if_else(pc.match_substring(text, "."), text, pc.binary_join_element_wise(text, ".0", ""))


def _number_text(column: pa.Array, style: NumberFormat) -> pa.Array:
    """Return floats as the shortest text that gives them back, in a style of numbers, NaN as null."""
    column = pc.if_else(pc.is_nan(column), None, column)
    whole = pc.and_(pc.equal(pc.floor(column), column), pc.less(pc.abs(column), _EXACT))
    text = pc.replace_substring(column.cast(pa.string()), ".", style.decimal)
    integers = pc.if_else(whole, column, 0).cast(pa.int64()).cast(pa.string())
    text = pc.if_else(whole, integers, text)
    if pc.any(pc.match_substring(text, "e")).as_py():
        return _python_text(column, lambda value: write_number(value, style))
    return text


def _python_text(column: pa.Array, write: Callable[[Any], str]) -> pa.Array:
    """Write the values of a column one by one: the rare kinds that pyarrow cannot cast."""
    return pa.array([None if value is None else write(value) for value in column.to_pylist()], pa.string())
