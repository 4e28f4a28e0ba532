"""Fit anew: sentiment and topics over all texts, with the ids, the names and the places that the fit before gave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from analytics.arrays import Integers, Vectors
from analytics.cluster import NOISE
from analytics.identity import Groups as Traceable
from analytics.identity import LineageEvent, Traced, trace
from analytics.isolate import isolated
from analytics.run import Run
from analytics.sentiment import LEAST_RATED, Encoded, Learned, Rated, Sentiments, learn_sentiments, load_anchors
from analytics.stages.distinct import Distinct
from analytics.stages.fitted import FittedTopics, fingerprint
from analytics.stages.groups import Groups, published_themes, theme_labels
from analytics.stages.models import StoredModel
from analytics.stages.standing import Stood
from analytics.topic import Before, MentionTopics, Opinions, TopicOptions, nothing_before, topics_of_mentions
from analytics.topic.space import unit
from analytics.topic.watch import Reason

#: What changes with these is what topics are made of, so that the fit before says nothing of how they should be cut;
#: only their ids are looked for.
_COLD: frozenset[Reason] = frozenset({"first", "model", "settings"})


@dataclass(frozen=True)
class Texts:
    """The n distinct texts with their vectors (n, d), and which of them are rated."""

    distinct: Distinct
    vectors: Vectors
    rated: pa.Table


@dataclass(frozen=True)
class Refit:
    """A new fit: what was found, under which ids, what happened to the topics before, and whose meaning stayed."""

    fitted: FittedTopics
    found: MentionTopics
    sentiments: Sentiments
    landmarks: pa.Table
    groups: Groups
    events: Sequence[LineageEvent]
    same_meaning: frozenset[str]
    unmoved: frozenset[str]


def fit_anew(run: Run, texts: Texts, stood: Stood, reason: Reason) -> Refit:
    """Learn sentiments, find topics, and give them the ids of what they continue."""
    learned, landmarks = _learned(run, texts)
    distinct = texts.distinct
    opinions = Opinions(texts.vectors, distinct.languages, learned.sentiments.values)
    asked = run.settings.topics
    options = TopicOptions(asked.detail, asked.left_out, asked.seed)
    found = isolated(topics_of_mentions, distinct.texts, opinions, options, _before(stood, reason))
    fit = found.fit
    middles = _middles(texts.vectors, fit.labels, fit.count)
    # Vectors of another model say nothing beside these.
    is_comparable = stood.fitted is not None and reason != "model"
    topics = _trace_topics(distinct, fit.labels, middles, stood, is_comparable=is_comparable)
    shown = published_themes(fit.themes)
    themes = _trace_themes(distinct, theme_labels(fit.labels, fit.themes), shown, stood, set(topics.ids))
    fitted = FittedTopics(
        stored=StoredModel("topics", run.run_id, reason, fingerprint(run), {"model_revision": run.encoder.revision}),
        model=fit.model,
        sentiment=learned.model,
        topic_ids=topics.ids,
        text_hashes=tuple(distinct.text_hashes[row] for row in fit.fitted.tolist()),
        plane=fit.plane[fit.fitted],
        middles=middles,
        resolution=fit.scale.resolution,
    )
    kept = zip((*topics.ids, *themes.ids), (*topics.same_meaning, *themes.same_meaning), strict=True)
    return Refit(
        fitted, found, learned.sentiments, landmarks,
        Groups(fit.labels, topics.ids, fit.themes, dict(zip(shown, themes.ids, strict=True))),
        (*topics.events, *themes.events),
        frozenset(topic_id for topic_id, is_same in kept if is_same),
        frozenset(topic_id for topic_id, is_unmoved in zip(topics.ids, topics.unmoved, strict=True) if is_unmoved),
    )  # fmt: skip


def _learned(run: Run, texts: Texts) -> tuple[Learned, pa.Table]:
    """Learn sentiment from anchor phrases and ratings; its landmarks are rows of analysis.landmark."""
    distinct, anchors = texts.distinct, load_anchors()
    mentions, anchor_vectors = Encoded(distinct.texts, texts.vectors), run.encoder.encode(anchors.texts)
    learned = learn_sentiments(mentions, anchors, anchor_vectors, _rated(distinct, texts.rated))
    rows = learned.landmark_rows
    vectors = pa.array(texts.vectors[rows].ravel())
    listed = pa.FixedSizeListArray.from_arrays(vectors, texts.vectors.shape[1]).cast(pa.list_(pa.float32()))
    landmarks = {
        "text_hash": pa.array([distinct.text_hashes[row] for row in rows.tolist()], pa.string()),
        "vector": listed,
        "weight": pa.array(learned.model.landmarks.weights, pa.float64()),
    }
    return learned, pa.table(landmarks)


def _rated(distinct: Distinct, rated: pa.Table) -> Rated | None:
    """Return the rated texts, None where there are too few to learn from."""
    if rated.num_rows < LEAST_RATED:
        return None
    place = {text_hash: row for row, text_hash in enumerate(distinct.text_hashes)}
    rows = np.array([place[text_hash] for text_hash in rated["text_hash"].to_pylist()], dtype=np.int64)
    ratings = rated["rating_share"].to_numpy().astype(np.float64)
    return Rated(rows, ratings, rated["review"].to_numpy().astype(np.int64))


def _before(stood: Stood, reason: Reason) -> Before:
    """Return what the fit before says of the texts; where it should say nothing, only what people want apart."""
    placements = stood.placements
    if stood.fitted is None or reason in _COLD:
        return replace(nothing_before(len(placements.known)), apart=stood.apart)
    labels = placements.labels(stood.active(0))
    return Before(labels, placements.known, placements.plane, stood.fitted.resolution, stood.apart)


def _middles(vectors: Vectors, labels: Integers, count: int) -> Vectors:
    """Return the unit middle of each topic's vectors (k, d)."""
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, labels[labels != NOISE], np.nan_to_num(vectors[labels != NOISE]))
    return unit(sums)


