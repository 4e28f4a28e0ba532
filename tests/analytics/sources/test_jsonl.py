"""JSON Lines taken strictly: one object a line, nothing twice, nothing made up."""

import codecs
import json
from collections.abc import Callable
from typing import Any

import pytest

from analytics.errors import SourceError

Read = Callable[..., tuple[list[dict[str, Any]], list[tuple[int, str]]]]

FINE = '{"text":"fine","at":"2024-05-01"}\n'


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('{"text":"a","at":"2024-05-01"', "not valid JSON"),
        ('{"text":"a","text":"b","at":"2024-05-01"}', "a key is there twice"),
        ('{"text":"a","TEXT":"b","at":"2024-05-01"}', "a key is there twice"),
        ('{"text":"a","at":"2024-05-01","more":{"x":1,"x":2}}', "a key is there twice"),
        ('["a","2024-05-01"]', "not an object"),
        ("null", "not an object"),
        ('{"text":"a","at":"2024-05-01","more":NaN}', "NaN"),
        ('{"text":"a","at":"2024-05-01","more":-Infinity}', "Infinity"),
        ('{"text":"a","at":"2024-05-01","more":1e999}', "too large"),
        ('{"text":"\\ud800","at":"2024-05-01"}', "lone surrogate"),
        ('{"text":"a","at":"2024-05-01","\\udfff":1}', "lone surrogate"),
        ('{"text":"a","at":"2024-05-01","more":' + "[" * 3000 + "]" * 3000 + "}", "too deep"),
        ('{"text":"a","at":"2024-05-01","more":' + "[" * 100 + "]" * 100 + "}", "too deep"),
        ('{"text":"a","at":"2024-05-01"} {}', "not valid JSON"),
        ("{'text':'a'}", "not valid JSON"),
        ('{"text":"a","at":"2024-05-01","more":' + "9" * 5000 + "}", "not valid JSON"),
    ],
)
def test_fault_22_a_bad_line_is_refused_with_its_rule(read: Read, line: str, rule: str) -> None:
    """It never becomes a row of nulls, and its neighbours are kept."""
    rows, rejects = read((FINE + line + "\n" + FINE).encode(), name="a.jsonl")
    assert [row["line"] for row in rows] == [1, 3]
    assert [number for number, _ in rejects] == [2]
    assert rule in rejects[0][1]
    assert rejects[0][1].startswith("json: ")


def test_fault_05_a_truncated_last_line_is_refused(read: Read) -> None:
    """The file ended while it was written."""
    rows, rejects = read((FINE + FINE[:15]).encode(), name="a.jsonl")
    assert len(rows) == 1
    assert rejects == [(2, "truncated: the file ends in the middle of this record")]


def test_fault_08_a_byte_order_mark_and_blank_lines_do_no_harm(read: Read) -> None:
    """They are no records; line numbers stay physical."""
    rows, rejects = read(codecs.BOM_UTF8 + f"\n \r\n{FINE}\n".encode(), name="a.jsonl")
    assert [row["line"] for row in rows] == [3]
    assert not rejects


def test_fault_10_a_bad_byte_is_located(read: Read) -> None:
    """As in a csv."""
    content = FINE.encode() + FINE.encode().replace(b"fine", b"f\xffne")
    rows, rejects = read(content, name="a.jsonl")
    assert len(rows) == 1
    assert rejects == [(2, f"encoding: byte 0xff at offset {content.index(0xFF)} is not utf-8")]


def test_values_of_all_types_become_text_and_nothing_is_lost(read: Read) -> None:
    """Numbers as they are written, nested values as JSON; null, missing and empty are nothing."""
    record = {"id": 5703, "text": "fine", "at": "2024-05-01", "stars": 4.5, "yes": True, "none": None,
              "empty": "", "list": [1, "é"], "object": {"b": 1, "a": None}, "price": 17850.0}  # fmt: skip
    rows, _ = read(
        json.dumps(record).encode(),
        name="a.jsonl",
        keep=("yes",),
        columns={"review_id": "id", "text": "text", "written_at": "at", "rating": "stars"},
    )
    assert (rows[0]["review_id"], rows[0]["rating"]) == ("5703", 4.5)
    assert json.loads(rows[0]["attributes"]) == {"yes": "true"}
    assert json.loads(rows[0]["extra"]) == {"list": '[1,"é"]', "object": '{"a":null,"b":1}', "price": "17850"}


def test_numbers_of_json_are_plain_whatever_the_number_format(read: Read) -> None:
    """The declared style is that of texts."""
    lines = b'{"id":"a","cost":1234.5}\n{"id":"b","cost":"1.234,50"}\n'
    rows, rejects = read(
        lines,
        name="a.jsonl",
        kind="products",
        columns={"product_id": "id", "price": "cost"},
        number_format="1.234,50",
    )
    assert [str(row["price"]) for row in rows] == ["1234.5000", "1234.5000"]
    assert not rejects


def test_fault_27_a_key_that_no_record_has_is_named(read: Read) -> None:
    """A needed key at once; an optional one when many records lack it."""
    with pytest.raises(SourceError, match=r"no record has a key 'text'; did you mean 'txet'\?"):
        read(FINE.replace("text", "txet").encode(), name="a.jsonl")
    columns = {"text": "text", "written_at": "at", "rating": "stars"}
    assert len(read((FINE * 5).encode(), name="a.jsonl", columns=columns)[0]) == 5
    with pytest.raises(SourceError, match="'stars'"):
        read((FINE * 200).encode(), name="a.jsonl", columns=columns)


def test_a_file_of_blank_lines_has_no_records(read: Read) -> None:
    """Nothing to map, nothing to refuse."""
    assert read(b"\n\n", name="a.jsonl") == ([], [])
