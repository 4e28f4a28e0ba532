"""Storage that fails: damaged, foreign, newer, locked, full; each is an exit code, and nothing acknowledged is lost."""

import ast
import os
import resource
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.database import Database
from analytics.errors import LockedError, StoppedError, StorageError
from analytics.home import Home
from analytics.isolate import isolated
from analytics.warehouse import open_warehouse

ROOT = Path(__file__).parents[2]

#: Bytes of DuckDB's first header; its checksum, magic word and format number stand in its first 20.
HEADER = 4096


def work_file(home: Home) -> Path:
    """Make a warehouse with some rows in it; return its file."""
    with open_warehouse(home) as warehouse:
        warehouse.database.run("create table kept as select range as n, 'word ' || range as word from range(200000)")
    return home.warehouse / "koe-work.duckdb"


def count(home: Home) -> int:
    """Read all rows."""
    with open_warehouse(home) as warehouse:
        return int(warehouse.database.value("select count(distinct word) from kept"))


@pytest.mark.parametrize("damage", ["header", "middle", "cut", "foreign", "empty"])
def test_fault_64_a_damaged_warehouse_is_exit_6_and_stays_as_it_is(home: Home, damage: str) -> None:
    """The file and the remedy are named; nothing is deleted or made anew."""
    path = work_file(home)
    content = path.read_bytes()
    noise = bytes(range(256)) * 64
    harmed = {
        "header": noise + content[len(noise) :],
        "middle": content[: len(content) // 2] + noise + content[len(content) // 2 + len(noise) :],
        "cut": content[: len(content) // 3],
        "foreign": b"name,stars\nnot a database,5\n" * 500,
        "empty": b"",
    }[damage]
    path.write_bytes(harmed)
    with pytest.raises(StorageError, match=r"koe-work\.duckdb: .*restore") as caught:
        count(home)
    assert caught.value.exit_code == 6
    # Where the header is sound, opening writes a new one; what is damaged is not touched either.
    left = path.read_bytes()
    assert left == harmed or (damage == "middle" and noise in left and len(left) >= len(harmed))


def test_fault_65_a_file_of_a_newer_duckdb_says_so(home: Home) -> None:
    """Its format number is beyond what is installed."""
    path = work_file(home)
    content = bytearray(path.read_bytes())
    content[12:20] = struct.pack("<Q", 9999)
    checksum = 5381  # DuckDB's own, over the header behind it
    for (word,) in struct.iter_unpack("<Q", content[8:HEADER]):
        checksum ^= word * 0xBF58476D1CE4E5B9 % 2**64
    content[:8] = struct.pack("<Q", checksum)
    path.write_bytes(content)
    with pytest.raises(StorageError, match="newer DuckDB; needs duckdb >"):
        count(home)
    assert path.read_bytes() == bytes(content)


def test_fault_63_a_stale_log_beside_the_warehouse_adds_nothing(home: Home) -> None:
    """What a killed process left half written is no data."""
    path = work_file(home)
    path.with_name("koe-work.duckdb.wal").write_bytes(bytes(range(256)) * 8)
    assert count(home) == 200_000


def test_fault_69_an_open_reader_of_the_warehouse_is_exit_5(home: Home) -> None:
    """A tool that has the work file open, which it should not, is no damage."""
    path = work_file(home)
    code = f"import duckdb; c = duckdb.connect({str(path)!r}, read_only=True); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout
        reader.stdout.readline()
        with pytest.raises(LockedError, match="another process has it open"):
            count(home)
        reader.communicate("\n")
    assert count(home) == 200_000


def test_fault_70_only_one_module_knows_the_file_of_the_warehouse() -> None:
    """A process that opens its own database file a second time loses its lock: nobody else can name it."""
    named = [
        file.relative_to(ROOT).as_posix()
        for package in ("analytics", "flows", "dashboards")
        for file in (ROOT / package).rglob("*.py")
        if "koe-work" in file.read_text(encoding="utf-8")
    ]
    assert named == ["analytics/warehouse.py"]


def test_fault_72_no_process_is_forked() -> None:
    """What numba, torch and DuckDB hold does not survive a fork: processes come from isolate, which spawns."""
    forks = {"fork", "forkpty"}
    for package in ("analytics", "flows", "dashboards"):
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            modules = {node.names[0].name for node in ast.walk(tree) if isinstance(node, ast.Import)}
            assert not names & forks, file
            assert "multiprocessing" not in modules or file.name == "isolate.py", file
    assert isolated(os.getpid) != os.getpid()


def _write_until_full(path: str, limit: int) -> int:
    """Append batches to the warehouse of a home until no file may grow any more; return those acknowledged.

    A limit on the size of files is a full disk in one process: the write fails with an error of the system.
    """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    done = 0
    try:
        for batch in range(1, 100):
            with open_warehouse(Home(Path(path))) as warehouse, warehouse.database.transaction():
                warehouse.database.run(
                    "insert into kept select range + ? * 100000, 'word ' || range || ' of ' || ? || random() "
                    "from range(100000)",
                    [batch, batch],
                )
            done = batch
    except StorageError:
        return done
    raise AssertionError("the disk never became full")


def test_fault_73_74_a_full_disk_is_exit_6_and_what_was_acknowledged_stays(home: Home) -> None:
    """After the limit is gone every committed batch is there, and no half of one."""
    path = work_file(home)
    done = isolated(_write_until_full, str(home.path), path.stat().st_size + 8 * 2**20)
    assert done > 0
    with open_warehouse(home) as warehouse:
        kept = int(warehouse.database.value("select count(*) from kept")) - 200_000
    # The commit itself may have gone through before its acknowledgement failed: whole, or not at all.
    assert kept in (done * 100_000, (done + 1) * 100_000)


def test_fault_75_what_outgrows_memory_spills_and_what_cannot_is_exit_8(home: Home) -> None:
    """The spill lies in the closed folder of the warehouse; without one the statement is named stopped."""
    path = work_file(home)
    large = "select count(*) from (select distinct word || ' ' || many as one from kept, range(30) as numbers(many))"
    with Database(path, memory_limit="30MB") as database:
        database.run("set temp_directory = ''")
        with pytest.raises(StoppedError, match="more memory than it may have") as caught:
            database.value(large)
    assert caught.value.exit_code == 8
    with Database(path, memory_limit="300MB") as database:
        assert database.value("select current_setting('temp_directory')") == str(home.warehouse / "spill")
        assert database.value(large) == 6_000_000
    assert home.warehouse.stat().st_mode & 0o777 == 0o700
