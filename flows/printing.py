"""Results as text for a terminal, as CSV and as JSON."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from analytics.sandbox import QueryResult
from analytics.search import Hit
from flows.checkup import Check

#: Columns of a terminal that a cell of a table may take before it is cut.
_CELL_WIDTH = 60

#: Runs that `koe status` lists.
_RUNS_SHOWN = 5

#: What a spreadsheet would take for a formula when it stands first in a cell.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table_text(result: QueryResult) -> str:
    """Return rows in columns, wide characters counted as two."""
    cells = [[cut(plain(value), _CELL_WIDTH) for value in row] for row in (result.columns, *result.rows)]
    widths = [max(width_of(row[column]) for row in cells) for column in range(len(result.columns))]
    lines = ["  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, f"({len(result.rows):,} rows)"])


def csv_text(result: QueryResult) -> str:
    """Return rows as CSV; a text that a spreadsheet would run as a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_disarmed(value) for value in row] for row in result.rows)
    return stream.getvalue().rstrip("\n")


def json_text(result: QueryResult) -> str:
    """Return rows as a JSON list of objects."""
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1, default=str)


#: The forms of `koe sql --format`.
FORMS: Mapping[str, Callable[[QueryResult], str]] = MappingProxyType(
    {"table": table_text, "csv": csv_text, "json": json_text}
)


def status_text(
    runs: Sequence[Mapping[str, Any]],
    published: Mapping[str, Any] | None,
    refused: Iterable[Mapping[str, Any]],
    newest: str | None = None,
) -> str:
    """Return what `koe status` says; `newest` is the newest release, where somebody rolled back from it."""
    lines = ["last runs" if runs else "no run yet; `koe run` starts one"]
    for run in runs[:_RUNS_SHOWN]:
        first = (run["message"] or "").splitlines()[0] if run["message"] else ""
        lines.append(f"  {run['run_id']}  {run['started_at']}  {run['status']}{_code(run['exit_code'])}  {first}")
    if published:
        rows = published["tables"]
        lines += ["", f"published  {published['run_id']}, as of {published['as_of']} UTC"]
        if newest not in (None, published["run_id"]):
            lines.append(f"  rolled back from {newest}; `koe rollback {newest}` takes this back")
        lines += [f"  {name:<18}{rows[name]:>10,} rows" for name in rows]
        lines += ["", "refused records"]
        lines += [
            f"  {row['source']}: {row['records']:,} × {row['reason']}, first {row['first']}" for row in refused
        ] or ["  none"]
    return "\n".join(lines)


def _code(exit_code: int | None) -> str:
    """Return an exit code other than 0 in brackets."""
    return f" (exit {exit_code})" if exit_code else ""


def hits_text(hits: Iterable[Hit]) -> str:
    """Return found mentions, the nearest first."""
    lines = [
        f"{hit.score:5.2f}  {hit.written_at:%Y-%m-%d}  [{plain(hit.topic or '–')}]  {plain(hit.text)}" for hit in hits
    ]
    return "\n".join(lines) or "no mention is published yet"


def checks_text(checks: Iterable[Check]) -> str:
    """Return what `koe doctor` found, each failure with its remedy."""
    return "\n".join(f"{'ok  ' if check.exit_code == 0 else 'FAIL'}  {check.name:<14}{check.found}" for check in checks)


def plain(value: object) -> str:
    """Return a value on one line, without characters that would steer a terminal: customers write them, too."""
    text = "" if value is None else " ".join(str(value).split())
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cf"))


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def cut(text: str, columns: int) -> str:
    """Return a text that fits into so many columns."""
    if width_of(text) <= columns:
        return text
    while text and width_of(text) > columns - 1:
        text = text[:-1]
    return f"{text}…"


def padded(text: str, columns: int) -> str:
    """Return a text with blanks up to a width."""
    return text + " " * (columns - width_of(text))


def _disarmed(value: object) -> object:
    """Return a value that a spreadsheet shows and does not run; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
