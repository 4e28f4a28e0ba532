"""Place every mention in a topic: by the fit that stands, or, where there is a reason, by a new one."""

import logging
from dataclasses import dataclass, replace

import pyarrow as pa

from analytics.database import Database
from analytics.errors import GateError
from analytics.kept import newest_id, run_number
from analytics.points import reached
from analytics.run import Run
from analytics.stages.decided import apply_decisions
from analytics.stages.distinct import Distinct, load_distinct, load_vectors
from analytics.stages.fitted import FittedTopics, load_fitted, note_refusal, reason_of_run
from analytics.stages.metrics import save_metrics
from analytics.stages.naming import Known, Naming, name_groups
from analytics.stages.placing import Placing, kept_labels, place
from analytics.stages.refit import Refit, Texts, fit_anew
from analytics.stages.save_topics import save_placing, save_refit
from analytics.stages.standing import Stood, load_stood
from analytics.stages.topic_metrics import GATES, arrival_metrics, counts, coverage, fit_metrics, gated, worse
from analytics.topic.watch import Reason, reason_to_refit
from analytics.warehouse import Warehouse, open_warehouse

logger = logging.getLogger(__name__)

#: Reasons that nobody gave: a fit for one of these that is worse than the one that stands is not made.
_BY_ITSELF: frozenset[Reason] = frozenset({"grown", "one_offs", "drift"})


@dataclass(frozen=True)
class TopicsPlaced:
    """How many topics there are, under how many themes, and how many texts were new; why a fit was made, if one was."""

    topics: int
    themes: int
    arrived: int
    refit_reason: str | None


@dataclass(frozen=True)
class _Today:
    """What the stage starts from: the distinct texts, the fit that stands, and what it has placed."""

    distinct: Distinct
    fitted: FittedTopics | None
    stood: Stood
    given: pa.Table


def analyse_topics(run: Run) -> TopicsPlaced:
    """Load what stands and what is new; place it, or fit anew; save all in one transaction."""
    run.progress("topics", 0, 3)
    placing, texts = None, None
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        today = _load(database)
        reason = reason_of_run(run, today.fitted)
        if reason == "asked" and _is_made(run, today):
            reason = None
        if today.fitted is not None and reason is None:
            placing = place(run, database, today.distinct, today.fitted, today.stood, today.given)
            reason = reason_to_refit(placing.seen, today.fitted.refused)
        if reason is not None:
            vectors = load_vectors(database, run.encoder.revision, today.distinct.text_hashes)
            texts = Texts(today.distinct, vectors, database.load("rated_texts"))
    run.progress("topics", 1, 3)
    refit = _refit(run, today, texts, reason) if texts and reason else None
    naming = _names(run, today, texts, refit) if texts and refit else None
    run.progress("topics", 2, 3)
    reached("topics.found")
    with open_warehouse(run.home) as warehouse, warehouse.database.transaction():
        if refit and naming:
            refit = _measured(run, today.distinct, refit, naming)
            save_refit(run, warehouse.database, today.distinct, refit, today.stood, naming)
        elif placing and today.fitted:
            save_placing(run, warehouse.database, today.distinct, today.fitted, placing)
            if reason is not None:
                note_refusal(warehouse.database, today.fitted, len(placing.seen.arrived))
        fitted = refit.fitted if refit else today.fitted
        decided = apply_decisions(run, warehouse.database, today.distinct)
        placed = _finished(warehouse, fitted, None if refit else placing, len(today.distinct), decided)
        reached("topics.written")
    reached("topics.saved")
    run.progress("topics", 3, 3)
    return replace(placed, refit_reason=refit.fitted.stored.reason if refit else None)


def _load(database: Database) -> _Today:
    """Load the distinct texts and what stands of them."""
    distinct, fitted = load_distinct(database), load_fitted(database)
    return _Today(distinct, fitted, load_stood(database, fitted, distinct.text_hashes), database.load("given_names"))


def _is_made(run: Run, today: _Today) -> bool:
    """Say whether what is asked for stands already: a fit of these very texts that no release has told of yet.

    A run that was killed behind its fit left it. To find topics once more would be another refit than was asked for.
    """
    fitted, texts = today.fitted, today.distinct.text_hashes
    if fitted is None or not today.stood.placements.known.all() or not set(fitted.text_hashes) <= set(texts):
        return False
    newest = newest_id(run.home)
    return newest is None or run_number(fitted.stored.run_id) > run_number(newest)


def _refit(run: Run, today: _Today, texts: Texts, reason: Reason) -> Refit | None:
    """Return a new fit; None where the data asked for it, but the one that stands is better.

    Raises GateError where a person or the settings asked for it, or else a worse one would be published silently.
    """
    refit = fit_anew(run, texts, today.stood, reason)
    stands = today.fitted.stored.facts["metrics"] if today.fitted else {}
    faults = worse(gated(today.distinct, refit), stands)
    if not faults:
        return refit
    if reason in _BY_ITSELF:
        logger.warning("the data ask for new topics (%s), but those found are worse: %s", reason, "; ".join(faults))
        return None
    raise GateError("quality gates failed, nothing published: " + "; ".join(faults))


def _names(run: Run, today: _Today, texts: Texts, refit: Refit) -> Naming:
    """Name what was found; a topic that means the same as before, or is where it was and says so, keeps its label."""
    same = [topic_id for topic_id in refit.groups.ids if topic_id in refit.same_meaning]
    unmoved = [topic_id for topic_id in refit.groups.ids if topic_id in refit.unmoved - refit.same_meaning]
    known = Known(today.given, kept_labels(today.stood, same), kept_labels(today.stood, unmoved))
    return name_groups(run.settings, today.distinct, lambda rows: texts.vectors[rows], refit.groups, known)


def _measured(run: Run, distinct: Distinct, refit: Refit, naming: Naming) -> Refit:
    """Return the fit with what was measured of it, which is published as long as it stands."""
    stored = refit.fitted.stored
    facts = {**stored.facts, "metrics": fit_metrics(run, distinct, refit, naming) | gated(distinct, refit)}
    return replace(refit, fitted=replace(refit.fitted, stored=replace(stored, facts=facts)))


def _finished(
    warehouse: Warehouse, fitted: FittedTopics | None, placing: Placing | None, texts: int, decided: dict[str, float]
) -> TopicsPlaced:
    """Derive the tables of mentions and topics, save what is measured, and return the counts."""
    database = warehouse.database
    warehouse.derive_analysed()
    counted = counts(database)
    metrics = {**fitted.stored.facts["metrics"]} if fitted else {}
    metrics |= counted | coverage(database) | decided
    if placing:
        metrics |= arrival_metrics(placing.seen, len(placing.births))
    save_metrics(database, metrics, GATES)
    arrived = len(placing.arrivals.rows) if placing else texts
    return TopicsPlaced(int(counted["topics"]), int(counted["themes"]), arrived, None)
