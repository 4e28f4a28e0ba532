"""The releases that a home keeps: listed, pruned, rolled back, exchanged for rebuilt ones, leftovers cleared."""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.database import statement
from analytics.errors import ConfigError, StorageError
from analytics.exchange import exchange_folders
from analytics.home import Home, sync_folder, write_whole
from analytics.points import reached
from analytics.release import Release, point_to, sync_tree
from analytics.settings import nearest

logger = logging.getLogger(__name__)

#: How folders of ours beside the releases begin: one that is being built, one that is complete and takes the place
#: of a release with the same content less a person, and one that is being deleted.
UNFINISHED = ".next-"
_REBUILT = ".rebuilt-"
_GONE = ".gone-"

#: A release bears the name of its run; whatever else lies beside it is not ours.
_RUN_ID = re.compile(r"run-(\d{6,})")

#: Names the newest release that was current before a rollback, as long as nothing newer is published.
_NOTE = ".rolled-back.json"


@dataclass(frozen=True)
class KeptRelease:
    """A release as `koe releases` lists it: the counts are those of the run that made it."""

    run_id: str
    published_at: str
    as_of: str | None
    reviews: int
    topics: int
    bytes: int
    is_current: bool


@dataclass(frozen=True)
class RolledBack:
    """Which release was current, and which one is now."""

    before: str
    now: str


def kept_ids(home: Home) -> list[str]:
    """Return the ids of the releases on disk, the oldest first."""
    found = [path.name for path in home.releases.glob("run-*") if _RUN_ID.fullmatch(path.name)]
    return sorted((name for name in found if (home.releases / name / "manifest.json").is_file()), key=run_number)


def run_number(run_id: str) -> int:
    """Return the number in a run's id."""
    return int(run_id.partition("-")[2])


def current_id(home: Home) -> str | None:
    """Return the id of the release that `current` points to; None before the first, and for one that is not whole."""
    return home.current.resolve().name if (home.current / "manifest.json").is_file() else None


def newest_id(home: Home) -> str | None:
    """Return the id of the newest release that people have seen: the current one, or the one rolled back from.

    A release newer than these was built by a run that was killed before it could make it current.
    """
    current = current_id(home)
    try:
        noted = json.loads((home.releases / _NOTE).read_text(encoding="utf-8"))["newest"]
    except FileNotFoundError:
        return current
    seen = [run_id for run_id in kept_ids(home) if run_id in (current, noted)]
    return seen[-1] if seen else current


def newest_manifest(home: Home) -> dict[str, Any] | None:
    """Return the manifest of the newest release that people have seen; None before the first."""
    run_id = newest_id(home)
    if run_id is None:
        return None
    manifest: dict[str, Any] = json.loads((home.releases / run_id / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def list_releases(home: Home) -> list[KeptRelease]:
    """Return what is kept, the newest first; what a run prunes at this moment is left out."""
    current = current_id(home)
    described = []
    for run_id in reversed(kept_ids(home)):
        folder = home.releases / run_id
        try:
            described.append(_described(folder, run_id == current))
        except (FileNotFoundError, StorageError) as fault:
            if folder.exists():
                raise StorageError(f"{folder}: cannot be read: {fault}") from fault
    return described


def _described(folder: Path, is_current: bool) -> KeptRelease:
    """Return what is worth telling of one release."""
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    with Release(folder) as release:
        run = release.rows(statement("load/run_of_release"), [folder.name])[0]
    as_of = str(run["as_of"]) if run["as_of"] else None
    return KeptRelease(folder.name, str(run["finished_at"]), as_of, run["reviews"], run["topics"], size, is_current)


def prune(home: Home, keep: int, spared: str | None = None) -> list[str]:
    """Delete all but the newest `keep` releases, never the current one; return the ids of those that went.

    `spared` stays, too: what was current a moment ago may be about to be opened by somebody. Who has a file of a
    release open keeps it. The caller holds the home's lock.
    """
    doomed = [run_id for run_id in kept_ids(home)[:-keep] if run_id not in (current_id(home), spared)]
    for run_id in doomed:
        aside = home.releases / f"{_GONE}{run_id}"
        # Under another name first: a kill half way leaves no half release under its own.
        reached("release.prune")
        (home.releases / run_id).rename(aside)
        sync_folder(home.releases)
        reached("release.pruned_aside")
        shutil.rmtree(aside)
        reached("release.pruned")
    return doomed


def roll_back(home: Home, run_id: str | None = None) -> RolledBack:
    """Make the release before the current one, or `run_id`, the current one; the caller holds the home's lock.

    Raises ConfigError for a release that is not kept.
    """
    current, kept = current_id(home), kept_ids(home)
    if current is None:
        raise StorageError(f"{home.path}: nothing is published yet; `koe run` publishes")
    if run_id is None:
        earlier = [kept_id for kept_id in kept if run_number(kept_id) < run_number(current)]
        if not earlier:
            raise ConfigError([f"no release before {current} is kept; `koe releases` lists what is"])
        run_id = earlier[-1]
    elif run_id not in kept:
        raise ConfigError([f"no release '{run_id}' is kept{nearest(run_id, kept)}"])
    # Written first: a release that is newer than the current one must not seem to have never been published.
    write_whole(home.releases / _NOTE, json.dumps({"newest": newest_id(home)}))
    reached("release.noted")
    point_to(home, run_id)
    reached("release.rolled_back")
    return RolledBack(current, run_id)


def forget_rollback(home: Home) -> None:
    """Take note that something newer than what was rolled back from is published."""
    (home.releases / _NOTE).unlink(missing_ok=True)


def replace_release(home: Home, folder: Path, run_id: str) -> None:
    """Put the finished `folder` in the place of the release `run_id` and delete that; `current` may point to it."""
    sync_tree(folder)
    rebuilt, target = home.releases / f"{_REBUILT}{run_id}", home.releases / run_id
    folder.rename(rebuilt)
    sync_folder(home.releases)
    reached("release.rebuilt")
    aside = rebuilt
    if not exchange_folders(rebuilt, target):
        logger.warning("%s: folders cannot be exchanged at once here; %s is away for a moment", home.releases, run_id)
        aside = home.releases / f"{_GONE}{run_id}"
        target.rename(aside)
        reached("release.away")
        rebuilt.rename(target)
    sync_folder(home.releases)
    reached("release.exchanged")
    shutil.rmtree(aside)
    reached("release.replaced")


def clear_leftovers(home: Home) -> None:
    """Delete what killed runs left beside the releases, and theirs alone; the caller holds the home's lock."""
    for rebuilt in home.releases.glob(f"{_REBUILT}run-*"):
        target = home.releases / rebuilt.name.removeprefix(_REBUILT)
        # Killed between the two renames of a system that cannot exchange folders: the release is what lies aside.
        if not target.exists():
            rebuilt.rename(target)
            sync_folder(home.releases)
    for leftover in _leftovers(home):
        reached("release.leftover")
        shutil.rmtree(leftover)
    for link in home.path.glob(".current-*"):
        if link.is_symlink():
            link.unlink()
    # What `write_whole` writes bears the name of the file and the number of a process.
    for file in (home.ledger_copy, home.releases / _NOTE):
        for aside in file.parent.glob(f".{file.name}.*"):
            if aside.suffix[1:].isdigit():
                aside.unlink()


def _leftovers(home: Home) -> Iterator[Path]:
    """Yield the folders that are no release and ours."""
    for beginning in (UNFINISHED, _REBUILT, _GONE):
        yield from (path for path in home.releases.glob(f"{beginning}run-*") if path.is_dir())
