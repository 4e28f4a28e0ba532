"""One pass of the pipeline: what every stage of it needs to know, and its line in the ledger."""

import hashlib
import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from analytics.encode import Encoder
from analytics.errors import KoeError
from analytics.home import Home, write_whole
from analytics.settings import Settings
from analytics.warehouse import Warehouse, open_warehouse

logger = logging.getLogger(__name__)

#: Runs that `koe status` can show; older ones stay in the warehouse.
RUNS_SHOWN = 50

#: How the folder of a release begins while it is being built; a run that was killed leaves one behind.
UNFINISHED = ".next-"

#: Bumped whenever the program would publish something else from the same input.
METHOD = 2


class Progress(Protocol):
    """Where a stage says how far it is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note that `done` of `total` steps of `stage` are behind us."""
        ...


@dataclass(frozen=True)
class Run:
    """What every stage knows: the home, its settings, the run's id, the model, and whom to tell."""

    home: Home
    settings: Settings
    run_id: str
    started_at: datetime
    as_of: datetime | None
    encoder: Encoder
    progress: Progress
    #: Deliveries that are unlike those before them are let in this once.
    accept_drift: bool = False

    @property
    def folder(self) -> Path:
        """Where this run's release is built, aside from those that people read."""
        return self.home.releases / f"{UNFINISHED}{self.run_id}"


def utc_now() -> datetime:
    """Return the machine's clock as naive UTC in whole seconds; only a run's own times use it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@contextmanager
def begin_run(
    home: Home,
    settings: Settings,
    encoder: Encoder,
    *,
    as_of: datetime | None,
    progress: Progress,
    accept_drift: bool = False,
) -> Iterator[Run]:
    """Hold the home for one run and keep its line in the ledger, whatever becomes of it.

    Raises LockedError if another run holds the home. Leftovers of killed runs are cleaned, and theirs alone.
    """
    home.prepare()
    with home.lock():
        for leftover in home.releases.glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover)
        started_at = utc_now()
        with open_warehouse(home) as warehouse:
            number = _begin(warehouse, started_at)
        run = Run(home, settings, f"run-{number:06d}", started_at, as_of, encoder, progress, accept_drift)
        try:
            yield run
        except KoeError as fault:
            end_run(run, "failed", fault.exit_code, str(fault))
            raise
        except KeyboardInterrupt:
            end_run(run, "interrupted", 130, "interrupted")
            raise


def end_run(run: Run, status: str, exit_code: int, message: str) -> None:
    """Write how `run` ended into the ledger and its readable copy."""
    with open_warehouse(run.home) as warehouse:
        warehouse.database.run(
            "update ledger.run set status = ?, exit_code = ?, message = ?, finished_at = ? where run_id = ?",
            [status, exit_code, message, utc_now(), run.run_id],
        )
        _copy_ledger(run.home, warehouse)


def input_hash(run: Run, warehouse: Warehouse) -> str:
    """Return a hash of all that the result depends on: deliveries, settings, model, method, asked as_of."""
    delivered = warehouse.database.rows(
        "select source, file, sha256, mapping_hash from ledger.delivery order by delivery_id"
    )
    told = {
        "deliveries": [list(row.values()) for row in delivered],
        "settings": run.settings.as_json(),
        "model": run.encoder.revision,
        "method": METHOD,
        "as_of": str(run.as_of),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def has_nothing_new(run: Run) -> bool:
    """Say whether the current release was made from the very same input."""
    manifest = run.home.manifest()
    if manifest is None:
        return False
    with open_warehouse(run.home) as warehouse:
        return bool(manifest["input_hash"] == input_hash(run, warehouse))


def _begin(warehouse: Warehouse, started_at: datetime) -> int:
    """Add a line to the ledger; what still says running there was killed, since the lock is ours."""
    database = warehouse.database
    with database.transaction():
        database.run(
            "update ledger.run set status = 'abandoned', message = 'killed before it could say why' "
            "where status = 'running'"
        )
        number = int(database.value("select coalesce(max(run_number), 0) + 1 from ledger.run"))
        database.run(
            "insert into ledger.run (run_number, run_id, started_at, status) values (?, ?, ?, 'running')",
            [number, f"run-{number:06d}", started_at],
        )
    return number


def _copy_ledger(home: Home, warehouse: Warehouse) -> None:
    """Write the last runs where they can be read while the warehouse is in use."""
    rows = warehouse.database.rows("select * from ledger.run order by run_number desc limit ?", [RUNS_SHOWN])
    write_whole(home.ledger_copy, json.dumps(rows, default=str, indent=1, ensure_ascii=False))
