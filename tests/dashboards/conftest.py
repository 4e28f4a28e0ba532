"""A release database of an invented shop, small enough to read, and pages taken apart."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.catalog import mart_tables
from dashboards.site import write_site
from dashboards.views import Marts

#: Texts of faults that pages meet: mark-up, separators, other directions, templates, statements, formulas.
HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!-- <script>alert(2)</script> --> & &amp; &#60;b&#62;",
    "line\u2028separator\u2029paragraph",
    "\u05e9\u05dc\u05d5\u05dd right to left \u202edesrever\u202c",
    "{{ 7 * 7 }} {% raw %} '; drop table mart.review; --",
    "=cmd|' /C calc'!A0",
    "長" * 500,
    '" onmouseover="alert(3)" x="',
    "javascript:alert(4)",
)
HOSTILE_LABEL = "</title></style><svg onload=alert(5)>" + "ラベル" * 150

#: SQL that counts and finds things in the shop.
STORE = Path(__file__).parent / "store"
#: A Monday, so that weeks begin where the shop does.
OPENED = datetime(2026, 1, 5, 3, 0)
WEEKS = 6
REVIEWS_A_WEEK = 20

SETTINGS = {
    "project": {
        "name": "Kettle & <Co> ケトル商店",
        "timezone": "Asia/Tokyo",
        "languages": ["ja", "en"],
        "currency": "JPY",
    },
    "source": [
        {
            "name": "shop",
            "kind": "reviews",
            "path": "raw/shop/*.csv",
            "rating_scale": [1, 5],
            "keep": ["country"],
            "columns": {"text": "body", "written_at": "day"},
        },
        {
            "name": "clicks",
            "kind": "events",
            "path": "raw/clicks/*.jsonl",
            "columns": {"customer_id": "who", "event": "what", "occurred_at": "when"},
        },
    ],
}


class Store:
    """A release database, open for writing by the tests that change it; it is what `write_site` reads."""

    def __init__(self, path: Path) -> None:
        self.connection = duckdb.connect(str(path))
        self.connection.execute("create schema if not exists mart")
        for table in mart_tables():
            columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
            self.connection.execute(f"create table if not exists mart.{table.name} ({columns})")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a statement by column name."""
        found = self.connection.execute(sql, list(parameters))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def value(self, sql: str) -> object:
        """Return the single value of a statement."""
        (row,) = self.rows(sql)
        (value,) = row.values()
        return value

    def put(self, table: str, *rows: dict[str, Any]) -> None:
        """Insert rows given by column; columns left out are null."""
        for row in rows:
            names, places = ", ".join(row), ", ".join("?" * len(row))
            self.connection.execute(f"insert into mart.{table} ({names}) values ({places})", list(row.values()))

    def run(self, settings: dict[str, Any] = SETTINGS, **changed: object) -> None:
        """Insert the run that the tables belong to."""
        self.put(
            "run",
            {
                "run_id": "run-000007",
                "started_at": datetime(2026, 2, 15, 20, 0),
                "finished_at": datetime(2026, 2, 15, 20, 7),
                "status": "published",
                "as_of": OPENED + timedelta(weeks=WEEKS) - timedelta(days=1),
                "model": "embedded",
                "model_revision": "letters-1",
                "dimension": 512,
                "seed": 0,
                "settings": json.dumps(settings),
                "input_hash": "0123456789abcdef0123",
                "rejected": 3,
                "versions": json.dumps({"koe": "0.1.0", "python": "3.11"}),
            }
            | changed,
        )


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """Return the tables of a release with nothing in them, not even a run."""
    store = Store(tmp_path / "koe.duckdb")
    yield store
    store.connection.close()


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of the whole shop, closed."""
    path = tmp_path_factory.mktemp("shop") / "koe.duckdb"
    store = Store(path)
    store.connection.begin()
    fill(store)
    store.connection.commit()
    store.connection.close()
    return path


@pytest.fixture
def make_store(shop_file: Path, tmp_path: Path) -> Callable[[], Store]:
    """Return a maker of a copy of the whole shop, for a test that changes it."""
    return lambda: Store(Path(shutil.copy(shop_file, tmp_path / "copy.duckdb")))


@pytest.fixture(scope="session")
def store(shop_file: Path) -> Iterator[Store]:
    """Return the whole shop, for tests that only read it."""
    opened = Store(shop_file)
    yield opened
    opened.connection.close()


def fill(store: Store) -> None:
    """Fill the shop: reviews, what the analysis made of them, customers and the run."""
    store.run()
    _people(store)
    _topics(store)
    _reviews(store)
    _deliveries(store)
    for name in ("counts", "findings"):
        store.connection.execute((STORE / f"{name}.sql").read_text(encoding="utf-8"))


def _people(store: Store) -> None:
    """Insert products, customers and segments; the third segment is too small to be shown."""
    for product, name in (("P1", "電気ケトル"), ("P2", HOSTILE[0]), ("P3", "Desk lamp")):
        store.put("product", {"product_id": product, "name": name, "category": "home"})
    for i in range(30):
        segment = "s1" if i < 14 else "s2" if i < 26 else "s3"
        store.put("customer", {"customer_id": f"SECRET-{i:03d}", "segment_id": segment, "events": 10})
    profile = {
        "purchases": {"mean": 4.25, "mean_others": 1.5, "effect": 1.2},
        "spend_per_purchase": {"mean": 5200.0, "mean_others": 3100.0, "effect": 0.7},
        "share_of:view_item": {"mean": 0.31, "mean_others": 0.62, "effect": -0.9},
        'some\'thing "odd"/~': {"mean": 1.0, "mean_others": 2.0, "effect": -0.4},
        "recency_days": {"mean": 9.0, "mean_others": 9.5, "effect": -0.1},
    }
    for segment, label, people in (
        ("s1", "常連のお客様", 14),
        ("s2", HOSTILE[7], 12),
        ("s3", "tiny group", 4),
    ):
        store.put(
            "segment",
            {
                "segment_id": segment,
                "label": label,
                "label_ja": label,
                "label_en": "Regulars" if segment == "s1" else label,
                "status": "active",
                "customers": people,
                "share": people / 30,
                "revenue_share": people / 40,
                "stability": 0.81,
                "profile": json.dumps(profile),
            },
        )


def _topics(store: Store) -> None:
    """Insert a plain, an unstable, a hostile, a whispered and a retired topic, and a theme over the first two."""
    for topic, label_ja, label_en, parent, level, status, stability, copies in (
        ("t1", "配送 / 遅い / 届く", "delivery, late, days", "th", 0, "active", 0.74, 0),
        ("t2", None, "handle, hot, burn", "th", 0, "active", 0.31, 5),
        ("t3", HOSTILE_LABEL, HOSTILE_LABEL, None, 0, "active", 0.74, 0),
        ("few", "whispered", "whispered", None, 0, "active", None, None),
        ("old", "retired one", "retired one", None, 0, "retired", None, None),
        ("th", "受け取りと使い心地", None, None, 1, "active", 0.92, 5),
    ):
        store.put(
            "topic",
            {
                "topic_id": topic,
                "label": label_ja or label_en,
                "label_ja": label_ja,
                "label_en": label_en,
                "keywords": [str(label_ja or label_en)[:20], HOSTILE[1]],
                "parent_topic_id": parent,
                "level": level,
                "status": status,
                "stability": stability,
                "is_stable": None if stability is None else stability > 0.5,
                "one_language": "en" if topic == "t3" else None,
                "copies": copies,
                "is_hidden": False,
            },
        )


def _reviews(store: Store) -> None:
    """Insert reviews of one mention each."""
    for i in range(WEEKS * REVIEWS_A_WEEK):
        topic = _topic_of(i)
        text = HOSTILE[i % REVIEWS_A_WEEK % 3 + i // REVIEWS_A_WEEK % 3 * 3] if topic == "t3" else f"普通 {i}"
        language = "ja" if i % 2 else "en"
        rating = float(1 + (i * 7) % 5)
        store.put(
            "review",
            {
                "review_id": f"r{i:03d}",
                "source": "shop",
                "customer_id": f"SECRET-{i % 26:03d}" if i % 3 else None,
                "product_id": "P1" if topic == "t1" or i % 4 == 0 else "P3" if i % 9 == 0 else "P2",
                "language": language,
                "written_at": _written(i),
                "rating": rating,
                "rating_share": (rating - 1) / 4,
                "text": text,
                "url": HOSTILE[8] if i % 2 else f"https://shop.example/review/{i}?a=1&b=2",
                "attributes": json.dumps({"country": "JP" if i % 2 else "US"}),
            },
        )
        mention = {"mention_id": f"m{i:03d}", "review_id": f"r{i:03d}", "position": 0, "text": text}
        store.put("mention", mention | {"language": language, "topic_id": topic} | _place(i, topic))


def _written(i: int) -> datetime:
    """Return when a review was written: evenly over the weeks."""
    week, place = divmod(i, REVIEWS_A_WEEK)
    return OPENED + timedelta(weeks=week, hours=place * 8)


def _topic_of(i: int) -> str | None:
    """Return the topic of a review; delivery is spoken of far more in the last whole week."""
    week, place = divmod(i, REVIEWS_A_WEEK)
    if i in (19, 39):
        return "few"
    ends = ((12 if week == WEEKS - 2 else 3, "t1"), (15, "t2"), (18, "t3"))
    return next((topic for end, topic in ends if place < end), None)


def _place(i: int, topic: str | None) -> dict[str, Any]:
    """Return a mention's placement, sentiment and place; what has no topic is in turn one-off or excluded."""
    if topic is None and i % 2:
        return {"placement": "excluded"}
    sentiment = ((i * 37) % 21 - 10) / 10
    x, y = (i * 17 % 50) / 7, (i * 29 % 40) / 7
    return {"placement": "core" if topic else "one_off", "sentiment": sentiment, "x": x, "y": y}


