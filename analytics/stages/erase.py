"""Erase a customer: the record of it, what goes from the warehouse, and a file without any byte of what went.

Each step is found done when it is done again, so that a kill between any two costs nothing but the time.
"""

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.database import Database, statement
from analytics.points import reached
from analytics.pseudonym import home_key, pseudonym
from analytics.run import Run, utc_now
from analytics.stages.erased import REASON, review_hash
from analytics.stages.stand import settle_records
from analytics.stages.texts import read_texts
from analytics.warehouse import copy_warehouse, open_warehouse

#: Tables of what was delivered of somebody.
_VERSIONS = ("review_version", "event_version", "customer_version")

#: What tells whose or which a row of the analysis is, and what has to be left of it for the row to stay.
_LEFT = {
    "review_id": "select review_id from staging.review_version",
    "mention_id": "select mention_id from analysis.mention",
}


@dataclass(frozen=True)
class Removed:
    """How many reviews, events and lines in lists of customers were removed from what was delivered."""

    reviews: int
    events: int
    listed: int

    @property
    def anything(self) -> bool:
        """Whether anything was found of the customer."""
        return bool(self.reviews or self.events or self.listed)


def record_erasure(run: Run, customer_id: str) -> Removed:
    """Note that a customer is erased, as a hash, and remove what was delivered of them, in one transaction.

    From then on the erasure is under way: whoever runs next finishes it.
    """
    key = home_key(run.home)
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        reached("erase.begin")
        with database.transaction():
            database.run(
                "insert into ledger.erasure values (?, ?, null) on conflict do update set finished_at = null",
                [pseudonym(key, customer_id), utc_now()],
            )
            removed = _remove_records(database, key, customer_id)
            _remove_analysed(database, customer_id)
            warehouse.drop_derived()
            reached("erase.removed")
        reached("erase.recorded")
    return removed


def _remove_records(database: Database, key: bytes, customer_id: str) -> Removed:
    """Put a refusal without any value in the place of each record that is the customer's."""
    records = database.table(statement("erase/records"), {"customer_id": customer_id})
    database.create_temporary("erased_record", records)
    for table in _VERSIONS:
        database.run(
            f"delete from staging.{table} where (delivery_id, line) in (select (delivery_id, line) from erased_record)"
        )
    database.run("insert into staging.refusal select delivery_id, line, ? from erased_record", [REASON])
    for row in database.rows(statement("erase/reviews")):
        database.run("insert or ignore into ledger.erased_review values (?)", [review_hash(key, row["review_id"])])
    counted = "select count(distinct id) from erased_record where kind = ?"
    reviews, events = (int(database.value(counted, [kind])) for kind in ("review", "event"))
    listed = int(database.value("select count(*) from erased_record where kind = 'customer'"))
    database.run("drop table erased_record")
    return Removed(reviews, events, listed)


def _remove_analysed(database: Database, customer_id: str) -> None:
    """Remove what the analysis says of the customer, and of reviews of which nothing is left."""
    for table in _holders(database, "customer_id"):
        database.run(f"delete from analysis.{table} where customer_id = ?", [customer_id])
    for column, left in _LEFT.items():
        for table in _holders(database, column):
            database.run(f"delete from analysis.{table} where {column} not in ({left})")


def _holders(database: Database, column: str) -> list[str]:
    """Return the tables of the analysis that have a column, so that one that comes later is not forgotten."""
    name = database.value("select current_database()")
    return [row["table_name"] for row in database.rows(statement("erase/holders"), [name, "analysis", column])]


def is_erasing(run: Run) -> bool:
    """Say whether an erasure is under way."""
    with open_warehouse(run.home) as warehouse:
        return bool(warehouse.database.value("select count(*) from ledger.erasure where finished_at is null"))


def remove_unsaid(run: Run) -> None:
    """Remove vectors, placements and all else that is known of texts that nobody says.

    The texts are read anew first, up to the latest record: what an earlier run looked at may have been less, and a
    text that somebody says must not lose its place.
    """
    whole = replace(run, as_of=None)
    settle_records(whole)
    read_texts(whole)
    with open_warehouse(run.home) as warehouse, warehouse.database.transaction():
        database = warehouse.database
        for table in _holders(database, "text_hash"):
            if table != "mention":
                database.run(
                    f"delete from analysis.{table} where text_hash not in (select text_hash from analysis.mention)"
                )
        database.run(statement("erase/copies"))
        reached("erase.unsaid")
    reached("erase.forgotten")


def rewrite_warehouse(run: Run) -> None:
    """Put a copy without deleted bytes in the place of the warehouse's file, and delete what lies beside it.

    Beside it may lie answers of databases and overflow of statements of a run that was killed, and details of a bug.
    """
    copy_warehouse(run.home)
    for path in (*run.home.warehouse.glob("extract-*"), run.home.warehouse / "last-bug.txt"):
        path.unlink(missing_ok=True)
    shutil.rmtree(run.home.warehouse / "spill", ignore_errors=True)
    reached("erase.cleared")


def finish_erasure(run: Run) -> None:
    """Note that no byte of those who were erased is left."""
    with open_warehouse(run.home) as warehouse:
        reached("erase.finish")
        warehouse.database.run("update ledger.erasure set finished_at = ? where finished_at is null", [utc_now()])
    reached("erase.finished")


def files_that_hold_erased(run: Run) -> list[tuple[str, int]]:
    """Return the delivered files that still hold records of erased customers, with how many; koe changes none.

    A file that was changed since it was taken in is another delivery. Of a database that koe reads its source is named.
    """
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows(statement("erase/files"))
    databases = {source.name for source in run.settings.source if source.url is not None}
    found: dict[str, int] = {}
    for row in rows:
        if row["source"] in databases:
            found[f"source {row['source']} (a database)"] = row["records"]
        elif _is_still(run.home.path / row["file"], row["bytes"], row["sha256"]):
            found[row["file"]] = max(found.get(row["file"], 0), row["records"])
    return sorted(found.items())


def _is_still(path: Path, size: int, sha256: str) -> bool:
    """Say whether a file is there as it was taken in; only one of the same size has to be read."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
