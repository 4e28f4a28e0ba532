"""The topics benchmark's tables, as Markdown, from its results."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from analytics.arrays import Vectors
from tests.benchmarks.topics_data import Texts
from tests.benchmarks.topics_runs import ALL_ROWS, PLACED_SET, SEEDS, SOME_ROWS, Job, Result
from tests.benchmarks.topics_scores import Agreement, nearest_class, neighbour_purity, score, stability

#: What a method is called whose layer was chosen with the classes in hand.
BEST_LAYER = "EVoC, best layer (told)"

_SCORE_HEAD = (
    "| method | topics | in topics | ARI | V | AMI | ARI, covered | V, covered | AMI, covered | seconds |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Limits:
    """What the vectors themselves allow on a set whose classes are known."""

    one_nearest: float
    ten_nearest: float
    centres: Agreement


def limits(texts: Texts, vectors: Vectors) -> Limits | None:
    """Return the purity of nearest neighbours, and the scores of each row in the class of the nearest centre."""
    if texts.truth is None:
        return None
    centres = score(texts.truth, nearest_class(vectors, texts.truth)).all_rows
    assert centres is not None
    return Limits(neighbour_purity(vectors, texts.truth, 1), neighbour_purity(vectors, texts.truth, 10), centres)


def tables(results: Iterable[Result], limit: dict[str, Limits | None], sizes: dict[str, int]) -> str:
    """Return all tables of the sets in `limit`."""
    found = [result for result in results if result.job.data in limit]
    found += _best_layers(found)
    parts = [_score_table(name, [r for r in found if r.job.data == name], limit[name], sizes[name]) for name in limit]
    return "\n".join([*parts, _stability_table(found, list(limit)), _placement_table(found)])


def _score_table(name: str, results: Sequence[Result], limit: Limits | None, size: int) -> str:
    """Return the table of one set: means over seeds, the numbers of topics as a range."""
    runs = _by_method(
        r for r in results if r.job.rows == ALL_ROWS and r.job.seed < SEEDS and r.job.finder != "held-out"
    )
    lines = [_score_line(method, of) for method, of in runs.items() if not method.startswith("EVoC, layer")]
    text = f"### {name}, {size:,} rows\n{_SCORE_HEAD}{''.join(lines)}"
    if limit is None:
        return text
    text += f"| *nearest centre, classes known* | | 1.00 | {_three(limit.centres)} | | | | |\n\n"
    text += f"Of the nearest row {limit.one_nearest:.2f}, of the ten nearest {limit.ten_nearest:.2f} are of the same "
    return text + f"class.{_bar(runs)}\n"


def _bar(runs: dict[str, list[Result]]) -> str:
    """Say which peer has the best AMI over all rows, and which of those that are told nothing."""
    means = {
        method: _mean(of, lambda r: _part(r, "all_rows", "ami"))
        for method, of in runs.items()
        if not method.startswith(("koe", "EVoC, layer"))
    }
    untold = {method: mean for method, mean in means.items() if "told" not in method}
    text = ""
    for what, among in (("of a peer", means), ("of one told nothing", untold)):
        if among:
            best = max(among, key=lambda method: among[method])
            text += f" Best AMI {what}: {among[best]:.3f} ({best}); a tenth more is {1.1 * among[best]:.3f}."
    return text


def _score_line(method: str, runs: Sequence[Result]) -> str:
    """Return one method's line."""
    topics = sorted(run.scores.topics for run in runs)
    number = f"{topics[0]}–{topics[-1]}" if topics[0] != topics[-1] else str(topics[0])
    coverage = _mean(runs, lambda r: r.scores.coverage)
    scores = [
        _number(_mean(runs, partial(_part, over=over, part=part)))
        for over in ("all_rows", "covered")
        for part in ("ari", "v", "ami")
    ]
    # The median, since the first run of all may be the one that compiles for those after it.
    seconds = float(np.median([run.seconds for run in runs]))
    return f"| {method} | {number} | {coverage:.2f} | {' | '.join(scores)} | {seconds:.0f} |\n"


