"""Fitted models in the warehouse: plain arrays, what they hang on, and why they were fitted. No pickle."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from analytics.database import Database

ModelKind = Literal["topics", "sentiment", "segments"]


@dataclass(frozen=True)
class StoredModel:
    """A fit: the run that made it and why, what it hangs on beside the data, what was measured, and its arrays."""

    kind: ModelKind
    run_id: str
    reason: str
    fingerprint: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)


def load_model(database: Database, kind: ModelKind) -> StoredModel | None:
    """Return the fit of one kind; None before the first."""
    found = database.rows("select * from analysis.model where kind = ?", [kind])
    if not found:
        return None
    row = found[0]
    arrays = {
        array["name"]: np.frombuffer(array["bytes"], dtype=np.dtype(array["type"])).reshape(array["shape"])
        for array in database.rows("select * from analysis.model_array where kind = ? order by name", [kind])
    }
    return StoredModel(kind, row["run_id"], row["reason"], row["fingerprint"], json.loads(row["facts"]), arrays)


def save_model(database: Database, model: StoredModel) -> None:
    """Put a fit in the place of the one before of its kind, within the caller's transaction."""
    database.run("delete from analysis.model where kind = ?", [model.kind])
    database.run("delete from analysis.model_array where kind = ?", [model.kind])
    facts = json.dumps(dict(model.facts), sort_keys=True)
    database.run(
        "insert into analysis.model (kind, run_id, reason, fingerprint, facts) values (?, ?, ?, ?, ?)",
        [model.kind, model.run_id, model.reason, model.fingerprint, facts],
    )
    for name, array in sorted(model.arrays.items()):
        if array.dtype.hasobject:
            raise ValueError(f"{model.kind}.{name}: an array of objects cannot be kept without pickle")
        database.run(
            "insert into analysis.model_array (kind, name, type, shape, bytes) values (?, ?, ?, ?, ?)",
            [model.kind, name, array.dtype.str, list(array.shape), array.tobytes()],
        )
