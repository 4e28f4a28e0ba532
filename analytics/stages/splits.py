"""Divide topics that people want apart, join them again where that was taken back, and keep them apart in a refit."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from analytics.arrays import Integers, Vectors
from analytics.cluster import NOISE
from analytics.curation import FIELDS, Decision, free_label
from analytics.database import Database, statement
from analytics.identity import lasting_ids
from analytics.points import reached
from analytics.run import Run
from analytics.stages.curation import standing_decisions, tell
from analytics.stages.distinct import load_vectors
from analytics.stages.fitted import load_fitted, save_arrays
from analytics.stages.naming import Named
from analytics.topic.neighbours import nearest_in
from analytics.topic.place import VOTERS, vote
from analytics.topic.space import unit
from analytics.topic.split import split_topic

#: Names topics anew: from the text hashes of each topic's members, by topic id, to a name for each, in that order.
NameParts: TypeAlias = Callable[[Mapping[str, Sequence[str]]], Sequence[Named]]

#: Why a text went from one topic to another.
_REASON = "curated"


@dataclass(frozen=True)
class SplitsApplied:
    """The topics that were divided and joined by this run, by the id that they kept."""

    divided: tuple[str, ...]
    joined: tuple[str, ...]


def apply_splits(run: Run, database: Database, name_parts: NameParts) -> SplitsApplied:
    """Divide the topics of splits that stand and were not applied yet; join the parts of those taken back.

    Call it within the transaction that saves topics, placements and the fit, after these and before
    `apply_curation`. The largest part keeps the topic's id. A topic too small to divide stays whole, and its
    decision without effect, until there is enough of it.
    """
    reached("curation.splitting")
    joined = [_join(run, database, name_parts, row) for row in database.rows(statement("load/splits_to_join"))]
    waiting = [row for row in standing_decisions(database) if row.action == "split" and "ids" not in row.detail]
    divided = [_divide(run, database, name_parts, decision) for decision in waiting]
    reached("curation.split")
    return SplitsApplied(tuple(filter(None, divided)), tuple(filter(None, joined)))


def standing_parts(database: Database, text_hashes: Sequence[str]) -> list[Integers]:
    """Return for each split that stands the part (n,) each of n texts is in, NOISE for none: for `keep_apart`.

    Call it before the placements of a refit are saved.
    """
    placed = {row["text_hash"]: row["topic_id"] for row in database.rows("from analysis.placement")}
    ids = [placed.get(text_hash) for text_hash in text_hashes]
    splits = [
        row.detail["ids"] for row in standing_decisions(database) if row.action == "split" and "ids" in row.detail
    ]
    return [
        np.array([parts.index(topic_id) if topic_id in parts else NOISE for topic_id in ids], dtype=np.int64)
        for parts in splits
    ]


def _divide(run: Run, database: Database, name_parts: NameParts, decision: Decision) -> str | None:
    """Divide one topic and write down what became of it; None where it cannot be divided, or is no more."""
    topic_id = decision.topic_id
    members = database.table(statement("load/topic_points"), [run.encoder.revision, topic_id])
    fitted = np.flatnonzero(members["point"].is_valid().to_numpy(zero_copy_only=False))
    if not _topics(database, [topic_id]) or not len(fitted):
        return None
    parts = split_topic(_rows(members, "point", fitted), decision.detail.get("parts"), run.settings.topics.seed)
    if not parts.any():
        return None
    labels = _with_rest(members, fitted, parts)
    hashes = np.array(members["text_hash"].to_pylist(), dtype=np.str_)
    groups = [hashes[labels == part].tolist() for part in range(labels.max() + 1)]
    ever = {row["topic_id"] for row in database.rows("select topic_id from analysis.topic")}
    new = lasting_ids("t_", groups[1:], {}, ever)
    for part_id, group in zip(new, groups[1:], strict=True):
        _add_part(database, topic_id, part_id)
        _move(run, database, group, topic_id, part_id)
        tell(run, database, [(part_id, "split", topic_id, round(len(group) / len(hashes), 6))])
    ids = [topic_id, *new]
    members = dict(zip(ids, groups, strict=True))
    _remember(run, database, members)
    _name(database, name_parts(members))
    _note(database, decision.decision_id, {**decision.detail, "ids": ids})
    return topic_id


def _with_rest(members: pa.Table, fitted: Integers, parts: Integers) -> Integers:
    """Return the part of every member: those that the fit did not look at go with their nearest in meaning."""
    labels = np.full(members.num_rows, NOISE, dtype=np.int64)
    labels[fitted] = parts
    rest = np.flatnonzero(labels == NOISE)
    if len(rest):
        known = _rows(members, "vector", fitted)
        found = nearest_in(known, _rows(members, "vector", rest), min(VOTERS, len(fitted)))
        won, _ = vote(found, parts)
        labels[rest] = np.where(won == NOISE, parts[found.rows[:, 0]], won)
    # A copy is where its text is.
    place = {text_hash: row for row, text_hash in enumerate(members["text_hash"].to_pylist())}
    own = np.array([place.get(text, row) for row, text in enumerate(members["copy_of"].to_pylist())], dtype=np.int64)
    return labels[own]


def _join(run: Run, database: Database, name_parts: NameParts, row: Mapping[str, Any]) -> str | None:
    """Join the parts of a split that was taken back into the one that kept the id; None where one is left at most."""
    detail = json.loads(row["detail"])
    parts = [str(topic["topic_id"]) for topic in _topics(database, detail["ids"])]
    _note(database, row["decision_id"], {**detail, "joined": True})
    if len(parts) < 2:
        return None
    kept, *others = parts
    for part_id in others:
        hashes = _members(database, part_id)
        _move(run, database, hashes, part_id, kept)
        tell(run, database, [(part_id, "merged", kept, 1.0)])
        database.run(
            "update analysis.topic set status = 'retired', parent_topic_id = null, is_stable = null where topic_id = ?",
            [part_id],
        )
        database.run("delete from analysis.topic_quote where topic_id = ?", [part_id])
    whole = {kept: _members(database, kept)}
    _remember(run, database, whole, gone=others)
    _name(database, name_parts(whole))
    return kept


def _topics(database: Database, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return those of the topics that are active, in the order of `ids`."""
    rows = database.rows(
        "select topic_id from analysis.topic where status = 'active' and level = 0 and topic_id in (select unnest(?))",
        [list(ids)],
    )
    return sorted(rows, key=lambda row: ids.index(row["topic_id"]))


