"""The runs of the identity benchmark: a home that grows step by step, copies of it fitted anew, and the peers."""

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analytics.encode import ModelEncoder
from analytics.errors import GateError
from analytics.home import Home
from analytics.run import Asked, Run, begin_run
from analytics.settings import load_settings
from analytics.stages import embed, ingest, stand, texts, topics
from analytics.warehouse import open_warehouse
from tests.benchmarks.identity_data import Series, Step
from tests.benchmarks.identity_peers import fit_again, merge, read_points
from tests.benchmarks.identity_scores import (
    Snapshot,
    kept_in_place,
    kept_topics,
    load_snapshot,
    take_snapshot,
    through_refit,
)
from tests.conftest import made_current

logger = logging.getLogger(__name__)

#: What a run does of a whole one: no segments and nothing published, on which topics do not hang.
STAGES: dict[str, Callable[[Run], Any]] = {
    "ingest": ingest.ingest,
    "stand": stand.settle_records,
    "texts": texts.read_texts,
    "embed": embed.embed,
    "topics": topics.analyse_topics,
}


@dataclass(frozen=True)
class Job:
    """One thing to do of a set: deliver a step, fit a copy of the home anew, or run a peer up to a step."""

    data: str
    kind: str
    step: int

    @property
    def key(self) -> str:
        """Its name in files and in the log."""
        return f"{self.data}-{self.kind}-{self.step:03d}"


class _Told(logging.Handler):
    """What the topic stage warns of while it runs: fits that it made and did not take."""

    def __init__(self) -> None:
        """Listen to nobody yet."""
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take note."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> "_Told":
        """Listen."""
        logging.getLogger(topics.__name__).addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        logging.getLogger(topics.__name__).removeHandler(self)


class Results:
    """Rows in a file of JSON lines, homes and snapshots in a folder beside it; what is there is not done again."""

    def __init__(self, path: Path) -> None:
        """Use the file `path`, which need not be there yet."""
        self._path = path
        self.folder = path.with_suffix("")
        self.folder.mkdir(parents=True, exist_ok=True)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Give all rows, in the order they were made in."""
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.is_file() else []
        yield from (json.loads(line) for line in lines)

    def has(self, job: Job) -> bool:
        """Say whether a job is done."""
        return any(row["key"] == job.key for row in self)

    def add(self, job: Job, facts: dict[str, Any]) -> None:
        """Keep what a job found."""
        row = {"key": job.key, "data": job.data, "kind": job.kind, "step": job.step, **facts}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def snapshot(self, job: Job) -> Path:
        """Return where the state after a job is kept."""
        return self.folder / f"{job.key}.json.gz"

    def home(self, data: str, of: str = "home") -> Path:
        """Return a home of a set."""
        return self.folder / f"{data}-{of}"


def plan(series: Series) -> list[Job]:
    """Return the jobs of a set in order: a copy can only be fitted while the home is at its step."""
    jobs = []
    last = len(series.steps) - 1
    for number in range(len(series.steps)):
        jobs.append(Job(series.name, "step", number))
        if number in (series.middle, series.middle + 1, last):
            jobs.append(Job(series.name, "refit", number))
        if number == series.middle + 1:
            jobs.append(Job(series.name, "again", number))
    jobs += [Job(series.name, "bertopic", number) for number in (series.middle, series.middle + 1, last)]
    return [*jobs, *(Job(series.name, "merge", number) for number in (series.middle + 1, last))]


def do(job: Job, series: Series, results: Results) -> dict[str, Any]:
    """Do one job and return what it found; a fit that koe's quality gates refuse is a finding too."""
    try:
        return _KINDS[job.kind](job, series, results)
    except GateError as fault:
        return {"refused": str(fault)}


def _step(job: Job, series: Series, results: Results) -> dict[str, Any]:
    """Deliver a step to the set's home, run, and compare with the state before."""
    home = results.home(series.name)
    if job.step == 0:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / "koe.toml").write_text(series.toml, encoding="utf-8")
    facts, after = _pass(home, series.steps[job.step], refit=False)
    after.save(results.snapshot(job))
    if job.step == 0:
        return {**facts, "topics_after": len(after.active())}
    before = load_snapshot(results.snapshot(replace(job, step=job.step - 1)))
    if before.model["run_id"] != after.model["run_id"]:
        # Of the model, since a killed benchmark may have lost what the stage said.
        return facts | {"reason": after.model["reason"]} | through_refit(before, after)
    return facts | kept_in_place(before, after) | kept_topics(before.active(), after.active())


