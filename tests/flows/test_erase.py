"""Erasure: afterwards no byte of the person is found, nobody else is touched, and a kill at any point costs nothing."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.database import Database
from analytics.home import Home
from analytics.kept import current_id, kept_ids
from analytics.release import Release, current_release
from analytics.run import begin_run
from analytics.settings import load_settings
from analytics.stages.erase import record_erasure
from analytics.warehouse import open_warehouse
from flows.cli import main
from flows.erasure import Erasure, erase
from flows.rebuilding import finish_erasures
from tests.conftest import LetterEncoder, quiet
from tests.flows.test_run import EVENTS, REVIEWS, content, go, write_home

PERSON = "customer-4711"
NAMED = f"{REVIEWS}{EVENTS}"
CUSTOMERS = """
[[source]]
name = "crm"
kind = "customers"
path = "raw/customers*.csv"
keep = ["city"]
[source.columns]
customer_id = "who"
"""

#: What the person wrote in each of two deliveries, in words that nobody else uses; the second replaces a review.
WROTE = {
    "reviews-p1": ["p1,タロウイモの箱がつぶれた。返金して,2024-04-01,1", "p2,Zanzibar colours are wrong,2024-04-02,2"],
    "reviews-p2": ["p1,タロウイモはもう結構です,2024-04-09,1", "p3,The quokka lamp broke,2024-04-10,1"],
}
CANARIES = (PERSON, "タロウイモ", "返金して", "Zanzibar", "quokka", "Kagurazaka", "o-4711")


def deliver_person(folder: Path, name: str, *more: str) -> None:
    """Deliver what the person wrote, and a review of somebody else."""
    lines = [f"{line},{PERSON}" for line in WROTE[name]]
    lines += [f"{name}-else,The box was broken,2024-04-11,2,c1", *more]
    (folder / "raw" / f"{name}.csv").write_text("\n".join(["id,body,date,stars,who", *lines, ""]), encoding="utf-8")


def write_person(folder: Path, settings: str) -> Path:
    """Write a home with a person who wrote, did and is listed, and publish it twice."""
    write_home(folder, settings)
    with (folder / "raw" / "events.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{PERSON},purchase,2024-03-05T10:00:00,o-4711,500\n")
    (folder / "raw" / "customers.csv").write_text(f"who,city\n{PERSON},Kagurazaka\nc1,Osaka\n", encoding="utf-8")
    deliver_person(folder, "reviews-p1")
    go(folder)
    deliver_person(folder, "reviews-p2")
    go(folder)
    return folder


def erase_in(folder: Path, customer_id: str = PERSON) -> Erasure:
    """Erase somebody as the command does, with the small encoder."""
    home = Home(folder)
    with begin_run(home, load_settings(folder), LetterEncoder(), quiet) as run:
        return erase(run, customer_id)


def texts_of(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield what every file of a home but those delivered says: its bytes, and the rows of databases and columns."""
    files = [path for path in folder.rglob("*") if path.is_file() and (folder / "raw") not in path.parents]
    for path in files:
        yield path, path.read_bytes()
        if path.suffix == ".duckdb":
            with Database(path, read_only=True) as database:
                tables = database.rows("select schema_name || '.' || table_name as name from duckdb_tables()")
                yield path, str([database.rows(f"from {table['name']}") for table in tables]).encode()
    with Database(Path(":memory:")) as database:
        for path in files:
            if path.suffix == ".parquet":
                yield path, str(database.rows("select * from read_parquet(?)", [str(path)])).encode()


