"""What lies in the demo home: the promised files in the promised shapes, the same bytes everywhere."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from analytics.sample import DEMO_MARKER, SEED
from analytics.settings import load_settings
from analytics.sources import find_deliveries, read_delivery

ROOT = Path(__file__).parents[3]


def digests(home: Path) -> dict[str, str]:
    """Return the sha256 of every file below `home`."""
    files = (path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_elsewhere(demo: Path, tmp_path: Path) -> None:
    """Another process, hash seed, zone and locale write the same files."""
    other = tmp_path / "other"
    code = "import pathlib, sys; from analytics.sample import write_sample; write_sample(pathlib.Path(sys.argv[1]))"
    strange = {
        **os.environ,
        "PYTHONHASHSEED": "77",
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
    }
    subprocess.run([sys.executable, "-c", code, str(other)], check=True, cwd=ROOT, env=strange)
    assert digests(other) == digests(demo)


def test_the_config_begins_with_the_marker_and_is_valid(demo: Path) -> None:
    """`koe demo` knows its own koe.toml by the first line; koe reads it without a fault."""
    assert (demo / "koe.toml").read_text(encoding="utf-8").splitlines()[0] == DEMO_MARKER
    settings = load_settings(demo)
    assert (settings.project.timezone, settings.project.languages) == ("Asia/Tokyo", ("ja", "en"))
    assert Counter(source.kind for source in settings.source) == {
        "reviews": 4,
        "events": 1,
        "customers": 1,
        "products": 1,
    }


def test_every_file_is_of_one_source(demo: Path) -> None:
    """No file lies in raw/ that koe.toml does not name, and none is named twice."""
    named = [found.file for source in load_settings(demo).source for found in find_deliveries(demo, source).files]
    lying = [path.relative_to(demo).as_posix() for path in (demo / "raw").rglob("*") if path.is_file()]
    assert sorted(named) == sorted(lying)


def test_koe_refuses_exactly_the_planted_records(demo: Path, truth: dict[str, Any]) -> None:
    """Every record is accepted but those that truth.json lists, each by the rule it says."""
    settings = load_settings(demo)
    refused = []
    for source in settings.source:
        for delivered in find_deliveries(demo, source).files:
            for batch in read_delivery(delivered, source, settings.project):
                month = Path(delivered.file).name[:7]
                refused += [[source.name, month, reject.reason.split(":")[0]] for reject in batch.rejects]
    assert sorted(refused) == sorted(truth["rejected"])
    assert len(refused) >= 10


def test_counts(demo: Path, truth: dict[str, Any], reviews: dict[str, Any], events: list[Any]) -> None:
    """There is as much of everything as a demo needs, and truth.json counts it right."""
    assert len(reviews) == truth["counts"]["reviews"] >= 6000
    assert len(events) == truth["counts"]["events"] >= 60000
    assert len({event["user_id"] for event in events}) == truth["counts"]["customers"] == 3000
    assert 0.30 < sum(language == "en" for language in _languages(reviews)) / len(reviews) < 0.42
    assert len((demo / "raw/products.csv").read_text(encoding="utf-8").splitlines()) == 62


def test_the_japanese_shop_is_in_cp932(demo: Path) -> None:
    """Its files are cp932 to the last byte and would not pass as UTF-8."""
    for path in (demo / "raw/reviews/web_shop").iterdir():
        content = path.read_bytes()
        assert "レビュー番号" in content.decode("cp932")
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")


def test_truth_says_its_seed_and_explains_every_key(truth: dict[str, Any]) -> None:
    """The file documents itself."""
    assert truth["seed"] == SEED
    assert set(truth["about"]) == set(truth)
    assert all(truth["about"].values())


def _languages(reviews: dict[str, Any]) -> list[str]:
    """Return a guess of each review's language: Japanese if it holds kana."""
    return ["ja" if any("ぁ" <= letter <= "ヿ" for letter in told["text"]) else "en" for told in reviews.values()]
