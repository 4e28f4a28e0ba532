"""Stops koe at named points, each time in a child of this process, and says what was wrong of what that left.

A process of its own, so that it may fork: models, dictionaries and templates are read once. Call it with a folder,
`quick` or `whole`, and the names of plans; it writes found.json there.
"""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from analytics import kept
from analytics.catalog import mart_tables
from analytics.home import Home
from analytics.points import POINTS, listening
from analytics.release import Release, current_release
from tests.flows.sweep_plans import PLANS, RUN, Plan, copied, koe

#: How a run is stopped at a point, and the exit code that this is to have.
KINDS = {"kill": -signal.SIGKILL, "term": 143, "full": 6, "memory": 8}

#: How often a run is stopped in a row in a quick sweep.
CHAINED = 12

#: What differs between two passes over the same input: the run's id, and the clock.
TIMES = frozenset({"run_id", "started_at", "finished_at", "made_at", "undone_at"})

#: Told of a run that placed, and not of one that made a fit: after a kill the next run places by the fit just made.
ARRIVED = frozenset({"texts_since_fit", "texts_since_fit_one_off", "texts_since_fit_drift", "topics_born"})


@dataclass(frozen=True)
class Undisturbed:
    """What a command that nobody stops goes by, and what is published before, at each point, and in the end."""

    base: Path
    before: str
    points: tuple[str, ...]
    states: tuple[str, ...]
    final: str


@dataclass(frozen=True)
class Stop:
    """A point, the how manyth time that it is reached, from 0, and how the command is stopped there."""

    point: str
    turn: int
    kind: str


def in_child(work: Callable[[], int]) -> int:
    """Do something in a child of this process and return its exit code, or the signal that ended it, negative."""
    child = os.fork()
    if not child:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            code = work()
        except BaseException:  # noqa: BLE001 - whatever it is, a child must not go on as its parent
            traceback.print_exc()
            code = 1
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(folder: Path) -> str:
    """Return a hash of all that is published, after looking whether it is whole and of one run; '' without one."""
    if not (folder / "current").exists():
        return ""
    with current_release(Home(folder)) as release:
        told = release.manifest
        for name, file in told["files"].items():
            if hashlib.sha256((release.folder / name).read_bytes()).hexdigest() != file["sha256"]:
                raise AssertionError(f"{name} is not what the manifest says")
        newest = release.rows("select max(run_id) as run_id from mart.run")[0]["run_id"]
        page = (release.folder / "site" / "index.html").read_text(encoding="utf-8")
        if not (told["run_id"] == newest == release.folder.name and newest in page):
            raise AssertionError("tables, pages and manifest are not of one run")
        return hashlib.sha256(repr(published(release)).encode()).hexdigest()


def published(release: Release) -> dict[str, list[str]]:
    """Return all rows of a release in one order, without what names the run and its times."""
    return {
        table.name: sorted(
            repr([value for name, value in row.items() if name not in TIMES])
            for row in release.rows(f"from mart.{table.name}")
            if row.get("metric") not in ARRIVED
        )
        for table in mart_tables()
    }


def leftovers(folder: Path) -> list[str]:
    """Return what lies in a home that neither a person put there nor a reader needs."""
    ours = [folder.glob(".*"), (folder / "warehouse").glob(".*"), (folder / "releases").glob(".*")]
    ours += [(folder / "warehouse").glob(pattern) for pattern in ("*.wal", "*-next*", "extract-*", "spill", "*.txt")]
    ours += [(folder / "releases").rglob("*.wal")]
    return [str(path.relative_to(folder)) for found in ours for path in found if path.name != ".rolled-back.json"]


def stop(kind: str) -> None:
    """Stop this process, or have it fail, at once."""
    if kind == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if kind == "memory":
        raise MemoryError
    os.kill(os.getpid(), signal.SIGKILL if kind == "kill" else signal.SIGTERM)


def stopped(plan: Plan, folder: Path, at: Stop) -> int:
    """Run the plan's command and stop it at a point."""
    turns = 0

    def listener(point: str) -> None:
        nonlocal turns
        if point not in POINTS:
            raise AssertionError(f"{point} is not in POINTS")
        turns += point == at.point
        if point == at.point and turns == at.turn + 1:
            stop(at.kind)

    with listening(listener):
        return koe(folder, *plan.command(folder))


def faults_of(plan: Plan, calm: Undisturbed, folder: Path, stops: Sequence[Stop]) -> list[str]:
    """Stop the command at one point after another, put things right, and return what is not as it has to be."""
    copied(calm.base, folder)
    faults = []
    for at in stops:
        code = in_child(partial(stopped, plan, folder, at))
        if code != KINDS[at.kind]:
            faults.append(f"{at.point}: exit code {code}")
        if state(folder) not in {calm.before, *calm.states, calm.final}:
            faults.append(f"{at.point}: neither the old nor the new release")
    return faults + list(_faults_afterwards(plan, calm, folder))


