"""The record of the run: its model and seed, what was taken in, refused and checked, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboards.views.context import Context, document
from dashboards.views.marts import Query, lookup
from dashboards.views.parts import Name, Number, Sentence

#: Digits of a hash that people compare.
HASH_DIGITS = 12
#: The newest files; a home with a delivery a day has hundreds.
FILES_SHOWN = 30
REASONS_SHOWN = 30

SOURCES = "select distinct source from mart.source_file order by source"
FILES = """
select * from mart.source_file order by run_id desc, rejected desc, source, file, sha256 limit ?
"""
FILE_COUNT = Query("select count(*) from mart.source_file")
# A reason is a rule and, behind a colon, what this record had instead: grouped by the rule.
RULE = "split_part(reason, ':', 1)"
REASONS = """
select source, split_part(reason, ':', 1) as rule, count(*) as refused,
    count(*) filter (where run_id = ?) as refused_now
from mart.rejected group by all order by refused_now desc, refused desc, source, rule limit ?
"""
QUALITY = "select * from mart.quality where run_id = ? order by passed nulls last, metric"

RECORD_COLUMNS = ("records", "accepted", "duplicates", "superseded", "rejected")


@dataclass(frozen=True)
class Fact:
    """One fact of the run: what it is, and its words or figure."""

    label: str
    value: Sentence


@dataclass(frozen=True)
class Delivery:
    """A source or file and how its records fared, in the order of RECORD_COLUMNS."""

    source: str
    file: str
    is_new: bool
    counts: tuple[Number, ...]


@dataclass(frozen=True)
class Reason:
    """A rule that records broke, how often in all and in this run."""

    source: str
    rule: str
    refused: Number
    refused_now: Number


@dataclass(frozen=True)
class Check:
    """A metric of the run; `passed` is None where it has no gate."""

    metric: str
    name: str
    value: Number
    gate: str | None
    passed: bool | None


@dataclass(frozen=True)
class Record:
    """The section."""

    facts: tuple[Fact, ...]
    sources: tuple[Delivery, ...]
    files: tuple[Delivery, ...]
    files_note: Sentence | None
    reasons: tuple[Reason, ...]
    checks: tuple[Check, ...]
    checks_notes: tuple[Sentence, ...]
    versions: tuple[tuple[str, str], ...]


def record(context: Context) -> Record:
    """Make the section."""
    run = context.run["run_id"]
    files = context.marts.rows(FILES, [FILES_SHOWN])
    total = context.number(context.wording.count, FILE_COUNT)
    more = (total.value or 0) > len(files)
    return Record(
        facts=tuple(_facts(context)),
        sources=tuple(_source(context, row["source"]) for row in context.marts.rows(SOURCES)),
        files=tuple(_file(context, row) for row in files),
        files_note=context.wording.sentence("record.more_files", n=total) if more else None,
        reasons=tuple(_reason(context, row) for row in context.marts.rows(REASONS, [run, REASONS_SHOWN])),
        checks=tuple(_check(context, row) for row in context.marts.rows(QUALITY, [run])),
        checks_notes=tuple(_checks_notes(context)),
        versions=tuple((name, str(said)) for name, said in sorted(document(context.run["versions"]).items())),
    )


def _facts(context: Context) -> Iterator[Fact]:
    """Yield what identifies the run."""
    wording, run = context.wording, context.run
    yield Fact(wording.t("record.run_id"), (Name(run["run_id"]),))
    for column in ("started_at", "finished_at", "as_of"):
        if run[column] is not None:
            time = wording.clock(run[column], context.run_cell(column))
            yield Fact(wording.t(f"record.{column}"), (time,))
    yield Fact(wording.t("record.timezone"), (Name(context.settings.project.timezone),))
    for column in ("model", "model_revision"):
        yield Fact(wording.t(f"record.{column}"), (Name(run[column] or "–"),))
    for column in ("dimension", "seed"):
        # A seed and a dimension are names more than amounts: no thousands separator.
        number = wording.number(str, run[column], context.run_cell(column))
        yield Fact(wording.t(f"record.{column}"), (number,))
    yield Fact(wording.t("record.input_hash"), (Name((run["input_hash"] or "–")[:HASH_DIGITS]),))


def _source(context: Context, source: str) -> Delivery:
    """Sum the files of a source."""
    counts = tuple(
        context.number(context.wording.count, lookup("source_file", f"sum({column})::bigint", source=source))
        for column in RECORD_COLUMNS
    )
    return Delivery(source, "", False, counts)


def _file(context: Context, row: Mapping[str, Any]) -> Delivery:
    """Word one file."""
    keys = {column: row[column] for column in ("source", "file", "sha256", "run_id")}
    counts = tuple(context.cell(context.wording.count, row, column, "source_file", **keys) for column in RECORD_COLUMNS)
    return Delivery(row["source"], row["file"], row["run_id"] == context.run["run_id"], counts)


def _reason(context: Context, row: Mapping[str, Any]) -> Reason:
    """Word one reason of refusal."""
    keys = {"source": row["source"], RULE: row["rule"]}
    now = {**keys, "run_id": context.run["run_id"]}
    count = context.wording.count
    return Reason(
        row["source"],
        row["rule"],
        context.wording.number(count, row["refused"], lookup("rejected", "count(*)", **keys)),
        context.wording.number(count, row["refused_now"], lookup("rejected", "count(*)", **now)),
    )


def _check(context: Context, row: Mapping[str, Any]) -> Check:
    """Word one metric."""
    wording, metric = context.wording, row["metric"]
    key = f"metric.{metric}"
    return Check(
        metric=metric,
        name=wording.t(key) if wording.texts.knows(key) else "",
        value=context.cell(wording.given, row, "value", "quality", run_id=row["run_id"], metric=metric),
        gate=row["gate"],
        passed=row["passed"],
    )


def _checks_notes(context: Context) -> Iterator[Sentence]:
    """Say what the coverage cost: how pure topics were before the mentions between them were placed, and after."""
    metrics = {
        "coverage": "topic_coverage",
        "target": "topic_coverage_target",
        "core": "topic_purity_core",
        "all": "topic_purity",
    }
    measured = {place: context.metric(context.wording.share, metric) for place, metric in metrics.items()}
    known = {place: number for place, number in measured.items() if number is not None}
    if len(known) == len(metrics):
        yield context.wording.sentence("record.coverage_cost", **known)
