"""The distinct texts of the mentions that count, with their vectors, as the topic stage reads them."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Vectors
from analytics.database import Database


@dataclass(frozen=True)
class Distinct:
    """n distinct texts in a stable order: their language, first mention, how often they are said, vector (n, d)."""

    text_hashes: list[str]
    texts: list[str]
    languages: list[str]
    mention_ids: list[str]
    weights: Floats
    vectors: Vectors


def load_distinct(database: Database, model_revision: str) -> Distinct:
    """Load the distinct mentions with their vectors by one model."""
    table = database.load("distinct_mentions", [model_revision])
    vectors = np.zeros((0, 1), dtype=np.float32)
    if table.num_rows:
        flat = table["vector"].combine_chunks().flatten().to_numpy()
        vectors = flat.reshape(table.num_rows, -1).astype(np.float32)
    return Distinct(
        text_hashes=table["text_hash"].to_pylist(),
        texts=table["computed"].to_pylist(),
        languages=table["language"].to_pylist(),
        mention_ids=table["mention_id"].to_pylist(),
        weights=table["mentions"].to_numpy().astype(np.float64),
        vectors=vectors,
    )
