"""The fit that stands: topics and sentiment as learned once, kept in the warehouse to place what comes later."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from analytics.arrays import Integers, Vectors
from analytics.cluster import NOISE
from analytics.database import Database
from analytics.run import Run
from analytics.sentiment import Landmarks, SentimentModel
from analytics.stages.models import StoredModel, load_model, save_model
from analytics.topic import TopicModel
from analytics.topic.watch import Reason

#: Bumped whenever the topic and sentiment rooms would find something else in the same texts: a refit is due then.
METHOD = 1


@dataclass(frozen=True)
class FittedTopics:
    """A fit: the model that places opinions in topics 0..k-1, and the lasting ids of those.

    For its n fitted texts their hash and place on the map (n, 2); for each topic the unit middle of its vectors (k, d).
    `resolution` is the scale it chose, None without topics.
    """

    stored: StoredModel
    model: TopicModel
    sentiment: SentimentModel
    topic_ids: tuple[str, ...]
    text_hashes: tuple[str, ...]
    plane: Vectors
    middles: Vectors
    resolution: float | None

    @property
    def model_revision(self) -> str:
        """Which embedding model the vectors were of."""
        return str(self.stored.facts["model_revision"])

    @property
    def refused(self) -> int:
        """How many texts had come since when a fit was made that was worse and did not take this one's place."""
        return int(self.stored.facts.get("refused", 0))


def fingerprint(run: Run) -> str:
    """Return what a fit hangs on beside the data: the topics' settings, and the method."""
    asked = run.settings.topics
    return json.dumps({"detail": asked.detail, "left_out": asked.left_out, "seed": asked.seed, "method": METHOD})


def reason_of_run(run: Run, fitted: FittedTopics | None) -> Reason | None:
    """Say why a run has to fit anew whatever the data are like, if it has to."""
    if fitted is None:
        return "first"
    if fitted.model_revision != run.encoder.revision:
        return "model"
    if fitted.stored.fingerprint != fingerprint(run):
        return "settings"
    return "asked" if run.refit else None


def load_fitted(database: Database) -> FittedTopics | None:
    """Return the fit that stands; None before the first."""
    topics, sentiment = load_model(database, "topics"), load_model(database, "sentiment")
    if topics is None or sentiment is None:
        return None
    arrays = topics.arrays
    table = database.table("select * from analysis.fitted_text order by text_hash")
    ids = list(dict.fromkeys([*arrays["topic_ids"].tolist(), *sorted(set(_ids(table)))]))
    number = {topic_id: place for place, topic_id in enumerate(ids)}
    width = arrays["matrix"].shape[1] + 1
    points = _rows(table, "point", width)
    labels = np.array([number.get(topic_id, NOISE) for topic_id in table["topic_id"].to_pylist()], dtype=np.int64)
    model = TopicModel.from_arrays({**arrays, "points": points, "labels": labels})
    plane = np.column_stack([table["x"].to_numpy(), table["y"].to_numpy()]).astype(np.float32)
    known = database.table("select * from analysis.landmark order by text_hash")
    landmarks = Landmarks(
        vectors=_rows(known, "vector", len(arrays["mean"])),
        weights=known["weight"].to_numpy().astype(np.float64),
    )
    resolution = float(arrays["resolution"])
    return FittedTopics(
        topics, model, SentimentModel.from_arrays(sentiment.arrays, landmarks), tuple(ids),
        tuple(table["text_hash"].to_pylist()), plane.reshape(-1, 2), arrays["middles"],
        None if np.isnan(resolution) else resolution,
    )  # fmt: skip


def save_fitted(database: Database, fitted: FittedTopics, landmarks: pa.Table) -> None:
    """Put a fit in the place of the one before, within the caller's transaction."""
    stored, model = fitted.stored, fitted.model
    save_arrays(database, fitted)
    save_model(
        database,
        StoredModel("sentiment", stored.run_id, stored.reason, stored.fingerprint, {}, fitted.sentiment.arrays()),
    )
    database.replace("analysis.landmark", landmarks)
    topic_ids = _named(model.labels, fitted.topic_ids)
    database.replace("analysis.fitted_text", fitted_rows(fitted.text_hashes, topic_ids, model.points, fitted.plane))


def save_arrays(database: Database, fitted: FittedTopics) -> None:
    """Keep what a fit is beside its texts."""
    arrays = fitted.model.arrays()
    del arrays["points"], arrays["labels"]
    arrays |= {
        "topic_ids": np.array(fitted.topic_ids, dtype=np.str_),
        "middles": fitted.middles,
        "resolution": np.array(np.nan if fitted.resolution is None else fitted.resolution),
    }
    save_model(database, replace(fitted.stored, arrays=arrays))


def note_refusal(database: Database, fitted: FittedTopics, arrived: int) -> None:
    """Remember that a fit made when so many texts had arrived was worse than the one that stands."""
    facts = json.dumps({**fitted.stored.facts, "refused": arrived}, sort_keys=True)
    database.run("update analysis.model set facts = ? where kind = 'topics'", [facts])


def fitted_rows(
    text_hashes: Sequence[str], topic_ids: Sequence[str | None], points: Vectors, plane: Vectors
) -> pa.Table:
    """Return rows of analysis.fitted_text."""
    width = points.shape[1]
    listed = pa.FixedSizeListArray.from_arrays(pa.array(points.astype(np.float32).ravel()), max(width, 1))
    return pa.table(
        {
            "text_hash": pa.array(text_hashes, pa.string()),
            "topic_id": pa.array(topic_ids, pa.string()),
            "point": listed.cast(pa.list_(pa.float32())),
            "x": pa.array(plane[:, 0].astype(np.float32)),
            "y": pa.array(plane[:, 1].astype(np.float32)),
        }
    )


def _named(labels: Integers, topic_ids: Sequence[str]) -> list[str | None]:
    """Return the topic id of each label, None for NOISE."""
    return [None if label == NOISE else topic_ids[label] for label in labels.tolist()]


def _ids(table: pa.Table) -> list[str]:
    """Return the topic ids of fitted texts."""
    return [topic_id for topic_id in table["topic_id"].to_pylist() if topic_id is not None]


def _rows(table: pa.Table, column: str, width: int) -> Vectors:
    """Return a column of lists, all `width` long, as an array (n, width)."""
    if not table.num_rows:
        return np.zeros((0, width), dtype=np.float32)
    flat = table[column].combine_chunks().flatten().to_numpy()
    rows: Vectors = flat.reshape(table.num_rows, width).astype(np.float32)
    return rows
