"""Days of customers: they are placed by the fit that stands, follow their behaviour, and a new fit says why it is."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.arrays import Floats, Vectors
from analytics.database import Database
from analytics.home import Home
from analytics.points import listening
from analytics.run import Run, utc_now
from analytics.segment import Segments, find
from analytics.settings import parse_settings
from analytics.stages import fitted_segments, ingest, segments, stand
from analytics.stages.models import load_model
from analytics.warehouse import open_warehouse
from tests.analytics.shoppers import LAST, ODD, OF_A_KIND, SETTINGS, deliver, events, shop
from tests.conftest import LetterEncoder, quiet


def _unreduced(points: Floats, *, components: int, seed: int) -> Vectors:
    """Return points as they are: kinds this plain are apart without UMAP, whose compiler takes ten seconds."""
    return points.astype(np.float32)


def _here(work: Callable[..., Segments], *arguments: object) -> Segments:
    """Look for segments in this process, which is not told of `_unreduced` otherwise."""
    return work(*arguments)


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find segments without UMAP, without a process of its own."""
    _make_quick(monkeypatch)


def _make_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put what is quick in the place of what is thorough."""
    monkeypatch.setattr(find, "packed", _unreduced)
    monkeypatch.setattr(segments, "isolated", _here)


def _analyse(run: Run) -> segments.SegmentsFound:
    """Make every stage that segments need."""
    ingest.ingest(run)
    stand.settle_records(run)
    with open_warehouse(run.home) as warehouse:
        warehouse.derive_analysed()
    return segments.analyse_segments(run)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose first run found a segment of each kind."""
    home = Home(tmp_path_factory.mktemp("first") / "home")
    home.prepare()
    run = Run(home, parse_settings(SETTINGS), "run-000001", utc_now(), None, LetterEncoder(), quiet)
    deliver(run, "first", shop())
    with pytest.MonkeyPatch.context() as patched:
        _make_quick(patched)
        assert _analyse(run) == segments.SegmentsFound(3, 3 * OF_A_KIND + ODD, "first")
    return home.path


@pytest.fixture
def day(first: Path, make_run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, _quick: None) -> Run:
    """Return the second run, on a copy of the first one's home."""
    run = make_run(SETTINGS, "run-000002")
    shutil.copytree(first, run.home.path, dirs_exist_ok=True)
    return run


def _kinds(database: Database) -> dict[str, str]:
    """Return the segment of each kind of customer, of which there is one each."""
    rows = database.rows(
        "select left(customer_id, 3) as kind, segment_id from analysis.customer_segment "
        "where customer_id not like 'odd%' group by all"
    )
    found = {row["kind"]: row["segment_id"] for row in rows}
    assert len(rows) == len(found) == len(set(found.values()))
    return found


def _state(run: Run) -> dict[str, list[dict[str, Any]]]:
    """Return all rows about segments."""
    tables = ("segment", "customer_segment", "segment_lineage", "model", "model_array", "fitted_customer", "quality")
    with open_warehouse(run.home) as warehouse:
        return {table: warehouse.database.rows(f"select * from analysis.{table} order by all") for table in tables}


def test_a_first_fit_is_kept_whole(day: Run) -> None:
    """Segments with names and profiles as valid JSON, whose points they are, their birth, what was measured."""
    state = _state(day)
    with open_warehouse(day.home) as warehouse:
        kinds = _kinds(warehouse.database)
    assert {row["event"] for row in state["segment_lineage"]} == {"born"}
    assert {row["segment_id"] for row in state["fitted_customer"]} == set(kinds.values())
    assert {row["metric"] for row in state["quality"]} == {"segment_separation", "segment_separation_by_chance"}
    names = {row["segment_id"]: row["label"] for row in state["segment"]}
    assert "buys often" in names[kinds["buy"]]
    assert "not seen for a while" in names[kinds["gon"]]
    for row in state["segment"]:
        assert "effect" in json.loads(row["profile"], parse_constant=pytest.fail)["recency_days"]


def test_the_same_customers_are_placed_as_they_were_found(day: Run) -> None:
    """Without news every row stays, to the last digit, and nothing is looked for; metrics are told again."""
    before = _state(day)
    told: list[str] = []
    with listening(told.append):
        found = _analyse(day)
    assert found == segments.SegmentsFound(3, 3 * OF_A_KIND + ODD, None)
    assert _state(day) == before
    assert [point for point in told if point.startswith("segments")] == [
        "segments.placed",
        "segments.written",
        "segments.saved",
    ]


def test_a_customer_follows_what_they_do_now(day: Run) -> None:
    """Somebody who was gone looks around again, newcomers buy; names stay, profiles are of today."""
    before = _state(day)
    with open_warehouse(day.home) as warehouse:
        kinds = _kinds(warehouse.database)
    was: dict[str, str] = {row["customer_id"]: row["segment_id"] for row in before["customer_segment"]}
    back = min(who for who, segment_id in was.items() if segment_id == kinds["gon"])
    rng = np.random.default_rng(3)
    new = [line for number in range(10) for line in events("buyer", f"new{number}", rng)]
    deliver(day, "second", [*events("looker", back, rng), *new])
    assert _analyse(day).refit_reason is None
    after = _state(day)
    now: dict[str, str] = {row["customer_id"]: row["segment_id"] for row in after["customer_segment"]}
    assert {who: place for who, place in now.items() if who[:3] != "new"} == {**was, back: kinds["loo"]}
    # Of the fit's own some are too far out, and so are some of these.
    came = [place for who, place in now.items() if who[:3] == "new"]
    assert set(came) == {kinds["buy"]}
    assert len(came) > 5
    for stood, stands in zip(before["segment"], after["segment"], strict=True):
        assert {**stood, "profile": ""} == {**stands, "profile": ""}
        assert stood["profile"] != stands["profile"]
    assert after["fitted_customer"] == before["fitted_customer"]


