"""The sample as files: the same bytes on every machine, each source in a shape of its own."""

import csv
import io
import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from analytics.sample.events import Event
from analytics.sample.oddities import Oddities
from analytics.sample.reviews import Review
from analytics.sample.store import CATEGORIES, Customer, Product

T = TypeVar("T")

_JST = timedelta(hours=9)
_UTF8_LINE, _CP932_LINE = "\n", "\r\n"
_EPOCH = datetime(1970, 1, 1)

APP_COLUMNS = (
    "review_id", "user_id", "stars", "headline", "content", "posted_at", "app_version", "country", "lang",
)  # fmt: skip
WEB_COLUMNS = ("レビュー番号", "会員番号", "商品番号", "評価", "タイトル", "本文", "投稿日時")
GLOBAL_COLUMNS = ("id", "customer", "sku", "score", "headline", "review", "date", "country", "permalink")
EVENT_COLUMNS = (
    "event_id", "user_id", "event_name", "event_timestamp", "ga_session_id", "transaction_id", "item_id",
    "quantity", "value", "currency",
)  # fmt: skip

# Records as they go wrong in real exports: source and month → record, and why it is refused.
BROKEN: Mapping[tuple[str, str], tuple[tuple[Sequence[str], str], ...]] = {
    ("app_reviews", "2025-09"): (
        (("AX0001", "", "4", "", "Nice app.", "yesterday", "3.0.4", "US", "en"), "date"),
        (
            ("AX0002", "", "5", "", "使いやすいです。", "2025-13-45T10:00:00+09:00", "3.0.4", "JP", "ja"),
            "date",
        ),
    ),
    ("app_reviews", "2026-03"): ((("AX0003", "", "3", "", "普通", "0000-00-00", "3.2.0", "JP", "ja"), "date"),),
    ("web_shop", "2025-08"): ((("WX0001", "C00000", "P001"), "columns"),),
    ("web_shop", "2025-12"): (
        (("WX0002", "C00000", "P029", "5"), "columns"),
        (("WX0003", "", "P029", "5", "", "よかったです。", "令和7年12月吉日"), "date"),
    ),
    ("global_shop", "2026-02"): (
        (("GX0001", "", "P029", "4", "Nice", "Nice mug.", "31/02/2026 10:00", "GB", ""), "date"),
    ),
    ("support_mail", "2025-11"): ((('{"ticket": "MX0001", "customer": "", "subject": "Re:", "body": "Hel',), "json"),),
    ("support_mail", "2026-04"): ((("<html><body>502 Bad Gateway</body></html>",), "json"),),
    ("events", "2025-10"): ((("EX0001", "C00000", "view_item", "n/a", "", "", "P001", "", "", ""), "date"),),
    ("events", "2026-01"): ((("EX0002", "C00000", "view_item", "", "", "", "P001", "", "", ""), "date"),),
}


def review_files(reviews: Sequence[Review], odd: Oddities) -> dict[str, bytes]:
    """Return every file of the four review sources by its path below raw/, as their shops export them."""
    makers = {
        "app_reviews": ("reviews/app_reviews/{}.csv.gz", _app_file),
        "web_shop": ("reviews/web_shop/{}.csv", _web_file),
        "global_shop": ("reviews/global_shop/{}.csv.gz", _global_file),
        "support_mail": ("reviews/support_mail/{}.jsonl.gz", _mail_file),
    }
    files = {}
    for (channel, month), records in sorted(_deliveries(reviews, odd).items()):
        path, make = makers[channel]
        broken = [record for record, _ in BROKEN.get((channel, month), ())]
        files[path.format(month)] = make(records, broken)
    return files


def event_files(events: Sequence[Event]) -> dict[str, bytes]:
    """Return the event files by path, a month each, in the column names of a GA4 export."""
    months: dict[str, list[Sequence[str]]] = {}
    for number, event in enumerate(events, start=1):
        priced = event.value is not None
        row = (
            f"E{number:07d}", event.customer_id, event.event, str(_epoch_seconds(event.at) * 1_000_000),
            event.session_id, event.order_id, event.product_id,
            str(event.quantity) if priced else "", str(event.value) if priced else "",
            "JPY" if priced else "",
        )  # fmt: skip
        months.setdefault(f"{event.at:%Y-%m}", []).append(row)
    return {
        f"events/{month}.csv.gz": gz(_csv(EVENT_COLUMNS, _with_broken(rows, "events", month), _UTF8_LINE))
        for month, rows in sorted(months.items())
    }


def customer_file(customers: Sequence[Customer]) -> bytes:
    """Return customers.csv: ids and days of sign-up."""
    rows = [(customer.customer_id, f"{customer.signed_up:%Y-%m-%d}") for customer in customers]
    return _csv(("customer_id", "signed_up"), rows, _UTF8_LINE)


