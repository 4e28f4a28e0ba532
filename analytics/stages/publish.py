"""Build the release from what the stages saved, check it, and swap it in."""

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from analytics.database import Database, statement
from analytics.kept import current_id, forget_rollback, newest_id, prune
from analytics.points import reached
from analytics.release import Release, build_tables, check_tables, current_release, swap_in, write_manifest
from analytics.run import Run, input_hash, utc_now
from analytics.stages.metrics import refuse_worse
from analytics.warehouse import Warehouse, open_warehouse

#: Packages whose versions a result may hang on.
_PACKAGES = (
    "koe",
    "duckdb",
    "sentence-transformers",
    "umap-learn",
    "hdbscan",
    "graspologic-native",
    "numpy",
    "pandas",
    "prefect",
)


#: What a fit leaves in the warehouse under the id of its run.
_BY_RUN = (
    "analysis.model",
    "analysis.topic_lineage",
    "analysis.segment_lineage",
    "analysis.move",
)


@dataclass(frozen=True)
class Published:
    """Which release was published, and where."""

    run_id: str
    folder: Path


def build(run: Run) -> Path:
    """Write the tables of the release aside and check them; return the unfinished folder."""
    run.progress("publish", 0, 3)
    measured = _measured_before(run)
    before = newest_id(run.home)
    folder = run.home.releases / before if before else None
    told = _runs_told(folder)
    with open_warehouse(run.home) as warehouse:
        refuse_worse(warehouse.database, measured)
        with warehouse.database.transaction():
            _claim(run, warehouse.database, told)
            warehouse.database.replace("analysis.run", _run_row(run, warehouse))
            reached("publish.claiming")
        reached("publish.claimed")
        build_tables(warehouse.database, run.folder, folder, run.encoder.revision)
    check_tables(run.folder)
    reached("publish.checked")
    run.progress("publish", 1, 3)
    return run.folder


def _runs_told(folder: Path | None) -> list[str]:
    """Return the ids of the runs that the newest release tells of."""
    if folder is None:
        return []
    with Release(folder) as release:
        return [row["run_id"] for row in release.rows("select run_id from mart.run order by run_id")]


def _claim(run: Run, database: Database, told: Sequence[str]) -> None:
    """Make what runs that did not live to publish have found this run's: no release would tell of it else."""
    for table in _BY_RUN:
        database.run(f"update {table} set run_id = ? where not list_contains(?, run_id)", [run.run_id, list(told)])


def _measured_before(run: Run) -> dict[str, float]:
    """Return the metrics of the current release, none before the first."""
    if run.home.manifest() is None:
        return {}
    with current_release(run.home) as release:
        return {row["metric"]: row["value"] for row in release.rows(statement("load/quality_of_run"))}


def publish(run: Run) -> Published:
    """Seal the finished folder, pages included, and make it the current release."""
    run.progress("publish", 2, 3)
    with open_warehouse(run.home) as warehouse:
        as_of, told = warehouse.scope()["as_of"], input_hash(run, warehouse)
    write_manifest(run.folder, run.run_id, as_of.isoformat() if as_of else None, told)
    before = current_id(run.home)
    swap_in(run.home, run.folder, run.run_id)
    forget_rollback(run.home)
    reached("publish.forgotten")
    prune(run.home, run.settings.releases.keep, before)
    reached("publish.pruned")
    run.progress("publish", 3, 3)
    return Published(run.run_id, run.home.releases / run.run_id)


def _run_row(run: Run, warehouse: Warehouse) -> pa.Table:
    """Return the row of mart.run; its counts are taken from the tables themselves."""
    versions = {name: version(name) for name in _PACKAGES} | {"python": platform.python_version()}
    dimension = warehouse.database.value(
        "select len(vector) from analysis.vector where model_revision = ? limit 1", [run.encoder.revision]
    )
    instant = pa.timestamp("us")
    return pa.table(
        {
            "run_id": [run.run_id],
            "started_at": pa.array([run.started_at], instant),
            "finished_at": pa.array([utc_now()], instant),
            "as_of": pa.array([warehouse.scope()["as_of"]], instant),
            "model": [run.encoder.model],
            "model_revision": [run.encoder.revision],
            "dimension": pa.array([dimension], pa.int32()),
            "seed": [run.settings.topics.seed],
            "settings": [run.settings.as_json()],
            "input_hash": [input_hash(run, warehouse)],
            "versions": [json.dumps(versions, sort_keys=True)],
        }
    )
