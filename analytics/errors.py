"""Every way a run can end badly, as one small tree; each class carries the exit code users script against."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: What the operating system says of a disk that is full, closed or limited.
_STORAGE_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM})


class KoeError(Exception):
    """A fault a person can act on: its text names what, where and the remedy, never a customer's text."""

    exit_code = 1


class ConfigError(KoeError):
    """Wrong usage or a wrong koe.toml; carries every fault found, not only the first."""

    exit_code = 2

    def __init__(self, faults: Sequence[str]) -> None:
        """Keep all `faults`, one sentence each."""
        super().__init__(tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Return the faults, one a line."""
        return "\n".join(self.faults)


class SourceError(KoeError):
    """A source broke its contract: no header, a missing or doubled column, too many refused records."""

    exit_code = 3


class GateError(KoeError):
    """A check or quality gate failed; nothing was published."""

    exit_code = 4


class LockedError(KoeError):
    """Another run holds the lock of this home folder."""

    exit_code = 5


class StorageError(KoeError):
    """Storage is full, read-only, damaged, or not ours."""

    exit_code = 6


class ModelError(KoeError):
    """The embedding model is missing, damaged, or another one than the vectors were made with."""

    exit_code = 7


class StoppedError(KoeError):
    """A stage or a statement was stopped by a limit of time or memory."""

    exit_code = 8


def from_system(fault: BaseException, where: str, path: Path) -> KoeError | None:
    """Return koe's error for a full or closed disk or for too little memory; None for any other fault.

    `where` is what was being done, `path` what is named where the system names no file.
    """
    if isinstance(fault, OSError) and fault.errno in _STORAGE_FAULTS:
        return StorageError(f"{where}: {fault.filename or path}: {fault.strerror}")
    if isinstance(fault, MemoryError):
        return StoppedError(f"{where}: it needed more memory than there is")
    return None


@contextmanager
def in_koes_words(where: str, path: Path) -> Iterator[None]:
    """Turn what the system reports of disk and memory within the block into koe's errors."""
    try:
        yield
    except (OSError, MemoryError) as fault:
        known = from_system(fault, where, path)
        if known is None:
            raise
        raise known from fault
