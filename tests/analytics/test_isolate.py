"""Work in a process of its own: results and koe's errors come back, death and time become StoppedError."""

import os
import signal
import time

import pytest

from analytics.errors import ConfigError, StoppedError
from analytics.isolate import isolated, limited


def _double(number: int) -> int:
    """Return twice the number."""
    return number * 2


def _refuse() -> None:
    """Raise one of koe's errors."""
    raise ConfigError(["no"])


def _die() -> None:
    """Be killed, as by the machine when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_and_errors_come_back() -> None:
    """What the work returns or raises is what the call returns or raises."""
    assert isolated(_double, 21) == 42
    with pytest.raises(ConfigError, match="no"):
        isolated(_refuse)


def test_fault_76_a_killed_process_is_an_exit_code() -> None:
    """A process that dies is named with its signal."""
    with pytest.raises(StoppedError, match="signal 9"):
        isolated(_die)


class _Deadly:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        """Say how to unpack it."""
        return os._exit, (3,)


def _take(*arguments: object) -> None:
    """Take arguments."""


def test_fault_76_a_process_that_dies_before_it_has_all_arguments_is_an_exit_code() -> None:
    """More is sent than a pipe holds, and nobody is there to read it: the run must not wait for ever."""
    with pytest.raises(StoppedError, match="exit code 3"):
        isolated(_take, _Deadly(), bytes(10_000_000))


def test_a_limit_of_time_kills() -> None:
    """Work that goes on too long is stopped in time."""
    started = time.monotonic()
    with pytest.raises(StoppedError, match="stopped after"):
        limited(0.5, time.sleep, 60)
    assert time.monotonic() - started < 20