def found(folder: Path, *canaries: str) -> set[tuple[str, str]]:
    """Return which of the words stand in which files."""
    return {
        (path.relative_to(folder).as_posix(), word)
        for path, text in texts_of(folder)
        for word in (canaries or CANARIES)
        if word.encode() in text
    }


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of two releases with the person in it; to be copied."""
    return write_person(tmp_path_factory.mktemp("homes") / "shop", NAMED + CUSTOMERS)


@pytest.fixture(scope="module")
def erased(person: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Erasure]:
    """Return a copy of that home after the erasure, and what it said."""
    folder = copied(person, tmp_path_factory.mktemp("erased") / "shop")
    assert {word for _, word in found(folder)} == set(CANARIES)
    (folder / "warehouse" / "last-bug.txt").write_text(f"ValueError: {PERSON}")
    (folder / "warehouse" / "extract-crm.jsonl").write_text(f'{{"who":"{PERSON}"}}')
    return folder, erase_in(folder)


def copied(folder: Path, target: Path) -> Path:
    """Copy a home as it is."""
    subprocess.run(["cp", "-a", str(folder), str(target)], check=True)
    return target


def test_fault_110_no_byte_of_the_person_is_found(erased: tuple[Path, Erasure]) -> None:
    """Not in the warehouse, in any release kept, on a page, in a log; neither in bytes nor in rows."""
    folder, said = erased
    assert found(folder) == set()
    assert kept_ids(Home(folder)) == ["run-000001", "run-000002", "run-000003"]
    assert (said.removed.reviews, said.removed.events, said.removed.listed, said.rebuilt) == (3, 1, 1, 2)
    assert PERSON not in said.summary


def test_nobody_else_is_touched(person: Path, erased: tuple[Path, Erasure]) -> None:
    """All rows about others are in the releases of those days and in the new one."""
    folder, _ = erased
    for run_id in ("run-000001", "run-000002"):
        with Release(person / "releases" / run_id) as before, Release(folder / "releases" / run_id) as after:
            for table, key in (("review", "review_id"), ("mention", "mention_id"), ("customer", "customer_id")):
                theirs = "review_id not in ('p1', 'p2', 'p3')" if table != "customer" else f"customer_id <> '{PERSON}'"
                order = f"order by {key}"
                assert after.rows(f"from mart.{table} {order}") == before.rows(
                    f"from mart.{table} where {theirs} {order}"
                )
            assert after.rows("from mart.topic_period") == before.rows("from mart.topic_period")
            assert {**after.manifest, "files": 0, "tables": 0} == {**before.manifest, "files": 0, "tables": 0}
    now = content(folder)
    assert len(now["review"]) == 10
    assert len(now["customer"]) == 4


def test_what_is_rebuilt_is_a_release_like_any_other(erased: tuple[Path, Erasure]) -> None:
    """Its manifest counts what is there, every column has its comment, and the page names its run."""
    folder, _ = erased
    with Release(folder / "releases" / "run-000002") as release:
        assert release.manifest["tables"]["review"] == release.rows("select count(*) as n from mart.review")[0]["n"]
        uncommented = release.rows("from duckdb_columns() where schema_name = 'mart' and comment is null")
        counted = release.rows("select count(*) as n from mart.mention where placement <> 'excluded'")
        assert set(release.manifest["files"]) == {
            path.relative_to(release.folder).as_posix()
            for path in release.folder.rglob("*")
            if path.is_file() and path.name != "manifest.json"
        }
        vectors = str(release.vectors_file())
    assert uncommented == []
    assert "run-000002" in (folder / "releases" / "run-000002" / "site" / "index.html").read_text(encoding="utf-8")
    with Database(Path(":memory:")) as database:
        assert database.rows("select count(*) as n from read_parquet(?)", [vectors]) == counted


def test_what_still_holds_the_person_is_named_and_every_record_accounted_for(erased: tuple[Path, Erasure]) -> None:
    """Files as they are, and a refusal by line in the place of each record."""
    folder, said = erased
    assert said.files == [
        ("raw/customers.csv", 1), ("raw/events.csv", 1), ("raw/reviews-p1.csv", 2), ("raw/reviews-p2.csv", 2),
    ]  # fmt: skip
    with current_release(Home(folder)) as release:
        files = release.rows("select file, records, accepted, rejected from mart.source_file order by file")
        refused = release.rows("select line, reason from mart.rejected where file = 'raw/reviews-p1.csv' order by line")
    assert [(row["records"], row["accepted"], row["rejected"]) for row in files] == [
        (2, 1, 1), (13, 12, 1), (3, 1, 2), (3, 1, 2), (8, 8, 0),
    ]  # fmt: skip
    assert [(row["line"], row["reason"].partition(":")[0]) for row in refused] == [(2, "erased"), (3, "erased")]


def test_the_warehouse_is_as_good_as_before(erased: tuple[Path, Erasure]) -> None:
    """Numbers go on where they were, keys are keys, and a run finds nothing new."""
    folder, _ = erased
    with open_warehouse(Home(folder)) as warehouse:
        keys = warehouse.database.rows(
            "select table_name from duckdb_constraints() "
            "where constraint_type = 'PRIMARY KEY' and schema_name = 'ledger'"
        )
        used = warehouse.database.value("select max(delivery_id) from ledger.delivery")
        with warehouse.database.transaction():
            number = warehouse.database.value("select nextval('ledger.delivery_number')")
        erasures = warehouse.database.rows("select finished_at is not null as finished from ledger.erasure")
    assert number == used + 1
    assert {row["table_name"] for row in keys} >= {"delivery", "run", "erasure"}
    assert erasures == [{"finished": True}]


def test_fault_110_what_comes_again_is_refused_and_counts_in_no_share(
    erased: tuple[Path, Erasure], tmp_path: Path
) -> None:
    """Under the id, and under the id of a review where a file no longer says whose it is."""
    folder = copied(erased[0], tmp_path / "shop")
    assert "nothing new" in go(folder)
    deliver_person(folder, "reviews-p1", "p3,The quokka lamp broke,2024-04-10,1,", "p9,Quite nice,2024-04-12,5,c2")
    assert "3 of 5 new records refused" in go(folder)
    assert found(folder) == set()
    with current_release(Home(folder)) as release:
        rows = release.rows("from mart.source_file where records <> accepted + duplicates + superseded + rejected")
        again = release.rows("select accepted, rejected from mart.source_file order by run_id desc, file limit 1")
        said = release.rows("select text from mart.review where review_id = 'p9'")
    assert (rows, again, said) == ([], [{"accepted": 1, "rejected": 3}], [{"text": "Quite nice"}])


def test_hashed_ids_are_erased_as_well_and_somebody_unknown_changes_nothing(tmp_path: Path) -> None:
    """Published under a hash, the person goes all the same; erasing a stranger is noted and publishes nothing."""
    folder = write_home(tmp_path / "shop", f'{NAMED}[privacy]\ncustomer_ids = "hmac"\n')
    deliver_person(folder, "reviews-p1")
    said = erase_in(folder, "nobody-0815")
    assert (said.removed.anything, kept_ids(Home(folder))) == (False, [])
    go(folder)
    with current_release(Home(folder)) as release:
        (row,) = release.rows("select customer_id from mart.review where review_id = 'p1'")
    assert "nothing else to publish" in erase_in(folder, "nobody-0816").summary
    assert current_id(Home(folder)) == "run-000002"
    erase_in(folder)
    assert (
        found(folder, *CANARIES, row["customer_id"])
        - {place for place in found(folder, row["customer_id"]) if place[0].startswith("warehouse/")}
        == set()
    )
    (folder / "raw" / "reviews-new.csv").write_text("id,body,date,stars,who\nn1,Fine,2024-04-20,5,nobody-0815\n")
    assert "1 of 1 new records refused" in go(folder)


def test_a_correction_in_somebody_elses_name_stays_theirs(tmp_path: Path) -> None:
    """Of a review that stands in another's name only the versions that named the person go."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    lines = ["x1,Zanzibar colours are wrong,2024-04-01,1,customer-4711", "x2,Told by me,2024-04-01,1,c1"]
    (folder / "raw" / "reviews-1.csv").write_text("\n".join(["id,body,date,stars,who", *lines, ""]))
    lines = ["x1,Corrected: it was mine,2024-04-02,1,c2", "x2,The quokka lamp broke,2024-04-02,1,customer-4711"]
    (folder / "raw" / "reviews-2.csv").write_text("\n".join(["id,body,date,stars,who", *lines, ""]))
    go(folder)
    erase_in(folder)
    with current_release(Home(folder)) as release:
        assert release.rows("select review_id, customer_id from mart.review where review_id in ('x1', 'x2')") == [
            {"review_id": "x1", "customer_id": "c2"}
        ]
    assert found(folder, "Zanzibar", "quokka", "Told by me") == set()


