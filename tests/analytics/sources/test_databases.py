"""Databases: one snapshot, rows as JSON, told apart by content; nothing secret in a message. SQLite runs everywhere."""

import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import ConfigError, SourceError, StorageError
from analytics.run import Run
from analytics.settings import Source, parse_settings
from analytics.sources import extract
from analytics.sources.columns import Plan, plan_columns
from analytics.stages.ingest import ingest
from analytics.stages.stand import settle_records
from analytics.warehouse import open_warehouse

SETTINGS = """
[[source]]
name = "crm"
kind = "reviews"
url = "sqlite:///raw/crm.db"
query = "select id, body, stars, at, photo from review"
max_rejected = 0.5
[source.columns]
review_id = "id"
text = "body"
rating = "stars"
written_at = "at"
"""

MakeRun = Callable[..., Run]
SECRET = "s3cret-w0rd"


def fill(run: Run) -> sqlite3.Connection:
    """Make a small SQLite database in the home."""
    (run.home.path / "raw").mkdir(exist_ok=True)
    connection = sqlite3.connect(run.home.path / "raw" / "crm.db")
    connection.execute("create table review (id, body, stars, at, photo)")
    rows = [
        ("001", '配送が遅い\n"really"', 2, "2024-01-01 10:00:00", None),
        (7, "fine", 4.5, "2024-01-02", b"\x00\xff"),
        ("x", "bad", "five", "2024-01-03", None),
    ]
    connection.executemany("insert into review values (?, ?, ?, ?, ?)", rows)
    connection.commit()
    return connection


def standing(run: Run) -> list[tuple[object, ...]]:
    """Return the reviews that stand."""
    settle_records(run)
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows(
            "select review_id, text, rating, written_at::varchar as at from staging.review order by 1"
        )
    return [tuple(row.values()) for row in rows]


def source(url: str, query: str = "select id, body from review") -> Source:
    """Return a source of products, which need no more than an id."""
    mapping = {"product_id": "id"}
    return Source.model_validate({"name": "crm", "kind": "products", "url": url, "query": query, "columns": mapping})


def test_rows_of_any_type_are_read_and_the_answer_leaves_no_file(make_run: MakeRun) -> None:
    """Ids as given, numbers as numbers, a bad one refused by its row; the ledger names the database."""
    run = make_run(SETTINGS)
    fill(run)
    taken = ingest(run)
    assert (taken.records, taken.rejected) == (3, 1)
    assert standing(run) == [
        ("001", '配送が遅い\n"really"', 2.0, "2024-01-01 10:00:00"),
        ("7", "fine", 4.5, "2024-01-02 00:00:00"),
    ]
    with open_warehouse(run.home) as warehouse:
        assert warehouse.database.value("select file from ledger.delivery") == "sqlite:///raw/crm.db"
        assert warehouse.database.value("select line from staging.refusal") == 3
    assert not list(run.home.warehouse.glob("extract*"))


def test_the_same_rows_in_another_order_are_the_same_delivery(make_run: MakeRun) -> None:
    """Nothing new, until a row changes."""
    run = make_run(SETTINGS)
    connection = fill(run)
    ingest(run)
    assert ingest(run).files == 0
    turned = make_run(SETTINGS.replace("from review", "from review order by rowid desc"))
    answers = [
        extract(each.settings.source[0], run.home.path, run.home.warehouse / "a.jsonl") for each in (run, turned)
    ]
    assert answers[0].sha256 == answers[1].sha256
    connection.execute("update review set body = 'better' where id = 7")
    connection.commit()
    assert ingest(run).files == 1
    assert ("7", "better", 4.5, "2024-01-02 00:00:00") in standing(run)


def test_an_answer_of_no_rows_is_accepted_and_missing_or_doubled_columns_are_named(make_run: MakeRun) -> None:
    """The same contract as for files."""
    run = make_run(SETTINGS.replace("from review", "from review where false"))
    fill(run)
    assert (ingest(run).files, ingest(run).files) == (1, 0)
    with pytest.raises(SourceError, match=r"crm\.db: no column 'stars'"):
        ingest(make_run(SETTINGS.replace("stars, at", "at")))
    with pytest.raises(SourceError, match="2 columns are named 'body'"):
        ingest(make_run(SETTINGS.replace("stars, at", "stars, id as body, at")))


