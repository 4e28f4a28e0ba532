"""Many days in one home: what stays on disk, in memory and open, while one run in twenty meets a fault.

    python -m tests.benchmarks.bench_soak [DAYS]

makes a day's run for every day in this process. One day in twenty something happens: the run is killed at a random
point, in a process of its own; or a file comes that is broken; or one comes again. Prints a line for every 30 days.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from analytics.errors import SourceError
from analytics.home import Home
from analytics.run import Asked, begin_run
from analytics.settings import load_settings
from flows.refresh import as_function, one_pass
from tests.conftest import LetterEncoder, quiet
from tests.flows.test_run import EVENTS, REVIEWS

DAYS = 365
DAYS_SHOWN = 30
FAULTS = ("kill", "broken", "again")
FAULT_RATE = 0.05
KEEP = 3

#: Points that a day's run goes by, about; a kill is at one of them.
POINTS_OF_A_DAY = 45

#: Few enough distinct mentions that no topic is sought: it is the days that are many.
WORDS = ("箱がつぶれた", "配送が遅い", "味がよい", "色が違う", "返品したい", "電話がつながらない")

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Day:
    """What there is after a day: bytes on disk and in memory, open files; what the day took, and what happened."""

    number: int
    warehouse: int
    releases: int
    resident: int
    open_files: int
    seconds: float
    fault: str | None


def main() -> None:
    """Live through the days and print a table."""
    days = int(sys.argv[1]) if len(sys.argv) > 1 else DAYS
    sys.stdout.write("| days | warehouse MB | releases MB | resident MB | open files | seconds a day | faults |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    with tempfile.TemporaryDirectory(prefix="koe-soak-") as folder:
        shown: list[Day] = []
        for day in simulate(Path(folder) / "home", days):
            shown.append(day)
            if len(shown) == DAYS_SHOWN or day.number == days:
                _print(shown)
                shown = []


def _print(days: list[Day]) -> None:
    """Print a line on some days: sizes are those after the last of them."""
    last = days[-1]
    sizes = " | ".join(f"{size / _MEGABYTE:.1f}" for size in (last.warehouse, last.releases, last.resident))
    seconds = sum(day.seconds for day in days) / len(days)
    faults = sum(day.fault is not None for day in days)
    sys.stdout.write(f"| {last.number} | {sizes} | {last.open_files} | {seconds:.2f} | {faults} |\n")
    sys.stdout.flush()


def simulate(folder: Path, days: int, seed: int = 5) -> Iterator[Day]:
    """Live through some days in a new home and yield what there is after each."""
    chance = random.Random(seed)
    (folder / "raw").mkdir(parents=True)
    settings = f"{REVIEWS}{EVENTS}[releases]\nkeep = {KEEP}\n".replace("events.csv", "events*.csv")
    (folder / "koe.toml").write_text(settings, encoding="utf-8")
    for number in range(1, days + 1):
        fault = chance.choice(FAULTS) if number > 1 and chance.random() < FAULT_RATE else None
        _deliver(folder, number, chance)
        started = time.perf_counter()
        _live(folder, number, fault, chance)
        yield _measured(folder, number, time.perf_counter() - started, fault)


def _deliver(folder: Path, number: int, chance: random.Random) -> None:
    """Deliver a day's reviews and events."""
    day = date(2024, 1, 1) + timedelta(days=number)
    reviews = [f"r{number}-{n},{chance.choice(WORDS)},{day},{chance.randint(1, 5)},c{n}" for n in range(3)]
    events = [f"c{n},purchase,{day}T10:00:00,o{number}-{n},{chance.randint(1, 9)}00" for n in range(4)]
    for name, header, lines in (
        ("reviews", "id,body,date,stars,who", reviews),
        ("events", "who,what,at,order,yen", events),
    ):
        text = "\n".join([header, *lines, ""])
        (folder / "raw" / f"{name}-{number:04}.csv").write_text(text, encoding="utf-8")


def _live(folder: Path, number: int, fault: str | None, chance: random.Random) -> None:
    """Run, after what happens on this day."""
    raw = folder / "raw"
    if fault == "kill":
        _kill(folder, chance.randrange(POINTS_OF_A_DAY))
    elif fault == "broken":
        _break(folder, raw / f"reviews-{number:04}-broken.csv", chance.randbytes(2000))
    elif fault == "again":
        shutil.copy(raw / f"reviews-{chance.randrange(1, number):04}.csv", raw / f"reviews-{number:04}-again.csv")
    make_run(folder)


def _break(folder: Path, file: Path, content: bytes) -> None:
    """Deliver what is no table: the run refuses it, and somebody takes it away."""
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + content)
    try:
        make_run(folder)
    except SourceError:
        file.unlink()


def make_run(folder: Path) -> str:
    """Make one pass and return what it says; what is unlike the days before is let in."""
    home = Home(folder)
    with begin_run(
        home, load_settings(folder), LetterEncoder(), quiet, Asked(accept_drift=True)
    ) as run:  # fmt: skip
        return one_pass(run, as_function).summary


def _kill(folder: Path, point: int) -> None:
    """Make a pass in a process of its own, and kill that at the point of a number."""
    code = (
        "import os, signal, sys; from itertools import count; from pathlib import Path\n"
        "from analytics.points import listening; from tests.benchmarks.bench_soak import make_run\n"
        "points = count()\n"
        f"with listening(lambda _: next(points) == {point} and os.kill(os.getpid(), signal.SIGKILL)):\n"
        f"    make_run(Path({str(folder)!r}))\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)


def _measured(folder: Path, number: int, seconds: float, fault: str | None) -> Day:
    """Return what there is now."""
    warehouse, releases = (
        sum(path.lstat().st_size for path in (folder / name).rglob("*") if path.is_file())
        for name in ("warehouse", "releases")
    )
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    open_files = len(os.listdir("/proc/self/fd"))
    return Day(number, warehouse, releases, resident, open_files, seconds, fault)


if __name__ == "__main__":
    main()
