"""Taking deliveries in: every record accounted for, the same file changes nothing, versions and ids as promised."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.database import statement
from analytics.errors import SourceError
from analytics.run import Run
from analytics.stages.ingest import ingest
from analytics.stages.stand import settle_records
from analytics.warehouse import open_warehouse

SETTINGS = """
[[source]]
name = "shop"
kind = "reviews"
path = "raw/*.csv"
max_rejected = 0.5
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
"""

EVENTS = """
[[source]]
name = "log"
kind = "events"
path = "raw/*.csv"
[source.columns]
customer_id = "who"
event = "what"
occurred_at = "at"
"""

MakeRun = Callable[..., Run]


def deliver(run: Run, name: str, *lines: str, header: str = "id,body,date") -> None:
    """Drop a file into the home's raw folder."""
    folder = run.home.path / "raw"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join([header, *lines, ""]), encoding="utf-8")


def fates(run: Run) -> list[tuple[object, ...]]:
    """Return records, accepted, duplicates, superseded and rejected of every file."""
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows(statement("mart/source_file"))
    return [
        tuple(row[name] for name in ("records", "accepted", "duplicates", "superseded", "rejected")) for row in rows
    ]


def standing_texts(run: Run) -> dict[str, str]:
    """Return the text of each review that stands."""
    settle_records(run)
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows("select review_id, text from staging.review order by review_id")
    return {row["review_id"]: row["text"] for row in rows}


def test_every_record_is_accepted_or_refused_with_its_line(make_run: MakeRun) -> None:
    """A bad date is refused by line, its neighbours stand."""
    run = make_run(SETTINGS)
    deliver(run, "a.csv", "1,good,2024-01-01", "2,bad,yesterday", "3,fine,2024-01-02")
    taken = ingest(run)
    assert (taken.files, taken.records, taken.rejected) == (1, 3, 1)
    assert fates(run) == [(3, 2, 0, 0, 1)]
    with open_warehouse(run.home) as warehouse:
        (refused,) = warehouse.database.rows(statement("mart/rejected"))
    assert (refused["file"], refused["line"]) == ("raw/a.csv", 3)
    assert "yesterday" not in refused["reason"]


def test_fault_19_a_file_that_came_before_changes_nothing(make_run: MakeRun) -> None:
    """The same bytes under another name are known."""
    run = make_run(SETTINGS)
    deliver(run, "a.csv", "1,good,2024-01-01")
    ingest(run)
    deliver(run, "b.csv", "1,good,2024-01-01")
    assert ingest(run).files == 0
    assert fates(run) == [(1, 1, 0, 0, 0)]


def test_fault_50_the_same_record_is_a_duplicate_and_other_content_a_newer_version(make_run: MakeRun) -> None:
    """What came again unchanged is counted; what came again changed replaces."""
    run = make_run(SETTINGS)
    deliver(run, "a.csv", "1,first,2024-01-01", "2,same,2024-01-01")
    deliver(run, "b.csv", "1,second,2024-01-02", "2,same,2024-01-01")
    ingest(run)
    assert fates(run) == [(2, 1, 0, 1, 0), (2, 1, 1, 0, 0)]
    assert standing_texts(run) == {"1": "second", "2": "same"}


def test_fault_56_an_older_version_that_comes_late_does_not_replace_a_newer_one(make_run: MakeRun) -> None:
    """Day 3 before day 2 ends as in order."""
    run = make_run(SETTINGS)
    deliver(run, "day3.csv", "1,new,2024-01-03")
    ingest(run)
    deliver(run, "day2.csv", "1,old,2024-01-02")
    ingest(run)
    assert standing_texts(run) == {"1": "new"}


def test_fault_49_records_without_an_id_get_one_that_is_the_same_at_every_run(make_run: MakeRun) -> None:
    """Two equal records of one file are two; in another file they are the same two."""
    run = make_run(SETTINGS.replace('review_id = "id"\n', ""))
    deliver(run, "a.csv", "1,same,2024-01-01", "2,same,2024-01-01")
    ingest(run)
    before = standing_texts(run)
    assert len(before) == 2
    deliver(run, "b.csv", "9,same,2024-01-01", "8,same,2024-01-01", "7,other,2024-01-01")
    ingest(run)
    after = standing_texts(run)
    assert len(after) == 3
    assert before.keys() < after.keys()


def test_fault_29_a_word_that_no_event_had_before_is_kept(make_run: MakeRun) -> None:
    """A new channel is a new event name, not a fault."""
    run = make_run(EVENTS)
    deliver(run, "a.csv", "c1,purchase,2024-01-01", "c1,swiped_left,2024-01-02", header="who,what,at")
    ingest(run)
    settle_records(run)
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows("select event from staging.event order by event")
    assert [row["event"] for row in rows] == ["purchase", "swiped_left"]


