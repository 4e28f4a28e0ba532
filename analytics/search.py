"""Mentions nearest in meaning to a text, in any language."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow.parquet as pq

from analytics.arrays import Integers, Vectors
from analytics.database import statement
from analytics.encode import Encoder
from analytics.errors import ModelError
from analytics.release import Release


@dataclass(frozen=True)
class Hit:
    """A mention and how near it is: the cosine of its vector with the query's."""

    mention_id: str
    review_id: str
    score: float
    text: str
    language: str
    topic: str | None
    written_at: datetime


def search(release: Release, encoder: Encoder, query: str, k: int) -> list[Hit]:
    """Return the `k` mentions nearest to `query`, each text once.

    Raises ModelError if the release was made with another model: its vectors cannot be compared.
    """
    made_with = release.rows(statement("load/model_of_run"))[0]
    if made_with["model_revision"] != encoder.revision:
        raise ModelError(
            f"the release was made with model '{made_with['model']}' ({made_with['model_revision']}), not with "
            f"'{encoder.model}' ({encoder.revision}); `koe run` embeds everything anew"
        )
    table = pq.read_table(release.vectors_file())
    if not table.num_rows:
        return []
    flat = table["vector"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    vectors = flat.reshape(table.num_rows, -1).astype(np.float32)
    scores = vectors @ encoder.encode([query])[0]
    found: dict[str, Hit] = {}
    for row in nearest(scores):
        mention_id = table["mention_id"][int(row)].as_py()
        hit = Hit(
            score=round(float(scores[row]), 4),
            **release.rows(statement("load/found_mention"), [mention_id])[0],
        )
        found.setdefault(hit.text, hit)
        if len(found) == k:
            break
    return list(found.values())


def nearest(scores: Vectors) -> Integers:
    """Return the rows in order of falling score, ties by row."""
    return np.argsort(-scores, kind="stable")
