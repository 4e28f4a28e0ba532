"""People's own SQL on a release: one SELECT, nothing but the published tables, within limits of time and size."""

import json
import os
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.database import Database, is_single_query, parsed_query
from analytics.errors import ConfigError
from analytics.isolate import limited
from analytics.release import DATABASE

#: Rows of a result; more is cut off and said so. For whole tables there are the Parquet copies.
MOST_ROWS = 10_000

#: Seconds by the clock, after which the statement is killed.
MOST_SECONDS = 30

#: What DuckDB may use, and the whole process, which DuckDB's own limit does not bound for every function.
_DUCKDB_MEMORY = "1GB"
_PROCESS_BYTES = 6 * 1024**3

#: Table functions that read nothing but their arguments or the catalogue of this database.
_TABLE_FUNCTIONS = frozenset(
    "range generate_series unnest json_each json_tree duckdb_tables duckdb_columns duckdb_views".split()
)

#: Scalar functions that tell of the machine, and views of DuckDB that do.
_TELLING = frozenset("getenv current_setting read_blob read_text getvariable query query_table".split())
_TELLING_VIEWS = frozenset("duckdb_databases duckdb_settings duckdb_secrets pragma_database_list".split())


@dataclass(frozen=True)
class QueryResult:
    """Names of the columns, rows as Python values, and whether more rows were left out."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


def query_release(folder: Path, sql: str) -> QueryResult:
    """Run one SELECT on the release in `folder`; ConfigError where it is refused, StoppedError at a limit."""
    refuse_unless_harmless(sql)
    return limited(MOST_SECONDS, _sql_statement, str(folder), sql)


def refuse_unless_harmless(sql: str) -> None:
    """Raise ConfigError unless DuckDB's own parser finds a single SELECT that names nothing but tables."""
    if not is_single_query(sql):
        raise ConfigError(["sql: one SELECT statement is allowed, nothing else"])
    parsed = json.loads(parsed_query(sql))
    if parsed.get("error"):
        raise ConfigError(["sql: only a plain SELECT is allowed"])
    for node in _nodes(parsed):
        name = str(node.get("function_name") or "").lower()
        if node.get("type") == "TABLE_FUNCTION":
            name = str((node.get("function") or {}).get("function_name") or "").lower()
            if name not in _TABLE_FUNCTIONS:
                raise ConfigError([f"sql: the table function {name}() is not allowed here"])
        table = str(node.get("table_name") or "").lower()
        if name in _TELLING or table in _TELLING_VIEWS:
            raise ConfigError([f"sql: {name or table} is not allowed here"])


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a parsed statement."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item


def _sql_statement(folder: str, sql: str) -> QueryResult:
    """Run the statement in this process, which was made for it; its messages know no path but the file's name."""
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_AS, (_PROCESS_BYTES, _PROCESS_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS * 2, MOST_SECONDS * 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with Database(Path(DATABASE), read_only=True, memory_limit=_DUCKDB_MEMORY) as database:
        columns, rows = database.people_query(sql, MOST_ROWS + 1)
    return QueryResult(tuple(columns), tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)