def test_erased_customers_leave_the_fit_and_nobody_else_moves(day: Run) -> None:
    """Placing goes on by the points that are left; whoever it placed before stays, the few at the rim aside."""
    with open_warehouse(day.home) as warehouse:
        database = warehouse.database
        was = {row["customer_id"]: row["segment_id"] for row in database.rows("from analysis.customer_segment")}
        database.run("delete from analysis.fitted_customer where customer_id in ('looker03', 'gone04', 'buyer05')")
    assert _analyse(day).refit_reason is None
    with open_warehouse(day.home) as warehouse:
        database = warehouse.database
        now = {row["customer_id"]: row["segment_id"] for row in database.rows("from analysis.customer_segment")}
    both = was.keys() & now.keys()
    assert {who: now[who] for who in both} == {who: was[who] for who in both}
    assert len(both) >= 0.95 * len(was)


def _asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Ask for a new fit."""
    return replace(run, refit=True)


def _other_method(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Find segments in another way from now on."""
    monkeypatch.setattr(fitted_segments, "METHOD", "another")
    return run


def _other_seed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Set another seed."""
    return replace(run, settings=parse_settings(f"{SETTINGS}[topics]\nseed = 5\n"))


def _twice_as_many(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Let everybody have a double."""
    deliver(run, "second", [f"double{line}" for line in shop()])
    return run


def _new_behaviour(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Let lookers write to the shop, which nobody did before."""
    at = LAST.isoformat()
    deliver(run, "second", [f"looker{n:02},chat,{at},c{n}" for n in range(20)])
    return run


def _strangers(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Let some come who are like no segment."""
    deliver(run, "second", [f"new{n},search,{LAST.isoformat()},n{n}" for n in range(60) for _ in range(300)])
    return run


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (_asked, "asked"),
        (_other_method, "settings"),
        (_other_seed, "settings"),
        (_twice_as_many, "grown"),
        (_new_behaviour, "features"),
        (_strangers, "unplaced"),
    ],
)
def test_a_new_fit_has_a_reason_and_keeps_ids(
    day: Run, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Run, pytest.MonkeyPatch], Run], reason: str
) -> None:
    """Each reason is written down with its run; segments that go on keep id and name, and the next day is placed."""
    before = _state(day)
    with open_warehouse(day.home) as warehouse:
        kinds = _kinds(warehouse.database)
    run = happens(day, monkeypatch)
    assert _analyse(run).refit_reason == reason
    after = _state(day)
    with open_warehouse(day.home) as warehouse:
        model = load_model(warehouse.database, "segments")
        database = warehouse.database
        buyers = database.value("select segment_id from analysis.customer_segment where customer_id = 'buyer05'")
    assert model is not None
    assert (model.run_id, model.reason) == ("run-000002", reason)
    assert buyers == kinds["buy"]
    names = [{row["segment_id"]: row["label"] for row in one["segment"]} for one in (before, after)]
    assert names[1][buyers] == names[0][buyers]
    told = [row["segment_id"] for row in after["segment_lineage"] if row["run_id"] == "run-000002"]
    assert set(told) == {row["segment_id"] for row in after["segment"]}
    assert len(told) == len(set(told))
    assert _analyse(replace(run, refit=False, run_id="run-000003")).refit_reason is None


def test_segments_that_are_no_more_stay_listed(day: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fit without segments is a fit: all are retired and nobody is in one, until somebody asks again."""
    monkeypatch.setattr(find, "MARGIN", 2.0)
    before = _state(day)
    assert _analyse(replace(day, refit=True)).segments == 0
    after = _state(day)
    assert [row["status"] for row in after["segment"]] == ["retired"] * 3
    assert [row["label"] for row in after["segment"]] == [row["label"] for row in before["segment"]]
    assert after["customer_segment"] == after["fitted_customer"] == []
    monkeypatch.undo()
    _make_quick(monkeypatch)
    assert _analyse(replace(day, run_id="run-000003")) == segments.SegmentsFound(0, 3 * OF_A_KIND + ODD, None)
    assert _analyse(replace(day, run_id="run-000004", refit=True)).segments == 3
    states = [row["status"] for row in _state(day)["segment"]]
    assert (states.count("active"), states.count("retired")) == (3, 3)


@pytest.mark.parametrize("lines", [[], [f"c{n},view,{LAST.isoformat()},v" for n in range(3)]])
def test_too_few_customers_have_no_segments(make_run: Callable[..., Run], lines: list[str]) -> None:
    """Nobody, or three who did one thing: a fit that finds nothing, in no process of its own, and stands."""
    run = make_run(SETTINGS)
    deliver(run, "first", lines)
    customers = len(lines)
    assert _analyse(run) == segments.SegmentsFound(0, customers, "first")
    assert _analyse(replace(run, run_id="run-000002")) == segments.SegmentsFound(0, customers, None)
    assert _state(run)["model"][0]["run_id"] == "run-000001"


def test_a_fit_that_is_stopped_leaves_what_stood(day: Run) -> None:
    """Whatever is written before the transaction ends is not there if it does not end; the next run makes it good."""

    def stop(point: str) -> None:
        if point == "segments.written":
            raise KeyboardInterrupt

    before = _state(day)
    del before["quality"]
    with listening(stop), pytest.raises(KeyboardInterrupt):
        _analyse(replace(day, refit=True))
    stood = _state(day)
    assert {table: stood[table] for table in before} == before
    assert _analyse(replace(day, refit=True, run_id="run-000003")).segments == 3
