"""Releases that hold somebody who was erased: rebuilt aside without them, never edited in place.

Rows about the person go. Counts (of topics, periods, segments) stay as they were reported that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from analytics.catalog import Table, mart_tables
from analytics.database import Database, statement
from analytics.kept import UNFINISHED, kept_ids, replace_release
from analytics.points import reached
from analytics.release import DATABASE, VECTORS, Release, new_tables, write_manifest
from analytics.run import Run
from analytics.stages.erased import Erased, load_erased
from analytics.warehouse import open_warehouse

#: By which columns a row is somebody's, and the tables of what goes.
_GONE = {"customer_id": "gone_customer", "review_id": "gone_review", "mention_id": "gone_mention"}


@dataclass(frozen=True)
class Holder:
    """A release that holds erased customers: its folder, their ids as published, and the ids of their reviews."""

    folder: Path
    customer_ids: tuple[str, ...]
    review_ids: tuple[str, ...]


def releases_that_hold_erased(run: Run) -> Iterator[Holder]:
    """Yield each kept release that holds somebody who was erased."""
    with open_warehouse(run.home) as warehouse:
        erased = load_erased(warehouse.database, run.home)
    for run_id in kept_ids(run.home) if erased else ():
        holder = _searched(run.home.releases / run_id, erased) if erased else None
        if holder and (holder.customer_ids or holder.review_ids):
            yield holder


def _searched(folder: Path, erased: Erased) -> Holder:
    """Search one release."""
    with Release(folder) as release:
        holders = release.rows(statement("erase/holders"), [Path(DATABASE).stem, "mart", "customer_id"])
        customers = {
            row["customer_id"]
            for table in holders
            for row in release.rows(
                f"select distinct customer_id from mart.{table['table_name']} where customer_id is not null"
            )
        }
        gone = {customer_id for customer_id in customers if erased.is_published_customer(customer_id)}
        reviews = [
            row["review_id"]
            for row in release.rows("select review_id, customer_id from mart.review order by review_id")
            if row["customer_id"] in gone or erased.is_review(row["review_id"])
        ]
    return Holder(folder, tuple(sorted(gone)), tuple(reviews))


def rebuild(run: Run, holder: Holder) -> Path:
    """Build the release anew without those who were erased, pages apart; return the unfinished folder."""
    run_id = holder.folder.name
    folder = run.home.releases / f"{UNFINISHED}{run_id}"
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        for what, ids in (("customer", holder.customer_ids), ("review", holder.review_ids)):
            database.create_temporary(f"gone_{what}", pa.table({f"{what}_id": pa.array(ids, pa.string())}))
        with database.attached(holder.folder / DATABASE, "before"):
            mentions = "select mention_id from before.mart.mention where review_id in (from gone_review)"
            database.create_temporary("gone_mention", database.table(mentions))
            with new_tables(database, folder):
                for table in mart_tables():
                    _copy(database, table)
        vectors = f"tables/{VECTORS}.parquet"
        database.export(
            "select * from read_parquet(?) where mention_id not in (from gone_mention) order by mention_id",
            folder / vectors,
            [str(holder.folder / vectors)],
        )
    reached("erase.rebuilt")
    return folder


def _copy(database: Database, table: Table) -> None:
    """Copy what stays of a table; columns that koe did not have when the release was made are null."""
    known = {
        row["column_name"]
        for row in database.rows(
            "select column_name from duckdb_columns() "
            "where database_name = 'before' and schema_name = 'mart' and table_name = ?",
            [table.name],
        )
    }
    columns = [column.name for column in table.columns if column.name in known]
    if not columns:
        return
    stays = [f"coalesce({name} not in (from {gone}), true)" for name, gone in _GONE.items() if name in columns]
    database.run(
        f"insert into release.mart.{table.name} by name "
        f"select {', '.join(columns)} from before.mart.{table.name} where {' and '.join(stays) or 'true'}"
    )


def seal_and_swap(run: Run, holder: Holder, folder: Path) -> None:
    """Write the manifest of a rebuilt release, pages included, and put it in the place of the one that held somebody.

    It stays the release of that day: run, time and input are those of the one before.
    """
    with Release(holder.folder) as release:
        before = release.manifest
    write_manifest(folder, before["run_id"], before["as_of"], before["input_hash"])
    replace_release(run.home, folder, holder.folder.name)