def test_a_text_that_others_say_too_keeps_its_place(tmp_path: Path) -> None:
    """Vectors and placements go with the last who says it, and only then."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    deliver_person(folder, "reviews-p1", f"same,The box was broken,2024-04-11,2,{PERSON}")
    go(folder)
    hashes = "select text_hash from analysis.mention where text = 'The box was broken'"
    tables = ("vector", "placement", "sentiment", "fitted_text")
    counted = " union all ".join(
        f"select '{table}' as name, count(*) as n, count(*) filter (where text_hash in ({hashes})) as same "
        f"from analysis.{table}"
        for table in tables
    )
    with open_warehouse(Home(folder)) as warehouse:
        before = {row["name"]: row for row in warehouse.database.rows(counted)}
    erase_in(folder)
    with open_warehouse(Home(folder)) as warehouse:
        after = {row["name"]: row for row in warehouse.database.rows(counted)}
        said = warehouse.database.value("select count(distinct text_hash) from analysis.mention")
    assert {name: row["same"] for name, row in after.items()} == {name: row["same"] for name, row in before.items()}
    assert all(after[name]["n"] < before[name]["n"] for name in tables if before[name]["n"])
    assert after["vector"]["n"] == said


#: Kills an erasure at each of its points, in copies of a home, and lets the next run finish it; no Prefect is needed.
KILLS = """
import json, os, shutil, subprocess, sys
from pathlib import Path
from analytics.home import Home
from analytics.points import listening
from analytics.run import begin_run
from analytics.settings import load_settings
from analytics.stages.erase import is_erasing, record_erasure
from flows.rebuilding import finish_erasures
from tests.conftest import LetterEncoder, quiet

