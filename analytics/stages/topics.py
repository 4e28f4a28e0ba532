"""Find topics among the mentions, name them, keep their ids, and give every mention a sentiment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analytics.arrays import Floats, Vectors
from analytics.cluster import NOISE
from analytics.database import Database
from analytics.identity import lasting_ids
from analytics.isolate import isolated
from analytics.label import TopicWords, choose_quotes, name_topics, topic_words
from analytics.run import Run
from analytics.sentiment import (
    ANCHORS,
    LEAST_RATED,
    Sentiments,
    sentiments_by_anchors,
    sentiments_by_ratings,
)
from analytics.stages.metrics import save_metrics
from analytics.stages.previous import previous_release
from analytics.tokens import content_words
from analytics.topic import ONE_OFF, TopicFit, find_topics
from analytics.warehouse import open_warehouse


@dataclass(frozen=True)
class TopicsFound:
    """How many topics there are, and which part of the mentions they cover."""

    topics: int
    coverage: float | None


@dataclass(frozen=True)
class _Distinct:
    """The distinct texts of the mentions that count, in a stable order (n)."""

    text_hashes: list[str]
    texts: list[str]
    languages: list[str]
    mention_ids: list[str]
    weights: Floats
    vectors: Vectors


def analyse_topics(run: Run) -> TopicsFound:
    """Load the distinct mentions and their vectors, find topics and sentiments, save both."""
    run.progress("topics", 0, 3)
    with open_warehouse(run.home) as warehouse:
        distinct = _load(warehouse.database, run)
        rated = warehouse.database.load("rated_texts")
    topics = run.settings.topics
    fit = isolated(find_topics, distinct.vectors, detail=topics.detail, seed=topics.seed)
    run.progress("topics", 1, 3)
    sentiments = _sentiments(run, distinct, rated)
    run.progress("topics", 2, 3)
    with open_warehouse(run.home) as warehouse, warehouse.database.transaction():
        _save(run, warehouse.database, distinct, fit)
        _save_sentiments(warehouse.database, distinct, sentiments)
        warehouse.derive_analysed()
        found = TopicsFound(fit.count, _coverage(warehouse.database))
        save_metrics(warehouse.database, _metrics(found, sentiments))
    run.progress("topics", 3, 3)
    return found


def _load(database: Database, run: Run) -> _Distinct:
    """Load the distinct mentions."""
    table = database.load("distinct_mentions", [run.encoder.revision])
    vectors = np.zeros((0, 1), dtype=np.float32)
    if table.num_rows:
        flat = table["vector"].combine_chunks().flatten().to_numpy()
        vectors = flat.reshape(table.num_rows, -1).astype(np.float32)
    return _Distinct(
        text_hashes=table["text_hash"].to_pylist(),
        texts=table["computed"].to_pylist(),
        languages=table["language"].to_pylist(),
        mention_ids=table["mention_id"].to_pylist(),
        weights=table["mentions"].to_numpy().astype(np.float64),
        vectors=vectors,
    )


def _sentiments(run: Run, distinct: _Distinct, rated: pa.Table) -> Sentiments:
    """Learn sentiment from the ratings where there are enough of them, else compare with anchor phrases."""
    if not distinct.text_hashes:
        return Sentiments(np.zeros(0), "anchors", None)
    if rated.num_rows >= LEAST_RATED:
        place = {text_hash: row for row, text_hash in enumerate(distinct.text_hashes)}
        rows = [place[text_hash] for text_hash in rated["text_hash"].to_pylist()]
        return sentiments_by_ratings(
            distinct.vectors, distinct.vectors[rows], rated["rating_share"].to_numpy().astype(np.float64)
        )
    positive, negative = (run.encoder.encode(ANCHORS[side]) for side in ("positive", "negative"))
    return sentiments_by_anchors(distinct.vectors, positive, negative)


def _save(run: Run, database: Database, distinct: _Distinct, fit: TopicFit) -> None:
    """Save the topics with their ids, names and quotes, and where each distinct mention was placed."""
    before = previous_release(run.home)
    members = [np.flatnonzero(fit.labels == topic) for topic in range(fit.count)]
    ids = lasting_ids(
        "t_",
        [[distinct.mention_ids[row] for row in rows] for rows in members],
        before.topic_of_mention,
        before.topic_ids,
    )
    words = topic_words(content_words(distinct.texts, distinct.languages), distinct.languages, fit.labels)
    retired = [row for row in before.topics if row["topic_id"] not in ids]
    database.replace("analysis.topic", _topic_table(run, ids, words, retired))
    database.replace("analysis.topic_quote", _quote_table(ids, members, distinct, fit))
    database.replace(
        "analysis.placement",
        pa.table(
            {
                "text_hash": distinct.text_hashes,
                "topic_id": pa.array([ids[t] if t != NOISE else None for t in fit.labels], pa.string()),
                "placement": pa.array(fit.placement, pa.string()),
                "strength": pa.array(
                    [None if p == ONE_OFF else s for p, s in zip(fit.placement, fit.strength.round(6), strict=True)],
                    pa.float64(),
                ),
                "x": fit.plane[:, 0].astype(np.float64).round(4),
                "y": fit.plane[:, 1].astype(np.float64).round(4),
            }
        ),
    )


def _topic_table(
    run: Run, ids: Sequence[str], words: Sequence[TopicWords], retired: Sequence[dict[str, object]]
) -> pa.Table:
    """Return rows of analysis.topic: this run's topics, and those of earlier runs that are no more."""
    japanese, english = (name_topics(words, language) for language in ("ja", "en"))
    first, second = (japanese, english) if run.settings.project.languages[0] == "ja" else (english, japanese)
    rows: list[dict[str, object]] = [
        {
            "topic_id": topic_id,
            # A topic whose mentions hold no content word at all has nothing but its id to be called by.
            "label": first[number] or second[number] or topic_id,
            "label_ja": japanese[number],
            "label_en": english[number],
            "keywords": list(words[number].keywords),
            "parent_topic_id": None,
            "level": 0,
            "status": "active",
            "stability": None,
        }
        for number, topic_id in enumerate(ids)
    ]
    rows += [{**row, "status": "retired"} for row in retired]
    text = ("topic_id", "label", "label_ja", "label_en", "parent_topic_id", "status")
    schema = pa.schema(
        [
            *((name, pa.string()) for name in text),
            ("keywords", pa.list_(pa.string())),
            ("level", pa.int32()),
            ("stability", pa.float64()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _quote_table(ids: Sequence[str], members: Sequence[np.ndarray], distinct: _Distinct, fit: TopicFit) -> pa.Table:
    """Return rows of analysis.topic_quote."""
    rows = []
    for number, topic_id in enumerate(ids):
        at = members[number]
        chosen = choose_quotes(
            [distinct.texts[row] for row in at],
            distinct.vectors[at],
            fit.centroids[number],
            distinct.weights[at],
        )
        rows += [
            {"topic_id": topic_id, "rank": rank, "mention_id": distinct.mention_ids[at[row]]}
            for rank, row in enumerate(chosen, start=1)
        ]
    schema = pa.schema([("topic_id", pa.string()), ("rank", pa.int32()), ("mention_id", pa.string())])
    return pa.Table.from_pylist(rows, schema=schema)


def _save_sentiments(database: Database, distinct: _Distinct, sentiments: Sentiments) -> None:
    """Save one sentiment a distinct mention."""
    database.replace(
        "analysis.sentiment",
        pa.table({"text_hash": distinct.text_hashes, "sentiment": sentiments.values.round(6)}),
    )


def _coverage(database: Database) -> float | None:
    """Return (core + assigned) / (core + assigned + one_off) over mentions."""
    value = database.value(
        "select count(*) filter (where placement in ('core', 'assigned')) / nullif(count(*), 0) "
        "from staging.mention where counts"
    )
    return None if value is None else float(value)


def _metrics(found: TopicsFound, sentiments: Sentiments) -> dict[str, float]:
    """Return what is known of how good the topics and sentiments are."""
    measured = {
        "topics": float(found.topics),
        "topic_coverage": found.coverage,
        "sentiment_held_out_spearman": sentiments.held_out_spearman,
    }
    return {name: value for name, value in measured.items() if value is not None}
