"""The ledger's memory of deliveries: what each looked like, and how it differed from those before it."""

from collections import defaultdict

import pyarrow as pa

from analytics.database import Database, statement
from analytics.home import Home
from analytics.settings import Settings, Source
from analytics.sources import Finding, NumberProfile, Profile

#: The tables of the ledger that hold more of a delivery than its line.
LEDGER_TABLES = ("delivery_column", "delivery_figure", "drift")


def load_history(database: Database, source: Source, mapping_hash: str) -> list[Profile]:
    """Return what the source delivered so far by this mapping, the oldest first; broken files left out."""
    known = [source.name, mapping_hash]
    columns: defaultdict[int, set[str]] = defaultdict(set)
    for row in database.rows(statement("ingest/history_columns"), known):
        columns[row["delivery_id"]].add(row["name"])
    numbers: defaultdict[int, dict[str, NumberProfile]] = defaultdict(dict)
    for row in database.rows(statement("ingest/history_figures"), known):
        delivery_id, field = row.pop("delivery_id"), row.pop("field")
        numbers[delivery_id][field] = NumberProfile(**row)
    return [
        Profile(row["records"], frozenset(columns[row["delivery_id"]]), (), numbers[row["delivery_id"]])
        for row in database.rows(statement("ingest/history_records"), known)
    ]


def save_profile(database: Database, delivery_id: int, profile: Profile, findings: tuple[Finding, ...]) -> None:
    """Remember what a delivery looked like, and what was found of it."""
    database.run("update ledger.delivery set records = ? where delivery_id = ?", [profile.records, delivery_id])
    columns = [{"delivery_id": delivery_id, "name": name} for name in sorted(profile.unmapped)]
    numbers = [{"delivery_id": delivery_id, "field": name, **vars(of)} for name, of in profile.numbers.items()]
    drifts = [{"delivery_id": delivery_id, **vars(finding)} for finding in findings]
    for table, rows in zip(LEDGER_TABLES, (columns, numbers, drifts), strict=True):
        if rows:
            database.append(f"ledger.{table}", pa.Table.from_pylist(rows))


def drift_metrics(database: Database, home: Home, settings: Settings) -> pa.Table:
    """Return rows of analysis.quality: deliveries since the last release that were unlike those before, by rule."""
    manifest = home.manifest()
    since = manifest["run_id"] if manifest else ""
    known = {source.name for source in settings.source}
    rows = [row for row in database.rows(statement("ingest/drifts_since"), [since]) if row.pop("source") in known]
    schema = pa.schema(
        [("metric", pa.string()), ("value", pa.float64()), ("gate", pa.string()), ("passed", pa.bool_())]
    )
    return pa.Table.from_pylist(rows, schema=schema)
