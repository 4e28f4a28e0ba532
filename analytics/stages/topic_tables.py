"""The rows of topics, quotes, placements, lineage and moves that the warehouse keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from analytics.arrays import Floats, Vectors
from analytics.cluster import NOISE
from analytics.identity import LineageEvent
from analytics.stages.distinct import Distinct
from analytics.stages.groups import Groups
from analytics.stages.naming import Named, Naming
from analytics.topic import ASSIGNED, DISSOLVED, ONE_OFF, TopicFit


@dataclass(frozen=True)
class TopicFacts:
    """What is known of a topic or theme beside its words; a topic born since the fit has no stability yet."""

    level: int
    parent_topic_id: str | None
    stability: float | None
    one_language: str | None = None


@dataclass(frozen=True)
class Placed:
    """Where m texts are placed: topic, placement, strength (m,), place on the map (m, 2), what each is a copy of."""

    text_hashes: Sequence[str]
    topic_ids: Sequence[str | None]
    placement: Sequence[str]
    strengths: Floats
    plane: Vectors
    copy_of: Sequence[str]


def facts_of_fit(fit: TopicFit, groups: Groups) -> list[TopicFacts]:
    """Return what a fit knows of its topics and of the themes that are published, in the order of the groups' ids."""
    topics = [
        TopicFacts(0, groups.parent(topic), float(fit.stability[topic]), fit.one_language[topic])
        for topic in range(fit.count)
    ]
    sizes = groups.sizes
    inside = {theme: fit.themes == theme for theme in groups.theme_ids}
    return topics + [
        TopicFacts(1, None, float(np.average(fit.stability[members], weights=sizes[members])))
        for members in inside.values()
    ]


def topic_rows(named: Sequence[Named], facts: Sequence[TopicFacts]) -> list[dict[str, Any]]:
    """Return rows of analysis.topic for active topics."""
    return [
        {
            "topic_id": words.topic_id,
            "label": words.label,
            "label_ja": words.labels.get("ja"),
            "label_en": words.labels.get("en"),
            "keywords": list(words.keywords),
            "parent_topic_id": of.parent_topic_id,
            "level": of.level,
            "status": "active",
            "stability": of.stability,
            "is_stable": None if of.stability is None else of.stability >= DISSOLVED,
            "one_language": of.one_language,
        }
        for words, of in zip(named, facts, strict=True)
    ]


def retired_rows(before: Iterable[Mapping[str, Any]], active: Iterable[str]) -> list[dict[str, Any]]:
    """Return rows of analysis.topic for those of earlier fits that are no more.

    A retired topic hangs under nothing: the theme it was in may be another one by now.
    """
    gone = {row["topic_id"]: row for row in before}
    for topic_id in active:
        gone.pop(topic_id, None)
    return [dict(row) | {"status": "retired", "parent_topic_id": None} for row in gone.values()]


def topic_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows of analysis.topic as a table."""
    text = ("topic_id", "label", "label_ja", "label_en", "parent_topic_id", "status", "one_language")
    schema = pa.schema(
        [
            *((name, pa.string()) for name in text),
            ("keywords", pa.list_(pa.string())),
            ("level", pa.int32()),
            ("stability", pa.float64()),
            ("is_stable", pa.bool_()),
        ]
    )
    return pa.Table.from_pylist(list(rows), schema=schema)


def quote_table(naming: Naming) -> pa.Table:
    """Return rows of analysis.topic_quote."""
    rows = [
        {"topic_id": words.topic_id, "rank": rank, "mention_id": mention_id}
        for words in naming.named
        for rank, mention_id in enumerate(words.quotes, start=1)
    ]
    schema = pa.schema([("topic_id", pa.string()), ("rank", pa.int32()), ("mention_id", pa.string())])
    return pa.Table.from_pylist(rows, schema=schema)


def placed_by_fit(distinct: Distinct, fit: TopicFit, groups: Groups, copy_of: Sequence[int]) -> Placed:
    """Return where a fit places all texts."""
    return Placed(
        distinct.text_hashes,
        [groups.topic_ids[topic] if topic != NOISE else None for topic in fit.labels.tolist()],
        fit.placement,
        fit.strength,
        fit.plane,
        [distinct.text_hashes[row] for row in copy_of],
    )


def placement_of(topic_ids: Sequence[str | None]) -> list[str]:
    """Return the placement of texts that were placed after the fit."""
    return [ONE_OFF if topic_id is None else ASSIGNED for topic_id in topic_ids]


def placement_table(placed: Placed, *, arrived: bool) -> pa.Table:
    """Return rows of analysis.placement."""
    strengths = zip(placed.topic_ids, placed.strengths.round(6).tolist(), strict=True)
    return pa.table(
        {
            "text_hash": pa.array(placed.text_hashes, pa.string()),
            "topic_id": pa.array(placed.topic_ids, pa.string()),
            "placement": pa.array(placed.placement, pa.string()),
            "strength": pa.array([None if topic is None else value for topic, value in strengths], pa.float64()),
            "x": placed.plane[:, 0].astype(np.float64).round(4),
            "y": placed.plane[:, 1].astype(np.float64).round(4),
            "copy_of": pa.array(placed.copy_of, pa.string()),
            "arrived": pa.array([arrived] * len(placed.text_hashes), pa.bool_()),
        }
    )


def lineage_table(run_id: str, events: Iterable[LineageEvent]) -> pa.Table:
    """Return rows of analysis.topic_lineage."""
    rows = [
        {
            "run_id": run_id,
            "topic_id": event.group_id,
            "event": event.event,
            "other_topic_id": event.other_id,
            "overlap": round(event.overlap, 6),
        }
        for event in events
    ]
    text = ("run_id", "topic_id", "event", "other_topic_id")
    schema = pa.schema([*((name, pa.string()) for name in text), ("overlap", pa.float64())])
    return pa.Table.from_pylist(rows, schema=schema)


def move_table(run_id: str, reason: str, moves: Iterable[tuple[str, str | None, str | None]]) -> pa.Table:
    """Return rows of analysis.move for texts that go from one topic to another, None for none."""
    rows = [
        {"run_id": run_id, "text_hash": text_hash, "from_topic_id": before, "to_topic_id": now, "reason": reason}
        for text_hash, before, now in moves
        if before != now
    ]
    names = ("run_id", "text_hash", "from_topic_id", "to_topic_id", "reason")
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))
