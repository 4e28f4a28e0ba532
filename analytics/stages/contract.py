"""What a source promised, held against what it delivered: shares of refusals, ids, and drift that stops."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.database import Database, statement
from analytics.errors import GateError, SourceError
from analytics.settings import Source
from analytics.sources import BrokenFile, Finding, Profile, Reject
from analytics.stages.erased import RULE

#: Rules named in the message when too much of a source was refused.
_REASONS_SHOWN = 3

#: Refusals that say of a value that it is not of the declared kind.
_TYPE_RULES = ("type:", "date:")


@dataclass(frozen=True)
class TakenIn:
    """One file: its accepted records, its refusals, and, unless it is broken, its profile and what is odd of it."""

    file: str
    accepted: int
    rejects: tuple[Reject, ...]
    profile: Profile | None
    findings: tuple[Finding, ...]


def refuse_unlike(findings: Sequence[Finding], source: Source) -> None:
    """Raise BrokenFile if koe.toml refuses a file for one of the findings."""
    for finding in findings:
        if finding.rule == "new_column" and source.drift.new_column == "reject":
            raise BrokenFile(f"{finding.rule}: {finding.sentence}")


def hold_to_contract(source: Source, taken: Sequence[TakenIn]) -> None:
    """Raise SourceError or GateError, in this order, if the new files of a source may not be kept."""
    _limit_refusals(source, taken)
    if source.drift.type == "stop":
        _refuse_types(source, taken)
    columns = _stopping(taken, "new_column") if source.drift.new_column == "stop" else []
    if columns:
        raise SourceError(_stopped(source, columns))
    gates = [rule for rule in ("volume", "distribution") if getattr(source.drift, rule) == "stop"]
    numbers = [sentence for rule in gates for sentence in _stopping(taken, rule)]
    if numbers:
        raise GateError(_stopped(source, numbers))


def _limit_refusals(source: Source, taken: Sequence[TakenIn]) -> None:
    """Raise SourceError if more of the source's new records were refused than koe.toml allows.

    A file refused as a whole is listed in mart.rejected and counts in no share: the run goes on without it. Records
    of erased customers are no fault of the source.
    """
    refused = [(file.file, r) for file in taken for r in file.rejects if r.line > 0 and not r.reason.startswith(RULE)]
    records = sum(file.accepted for file in taken) + len(refused)
    if not records or len(refused) / records <= source.max_rejected:
        return
    rules = Counter(reject.reason.partition(":")[0] for _, reject in refused)
    first = {reject.reason.partition(":")[0]: (file, reject) for file, reject in reversed(refused)}
    shown = "; ".join(
        f"{rule}: {count} records, first {first[rule][0]} line {first[rule][1].line} ({first[rule][1].reason})"
        for rule, count in rules.most_common(_REASONS_SHOWN)
    )
    hint = "; is this cp932?" if rules.most_common(1)[0][0] == "encoding" and source.encoding == "utf-8" else ""
    raise SourceError(
        f"{source.name}: {len(refused)} of {records} records refused ({len(refused) / records:.1%}), more than "
        f"max_rejected = {source.max_rejected:.1%}: {shown}{hint}"
    )


def _refuse_types(source: Source, taken: Sequence[TakenIn]) -> None:
    """Raise SourceError for the first value that is no number or time of the declared format."""
    for file in taken:
        for reject in file.rejects:
            if reject.reason.startswith(_TYPE_RULES):
                raise SourceError(
                    f"source {source.name}: {file.file} line {reject.line}: {reject.reason}; "
                    'koe.toml has drift.type = "stop"'
                )


def _stopping(taken: Sequence[TakenIn], rule: str) -> list[str]:
    """Return a sentence for each file that broke a rule."""
    return [
        f"{file.file}: {rule}: {finding.sentence}"
        for file in taken
        for finding in file.findings
        if finding.rule == rule
    ]


def _stopped(source: Source, sentences: Sequence[str]) -> str:
    """Return the message of a source that stops the run, with what a person can do."""
    found = "\n".join(f"source {source.name}: {sentence}" for sentence in sentences)
    return f'{found}\nif it is right, let it in once with `koe run --accept-drift`, or set drift to "warn" in koe.toml'


def refuse_shared_ids(database: Database) -> None:
    """Raise SourceError if two sources of a kind share an id: which record would stand is anyone's guess."""
    for row in database.rows(statement("ingest/id_in_two_sources")):
        raise SourceError(
            f"sources {row['sources']}: {row['ids']} values of {row['field']} stand in both; "
            "give one of them an id_prefix in koe.toml"
        )
