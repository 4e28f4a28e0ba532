"""One deployment's folder: where things lie, who may read them, and the lock that lets one run in at a time."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.errors import LockedError, StorageError


@dataclass(frozen=True)
class Home:
    """The paths of a home folder (contract.md draws the tree)."""

    path: Path

    @property
    def warehouse(self) -> Path:
        """The pipeline's own state; nobody else opens it."""
        return self.path / "warehouse"

    @property
    def releases(self) -> Path:
        """What runs published, a folder a run."""
        return self.path / "releases"

    @property
    def current(self) -> Path:
        """The link to the newest complete release."""
        return self.path / "current"

    @property
    def ledger_copy(self) -> Path:
        """The last runs as JSON, readable while a run has the warehouse open."""
        return self.warehouse / "runs.json"

    def prepare(self) -> None:
        """Make the folders, closed to others; raise StorageError naming the path that cannot be written."""
        os.umask(0o027)
        for folder, mode in ((self.path, 0o750), (self.warehouse, 0o700), (self.releases, 0o750)):
            try:
                folder.mkdir(mode=mode, parents=True, exist_ok=True)
                if folder is self.warehouse or folder == self.warehouse:
                    folder.chmod(mode)
                probe = folder / f".probe-{os.getpid()}"
                probe.touch()
                probe.unlink()
            except OSError as fault:
                raise StorageError(f"{folder}: cannot be written ({fault.strerror}, errno {fault.errno})") from fault

    def manifest(self) -> dict[str, Any] | None:
        """Return the manifest of the current release; None before the first."""
        try:
            text = (self.current / "manifest.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        manifest: dict[str, Any] = json.loads(text)
        return manifest

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold this home for one run; raise LockedError at once if another run has it.

        A lock of the operating system on a file of its own: it is gone the moment its holder dies, however it
        dies, and no other file of the process can drop it by being closed.
        """
        path = self.warehouse / "run.lock"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = path.read_text(encoding="utf-8").strip() or "unknown"
                raise LockedError(f"another run has this home ({holder}); wait for it, or stop it") from None
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"process {os.getpid()}".encode(), 0)
            yield
        finally:
            os.close(descriptor)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new text, never a part, whatever kills the writer."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a loss of power."""
    sync_file(folder)


def sync_file(path: Path) -> None:
    """Make a file, or the names in a folder, last through a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
