"""The demo store, written once for all tests of the sample, and read back with the plainest of readers."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analytics.sample import write_sample

# Names that all channels share, in place of each channel's own; the app's reviews name no product.
_NAMES = {
    "app_reviews": {
        "review_id": "review_id", "user_id": "customer", "stars": "rating", "content": "text",
        "posted_at": "at",
    },
    "web_shop": {
        "レビュー番号": "review_id", "会員番号": "customer", "商品番号": "product", "評価": "rating",
        "本文": "text", "投稿日時": "at",
    },
    "global_shop": {
        "id": "review_id", "customer": "customer", "sku": "product", "score": "rating", "review": "text",
        "date": "at",
    },
}  # fmt: skip


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of the sample of the default seed."""
    return write_sample(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def truth(demo: Path) -> dict[str, Any]:
    """Return truth.json."""
    loaded: dict[str, Any] = json.loads((demo / "truth.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def records(demo: Path) -> list[dict[str, str]]:
    """Return every readable record of the review files by file and line, with channel and file."""
    paths = sorted(path for path in (demo / "raw/reviews").rglob("*") if path.is_file())
    return [record for path in paths for record in _read(path)]


@pytest.fixture(scope="session")
def reviews(records: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the newest version of each review."""
    return {record["review_id"]: record for record in records}


@pytest.fixture(scope="session")
def events(demo: Path) -> list[dict[str, str]]:
    """Return the readable events by file and line."""
    rows: list[dict[str, str]] = []
    for path in sorted((demo / "raw/events").glob("*.csv.gz")):
        rows += csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode()))
    return [row for row in rows if row["event_timestamp"].isdigit()]


def _read(path: Path) -> Iterator[dict[str, str]]:
    """Yield the records of one review file; those planted as broken (their ids hold an X) are passed over."""
    channel, packed = path.parent.name, path.name.endswith(".gz")
    content = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    text = content.decode("cp932" if channel == "web_shop" else "utf-8")
    place = {"channel": channel, "file": path.name}
    if channel == "support_mail":
        for line in text.splitlines():
            if line.startswith('{"ticket": "M0'):
                mail = json.loads(line)
                ids = {
                    "review_id": mail["ticket"],
                    "customer": mail["customer"] or "",
                    "product": mail["product"],
                }
                yield {**place, **ids, "rating": "", "text": mail["body"], "at": str(mail["received_at"])}
        return
    for row in csv.DictReader(io.StringIO(text, newline="")):
        record = {ours: row[theirs] for theirs, ours in _NAMES[channel].items()}
        if "X" not in record["review_id"]:
            yield {**place, "product": "", **record}