def test_fault_47_ids_and_as_of_do_not_hang_on_the_clock(make_run: MakeRun) -> None:
    """A clock that jumps back by years changes nothing of what a run finds."""
    from dataclasses import replace
    from datetime import datetime

    run = replace(make_run(SETTINGS.replace('review_id = "id"\n', "")), started_at=datetime(1999, 12, 31, 23, 59))
    deliver(run, "a.csv", "1,same,2024-01-01", "2,same,2024-01-01")
    ingest(run)
    before, as_of = standing_texts(run), settle_records(run).as_of
    later = replace(run, started_at=datetime(2099, 1, 1))
    assert ingest(later).files == 0
    assert (standing_texts(later), settle_records(later).as_of) == (before, as_of)
    assert as_of == datetime(2024, 1, 1)


def test_fault_55_events_of_customers_and_products_that_nobody_listed_are_kept(make_run: MakeRun) -> None:
    """A join drops nobody: who bought is a customer, what was bought a product; events of nobody count as events."""
    customers = EVENTS.replace('"log"', '"crm"').replace('"events"', '"customers"').replace("raw/", "crm/")
    run = make_run(EVENTS + customers.replace('event = "what"\noccurred_at = "at"\n', ""))
    (run.home.path / "crm").mkdir()
    (run.home.path / "crm" / "c.csv").write_text("who\nlisted\n")
    deliver(run, "a.csv", "unlisted,purchase,2024-01-01", ",view_item,2024-01-02", header="who,what,at")
    ingest(run)
    standing = settle_records(run)
    assert (standing.events, standing.customers) == (2, 1)
    with open_warehouse(run.home) as warehouse:
        active = warehouse.database.rows("select customer_id, events from staging.customer_activity")
        aliases = warehouse.database.rows("select customer_id from analysis.customer_alias order by customer_id")
    assert active == [{"customer_id": "unlisted", "events": 1}]
    assert [row["customer_id"] for row in aliases] == ["listed", "unlisted"]


def test_a_changed_mapping_reads_the_file_again(make_run: MakeRun) -> None:
    """Records read by the older mapping are replaced, not doubled."""
    run = make_run(SETTINGS)
    deliver(run, "a.csv", "1,good,2024-01-01,Better", header="id,body,date,headline")
    ingest(run)
    changed = make_run(SETTINGS.replace('text = "body"', 'text = "headline"'))
    assert ingest(changed).files == 1
    assert standing_texts(changed) == {"1": "Better"}
    assert fates(changed) == [(1, 1, 0, 0, 0)]


def test_too_many_refused_records_break_the_contract_and_nothing_is_kept(make_run: MakeRun) -> None:
    """The message says how many, which rule and where; the next run reads the file again."""
    run = make_run(SETTINGS)
    deliver(run, "a.csv", "1,good,2024-01-01", "2,x,never", "3,x,never")
    with pytest.raises(SourceError, match=r"shop: 2 of 3 records refused .* date: 2 records, first raw/a.csv line 3"):
        ingest(run)
    assert fates(run) == []


def test_fault_6_a_broken_file_is_refused_as_a_whole_and_the_run_goes_on(make_run: MakeRun, tmp_path: Path) -> None:
    """A gzip that is none costs itself only."""
    run = make_run(SETTINGS.replace("*.csv", "*.csv*"))
    deliver(run, "a.csv", "1,good,2024-01-01")
    (run.home.path / "raw" / "b.csv.gz").write_bytes(b"\x1f\x8b not gzip")
    assert ingest(run).rejected == 1
    assert fates(run) == [(1, 1, 0, 0, 0), (1, 0, 0, 0, 1)]


def test_the_same_id_in_two_sources_breaks_the_contract(make_run: MakeRun) -> None:
    """Unless one of them has a prefix."""
    second = SETTINGS.replace('"shop"', '"app"').replace("raw/", "app/")
    run = make_run(SETTINGS + second)
    deliver(run, "a.csv", "1,good,2024-01-01")
    (run.home.path / "app").mkdir()
    (run.home.path / "app" / "b.csv").write_text("id,body,date\n1,other,2024-01-01\n")
    with pytest.raises(SourceError, match="id_prefix"):
        ingest(run)
    prefixed = make_run(SETTINGS + second.replace('path = "app', 'id_prefix = "app-"\npath = "app'))
    ingest(prefixed)
    assert standing_texts(prefixed) == {"1": "good", "app-1": "other"}


def test_as_of_leaves_out_what_came_later(make_run: MakeRun) -> None:
    """A run that looks back from a day knows nothing of the next."""
    from dataclasses import replace
    from datetime import datetime

    run = make_run(SETTINGS)
    deliver(run, "a.csv", "1,good,2024-01-01", "2,later,2024-02-01")
    ingest(run)
    assert standing_texts(replace(run, as_of=datetime(2024, 1, 15))) == {"1": "good"}
