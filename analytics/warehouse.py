"""The pipeline's own state: what was delivered, what it said, and what the analysis made of it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analytics.database import Database, statement
from analytics.errors import StorageError
from analytics.home import Home, sync_file, sync_folder
from analytics.points import reached

logger = logging.getLogger(__name__)

#: What is derived from what was delivered; views are small or read once, tables are read again and again.
_RECORDS = ("newest_snapshot", "review_record", "event_record", "customer_record", "product_record")
_STANDING = ("review", "event", "customer", "product", "customer_activity", "calendar")
_ANALYSED = ("topic", "mention", "topic_ancestor", "topic_mention")
_COUNTED = ("review_slice", "topic_period", "behaviour_period")


class Warehouse:
    """The open work database of a home; only the run that holds the home's lock opens it."""

    def __init__(self, database: Database) -> None:
        """Wrap an open database whose schema is in place."""
        self.database = database

    def derive_records(self) -> None:
        """Say of every record whether it stands, is a duplicate or was superseded."""
        for name in _RECORDS:
            self.database.run(f"create or replace view staging.{name} as {statement(f'staging/{name}')}")

    def derive_standing(self) -> None:
        """Make the tables of what stands, up to the scope's as_of."""
        self._derive(_STANDING)

    def derive_analysed(self) -> None:
        """Make the tables that join mentions with their topics and sentiment."""
        self._derive(_ANALYSED)

    def derive_counted(self) -> None:
        """Make the tables of counts by period."""
        self._derive(_COUNTED)

    def drop_derived(self) -> None:
        """Drop the tables that are derived from what was delivered; every pass makes them anew."""
        for name in (*_STANDING, *_ANALYSED, *_COUNTED):
            self.database.run(f"drop table if exists staging.{name}")

    def _derive(self, names: tuple[str, ...]) -> None:
        """Make each staging table anew from the file of its name, in order."""
        for name in names:
            self.database.run(f"create or replace table staging.{name} as {statement(f'staging/{name}')}")

    def scope(self) -> dict[str, Any]:
        """Return what the current analysis covers."""
        return self.database.rows("select * from analysis.scope")[0]


@contextmanager
def open_warehouse(home: Home) -> Iterator[Warehouse]:
    """Open the warehouse of `home` for writing, made if it is not there."""
    with Database(_file(home)) as database:
        database.run(statement("warehouse/schema"))
        warehouse = Warehouse(database)
        warehouse.derive_records()
        yield warehouse


def copy_warehouse(home: Home) -> None:
    """Put a logical copy in the place of the warehouse's file: it holds no byte of what was deleted."""
    path = _file(home)
    aside = path.with_name(f"{path.stem}-next{path.suffix}")
    logs = [file.with_name(f"{file.name}.wal") for file in (path, aside)]
    aside.unlink(missing_ok=True)
    logs[1].unlink(missing_ok=True)
    # Opened and closed, so that nothing of it is in a log, which would be replayed onto the copy.
    with Database(path) as database:
        database.run("checkpoint")
    with Database(aside) as database, database.attached(path, "before"):
        database.run(f'copy from database before to "{aside.stem}"')
        reached("warehouse.copied")
    for log in logs:
        if log.exists():
            raise StorageError(f"{log}: the warehouse was not written down completely")
    sync_file(aside)
    reached("warehouse.synced")
    aside.replace(path)
    sync_folder(path.parent)
    reached("warehouse.replaced")


def _file(home: Home) -> Path:
    """Return the file of the warehouse, which nobody else may know."""
    return home.warehouse / "koe-work.duckdb"
