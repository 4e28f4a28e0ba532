"""Give every distinct mention a vector; one that an earlier run made is used again."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from analytics.arrays import Vectors
from analytics.errors import GateError
from analytics.points import reached
from analytics.run import Run
from analytics.warehouse import open_warehouse

#: Texts whose vectors are written down together: what a killed run has to do again at most.
BATCH = 4096


@dataclass(frozen=True)
class Embedded:
    """How many texts were new and got a vector in this run."""

    texts: int


def embed(run: Run) -> Embedded:
    """Embed the texts that the cache does not know under this model's fingerprint."""
    with open_warehouse(run.home) as warehouse:
        texts = warehouse.database.load("unembedded", [run.encoder.revision])
        total = texts.num_rows
        run.progress("embed", 0, total)
        for start in range(0, total, BATCH):
            batch = texts.slice(start, BATCH)
            tell = partial(_tell, run, start, total)
            vectors = run.encoder.encode(batch["computed"].to_pylist(), tell)
            reached("embed.made")
            warehouse.database.append("analysis.vector", _vector_table(run, batch, vectors))
            reached("embed.saved")
    return Embedded(total)


def _tell(run: Run, before: int, total: int, done: int) -> None:
    """Say how many texts are done: those of the batches before, and `done` of this one."""
    run.progress("embed", before + done, total)


def _vector_table(run: Run, batch: pa.Table, vectors: Vectors) -> pa.Table:
    """Return rows of analysis.vector; raise GateError for vectors that are no numbers."""
    if not np.isfinite(vectors).all():
        raise GateError(f"model '{run.encoder.model}': it made vectors that are not numbers")
    return pa.table(
        {
            "model_revision": pa.array([run.encoder.revision] * len(vectors), pa.string()),
            "text_hash": batch["text_hash"],
            "vector": pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), vectors.shape[1]).cast(
                pa.list_(pa.float32())
            ),
        }
    )
