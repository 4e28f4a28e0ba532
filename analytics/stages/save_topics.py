"""Write down what the topic stage made of a run: a new fit, or what came to the fit that stands."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from analytics.database import Database, statement
from analytics.identity import LineageEvent
from analytics.run import Run
from analytics.stages.distinct import Distinct
from analytics.stages.fitted import FittedTopics, fitted_rows, save_arrays, save_fitted
from analytics.stages.naming import Naming
from analytics.stages.placing import Placing
from analytics.stages.refit import Refit
from analytics.stages.standing import Stood
from analytics.stages.topic_tables import (
    Placed,
    TopicFacts,
    facts_of_fit,
    lineage_table,
    move_table,
    placed_by_fit,
    placement_of,
    placement_table,
    quote_table,
    retired_rows,
    topic_rows,
    topic_table,
)


def save_refit(run: Run, database: Database, distinct: Distinct, refit: Refit, stood: Stood, naming: Naming) -> None:
    """Put a new fit in the place of the one before, and say what it moved."""
    fit, groups = refit.found.fit, refit.groups
    placed = placed_by_fit(distinct, fit, groups, refit.found.copy_of.tolist())
    moved = [
        (text_hash, before, now)
        for text_hash, before, now, known in zip(
            distinct.text_hashes, stood.placements.topic_ids, placed.topic_ids, stood.placements.known, strict=True
        )
        if known
    ]
    active = topic_rows(naming.named, facts_of_fit(fit, groups))
    database.replace("analysis.topic", topic_table(active + retired_rows(stood.topics, groups.ids)))
    database.replace("analysis.topic_quote", quote_table(naming))
    database.replace("analysis.placement", placement_table(placed, arrived=False))
    database.replace("analysis.sentiment", _sentiments(distinct.text_hashes, refit.sentiments.values))
    database.replace("analysis.given_name", naming.given)
    database.append("analysis.topic_lineage", lineage_table(run.run_id, refit.events))
    database.append("analysis.move", move_table(run.run_id, f"refit: {refit.fitted.stored.reason}", moved))
    save_fitted(database, refit.fitted, refit.landmarks)
    if run.as_of is None:
        # Vectors of another model, and of what nobody says any more.
        database.run(
            "delete from analysis.vector where model_revision <> ? "
            "or text_hash not in (select text_hash from analysis.mention)",
            [run.encoder.revision],
        )


def save_placing(run: Run, database: Database, distinct: Distinct, fitted: FittedTopics, came: Placing) -> None:
    """Add what came to the fit that stands."""
    arrivals = came.arrivals
    hashes = [distinct.text_hashes[row] for row in arrivals.rows.tolist()]
    placed = Placed(
        hashes, arrivals.topic_ids, placement_of(arrivals.topic_ids), arrivals.strengths, arrivals.plane,
        arrivals.copy_of,
    )  # fmt: skip
    database.append("analysis.placement", placement_table(placed, arrived=True))
    database.append("analysis.sentiment", _sentiments(hashes, arrivals.sentiments))
    if came.births:
        _save_births(run, database, distinct, fitted, came)
    if came.naming is not None:
        _save_names(database, came.naming, came)


def _save_births(run: Run, database: Database, distinct: Distinct, fitted: FittedTopics, came: Placing) -> None:
    """Put the members of newborn topics into them, and make them part of the fit."""
    for birth in came.births:
        arrived = [distinct.text_hashes[row] for row in birth.rows.tolist()]
        members = [*arrived, *(fitted.text_hashes[row] for row in birth.fitted_rows.tolist())]
        strengths = np.concatenate([birth.strengths, birth.fitted_strengths]).round(6)
        database.create_temporary("born", pa.table({"text_hash": members, "strength": strengths}))
        _put_into_newborn(run, database, birth.topic_id, distinct.at(came.arrivals.rows).text_hashes)
        places = {row["text_hash"]: (row["x"], row["y"]) for row in database.rows(statement("load/born_places"))}
        plane = np.array([places[text_hash] for text_hash in arrived], dtype=np.float32).reshape(-1, 2)
        topic_ids = [birth.topic_id] * len(arrived)
        database.append("analysis.fitted_text", fitted_rows(arrived, topic_ids, birth.points, plane))
        database.run("drop table born")
    events = [LineageEvent(birth.topic_id, "born", None, 0.0) for birth in came.births]
    database.append("analysis.topic_lineage", lineage_table(run.run_id, events))
    middles = np.concatenate([fitted.middles, *(birth.middle[None, :] for birth in came.births)]).astype(np.float32)
    ids = (*fitted.topic_ids, *(birth.topic_id for birth in came.births))
    save_arrays(database, replace(fitted, topic_ids=ids, middles=middles))


def _put_into_newborn(run: Run, database: Database, topic_id: str, new: Sequence[str]) -> None:
    """Place the texts of the temporary table born, with their copies; a move is of those that are not `new`."""
    database.run(
        "insert into analysis.move (run_id, text_hash, from_topic_id, to_topic_id, reason) "
        "select ?, placement.text_hash, placement.topic_id, ?, 'born' from analysis.placement as placement "
        "join born on placement.copy_of = born.text_hash where not list_contains(?, placement.text_hash)",
        [run.run_id, topic_id, list(new)],
    )
    database.run(
        "update analysis.placement as placement set topic_id = ?, placement = 'assigned', strength = born.strength "
        "from born where placement.copy_of = born.text_hash",
        [topic_id],
    )
    database.run(
        "update analysis.fitted_text as fitted set topic_id = ? from born where fitted.text_hash = born.text_hash",
        [topic_id],
    )


def _save_names(database: Database, naming: Naming, came: Placing) -> None:
    """Add the names of newborn topics, and give topics whose quotes are gone new ones."""
    born = {birth.topic_id for birth in came.births}
    named = [words for words in naming.named if words.topic_id in born]
    number = {topic_id: place for place, topic_id in enumerate(came.groups.topic_ids)}
    facts = [TopicFacts(0, came.groups.parent(number[words.topic_id]), None) for words in named]
    if named:
        database.append("analysis.topic", topic_table(topic_rows(named, facts)))
    for words in naming.named:
        database.run("delete from analysis.topic_quote where topic_id = ?", [words.topic_id])
        if words.topic_id not in born:
            labels = [words.label, words.labels.get("ja"), words.labels.get("en"), words.topic_id]
            database.run("update analysis.topic set label = ?, label_ja = ?, label_en = ? where topic_id = ?", labels)
    database.append("analysis.topic_quote", quote_table(naming))
    database.replace("analysis.given_name", naming.given)


def _sentiments(text_hashes: Sequence[str], values: np.ndarray) -> pa.Table:
    """Return one sentiment a distinct text."""
    return pa.table({"text_hash": pa.array(text_hashes, pa.string()), "sentiment": pa.array(values.round(6))})
