"""Commands about the releases that are kept: `koe releases`, `koe rollback` and `koe erase`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from analytics.errors import ConfigError, StorageError
from analytics.home import Home
from analytics.kept import KeptRelease, list_releases, roll_back
from flows.progress import TerminalProgress

#: Bytes in the unit that sizes are shown in.
_MEGABYTE = 1_000_000


def releases(home: Path, options: argparse.Namespace) -> int:
    """List the releases that are kept."""
    kept = list_releases(Home(home))
    if options.json:
        _print(json.dumps([vars(release) for release in kept], ensure_ascii=False, indent=1))
    else:
        _print(releases_text(kept))
    return 0


def releases_text(kept: Sequence[KeptRelease]) -> str:
    """Return a line for each release, the current one marked."""
    if not kept:
        return "nothing is published yet; `koe run` publishes"
    lines = [f"  {'run':<12}{'published (UTC)':<21}{'as of (UTC)':<21}{'reviews':>10}{'topics':>8}{'MB':>8}"]
    for release in kept:
        mark = "*" if release.is_current else " "
        lines.append(
            f"{mark} {release.run_id:<12}{release.published_at:<21}{release.as_of or '–':<21}"
            f"{release.reviews:>10,}{release.topics:>8,}{release.bytes / _MEGABYTE:>8.1f}"
        )
    return "\n".join([*lines, "* current"])


def rollback(home: Path, options: argparse.Namespace) -> int:
    """Make an earlier release the current one."""
    place = Home(home)
    if not place.current.exists():
        raise StorageError(f"{home}: nothing is published yet; `koe run` publishes")
    place.prepare()
    with place.lock():
        done = roll_back(place, options.run_id)
    if done.before == done.now:
        _print(f"{done.now} is current already")
        return 0
    _print(f"current is {done.now}; it was {done.before}")
    _print(f"new data are published as always; `koe rollback {done.before}` takes this back")
    return 0


def erase(home: Path, options: argparse.Namespace) -> int:
    """Remove a customer everywhere."""
    if not options.customer.strip():
        raise ConfigError(["erase: --customer is empty"])
    # Prefect, which the stages are tasks of, is imported by those who need it only.
    from flows.erasure import erase_customer

    done = erase_customer(home, options.customer, TerminalProgress())
    if options.json:
        told = {**vars(done.removed), "rebuilt": done.rebuilt, "summary": done.summary, "files": dict(done.files)}
        _print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    removed = done.removed
    if removed.anything:
        _print(f"erased: {removed.reviews:,} reviews, {removed.events:,} events, {removed.listed:,} customer records")
    else:
        _print("nothing was delivered of this customer; what comes of them later is refused")
    _print(done.summary)
    if done.files:
        _print("these still hold records of erased customers, which koe refuses; koe does not change your files:")
        for name, records in done.files:
            _print(f"  {name} ({records:,} records)")
    return 0


def _print(text: str) -> None:
    """Write a text to the screen."""
    sys.stdout.write(f"{text}\n")