def _stability_table(results: Sequence[Result], sets: Sequence[str]) -> str:
    """Return the agreement between runs: other seeds with shuffled, moved rows; and parts of the rows."""
    heads = [f"{name}, {what}" for name in sets for what in ("seeds", "parts")]
    text = f"### Stability\n| method | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}\n"
    for method, of in _by_method(r for r in results if r.job.finder not in ("held-out",)).items():
        if method.startswith("EVoC, layer"):
            continue
        cells = [_agreement(of, name, rows) for name in sets for rows in (ALL_ROWS, SOME_ROWS)]
        text += f"| {method} | {' | '.join(cells)} |\n"
    return text


def _agreement(runs: Sequence[Result], name: str, rows: str) -> str:
    """Return the mean agreement of runs and their number."""
    labels = [run.labels for run in runs if run.job.data == name and run.job.rows == rows]
    return f"{stability(labels):.2f} ({len(labels)})" if len(labels) > 1 else ""


def _placement_table(results: Sequence[Result]) -> str:
    """Return what placing rows again took and gave."""
    runs = _by_method(r for r in results if "placed" in r.facts and r.job.data == PLACED_SET and r.job.rows == ALL_ROWS)
    head = ["method", "sentences", "seconds", "seconds, once more", "agree", "one by one", "restarted"]
    text = f"### Placing {PLACED_SET} sentences\n| {' | '.join(head)} |\n|{'---|' * len(head)}\n"
    for method, of in runs.items():
        agree = _mean(of, lambda r: r.facts["placing_agrees"])
        seconds = [
            _mean(of, lambda r: r.facts["placing_seconds"]),
            _mean(of, lambda r: r.facts["placing_again_seconds"]),
        ]
        text += f"| {method} | {of[0].facts['placed']:,} | {seconds[0]:.1f} | {seconds[1]:.1f} | {agree:.2f} | "
        text += f"{_every(of, 'one_by_one_same')} | {_every(of, 'restarted_same')} |\n"
    return text


def _best_layers(results: Sequence[Result]) -> list[Result]:
    """Return for each run of EVoC the layer that agrees best with the classes over all rows, as found and filled."""
    layers: dict[tuple[Job, bool], list[Result]] = defaultdict(list)
    for result in results:
        if result.method.startswith("EVoC, layer") and result.scores.all_rows:
            layers[result.job, result.method.endswith("filled")].append(result)
    return [
        replace(max(of, key=lambda r: _part(r, "all_rows", "ami") or 0), method=BEST_LAYER + ", filled" * filled)
        for (_, filled), of in layers.items()
    ]


def _by_method(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Return results by method, koe's first."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        found[result.method].append(result)
    return dict(sorted(found.items(), key=lambda item: not item[0].startswith("koe")))


def _part(result: Result, over: str, part: str) -> float | None:
    """Return one score of a result, if it has it."""
    agreement: Agreement | None = getattr(result.scores, over)
    return None if agreement is None else float(getattr(agreement, part))


def _mean(runs: Sequence[Result], value: Callable[[Result], float | None]) -> float:
    """Return the mean over the runs that have a value (one without topics has none over covered rows), else NaN."""
    values = [found for run in runs if (found := value(run)) is not None]
    return float(np.mean(values)) if values else float("nan")


def _number(value: float) -> str:
    """Return a score for a table, nothing where there is none."""
    return "" if np.isnan(value) else f"{value:.3f}"


def _three(agreement: Agreement) -> str:
    """Return the three scores as cells."""
    return " | ".join(_number(value) for value in (agreement.ari, agreement.v, agreement.ami))


def _every(runs: Sequence[Result], fact: str) -> str:
    """Say whether a fact held in every run, nothing if the method has no such fact."""
    return "" if fact not in runs[0].facts else "same" if all(run.facts[fact] for run in runs) else "differs"
