"""Deletions that a source declares: gone from everything that is published, and still accounted for."""

from collections.abc import Callable

import pytest

from analytics.database import statement
from analytics.errors import ConfigError, GateError, SourceError
from analytics.run import Run
from analytics.stages.ingest import ingest
from analytics.stages.stand import settle_records
from analytics.stages.texts import read_texts
from analytics.warehouse import open_warehouse

MARKED = """
[[source]]
name = "shop"
kind = "reviews"
path = "raw/*.csv"
max_rejected = 0.5
deleted = "gone"
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
"""

COMPLETE = """
[[source]]
name = "catalogue"
kind = "products"
path = "raw/*.csv"
snapshot = true
[source.columns]
product_id = "id"
name = "name"
"""

MakeRun = Callable[..., Run]


def deliver(run: Run, name: str, *lines: str) -> None:
    """Drop a file, its header first, and take it in."""
    folder = run.home.path / "raw"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    ingest(run)


def standing(run: Run, table: str = "review", name: str = "text") -> dict[str, str]:
    """Return what stands, by id."""
    settle_records(run)
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows(f"select {table}_id as id, {name} as said from staging.{table} order by id")
    return {row["id"]: row["said"] for row in rows}


def fates(run: Run) -> list[tuple[int, ...]]:
    """Return records, accepted, duplicates, superseded and rejected of every file."""
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows(statement("mart/source_file"))
    return [tuple(row[n] for n in ("records", "accepted", "duplicates", "superseded", "rejected")) for row in rows]


HEADER = "id,body,date,gone"


def test_fault_53_a_deleted_review_is_gone_from_reviews_and_mentions(make_run: MakeRun) -> None:
    """The deletion is an accepted record that supersedes; it needs nothing but the id."""
    run = make_run(MARKED)
    deliver(run, "a.csv", HEADER, "1,the box was late,2024-01-01,", "2,fine,2024-01-02,0")
    deliver(run, "b.csv", HEADER, "1,,,2024-02-01T10:00:00Z")
    assert standing(run) == {"2": "fine"}
    assert fates(run) == [(2, 1, 0, 1, 0), (1, 1, 0, 0, 0)]
    read_texts(run)
    with open_warehouse(run.home) as warehouse:
        left = warehouse.database.rows("select distinct review_id from analysis.mention")
    assert left == [{"review_id": "2"}]


@pytest.mark.parametrize(
    ("word", "is_gone"),
    [("", False), ("0", False), ("False", False), ("no", False), ("1", True), ("TRUE", True), ("2024-01-01", True)],
)
def test_any_word_but_a_no_deletes(make_run: MakeRun, word: str, is_gone: bool) -> None:
    """The time of deletion is as good a flag as true."""
    run = make_run(MARKED)
    deliver(run, "a.csv", HEADER, f"1,said,2024-01-01,{word}")
    assert ("1" not in standing(run)) == is_gone


def test_a_deleted_review_comes_back_only_as_something_newer(make_run: MakeRun) -> None:
    """Delivered again it stays gone; written after its deletion it stands."""
    run = make_run(MARKED)
    deliver(run, "a.csv", HEADER, "1,first,2024-01-01,")
    deliver(run, "b.csv", HEADER, "1,first,2024-01-05,true")
    deliver(run, "c.csv", HEADER, "1,first,2024-01-01,")
    assert standing(run) == {}
    deliver(run, "d.csv", HEADER, "1,edited before,2024-01-04,", "1,at the same time,2024-01-05,")
    assert standing(run) == {}
    deliver(run, "e.csv", HEADER, "1,written anew,2024-01-06,")
    assert standing(run) == {"1": "written anew"}
    assert [sum(fate[1:]) for fate in fates(run)] == [fate[0] for fate in fates(run)]


def test_a_deletion_without_a_time_is_final_and_without_an_id_refused(make_run: MakeRun) -> None:
    """Nothing can be newer than a deletion that has no time."""
    run = make_run(MARKED)
    deliver(run, "a.csv", HEADER, "1,,,yes", ",,,yes", "3,said,2024-01-01,")
    deliver(run, "b.csv", HEADER, "1,said,2030-01-01,")
    assert standing(run) == {"3": "said"}
    with open_warehouse(run.home) as warehouse:
        (refused,) = warehouse.database.rows(statement("mart/rejected"))
    assert (refused["line"], refused["reason"]) == (3, "missing: review_id is empty")


def test_the_column_of_deletions_must_be_there_and_needs_an_id(make_run: MakeRun) -> None:
    """Without it nothing would ever be deleted, without a word."""
    with pytest.raises(SourceError, match="no column 'gone'"):
        deliver(make_run(MARKED), "a.csv", "id,body,date", "1,said,2024-01-01")
    with pytest.raises(ConfigError, match="'deleted' needs a column for 'review_id'"):
        make_run(MARKED.replace('review_id = "id"\n', ""))


def test_deletions_in_json_lines_need_no_key_elsewhere(make_run: MakeRun) -> None:
    """A file without any deletion does not have the key."""
    run = make_run(MARKED.replace(".csv", ".jsonl"))
    deliver(
        run,
        "a.jsonl",
        '{"id": "1", "body": "x", "date": "2024-01-01"}',
        '{"id": "2", "body": "y", "date": "2024-01-01"}',
    )
    deliver(run, "b.jsonl", '{"id": "1", "gone": true}')
    assert standing(run) == {"2": "y"}


def test_what_a_complete_delivery_lacks_is_gone(make_run: MakeRun) -> None:
    """Each file is all there is; what it does not name was superseded by it."""
    run = make_run(COMPLETE)
    deliver(run, "day1.csv", "id,name", "1,tea", "2,cup")
    deliver(run, "day2.csv", "id,name", "2,cup", "3,pot")
    assert standing(run, "product", "name") == {"2": "cup", "3": "pot"}
    assert fates(run) == [(2, 1, 0, 1, 0), (2, 1, 1, 0, 0)]
    deliver(run, "day3.csv", "id,name", "1,green tea", "2,cup")
    assert standing(run, "product", "name") == {"1": "green tea", "2": "cup"}
    assert [sum(fate[1:]) for fate in fates(run)] == [2, 2, 2]


def test_a_complete_delivery_takes_back_a_change(make_run: MakeRun) -> None:
    """What it says stands, also where an earlier delivery said the same before another did not."""
    run = make_run(COMPLETE)
    deliver(run, "day1.csv", "id,name", "1,tea")
    deliver(run, "day2.csv", "id,name", "1,coffee")
    deliver(run, "day3.csv", "id,name", "1,tea", "2,cup")
    assert standing(run, "product", "name") == {"1": "tea", "2": "cup"}


def test_a_broken_or_empty_complete_delivery_deletes_nothing(make_run: MakeRun) -> None:
    """A file that cannot be read says nothing; an empty one is a gate."""
    run = make_run(COMPLETE)
    deliver(run, "day1.csv", "id,name", "1,tea")
    (run.home.path / "raw" / "day2.csv").write_bytes(b"")
    assert ingest(run).rejected == 1
    assert standing(run, "product", "name") == {"1": "tea"}
    with pytest.raises(GateError, match="would delete all"):
        deliver(run, "day3.csv", "id,name")
