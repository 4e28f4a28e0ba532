"""The one direction: importing a package drags in nothing that it must not know."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: What a package must not import, not through a helper either.
FORBIDDEN = {
    "analytics": {"prefect", "flows", "dashboards"},
    "dashboards": {"prefect", "flows", "torch", "sentence_transformers", "umap", "hdbscan", "sklearn"},
}

#: One door a library: the only modules that name it.
DOORS = {
    "duckdb": {"analytics/database.py"},
    "sentence_transformers": {"analytics/encode.py", "analytics/embedded.py"},
    "umap": {"analytics/reduce.py"},
    "hdbscan": {"analytics/cluster.py"},
    "jinja2": {"dashboards/render.py"},
    "sudachipy": {"analytics/tokens.py"},
}


def _modules(package: str) -> list[str]:
    """Return the names of all modules of a package."""
    files = sorted((ROOT / package).rglob("*.py"))
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    return [name.removesuffix(".__init__") for name in names]


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_a_package_drags_in_nothing_it_must_not_know(package: str) -> None:
    """All modules of the package, imported in a fresh process, leave the forbidden ones unloaded."""
    code = (
        "import importlib, json, sys\n"
        f"for name in {_modules(package)!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(ast.literal_eval(done.stdout.strip().splitlines()[-1]))
    assert not loaded & FORBIDDEN[package]


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_has_one_door(library: str) -> None:
    """Only the door's modules import the library."""
    found = set()
    for package in ("analytics", "flows", "dashboards"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if any(name.partition(".")[0] == library for name in names):
                    found.add(file.relative_to(ROOT).as_posix())
    assert found == DOORS[library]