def _faults_afterwards(plan: Plan, calm: Undisturbed, folder: Path) -> Iterator[str]:
    """Put things right, run once more, and yield what is not as it has to be."""
    for command in plan.again(folder):
        if code := in_child(partial(koe, folder, *command)):
            yield f"{command[0]} afterwards ends with {code}"
    if state(folder) != calm.final:
        yield "not what an undisturbed pass publishes"
    before = (os.readlink(folder / "current"), kept.kept_ids(Home(folder))[-1])
    if in_child(partial(koe, folder, *RUN)):
        yield "the third run fails"
    if (os.readlink(folder / "current"), kept.kept_ids(Home(folder))[-1]) != before:
        yield "the third run publishes"
    yield from (f"left over: {name}" for name in leftovers(folder))


def undisturbed(plan: Plan, folder: Path) -> Undisturbed:
    """Make the plan's home, and see what its command does when nobody stops it."""
    base = folder / "base"
    plan.make(base)
    calm = copied(base, folder / "calm")
    points: list[str] = []
    states: list[str] = []

    def listener(point: str) -> None:
        points.append(point)
        states.append(state(calm))

    before = state(calm)
    with listening(listener):
        if koe(calm, *plan.command(calm)):
            raise AssertionError("the undisturbed command fails")
    for command in plan.again(calm):
        koe(calm, *command)
    return Undisturbed(base, before, tuple(points), tuple(states), state(calm))


def kinds_of(point: str, is_whole: bool) -> list[str]:
    """Return how a point is stopped: in a quick sweep by a kill, and a third of points by one of the other kinds."""
    kinds = list(KINDS)
    if is_whole:
        return kinds
    lot = hashlib.md5(point.encode()).digest()[0] % 9
    return kinds[:1] + kinds[1 + lot : 2 + lot]


def chains(plan: Plan, calm: Undisturbed, is_whole: bool) -> list[list[Stop]]:
    """Return where the command is stopped, each list in one home.

    The whole sweep stops it once in a home, every time that it reaches a point. The quick one stops it the first time,
    and, as long as nothing is published, several times in a row: the run that has to put things right is stopped, too,
    further on.
    """
    single: list[Stop] = []
    many: list[Stop] = []
    for number, point in enumerate(calm.points):
        turn = calm.points[:number].count(point)
        if not point.startswith(plan.only) or (turn and not is_whole):
            continue
        stops = [Stop(point, turn, kind) for kind in kinds_of(point, is_whole)]
        is_first = is_whole or not plan.is_chained or calm.states[number] != calm.before
        (single if is_first else many).extend(stops)
    # Two at least, so that no chain has a point twice: what was done there is not done again.
    rows = max(2, -(-len(many) // CHAINED))
    return [[at] for at in single] + [many[row::rows] for row in range(rows) if many[row::rows]]


def sweep(name: str, folder: Path, is_whole: bool) -> list[dict[str, object]]:
    """Stop a plan's command at every point that is looked at, and return what was found."""
    plan = PLANS[name]
    folder.mkdir()
    with _exchanging(plan.can_exchange):
        calm = undisturbed(plan, folder)
        return _side_by_side(plan, calm, folder, chains(plan, calm, is_whole))


def _side_by_side(
    plan: Plan, calm: Undisturbed, folder: Path, chained: Sequence[Sequence[Stop]]
) -> list[dict[str, object]]:
    """Work through chains of stops in as many children as there are processors."""
    answers = [folder / f"{number}.json" for number in range(len(chained))]
    workers = min(os.cpu_count() or 1, 4)

    def share(first: int) -> int:
        for stops, answer in list(zip(chained, answers, strict=True))[first::workers]:
            home = folder / answer.stem
            try:
                faults = faults_of(plan, calm, home, stops)
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is what was found
                faults = [f"{type(fault).__name__}: {fault}"]
            answer.write_text(json.dumps({"stops": [(at.point, at.kind) for at in stops], "faults": faults}))
            if not faults:
                subprocess.run(["rm", "-r", str(home)], check=True)
        return 0

    children = [_forked(share, first) for first in range(workers)]
    for child in children:
        os.waitpid(child, 0)
    return [json.loads(answer.read_text()) for answer in answers]


def _forked(share: Callable[[int], int], first: int) -> int:
    """Begin a share of the work in a child; return its number."""
    child = os.fork()
    if not child:
        _end(share(first))
    return child


def _end(code: int) -> NoReturn:
    """End this child without what its parent has to tidy up."""
    os._exit(code)


def _exchanging(can_exchange: bool) -> AbstractContextManager[object]:
    """Have a system that can exchange two folders in one step, or one that cannot."""
    return nullcontext() if can_exchange else patch("analytics.kept.exchange_folders", lambda one, other: False)


if __name__ == "__main__":
    place, extent, *names = sys.argv[1:]
    results = {}
    for name in names:
        results[name] = sweep(name, Path(place) / name, extent == "whole")
        Path(place, "found.json").write_text(json.dumps(results), encoding="utf-8")