def _trace_topics(
    distinct: Distinct, labels: Integers, middles: Vectors, stood: Stood, *, is_comparable: bool
) -> Traced:
    """Match topics with those before by the texts in them and the middles of their vectors."""
    before = stood.active(0)
    middle_of = dict(zip(stood.fitted.topic_ids, stood.fitted.middles, strict=False)) if stood.fitted else {}
    comparable = is_comparable and all(topic_id in middle_of for topic_id in before)
    earlier = np.array([middle_of[topic_id] for topic_id in before]) if comparable and before else None
    now = Traceable(_members(distinct, labels, range(len(middles))), middles if earlier is not None else None)
    then = Traceable(_members(distinct, stood.placements.labels(before), range(len(before))), earlier)
    return trace("t_", now, dict(zip(before, then, strict=True)), stood.topic_ids)


def _trace_themes(distinct: Distinct, labels: Integers, shown: Sequence[int], stood: Stood, taken: set[str]) -> Traced:
    """Match themes with those before by the texts in them."""
    parents, before = stood.parents(), stood.active(1)
    theme_of = [parents.get(topic_id) if topic_id else None for topic_id in stood.placements.topic_ids]
    number: dict[str | None, int] = {theme_id: place for place, theme_id in enumerate(before)}
    earlier = np.array([number.get(theme_id, NOISE) for theme_id in theme_of], dtype=np.int64)
    now = Traceable(_members(distinct, labels, shown), None)
    then = Traceable(_members(distinct, earlier, range(len(before))), None)
    return trace("t_", now, dict(zip(before, then, strict=True)), stood.topic_ids | taken)


def _members(distinct: Distinct, labels: Integers, numbers: Sequence[int]) -> list[list[str]]:
    """Return the texts of each of the groups `numbers` of `labels` (n,)."""
    return [[distinct.text_hashes[row] for row in np.flatnonzero(labels == number)] for number in numbers]
