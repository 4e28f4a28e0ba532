"""People's SQL: one SELECT on the published tables within limits; everything else is refused in one line."""

from pathlib import Path

import pytest

from analytics.database import Database
from analytics.errors import ConfigError, StoppedError
from analytics.sandbox import MOST_ROWS, query_release, refuse_unless_harmless


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small database like a release's."""
    place = tmp_path_factory.mktemp("release")
    with Database(place / "koe.duckdb") as database:
        database.run("create schema mart; create table mart.topic as select 't_1' as topic_id, 'late' as label")
    return place


@pytest.mark.parametrize(
    "sql",
    [
        "drop table mart.topic",
        "select 1; select 2",
        "insert into mart.topic values ('x', 'y')",
        "copy mart.topic to 'x.csv'",
        "attach 'other.db'",
        "install httpfs",
        "set memory_limit = '100GB'",
        "pragma version",
        "call pragma_version()",
        "select * from read_csv('/etc/passwd')",
        "select * from read_blob('koe.duckdb')",
        "select content from read_text('koe.duckdb')",
        "select * from glob('/*')",
        "select * from duckdb_settings()",
        "select * from duckdb_databases",
        "select getenv('HOME')",
        "select label from mart.topic where label = getenv('HOME')",
        "with a as (select * from duckdb_secrets()) select * from a",
        "select current_setting('temp_directory')",
        "explain analyze select 1",
        "select (",
        "",
    ],
)
def test_fault_102_what_is_no_plain_query_is_refused(sql: str) -> None:
    """One line, exit code 2, and nothing was run."""
    with pytest.raises(ConfigError, match=r"^sql: ") as caught:
        refuse_unless_harmless(sql)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "select label from mart.topic",
        "with a as (select 1 as n) select n from a union all select * from range(3)",
        "from mart.topic",
        "select table_name, comment from duckdb_tables()",
        "describe mart.topic",
        "select unnest([1, 2])",
    ],
)
def test_plain_queries_pass(sql: str, folder: Path) -> None:
    """What an analyst writes works."""
    assert query_release(folder, sql).columns


def test_a_name_that_is_none_is_a_fault_of_usage(folder: Path) -> None:
    """DuckDB's own first line tells; no path is in it."""
    with pytest.raises(ConfigError, match="nope") as caught:
        query_release(folder, "select nope from mart.topic")
    assert str(folder) not in str(caught.value)


def test_fault_102_files_are_out_of_reach(folder: Path) -> None:
    """A file named as a table is no table."""
    with pytest.raises(ConfigError):
        query_release(folder, "select * from '/etc/passwd'")


def test_fault_104_a_long_result_is_cut_and_says_so(folder: Path) -> None:
    """Ten million rows are not printed."""
    result = query_release(folder, "select * from range(10000000)")
    assert result.truncated
    assert len(result.rows) == MOST_ROWS


def test_fault_103_an_endless_query_is_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock ends it, and the next query works."""
    monkeypatch.setattr("analytics.sandbox.MOST_SECONDS", 4)
    with pytest.raises(StoppedError, match="sql statement: stopped after 4 seconds"):
        query_release(folder, "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t")
    assert query_release(folder, "select 1 as one").rows == ((1,),)
