"""The segments that stand: found once, kept in the warehouse to place customers of later days."""

import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analytics.behaviour import FeatureSpace
from analytics.cluster import NOISE
from analytics.database import Database
from analytics.run import Run
from analytics.segment import SegmentModel
from analytics.segment.watch import Reason
from analytics.stages.models import StoredModel, load_model, save_model

#: Bumped whenever behaviour or segments would be found otherwise in the same events: a refit is due then.
METHOD = 1


@dataclass(frozen=True)
class FittedSegments:
    """A fit: the model that places customers in segments 0..k-1, the lasting ids of those, and whose its points are.

    The facts of `stored` hold what was measured of the fit as `metrics`.
    """

    stored: StoredModel
    model: SegmentModel
    segment_ids: tuple[str, ...]
    customer_ids: tuple[str, ...]


def fingerprint(run: Run) -> str:
    """Return what a fit hangs on beside the data: the seed, and the method."""
    return json.dumps({"seed": run.settings.topics.seed, "method": METHOD})


def reason_of_run(run: Run, fitted: FittedSegments | None) -> Reason | None:
    """Say why a run has to fit anew whatever the data are like, if it has to."""
    if fitted is None:
        return "first"
    if fitted.stored.fingerprint != fingerprint(run):
        return "settings"
    return "asked" if run.refit else None


def stored_model(run: Run, reason: Reason, model: SegmentModel, metrics: dict[str, float]) -> StoredModel:
    """Return what is kept of a fit beside its customers' points."""
    facts = {
        "space": model.space.facts(),
        "customers": model.customers,
        "unplaced": model.unplaced,
        "metrics": metrics,
    }
    return StoredModel("segments", run.run_id, reason, fingerprint(run), facts, model.space.arrays())


def load_fitted_segments(database: Database) -> FittedSegments | None:
    """Return the fit that stands; None before the first. Customers who were erased since are not among its points."""
    stored = load_model(database, "segments")
    if stored is None:
        return None
    facts = stored.facts
    space = FeatureSpace.from_stored(facts["space"], stored.arrays)
    segment_ids = tuple(facts["segment_ids"])
    number = {segment_id: place for place, segment_id in enumerate(segment_ids)}
    table = database.table("select * from analysis.fitted_customer order by customer_id")
    points = table["point"].combine_chunks().flatten().to_numpy().astype(np.float64)
    model = SegmentModel(
        space=space,
        points=points.reshape(table.num_rows, len(space.names)),
        labels=np.array([number[segment_id] for segment_id in table["segment_id"].to_pylist()], dtype=np.int64),
        count=len(segment_ids),
        customers=facts["customers"],
        unplaced=facts["unplaced"],
    )
    return FittedSegments(stored, model, segment_ids, tuple(table["customer_id"].to_pylist()))


def save_fitted_segments(database: Database, fitted: FittedSegments) -> None:
    """Put a fit in the place of the one before, within the caller's transaction."""
    stored, model = fitted.stored, fitted.model
    facts = {**stored.facts, "segment_ids": list(fitted.segment_ids)}
    save_model(
        database, StoredModel(stored.kind, stored.run_id, stored.reason, stored.fingerprint, facts, stored.arrays)
    )
    # Without features there are no points, but a list has to be of some length.
    listed = pa.FixedSizeListArray.from_arrays(
        pa.array(model.points.ravel(), pa.float64()), max(len(model.space.names), 1)
    )
    named = [fitted.segment_ids[label] for label in model.labels.tolist() if label != NOISE]
    rows = {
        "customer_id": pa.array(fitted.customer_ids, pa.string()),
        "segment_id": pa.array(named, pa.string()),
        "point": listed.cast(pa.list_(pa.float64())),
    }
    database.replace("analysis.fitted_customer", pa.table(rows))
