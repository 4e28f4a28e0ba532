"""On what a benchmark ran: its times and figures hang on these."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version


def surroundings(packages: Sequence[str]) -> str:
    """Say on what machine times were taken, and with which versions of `packages`."""
    threads = os.environ.get("NUMBA_NUM_THREADS", "all")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{os.cpu_count()} cores ({threads} used), {platform.system()}, Python {platform.python_version()}; {versions}"
    )
