"""Parquet: typed values as the text that a csv would hold, and damage told."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.errors import SourceError
from analytics.sources import BrokenFile

Read = Callable[..., tuple[list[dict[str, Any]], list[tuple[int, str]]]]


def packed(path: Path, columns: dict[str, pa.Array], **options: object) -> bytes:
    """Return the bytes of a Parquet file."""
    pq.write_table(pa.table(columns), path, **options)
    return path.read_bytes()


def test_typed_values_are_what_a_csv_would_hold(read: Read, tmp_path: Path) -> None:
    """Ids of floats without a point, dates as days, dictionaries as their values, NaN as nothing."""
    content = packed(
        tmp_path / "t",
        {
            "id": pa.array([17850.0, None]),
            "text": pa.array(["a", ""]).dictionary_encode(),
            "at": pa.array([date(2024, 5, 1), date(2024, 5, 2)]),
            "stars": pa.array([4.5, float("nan")]),
            "when": pa.array([datetime(2024, 5, 1, 9), None], pa.timestamp("ms")),
            "day": pa.array([date(2024, 5, 1), None]),
            "list": pa.array([[1, 2], None]),
            "raw": pa.array([b"\xff", b"ok"]),
            "cost": pa.array([Decimal("1.50"), None]),
            "large": pa.array([1e20, 1.5]),
            "yes": pa.array([True, None]),
        },
    )
    columns = {"review_id": "id", "text": "text", "written_at": "at", "rating": "stars"}
    rows, rejects = read(content, name="a.parquet", columns=columns, keep=("day", "when"))
    assert [(row["line"], row["review_id"], row["text"], row["rating"]) for row in rows] == [
        (2, "17850.0", "a", 4.5),
        (3, None, None, None),
    ]
    assert rows[0]["written_at"] == datetime(2024, 5, 1)
    assert rows[0]["attributes"] == '{"day":"2024-05-01","when":"2024-05-01 09:00:00"}'
    assert rows[0]["extra"] == ('{"cost":"1.50","large":"1e+20","list":"[1, 2]","raw":"/w==","yes":"true"}')
    assert rows[1]["extra"] == '{"large":"1.5","raw":"b2s="}'
    assert not rejects


def test_numbers_are_plain_whatever_the_number_format(read: Read, tmp_path: Path) -> None:
    """The declared style is that of texts, not of typed columns."""
    content = packed(tmp_path / "t", {"id": pa.array(["a"]), "cost": pa.array([1234.5])})
    columns = {"product_id": "id", "price": "cost"}
    rows, _ = read(content, name="a.parquet", kind="products", columns=columns, number_format="1.234,50")
    assert rows[0]["price"] == Decimal("1234.5")


def test_fault_23_damage_is_told(read: Read, tmp_path: Path) -> None:
    """Truncated, without its footer, with a flipped bit, or no Parquet at all."""
    texts = pa.array([f"text {number}" for number in range(1000)])
    days = pa.array([date(2024, 5, 1)] * 1000)
    options = {"write_page_checksum": True, "compression": "none", "use_dictionary": False}
    content = packed(tmp_path / "t", {"text": texts, "at": days}, **options)
    place = content.index(b"text 500")
    flipped = content[:place] + b"T" + content[place + 1 :]
    for bad in (content[:-1], content[: len(content) // 2], flipped, b"text,at\n", b""):
        with pytest.raises(BrokenFile, match=r"parquet|empty"):
            read(bad, name="a.parquet")
    assert len(read(content, name="a.parquet")[0]) == 1000


def test_fault_23_a_nested_column_cannot_be_mapped(read: Read, tmp_path: Path) -> None:
    """It has no single value a record."""
    content = packed(tmp_path / "t", {"text": pa.array([["a"]]), "at": pa.array(["2024-05-01"])})
    with pytest.raises(SourceError, match="column 'text' holds lists"):
        read(content, name="a.parquet")


def test_fault_32_each_file_is_compared_to_the_contract(read: Read, tmp_path: Path) -> None:
    """A missing column is named with the nearest one."""
    content = packed(tmp_path / "t", {"texts": pa.array(["a"]), "at": pa.array(["2024-05-01"])})
    with pytest.raises(SourceError, match=r"no column 'text'; did you mean 'texts'\?"):
        read(content, name="a.parquet")


def test_row_groups_and_batches_keep_lines_in_order(read: Read, tmp_path: Path) -> None:
    """Lines go on from batch to batch."""
    table = {
        "text": pa.array([str(number) for number in range(10)]),
        "at": pa.array(["2024-05-01"] * 9 + ["x"]),
    }
    rows, rejects = read(packed(tmp_path / "t", table, row_group_size=3), name="a.parquet")
    assert [row["line"] for row in rows] == list(range(2, 11))
    assert rejects == [(11, "date: written_at does not match iso")]
