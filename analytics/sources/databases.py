"""A database's answer as a file: rows in canonical JSON Lines, read in one snapshot, then read like any delivery.

Rows change while nobody looks, so that an answer is known by its content: the sum of the rows' hashes, which is the
same in whatever order the database gives them.
"""

import base64
import hashlib
import json
import logging
import math
import os
import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from analytics.errors import ConfigError, SourceError, StorageError
from analytics.settings import Source, public_address
from analytics.sources.columns import plan_columns
from analytics.sources.deliveries import DeliveredFile

if TYPE_CHECKING:
    import psycopg

logger = logging.getLogger(__name__)

#: Rows fetched at a time: a few MB, so that memory stays flat however large the answer is.
FETCH_ROWS = 10_000

#: Attempts, and seconds before the second: a server that restarts is back within half a minute or so.
ATTEMPTS = 4
FIRST_PAUSE = 2.0

#: Seconds to wait for a connection, and for another program's lock on an SQLite file.
CONNECT_SECONDS = 15

#: The sums of row hashes are kept within as many bits as one hash has.
_HASHES = 2**256

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")

Row: TypeAlias = Sequence[object]
#: Column names, and all rows in batches.
Answer: TypeAlias = tuple[list[str], Iterator[Sequence[Row]]]


class _Unreachable(Exception):
    """The database cannot be reached or was lost half way; its text names the kind of fault only."""


def extract(source: Source, home: Path, path: Path, pause: Callable[[float], None] = time.sleep) -> DeliveredFile:
    """Ask the database of `source` and write its answer to `path` (….jsonl), which only koe may open.

    Raises ConfigError for an address that cannot be used, SourceError if the database refuses the query or stays
    out of reach after some attempts, StorageError if the disk cannot take the answer. No message holds the
    address's user or password, nor what a server says, which may quote values.
    """
    if source.url is None or source.query is None:
        raise ValueError("a source without an address has no database")
    url = _filled(source.url, source.name)
    name = public_address(url)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with _answer(url, source, home) as (names, batches):
                if source.drift.missing_column == "stop":
                    plan_columns(names, source, name)
                return _written(names, batches, path, name)
        except _Unreachable as fault:
            if attempt == ATTEMPTS:
                raise SourceError(f"source {source.name}: {name}: {fault}, {ATTEMPTS} times; is it up?") from None
            # Jitter, so that programs that lost a server together do not come back together.
            seconds = FIRST_PAUSE * 2 ** (attempt - 1) * random.uniform(0.5, 1)
            logger.warning("source %s: %s: %s; trying again in %.0f s", source.name, name, fault, seconds)
            pause(seconds)
    raise AssertionError("the last attempt returns or raises")


def _filled(url: str, name: str) -> str:
    """Put the environment's values in the place of ${NAMES}; raise ConfigError for those that are not set."""
    absent = sorted({variable for variable in _VARIABLE.findall(url) if variable not in os.environ})
    if absent:
        raise ConfigError([f"koe.toml: [[source]] {name}: 'url': no ${v} in the environment" for v in absent])
    return _VARIABLE.sub(lambda match: os.environ[match[1]], url)


@contextmanager
def _answer(url: str, source: Source, home: Path) -> Iterator[Answer]:
    """Ask the database that an address names, in one snapshot that cannot write."""
    query = source.query or ""
    if url.startswith("sqlite:///"):
        with _sqlite_answer(home / unquote(url.removeprefix("sqlite:///")), source, query) as answer:
            yield answer
    elif url.startswith(("postgresql://", "postgres://")):
        with _postgres_answer(url, source, query) as answer:
            yield answer
    else:
        raise ConfigError([f"koe.toml: [[source]] {source.name}: 'url' is of no database that koe reads"])


