"""Work in a process of its own, so that a crash, a kill for memory or a time limit becomes an exit code."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar, cast

from analytics.errors import KoeError, StoppedError

#: What a process gets to end by itself after it has answered.
_FAREWELL_SECONDS = 10.0

P = ParamSpec("P")
R = TypeVar("R")


def isolated(work: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> R:
    """Return work(*arguments, **options) as computed in a fresh process, which never outlives the call.

    What `work` raises of koe's errors is raised here; if its process dies, StoppedError names the work.
    """
    return limited(None, work, *arguments, **options)


def limited(seconds: float | None, work: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> R:
    """Like isolated, but kill the process after so many seconds and raise StoppedError."""
    # Spawned, never forked: numba, torch and DuckDB do not survive a fork.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        # Sent once it runs, not handed over at its start: Python waits for ever there if the process dies meanwhile.
        ours.send((work, arguments, options))
        if not ours.poll(seconds):
            raise StoppedError(f"{_name(work)}: stopped after {seconds:g} seconds")
        answer: tuple[R, None] | tuple[None, KoeError] = ours.recv()
        # Let it end by itself and clear up after itself, which it does at once.
        process.join(_FAREWELL_SECONDS)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        process.join()
        raise StoppedError(
            f"{_name(work)}: its process died ({_cause(process.exitcode)}), most likely for want of memory"
        ) from None
    finally:
        process.kill()
        process.join()
        ours.close()
    result, fault = answer
    if fault is not None:
        raise fault
    return cast(R, result)


def _answer(theirs: Connection) -> None:
    """Do the work that is sent, and send back what it returns or the error it raises."""
    work, arguments, options = theirs.recv()
    try:
        answer: tuple[object, KoeError | None] = (work(*arguments, **options), None)
    except KoeError as fault:
        answer = (None, fault)
    except MemoryError:
        answer = (None, StoppedError(f"{_name(work)}: it needed more memory than it may have"))
    theirs.send(answer)


def _name(work: Callable[..., object]) -> str:
    """Return the name of a function as words."""
    return work.__name__.strip("_").replace("_", " ")


def _cause(exit_code: int | None) -> str:
    """Say how a process ended."""
    return f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"exit code {exit_code}"
