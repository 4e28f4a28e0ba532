"""One pass of the pipeline: what every stage of it needs to know, and its line in the ledger."""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from analytics.database import statement
from analytics.encode import Encoder
from analytics.errors import KoeError, in_koes_words
from analytics.home import Home, write_whole
from analytics.kept import UNFINISHED, clear_leftovers, kept_ids, newest_manifest, prune, run_number
from analytics.points import reached
from analytics.settings import Releases, Settings
from analytics.warehouse import Warehouse, open_warehouse

logger = logging.getLogger(__name__)

#: Runs that `koe status` can show; older ones stay in the warehouse.
RUNS_SHOWN = 50

#: Bumped whenever the program would publish something else from the same input; texts are read again then, too.
METHOD = 3


class Progress(Protocol):
    """Where a stage says how far it is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note that `done` of `total` steps of `stage` are behind us."""
        ...


@dataclass(frozen=True)
class Asked:
    """What a person asks of one run: a time to look back from (naive UTC), deliveries let in, everything found anew."""

    as_of: datetime | None = None
    accept_drift: bool = False
    refit: bool = False


#: What a scheduler asks.
NOTHING = Asked()


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
    #: Topics and segments are found anew, whether or not the data ask for it.
    refit: bool = False

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
    progress: Progress,
    asked: Asked = NOTHING,
) -> Iterator[Run]:
    """Hold the home for one run and keep its line in the ledger, whatever becomes of it.

    Raises LockedError if another run holds the home. Leftovers of killed runs are cleaned, and theirs alone.
    """
    with in_koes_words("run", home.path), _prepared(home).lock():
        clear_leftovers(home)
        prune(home, settings.releases.keep)
        started_at = utc_now()
        with open_warehouse(home) as warehouse:
            number = _begin(home, warehouse, started_at)
        run = Run(
            home, settings, f"run-{number:06d}", started_at, asked.as_of, encoder, progress, asked.accept_drift,
            asked.refit,
        )  # fmt: skip
        try:
            with in_koes_words("run", home.path):
                yield run
        except KoeError as fault:
            end_run(run, "failed", fault.exit_code, str(fault))
            raise
        except KeyboardInterrupt:
            end_run(run, "interrupted", 130, "interrupted")
            raise
        except SystemExit:
            end_run(run, "interrupted", 143, "told to stop")
            raise


def _prepared(home: Home) -> Home:
    """Return the home, ready for a run."""
    home.prepare()
    return home


def end_run(run: Run, status: str, exit_code: int, message: str) -> None:
    """Write how `run` ended into the ledger and its readable copy."""
    with open_warehouse(run.home) as warehouse:
        reached("ledger.ending")
        warehouse.database.run(
            "update ledger.run set status = ?, exit_code = ?, message = ?, finished_at = ? where run_id = ?",
            [status, exit_code, message, utc_now(), run.run_id],
        )
        reached("ledger.ended")
        _copy_ledger(run.home, warehouse)
    reached("ledger.copied")


def input_hash(run: Run, warehouse: Warehouse) -> str:
    """Return a hash of all that the result depends on: deliveries, settings, model, method, asked as_of.

    Of settings, how many releases are kept changes none of them.
    """
    delivered = warehouse.database.rows(statement("load/delivered"))
    decided = warehouse.database.rows(
        "select decision_id, undone_at is not null as is_undone from curation.decision order by decision_id"
    )
    told = {
        "deliveries": [list(row.values()) for row in delivered],
        "decisions": [list(row.values()) for row in decided],
        "settings": run.settings.model_copy(update={"releases": Releases()}).as_json(),
        "model": run.encoder.revision,
        "method": METHOD,
        "as_of": str(run.as_of),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def has_nothing_new(run: Run) -> bool:
    """Say whether the newest release was made from the very same input, current or rolled back from."""
    manifest = newest_manifest(run.home)
    if manifest is None or run.refit:
        return False
    with open_warehouse(run.home) as warehouse:
        return bool(manifest["input_hash"] == input_hash(run, warehouse))


def _begin(home: Home, warehouse: Warehouse, started_at: datetime) -> int:
    """Add a line to the ledger; what still says running there was killed, since the lock is ours.

    A release on disk keeps its number even if the warehouse was moved away and counts from the start.
    """
    published = max((run_number(run_id) for run_id in kept_ids(home)), default=0)
    database = warehouse.database
    with database.transaction():
        database.run(
            "update ledger.run set status = 'abandoned', message = 'killed before it could say why' "
            "where status = 'running'"
        )
        counted = int(database.value("select coalesce(max(run_number), 0) from ledger.run"))
        number = max(counted, published) + 1
        database.run(
            "insert into ledger.run (run_number, run_id, started_at, status) values (?, ?, ?, 'running')",
            [number, f"run-{number:06d}", started_at],
        )
        reached("ledger.beginning")
    reached("ledger.begun")
    return number


def _copy_ledger(home: Home, warehouse: Warehouse) -> None:
    """Write the last runs where they can be read while the warehouse is in use."""
    rows = warehouse.database.rows("select * from ledger.run order by run_number desc limit ?", [RUNS_SHOWN])
    write_whole(home.ledger_copy, json.dumps(rows, default=str, indent=1, ensure_ascii=False))
