"""What a run publishes: a folder built aside, checked, then swapped in at once; and how it is read."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from analytics.catalog import mart_tables
from analytics.database import Database, statement, statements
from analytics.errors import GateError, StorageError
from analytics.home import Home, sync_file, sync_folder, write_whole
from analytics.points import reached

#: The database of a release, and the vectors of all published mentions among its tables.
DATABASE = "koe.duckdb"
VECTORS = "mention_vector"

#: Offending rows that a failed check names.
_ROWS_SHOWN = 3


class Release:
    """A release folder, open for reading; it stays the same while newer ones are published."""

    def __init__(self, folder: Path) -> None:
        """Read the release in `folder`."""
        self.folder = folder

    def __enter__(self) -> "Release":
        """Return the release itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of its database."""
        self._database.close()

    @cached_property
    def _database(self) -> Database:
        """The release's database."""
        return Database(self.folder / DATABASE, read_only=True)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the release says of itself."""
        text = (self.folder / "manifest.json").read_text(encoding="utf-8")
        manifest: dict[str, Any] = json.loads(text)
        return manifest

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query as dictionaries."""
        return self._database.rows(sql, parameters)

    def vectors_file(self) -> Path:
        """Return the Parquet file of mention vectors."""
        return self.folder / "tables" / f"{VECTORS}.parquet"


def current_release(home: Home) -> Release:
    """Return what `current` points to now; raise StorageError before the first release."""
    if not home.current.exists():
        raise StorageError(f"{home.path}: nothing is published yet; `koe run` publishes")
    return Release(home.current.resolve())


@contextmanager
def new_tables(database: Database, folder: Path) -> Iterator[None]:
    """Have the empty tables of a release in `folder` at hand as `release.mart`; filled, they are copied to Parquet.

    A logical copy into a fresh file holds no byte of what was deleted.
    """
    tables = folder / "tables"
    tables.mkdir(parents=True)
    with database.attached_release(folder / DATABASE):
        database.run("create schema release.mart")
        for table in mart_tables():
            columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
            database.run(f"create table release.mart.{table.name} ({columns})")
        yield
        for table in mart_tables():
            database.comment(f"table release.mart.{table.name}", table.grain)
            for column in table.columns:
                database.comment(f"column release.mart.{table.name}.{column.name}", column.comment)
            database.export(f"from release.mart.{table.name}", tables / f"{table.name}.parquet")
    if (folder / f"{DATABASE}.wal").exists():
        raise StorageError(f"{folder / DATABASE}: not written down completely")


def build_tables(database: Database, folder: Path, before: Path | None, model_revision: str) -> None:
    """Write the database and the Parquet copies of a release into `folder`, from the open warehouse.

    The lines of earlier runs come from `before`, the release folder they were published in.
    """
    with new_tables(database, folder):
        if before:
            with database.attached(before / DATABASE, "before"):
                for name in ("run", "quality"):
                    database.run(f"insert into release.mart.{name} by name select * from before.mart.{name}")
        for name in (table for table in statements("mart")):
            database.run(f"insert into release.mart.{name} by name {statement(f'mart/{name}')}")
    database.export(statement("load/mention_vectors"), folder / "tables" / f"{VECTORS}.parquet", [model_revision])
    reached("release.tables")


def check_tables(folder: Path) -> None:
    """Run every check of `sql/check` on the database in `folder`; raise GateError naming those that fail."""
    failed = []
    with Database(folder / DATABASE, read_only=True) as database:
        for name in statements("check"):
            rows = database.rows(statement(f"check/{name}"))
            if rows:
                ids = ", ".join(str(next(iter(row.values()))) for row in rows[:_ROWS_SHOWN])
                failed.append(f"{name.replace('_', ' ')}: {len(rows)} rows, such as {ids}")
    if failed:
        raise GateError("checks failed, nothing published: " + "; ".join(failed))


def write_manifest(folder: Path, run_id: str, as_of: str | None, input_hash: str) -> None:
    """Write what the release consists of: counts of rows, and the size and hash of every file."""
    with Database(folder / DATABASE, read_only=True) as database:
        counts = {table.name: database.value(f"select count(*) from mart.{table.name}") for table in mart_tables()}
    files = {
        str(path.relative_to(folder)): {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest = {"run_id": run_id, "as_of": as_of, "input_hash": input_hash, "tables": counts, "files": files}
    write_whole(folder / "manifest.json", json.dumps(manifest, indent=1))
    reached("release.manifest")


def swap_in(home: Home, folder: Path, run_id: str) -> None:
    """Make the finished `folder` the current release: on disk first, then one atomic change of a link."""
    sync_tree(folder)
    reached("release.synced")
    folder.rename(home.releases / run_id)
    reached("release.rename")
    sync_folder(home.releases)
    reached("release.renamed")
    point_to(home, run_id)
    reached("release.linked")


def point_to(home: Home, run_id: str) -> None:
    """Make a release on disk the current one, by one atomic change of a link."""
    link = home.path / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / run_id)
    reached("release.link")
    link.replace(home.current)
    reached("release.pointed")
    sync_folder(home.path)


def sync_tree(folder: Path) -> None:
    """Make a folder and all that is in it last through a loss of power."""
    reached("release.sync")
    for path in folder.rglob("*"):
        sync_file(path)
    sync_folder(folder)


def _sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
