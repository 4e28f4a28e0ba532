"""What became of placements and topics between two points of a home."""

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_rand_score

from analytics.cluster import NOISE
from analytics.database import Database
from tests.benchmarks.topics_scores import alone


@dataclass(frozen=True)
class Snapshot:
    """What a warehouse says: topic of each placed text (None: one-off), text and exclusion of each mention, topics.

    `lineage` is what the run that made the fit and the newest run wrote, `copies` the text each is a copy of.
    """

    placed: Mapping[str, str | None]
    mentions: Mapping[str, tuple[str, str | None]]
    topics: Sequence[Mapping[str, Any]]
    lineage: Sequence[Mapping[str, Any]]
    copies: Mapping[str, str]
    model: Mapping[str, Any]

    @property
    def said(self) -> set[str]:
        """The texts that somebody says and that are not excluded."""
        return {text_hash for text_hash, excluded in self.mentions.values() if excluded is None}

    def active(self, level: int | None = 0) -> dict[str, str]:
        """Return the labels of the active topics, of one level or of all, by their ids."""
        return {
            row["topic_id"]: row["label"]
            for row in self.topics
            if row["status"] == "active" and level in (None, row["level"])
        }

    def standing(self) -> dict[str, str | None]:
        """Return the topic of each placed text that is still said."""
        said = self.said
        return {text_hash: topic for text_hash, topic in self.placed.items() if text_hash in said}

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(json.dumps(asdict(self), ensure_ascii=False).encode(), mtime=0))


def load_snapshot(path: Path) -> Snapshot:
    """Read one that was saved."""
    return Snapshot(**json.loads(gzip.decompress(path.read_bytes())))


def take_snapshot(database: Database) -> Snapshot:
    """Read the warehouse of a home."""
    placed = database.rows("select text_hash, topic_id, copy_of from analysis.placement")
    mentions = database.rows("select mention_id, text_hash, excluded from analysis.mention")
    model = database.rows("select run_id, reason from analysis.model where kind = 'topics'")
    return Snapshot(
        placed={row["text_hash"]: row["topic_id"] for row in placed},
        mentions={row["mention_id"]: (row["text_hash"], row["excluded"]) for row in mentions},
        topics=database.rows("select topic_id, label, level, status, parent_topic_id from analysis.topic"),
        lineage=database.rows("select * from analysis.topic_lineage"),
        copies={row["text_hash"]: row["copy_of"] for row in placed if row["copy_of"]},
        model=model[0],
    )


def kept_in_place(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """Count what a step without a refit did to the texts that were placed, and to the mentions that said them."""
    common = before.standing().keys() & after.standing().keys()
    old_ids = {row["topic_id"] for row in before.topics}
    inside = [text for text in common if before.placed[text] is not None]
    outside = [text for text in common if before.placed[text] is None]
    joined = [text for text in outside if after.placed[text] is not None]
    return {
        "inside": len(inside),
        "inside_stayed": sum(after.placed[text] == before.placed[text] for text in inside),
        "outside": len(outside),
        "outside_born": sum(after.placed[text] not in old_ids for text in joined),
        "outside_moved": sum(after.placed[text] in old_ids for text in joined),
        "copies_apart": _copies_apart(after),
        "unplaced": len(after.said - after.placed.keys()),
        **_gone(before, after),
    }


def _copies_apart(now: Snapshot) -> int:
    """Count the copies that are not in the topic of the text they are copies of."""
    return sum(now.placed[text] != now.placed.get(first, now.placed[text]) for text, first in now.copies.items())


def _gone(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """Say what became of placed mentions that are no longer placed: excluded and why, another text, or not there."""
    reasons: Counter[str] = Counter()
    back = 0
    for mention_id, (text_hash, excluded) in before.mentions.items():
        now = after.mentions.get(mention_id)
        if excluded is not None:
            back += now is not None and now[1] is None
        elif now is None:
            reasons["not there"] += 1
        elif now[1] is not None:
            reasons[now[1]] += 1
        elif now[0] != text_hash:
            reasons["another text"] += 1
    said = sum(excluded is None for _, excluded in before.mentions.values())
    return {"mentions": said, "mentions_gone": dict(reasons), "mentions_back": back}


def kept_topics(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Any]:
    """Count the topics, by id with their label, that are still there and those that have their label too."""
    same = [topic_id for topic_id in before if topic_id in after]
    return {
        "topics_before": len(before),
        "topics_after": len(after),
        "kept_id": len(same),
        "kept_label": sum(after[topic_id] == before[topic_id] for topic_id in same),
    }


def agreement(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Compare two assignments, None for one-offs, on the texts that both know."""
    common = sorted(before.keys() & after.keys())
    old, new = (_numbers([side[text] for text in common]) for side in (before, after))
    both = (old != NOISE) & (new != NOISE)
    return {
        "common": len(common),
        "in_both": int(both.sum()),
        "ari_in_both": float(adjusted_rand_score(old[both], new[both])),
        "ari_all": float(adjusted_rand_score(alone(old), alone(new))),
        "same_id": sum(before[text] == after[text] is not None for text in common) / max(int(both.sum()), 1),
    }


def through_refit(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """Say what a refit did: agreement, topics kept, events of level 0, and topics that no event accounts for."""
    events = [row for row in after.lineage if row["run_id"] == after.model["run_id"]]
    themes = {row["topic_id"] for row in (*before.topics, *after.topics) if row["level"] != 0}
    accounted = {row["topic_id"] for row in events}
    due = before.active(None).keys() | after.active(None).keys()
    return {
        **agreement(before.standing(), after.standing()),
        **kept_topics(before.active(), after.active()),
        "events": dict(Counter(row["event"] for row in events if row["topic_id"] not in themes)),
        "unaccounted": len(due - accounted),
        "accounted_twice": len(events) - len(accounted),
        "copies_apart": _copies_apart(after),
    }


def _numbers(names: Sequence[Any]) -> np.ndarray:
    """Return the names as numbers from 0, None as NOISE."""
    number = {name: place for place, name in enumerate(dict.fromkeys(name for name in names if name is not None))}
    return np.array([NOISE if name is None else number[name] for name in names], dtype=np.int64)
