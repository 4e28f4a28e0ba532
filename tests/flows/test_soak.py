"""Forty days in one home, one run in twenty with a fault: nothing grows that should not; `make soak` lives a year."""

import os
import sys
from pathlib import Path

import pytest

from analytics.home import Home
from analytics.kept import kept_ids
from analytics.release import current_release
from tests.benchmarks.bench_soak import KEEP, Day, simulate

DAYS = 40

#: Bytes by which a day's deliveries may let what is on disk grow; a block of DuckDB's files is 256 kB.
_DISK_A_DAY = 200_000

#: Bytes of memory that come and go between passes, however many there are.
_MEMORY = 60_000_000

#: Faults are one day in twenty; with this seed there is one of each kind.
SEED = 11


pytestmark = pytest.mark.skipif("KOE_SWEEP" not in os.environ, reason="takes minutes: make sweep")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Day]]:
    """Return the home after the days, and what there was after each."""
    folder = tmp_path_factory.mktemp("soak") / "home"
    return folder, list(simulate(folder, DAYS, SEED))


def _most(days: list[Day], name: str) -> float:
    """Return the most of something over some days."""
    return max(float(getattr(day, name)) for day in days)


@pytest.mark.skipif(sys.platform != "linux", reason="open files and memory are read from /proc")
@pytest.mark.parametrize(
    ("name", "margin"),
    [
        ("warehouse", _DISK_A_DAY * DAYS / 3),
        ("releases", _DISK_A_DAY * DAYS / 3),
        ("resident", _MEMORY),
        ("open_files", 0),
    ],
)
def test_fault_77_78_what_a_home_needs_stays_flat(lived: tuple[Path, list[Day]], name: str, margin: float) -> None:
    """The last third of the days needs no more than the middle third, but for what came."""
    _, days = lived
    third = DAYS // 3
    assert _most(days[2 * third :], name) <= _most(days[third : 2 * third], name) + margin


def test_after_all_faults_everything_delivered_is_published_once(lived: tuple[Path, list[Day]]) -> None:
    """Each of three reviews and four events a day; as many releases as are kept, and one that was current before."""
    folder, days = lived
    assert {day.fault for day in days} > {"kill"}
    with current_release(Home(folder)) as release:
        assert release.rows("select count(*) as n from mart.review") == [{"n": 3 * DAYS}]
        (bought,) = release.rows("select sum(events) as n from mart.behaviour_period where grain = 'month'")
    assert int(bought["n"]) == 4 * DAYS
    assert len(kept_ids(Home(folder))) <= KEEP + 1
