"""Columns as one JSON object a record, made column by column; nulls are left out, keys are sorted."""

import json
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

QUOTE, BACKSLASH = b'"\\'


def json_objects(columns: Sequence[tuple[str, pa.Array]], count: int) -> pa.Array:
    """Return `count` JSON objects of text values; `columns` are (key, text column), sorted by key."""
    if not columns:
        return pa.repeat(pa.scalar("{}"), count)
    members = []
    for key, column in columns:
        member = pc.binary_join_element_wise(f',{json.dumps(key, ensure_ascii=False)}:"', _escaped(column), '"', "")
        members.append(pc.fill_null(member, "") if column.null_count else member)
    joined = pc.binary_join_element_wise(*members, "}", "")
    # The first comma becomes the opening brace; an object without members is the closing brace alone.
    return pc.if_else(pc.equal(joined, "}"), "{}", pc.binary_replace_slice(joined, 0, 1, "{"))


def _escaped(column: pa.Array) -> pa.Array:
    """Escape what JSON does not allow in a string, in the few values that hold such characters."""
    content = np.frombuffer(column.buffers()[2] or b"", np.uint8)
    if not len(content) or not (content.min() < ord(" ") or (content == QUOTE).any() or (content == BACKSLASH).any()):
        return column
    affected = pc.fill_null(pc.match_substring_regex(column, '["\\\\\\x00-\\x1f]'), False)
    texts = column.filter(affected).to_pylist()
    written = pa.array([json.dumps(text, ensure_ascii=False)[1:-1] for text in texts], pa.string())
    return pc.replace_with_mask(column, affected, written)