def erase(folder, customer_id):
    with begin_run(Home(folder), load_settings(folder), LetterEncoder(), quiet) as run:
        if is_erasing(run):
            finish_erasures(run)
        if customer_id:
            record_erasure(run, customer_id)
            finish_erasures(run)

def in_child(work):
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def copy(name):
    subprocess.run(["cp", "-a", sys.argv[1], f"{sys.argv[2]}/{name}"], check=True)
    return Path(sys.argv[2], name)

def undisturbed():
    points = []
    with listening(points.append):
        erase(copy("whole"), sys.argv[3])
    Path(sys.argv[2], "points.json").write_text(json.dumps(points))

def killed(folder, number):
    seen = []
    def listener(point):
        seen.append(point)
        if len(seen) == number + 1:
            os._exit(9)
    with listening(listener):
        erase(folder, sys.argv[3])

# In this process, so that dictionaries and templates are read once and shared by its children.
undisturbed()
points = json.loads(Path(sys.argv[2], "points.json").read_text())
noted = points.index("erase.recorded")
for number in range(len(points)):
    folder = copy(str(number))
    assert in_child(lambda: killed(folder, number)) == 9
    assert (folder / "current" / "manifest.json").exists()
    # Before it is noted an erasure has not begun: it is asked for again. After that any run finishes it.
    assert in_child(lambda: erase(folder, sys.argv[3] if number < noted else None)) == 0
