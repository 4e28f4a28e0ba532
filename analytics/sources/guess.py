"""A first koe.toml from a file: which column is what, in which formats, by which signs, with which doubts.

Only `koe init` asks here; a run never guesses. Evidence and doubts name columns and counts, never a value.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analytics.settings import FIELDS, OWN_ID, Kind
from analytics.sources.guess_formats import guess_dates, guess_number_format, guess_scale
from analytics.sources.guess_names import bare, by_name
from analytics.sources.mapping import MONEY_FIELDS, TIME_FIELDS
from analytics.sources.samples import Sample, sample_of

Setting = str | tuple[float, float] | dict[str, str]

#: Ids as a spreadsheet writes large numbers: rounded, and so no ids any more.
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)

#: Mean length from which a column of texts may be what people wrote.
_LONG = 20

#: Distinct values up to which a column cuts reviews into groups worth publishing.
_GROUPS = 20

#: Columns that a line of evidence names at most.
_SHOWN = 8


@dataclass(frozen=True)
class Guess:
    """The keys of one [[source]] of koe.toml, why they were chosen, and what a person must look at."""

    source: Mapping[str, Setting]
    evidence: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass
class _Draft:
    """A guess on its way."""

    columns: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def drop(self, name: str, doubt: str) -> None:
        """Take a field back, for a reason."""
        del self.columns[name]
        self.doubts.append(doubt)


def guess_source(path: Path, kind: Kind, name: str) -> Guess:
    """Guess the mapping of one file as a source of `kind`; raise BrokenFile or SourceError if unreadable."""
    sample = sample_of(path)
    values = _values(sample)
    draft = _Draft(columns=by_name(kind, list(values)))
    named = dict(draft.columns)
    _check_ids(draft, kind, values, len(sample.records))
    _guess_text(draft, kind, values)
    _guess_times(draft, kind, values)
    _guess_numbers(draft, kind, values)
    _guess_event(draft, kind)
    for ours in ("customer_id", "product_id"):
        if FIELDS[kind].get(ours) and ours not in draft.columns:
            draft.doubts.append(f"{ours}: no column of ids was found; map one")
    draft.evidence += [f"{ours} = '{theirs}': by its name" for ours, theirs in named.items() if ours in draft.columns]
    _describe(draft, sample, values)
    head: dict[str, Setting] = {"name": name, "kind": kind, "path": path.as_posix()}
    if sample.encoding != "utf-8":
        head["encoding"] = sample.encoding
    if sample.delimiter:
        head["delimiter"] = sample.delimiter
    tables: dict[str, Setting] = {"columns": draft.columns}
    if draft.constants:
        tables["constants"] = draft.constants
    return Guess({**head, **draft.settings, **tables}, tuple(draft.evidence), tuple(draft.doubts))


def _values(sample: Sample) -> dict[str, list[str]]:
    """Return the values of every column, without nulls."""
    values: dict[str, list[str]] = {}
    for record in sample.records:
        for column, value in record.items():
            values.setdefault(column, []).append(value)
    return values


def _check_ids(draft: _Draft, kind: Kind, values: Mapping[str, Sequence[str]], records: int) -> None:
    """Take back columns of ids that a spreadsheet rounded, and own ids that are not unique."""
    for ours, theirs in list(draft.columns.items()):
        if not ours.endswith("_id"):
            continue
        given = values[theirs]
        if sum(bool(_ROUNDED.fullmatch(value)) for value in given) > len(given) / 100:
            reason = "looks like ids that a spreadsheet rounded (5.7E+17 and the like); it is not used"
            draft.drop(ours, f"{ours}: '{theirs}' {reason}")
        elif ours == OWN_ID[kind] and len(set(given)) < len(given):
            doubled = f"'{theirs}' is doubled in {len(given) - len(set(given))} of {records} records"
            if FIELDS[kind][ours]:
                draft.doubts.append(f"{ours}: {doubled}; of equal ids the later record counts")
            else:
                draft.drop(ours, f"{ours}: {doubled}, so it is no id; it is not used")


def _guess_text(draft: _Draft, kind: Kind, values: Mapping[str, Sequence[str]]) -> None:
    """Find the column of long texts, where no name told it."""
    if kind != "reviews" or "text" in draft.columns:
        return
    free = [column for column in values if column not in draft.columns.values()]
    lengths = {column: sum(map(len, values[column])) / len(values[column]) for column in free}
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    if longest is None or lengths[longest] < _LONG:
        draft.doubts.append("text: no column of long texts was found; write its name under [source.columns]")
        return
    draft.columns["text"] = longest
    draft.evidence.append(f"text = '{longest}': the longest texts, {lengths[longest]:.0f} characters on average")


def _guess_times(draft: _Draft, kind: Kind, values: Mapping[str, Sequence[str]]) -> None:
    """Find the column of times and its format."""
    ours = next(iter(TIME_FIELDS & FIELDS[kind].keys()), None)
    if ours is None:
        return
    named = draft.columns.get(ours)
    free = [column for column in values if column not in draft.columns.values()]
    for theirs in [named, *free] if named else free:
        guessed = guess_dates(values[theirs])
        # A plain number is a time only where a name says so.
        if not guessed.formats or (theirs != named and guessed.formats[0].startswith("epoch")):
            continue
        draft.columns[ours] = theirs
        draft.settings["date_format"] = guessed.formats[0]
        draft.evidence.append(f"{ours} = '{theirs}': its values are times of the format {guessed.formats[0]}")
        if len(guessed.formats) > 1:
            others = ", ".join(guessed.formats[1:])
            draft.doubts.append(f"date_format: {others} fits '{theirs}' just as well; make sure")
        if guessed.naive and not guessed.formats[0].startswith("epoch"):
            draft.doubts.append(f"timezone: '{theirs}' names no zone; without 'timezone' it is the project's")
        return
    if named:
        draft.drop(ours, f"{ours}: '{named}' is in no known format of times; set it and 'date_format' by hand")
    if FIELDS[kind][ours]:
        draft.doubts.append(f"{ours}: no column of times was found; map one, or give a time as a constant")


def _guess_numbers(draft: _Draft, kind: Kind, values: Mapping[str, Sequence[str]]) -> None:
    """Find the number format of money and quantities, and the scale of ratings."""
    styles: Counter[str] = Counter()
    for ours in sorted(MONEY_FIELDS & draft.columns.keys()):
        examples = guess_number_format(values[draft.columns[ours]])
        if not examples:
            draft.drop(ours, f"{ours}: '{draft.columns[ours]}' holds no numbers of one format; it is not used")
            continue
        styles[examples[0]] += 1
        if len(examples) > 1:
            draft.doubts.append(f"number_format: {' or '.join(examples)} fits '{draft.columns[ours]}'; make sure")
    written = [example for example in styles if example]
    if written:
        draft.settings["number_format"] = written[0]
        draft.evidence.append(f"number_format = '{written[0]}': by the marks in the numbers")
    if len(written) > 1:
        draft.doubts.append(f"number_format: columns differ ({', '.join(written)}); one source has one format")
    if kind == "reviews":
        _guess_rating(draft, values)


def _guess_rating(draft: _Draft, values: Mapping[str, Sequence[str]]) -> None:
    """Find the scale of the rating."""
    theirs = draft.columns.get("rating")
    if theirs is None:
        return
    scale = guess_scale(values[theirs])
    if scale is None:
        draft.drop("rating", f"rating: '{theirs}' holds no numbers of a known scale; it is not used")
        return
    (low, high), seen = scale
    draft.settings["rating_scale"] = (low, high)
    draft.evidence.append(f"rating_scale = [{low:g}, {high:g}]: the values of '{theirs}' lie in it")
    if not seen:
        draft.doubts.append(f"rating_scale: {low:g} and {high:g} are not both among the ratings; make sure")


def _guess_event(draft: _Draft, kind: Kind) -> None:
    """Name the event where every record is a line of an order."""
    if kind != "events":
        return
    if "event" not in draft.columns:
        orders = draft.columns.keys() & {"order_id", "quantity"}
        if orders:
            draft.constants["event"] = "purchase"
            draft.evidence.append(f"event = 'purchase' for all: there are {', '.join(sorted(orders))} and no event")
        else:
            draft.doubts.append("event: no column names what happened; map one, or give it as a constant")


def _describe(draft: _Draft, sample: Sample, values: Mapping[str, Sequence[str]]) -> None:
    """Say how the file was read, what else could be kept, and what was refused."""
    draft.doubts += sample.doubts
    form = f"{len(sample.records)} records looked at, {sample.encoding}"
    draft.evidence.append(form + (f", delimiter '{sample.delimiter}'" if sample.delimiter else ""))
    free = [column for column in values if column not in draft.columns.values()]
    groups = [column for column in free if 1 < len(set(values[column])) <= _GROUPS and bare(column)]
    if groups:
        draft.evidence.append(f"keep could name columns of few values, such as {', '.join(groups[:_SHOWN])}")
    if any(guess_dates([column]).formats or guess_number_format([column]) == ("",) for column in values):
        draft.doubts.append("header: a column is named like a time or a number; has the file no header line?")
    if sample.refused:
        draft.doubts.append(f"{sample.refused} of the first records have other columns than the header, or bad bytes")
