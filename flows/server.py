"""A Prefect server for the time of one command, which cannot outlive it, and the settings Prefect starts with.

Prefect starts a temporary server by itself, but one that is left behind when its process is killed, and whose
port and time-out cannot be told. Nothing here imports prefect: its settings must stand before it is imported.
"""

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

logger = logging.getLogger(__name__)

#: A first start makes the server's database, which takes up to a minute on a slow disk.
STARTUP_SECONDS = 180

#: A server that somebody else runs either answers at once or is out of reach.
ANSWER_SECONDS = 5

#: How often the server looks whether the command that started it still lives.
_WATCH_SECONDS = 1.0


@contextmanager
def prefect_server(state: Path) -> Iterator[bool]:
    """Have a Prefect server within reach for the block, and say whether there is one.

    PREFECT_API_URL names one that runs already. Without it one is started, its database in `state` unless
    PREFECT_HOME says otherwise.
    """
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    # The terminal shows koe's own progress; Prefect's line for every task stays in its own pages.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    address = os.environ.get("PREFECT_API_URL")
    if address:
        reached = _answers(address)
        if not reached:
            logger.warning("the Prefect server at PREFECT_API_URL is out of reach: the run goes on locally")
        yield reached
        return
    os.environ.setdefault("PREFECT_HOME", str(state))
    process, address = _start()
    try:
        reached = _wait(process, address)
        if reached:
            os.environ["PREFECT_API_URL"] = address
        else:
            logger.warning("no Prefect server could be started: the run goes on locally")
        yield reached
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        process.terminate()
        process.wait()


def _start() -> tuple[subprocess.Popen[bytes], str]:
    """Start a server on a free port of the loopback address; return its process and address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.server", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PREFECT_UI_ENABLED": "0"},
    )
    return process, f"http://127.0.0.1:{port}/api"


def _wait(process: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the server answers; False when it ended or took too long."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(address):
            return True
        time.sleep(0.2)
    return False


def _answers(address: str) -> bool:
    """Say whether a Prefect server answers at `address`."""
    try:
        with urlopen(f"{address}/health", timeout=ANSWER_SECONDS) as response:
            return bool(response.status == 200)
    except (URLError, HTTPException, OSError, ValueError):
        return False


def _watch(parent: int) -> None:
    """End this process as soon as the command that started it is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(0)


def main() -> None:
    """Run the server on the port given, for as long as the parent process lives."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.run(create_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", lifespan="on")


if __name__ == "__main__":
    main()
