"""Give every mention a sentiment, find topics among the mentions, name them and keep their ids."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analytics.database import Database
from analytics.isolate import isolated
from analytics.run import Run
from analytics.sentiment import (
    LEAST_RATED,
    Encoded,
    Rated,
    Sentiments,
    load_anchors,
    sentiments_by_anchors,
    sentiments_by_ratings,
)
from analytics.stages.distinct import Distinct, load_distinct
from analytics.stages.groups import Groups, groups_of
from analytics.stages.metrics import save_metrics
from analytics.stages.naming import Naming, name_groups
from analytics.stages.previous import previous_release
from analytics.stages.topic_tables import placement_table, quote_table, topic_table
from analytics.topic import MentionTopics, Opinions, TopicOptions, topics_of_mentions
from analytics.warehouse import open_warehouse

#: Below these a release is worse than none, if the one before was better: half of what is published would not be found
#: again, or a fifth of what customers say would be in no topic.
GATES = {"topic_stability": 0.5, "topic_coverage": 0.8}


@dataclass(frozen=True)
class TopicsFound:
    """How many topics there are, under how many themes, and which part of the mentions they cover."""

    topics: int
    themes: int
    coverage: float | None


def analyse_topics(run: Run) -> TopicsFound:
    """Load the distinct mentions and their vectors, find sentiments and topics, name the topics, save all."""
    run.progress("topics", 0, 4)
    with open_warehouse(run.home) as warehouse:
        distinct = load_distinct(warehouse.database, run.encoder.revision)
        rated = warehouse.database.load("rated_texts")
        given = warehouse.database.load("given_names")
    sentiments = _sentiments(run, distinct, rated)
    run.progress("topics", 1, 4)
    asked = run.settings.topics
    opinions = Opinions(distinct.vectors, distinct.languages, sentiments.values)
    options = TopicOptions(asked.detail, asked.left_out, asked.seed)
    found = isolated(topics_of_mentions, distinct.texts, opinions, options)
    run.progress("topics", 2, 4)
    groups = groups_of(found.fit, distinct, previous_release(run.home))
    naming = name_groups(run.settings, distinct, found.fit, groups, given)
    run.progress("topics", 3, 4)
    with open_warehouse(run.home) as warehouse, warehouse.database.transaction():
        _save(run, warehouse.database, (distinct, found, groups, naming))
        warehouse.database.replace("analysis.sentiment", _sentiment_table(distinct, sentiments))
        warehouse.derive_analysed()
        metrics = _metrics(run, distinct, found, groups) | _coverage(warehouse.database)
        metrics |= {"labels_by_llm": float(naming.by_llm), "labels_fallback": float(naming.fallbacks)}
        metrics |= _sentiment_metrics(sentiments)
        save_metrics(warehouse.database, metrics, GATES)
    run.progress("topics", 4, 4)
    return TopicsFound(found.fit.count, len(groups.theme_ids), metrics.get("topic_coverage"))


def _sentiments(run: Run, distinct: Distinct, rated: pa.Table) -> Sentiments:
    """Compare mentions with anchor phrases, and learn from the ratings where there are enough of them."""
    if not distinct.texts:
        return Sentiments(np.zeros(0), "anchors")
    mentions, anchors = Encoded(distinct.texts, distinct.vectors), load_anchors()
    by_anchors = sentiments_by_anchors(mentions, anchors, run.encoder.encode(anchors.texts))
    if rated.num_rows < LEAST_RATED:
        return by_anchors
    place = {text_hash: row for row, text_hash in enumerate(distinct.text_hashes)}
    rows = np.array([place[text_hash] for text_hash in rated["text_hash"].to_pylist()], dtype=np.int64)
    ratings = rated["rating_share"].to_numpy().astype(np.float64)
    reviews = rated["review"].to_numpy().astype(np.int64)
    return sentiments_by_ratings(mentions, Rated(rows, ratings, reviews), by_anchors.values)


def _save(run: Run, database: Database, result: tuple[Distinct, MentionTopics, Groups, Naming]) -> None:
    """Save the topics with their names and quotes, and where each distinct mention was placed."""
    distinct, found, groups, naming = result
    retired = previous_release(run.home).topics
    database.replace("analysis.topic", topic_table(found.fit, groups, naming, retired))
    database.replace("analysis.topic_quote", quote_table(naming))
    database.replace("analysis.placement", placement_table(distinct, found, groups))
    database.replace("analysis.given_name", naming.given)


def _sentiment_table(distinct: Distinct, sentiments: Sentiments) -> pa.Table:
    """Return one sentiment a distinct mention."""
    return pa.table({"text_hash": distinct.text_hashes, "sentiment": sentiments.values.round(6)})


def _coverage(database: Database) -> dict[str, float]:
    """Return (core + assigned) / (core + assigned + one_off) over mentions, if there are any."""
    value = database.value(
        "select count(*) filter (where placement in ('core', 'assigned')) / nullif(count(*), 0) "
        "from staging.mention where counts"
    )
    return {} if value is None else {"topic_coverage": float(value)}


def _metrics(run: Run, distinct: Distinct, found: MentionTopics, groups: Groups) -> dict[str, float]:
    """Return what is known of how good the topics are; what cannot be known without topics is left out."""
    fit, weights = found.fit, distinct.weights
    total = max(float(weights.sum()), 1.0)
    copies = found.copy_of != np.arange(len(found.copy_of))
    measured = {
        "topics": float(fit.count),
        "themes": float(len(groups.theme_ids)),
        "topic_coverage_target": 1 - run.settings.topics.left_out if fit.count else None,
        "topic_purity_core": fit.purity_core,
        "topic_purity": fit.purity,
        "topic_stability": groups.mean_stability(fit),
        "topic_separation": fit.scale.separation,
        "topic_null_separation": fit.scale.null_separation,
        "mentions_exact_copies": float((weights - 1).sum()) / total,
        "mentions_near_copies": float(weights[copies].sum()) / total,
        "topics_of_one_language": float(sum(language is not None for language in fit.one_language)),
    }
    return {name: value for name, value in measured.items() if value is not None}


def _sentiment_metrics(sentiments: Sentiments) -> dict[str, float]:
    """Return how well the sentiments agree with ratings that were held out, where there are any."""
    measured = {
        "sentiment_held_out_spearman": sentiments.held_out_spearman,
        "sentiment_slope": sentiments.held_out_slope,
    }
    return {name: value for name, value in measured.items() if value is not None}
