"""What is no error of koe's becomes one at the border of a task, without the words of a customer."""

import errno
from collections.abc import Callable

import pytest

from analytics.errors import ConfigError, KoeError, StoppedError, StorageError
from analytics.run import Run
from flows.tasks import _stage


def _raising(fault: Exception) -> Callable[[Run], None]:
    """Return a stage that meets `fault`."""

    def work(run: Run) -> None:
        raise fault

    return work


@pytest.mark.parametrize(
    ("fault", "becomes"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StorageError),
        (OSError(errno.EROFS, "Read-only file system"), StorageError),
        (MemoryError(), StoppedError),
        (ConfigError(["wrong"]), ConfigError),
    ],
)
def test_fault_73_74_76_storage_and_memory_are_exit_6_and_8(
    make_run: Callable[..., Run], fault: Exception, becomes: type[KoeError]
) -> None:
    """The class carries the exit code; koe's own errors pass as they are."""
    with pytest.raises(becomes):
        _stage("texts", _raising(fault)).fn(make_run(""))


def test_fault_109_a_bug_quotes_nobody(make_run: Callable[..., Run]) -> None:
    """The message names the kind of bug; what it said stays in a closed file of the warehouse."""
    run = make_run("")
    with pytest.raises(KoeError, match="a bug in texts: ValueError") as caught:
        _stage("texts", _raising(ValueError("canary: what a customer wrote"))).fn(run)
    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None
    details = run.home.warehouse / "last-bug.txt"
    assert "canary" in details.read_text(encoding="utf-8")
    assert details.stat().st_mode & 0o777 == 0o600
