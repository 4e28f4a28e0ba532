"""The home folder: its rights, its lock, and files that are written whole."""

import multiprocessing
import os
from pathlib import Path

import pytest

from analytics.errors import LockedError, StorageError
from analytics.home import Home, write_whole


def _hold(path: str, ready: "multiprocessing.synchronize.Event") -> None:
    """Take the lock of a home and keep it until killed."""
    with Home(Path(path)).lock():
        ready.set()
        ready.wait(60)
        multiprocessing.Event().wait(60)


def test_fault_66_a_second_run_is_refused_and_a_killed_holder_frees_the_lock(home: Home) -> None:
    """The lock names its holder, and dies with it."""
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(str(home.path), ready))
    holder.start()
    assert ready.wait(30)
    with pytest.raises(LockedError, match=f"process {holder.pid}"), home.lock():
        pass
    holder.kill()
    holder.join()
    with home.lock():
        assert (home.warehouse / "run.lock").exists()


def test_fault_114_the_warehouse_is_closed_to_others(home: Home) -> None:
    """Nobody but the owner may look into the warehouse."""
    assert home.warehouse.stat().st_mode & 0o777 == 0o700


def test_fault_74_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file where a folder should be."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StorageError, match="errno"):
        Home(tmp_path / "home").prepare()


def test_a_file_is_replaced_whole_and_leaves_nothing_aside(tmp_path: Path) -> None:
    """The old text stays until the new one is complete."""
    target = tmp_path / "runs.json"
    write_whole(target, "one")
    write_whole(target, "two")
    assert target.read_text() == "two"
    assert os.listdir(tmp_path) == ["runs.json"]
