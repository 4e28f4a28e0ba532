"""Take in what was delivered since the last run: every record stands in the warehouse or is refused by line."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa

from analytics.database import Database, statement
from analytics.points import reached
from analytics.run import Run
from analytics.settings import Kind, Source
from analytics.sources import (
    BrokenFile,
    DeliveredFile,
    Found,
    Profile,
    Profiler,
    Reject,
    extract,
    find_deliveries,
    judge,
    read_delivery,
    schema_of,
    still_settled,
)
from analytics.stages.contract import TakenIn, hold_to_contract, refuse_shared_ids, refuse_unlike
from analytics.stages.erased import Erased, load_erased, refuse_erased
from analytics.stages.history import LEDGER_TABLES, load_history, save_profile
from analytics.warehouse import open_warehouse

logger = logging.getLogger(__name__)

_TABLE: dict[Kind, str] = {
    "reviews": "review_version",
    "events": "event_version",
    "customers": "customer_version",
    "products": "product_version",
}


@dataclass(frozen=True)
class Ingested:
    """What came in: files, their records, those refused, and files that wait because they still change."""

    files: int
    records: int
    rejected: int
    unsettled: tuple[str, ...]


@dataclass(frozen=True)
class _Delivery:
    """What is the same for all files of a source: itself, as koe.toml has it and as it is read in this run."""

    source: Source
    reader: Source
    mapping_hash: str
    run: Run
    erased: Erased | None


def ingest(run: Run) -> Ingested:
    """Read every delivery that the ledger does not know; a source's files and ledger rows in one transaction.

    Raises SourceError when a source broke its contract, GateError when a delivery is out of all proportion to
    those before it; nothing of that source's new files is kept then.
    """
    taken: list[TakenIn] = []
    unsettled: list[str] = []
    with open_warehouse(run.home) as warehouse:
        for number, source in enumerate(run.settings.source):
            run.progress("ingest", number, len(run.settings.source))
            with _delivered(run, source) as found:
                results = _take_source(warehouse.database, source, found.files, run)
            unsettled += found.unsettled
            taken += [result for result in results.values() if result]
            unsettled += [file for file, result in results.items() if result is None]
    run.progress("ingest", len(run.settings.source), len(run.settings.source))
    for name in unsettled:
        logger.warning("%s is still being written and waits for the next run", name)
    rejected = sum(len(file.rejects) for file in taken)
    return Ingested(len(taken), sum(f.accepted for f in taken) + rejected, rejected, tuple(unsettled))


@contextmanager
def _delivered(run: Run, source: Source) -> Iterator[Found]:
    """Return the files of a source; the answer of a database is one that is there for this moment only."""
    if source.url is None:
        yield find_deliveries(run.home.path, source)
        return
    answer = run.home.warehouse / f"extract-{source.name}.jsonl"
    try:
        yield Found((extract(source, run.home.path, answer),), ())
    finally:
        answer.unlink(missing_ok=True)


def _take_source(
    database: Database, source: Source, files: tuple[DeliveredFile, ...], run: Run
) -> dict[str, TakenIn | None]:
    """Take in the new files of one source, all or none; None for a file that changed meanwhile."""
    drift = source.drift.accepted() if run.accept_drift else source.drift
    reader = source.model_copy(update={"drift": drift})
    erased = load_erased(database, run.home)
    delivery = _Delivery(source, reader, source.mapping_hash(run.settings.project), run, erased)
    # Every file is held against the runs before this one: which of today's comes first means nothing.
    history = load_history(database, source, delivery.mapping_hash)
    with database.transaction():
        # Asked one by one, so that two files of the same bytes are one delivery, the first by name.
        results = {
            file.file: _take_in(database, file, delivery, history)
            for file in files
            if not _is_known(database, file, delivery)
        }
        read = [result for result in results.values() if result]
        hold_to_contract(reader, read)
        refuse_shared_ids(database)
        reached("ingest.written")
    reached("ingest.saved")
    for file in read:
        for finding in file.findings:
            logger.warning("source %s: %s: %s: %s", source.name, file.file, finding.rule, finding.sentence)
    return results


def _is_known(database: Database, delivered: DeliveredFile, delivery: _Delivery) -> bool:
    """Say whether this file has been read for this source by this mapping."""
    known = "select 1 from ledger.delivery where source = ? and sha256 = ? and mapping_hash = ?"
    return database.value(known, [delivery.source.name, delivered.sha256, delivery.mapping_hash]) is not None


def _take_in(
    database: Database, delivered: DeliveredFile, delivery: _Delivery, history: Sequence[Profile]
) -> TakenIn | None:
    """Read one file into the warehouse, within the caller's transaction; None if it changed meanwhile."""
    source = delivery.source
    read = _read(database, delivered, delivery, history)
    if not still_settled(delivered):
        return None
    _forget_older_mapping(database, delivered, source)
    delivery_id = database.value(
        "insert into ledger.delivery (source, kind, file, sha256, mapping_hash, run_id, bytes, snapshot) "
        "values (?, ?, ?, ?, ?, ?, ?, ?) returning delivery_id",
        [
            source.name, source.kind, delivered.file, delivered.sha256, delivery.mapping_hash, delivery.run.run_id,
            delivered.size, source.snapshot,
        ],
    )  # fmt: skip
    parameters = {"delivery_id": delivery_id}
    if source.kind in ("reviews", "events"):
        parameters["source"] = source.name
    database.run(f"insert into staging.{_TABLE[source.kind]} by name {statement(f'ingest/{source.kind}')}", parameters)
    database.append("staging.refusal", _refusals(delivery_id, read.rejects))
    if read.profile:
        save_profile(database, delivery_id, read.profile, read.findings)
    database.run("drop table incoming")
    return read


