"""Turn the reviews that stand into masked texts and mentions."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from analytics.points import reached
from analytics.run import Run
from analytics.text import Mention, Prepared, ReviewText, mask, mention_id, prepare
from analytics.warehouse import open_warehouse

#: Hex digits of the hash that names a text: 128 bits, so that two texts never share one.
_HASH_DIGITS = 32


@dataclass(frozen=True)
class TextsRead:
    """How many mentions the reviews hold, and how many of them are excluded."""

    reviews: int
    mentions: int
    excluded: int


def read_texts(run: Run) -> TextsRead:
    """Normalise, mask, split and sort out the text of every review that stands."""
    run.progress("texts", 0, 1)
    with open_warehouse(run.home) as warehouse:
        rows = warehouse.database.load("review_texts").to_pylist()
        prepared = prepare(_review_texts(rows, run), run.settings.project.languages)
        with warehouse.database.transaction():
            warehouse.database.replace("analysis.review_text", _review_table(prepared, rows))
            warehouse.database.replace("analysis.mention", _mention_table(prepared.mentions))
            reached("texts.written")
    reached("texts.saved")
    run.progress("texts", 1, 1)
    excluded = sum(mention.excluded is not None for mention in prepared.mentions)
    return TextsRead(len(prepared.reviews), len(prepared.mentions), excluded)


def _review_texts(rows: Iterable[dict[str, Any]], run: Run) -> Iterable[ReviewText]:
    """Yield what the text room wants to know of each review."""
    language = {source.name: source.language for source in run.settings.source}
    for row in rows:
        yield ReviewText(
            review_id=row["review_id"],
            title=row["title"],
            text=row["text"] or "",
            declared_language=row["language"],
            source=row["source"],
            source_language=language.get(row["source"]),
        )


def _review_table(prepared: Prepared, rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows of analysis.review_text; what koe.toml keeps of other columns is masked as well."""
    return pa.table(
        {
            "review_id": pa.array([review.review_id for review in prepared.reviews], pa.string()),
            "language": pa.array([review.language for review in prepared.reviews], pa.string()),
            "title": pa.array([review.title for review in prepared.reviews], pa.string()),
            "text": pa.array([review.text for review in prepared.reviews], pa.string()),
            "attributes": pa.array([_masked_attributes(row["attributes"]) for row in rows], pa.string()),
            "masked": pa.array([sum(review.masked.values()) for review in prepared.reviews], pa.int32()),
        }
    )


def _masked_attributes(attributes: str | None) -> str | None:
    """Mask the values of a JSON object of texts."""
    if not attributes:
        return None
    values = {name: mask(value).text for name, value in json.loads(attributes).items()}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _mention_table(mentions: Iterable[Mention]) -> pa.Table:
    """Return rows of analysis.mention."""
    rows = [
        {
            "mention_id": mention_id(mention.review_id, mention.position, mention.text),
            "review_id": mention.review_id,
            "position": mention.position,
            "text": mention.text,
            "computed": mention.computed,
            "text_hash": hashlib.sha256(mention.computed.encode()).hexdigest()[:_HASH_DIGITS],
            "language": mention.language,
            "excluded": mention.excluded,
        }
        for mention in mentions
    ]
    names = ("mention_id", "review_id", "text", "computed", "text_hash", "language", "excluded")
    schema = pa.schema([*((name, pa.string()) for name in names), ("position", pa.int32())])
    return pa.Table.from_pylist(rows, schema=schema)