def _deliveries(store: Store) -> None:
    """Insert files, refusals and metrics, one of which fails its gate."""
    for file, run_id, refused in (("raw/shop/a.csv", "run-000006", 0), (HOSTILE[0], "run-000007", 3)):
        store.put(
            "source_file",
            {
                "source": "shop",
                "file": file,
                "sha256": "ab" * 32,
                "run_id": run_id,
                "records": 62 + refused,
                "accepted": 60,
                "duplicates": 2,
                "superseded": 0,
                "rejected": refused,
            },
        )
    for line, reason in (
        (4, "columns: expected 7, found 9"),
        (9, "columns: expected 7, found 3"),
        (12, "date"),
    ):
        store.put(
            "rejected",
            {"source": "shop", "file": HOSTILE[0], "line": line, "reason": reason, "run_id": "run-000007"},
        )
    for metric, value, gate, passed in (
        ("topic_coverage", 0.8125, ">= 0.5", True),
        ("reader's delight", 0.1, ">= 0.15", False),
        ("topics", 4.0, None, None),
        ("themes", 1.0, None, None),
        ("topic_coverage_target", 0.9, None, None),
        ("topic_purity_core", 0.8314, None, None),
        ("topic_purity", 0.7086, None, None),
        ("topic_stability", 0.66, ">= 0.6", True),
    ):
        row = {"run_id": "run-000007", "metric": metric, "value": value, "gate": gate, "passed": passed}
        store.put("quality", row)