@contextmanager
def _sqlite_answer(path: Path, source: Source, query: str) -> Iterator[Answer]:
    """Ask an SQLite file; a path without a leading slash is relative to home."""
    if not path.is_file():
        raise SourceError(f"source {source.name}: {path.name}: no such database file")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", CONNECT_SECONDS, uri=True)) as connection:
            # Text that is not UTF-8 costs its own record, not the query.
            connection.text_factory = lambda given: given.decode("utf-8", "surrogateescape")
            connection.execute("begin")
            cursor = connection.execute(query)
            if cursor.description is None:
                raise SourceError(f"source {source.name}: 'query' gives no rows; it must be one select")
            yield [column[0] for column in cursor.description], iter(lambda: cursor.fetchmany(FETCH_ROWS), [])
    except sqlite3.Error as fault:
        code = getattr(fault, "sqlite_errorname", type(fault).__name__)
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR")):
            raise _Unreachable(f"the database cannot be read ({code})") from None
        raise SourceError(f"source {source.name}: {path.name}: the database refuses 'query' ({code})") from None


@contextmanager
def _postgres_answer(url: str, source: Source, query: str) -> Iterator[Answer]:
    """Ask a PostgreSQL server through a cursor of its own, so that neither side holds the whole answer."""
    try:
        import psycopg
    except ImportError:
        raise ConfigError(
            [f"koe.toml: [[source]] {source.name}: PostgreSQL needs a package: pip install 'psycopg[binary]'"]
        ) from None
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            with connection.cursor("koe_extract") as cursor:
                cursor.execute(query.encode())
                names = [column.name for column in cursor.description or ()]
                yield names, iter(lambda: cursor.fetchmany(FETCH_ROWS), [])
    except psycopg.Error as fault:
        raise _postgres_fault(fault, source) from None


def _postgres_fault(fault: "psycopg.Error", source: Source) -> Exception:
    """Return the error for a fault of a server, told by its class and SQLSTATE alone."""
    import psycopg

    kind = f"{type(fault).__name__}{f', SQLSTATE {fault.sqlstate}' if fault.sqlstate else ''}"
    # Class 28 is a wrong user or password, 3D a database that is not there: asking again does not help.
    if isinstance(fault, psycopg.OperationalError) and not (fault.sqlstate or "").startswith(("28", "3D")):
        return _Unreachable(f"the server cannot be reached, or was lost half way ({kind})")
    return SourceError(f"source {source.name}: the server refuses the connection or 'query' ({kind})")


def _written(names: list[str], batches: Iterator[Sequence[Row]], path: Path, name: str) -> DeliveredFile:
    """Write an answer as JSON Lines; the file is whole or an error was raised."""
    keys = [json.dumps(column, ensure_ascii=False) for column in names]
    total = count = 0
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb", buffering=2**20) as file:
            for rows in batches:
                for row in rows:
                    members = (f"{key}:{_cell(value)}" for key, value in zip(keys, row, strict=True))
                    line = f"{{{','.join(members)}}}\n".encode("utf-8", "surrogatepass")
                    total = (total + int.from_bytes(hashlib.sha256(line).digest())) % _HASHES
                    count += 1
                    file.write(line)
            if not count:
                # An answer of no rows is an answer, a file of no bytes is broken.
                file.write(b"\n")
        state = path.stat()
    except OSError as fault:
        raise StorageError(f"{path}: cannot be written ({fault.strerror}, errno {fault.errno})") from fault
    told = json.dumps([names, count, total])
    return DeliveredFile(name, path, hashlib.sha256(told.encode()).hexdigest(), state.st_size, state.st_mtime_ns)


def _cell(value: object) -> str:
    """Return a value of a database as JSON: numbers in full, times in ISO, bytes in base 64."""
    if isinstance(value, bool) or value is None or isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else "null"
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else "null"
    if isinstance(value, date | datetime):
        return json.dumps(value.isoformat())
    if isinstance(value, bytes | memoryview):
        return json.dumps(base64.b64encode(value).decode())
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return json.dumps(str(value), ensure_ascii=False)
