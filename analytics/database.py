"""The one door to DuckDB: connections, statements, and DuckDB's faults in koe's words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

from analytics.catalog import SQL
from analytics.errors import ConfigError, KoeError, LockedError, StoppedError, StorageError

#: Values for the question marks of a statement, in order, or for its $names.
Parameters: TypeAlias = Sequence[object] | Mapping[str, object]

#: A release stays readable for DuckDB 1.5 and today's BI drivers.
RELEASE_STORAGE = "v1.5.0"

#: Nothing outside the database file is read or written, nothing is loaded or looked up.
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


#: All that DuckDB says of a query that a signal has stopped.
_INTERRUPTED = "Query interrupted"


@cache
def statement(name: str) -> str:
    """Return the text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def statements(folder: str) -> tuple[str, ...]:
    """Return the names of the files of `sql/<folder>`, without their ending, sorted."""
    return tuple(sorted(path.stem for path in (SQL / folder).glob("*.sql")))


class Database:
    """An open DuckDB file. Every fault of DuckDB leaves it as one of koe's errors."""

    def __init__(self, path: Path, *, read_only: bool = False, memory_limit: str | None = None) -> None:
        """Open `path`; a reader sees that file only and can change no setting."""
        self.path = path
        config: dict[str, str | bool | int | float | list[str]] = {**_CLOSED}
        if memory_limit:
            config["memory_limit"] = memory_limit
        if read_only:
            config |= {"enable_external_access": "false", "lock_configuration": "true"}
        else:
            config["temp_directory"] = str(path.parent / "spill")
        with _in_our_words(path):
            self._connection = duckdb.connect(str(path), read_only=read_only, config=config)

    def close(self) -> None:
        """Write everything down and let go of the file."""
        with _in_our_words(self.path):
            self._connection.close()

    def __enter__(self) -> "Database":
        """Return the database itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def run(self, sql: str, parameters: Parameters = ()) -> None:
        """Execute one or, without parameters, several statements."""
        with _in_our_words(self.path):
            self._connection.execute(sql, parameters or None)

    def table(self, sql: str, parameters: Parameters = ()) -> pa.Table:
        """Return the result of a query as an Arrow table."""
        with _in_our_words(self.path):
            return self._connection.sql(sql, params=parameters or None).to_arrow_table()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        """Return the result of a query as dictionaries."""
        with _in_our_words(self.path):
            cursor = self._connection.execute(sql, parameters or None)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def people_query(self, sql: str, limit: int) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and at most `limit` rows of a query that a person wrote, its faults as ConfigError."""
        with _in_our_words(self.path):
            try:
                cursor = self._connection.execute(sql)
                return [column[0] for column in cursor.description], cursor.fetchmany(limit)
            except (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError) as fault:
                raise ConfigError([f"sql: {_first_line(fault)}"]) from None

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a cell has the type its SQL gives it
        """Return the first column of the first row of a query; None where there is no row."""
        with _in_our_words(self.path):
            rows = self._connection.execute(sql, parameters or None).fetchall()
        return rows[0][0] if rows else None

    def load(self, name: str, parameters: Parameters = ()) -> pa.Table:
        """Return the result of `sql/load/<name>.sql`."""
        return self.table(statement(f"load/{name}"), parameters)

    def create_temporary(self, table: str, rows: pa.Table) -> None:
        """Make a table of this connection with the columns and rows of `rows`."""
        with _in_our_words(self.path), self._shown(rows):
            self._connection.execute(f"create or replace temporary table {table} as select * from shown_rows")

    def append(self, table: str, rows: pa.Table) -> None:
        """Add `rows` to `table` by the names of its columns."""
        with _in_our_words(self.path), self._shown(rows):
            self._connection.execute(f"insert into {table} by name select * from shown_rows")

    def replace(self, table: str, rows: pa.Table) -> None:
        """Put `rows` in the place of all rows of `table`."""
        with _in_our_words(self.path), self._shown(rows):
            self._connection.execute(f"delete from {table}")
            self._connection.execute(f"insert into {table} by name select * from shown_rows")

    @contextmanager
    def attached_release(self, path: Path) -> Iterator[None]:
        """Have a new database file at hand as `release`, in the format that today's readers know."""
        self.run(f"attach {_quoted(str(path))} as release (storage_version {_quoted(RELEASE_STORAGE)})")
        yield
        self.run("checkpoint release")
        self.run("detach release")

    @contextmanager
    def attached(self, path: Path, name: str) -> Iterator[None]:
        """Have another database file at hand as `name`, for reading."""
        self.run(f"attach {_quoted(str(path))} as {name} (read_only)")
        yield
        self.run(f"detach {name}")

    def comment(self, on: str, text: str) -> None:
        """Set the comment on a table or column."""
        self.run(f"comment on {on} is {_quoted(text)}")

    def export(self, query: str, path: Path, parameters: Parameters = ()) -> None:
        """Write the result of a query to a Parquet file."""
        self.run(f"copy ({query}) to {_quoted(str(path))} (format parquet)", parameters)

    @contextmanager
    def _shown(self, rows: pa.Table) -> Iterator[None]:
        """Let statements see `rows` as the table shown_rows."""
        self._connection.register("shown_rows", rows)
        try:
            yield
        except BaseException:
            # In a transaction that a fault has ended nothing can be taken away; the fault is what counts.
            with suppress(duckdb.Error):
                self._connection.unregister("shown_rows")
            raise
        self._connection.unregister("shown_rows")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of the block or nothing of it."""
        self.run("begin transaction")
        try:
            yield
        except BaseException:
            # A connection that broke (disk full) has rolled back by itself, and cannot be asked to.
            try:
                self._connection.execute("rollback")
            except duckdb.Error:
                pass
            raise
        self.run("commit")


def is_single_query(sql: str) -> bool:
    """Say whether `sql` is exactly one statement, and that a SELECT, by DuckDB's own parser."""
    try:
        found = duckdb.extract_statements(sql)
    except duckdb.Error as fault:
        raise ConfigError([f"sql: {_first_line(fault)}"]) from fault
    return len(found) == 1 and found[0].type == duckdb.StatementType.SELECT


