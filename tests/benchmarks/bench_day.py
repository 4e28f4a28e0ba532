"""What a day costs: the sample's first run, the same again, and a run with one percent more, each a process of its own.

    python -m tests.benchmarks.bench_day

writes the sample into a folder of its own, holds the last percent of every source's records back, and prints seconds,
peak memory and the seconds of each stage of: the first run; one with nothing new; one with the rest. What a process
needs to start (libraries and the model) is what `koe search` takes, which does hardly anything else.
"""

import gzip
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flows.setup import write_demo

#: The part of each source that comes a day later.
HELD_BACK = 0.01

_KILOBYTES_A_MEGABYTE = 1024


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds, peak memory in megabytes, what it said, and the seconds of its stages."""

    seconds: float
    megabytes: float
    said: str
    stages: dict[str, float]


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory(prefix="koe-day-") as folder:
        measure(Path(folder))


def measure(home: Path) -> None:
    """Make the sample in `home`, run it, and print what that took."""
    write_demo(home)
    later = hold_back(home / "raw")
    first = _process(home, "run", "--local")
    start = _process(home, "search", "delivery", "-k", "1")
    again = _process(home, "run", "--local")
    for path, content in later.items():
        path.write_bytes(content)
    day = _process(home, "run", "--local")
    beyond = first.seconds - start.seconds
    rows = [("process start", start), ("first run", first), ("nothing new", again), ("+1 %", day)]
    for name, cost in rows:
        part = (cost.seconds - start.seconds) / beyond
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in cost.stages.items())
        sys.stdout.write(f"| {name} | {cost.seconds:.1f} s | {part:.1%} | {cost.megabytes:,.0f} MB | {stages} |\n")
    sys.stdout.write(f"first: {first.said}\nday: {day.said}\n")


def hold_back(raw: Path) -> dict[Path, bytes]:
    """Take the last records out of the newest file of every folder of exports; return them as files to be delivered."""
    later = {}
    for folder in sorted({path.parent for path in raw.rglob("*") if path.is_file() and path.parent != raw}):
        files = sorted(path for path in folder.iterdir() if path.is_file())
        lines = {path: _read(path).splitlines(keepends=True) for path in files}
        newest, count = files[-1], max(1, round(HELD_BACK * sum(map(len, lines.values()))))
        head, tail = lines[newest][:-count], lines[newest][-count:]
        # A quoted text may hold line breaks: the cut goes up to where no quotation is open.
        while b"".join(tail).count(b'"') % 2:
            head, tail = head[:-1], [head[-1], *tail]
        header = [] if ".jsonl" in newest.name else head[:1]
        _write(newest, b"".join(head))
        name = newest.name.replace(".", "-later.", 1)
        content = b"".join([*header, *tail])
        later[folder / name] = gzip.compress(content) if name.endswith(".gz") else content
    return later


def _read(path: Path) -> bytes:
    """Return the content of a file, unpacked."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _write(path: Path, content: bytes) -> None:
    """Write the content of a file, packed if its name says so."""
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


def _process(home: Path, *command: str) -> Cost:
    """Run one command of koe and say what it took, its own children included."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "--home", str(home), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status:
        raise SystemExit(f"koe {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    done = dict(re.findall(r"^(\w+) +done in +([\d.]+) s", said, re.MULTILINE))
    summary = next((line for line in said.splitlines() if line.startswith("run-")), "")
    stages = {stage: float(taken) for stage, taken in done.items()}
    return Cost(seconds, usage.ru_maxrss / _KILOBYTES_A_MEGABYTE, summary, stages)


if __name__ == "__main__":
    main()
