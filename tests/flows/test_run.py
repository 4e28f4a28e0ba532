"""Whole passes over small homes: published, nothing new, killed at any step, and what a release holds."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.catalog import mart_tables
from analytics.database import Database
from analytics.home import Home
from analytics.release import current_release
from analytics.run import begin_run
from analytics.settings import load_settings
from flows.refresh import as_function, one_pass
from tests.conftest import LetterEncoder

REVIEWS = """
[project]
name = "Shop"
timezone = "Asia/Tokyo"
languages = ["ja", "en"]
[[source]]
name = "shop"
kind = "reviews"
path = "raw/reviews*.csv"
rating_scale = [1, 5]
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
rating = "stars"
customer_id = "who"
"""

EVENTS = """
[[source]]
name = "log"
kind = "events"
path = "raw/events.csv"
[source.columns]
customer_id = "who"
event = "what"
occurred_at = "at"
order_id = "order"
value = "yen"
"""

#: Few enough distinct mentions that no topic is sought: a pass takes a second.
ROWS = [f"{n},配送が遅い。箱は{n}個,2024-03-{n + 1:02},{n % 5 + 1},c{n % 4}" for n in range(8)]
LOG = [f"c{n % 4},purchase,2024-03-{n + 1:02}T10:00:00,o{n},{n}00" for n in range(12)]


def write_home(folder: Path, settings: str) -> Path:
    """Write a home with a few reviews and events, and the settings given."""
    (folder / "raw").mkdir(parents=True)
    (folder / "koe.toml").write_text(settings, encoding="utf-8")
    (folder / "raw" / "reviews.csv").write_text("\n".join(["id,body,date,stars,who", *ROWS, ""]), encoding="utf-8")
    (folder / "raw" / "events.csv").write_text("\n".join(["who,what,at,order,yen", *LOG, ""]), encoding="utf-8")
    return folder


def go(folder: Path, kill_at: int | None = None) -> str:
    """Make one pass without Prefect; kill this very process at the step asked for."""
    steps = 0

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    home = Home(folder)
    with begin_run(home, load_settings(folder), LetterEncoder(), progress) as run:
        return one_pass(run, as_function).summary


def content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all published rows, without what names the run and its times."""
    with Database(folder / "current" / "koe.duckdb", read_only=True) as database:
        return {
            table.name: [
                tuple(value for name, value in row.items() if name not in {"run_id", "started_at", "finished_at"})
                for row in database.rows(f"from mart.{table.name}")
            ]
            for table in mart_tables()
        }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with one release."""
    folder = write_home(tmp_path_factory.mktemp("homes") / "shop", REVIEWS + EVENTS)
    go(folder)
    return folder


def test_a_release_is_complete_and_of_one_run(published: Path) -> None:
    """Tables, copies, pages and manifest are there, and name the same run."""
    release = current_release(Home(published))
    names = {path.relative_to(release.folder).as_posix() for path in release.folder.rglob("*") if path.is_file()}
    assert {"koe.duckdb", "manifest.json", "site/index.html", "tables/mention_vector.parquet"} <= names
    assert {f"tables/{table.name}.parquet" for table in mart_tables()} <= names
    with release:
        (run,) = release.rows("select run_id, reviews from mart.run")
    assert run == {"run_id": release.manifest["run_id"], "reviews": 8}
    assert release.manifest["run_id"] in (release.folder / "site" / "index.html").read_text(encoding="utf-8")


def test_every_table_and_column_says_what_it_means(published: Path) -> None:
    """The comments are in the database, the grain first."""
    with current_release(Home(published)) as release:
        tables = release.rows("select table_name, comment from duckdb_tables() where schema_name = 'mart'")
        columns = release.rows(
            "select column_name from duckdb_columns() where schema_name = 'mart' and comment is null"
        )
    assert {row["table_name"]: row["comment"] for row in tables} == {t.name: t.grain for t in mart_tables()}
    assert columns == []


def test_fault_107_nothing_but_the_published_schema_is_in_the_file(published: Path) -> None:
    """Exactly the columns of the catalogue."""
    with current_release(Home(published)) as release:
        rows = release.rows(
            "select table_name, column_name from information_schema.columns order by table_name, ordinal_position"
        )
    declared = {(table.name, column.name) for table in mart_tables() for column in table.columns}
    assert {(row["table_name"], row["column_name"]) for row in rows} == declared


def test_the_counts_are_those_of_the_files(published: Path) -> None:
    """What was delivered is what is counted."""
    with current_release(Home(published)) as release:
        (buys,) = release.rows(
            "select sum(events) as n, sum(value) as yen from mart.behaviour_period where grain='month'"
        )
        (period,) = release.rows("select count(*) as customers, sum(revenue) as yen from mart.customer")
    assert (buys["n"], int(buys["yen"])) == (12, 6600)
    assert (period["customers"], int(period["yen"])) == (4, 6600)


def test_a_second_run_has_nothing_to_do(published: Path) -> None:
    """The release stays the very same folder."""
    before = (published / "current").resolve()
    assert "nothing new" in go(published)
    assert (published / "current").resolve() == before
    assert len(list((published / "releases").iterdir())) == 1


def test_new_data_make_a_new_release_and_keep_the_line_of_the_run_before(tmp_path: Path) -> None:
    """One more review; two lines in mart.run."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    go(folder)
    (folder / "raw" / "reviews2.csv").write_text("id,body,date,stars,who\n99,新しい声です,2024-04-01,5,c9\n")
    go(folder)
    with current_release(Home(folder)) as release:
        runs = release.rows("select run_id, reviews from mart.run order by run_id")
    assert [run["reviews"] for run in runs] == [8, 9]


