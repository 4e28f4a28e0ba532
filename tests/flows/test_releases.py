"""Releases that are kept: pruned, listed, rolled back; and what a run does after a rollback."""

import json
import os
import threading
from pathlib import Path

import pytest

from analytics.errors import ConfigError
from analytics.home import Home
from analytics.kept import clear_leftovers, current_id, kept_ids, list_releases, prune, replace_release, roll_back
from analytics.points import listening
from analytics.release import current_release, swap_in
from flows.cli import main
from tests.flows.test_run import REVIEWS, go, write_home

KEEP_TWO = f"{REVIEWS}[releases]\nkeep = 2\n"


def add(folder: Path, number: int) -> None:
    """Deliver one more review."""
    line = f"more{number},新しい声です,2024-05-{number:02},5,d{number}"
    (folder / "raw" / f"reviews-{number}.csv").write_text(f"id,body,date,stars,who\n{line}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def four_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Return a home after four publications of which two releases are kept, and how many were on disk after each."""
    folder = write_home(tmp_path_factory.mktemp("kept") / "shop", KEEP_TWO)
    go(folder)
    counts = [1]
    for number in (1, 2, 3):
        add(folder, number)
        go(folder)
        counts.append(len(list((folder / "releases").iterdir())))
    return folder, counts


def test_fault_77_only_the_newest_releases_are_kept(four_runs: tuple[Path, list[int]]) -> None:
    """Disk use is bounded, and the lines of all four runs are in the one that is current."""
    folder, counts = four_runs
    assert counts == [1, 2, 2, 2]
    assert kept_ids(Home(folder)) == ["run-000003", "run-000004"]
    with current_release(Home(folder)) as release:
        assert len(release.rows("from mart.run")) == 4


def test_a_release_before_can_be_made_current_and_stays_so_until_there_is_something_new(
    four_runs: tuple[Path, list[int]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Listed, rolled back, nothing new, and then a new delivery."""
    folder, _ = four_runs
    home, at = Home(folder), ["--home", str(folder)]
    assert main([*at, "releases", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(entry["run_id"], entry["reviews"], entry["is_current"]) for entry in listed] == [
        ("run-000004", 11, True),
        ("run-000003", 10, False),
    ]
    assert all(entry["bytes"] > 100_000 for entry in listed)
    assert main([*at, "rollback"]) == 0
    assert "current is run-000003; it was run-000004" in capsys.readouterr().out
    assert "nothing new" in go(folder)
    assert current_id(home) == "run-000003"
    assert main([*at, "status"]) == 0
    assert "rolled back from run-000004" in capsys.readouterr().out
    assert main([*at, "rollback", "run-000044"]) == 2
    assert "did you mean 'run-000004'?" in capsys.readouterr().err
    add(folder, 4)
    go(folder)
    # What was current a moment ago stays until the next run, for whoever is about to open it.
    assert kept_ids(home) == ["run-000003", "run-000004", "run-000006"]
    assert "nothing new" in go(folder)
    assert kept_ids(home) == ["run-000004", "run-000006"]
    assert main([*at, "status"]) == 0
    assert "rolled back" not in capsys.readouterr().out
    with current_release(home) as release:
        assert len(release.rows("from mart.run")) == 5
        assert release.rows("select count(*) as n from mart.review") == [{"n": 12}]


def make_release(home: Home, number: int) -> None:
    """Publish a release that is only a folder with a manifest and a page."""
    folder = home.releases / f".next-run-{number:06}"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"run_id": f"run-{number:06}"}))
    (folder / "page").write_text(f"{number}")
    swap_in(home, folder, f"run-{number:06}")


@pytest.fixture
def shelf(home: Home) -> Home:
    """Return a home with five releases of which the fifth is current."""
    for number in range(1, 6):
        make_release(home, number)
    return home


def test_pruning_spares_the_current_release_and_what_is_not_ours(shelf: Home) -> None:
    """After a rollback the current one is old; folders with other names or without a manifest are somebody's."""
    (shelf.releases / "run-000000").mkdir()
    (shelf.releases / "run-copy").mkdir()
    (shelf.releases / "run-copy" / "manifest.json").write_text("{}")
    roll_back(shelf, "run-000002")
    assert prune(shelf, 1) == ["run-000001", "run-000003", "run-000004"]
    assert kept_ids(shelf) == ["run-000002", "run-000005"]
    assert {"run-000000", "run-copy"} <= set(os.listdir(shelf.releases))


def test_an_old_release_that_somebody_has_open_is_still_read(shelf: Home) -> None:
    """Deleting takes the name away, not the file from who reads it."""
    with (shelf.releases / "run-000001" / "page").open() as page:
        prune(shelf, 1)
        assert page.read() == "1"


class _Killed(BaseException):
    """The run is killed at this point."""


def _killed_at(point: str, times: list[str]) -> None:
    """Raise at the point asked for."""
    if point in times:
        raise _Killed(point)


@pytest.mark.parametrize("point", ["release.prune", "release.pruned_aside", "release.pruned"])
def test_pruning_that_is_killed_leaves_no_half_release(shelf: Home, point: str) -> None:
    """What is under the name of a release is whole, and the next run goes on."""
    with pytest.raises(_Killed), listening(lambda reached: _killed_at(reached, [point])):
        prune(shelf, 2)
    assert all((shelf.releases / run_id / "page").exists() for run_id in kept_ids(shelf))
    clear_leftovers(shelf)
    prune(shelf, 2)
    assert sorted(os.listdir(shelf.releases)) == ["run-000004", "run-000005"]


def test_rolling_back_from_the_oldest_is_refused(shelf: Home) -> None:
    """Nothing changes."""
    roll_back(shelf, "run-000001")
    with pytest.raises(ConfigError, match="no release before run-000001"):
        roll_back(shelf)
    assert current_id(shelf) == "run-000001"


def _rebuilt(home: Home, number: int, text: str) -> Path:
    """Return a folder that is to take the place of a release."""
    folder = home.releases / f".next-run-{number:06}"
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")
    (folder / "page").write_text(text)
    return folder


@pytest.mark.parametrize("can_exchange", [True, False])
@pytest.mark.parametrize("point", [None, "release.rebuilt", "release.away", "release.exchanged", "release.replaced"])
def test_a_release_is_replaced_whole_wherever_it_is_killed(
    shelf: Home, monkeypatch: pytest.MonkeyPatch, can_exchange: bool, point: str | None
) -> None:
    """The old or the new one is under its name after the next run has cleared up, and nothing beside it."""
    if not can_exchange:
        monkeypatch.setattr("analytics.kept.exchange_folders", lambda one, other: False)
    folder = _rebuilt(shelf, 5, "new")
    try:
        with listening(lambda reached: _killed_at(reached, [point or ""])):
            replace_release(shelf, folder, "run-000005")
    except _Killed:
        clear_leftovers(shelf)
    assert (shelf.current / "page").read_text() in ({"5"} if point == "release.rebuilt" else {"new"})
    assert sorted(os.listdir(shelf.releases)) == [f"run-{number:06}" for number in range(1, 6)]


def test_the_current_release_is_there_at_every_instant_while_it_is_replaced(shelf: Home) -> None:
    """Somebody opens it all the time."""
    missed: list[str] = []
    done = threading.Event()

    def hammer() -> None:
        while not done.is_set():
            try:
                missed.extend({(shelf.current / "page").read_text()} - {"5", "new"})
            except OSError as fault:
                missed.append(str(fault))

    readers = [threading.Thread(target=hammer) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(50):
        replace_release(shelf, _rebuilt(shelf, 5, "new"), "run-000005")
        roll_back(shelf)
        roll_back(shelf, "run-000005")
    done.set()
    for reader in readers:
        reader.join()
    assert set(missed) <= {"4"}


def test_a_home_without_a_release_lists_none(home: Home) -> None:
    """Nothing to list."""
    assert list_releases(home) == []
