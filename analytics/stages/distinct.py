"""The distinct texts of the mentions that count, and their vectors, as the topic stage reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analytics.arrays import Floats, Integers, Vectors
from analytics.database import Database


@dataclass(frozen=True)
class Distinct:
    """n distinct texts in a stable order: their language, first mention, and how often they are said (n,)."""

    text_hashes: list[str]
    texts: list[str]
    languages: list[str]
    mention_ids: list[str]
    weights: Floats

    def __len__(self) -> int:
        """Return n."""
        return len(self.text_hashes)

    def at(self, rows: Integers) -> "Distinct":
        """Return some of them."""
        chosen = rows.tolist()
        return Distinct(
            text_hashes=[self.text_hashes[row] for row in chosen],
            texts=[self.texts[row] for row in chosen],
            languages=[self.languages[row] for row in chosen],
            mention_ids=[self.mention_ids[row] for row in chosen],
            weights=self.weights[rows],
        )


def load_distinct(database: Database) -> Distinct:
    """Load the distinct texts."""
    table = database.load("distinct_mentions")
    return Distinct(
        text_hashes=table["text_hash"].to_pylist(),
        texts=table["computed"].to_pylist(),
        languages=table["language"].to_pylist(),
        mention_ids=table["mention_id"].to_pylist(),
        weights=table["mentions"].to_numpy().astype(np.float64),
    )


def load_vectors(database: Database, model_revision: str, text_hashes: Sequence[str]) -> Vectors:
    """Load the vectors (n, d) of n distinct texts by one model, in their order."""
    if not len(text_hashes):
        return np.zeros((0, 1), dtype=np.float32)
    asked = pa.table({"text_hash": pa.array(text_hashes, pa.string()), "place": np.arange(len(text_hashes))})
    database.create_temporary("asked_text", asked)
    table = database.load("vectors_asked", [model_revision])
    database.run("drop table asked_text")
    if table.num_rows != len(text_hashes):
        raise ValueError(f"{len(text_hashes) - table.num_rows} of {len(text_hashes)} texts have no vector")
    flat = table["vector"].combine_chunks().flatten().to_numpy()
    vectors: Vectors = flat.reshape(len(text_hashes), -1).astype(np.float32)
    return vectors
