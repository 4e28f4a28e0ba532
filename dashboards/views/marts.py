"""The one way to the published tables, and SQL as a reader may copy it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


class Marts(Protocol):
    """Read access to schema `mart` of one release."""

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Run one select statement, `?` bound to `parameters`, and return its rows by column name."""
        ...


class Remembered:
    """Marts that answer a question asked before from memory: every language of the page asks the same."""

    def __init__(self, marts: Marts) -> None:
        self._marts = marts
        self._answers: dict[tuple[str, tuple[object, ...]], list[dict[str, Any]]] = {}

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Return the rows of one select statement; callers do not change them."""
        key = (sql, tuple(parameters))
        if key not in self._answers:
            self._answers[key] = self._marts.rows(sql, parameters)
        return self._answers[key]


@dataclass(frozen=True)
class Query:
    """A select statement with `?` where its parameters are bound; no `?` stands in it for anything else."""

    sql: str
    parameters: tuple[object, ...] = ()

    @property
    def text(self) -> str:
        """Return the statement on one line with its parameters written in, to paste into `koe sql`."""
        pieces = " ".join(self.sql.split()).split("?")
        values = (*map(literal, self.parameters), "")
        return "".join(piece + value for piece, value in zip(pieces, values, strict=True))


def literal(value: object) -> str:
    """Write a bound value as an SQL literal, for readers; queries of our own are bound."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return f"timestamp '{value.isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"


def lookup(table: str, expression: str, **keys: object) -> Query:
    """Return the statement that reads one value of one row of `mart`.`table`, found by its keys."""
    where = " and ".join(f"{column} = ?" for column in keys)
    return Query(f"select {expression} from mart.{table} where {where}", tuple(keys.values()))


def pointer(*keys: str) -> str:
    """Return the JSON pointer (RFC 6901) to a value, whatever its keys hold."""
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)
