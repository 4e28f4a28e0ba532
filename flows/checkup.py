"""What `koe doctor` looks at: the installation, the model, the home and its configuration."""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from analytics.encode import EMBEDDED, ModelEncoder
from analytics.errors import ConfigError, KoeError
from analytics.home import Home
from analytics.settings import load_settings

#: Packages as they are installed and as they are imported; a wrong pair of versions shows when it is imported.
_PACKAGES = {
    "duckdb": "duckdb", "pandas": "pandas", "pyarrow": "pyarrow", "prefect": "prefect", "fastapi": "fastapi",
    "torch": "torch", "sentence-transformers": "sentence_transformers", "umap-learn": "umap", "hdbscan": "hdbscan",
    "sudachipy": "sudachipy",
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, and the exit code a run would end with (0 where all is well)."""

    name: str
    found: str
    exit_code: int


def check_all(home: Path) -> list[Check]:
    """Look at everything, whatever fails before."""
    checks = [_checked("python", _python), _checked("packages", _packages)]
    checks.append(_checked("configuration", lambda: _configuration(home)))
    checks.append(_checked("model", lambda: _model(home)))
    checks.append(_checked("home", lambda: _home(home)))
    return checks


def _checked(name: str, look: Callable[[], str]) -> Check:
    """Look, and turn what is wrong into a failed check."""
    try:
        return Check(name, look(), 0)
    except KoeError as fault:
        return Check(name, str(fault), fault.exit_code)


def _python() -> str:
    """Say which Python this is."""
    return sys.version.split()[0]


def _packages() -> str:
    """Import every package koe stands on; raise for those that fail."""
    faults = []
    for package, module in _PACKAGES.items():
        try:
            importlib.import_module(module)
        except (ImportError, TypeError, AttributeError, OSError) as fault:
            faults.append(f"{package}: cannot be imported ({type(fault).__name__}); install with constraints.txt")
    if faults:
        raise ConfigError(faults)
    return ", ".join(f"{package} {version(package)}" for package in _PACKAGES)


def _configuration(home: Path) -> str:
    """Read koe.toml."""
    settings = load_settings(home)
    return f"{home / 'koe.toml'}: {len(settings.source)} sources, zone {settings.project.timezone}"


def _model(home: Path) -> str:
    """Load the model and embed a word."""
    name = load_settings(home).embedding.model if (home / "koe.toml").exists() else EMBEDDED
    encoder = ModelEncoder(name)
    dimension = encoder.encode(["声"]).shape[1]
    return f"{name}, {dimension} dimensions, revision {encoder.revision}"


def _home(home: Path) -> str:
    """See that the home can be written and what is published."""
    place = Home(home)
    if not home.exists():
        return f"{home} is not there yet; `koe init` or `koe demo` makes it"
    place.prepare()
    published = place.manifest()
    return f"{home}: " + (f"published {published['run_id']}" if published else "nothing published yet")