def parsed_query(sql: str) -> str:
    """Return DuckDB's own parse of a SELECT as JSON, without running it."""
    with duckdb.connect(config=_CLOSED) as connection:
        row = connection.execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
    return str(row[0]) if row else "{}"


def _quoted(text: str) -> str:
    """Return a text as an SQL literal, for the few statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _in_our_words(path: Path) -> Iterator[None]:
    """Turn DuckDB's faults into koe's: which file, what happened, what to do."""
    try:
        yield
    except duckdb.Error as fault:
        raise _translated(fault, path) from fault
    except MemoryError as fault:
        raise StoppedError(f"{path.name}: out of memory") from fault
    except RuntimeError as fault:
        # A signal within a query: DuckDB drops what the signal's handler raised, and raises this.
        if str(fault) == _INTERRUPTED:
            raise KeyboardInterrupt from fault
        raise


def _translated(fault: duckdb.Error, path: Path) -> KoeError | duckdb.Error:
    """Return koe's error for a fault of DuckDB; one that is our own bug stays as it is."""
    text = str(fault)
    if isinstance(fault, duckdb.OutOfMemoryException):
        return StoppedError(f"{path.name}: a statement needed more memory than it may have")
    if isinstance(fault, duckdb.IOException) and "lock" in text.lower() and "conflict" in text.lower():
        return LockedError(f"{path.name}: another process has it open")
    if isinstance(fault, duckdb.SerializationException) or "newer version" in text or "version number" in text:
        return StorageError(f"{path}: made by a newer DuckDB; needs duckdb > {duckdb.__version__}")
    # A full disk in a COMMIT comes as a fault of the transaction, a wrong checksum as one of no class at all.
    damaged = any(words in text for words in ("not a valid DuckDB", "Corrupt database file", "Could not write file"))
    if isinstance(fault, (duckdb.IOException, duckdb.FatalException)) or damaged:
        return StorageError(f"{path}: {_storage_reason(text)}")
    return fault


def _storage_reason(text: str) -> str:
    """Say in a sentence what DuckDB reports of a file, without its stack or data."""
    if "No space" in text or "space left" in text or "could not write" in text.lower():
        return "no space left, or the disk cannot be written; free space and run again"
    if "read-only file system" in text.lower() or "permission denied" in text.lower():
        return "cannot be written: permission denied or a read-only file system"
    return "damaged or not koe's; restore it from a backup, or move the warehouse folder away to read all files again"


def _first_line(fault: BaseException) -> str:
    """Return the first line of an exception's text."""
    return str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
