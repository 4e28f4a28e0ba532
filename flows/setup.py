"""Setting a home up: the sample store, and a koe.toml guessed from files."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from analytics.errors import ConfigError
from analytics.home import Home
from analytics.sample import DEMO_MARKER, write_sample
from analytics.settings import Kind
from analytics.sources import Guess, guess_source


def write_demo(home: Path) -> None:
    """Write the sample store; refuse a home whose koe.toml koe demo did not write."""
    settings = home / "koe.toml"
    if settings.exists() and DEMO_MARKER not in settings.read_text(encoding="utf-8", errors="replace"):
        raise ConfigError([f"{settings}: not written by `koe demo`; name another folder with --home"])
    Home(home).prepare()
    write_sample(home)


def write_settings(home: Path, *, reviews: Path | None, events: Path | None) -> Iterator[str]:
    """Write a commented koe.toml for the files given, and yield what was guessed from what, and what is doubtful."""
    target = home / "koe.toml"
    if target.exists():
        raise ConfigError([f"{target}: there is one already; move it away to have another one guessed"])
    given: tuple[tuple[Kind, Path | None], ...] = (("reviews", reviews), ("events", events))
    guesses = [(file, _guess(kind, file)) for kind, file in given if file]
    home.mkdir(parents=True, exist_ok=True)
    target.write_text(_settings_text(home, guesses), encoding="utf-8")
    for _, guess in guesses:
        yield f"{guess.source['name']} ({guess.source['kind']})"
        yield from (f"  {line}" for line in guess.evidence)
        yield from (f"  ? {line}" for line in guess.doubts)
    yield f"wrote {target}; read it, mend what is doubtful, then: koe run --home {home}"


def _guess(kind: Kind, file: Path) -> Guess:
    """Guess one source from a file."""
    if not file.is_file():
        raise ConfigError([f"{file}: no such file"])
    name = file.name.partition(".")[0]
    return guess_source(file, kind, name)


def _settings_text(home: Path, guesses: list[tuple[Path, Guess]]) -> str:
    """Return a koe.toml with every choice a person may want to make, explained."""
    blocks = [_HEAD.format(name=json.dumps(home.name, ensure_ascii=False))]
    blocks += [_source_text(home, file, guess) for file, guess in guesses] or [_EXAMPLE]
    return "\n".join(blocks)


def _source_text(home: Path, file: Path, guess: Guess) -> str:
    """Return one [[source]] with the doubts as comments above it."""
    inside = file.resolve().is_relative_to(home.resolve())
    path = file.resolve().relative_to(home.resolve()) if inside else file.resolve()
    doubts = [f"# ? {line}" for line in guess.doubts]
    plain = {key: value for key, value in guess.source.items() if not isinstance(value, Mapping) and key != "path"}
    tables = {key: value for key, value in guess.source.items() if isinstance(value, Mapping) and value}
    lines = [
        *doubts,
        "[[source]]",
        f"path = {_toml(str(path))}",
        *(f"{key} = {_toml(value)}" for key, value in plain.items()),
    ]
    for key, table in tables.items():
        lines += [f"[source.{key}]", *(f"{name} = {_toml(value)}" for name, value in table.items())]
    return "\n".join([*lines, ""])


def _toml(value: object) -> str:
    """Return a TOML value; JSON's strings, numbers and lists are TOML's."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


_HEAD = """\
# koe: one deployment. `koe doctor` checks this file, `koe run` uses it; data/README.md explains every setting.
[project]
name = {name}
timezone = "UTC"             # business days and weeks are cut in this zone, e.g. "Asia/Tokyo"
languages = ["ja", "en"]     # expected languages; the first is the page's
currency = "JPY"

[embedding]
model = "embedded"           # multilingual, offline; or any sentence-transformers name or folder
"""

_EXAMPLE = """\
# No file was given; describe yours like this (koe init --reviews FILE guesses it):
# [[source]]
# name = "reviews"
# kind = "reviews"           # reviews | events | customers | products
# path = "raw/reviews/*.csv"
# [source.columns]           # our name = theirs
# text = "body"
# written_at = "date"
"""