def product_file(products: Sequence[Product]) -> bytes:
    """Return products.csv: names and categories in both languages, prices in JPY (the app has none)."""
    rows = [
        (
            product.product_id,
            f"{product.name['ja']} / {product.name['en']}",
            CATEGORIES[product.category],
            str(product.price) if product.price else "",
        )
        for product in products
    ]
    return _csv(("product_id", "name", "category", "price"), rows, _UTF8_LINE)


def gz(content: bytes) -> bytes:
    """Return `content` as a gzip file of stored blocks, without a time or a name.

    Compressed bytes differ between zlib and its relatives, so nothing is compressed (RFC 1951 3.2.4).
    """
    parts = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    size = 0xFFFF
    for start in range(0, max(len(content), 1), size):
        block = content[start : start + size]
        last = start + size >= len(content)
        parts += [struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF), block]
    parts.append(struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF))
    return b"".join(parts)


def _deliveries(reviews: Sequence[Review], odd: Oddities) -> dict[tuple[str, str], list[Review]]:
    """Sort reviews into files by channel and month; copies and corrections come in a later file."""
    files: dict[tuple[str, str], list[Review]] = {}
    copies = set(odd.copies)
    for review in reviews:
        first = odd.corrections.get(review.review_id)
        for version in filter(None, (first, review)):
            files.setdefault((version.channel, f"{version.written_at:%Y-%m}"), []).append(version)
        if review.review_id in copies:
            month = f"{review.written_at.replace(day=1) + timedelta(days=31):%Y-%m}"
            files.setdefault((review.channel, month), []).append(review)
    for records in files.values():
        records.sort(key=lambda review: (review.written_at, review.review_id))
    return files


def _app_file(records: Sequence[Review], broken: Sequence[Sequence[str]]) -> bytes:
    """Return an app store export: UTF-8, ISO times in the zone of the country."""
    rows = [
        (
            r.review_id, r.customer_id, str(r.rating), r.title, r.text, _iso(r),
            r.app_version, r.country, r.language,
        )
        for r in records
    ]  # fmt: skip
    return gz(_csv(APP_COLUMNS, _mixed(rows, broken), _UTF8_LINE))


def _web_file(records: Sequence[Review], broken: Sequence[Sequence[str]]) -> bytes:
    """Return an export of the Japanese shop: cp932, CRLF, local times without a zone."""
    rows = [
        (
            r.review_id, r.customer_id, r.product_id, str(r.rating), r.title, r.text,
            f"{r.written_at:%Y/%m/%d %H:%M}",
        )
        for r in records
    ]  # fmt: skip
    return _csv(WEB_COLUMNS, _mixed(rows, broken), _CP932_LINE, "cp932")


def _global_file(records: Sequence[Review], broken: Sequence[Sequence[str]]) -> bytes:
    """Return an export of the shop abroad: UTF-8, day-first times in UTC, an address for each review."""
    rows = [
        (
            r.review_id, r.customer_id, r.product_id, str(r.rating), r.title, r.text,
            f"{r.written_at - _JST:%d/%m/%Y %H:%M}", r.country, f"https://shop.example.com/reviews/{r.review_id}",
        )
        for r in records
    ]  # fmt: skip
    return gz(_csv(GLOBAL_COLUMNS, _mixed(rows, broken), _UTF8_LINE))


def _mail_file(records: Sequence[Review], broken: Sequence[Sequence[str]]) -> bytes:
    """Return a help desk's export: one JSON object a line, times in seconds since 1970."""
    lines = [
        json.dumps(
            {
                "ticket": r.review_id,
                "customer": r.customer_id or None,
                "product": r.product_id,
                "subject": r.title,
                "body": r.text,
                "received_at": _epoch_seconds(r.written_at),
            },
            ensure_ascii=False,
        )
        for r in records
    ]
    return gz("".join(f"{line}\n" for line in _mixed(lines, [record[0] for record in broken])).encode())


def _with_broken(rows: Sequence[Sequence[str]], source: str, month: str) -> list[Sequence[str]]:
    """Return `rows` with the broken records of that source and month among them."""
    return _mixed(rows, [record for record, _ in BROKEN.get((source, month), ())])


def _mixed(rows: Sequence[T], broken: Sequence[T]) -> list[T]:
    """Return `rows` with `broken` after the tenth, so that good records follow."""
    return [*rows[:10], *broken, *rows[10:]]


def _iso(review: Review) -> str:
    """Return the moment as its country writes it: with +09:00 in Japan, in UTC elsewhere."""
    if review.country == "JP":
        return f"{review.written_at:%Y-%m-%dT%H:%M:%S}+09:00"
    return f"{review.written_at - _JST:%Y-%m-%dT%H:%M:%S}Z"


def _epoch_seconds(at: datetime) -> int:
    """Return seconds since 1970 of a moment in the store's time."""
    return (at - _JST - _EPOCH) // timedelta(seconds=1)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]], line: str, encoding: str = "utf-8") -> bytes:
    """Return a CSV file; a character that `encoding` lacks raises UnicodeEncodeError."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=line)
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode(encoding)
