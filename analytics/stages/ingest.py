"""Take in what was delivered since the last run: every record stands in the warehouse or is refused by line."""

import logging
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa

from analytics.database import Database, statement
from analytics.errors import SourceError
from analytics.run import Run
from analytics.settings import Kind, Source
from analytics.sources import (
    BrokenFile,
    DeliveredFile,
    Reject,
    find_deliveries,
    read_delivery,
    schema_of,
    still_settled,
)
from analytics.warehouse import open_warehouse

logger = logging.getLogger(__name__)

_TABLE: dict[Kind, str] = {
    "reviews": "review_version",
    "events": "event_version",
    "customers": "customer_version",
    "products": "product_version",
}

#: Rules named in the message when too much of a source was refused.
_REASONS_SHOWN = 3


@dataclass(frozen=True)
class Ingested:
    """What came in: files, their records, those refused, and files that wait because they still change."""

    files: int
    records: int
    rejected: int
    unsettled: tuple[str, ...]


@dataclass(frozen=True)
class _TakenIn:
    """One file: its accepted records and its refusals."""

    file: str
    accepted: int
    rejects: tuple[Reject, ...]


def ingest(run: Run) -> Ingested:
    """Read every delivery that the ledger does not know; a source's files and ledger rows in one transaction.

    Raises SourceError when a source broke its contract; nothing of that source's new files is kept then.
    """
    taken: list[_TakenIn] = []
    unsettled: list[str] = []
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        for number, source in enumerate(run.settings.source):
            run.progress("ingest", number, len(run.settings.source))
            found = find_deliveries(run.home.path, source)
            unsettled += found.unsettled
            new = [file for file in found.files if not _is_known(database, file, source, run)]
            with database.transaction():
                results = {file.file: _take_in(database, file, source, run) for file in new}
                read = [result for result in results.values() if result]
                _hold_to_contract(source, read)
                _refuse_shared_ids(database)
            taken += read
            unsettled += [file for file, result in results.items() if result is None]
    run.progress("ingest", len(run.settings.source), len(run.settings.source))
    for name in unsettled:
        logger.warning("%s is still being written and waits for the next run", name)
    rejected = sum(len(file.rejects) for file in taken)
    return Ingested(len(taken), sum(f.accepted for f in taken) + rejected, rejected, tuple(unsettled))


def _is_known(database: Database, delivered: DeliveredFile, source: Source, run: Run) -> bool:
    """Say whether this file has been read for this source by this mapping."""
    known = "select 1 from ledger.delivery where source = ? and sha256 = ? and mapping_hash = ?"
    mapping = source.mapping_hash(run.settings.project)
    return database.value(known, [source.name, delivered.sha256, mapping]) is not None


def _take_in(database: Database, delivered: DeliveredFile, source: Source, run: Run) -> _TakenIn | None:
    """Read one file into the warehouse, within the caller's transaction; None if it changed meanwhile."""
    kind = source.kind
    schema = schema_of(kind)
    database.run("drop table if exists incoming")
    rejects: list[Reject] = []
    accepted = 0
    try:
        database.create_temporary("incoming", schema.empty_table())
        for batch in read_delivery(delivered, source, run.settings.project):
            database.append("incoming", batch.records)
            accepted += batch.records.num_rows
            rejects += batch.rejects
    except BrokenFile as fault:
        database.run("delete from incoming")
        accepted, rejects = 0, [Reject(0, fault.reason)]
    if not still_settled(delivered):
        return None
    _forget_older_mapping(database, delivered, source)
    delivery_id = database.value(
        "insert into ledger.delivery (source, kind, file, sha256, mapping_hash, run_id, bytes) "
        "values (?, ?, ?, ?, ?, ?, ?) returning delivery_id",
        [
            source.name, kind, delivered.file, delivered.sha256,
            source.mapping_hash(run.settings.project), run.run_id, delivered.size,
        ],
    )  # fmt: skip
    parameters = {"delivery_id": delivery_id}
    if kind in ("reviews", "events"):
        parameters["source"] = source.name
    database.run(f"insert into staging.{_TABLE[kind]} by name {statement(f'ingest/{kind}')}", parameters)
    database.append("staging.refusal", _refusals(delivery_id, rejects))
    database.run("drop table incoming")
    return _TakenIn(delivered.file, accepted, tuple(rejects))


def _forget_older_mapping(database: Database, delivered: DeliveredFile, source: Source) -> None:
    """Drop what the same file said when it was read by another mapping: it is read anew."""
    older = "select delivery_id from ledger.delivery where source = ? and sha256 = ?"
    for table in (*_TABLE.values(), "refusal"):
        database.run(f"delete from staging.{table} where delivery_id in ({older})", [source.name, delivered.sha256])
    database.run("delete from ledger.delivery where source = ? and sha256 = ?", [source.name, delivered.sha256])


def _refusals(delivery_id: int, rejects: list[Reject]) -> pa.Table:
    """Return refusals as rows of staging.refusal."""
    return pa.table(
        {
            "delivery_id": pa.array([delivery_id] * len(rejects), pa.int64()),
            "line": pa.array([reject.line for reject in rejects], pa.int64()),
            "reason": pa.array([reject.reason for reject in rejects], pa.string()),
        }
    )


def _hold_to_contract(source: Source, taken: list[_TakenIn]) -> None:
    """Raise SourceError if more of the source's new records were refused than koe.toml allows.

    A file refused as a whole is listed in mart.rejected and counts in no share: the run goes on without it.
    """
    refused = [(file.file, r) for file in taken for r in file.rejects if r.line > 0]
    records = sum(file.accepted for file in taken) + len(refused)
    if not records or len(refused) / records <= source.max_rejected:
        return
    rules = Counter(reject.reason.partition(":")[0] for _, reject in refused)
    first = {reject.reason.partition(":")[0]: (file, reject) for file, reject in reversed(refused)}
    shown = "; ".join(
        f"{rule}: {count} records, first {first[rule][0]} line {first[rule][1].line} ({first[rule][1].reason})"
        for rule, count in rules.most_common(_REASONS_SHOWN)
    )
    hint = "; is this cp932?" if rules.most_common(1)[0][0] == "encoding" and source.encoding == "utf-8" else ""
    raise SourceError(
        f"{source.name}: {len(refused)} of {records} records refused ({len(refused) / records:.1%}), more than "
        f"max_rejected = {source.max_rejected:.1%}: {shown}{hint}"
    )


def _refuse_shared_ids(database: Database) -> None:
    """Raise SourceError if two sources of a kind share an id: which record would stand is anyone's guess."""
    for row in database.rows(statement("ingest/id_in_two_sources")):
        raise SourceError(
            f"sources {row['sources']}: {row['ids']} values of {row['field']} stand in both; "
            "give one of them an id_prefix in koe.toml"
        )
