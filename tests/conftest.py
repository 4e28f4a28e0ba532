"""What many tests share: a small encoder that needs no model, and homes to run in."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from analytics.arrays import Vectors
from analytics.home import Home
from analytics.run import Run, utc_now
from analytics.settings import parse_settings


class LetterEncoder:
    """Texts that share letter pairs lie near each other: enough meaning for tests, made in microseconds."""

    model = "letters"
    revision = "letters-1"
    dimension = 64

    def __init__(self) -> None:
        """Start with nothing encoded."""
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None) -> Vectors:
        """Return unit vectors of hashed letter pairs."""
        self.encoded += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for pair in zip(text, text[1:] + " ", strict=True):
                place = int(hashlib.md5("".join(pair).encode()).hexdigest(), 16) % self.dimension
                vectors[row, place] += 1
        progress(len(texts))
        unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return unit


def quiet(stage: str, done: int, total: int) -> None:
    """Take no note of progress."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a prepared, empty home."""
    place = Home(tmp_path / "home")
    place.prepare()
    return place


@pytest.fixture
def make_run(home: Home) -> Callable[..., Run]:
    """Return a maker of runs on `home` from the text of a koe.toml, with the small encoder."""

    def make(settings: str, run_id: str = "run-000001", encoder: LetterEncoder | None = None) -> Run:
        return Run(home, parse_settings(settings), run_id, utc_now(), None, encoder or LetterEncoder(), quiet)

    return make


def made_current(home: Home, run_id: str) -> None:
    """Have people see a release of a run, as far as a stage can tell."""
    folder = home.releases / run_id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    home.current.unlink(missing_ok=True)
    home.current.symlink_to(folder)
