"""One way to read given bytes as a file of a source, for all tests of this room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from analytics.settings import Project, Source
from analytics.sources import find_deliveries, read_delivery

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

#: PostgreSQL servers of this machine. Where there is none, the tests that start one are left out, not skipped: SQLite
#: goes through the same code but for the connection itself.
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
collect_ignore = [] if SERVERS else ["test_postgresql.py"]

Rows = list[dict[str, Any]]
Rejects = list[tuple[int, str]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[Rows, Rejects]]:
    """Return a function that writes `content` to a file and gives accepted rows and (line, reason) pairs."""

    def run(content: bytes, name: str = "given.csv", **mapping: object) -> tuple[Rows, Rejects]:
        """Read one file; by default reviews with the columns `text` and `at`."""
        (tmp_path / name).write_bytes(content)
        reviews = {"kind": "reviews", "columns": {"text": "text", "written_at": "at"}}
        source = Source.model_validate({"name": "shop", "path": name, **reviews, **mapping})
        rows: Rows = []
        rejects: Rejects = []
        for delivered in find_deliveries(tmp_path, source).files:
            for batch in read_delivery(delivered, source, Project()):
                rows += batch.records.to_pylist()
                rejects += [(reject.line, reject.reason) for reject in batch.rejects]
        return rows, rejects

    return run
