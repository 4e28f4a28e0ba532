"""What the warehouse says of topics before a run: where each text is placed, and every topic there ever was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.arrays import Flags, Floats, Integers, Vectors
from analytics.cluster import NOISE
from analytics.database import Database
from analytics.stages.fitted import FittedTopics
from analytics.stages.splits import standing_parts


@dataclass(frozen=True)
class Placements:
    """Where each of n distinct texts is placed, None and NaN for those that no run has placed yet.

    `strengths` (n,) are 0 for one-offs; `arrived` (n,) says which were placed after the fit.
    """

    known: Flags
    topic_ids: Sequence[str | None]
    strengths: Floats
    plane: Vectors
    arrived: Flags
    copy_of: Sequence[str | None]

    @property
    def one_off(self) -> Flags:
        """Which are placed in no topic."""
        without: Flags = np.array([topic_id is None for topic_id in self.topic_ids], dtype=np.bool_)
        return self.known & without

    def labels(self, topic_ids: Sequence[str]) -> Integers:
        """Return the place of each text's topic in `topic_ids`, NOISE for what is in none of them."""
        place: dict[str | None, int] = {topic_id: number for number, topic_id in enumerate(topic_ids)}
        return np.array([place.get(topic_id, NOISE) for topic_id in self.topic_ids], dtype=np.int64)


@dataclass(frozen=True)
class Stood:
    """What stood before: the fit, where it placed the texts, and every topic and theme there ever was."""

    fitted: FittedTopics | None
    placements: Placements
    topics: Sequence[Mapping[str, Any]]
    #: Topics that people divided: of each the part (n,) that texts are in.
    apart: Sequence[Integers] = ()

    @property
    def topic_ids(self) -> set[str]:
        """Every id ever given."""
        return {row["topic_id"] for row in self.topics}

    def active(self, level: int) -> list[str]:
        """Return the ids of the active topics of one level."""
        return [row["topic_id"] for row in self.topics if row["status"] == "active" and row["level"] == level]

    def parents(self) -> dict[str, str]:
        """Return the theme of each topic that is in one."""
        return {row["topic_id"]: row["parent_topic_id"] for row in self.topics if row["parent_topic_id"]}


def load_placements(database: Database, text_hashes: Sequence[str]) -> Placements:
    """Return where the texts are placed."""
    rows = {row["text_hash"]: row for row in database.rows("select * from analysis.placement")}
    found = [rows.get(text_hash) for text_hash in text_hashes]
    return Placements(
        known=np.array([row is not None for row in found], dtype=np.bool_),
        topic_ids=[row["topic_id"] if row else None for row in found],
        strengths=np.array([(row["strength"] or 0.0) if row else 0.0 for row in found]),
        plane=np.array([(row["x"], row["y"]) if row else (np.nan, np.nan) for row in found], dtype=np.float32).reshape(
            -1, 2
        ),
        arrived=np.array([bool(row["arrived"]) if row else False for row in found], dtype=np.bool_),
        copy_of=[row["copy_of"] if row else None for row in found],
    )


def load_stood(database: Database, fitted: FittedTopics | None, text_hashes: Sequence[str]) -> Stood:
    """Return what stands of the texts, and every topic and theme that there ever was."""
    topics = database.rows("select * from analysis.topic order by topic_id")
    apart = standing_parts(database, text_hashes)
    return Stood(fitted, load_placements(database, text_hashes), topics, apart)
