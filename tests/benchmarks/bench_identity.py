"""Whether topics stay what they are while reviews come in, in time order, and through refits; BERTopic beside it.

    python -m tests.benchmarks.bench_identity [--sets airline] [--every 4] [--seconds 60]

prints the tables for README.md. A stopped benchmark goes on where it stopped; with --seconds it begins nothing after so
many and ends with 3 where more is left, so that a machine can be shared between times.
"""

import argparse
import logging
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.identity_data import SETS, read_series
from tests.benchmarks.identity_runs import Results, do, plan
from tests.benchmarks.identity_tables import tables
from tests.benchmarks.surroundings import surroundings

ROOT = Path(__file__).parents[2]
PACKAGES = ("bertopic", "umap-learn", "hdbscan", "scikit-learn", "numpy")
MORE_LEFT = 3

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is not done yet and print the tables."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("tests.benchmarks").setLevel(logging.INFO)
    # Started as a script this module is not called as it is imported.
    logger.setLevel(logging.INFO)
    options = _options(arguments)
    options.results.parent.mkdir(parents=True, exist_ok=True)
    results, start = Results(options.results), time.monotonic()
    for name in options.sets:
        series = read_series(name, options.data, options.demo, options.every)
        for job in plan(series):
            if results.has(job) or job.kind in options.skip:
                continue
            if time.monotonic() - start > options.seconds:
                return MORE_LEFT
            facts = do(job, series, results)
            results.add(job, facts)
            logger.info("%s: %s", job.key, facts)
    sys.stdout.write(f"{surroundings(PACKAGES)}\n\n{tables(results)}")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "datasets", help="folder of the data sets"
    )
    parser.add_argument("--demo", type=Path, default=ROOT / "data" / "demo", help="a home that `koe demo` made")
    parser.add_argument(
        "--results", type=Path, default=ROOT / ".venv" / "bench" / "identity.jsonl", help="where rows and homes are"
    )
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--every", type=int, default=1, help="so many days, weeks or months are delivered at once")
    parser.add_argument("--skip", nargs="+", default=[], help="kinds of jobs to leave out: refit again bertopic merge")
    parser.add_argument("--seconds", type=float, default=math.inf, help="begin nothing after so many")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
