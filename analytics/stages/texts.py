"""Turn the reviews that stand into masked texts and mentions."""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from analytics.database import Database
from analytics.points import reached
from analytics.run import METHOD, Run
from analytics.text import MAX_TEXT_CHARS, Mention, Prepared, PreparedReview, ReviewText, mask, mention_id, prepare
from analytics.warehouse import open_warehouse

logger = logging.getLogger(__name__)

#: Hex digits of the hash that names a text: 128 bits, so that two texts never share one.
_HASH_DIGITS = 32


@dataclass(frozen=True)
class TextsRead:
    """How many mentions the reviews hold, and how many of them are excluded."""

    reviews: int
    mentions: int
    excluded: int


def read_texts(run: Run) -> TextsRead:
    """Normalise, mask, split and sort out the text of every review that stands and was not read before."""
    run.progress("texts", 0, 1)
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        rows = database.load("review_texts").to_pylist()
        reviews = list(_review_texts(rows, run))
        readings = [_reading(review, row["attributes"], run) for review, row in zip(reviews, rows, strict=True)]
        known = {
            row["review_id"]: _read_before(row)
            for row, reading in zip(rows, readings, strict=True)
            if row["reading"] == reading
        }
        prepared = prepare(reviews, run.settings.project.languages, known)
        attributes = [
            row["read_attributes"] if row["review_id"] in known else _masked_attributes(row["attributes"])
            for row in rows
        ]
        with database.transaction():
            mentions = _all_mentions(database, prepared)
            database.replace("analysis.review_text", _review_table(prepared, attributes, readings))
            database.replace("analysis.mention", mentions)
            reached("texts.written")
        cut = sum(review.truncated and review.review_id not in known for review in prepared.reviews)
        if cut:
            logger.warning("%d reviews are longer than %d characters: what is beyond is not read", cut, MAX_TEXT_CHARS)
        excluded = int(database.value("select count(*) from analysis.mention where excluded is not null"))
    reached("texts.saved")
    run.progress("texts", 1, 1)
    return TextsRead(len(prepared.reviews), mentions.num_rows, excluded)


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


def _reading(review: ReviewText, attributes: str | None, run: Run) -> str:
    """Return a hash of all that the reading of one review hangs on."""
    told = repr((METHOD, run.settings.project.languages, attributes, review))
    return hashlib.sha256(told.encode()).hexdigest()[:_HASH_DIGITS]


def _read_before(row: dict[str, Any]) -> PreparedReview:
    """Return a review as it was prepared before."""
    return PreparedReview(
        review_id=row["review_id"],
        language=row["read_language"],
        title=row["read_title"],
        text=row["read_text"],
        masked=row["masked"],
        truncated=row["truncated"],
        own=(row["own_start"], row["own_end"]),
    )


def _review_table(prepared: Prepared, attributes: list[str | None], readings: list[str]) -> pa.Table:
    """Return rows of analysis.review_text; what koe.toml keeps of other columns is masked as well."""
    reviews = prepared.reviews
    return pa.table(
        {
            "review_id": pa.array([review.review_id for review in reviews], pa.string()),
            "language": pa.array([review.language for review in reviews], pa.string()),
            "title": pa.array([review.title for review in reviews], pa.string()),
            "text": pa.array([review.text for review in reviews], pa.string()),
            "attributes": pa.array(attributes, pa.string()),
            "masked": pa.array([review.masked for review in reviews], pa.int32()),
            "truncated": pa.array([review.truncated for review in reviews], pa.bool_()),
            "reading": pa.array(readings, pa.string()),
            "own_start": pa.array([review.own[0] for review in reviews], pa.int32()),
            "own_end": pa.array([review.own[1] for review in reviews], pa.int32()),
        }
    )


def _masked_attributes(attributes: str | None) -> str | None:
    """Mask the values of a JSON object of texts."""
    if not attributes:
        return None
    values = {name: mask(value).text for name, value in json.loads(attributes).items()}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _all_mentions(database: Database, prepared: Prepared) -> pa.Table:
    """Return the mentions of all reviews, by review and position: those of unchanged ones as they are stored."""
    database.create_temporary("unchanged", pa.table({"review_id": pa.array(prepared.unchanged, pa.string())}))
    stored = database.table("from analysis.mention where review_id in (from unchanged)")
    made = _mention_table(prepared.mentions).select(stored.column_names)
    return pa.concat_tables([stored, made]).sort_by([("review_id", "ascending"), ("position", "ascending")])


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
