"""The runs of the topics benchmark: what is run, each in a process of its own, and kept so that it goes on."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analytics.arrays import Integers, Vectors
from analytics.isolate import isolated
from tests.benchmarks.topics_data import PART, Texts, view
from tests.benchmarks.topics_koe import koe, koe_held_out
from tests.benchmarks.topics_peers import PEERS, Grouping, Task
from tests.benchmarks.topics_scores import ABSENT, Agreement, Scores, score

logger = logging.getLogger(__name__)

#: Seeds of the scores and of the peers' stability; koe's stability is over more.
SEEDS, KOE_SEEDS = 3, 10
QUICK_SEEDS, QUICK_KOE_SEEDS = 2, 3

#: Every finder by the name that `--only` takes.
FINDERS: dict[str, Callable[[Task], list[Grouping]]] = {"koe": koe, "held-out": koe_held_out} | PEERS

#: The set that rows are held out of.
PLACED_SET = "hotel"

ALL_ROWS, SOME_ROWS = "all", "part"


@dataclass(frozen=True)
class Job:
    """One run: a finder on all rows of a set or on a part of them, shuffled and moved by the seed."""

    data: str
    finder: str
    rows: str
    seed: int

    @property
    def key(self) -> str:
        """Its name in files and in the log."""
        return f"{self.data}-{self.finder}-{self.rows}-{self.seed}"


@dataclass(frozen=True)
class Result:
    """What a method made of a set: labels of all its rows (ABSENT where it had them not), scores, seconds, facts."""

    job: Job
    method: str
    labels: Integers
    scores: Scores
    seconds: float
    facts: dict[str, Any]


class Results:
    """Results in a file of JSON lines, their labels in a folder beside it; what is there is not run again."""

    def __init__(self, path: Path) -> None:
        """Use the file `path`, which need not be there yet."""
        self._path, self._folder = path, path.with_suffix(".labels")
        self._folder.mkdir(parents=True, exist_ok=True)

    def __iter__(self) -> Iterator[Result]:
        """Give all results, in the order they were made in."""
        for row in self._rows():
            job = Job(**row["job"])
            with np.load(self._labels(job)) as labels:
                yield Result(
                    job, row["method"], labels[row["method"]], _scores(row["scores"]), row["seconds"], row["facts"]
                )

    def has(self, job: Job) -> bool:
        """Say whether a job is done."""
        return any(row["job"] == asdict(job) for row in self._rows())

    def add(self, job: Job, results: Sequence[Result]) -> None:
        """Keep a job's results: labels first, so that a row in the file means that all is there."""
        labels: dict[str, Any] = {result.method: result.labels for result in results}
        np.savez_compressed(self._labels(job), **labels)
        lines = [
            {
                "job": asdict(job),
                "method": result.method,
                "scores": asdict(result.scores),
                "seconds": result.seconds,
                "facts": result.facts,
            }
            for result in results
        ]
        with self._path.open("a", encoding="utf-8") as file:
            file.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))

    def forget(self, finders: Sequence[str]) -> None:
        """Drop what these finders made, so that they run again."""
        kept = [row for row in self._rows() if row["job"]["finder"] not in finders]
        self._path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")

    def _rows(self) -> list[dict[str, Any]]:
        """Return the lines of the file."""
        if not self._path.is_file():
            return []
        return [json.loads(line) for line in self._path.read_text(encoding="utf-8").splitlines()]

    def _labels(self, job: Job) -> Path:
        """Return where a job's labels are."""
        return self._folder / f"{job.key}.npz"


def plan(sets: Sequence[str], finders: Sequence[str], *, quick: bool) -> list[Job]:
    """Return the jobs: every finder on all rows for the scores, then on parts of them for the stability."""
    peers, koes = (QUICK_SEEDS, QUICK_KOE_SEEDS) if quick else (SEEDS, KOE_SEEDS)
    times = {name: koes if name == "koe" else peers for name in finders}
    return [
        Job(data, finder, rows, seed)
        for data in sets
        for rows in (ALL_ROWS, SOME_ROWS)
        for finder in finders
        if finder != "held-out" or (data == PLACED_SET and rows == ALL_ROWS)
        for seed in range(times[finder])
    ]


def work_off(jobs: Sequence[Job], texts: Texts, vectors: Vectors, results: Results) -> None:
    """Run the jobs of one set that are not done yet, each in a fresh process: its time is whole, its memory returns."""
    for number, job in enumerate(jobs, start=1):
        if results.has(job):
            continue
        logger.info("%s: run %s of %s", job.key, number, len(jobs))
        for result in (found := isolated(run, job, texts, vectors)):
            logger.info("%s: %s topics, %.1f s", result.method, result.scores.topics, result.seconds)
        results.add(job, found)


def run(job: Job, texts: Texts, vectors: Vectors) -> list[Result]:
    """Run one job in this process."""
    seen = view(vectors, job.seed, part=1.0 if job.rows == ALL_ROWS else PART)
    task = Task(
        texts=[texts.texts[row] for row in seen.rows],
        words=[texts.words[row] for row in seen.rows],
        language=texts.language,
        vectors=seen.vectors,
        seed=job.seed,
        classes=texts.classes,
    )
    groupings = FINDERS[job.finder](task)
    truth = None if texts.truth is None else texts.truth[seen.rows]
    return [
        Result(
            job,
            grouping.method,
            seen.spread(grouping.labels, len(vectors), ABSENT),
            score(truth, grouping.labels),
            grouping.seconds,
            grouping.facts,
        )
        for grouping in groupings
    ]


def _scores(row: dict[str, Any]) -> Scores:
    """Return scores from their JSON form."""
    all_rows, covered = (Agreement(**row[name]) if row[name] else None for name in ("all_rows", "covered"))
    return Scores(row["topics"], row["coverage"], all_rows, covered)
