"""Every way a run can end badly, as one small tree; each class carries the exit code users script against."""

from collections.abc import Sequence


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
