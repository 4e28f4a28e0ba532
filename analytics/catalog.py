"""What is published: the tables of schema `mart` as `sql/mart/catalog.toml` declares them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Column:
    """A published column: its DuckDB type and its meaning."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True)
class Table:
    """A published table: its grain and columns, in order."""

    name: str
    grain: str
    columns: tuple[Column, ...]


@cache
def mart_tables() -> tuple[Table, ...]:
    """Return every table of `mart` in the order of the catalogue."""
    document = tomllib.loads((SQL / "mart" / "catalog.toml").read_text(encoding="utf-8"))
    return tuple(
        Table(
            name,
            entry.pop("_grain"),
            tuple(Column(column, *declared) for column, declared in entry.items()),
        )
        for name, entry in document.items()
    )
