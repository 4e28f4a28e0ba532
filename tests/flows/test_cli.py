"""The command line: exit codes, refusals, and a whole run through Prefect as a user starts it."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from analytics.home import Home
from flows.cli import main
from flows.pages import serve_pages
from tests.flows.test_run import REVIEWS, go, write_home


def test_help_shows_every_command_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """A stranger finds the commands, and each says how it is used."""
    for command in (
        "demo",
        "init",
        "run",
        "status",
        "sql",
        "topics",
        "search",
        "serve",
        "doctor",
        "releases",
        "rollback",
        "erase",
    ):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        assert f"example: koe {command}" in capsys.readouterr().out


def test_fault_95_a_bad_koe_toml_is_exit_2_before_anything_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All faults are named, and no warehouse was made."""
    (tmp_path / "koe.toml").write_text('[projct]\n[project]\ntimezone = "Asia/Tokio"\n')
    assert main(["--home", str(tmp_path), "run"]) == 2
    assert "did you mean 'project'?" in capsys.readouterr().err
    assert not (tmp_path / "warehouse").exists()


def test_a_model_that_is_missing_is_exit_7_before_anything_is_read(tmp_path: Path) -> None:
    """Nothing is ingested."""
    folder = write_home(tmp_path / "shop", REVIEWS + '[embedding]\nmodel = "nobody/nothing"\n')
    assert main(["run", "--home", str(folder)]) == 7
    assert not (folder / "warehouse").exists()


def test_fault_66_a_second_run_is_exit_5_and_says_who_holds_the_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lock is asked for before Prefect is started."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    home = Home(folder)
    home.prepare()
    with home.lock():
        assert main(["run", "--home", str(folder)]) == 5
    assert f"process {os.getpid()}" in capsys.readouterr().err


def test_a_broken_contract_is_exit_3_and_the_release_before_stays(tmp_path: Path) -> None:
    """A column that is gone stops the run; what was published is still there."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    go(folder)
    before = (folder / "current").resolve()
    (folder / "raw" / "reviews2.csv").write_text("id,date,stars,who\n1,2024-01-01,5,c\n")
    assert main(["run", "--local", "--home", str(folder)]) == 3
    assert (folder / "current").resolve() == before


def test_nothing_published_yet_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A query before the first run."""
    assert main(["sql", "--home", str(tmp_path), "select 1"]) == 6
    assert "koe run" in capsys.readouterr().err


def test_demo_refuses_a_home_that_it_did_not_write(tmp_path: Path) -> None:
    """A koe.toml of one's own is not overwritten."""
    (tmp_path / "koe.toml").write_text("[project]\n")
    assert main(["demo", "--home", str(tmp_path)]) == 2
    assert (tmp_path / "koe.toml").read_text() == "[project]\n"


def test_init_writes_a_file_that_a_run_can_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Guess, then run; a second init refuses."""
    source = tmp_path / "voices.csv"
    rows = [f"{n},届くのが{n}日遅い。,2024-03-{n + 1:02},{n % 5 + 1}" for n in range(9)]
    source.write_text("\n".join(["review_id,body,date,stars", *rows, ""]), encoding="utf-8")
    folder = tmp_path / "shop"
    assert main(["init", "--home", str(folder), "--reviews", str(source)]) == 0
    assert "text = 'body'" in capsys.readouterr().out
    go(folder)
    assert main(["sql", "--home", str(folder), "--json", "select count(*) as n from mart.review"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 9}]
    assert main(["init", "--home", str(folder)]) == 2


def test_status_topics_and_sql_work_while_a_run_holds_the_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They read the release and a copy of the ledger only."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    go(folder)
    with Home(folder).lock():
        assert main(["status", "--home", str(folder)]) == 0
        assert "run-000001" in capsys.readouterr().out
        assert main(["topics", "--home", str(folder)]) == 0
        assert "信頼できるトピックはありません（言及 16 件）" in capsys.readouterr().out
        assert main(["sql", "--home", str(folder), "--format", "csv", "select count(*) as n from mart.review"]) == 0
    assert capsys.readouterr().out.split() == ["n", "8"]


def test_fault_71_the_pages_of_a_new_release_are_served_without_a_restart(tmp_path: Path) -> None:
    """`current` is looked up at each request, and nothing outside the pages is served."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    go(folder)
    server = serve_pages(folder, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        assert b"run-000001" in urllib.request.urlopen(f"{address}/").read()
        (folder / "raw" / "reviews2.csv").write_text("id,body,date,stars,who\n99,新しい,2024-04-01,5,c9\n")
        go(folder)
        assert b"run-000002" in urllib.request.urlopen(f"{address}/index.html").read()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/../koe.duckdb")
    finally:
        threading.Thread(target=server.shutdown).start()


@pytest.mark.server
@pytest.mark.model
def test_a_run_through_prefect_leaves_artifacts_and_no_customers_words(tmp_path: Path) -> None:
    """The whole command as a user starts it: exit 0, a release, artifacts, and a server that is gone afterwards."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    with (folder / "raw" / "reviews.csv").open("a", encoding="utf-8") as stream:
        stream.write("90,配送が早い,2024-03-20,5,customer-4711\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", "--home", str(folder)],
        env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "run-000001 published: 9 reviews" in done.stdout
    with sqlite3.connect(folder / "warehouse" / "prefect" / "prefect.db") as database:
        keys = {row[0] for row in database.execute("select key from artifact where key is not null")}
        states = {row[0] for row in database.execute("select state_type from flow_run")}
    assert {"koe-pages", "koe-run"} <= keys
    assert states == {"COMPLETED"}
    for path in (folder / "warehouse" / "prefect").rglob("*"):
        if path.is_file():
            assert "配送が遅い".encode() not in path.read_bytes(), path
            assert b"customer-4711" not in path.read_bytes(), path


def test_fault_87_a_server_out_of_reach_is_one_warning_and_the_run_goes_on(tmp_path: Path) -> None:
    """A port where nobody listens; the release is there all the same."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    environment = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api"}
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", "--home", str(folder)],
        env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("out of reach") == 1
    assert (folder / "current" / "koe.duckdb").exists()