@dataclass(frozen=True)
class Element:
    """An element of a page: its attributes, and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str


class Page(HTMLParser):
    """A page as a reader's browser takes it apart: its elements in the order in which they end."""

    VOID = frozenset({"meta", "link", "input", "br", "path", "rect", "line", "circle", "img"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), f"<{tag}> has an attribute twice"
        if tag in self.VOID:
            self.elements.append(Element(tag, attributes, ""))
        else:
            self._open.append((tag, attributes, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an SVG element that closes itself."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        opened, attributes, texts = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"
        self.elements.append(Element(tag, attributes, "".join(texts)))

    def handle_data(self, data: str) -> None:
        """Give text to every element that it stands in."""
        for _, _, texts in self._open:
            texts.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a tag that have certain attributes (`class_`, `http_equiv`)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element for element in self.elements if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def island(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Return the data of a script element."""
        (element,) = self.all("script", id=f"data-{name}")
        return json.loads(element.text)


def page_of(marts: Marts, folder: Path) -> Page:
    """Write the pages of a release and take them apart."""
    (path,) = write_site(marts, folder)
    return Page(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def read_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Marts], Page]:
    """Return a function that writes the pages of a release and takes them apart."""
    return lambda marts: page_of(marts, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Page]:
    """Return the parser of pages."""
    return Page


@pytest.fixture(scope="session")
def page(store: Store, read_page: Callable[[Marts], Page]) -> Page:
    """Return the page of the whole shop."""
    return read_page(store)
