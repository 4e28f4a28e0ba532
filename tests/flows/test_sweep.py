"""A run stopped at every named point, by a kill, by SIGTERM, by a full disk, for want of memory.

Each time: the release before or the new one is current and whole, the exit code says what happened, the next run ends
with what an undisturbed one publishes, the one after it does nothing, and nothing is left over. It takes minutes:
`make sweep` tries every kind at every point; KOE_SWEEP=quick a kill at every point, one other kind at a third of them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analytics.points import POINTS
from tests.flows.sweep import KINDS, kinds_of
from tests.flows.sweep_plans import PLANS

ROOT = Path(__file__).parents[2]

#: Set by `make sweep`.
IS_WHOLE = os.environ.get("KOE_SWEEP") == "whole"

pytestmark = pytest.mark.skipif("KOE_SWEEP" not in os.environ, reason="takes minutes: make sweep")

#: What a refit takes is too long for every day.
NAMES = [name for name in PLANS if IS_WHOLE or name != "refit"]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Return what was found at every point, by plan."""
    folder = tmp_path_factory.mktemp("sweep")
    # One thread each: a library that starts more could not be forked.
    single = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.sweep", str(folder), "whole" if IS_WHOLE else "quick", *NAMES],
        cwd=ROOT, env={**os.environ, **single}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, list[dict[str, Any]]] = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    return answer


def test_no_point_is_outside_the_sweep(found: dict[str, list[dict[str, Any]]]) -> None:
    """Every point was killed at; in the whole sweep it met every kind, else a third of points one of the others."""
    tried = {(point, kind) for chains in found.values() for chain in chains for point, kind in chain["stops"]}
    assert tried == {(point, kind) for point in POINTS for kind in kinds_of(point, IS_WHOLE)}
    assert {kind for _, kind in tried} == set(KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_fault_57_58_60_a_run_stopped_anywhere_is_made_good_by_the_next(
    found: dict[str, list[dict[str, Any]]], name: str
) -> None:
    """Nothing was wrong at any point of the plan."""
    assert found[name]
    assert [chain for chain in found[name] if chain["faults"]] == []
