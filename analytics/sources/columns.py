"""Whose column is whose: the header of a file against the mapping of its source."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.errors import SourceError
from analytics.settings import Source, nearest


@dataclass(frozen=True)
class Plan:
    """Where to find what, by number of column: our fields, columns kept as attributes, and all others."""

    fields: Mapping[str, int]
    keep: tuple[tuple[str, int], ...]
    extra: tuple[tuple[str, int], ...]


def normalised(name: str) -> str:
    """Return a column name as people mean it, without regard to width, case, spaces and byte order mark."""
    return unicodedata.normalize("NFKC", name).replace("\ufeff", "").strip().casefold()


def wanted(source: Source) -> tuple[str, ...]:
    """Return their names of all columns that the source maps or keeps, each once."""
    return tuple(dict.fromkeys([*source.columns.values(), *source.keep]))


def plan_columns(names: Sequence[str], source: Source, file: str) -> Plan:
    """Match a header; raise SourceError for every missing or doubled column, or if there is no header."""
    where = f"source {source.name}: {file}"
    found = {name: _places(name, names) for name in wanted(source)}
    if found and not any(found.values()):
        raise SourceError(
            f"{where}: line 1 names none of the columns that koe.toml maps ({', '.join(found)}): "
            "the file has no header, or its 'encoding' or 'delimiter' is another"
        )
    faults = [f"{where}: no column '{name}'{nearest(name, names)}" for name, at in found.items() if not at]
    faults += [f"{where}: {len(at)} columns are named '{name}'" for name, at in found.items() if len(at) > 1]
    if faults:
        raise SourceError("\n".join(faults))
    taken = {at[0] for at in found.values()}
    return Plan(
        fields={field: found[theirs][0] for field, theirs in source.columns.items()},
        keep=tuple(sorted({name: found[name][0] for name in source.keep}.items())),
        extra=_others(names, taken),
    )


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
