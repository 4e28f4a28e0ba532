"""`koe topics`: what it reads from a release, and the tree that a terminal shows."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.catalog import mart_tables
from analytics.database import Database, statement
from analytics.home import Home
from analytics.settings import parse_settings
from flows.cli import main
from flows.printing import width_of
from flows.topics_text import topics_text, wording_of

JA = wording_of(parse_settings('[project]\nlanguages = ["ja", "en"]\n'))
EN = wording_of(parse_settings('[project]\nlanguages = ["en", "ja"]\n'))
WEEK = date(2026, 2, 2)


def topic(topic_id: str, **changed: object) -> dict[str, Any]:
    """Return a row as load/topic_list gives it."""
    return {
        "topic_id": topic_id, "label": topic_id, "label_ja": None, "label_en": None, "parent_topic_id": None,
        "level": 0, "status": "active", "reviews": 1234, "share": 0.123, "sentiment": -0.31, "change": 0.0123,
        "grain": "week", "period_start": WEEK, "periods_before": 8, "is_alert": False, "is_slice_alert": False,
        "is_stable": True, "one_language": None, "quote": f"about {topic_id}",
    } | changed  # fmt: skip


def lines(*rows: dict[str, Any], columns: int = 80) -> list[str]:
    """Return what an English terminal shows."""
    return topics_text(rows, 0, EN, columns).splitlines()


def test_topics_stand_below_their_theme() -> None:
    """Names to the left, figures to the right, a quote below each topic; a theme speaks through its topics."""
    told = lines(topic("theme", level=1), topic("alone", change=-0.004), topic("inner", parent_topic_id="theme"))
    assert told[:6] == [
        "Theme / topic     Reviews   Share     Change  Sentiment     Id",
        "theme               1,234  12.3\u00a0%  ▲ +1.2\u00a0pt      −0.31  theme",
        "  inner             1,234  12.3\u00a0%  ▲ +1.2\u00a0pt      −0.31  inner",
        "    “about inner”",
        "alone               1,234  12.3\u00a0%  ▼ −0.4\u00a0pt      −0.31  alone",
        "  “about alone”",
    ]
    assert told[-1].startswith("Change: the share in the week from 2\u00a0Feb\u00a02026 less the mean of the 8 periods")


def test_the_project_s_first_language_is_spoken() -> None:
    """Names, headings and marks are Japanese where that comes first; a name that has none is its own."""
    rows = [topic("a", label_ja="配送が遅い", one_language="en"), topic("b", is_alert=True)]
    told = topics_text(rows, 0, JA, 80)
    assert "トピック" in told.splitlines()[0]
    assert "配送が遅い" in told
    assert "[◇ ほぼ英語のみ] 「about a」" in told
    assert "[要確認] 「about b」" in told
    assert "変化：2026年2月2日からの週の割合" in told


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ({"is_stable": False}, "  [△ unstable] “"),
        ({"is_stable": None}, "  “"),
        ({"is_alert": True, "is_slice_alert": True}, "  [alert] “"),
        ({"is_slice_alert": True}, "  [alert in a slice] “"),
    ],
)
def test_marks_stand_before_the_quote(changed: dict[str, object], mark: str) -> None:
    """What to know before the figures are used; no verdict is no mark."""
    assert lines(topic("a", **changed))[2].startswith(mark)


def test_marks_are_explained_once() -> None:
    """Below the list, and only where there are any."""
    told = lines(topic("a", is_stable=False), topic("b", is_stable=False))
    assert sum("analysis is repeated" in line for line in told) == 1
    assert not any("analysis is repeated" in line for line in lines(topic("a")))


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_lines_fit_the_terminal(columns: int) -> None:
    """Wide characters count as two; a cut name or quote says that it goes on."""
    told = lines(topic("a", label_en="長い名前" * 40, quote="長い引用" * 90), columns=columns)
    assert [width_of(line) <= columns for line in told[:3]] == [True] * 3
    assert "…" in told[1]
    assert told[2].endswith("…")
    assert width_of(told[2]) >= columns - 1


def test_customers_do_not_steer_the_terminal() -> None:
    """Escape sequences, overriding directions and line breaks are not printed."""
    told = topics_text([topic("a", quote="red \x1b[31m\u202enow\r\nnext", label="\x1b]0;x\x07")], 0, EN, 80)
    assert "“red [31mnow next”" in told
    assert not set("\x1b\u202e\r\x07") & set(told)


def test_none_is_a_sentence() -> None:
    """Where no topic is reliable, in how many mentions."""
    assert topics_text([], 1234, EN, 80).startswith("There are no reliable topics in 1,234 mentions")
    assert topics_text([], 1234, JA, 80).startswith("信頼できるトピックはありません（言及 1,234 件）")


def test_retired_topics_stand_apart() -> None:
    """By name and id, behind the others."""
    told = lines(topic("a"), topic("old", status="retired", label_en="gone"))
    assert told[-5:-2] == ["", "Retired topics", "  gone  (old)"]


def test_what_is_missing_is_a_dash() -> None:
    """A topic without an earlier period, a share or sentiment."""
    told = lines(topic("a", change=None, share=None, sentiment=None, quote=None))
    assert told[1].split() == ["a", "1,234", "–", "–", "–", "a"]
    assert len(told) == 2


@pytest.fixture
def shop(home: Home) -> Path:
    """Return a home with a release: a theme, a topic of ten weeks and a retired one."""
    folder = home.releases / "run-000001"
    folder.mkdir(parents=True)
    with Database(folder / "koe.duckdb") as database:
        database.run("create schema mart")
        for table in mart_tables():
            columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
            database.run(f"create table mart.{table.name} ({columns})")
        _fill(database)
    home.current.symlink_to(folder)
    return home.path


def _fill(database: Database) -> None:
    """Insert what the command reads. Shares: 0.10 in week 0, which is partial; 0.1 to 0.9 then; 0.5 in the last."""
    settings = json.dumps({"project": {"languages": ["en"]}})
    database.run("insert into mart.run (run_id, settings) values ('run-000001', ?)", [settings])
    for topic_id, parent, level, status in (
        ("th", None, 1, "active"),
        ("t", "th", 0, "active"),
        ("x", None, 0, "retired"),
    ):
        database.run(
            "insert into mart.topic (topic_id, label, parent_topic_id, level, status, reviews, share, sentiment) "
            "values (?, ?, ?, ?, ?, 20, 0.25, 0.5)",
            [topic_id, f"name of {topic_id}", parent, level, status],
        )
    shares = [(0.9, True), *((week / 10, False) for week in range(1, 10)), (0.8, False), (0.2, True)]
    for number, (share, partial) in enumerate(shares):
        start = WEEK + timedelta(weeks=number)
        for by in ("all", "language"):
            database.run(
                "insert into mart.topic_period "
                "(topic_id, slice_by, slice_value, grain, period_start, is_partial, share) "
                "values ('t', ?, ?, 'week', ?, ?, ?)",
                [by, "" if by == "all" else "en", start, partial, share if by == "all" else 0.0],
            )
    for weeks, by in ((10, "language"), (9, "all")):
        database.run(
            "insert into mart.trend (topic_id, slice_by, grain, period_start, is_alert) "
            "values ('t', ?, 'week', ?, true)",
            [by, WEEK + timedelta(weeks=weeks)],
        )
    for rank, text in ((2, "second best"), (1, "the best")):
        database.run("insert into mart.mention (mention_id, text, placement) values (?, ?, 'core')", [text, text])
        database.run("insert into mart.topic_quote values ('t', ?, ?)", [rank, text])


def test_the_change_is_of_the_latest_complete_week_against_eight_before(shop: Path) -> None:
    """Partial weeks, other slices and what lies longer ago do not count; alerts are those of that week."""
    with Database(shop / "current" / "koe.duckdb", read_only=True) as database:
        rows = {row["topic_id"]: row for row in database.rows(statement("load/topic_list"), ["week", False])}
    assert set(rows) == {"th", "t"}
    found = rows["t"]
    assert found["change"] == pytest.approx(0.8 - sum(week / 10 for week in range(2, 10)) / 8)
    assert (found["periods_before"], found["period_start"]) == (8, WEEK + timedelta(weeks=10))
    assert (found["is_alert"], found["is_slice_alert"], found["quote"]) == (False, True, "the best")
    assert (rows["th"]["change"], rows["th"]["periods_before"], rows["th"]["quote"]) == (None, 0, None)


def test_the_command_lists_and_tells_programs(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The tree for people, whole rows for programs; retired topics where they are asked for."""
    assert main(["topics", "--home", str(shop)]) == 0
    told = capsys.readouterr().out
    assert "  name of t " in told
    assert "“the best”" in told
    assert "name of x" not in told
    assert main(["topics", "--home", str(shop), "--all", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["topic_id"]: row["status"] for row in rows} == {"t": "active", "th": "active", "x": "retired"}
