"""Results as people and programs read them."""

import json

from analytics.sandbox import QueryResult
from flows.printing import csv_text, json_text, table_text

RESULT = QueryResult(("label", "n"), (("配送・遅い", 12), ("=1+1", -3), (None, 0)), False)


def test_wide_characters_keep_columns_in_line() -> None:
    """A Japanese character takes two columns of a terminal."""
    header, rule, first, *_ = table_text(RESULT).splitlines()
    assert header == "label       n"
    assert rule == "----------  --"
    assert first == "配送・遅い  12"


def test_fault_42_formulas_are_disarmed_in_csv_and_numbers_are_not() -> None:
    """A text that starts with = gets an apostrophe, -3 stays a number."""
    assert csv_text(RESULT).splitlines() == ["label,n", "配送・遅い,12", "'=1+1,-3", ",0"]


def test_json_keeps_values_as_they_are() -> None:
    """Texts are whole and null is null."""
    rows = json.loads(json_text(RESULT))
    assert rows[1] == {"label": "=1+1", "n": -3}
    assert rows[2]["label"] is None
