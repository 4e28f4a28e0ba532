"""Group customers by what they do, keep the groups' ids, and say which topics each speaks of more."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from analytics.behaviour import Features, customer_features
from analytics.cluster import NOISE
from analytics.database import Database
from analytics.identity import lasting_ids
from analytics.isolate import isolated
from analytics.run import Run
from analytics.segment import Segments, find_segments, topic_lift
from analytics.stages.metrics import save_metrics
from analytics.stages.previous import previous_release
from analytics.warehouse import open_warehouse

#: Digits after the point of what is published of a profile.
_DIGITS = 4


@dataclass(frozen=True)
class SegmentsFound:
    """How many segments there are among how many customers who did anything."""

    segments: int
    customers: int


def analyse_segments(run: Run) -> SegmentsFound:
    """Load what customers did, find segments, save them and the lifts of topics."""
    run.progress("segments", 0, 2)
    with open_warehouse(run.home) as warehouse:
        # Without any record there is no time to look back from, and no customer it would matter to.
        as_of = warehouse.scope()["as_of"] or run.started_at
        features = _load(warehouse.database, as_of)
        published = {
            row["customer_id"]: row["published_id"]
            for row in warehouse.database.rows("select * from analysis.customer_alias")
        }
    segments = isolated(find_segments, features, run.settings.topics.seed)
    run.progress("segments", 1, 2)
    with open_warehouse(run.home) as warehouse, warehouse.database.transaction():
        _save(run, warehouse.database, features, segments, published)
        _save_lifts(warehouse.database)
    run.progress("segments", 2, 2)
    return SegmentsFound(segments.count, len(features.customer_ids))


def _load(database: Database, as_of: datetime) -> Features:
    """Return the features of every customer with an event: their totals, and how often they did what."""
    totals = database.load("customer_activity").to_pandas()
    times = database.load("customer_events").to_pandas()
    if totals.empty:
        return customer_features(totals, as_of)
    names = times.pivot(index="customer_id", columns="event", values="times").fillna(0)
    # An event may be called like one of the totals; as a count of it, it keeps apart.
    names.columns = [f"event {name}" if name in totals.columns else name for name in names.columns]
    table = totals.merge(names, how="left", left_on="customer_id", right_index=True)
    return customer_features(table, as_of)


def _save(run: Run, database: Database, features: Features, segments: Segments, published: Mapping[str, str]) -> None:
    """Save the segments with their ids and profiles, and who is in which."""
    before = previous_release(run.home)
    members = [
        [published[features.customer_ids[row]] for row in np.flatnonzero(segments.labels == number)]
        for number in range(segments.count)
    ]
    ids = lasting_ids("s_", members, before.segment_of_customer, before.segment_ids)
    retired = [row for row in before.segments if row["segment_id"] not in ids]
    database.replace("analysis.segment", _segment_table(run, ids, segments, retired))
    database.replace(
        "analysis.customer_segment",
        pa.table(
            {
                "customer_id": pa.array(
                    [features.customer_ids[row] for row in np.flatnonzero(segments.labels != NOISE)],
                    pa.string(),
                ),
                "segment_id": pa.array([ids[n] for n in segments.labels if n != NOISE], pa.string()),
            }
        ),
    )
    measured = {
        "segment_separation": segments.separation,
        "segment_separation_by_chance": segments.separation_by_chance,
    }
    save_metrics(database, {name: value for name, value in measured.items() if np.isfinite(value)})


def _segment_table(
    run: Run, ids: Sequence[str], segments: Segments, retired: Sequence[Mapping[str, object]]
) -> pa.Table:
    """Return rows of analysis.segment: this run's, and those of earlier runs that are no more."""
    first = segments.label_ja if run.settings.project.languages[0] == "ja" else segments.label_en
    rows: list[Mapping[str, object]] = [
        {
            "segment_id": segment_id,
            "label": first[number],
            "label_ja": segments.label_ja[number],
            "label_en": segments.label_en[number],
            "status": "active",
            "stability": round(float(segments.stability[number]), _DIGITS),
            "profile": _profile_text(segments, number),
        }
        for number, segment_id in enumerate(ids)
    ]
    rows += [{**row, "status": "retired"} for row in retired]
    names = ("segment_id", "label", "label_ja", "label_en", "status", "profile")
    return pa.Table.from_pylist(
        rows, schema=pa.schema([*((name, pa.string()) for name in names), ("stability", pa.float64())])
    )


def _profile_text(segments: Segments, number: int) -> str:
    """Return a profile as JSON, the features that tell the segment apart most first."""
    contrasts = sorted(segments.profiles[number].items(), key=lambda item: -abs(item[1].effect))
    plain = {
        name: {key: round(float(value), _DIGITS) for key, value in asdict(contrast).items()}
        for name, contrast in contrasts
    }
    return json.dumps(plain, ensure_ascii=False)


def _save_lifts(database: Database) -> None:
    """Compare what each segment writes about with what all other customers do."""
    counts = database.load("segment_topic_counts").to_pandas()
    segments, topics = counts["segment_id"].nunique(), counts["topic_id"].nunique()
    if not len(counts):
        database.run("delete from analysis.segment_topic")
        return
    shape = (segments, topics)
    lift = topic_lift(
        counts["with_topic"].to_numpy(np.int64).reshape(shape),
        counts["reviews"].to_numpy(np.int64).reshape(shape)[:, 0],
        counts["all_with_topic"].to_numpy(np.int64).reshape(shape)[0],
        int(counts["all_reviews"].iloc[0]),
    )
    columns = {name: getattr(lift, name).ravel() for name in ("rate", "lift", "ci_low", "ci_high", "q_value")}
    told = np.isfinite(columns["rate"])
    rows = {"segment_id": counts["segment_id"][told].tolist(), "topic_id": counts["topic_id"][told].tolist()}
    rows |= {
        name: pa.array(values[told], pa.float64(), mask=~np.isfinite(values[told])) for name, values in columns.items()
    }
    database.replace("analysis.segment_topic", pa.table(rows))