def test_fault_25_rows_that_change_meanwhile_are_not_in_the_answer(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is written while the answer is read belongs to the next answer."""
    run = make_run(SETTINGS)
    connection = fill(run)
    connection.execute("pragma journal_mode = wal")
    whole = plan_columns

    def meddle(*header: Any) -> Plan:  # noqa: ANN401 - plan_columns checks them itself
        """Write a row once the query runs and before any row is fetched."""
        connection.execute("insert into review values ('new', 'x', 1, '2024-01-01', null)")
        connection.commit()
        return whole(*header)

    monkeypatch.setattr("analytics.sources.databases.plan_columns", meddle)
    assert ingest(run).records == 3
    monkeypatch.undo()
    assert ingest(run).records == 4


def test_a_query_cannot_write(make_run: MakeRun) -> None:
    """The file is opened for reading only, and a statement without rows is none."""
    run = make_run(SETTINGS)
    connection = fill(run)
    for query in ("delete from review", "select nothing from nowhere", "begin"):
        with pytest.raises(SourceError, match="crm"):
            extract(source("sqlite:///raw/crm.db", query), run.home.path, run.home.warehouse / "a.jsonl")
    assert connection.execute("select count(*) from review").fetchone() == (3,)


def test_a_file_that_is_not_there_or_no_database_is_named(make_run: MakeRun) -> None:
    """Exit 3 without a new empty database in its place."""
    run = make_run(SETTINGS)
    with pytest.raises(SourceError, match="no such database file"):
        ingest(run)
    (run.home.path / "raw").mkdir()
    (run.home.path / "raw" / "crm.db").write_text("a text that is no database, long enough to have a header " * 20)
    with pytest.raises(SourceError, match="SQLITE_NOTADB"):
        ingest(run)


def test_an_address_may_hold_variables_and_shows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An unset variable is a fault of the configuration; what is published has neither user nor password."""
    with pytest.raises(ConfigError, match="no \\$KOE_NOWHERE in the environment"):
        extract(source("postgresql://me:${KOE_NOWHERE}@host/db"), tmp_path, tmp_path / "a.jsonl")
    for url in (f"postgresql://me:{SECRET}@h/db", f"postgresql://me:a@{SECRET}@h/db?password={SECRET}"):
        text = SETTINGS.replace("sqlite:///raw/crm.db", url)
        published = parse_settings(text).as_json()
        assert SECRET not in published
        assert "postgresql://h/db" in published
    with pytest.raises(ConfigError, match="begins with one of"):
        parse_settings(SETTINGS.replace("sqlite:///raw", "mysql://host"))
    with pytest.raises(ConfigError, match="'encoding' is for files"):
        parse_settings(SETTINGS.replace('name = "crm"', 'name = "crm"\nencoding = "cp932"'))


def test_fault_24_a_server_out_of_reach_is_tried_again_and_then_exit_3(tmp_path: Path) -> None:
    """Four attempts with growing, uneven pauses; the message holds no secret."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pauses: list[float] = []
    with pytest.raises(SourceError) as caught:
        extract(source(f"postgresql://me:{SECRET}@127.0.0.1:{port}/db"), tmp_path, tmp_path / "a.jsonl", pauses.append)
    assert SECRET not in str(caught.value)
    assert f"postgresql://127.0.0.1:{port}/db" in str(caught.value)
    assert "4 times" in str(caught.value)
    assert len(pauses) == 3
    assert all(1 * 2**n <= pause <= 2 * 2**n for n, pause in enumerate(pauses))


def test_a_locked_file_is_tried_again(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program's lock goes away."""
    monkeypatch.setattr("analytics.sources.databases.CONNECT_SECONDS", 0)
    run = make_run(SETTINGS)
    connection = fill(run)
    connection.execute("begin exclusive")
    answer = extract(
        run.settings.source[0], run.home.path, run.home.warehouse / "a.jsonl", lambda seconds: connection.rollback()
    )
    assert answer.size > 0


def test_fault_73_a_disk_that_cannot_take_the_answer_is_exit_6(make_run: MakeRun) -> None:
    """The path and the system's reason are named."""
    run = make_run(SETTINGS)
    fill(run)
    with pytest.raises(StorageError, match="errno"):
        extract(run.settings.source[0], run.home.path, run.home.path / "not there" / "a.jsonl")
