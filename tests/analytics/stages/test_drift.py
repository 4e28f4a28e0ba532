"""Drift by contract: what was delivered is held against what came before, and told, refused or stopped."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from analytics.errors import GateError, SourceError
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
DRIFT
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
rating = "stars"
"""

MakeRun = Callable[..., Run]
HEADER = "id,body,date,stars"


def settings(drift: str = "") -> str:
    """Return a koe.toml with a line of drift settings."""
    return SETTINGS.replace("DRIFT", drift)


def deliver(run: Run, day: int, rows: int, *, header: str = HEADER, times: int = 1, more: str = "") -> None:
    """Drop a day's file: ratings 1 to 5 times a factor."""
    folder = run.home.path / "raw"
    folder.mkdir(exist_ok=True)
    lines = [f"{day}-{n},text {n},2024-01-{day:02},{(n % 5 + 1) * times}{more}" for n in range(rows)]
    (folder / f"day{day:02}.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")


def usual(make_run: MakeRun, drift: str = "", days: int = 3) -> Run:
    """Take in some days that are alike, one a run; return a run for the next day."""
    for day in range(1, days + 1):
        run = make_run(settings(drift), run_id=f"run-{day:06d}")
        deliver(run, day, 50)
        ingest(run)
    return make_run(settings(drift), run_id=f"run-{days + 1:06d}")


def metrics(run: Run) -> dict[str, tuple[float, bool]]:
    """Return what mart.quality will say of drift."""
    settle_records(run)
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.rows("select * from analysis.quality where metric like 'drift.%'")
    return {row["metric"]: (row["value"], row["passed"]) for row in rows}


def files(run: Run) -> int:
    """Return how many files the ledger knows."""
    with open_warehouse(run.home) as warehouse:
        return int(warehouse.database.value("select count(*) from ledger.delivery"))


def test_fault_26_a_new_column_is_told_kept_and_counted(make_run: MakeRun, caplog: pytest.LogCaptureFixture) -> None:
    """A line that names source, file and column; its values stay in the warehouse; the day after it is known."""
    run = usual(make_run)
    deliver(run, 4, 50, header=HEADER + ",mood", more=",secret")
    with caplog.at_level(logging.WARNING):
        ingest(run)
    assert "source shop: raw/day04.csv: new_column: new column 'mood'" in caplog.text
    assert "secret" not in caplog.text
    assert metrics(run) == {"drift.shop.new_column": (1.0, False)}
    with open_warehouse(run.home) as warehouse:
        kept = warehouse.database.value("select extra from staging.review_version where review_id = '4-0'")
    assert kept == '{"mood":"secret"}'
    caplog.clear()
    deliver(run, 5, 50, header=HEADER + ",mood", more=",secret")
    ingest(run)
    assert "mood" not in caplog.text


def test_fault_26_a_new_column_refuses_the_file_or_stops_the_run(make_run: MakeRun) -> None:
    """By setting: listed as a whole at line 0, or exit 3 with nothing of it kept."""
    run = usual(make_run, 'drift = { new_column = "reject" }')
    deliver(run, 4, 50, header=HEADER + ",mood", more=",x")
    assert ingest(run).rejected == 1
    stopping = make_run(settings('drift = { new_column = "stop" }'), run_id="run-000009")
    ingest(stopping)  # another mapping: all is read anew, and is what later files are held against
    deliver(stopping, 5, 50, header=HEADER + ",mood,weather", more=",x,y")
    with pytest.raises(SourceError, match="'weather'"):
        ingest(stopping)
    ingest(replace(stopping, accept_drift=True))
    assert files(stopping) == 5


def test_fault_27_a_missing_optional_column_stops_is_refused_or_read_as_empty(make_run: MakeRun) -> None:
    """The default is the contract's exit 3; a needed column is never optional."""
    lacking = "id,body,date"
    run = usual(make_run)
    folder = run.home.path / "raw"
    (folder / "day04.csv").write_text(f"{lacking}\n4-0,text,2024-01-04\n")
    with pytest.raises(SourceError, match="no column 'stars'"):
        ingest(run)
    refusing = make_run(settings('drift = { missing_column = "reject" }'))
    assert ingest(refusing).rejected == 1
    warning = make_run(settings('drift = { missing_column = "warn" }'))
    assert ingest(warning).rejected == 0
    assert metrics(warning)["drift.shop.missing_column"] == (1.0, False)
    (folder / "day05.csv").write_text("id,stars,date\n5-0,3,2024-01-05\n")
    with pytest.raises(SourceError, match="no column 'body'"):
        ingest(warning)


def test_fault_28_one_value_of_another_type_can_be_one_too_many(make_run: MakeRun) -> None:
    """By default it is refused by line, by setting it stops."""
    run = usual(make_run)
    (run.home.path / "raw" / "day04.csv").write_text(f"{HEADER}\n4-0,text,2024-01-04,five\n4-1,text,2024-01-04,5\n")
    assert ingest(run).rejected == 1
    strict = make_run(settings('drift = { type = "stop" }'))
    with pytest.raises(SourceError, match=r"day04.csv line 2: type: rating .*drift.type"):
        ingest(strict)


def test_fault_30_another_scale_stops_the_run_until_a_person_lets_it_in(make_run: MakeRun) -> None:
    """Exit 4, nothing kept; once let in, it is part of the history."""
    run = usual(make_run)
    deliver(run, 4, 50, times=2)
    with pytest.raises(
        GateError, match=r"(?s)day04.csv: distribution: mean of rating is 6, and was 3 to 3.*accept-drift"
    ) as e:
        ingest(run)
    assert e.value.exit_code == 4
    assert files(run) == 3
    ingest(replace(run, accept_drift=True))
    assert files(run) == 4
    assert metrics(run) == {"drift.shop.distribution": (1.0, False)}


def test_fault_31_nothing_or_far_too_much_stops_the_run_or_is_told(make_run: MakeRun) -> None:
    """Exit 4 by default; a warning where koe.toml says so."""
    run = usual(make_run)
    deliver(run, 4, 0)
    with pytest.raises(GateError, match="volume: 0 records, where 50 are usual"):
        ingest(run)
    deliver(run, 4, 1001)
    with pytest.raises(GateError, match="volume: 1001 records, more than 20 times the usual 50"):
        ingest(run)
    told = make_run(settings('drift = { volume = "warn" }'), run_id="run-000005")
    assert ingest(told).files == 1
    assert metrics(told) == {"drift.shop.volume": (1.0, False)}


def test_what_was_let_in_is_told_until_it_is_published(make_run: MakeRun) -> None:
    """A run that dies after taking a file in leaves its warning for the next."""
    run = usual(make_run)
    deliver(run, 4, 50, header=HEADER + ",mood", more=",x")
    ingest(run)
    after = replace(run, run_id="run-000005")
    assert metrics(after) == {"drift.shop.new_column": (1.0, False)}
    release = run.home.releases / "run-000005"
    release.mkdir()
    (release / "manifest.json").write_text('{"run_id": "run-000005"}')
    run.home.current.symlink_to(release)
    assert metrics(replace(run, run_id="run-000006")) == {}
