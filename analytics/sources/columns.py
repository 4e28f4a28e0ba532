"""Whose column is whose: the header of a file against the mapping of its source."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.errors import SourceError
from analytics.settings import FIELDS, Source, nearest
from analytics.sources.batches import BrokenFile


@dataclass(frozen=True)
class Plan:
    """Where to find what, by number of column: our fields, columns kept as attributes, and all others.

    `deleted` is the column that says whether a record is gone, `missing` the optional columns that are not there.
    """

    fields: Mapping[str, int]
    keep: tuple[tuple[str, int], ...]
    extra: tuple[tuple[str, int], ...]
    deleted: int | None = None
    missing: tuple[str, ...] = ()


def normalised(name: str) -> str:
    """Return a column name as people mean it, without regard to width, case, spaces and byte order mark."""
    return unicodedata.normalize("NFKC", name).replace("\ufeff", "").strip().casefold()


def wanted(source: Source) -> tuple[str, ...]:
    """Return their names of all columns that the source maps or keeps, each once."""
    told = [source.deleted] if source.deleted else []
    return tuple(dict.fromkeys([*source.columns.values(), *source.keep, *told]))


def needed(source: Source) -> frozenset[str]:
    """Return their names of the columns that no delivery can do without, whatever `drift` allows."""
    starred = {theirs for ours, theirs in source.columns.items() if FIELDS[source.kind][ours]}
    return frozenset(starred | {source.deleted} if source.deleted else starred)


def plan_columns(names: Sequence[str], source: Source, file: str) -> Plan:
    """Match a header; raise SourceError for every missing or doubled column, or if there is no header.

    An optional column may be missing where koe.toml says so; BrokenFile where it says to refuse such files.
    """
    where = f"source {source.name}: {file}"
    found = {name: _places(name, names) for name in wanted(source)}
    if found and not any(found.values()):
        raise SourceError(
            f"{where}: line 1 names none of the columns that koe.toml maps ({', '.join(found)}): "
            "the file has no header, or its 'encoding' or 'delimiter' is another"
        )
    missing = [name for name, at in found.items() if not at]
    optional = [] if source.drift.missing_column == "stop" else [m for m in missing if m not in needed(source)]
    faults = [f"{where}: no column '{m}'{nearest(m, names)}" for m in missing if m not in optional]
    faults += [f"{where}: {len(at)} columns are named '{name}'" for name, at in found.items() if len(at) > 1]
    if faults:
        raise SourceError("\n".join(faults))
    refuse_missing(optional, source)
    places = {name: at[0] for name, at in found.items() if at}
    return Plan(
        fields={field: places[theirs] for field, theirs in source.columns.items() if theirs in places},
        keep=tuple(sorted({name: places[name] for name in source.keep if name in places}.items())),
        extra=_others(names, set(places.values())),
        deleted=places[source.deleted] if source.deleted else None,
        missing=tuple(optional),
    )


def refuse_missing(missing: Sequence[str], source: Source) -> None:
    """Raise BrokenFile if optional columns are missing and koe.toml refuses such a file."""
    if missing and source.drift.missing_column == "reject":
        raise BrokenFile(f"missing_column: the file has no column {', '.join(repr(name) for name in missing)}")


def _places(name: str, names: Sequence[str]) -> list[int]:
    """Return which columns carry a name: exactly, or else by what people mean."""
    exact = [at for at, other in enumerate(names) if other == name]
    return exact or [at for at, other in enumerate(names) if normalised(other) == normalised(name)]


def _others(names: Sequence[str], taken: set[int]) -> tuple[tuple[str, int], ...]:
    """Return the columns that nobody asked for; a nameless or doubled one is told apart by its number."""
    others: dict[str, int] = {}
    for at, name in enumerate(names):
        if at not in taken:
            name = name.replace("\ufeff", "").strip()
            others[name if name and name not in others else f"{name} ({at + 1})".strip()] = at
    return tuple(sorted(others.items()))
