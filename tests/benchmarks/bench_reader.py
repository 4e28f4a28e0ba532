"""How fast koe reads a csv, beside DuckDB's read_csv and pandas: the same file, each reading in a process of its own.

    python tests/benchmarks/bench_reader.py [--megabytes 1000]

prints a table for README.md. Every reader takes all columns of all records, with times and numbers as such; koe also
refuses bad records by line, makes ids and attributes, and keeps unmapped columns, which the others do not.
"""

import argparse
import os
import platform
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analytics.isolate import isolated
from analytics.settings import Project, Source
from analytics.sources import BATCH_ROWS, find_deliveries, read_delivery

#: Readings of each; the median is shown.
TIMES = 3

#: Different lines of the made file; repeated in a shuffled order they compress no reader's work.
DISTINCT = 20_000

WORDS = (
    "the box was late and nobody answered,very good tea,I would buy it again,配送が遅くて困りました。,"
    "味はとても良かったです。,Das Paket war beschädigt,it stopped working after two weeks"
).split(",")


def write_csv(path: Path, megabytes: int) -> int:
    """Write reviews of about so many MB, some of several lines and with quotes; return their number."""
    chance = random.Random(1)
    lines = []
    for number in range(DISTINCT):
        text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 9)))
        text += '\nand ""one more"" line' * (number % 10 == 0)
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:00:00"
        lines.append(f'{number},"{text}",{day},{number % 5 + 1},c{number % 5000},{chance.random():.6f},jp\n'.encode())
    rows = 0
    with path.open("wb") as file:
        file.write(b"id,body,date,stars,who,score,country\n")
        while file.tell() < megabytes * 10**6:
            chance.shuffle(lines)
            rows += file.write(b"".join(lines)) and len(lines)
    return rows


def read_koe(path: str) -> int:
    """Read with koe: batches of typed, checked records."""
    columns = {"text": "body", "written_at": "date", "rating": "stars", "customer_id": "who", "review_id": "id"}
    source = Source.model_validate(
        {"name": "shop", "kind": "reviews", "path": Path(path).name, "keep": ["country"], "columns": columns}
    )
    (delivered,) = find_deliveries(Path(path).parent, source).files
    return sum(batch.records.num_rows for batch in read_delivery(delivered, source, Project()))


def read_duckdb(path: str) -> int:
    """Read with DuckDB into Arrow batches, the types given: every value is handed over, as koe does."""
    import duckdb

    types = "{'id': 'varchar', 'body': 'varchar', 'date': 'timestamp', 'stars': 'double', 'who': 'varchar'}"
    query = f"from read_csv('{path}', header = true, delim = ',', quote = '\"', types = {types})"
    return sum(batch.num_rows for batch in duckdb.connect().sql(query).to_arrow_reader(BATCH_ROWS))


def sum_duckdb(path: str) -> int:
    """Count and sum within DuckDB's own engine: no value leaves it, so this is as fast as a csv can be looked at."""
    import duckdb

    query = f"select count(*), sum(stars), max(date), sum(length(body)) from read_csv('{path}', header = true)"
    row = duckdb.connect().execute(query).fetchone()
    return int(row[0]) if row else 0


def read_pandas(path: str) -> int:
    """Read with pandas, the times as such."""
    import pandas

    return len(pandas.read_csv(path, dtype={"id": str, "who": str}, parse_dates=["date"]))


def timed(read: Callable[[str], int], path: str) -> tuple[int, float, float]:
    """Return rows, seconds and the peak memory in MB of one reading in this process."""
    start = time.perf_counter()
    rows = read(path)
    seconds = time.perf_counter() - start
    return rows, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Make the file, read it with each reader in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000, help="size of the csv (default: 1000)")
    options = parser.parse_args()
    readers = {
        "koe": read_koe,
        "DuckDB read_csv": read_duckdb,
        "DuckDB read_csv, summed inside": sum_duckdb,
        "pandas read_csv": read_pandas,
    }
    results: dict[str, list[tuple[int, float, float]]] = {name: [] for name in readers}
    with tempfile.TemporaryDirectory(prefix="koe-bench-") as folder:
        path = Path(folder) / "reviews.csv"
        rows = write_csv(path, options.megabytes)
        size = path.stat().st_size / 10**6
        for _ in range(TIMES):
            for name, read in readers.items():
                results[name].append(isolated(timed, read, str(path)))
    duck = statistics.median(seconds for _, seconds, _ in results["DuckDB read_csv"])
    write = sys.stdout.write
    write(f"{size:,.0f} MB, {rows:,} records, {os.cpu_count()} cores, {platform.system()}, medians of {TIMES}\n\n")
    write("| reader | seconds | rows/s | of DuckDB's speed | peak memory, MB |\n|---|---|---|---|---|\n")
    for name, runs in results.items():
        if any(found != rows for found, _, _ in runs):
            sys.exit(f"{name} read another number of records")
        seconds = statistics.median(run[1] for run in runs)
        memory = statistics.median(run[2] for run in runs)
        write(f"| {name} | {seconds:.1f} | {rows / seconds:,.0f} | {duck / seconds:.2f} | {memory:,.0f} |\n")


if __name__ == "__main__":
    main()
