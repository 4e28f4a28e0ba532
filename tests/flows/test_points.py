"""The named points: listed once, named once, and told to who listens; and what a stopped run leaves behind goes."""

import ast
from collections import Counter
from pathlib import Path

from analytics.home import Home
from analytics.kept import clear_leftovers
from analytics.points import POINTS, listening, reached

ROOT = Path(__file__).parents[2]


def _points_in_code() -> Counter[str]:
    """Return how often each point is named in the code; what is no literal counts as a point of no name."""
    files = [path for room in ("analytics", "flows", "dashboards") for path in (ROOT / room).rglob("*.py")]
    calls = [
        node
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "reached"
    ]
    named = [call.args[0].value if isinstance(call.args[0], ast.Constant) else "" for call in calls]
    return Counter(str(name) for name in named)


def test_the_list_of_points_is_that_of_the_code() -> None:
    """Every point is named at one place and listed once."""
    assert _points_in_code() == Counter(POINTS)
    assert set(Counter(POINTS).values()) == {1}


def test_a_listener_is_told_within_its_block_alone() -> None:
    """Nobody hears of a point afterwards."""
    heard: list[str] = []
    with listening(heard.append):
        reached(POINTS[0])
    reached(POINTS[1])
    assert heard == [POINTS[0]]


def test_fault_62_files_that_were_being_written_when_a_run_was_killed_go(home: Home) -> None:
    """Those of ours, and no others."""
    leftover = [home.warehouse / ".runs.json.4711", home.releases / "..rolled-back.json.4711"]
    others = [home.warehouse / ".runs.json.mine", home.releases / ".nobody.4711"]
    for path in (*leftover, *others):
        path.touch()
    clear_leftovers(home)
    assert [path.exists() for path in (*leftover, *others)] == [False, False, True, True]
