"""koe's topic finder beside its peers: the same vectors, several seeds, every run in a process of its own.

    python -m tests.benchmarks.bench_topics [--quick] [--only koe evoc] [--sets airline]

prints the tables for README.md. A stopped benchmark goes on where it stopped; `--again koe` runs koe's part anew.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.surroundings import surroundings
from tests.benchmarks.topics_data import SETS, Texts, read_texts, read_vectors
from tests.benchmarks.topics_labels import label_table
from tests.benchmarks.topics_runs import FINDERS, Results, plan, work_off
from tests.benchmarks.topics_tables import Limits, limits, tables

ROOT = Path(__file__).parents[2]

#: Packages whose versions the tables hang on.
PACKAGES = ("bertopic", "evoc", "fast_hdbscan", "hdbscan", "umap-learn", "scikit-learn", "numpy")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is not done yet and print the tables."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("tests.benchmarks").setLevel(logging.INFO)
    options = _options(arguments)
    options.results.parent.mkdir(parents=True, exist_ok=True)
    results = Results(options.results)
    if options.again:
        results.forget(options.again)
    limit: dict[str, Limits | None] = {}
    sizes: dict[str, int] = {}
    read: list[Texts] = []
    for name in options.sets:
        texts = read_texts(name, options.data)
        read.append(texts)
        vectors = read_vectors(texts, options.vectors)
        work_off(plan([name], options.only, quick=options.quick), texts, vectors, results)
        limit[name], sizes[name] = limits(texts, vectors), len(vectors)
    sys.stdout.write(f"{surroundings(PACKAGES)}\n\n{tables(results, limit, sizes)}\n{label_table(results, read)}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "datasets", help="folder of the data sets"
    )
    parser.add_argument("--vectors", type=Path, default=ROOT / ".venv" / "bench", help="where vectors are kept")
    parser.add_argument(
        "--results", type=Path, default=ROOT / ".venv" / "bench" / "topics.jsonl", help="where runs are"
    )
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--only", nargs="+", choices=tuple(FINDERS), default=list(FINDERS), help="finders to run")
    parser.add_argument("--again", nargs="+", choices=tuple(FINDERS), default=[], help="finders to run anew")
    parser.add_argument("--quick", action="store_true", help="fewer seeds")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
