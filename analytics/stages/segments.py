"""Group customers by what they do, keep the groups' ids, and say which topics each speaks of more."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analytics.arrays import Integers
from analytics.behaviour import Features, fit_space
from analytics.cluster import NOISE
from analytics.database import Database
from analytics.identity import Group, Groups, LineageEvent, Traced, trace
from analytics.isolate import isolated
from analytics.points import reached
from analytics.run import Run
from analytics.segment import Contrast, SegmentModel, Segments, find_segments, topic_lift
from analytics.segment.find import is_enough
from analytics.segment.profile import Language, Profile, name_segments, profile
from analytics.segment.watch import Reason, reason_to_refit
from analytics.stages.fitted_segments import (
    FittedSegments,
    load_fitted_segments,
    reason_of_run,
    save_fitted_segments,
    stored_model,
)
from analytics.stages.metrics import save_metrics
from analytics.warehouse import Warehouse, open_warehouse

#: Digits after the point of what is published of a profile.
_DIGITS = 4

#: Languages that a segment is named in.
_LANGUAGES: tuple[Language, ...] = ("ja", "en")


@dataclass(frozen=True)
class SegmentsFound:
    """How many segments there are among how many customers who did anything; why a fit was made, if one was."""

    segments: int
    customers: int
    refit_reason: str | None


@dataclass(frozen=True)
class _Today:
    """What the stage starts from: what each customer did, the fit that stands, and all segments ever, by id.

    `members` are the customers of the active segments as they were last placed.
    """

    table: pd.DataFrame
    as_of: datetime
    fitted: FittedSegments | None
    segments: Mapping[str, Mapping[str, Any]]
    members: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class _Segmented:
    """Customers (n,) in the k segments of a fit, how stable those are (k,), and which keep their names.

    `events` is what happened to segments in a new fit; None where customers were placed by the one that stands.
    """

    fitted: FittedSegments
    features: Features
    labels: Integers
    stability: Sequence[float]
    same_names: frozenset[str]
    events: tuple[LineageEvent, ...] | None


def analyse_segments(run: Run) -> SegmentsFound:
    """Load what customers did; place them, or find segments anew; save all, with the lifts of topics."""
    run.progress("segments", 0, 2)
    with open_warehouse(run.home) as warehouse:
        today = _load(run, warehouse)
    segmented = _segmented(run, today)
    run.progress("segments", 1, 2)
    with open_warehouse(run.home) as warehouse, warehouse.database.transaction():
        _save(run, warehouse.database, today, segmented)
        _save_lifts(warehouse.database)
        reached("segments.written")
    reached("segments.saved")
    run.progress("segments", 2, 2)
    fitted, is_new = segmented.fitted, segmented.events is not None
    customers = len(segmented.features.customer_ids)
    return SegmentsFound(len(fitted.segment_ids), customers, fitted.stored.reason if is_new else None)


def _load(run: Run, warehouse: Warehouse) -> _Today:
    """Load what every customer with an event did, the fit, and the segments as they were last placed."""
    database = warehouse.database
    segments = {row["segment_id"]: row for row in database.rows("select * from analysis.segment order by segment_id")}
    members: dict[str, list[str]] = {key: [] for key, row in segments.items() if row["status"] == "active"}
    for row in database.rows("select customer_id, segment_id from analysis.customer_segment order by customer_id"):
        members[row["segment_id"]].append(row["customer_id"])
    # Without any record there is no time to look back from, and no customer it would matter to.
    as_of = warehouse.scope()["as_of"] or run.started_at
    return _Today(_load_table(database), as_of, load_fitted_segments(database), segments, members)


def _load_table(database: Database) -> pd.DataFrame:
    """Return the totals of every customer with an event, and how often they did what."""
    totals: pd.DataFrame = database.load("customer_activity").to_pandas()
    times = database.load("customer_events").to_pandas()
    if totals.empty:
        return totals
    names = times.pivot(index="customer_id", columns="event", values="times").fillna(0)
    # An event may be called like one of the totals; as a count of it, it keeps apart.
    names.columns = [f"event {name}" if name in totals.columns else name for name in names.columns]
    table: pd.DataFrame = totals.merge(names, how="left", left_on="customer_id", right_index=True)
    return table


def _segmented(run: Run, today: _Today) -> _Segmented:
    """Place the customers of today by the fit that stands, or, where there is a reason, find segments anew."""
    reason, fitted = reason_of_run(run, today.fitted), today.fitted
    if fitted is not None and reason is None:
        placed = _placed(today, fitted)
        reason = reason_to_refit(fitted.model, placed.labels, fitted.model.space.newly_carried(today.table))
        if reason is None:
            reached("segments.placed")
            return placed
    found = _fit(run, today, reason or "first")
    reached("segments.fitted")
    return found


def _placed(today: _Today, fitted: FittedSegments) -> _Segmented:
    """Place the customers of today; the segments are what they were."""
    features = fitted.model.space.features(today.table, today.as_of)
    stability = [today.segments[segment_id]["stability"] for segment_id in fitted.segment_ids]
    labels = fitted.model.place(features.scaled)
    return _Segmented(fitted, features, labels, stability, frozenset(fitted.segment_ids), None)


def _fit(run: Run, today: _Today, reason: Reason) -> _Segmented:
    """Find segments, in a process of its own where there is anything to look at, and match them with those before."""
    space = fit_space(today.table, today.as_of)
    features, seed = space.features(today.table, today.as_of), run.settings.topics.seed
    enough = is_enough(features.scaled)
    found = isolated(find_segments, features.scaled, seed) if enough else find_segments(features.scaled, seed)
    traced = _traced(features, found, today)
    unplaced = int(np.count_nonzero(found.labels == NOISE))
    points = features.scaled[found.rows]
    model = SegmentModel(space, points, found.row_labels, found.count, len(found.labels), unplaced)
    fitted = FittedSegments(
        stored_model(run, reason, model, _metrics(found)),
        model,
        traced.ids,
        tuple(features.customer_ids[row] for row in found.rows.tolist()),
    )
    same = frozenset(key for key, is_same in zip(traced.ids, traced.same_meaning, strict=True) if is_same)
    return _Segmented(fitted, features, found.labels, found.stability.tolist(), same, traced.events)


def _metrics(found: Segments) -> dict[str, float]:
    """Return what was measured of a fit, as far as there was anything to measure."""
    measured = {
        "segment_separation": found.separation,
        "segment_separation_by_chance": found.separation_by_chance,
    }
    return {name: value for name, value in measured.items() if np.isfinite(value)}


def _traced(features: Features, found: Segments, today: _Today) -> Traced:
    """Match segments with those before by the customers in them."""
    members = [
        [features.customer_ids[row] for row in np.flatnonzero(found.labels == number)] for number in range(found.count)
    ]
    before = {segment_id: Group(customers) for segment_id, customers in today.members.items()}
    return trace("s_", Groups(members), before, today.segments.keys())


def _save(run: Run, database: Database, today: _Today, segmented: _Segmented) -> None:
    """Save the segments with their profiles, who is in which, and, of a new fit, the fit and what it changed."""
    ids, labels, fitted = segmented.fitted.segment_ids, segmented.labels, segmented.fitted
    inside = [row for row, label in enumerate(labels.tolist()) if label != NOISE]
    members = {
        "customer_id": pa.array([segmented.features.customer_ids[row] for row in inside], pa.string()),
        "segment_id": pa.array([ids[labels[row]] for row in inside], pa.string()),
    }
    database.replace("analysis.segment", _segment_table(run, today, segmented))
    database.replace("analysis.customer_segment", pa.table(members))
    if segmented.events is not None:
        save_fitted_segments(database, fitted)
        database.append("analysis.segment_lineage", _lineage_table(run, segmented.events))
    # What stands is measured by its fit as long as it stands, in whichever run.
    save_metrics(database, fitted.stored.facts["metrics"])


def _segment_table(run: Run, today: _Today, segmented: _Segmented) -> pa.Table:
    """Return rows of analysis.segment: those that stand, and those of earlier runs that are no more."""
    ids = segmented.fitted.segment_ids
    profiles = [profile(segmented.features, segmented.labels == number) for number in range(len(ids))]
    names = {language: _names(today, segmented, profiles, language) for language in _LANGUAGES}
    first = names["ja" if run.settings.project.languages[0] == "ja" else "en"]
    rows: list[Mapping[str, object]] = [
        {
            "segment_id": segment_id,
            "label": first[number],
            "label_ja": names["ja"][number],
            "label_en": names["en"][number],
            "status": "active",
            "stability": round(segmented.stability[number], _DIGITS),
            "profile": _profile_text(profiles[number]),
        }
        for number, segment_id in enumerate(ids)
    ]
    rows += [{**row, "status": "retired"} for key, row in today.segments.items() if key not in ids]
    text = ("segment_id", "label", "label_ja", "label_en", "status", "profile")
    return pa.Table.from_pylist(
        rows, schema=pa.schema([*((name, pa.string()) for name in text), ("stability", pa.float64())])
    )


def _names(today: _Today, segmented: _Segmented, profiles: Sequence[Profile], language: Language) -> tuple[str, ...]:
    """Name the segments; those that mean what they did keep their names."""
    kept = {
        number: str(today.segments[segment_id][f"label_{language}"])
        for number, segment_id in enumerate(segmented.fitted.segment_ids)
        if segment_id in segmented.same_names
    }
    return name_segments(profiles, language, kept)


def _profile_text(told: Profile) -> str:
    """Return a profile as JSON, the features that tell the segment apart most first; null is what is not known."""
    return json.dumps({name: _plain(contrast) for name, contrast in told.items()}, ensure_ascii=False, allow_nan=False)


def _plain(contrast: Contrast) -> dict[str, float | None]:
    """Return the figures of a contrast, rounded."""
    return {key: round(value, _DIGITS) if np.isfinite(value) else None for key, value in asdict(contrast).items()}


def _lineage_table(run: Run, events: Sequence[LineageEvent]) -> pa.Table:
    """Return rows of analysis.segment_lineage."""
    columns = {
        "segment_id": [event.group_id for event in events],
        "event": [event.event for event in events],
        "other_segment_id": [event.other_id for event in events],
    }
    told = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    overlaps = pa.array([round(event.overlap, _DIGITS) for event in events], pa.float64())
    return pa.table({"run_id": pa.array([run.run_id] * len(events), pa.string()), **told, "overlap": overlaps})


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