def _members(database: Database, topic_id: str) -> list[str]:
    """Return the texts of a topic, in a stable order."""
    rows = database.rows("select text_hash from analysis.placement where topic_id = ? order by text_hash", [topic_id])
    return [row["text_hash"] for row in rows]


def _rows(members: pa.Table, column: str, rows: Integers) -> Vectors:
    """Return some rows of a column of vectors as an array."""
    chosen = members[column].take(pa.array(rows)).combine_chunks().flatten().to_numpy()
    vectors: Vectors = chosen.reshape(len(rows), -1).astype(np.float32)
    return vectors


def _add_part(database: Database, topic_id: str, part_id: str) -> None:
    """Add a topic like the one it was part of: under the same theme, as sure of itself as that was."""
    database.run(
        "insert into analysis.topic by name "
        "select * replace (?::varchar as topic_id) from analysis.topic where topic_id = ?",
        [part_id, topic_id],
    )


def _move(run: Run, database: Database, text_hashes: Sequence[str], from_id: str, to_id: str) -> None:
    """Put texts into another topic, in the placements and in the fit, and write the moves down."""
    moved = pa.table({"text_hash": pa.array(text_hashes, pa.string())})
    database.create_temporary("moved_text", moved)
    for table in ("analysis.placement", "analysis.fitted_text"):
        database.run(f"update {table} set topic_id = ? where text_hash in (select text_hash from moved_text)", [to_id])
    database.run(
        "insert into analysis.move (run_id, text_hash, from_topic_id, to_topic_id, reason) "
        "select ?, text_hash, ?, ?, ? from moved_text",
        [run.run_id, from_id, to_id, _REASON],
    )
    database.run("drop table moved_text")


def _remember(run: Run, database: Database, members: Mapping[str, Sequence[str]], gone: Collection[str] = ()) -> None:
    """Have the fit know the topics as they are now: their ids and the middles of their vectors."""
    fitted = load_fitted(database)
    if fitted is None:
        return
    # The fit's ids are those it has middles of, and behind them the parts that just got theirs.
    middles = dict(zip(fitted.topic_ids, fitted.middles, strict=False))
    for topic_id, text_hashes in members.items():
        vectors = load_vectors(database, run.encoder.revision, text_hashes)
        middles[topic_id] = unit(vectors.mean(axis=0, dtype=np.float64)[None, :])[0]
    known = {topic_id: middle for topic_id, middle in middles.items() if topic_id not in gone}
    save_arrays(database, replace(fitted, topic_ids=tuple(known), middles=np.array(list(known.values()))))


def _name(database: Database, named: Sequence[Named]) -> None:
    """Give topics their words, and a number behind a label that another topic has."""
    ids = [entry.topic_id for entry in named]
    others = database.rows(
        "select label, label_ja, label_en from analysis.topic "
        "where status = 'active' and topic_id not in (select unnest(?))",
        [ids],
    )
    for entry in named:
        wanted = {"label": entry.label, "label_ja": entry.labels.get("ja"), "label_en": entry.labels.get("en")}
        labels = {
            name: label and free_label(label, [other[name] for other in others if other[name]])
            for name, label in wanted.items()
        }
        others.append(labels)
        database.run(
            "update analysis.topic set label = ?, label_ja = ?, label_en = ?, keywords = ? where topic_id = ?",
            [*(labels[name] for name in FIELDS), list(entry.keywords), entry.topic_id],
        )
        database.run("delete from analysis.topic_quote where topic_id = ?", [entry.topic_id])
        for rank, mention_id in enumerate(entry.quotes, start=1):
            database.run("insert into analysis.topic_quote values (?, ?, ?)", [entry.topic_id, rank, mention_id])


def _note(database: Database, decision_id: int, detail: Mapping[str, Any]) -> None:
    """Keep with a decision what came of it."""
    database.run(
        "update curation.decision set detail = ? where decision_id = ?",
        [json.dumps(dict(detail), ensure_ascii=False), decision_id],
    )