def _read(database: Database, delivered: DeliveredFile, delivery: _Delivery, history: Sequence[Profile]) -> TakenIn:
    """Read one file into the table `incoming`; a broken one is a single refusal at line 0."""
    database.run("drop table if exists incoming")
    database.create_temporary("incoming", schema_of(delivery.source.kind).empty_table())
    rejects: list[Reject] = []
    accepted = 0
    profiler = Profiler()
    try:
        for batch in read_delivery(delivered, delivery.reader, delivery.run.settings.project):
            database.append("incoming", batch.records)
            accepted += batch.records.num_rows
            rejects += batch.rejects
            profiler.add(batch)
        findings = judge(profiler.profile(), history, snapshot=delivery.source.snapshot)
        refuse_unlike(findings, delivery.reader)
    except BrokenFile as fault:
        database.run("delete from incoming")
        return TakenIn(delivered.file, 0, (Reject(0, fault.reason),), None, ())
    erased = refuse_erased(database, delivery.source.kind, delivery.erased)
    return TakenIn(delivered.file, accepted - len(erased), (*rejects, *erased), profiler.profile(), findings)


def _forget_older_mapping(database: Database, delivered: DeliveredFile, source: Source) -> None:
    """Drop what the same file said when it was read by another mapping: it is read anew."""
    older = "select delivery_id from ledger.delivery where source = ? and sha256 = ?"
    for table in (*_TABLE.values(), "refusal"):
        database.run(f"delete from staging.{table} where delivery_id in ({older})", [source.name, delivered.sha256])
    for table in LEDGER_TABLES:
        database.run(f"delete from ledger.{table} where delivery_id in ({older})", [source.name, delivered.sha256])
    database.run("delete from ledger.delivery where source = ? and sha256 = ?", [source.name, delivered.sha256])


def _refusals(delivery_id: int, rejects: Sequence[Reject]) -> pa.Table:
    """Return refusals as rows of staging.refusal."""
    return pa.table(
        {
            "delivery_id": pa.array([delivery_id] * len(rejects), pa.int64()),
            "line": pa.array([reject.line for reject in rejects], pa.int64()),
            "reason": pa.array([reject.reason for reject in rejects], pa.string()),
        }
    )