def _refit(job: Job, series: Series, results: Results) -> dict[str, Any]:
    """Fit a copy of the home anew, without anything new."""
    home = results.home(series.name, "middle" if job.step == series.middle else "copy")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(results.home(series.name), home, symlinks=True)
    facts, after = _pass(home, None, refit=True)
    after.save(results.snapshot(job))
    before = load_snapshot(results.snapshot(replace(job, kind="step")))
    found = facts | through_refit(before, after)
    if job.step != series.middle + 1:
        return found
    # The topics of before the 5 % came, whatever the policy did in between.
    earlier = load_snapshot(results.snapshot(Job(job.data, "step", series.middle)))
    return found | {"since_middle": through_refit(earlier, after)}


def _again(job: Job, series: Series, results: Results) -> dict[str, Any]:
    """Deliver the 5 % to the copy that was fitted at the middle, and fit that anew: a fit beside a fit, as peers do."""
    if not results.snapshot(Job(job.data, "refit", series.middle)).is_file():
        return {"refused": "the fit at the middle was"}
    facts, after = _pass(results.home(series.name, "middle"), series.steps[job.step], refit=True)
    before = load_snapshot(results.snapshot(Job(job.data, "refit", series.middle)))
    after.save(results.snapshot(job))
    return facts | through_refit(before, after)


def _pass(home: Path, step: Step | None, *, refit: bool) -> tuple[dict[str, Any], Snapshot]:
    """Deliver a step's files if there is one, run the stages, and return their seconds and counts and the state."""
    for path, content in step.files() if step else ():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(content)
    settings, seconds = load_settings(home), {}
    encoder = ModelEncoder(settings.embedding.model)
    with (
        _Told() as told,
        begin_run(Home(home), settings, encoder, _say_nothing, Asked(accept_drift=True, refit=refit)) as run,
    ):
        found = {}
        for name, stage in STAGES.items():
            start = time.perf_counter()
            found[name] = stage(run)
            seconds[name] = round(time.perf_counter() - start, 2)
        with open_warehouse(run.home) as warehouse:
            snapshot = take_snapshot(warehouse.database)
            born = warehouse.database.value(
                "select count(*) from analysis.topic_lineage where run_id = ? and event = 'born'", [run.run_id]
            )
    made_current(run.home, run.run_id)
    placed = found["topics"]
    facts = {
        "name": step.name if step else "",
        "records": len(step.records) if step else 0,
        "seconds": seconds,
        "reason": placed.refit_reason,
        "warned": told.messages,
        "arrived": placed.arrived,
        "born": born,
        "texts": len(snapshot.said),
        "one_offs": sum(topic is None for topic in snapshot.standing().values()),
    }
    return facts, snapshot


def _bertopic(job: Job, series: Series, results: Results) -> dict[str, Any]:
    """Fit BERTopic on the texts of a point; compare it with its fit at the middle."""
    points = read_points(results.home(series.name), _said(job, results))
    return fit_again(
        points, series.languages[0], results.folder, job.key, f"{series.name}-bertopic-{series.middle:03d}"
    )


def _merge(job: Job, series: Series, results: Results) -> dict[str, Any]:
    """Merge BERTopic's fit of the middle with one of what came since."""
    points = read_points(results.home(series.name), _said(job, results))
    middle = _said(replace(job, step=series.middle), results)
    return merge(points, middle, series.languages[0])


def _said(job: Job, results: Results) -> set[str]:
    """Return the texts that were said at a step."""
    return load_snapshot(results.snapshot(replace(job, kind="step"))).said


def _say_nothing(stage: str, done: int, total: int) -> None:
    """Keep progress to itself."""


_KINDS: dict[str, Callable[[Job, Series, Results], dict[str, Any]]] = {
    "step": _step,
    "refit": _refit,
    "again": _again,
    "bertopic": _bertopic,
    "merge": _merge,
}
