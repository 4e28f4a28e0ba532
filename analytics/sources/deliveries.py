"""Which files a source delivers: found by its glob, known by sha256, taken when nobody still writes them."""

import glob
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import SourceError
from analytics.settings import Source

#: Names that writers use while a file is not finished; such files wait for the next run.
UNFINISHED = (".part", ".tmp")


@dataclass(frozen=True)
class DeliveredFile:
    """One file as it was when it was found; `file` is relative to home (POSIX), or absolute outside it."""

    file: str
    path: Path
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Found:
    """The files of one source, sorted by path, and the names of those that are still being written."""

    files: tuple[DeliveredFile, ...]
    unsettled: tuple[str, ...]


def find_deliveries(home: Path, source: Source) -> Found:
    """Find and hash the files of `source`; raise SourceError if it is required and has none.

    SourceError too for what is no plain file, cannot be read, or is a link out of home.
    """
    if source.path is None:
        raise ValueError("a source without a path has no files")
    files: list[DeliveredFile] = []
    unsettled: list[str] = []
    for path in _matches(home, source.path):
        name = _name(home, path, source)
        _refuse_strangers(home, path, source, name)
        delivered = None if path.name.endswith(UNFINISHED) else _settled(path, source, name)
        if delivered is None:
            unsettled.append(name)
        else:
            files.append(delivered)
    if source.required and not files and not unsettled:
        raise SourceError(
            f"source {source.name}: no file matches '{source.path}' in {home}; "
            "put one there, mend 'path', or set required = false"
        )
    return Found(tuple(sorted(files, key=lambda found: found.file)), tuple(sorted(unsettled)))


def still_settled(delivered: DeliveredFile) -> bool:
    """Tell, after reading, whether size and time of the file are still those it was found with."""
    try:
        now = delivered.path.stat()
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (delivered.size, delivered.mtime_ns)


def open_plain(path: Path) -> io.FileIO:
    """Open a plain file for reading, never waiting for a FIFO's writer; raise OSError if it is none."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not a plain file")
    return io.FileIO(descriptor, "rb")


def _matches(home: Path, pattern: str) -> Iterator[Path]:
    """Yield what the glob finds, and files that would match once their writer has renamed them."""
    names = {
        name for ending in ("", *UNFINISHED) for name in glob.glob(pattern + ending, root_dir=home, recursive=True)
    }
    for name in sorted(names):
        path = home / name
        if not path.is_dir():
            yield path


def _name(home: Path, path: Path, source: Source) -> str:
    """Return the file's name for tables and pages; refuse names that no table can hold."""
    absolute = Path(os.path.normpath(path.absolute()))
    root = Path(os.path.normpath(home.absolute()))
    name = (absolute.relative_to(root) if absolute.is_relative_to(root) else absolute).as_posix()
    if not name.isprintable():
        raise SourceError(f"source {source.name}: the file name {name!a} is not UTF-8 or holds control characters")
    return name


def _refuse_strangers(home: Path, path: Path, source: Source, name: str) -> None:
    """Raise SourceError for a link out of home and of the configured folder, and for pipes and devices."""
    parts = Path(source.path or "").parts[:-1]
    fixed = next((at for at, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    folder = home.joinpath(*parts[:fixed]).resolve()
    target = path.resolve()
    if not (target.is_relative_to(home.resolve()) or target.is_relative_to(folder)):
        raise SourceError(
            f"source {source.name}: {name} is a link out of the home folder; "
            "put the file itself there, or name its folder in 'path'"
        )
    if path.exists() and not path.is_file():
        raise SourceError(f"source {source.name}: {name} is not a plain file (a pipe or a device); remove it")


def _settled(path: Path, source: Source, name: str) -> DeliveredFile | None:
    """Hash one file; None if it changed or vanished meanwhile; raise SourceError if it cannot be read."""
    try:
        with open_plain(path) as file:
            before = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        after = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise SourceError(f"source {source.name}: {name} is a link to nothing; remove it") from None
        return None
    except OSError as fault:
        raise SourceError(
            f"source {source.name}: {name} cannot be read ({type(fault).__name__}); mend its permissions"
        ) from fault
    state = (before.st_ino, before.st_size, before.st_mtime_ns)
    if state != (after.st_ino, after.st_size, after.st_mtime_ns):
        return None
    return DeliveredFile(name, path, digest, before.st_size, before.st_mtime_ns)
