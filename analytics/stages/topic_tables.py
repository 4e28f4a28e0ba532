"""The tables of topics and themes that the warehouse keeps."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from analytics.cluster import NOISE
from analytics.stages.distinct import Distinct
from analytics.stages.groups import Groups
from analytics.stages.naming import Named, Naming
from analytics.topic import DISSOLVED, ONE_OFF, MentionTopics, TopicFit


def topic_table(fit: TopicFit, groups: Groups, naming: Naming, before: Iterable[dict[str, Any]]) -> pa.Table:
    """Return rows of analysis.topic: this run's topics and themes, and those of earlier runs that are no more."""
    kept = {"parent_topic_id": None, "level": 0}
    facts: list[dict[str, Any]] = [
        kept | {
            "parent_topic_id": groups.parent(fit, topic),
            "stability": float(fit.stability[topic]),
            "one_language": fit.one_language[topic],
        }
        for topic in range(fit.count)
    ]  # fmt: skip
    facts += [kept | {"level": 1, "stability": groups.theme_stability(fit, theme)} for theme in groups.theme_ids]
    rows = [_topic_row(words, fact) for words, fact in zip(naming.named, facts, strict=True)]
    active = {row["topic_id"] for row in rows}
    # A retired topic hangs under nothing: the theme it was in may be another one by now.
    rows += [row | {"status": "retired", "parent_topic_id": None} for row in before if row["topic_id"] not in active]
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
    return pa.Table.from_pylist(rows, schema=schema)


def quote_table(naming: Naming) -> pa.Table:
    """Return rows of analysis.topic_quote."""
    rows = [
        {"topic_id": words.topic_id, "rank": rank, "mention_id": mention_id}
        for words in naming.named
        for rank, mention_id in enumerate(words.quotes, start=1)
    ]
    schema = pa.schema([("topic_id", pa.string()), ("rank", pa.int32()), ("mention_id", pa.string())])
    return pa.Table.from_pylist(rows, schema=schema)


def placement_table(distinct: Distinct, found: MentionTopics, groups: Groups) -> pa.Table:
    """Return rows of analysis.placement: where each distinct mention was placed, and which text it is a copy of."""
    fit = found.fit
    return pa.table(
        {
            "text_hash": distinct.text_hashes,
            "topic_id": pa.array([groups.topic_ids[t] if t != NOISE else None for t in fit.labels], pa.string()),
            "placement": pa.array(fit.placement, pa.string()),
            "strength": pa.array(
                [None if p == ONE_OFF else s for p, s in zip(fit.placement, fit.strength.round(6), strict=True)],
                pa.float64(),
            ),
            "x": fit.plane[:, 0].astype(np.float64).round(4),
            "y": fit.plane[:, 1].astype(np.float64).round(4),
            "copy_of": pa.array([distinct.text_hashes[row] for row in found.copy_of], pa.string()),
        }
    )


def _topic_row(words: Named, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return one row of analysis.topic."""
    return {
        "topic_id": words.topic_id,
        "label": words.label,
        "label_ja": words.labels.get("ja"),
        "label_en": words.labels.get("en"),
        "keywords": list(words.keywords),
        "status": "active",
        "is_stable": facts["stability"] >= DISSOLVED,
        **facts,
    }