@pytest.mark.parametrize("settings", [REVIEWS, EVENTS], ids=["reviews only", "events only"])
def test_a_home_with_half_the_data_is_whole(tmp_path: Path, settings: str) -> None:
    """What there is is analysed, the rest is there and empty, and the pages stand."""
    folder = write_home(tmp_path / "half", settings)
    go(folder)
    tables = content(folder)
    assert bool(tables["review"]) == (settings is REVIEWS)
    assert bool(tables["behaviour_period"]) == (settings is EVENTS)
    assert tables["customer"]
    assert (folder / "current" / "site" / "index.html").stat().st_size > 1000


def test_personal_data_and_hashed_customers_stay_inside(tmp_path: Path) -> None:
    """No byte of an address or, where asked for, of a customer's id is in the release."""
    folder = write_home(tmp_path / "private", REVIEWS + '[privacy]\ncustomer_ids = "hmac"\n')
    row = "50,連絡は taro.secret@example.com か 090-1234-5678 まで,2024-03-20,2,customer-4711\n"
    with (folder / "raw" / "reviews.csv").open("a", encoding="utf-8") as stream:
        stream.write(row)
    go(folder)
    for path in (folder / "current").resolve().rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"taro.secret" not in data, path
            assert b"1234-5678" not in data, path
            assert b"customer-4711" not in data, path
    assert "[email]" in json.dumps(content(folder)["review"], default=str, ensure_ascii=False)


def _steps(folder: Path) -> int:
    """Return how many steps of progress a whole pass has."""
    count = 0

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal count
        count += 1

    with begin_run(Home(folder), load_settings(folder), LetterEncoder(), progress) as run:
        one_pass(run, as_function)
    return count


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[tuple[object, ...]]], int]:
    """Return what two undisturbed passes publish, and the steps of the second."""
    folder = write_home(tmp_path_factory.mktemp("whole") / "shop", REVIEWS + EVENTS)
    go(folder)
    _add(folder)
    steps = _steps(folder)
    return content(folder), steps


def _add(folder: Path) -> None:
    """Deliver a second file."""
    (folder / "raw" / "reviews2.csv").write_text("id,body,date,stars,who\n99,新しい声です,2024-04-01,5,c9\n")


@pytest.mark.parametrize("tenth", range(10))
def test_a_killed_run_leaves_the_release_before_and_the_next_ends_as_if_nothing_had_happened(
    whole: tuple[dict[str, list[tuple[object, ...]]], int], tmp_path: Path, tenth: int
) -> None:
    """SIGKILL at ten places spread over the pass."""
    expected, steps = whole
    folder = write_home(tmp_path / "shop", REVIEWS + EVENTS)
    go(folder)
    first = content(folder)
    _add(folder)
    kill_at = 1 + tenth * (steps - 1) // 9
    code = f"from pathlib import Path; from tests.flows.test_run import go; go(Path({str(folder)!r}), {kill_at})"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    # Only the very last step comes after the swap.
    assert content(folder) == (expected if kill_at == steps else first)
    go(folder)
    assert content(folder) == expected
    assert "nothing new" in go(folder)
    assert not list((folder / "releases").glob(".next-*"))