"""


def test_fault_57_an_erasure_killed_at_any_point_is_finished_by_the_next_run(person: Path, tmp_path: Path) -> None:
    """Everything is as if it had not been killed, and `current` stands all the time."""
    one = copied(person, tmp_path / "one")
    # One release is enough: the points come once a release.
    (one / "current").unlink()
    subprocess.run(["rm", "-r", str(one / "releases" / "run-000001")], check=True)
    (one / "current").symlink_to("releases/run-000002")
    places = tmp_path / "places"
    places.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", KILLS, str(one), str(places), PERSON],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    points = json.loads((places / "points.json").read_text())
    assert {"erase.recorded", "warehouse.copied", "erase.rebuilt", "release.exchanged", "erase.finished"} <= set(points)
    expected = content(places / "whole")
    for number, point in enumerate(points):
        assert found(places / str(number)) == set(), point
        assert content(places / str(number)) == expected, point
        assert [path.name for path in (places / str(number) / "releases").iterdir()] == ["run-000002"], point


def test_a_run_finishes_an_erasure_before_it_does_anything_else(person: Path, tmp_path: Path) -> None:
    """A release without the person is current after it, though nothing was delivered."""
    folder = copied(person, tmp_path / "shop")
    with begin_run(Home(folder), load_settings(folder), LetterEncoder(), quiet) as run:
        record_erasure(run, PERSON)
    assert "published" in go(folder)
    assert found(folder) == set()
    assert "nothing new" in go(folder)


def test_readers_open_the_current_release_all_the_time(person: Path, tmp_path: Path) -> None:
    """While releases are rebuilt and exchanged, somebody opens and reads it without a fault."""
    folder = copied(person, tmp_path / "shop")
    counts: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            with current_release(Home(folder)) as release:
                counts.append(release.rows("select count(*) as n from mart.review")[0]["n"])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        with begin_run(Home(folder), load_settings(folder), LetterEncoder(), quiet) as run:
            record_erasure(replace(run), PERSON)
            assert finish_erasures(run) == 2
    finally:
        done.set()
        reader.join()
    assert set(counts) == {13, 10}


def test_the_command_says_what_it_did_and_never_to_whom(
    person: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counts, the release, the files that still hold the person; the second time as JSON."""
    folder = copied(person, tmp_path / "shop")
    monkeypatch.setattr("flows.erasure.ModelEncoder", lambda model: LetterEncoder())
    assert main(["--home", str(folder), "erase", "--customer", PERSON]) == 0
    said = capsys.readouterr()
    assert "erased: 3 reviews, 1 events, 1 customer records" in said.out
    assert "raw/reviews-p1.csv (2 records)" in said.out
    assert main(["--home", str(folder), "erase", "--customer", PERSON, "--json"]) == 0
    again = capsys.readouterr()
    assert json.loads(again.out)["files"]["raw/events.csv"] == 1
    assert json.loads(again.out)["reviews"] == 0
    assert PERSON not in said.out + said.err + again.out + again.err


def test_the_command_refuses_an_empty_id_and_never_says_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2; a home without koe.toml is exit 2 as well, and the id is in no message."""
    assert main(["--home", str(tmp_path), "erase", "--customer", " "]) == 2
    assert main(["--home", str(tmp_path), "erase", "--customer", PERSON]) == 2
    assert PERSON not in capsys.readouterr().err


def test_when_nobody_is_left_a_release_without_reviews_is_published(tmp_path: Path) -> None:
    """The only customer who ever wrote is erased after topics were looked for."""
    write_home(tmp_path, REVIEWS)
    for file in (tmp_path / "raw").iterdir():
        file.unlink()
    (tmp_path / "raw" / "reviews.csv").write_text(
        f"id,body,date,stars,who\np1,The box arrived,2024-04-01,1,{PERSON}\n", encoding="utf-8"
    )
    go(tmp_path)
    erase_in(tmp_path)
    with current_release(Home(tmp_path)) as release:
        assert release.rows("select (select count(*) from mart.review) as reviews, reviews as told from mart.run")[
            -1:
        ] == [{"reviews": 0, "told": 0}]
