"""Place what came since the fit, by the fit: nothing that was placed moves, and new topics are born of one-offs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Flags, Floats, Integers, Vectors
from analytics.cluster import NOISE
from analytics.database import Database
from analytics.identity import new_id
from analytics.run import Run
from analytics.sentiment import Encoded
from analytics.stages.distinct import Distinct, load_vectors
from analytics.stages.fitted import FittedTopics
from analytics.stages.standing import Stood
from analytics.text import near_copies
from analytics.topic import Opinions
from analytics.topic.birth import new_topics
from analytics.topic.space import unit
from analytics.topic.watch import Watched


@dataclass(frozen=True)
class Birth:
    """A topic that was born: its id, the middle of its vectors (d,), and its members with their hold.

    Those that came since the fit are rows of the distinct texts (m,), with their points (m, p); those that the fit had
    left out are rows of its own texts (f,).
    """

    topic_id: str
    middle: Vectors
    rows: Integers
    strengths: Floats
    points: Vectors
    fitted_rows: Integers
    fitted_strengths: Floats


@dataclass(frozen=True)
class Arrivals:
    """The m texts that no run has placed yet: their rows (m,), sentiment (m,), topic, strength (m,), place (m, 2)."""

    rows: Integers
    sentiments: Floats
    topic_ids: Sequence[str | None]
    strengths: Floats
    plane: Vectors
    copy_of: Sequence[str]


def place_arrivals(run: Run, database: Database, distinct: Distinct, fitted: FittedTopics, stood: Stood) -> Arrivals:
    """Place the texts that are new; a copy goes where the text that it is a copy of is."""
    placements = stood.placements
    rows = np.flatnonzero(~placements.known)
    new = distinct.at(rows)
    vectors = load_vectors(database, run.encoder.revision, new.text_hashes)
    sentiments = fitted.sentiment.of(Encoded(new.texts, vectors))
    placed = fitted.model.place(Opinions(vectors, new.languages, sentiments))
    topic_ids = [None if label == NOISE else fitted.topic_ids[label] for label in placed.labels.tolist()]
    plane = placed.amid(fitted.plane)
    leader = _leaders(distinct.texts, placements.known) if len(rows) else np.zeros(0, dtype=np.int64)
    copy_of = [distinct.text_hashes[row] for row in leader[rows].tolist()] if len(rows) else []
    arrivals = Arrivals(rows, sentiments, topic_ids, placed.strength, plane, copy_of)
    return _as_leaders(arrivals, leader, stood)


def _leaders(texts: Sequence[str], known: Flags) -> Integers:
    """Return for each text (n,) the row of the text that it is a copy of: one that is known, where there is any."""
    copy_of = near_copies(texts)
    leader = copy_of.copy()
    # Backwards, so that the first known text of a group of copies is the one that stays.
    for row in np.flatnonzero(known)[::-1].tolist():
        leader[copy_of[row]] = row
    return leader[copy_of]


def _as_leaders(arrivals: Arrivals, leader: Integers, stood: Stood) -> Arrivals:
    """Return the arrivals with copies placed where the text that they are copies of is."""
    place = {row: number for number, row in enumerate(arrivals.rows.tolist())}
    placements = stood.placements
    topic_ids, strengths, plane = list(arrivals.topic_ids), arrivals.strengths.copy(), arrivals.plane.copy()
    for number, row in enumerate(arrivals.rows.tolist()):
        first = int(leader[row])
        if first in place:
            topic_ids[number] = arrivals.topic_ids[place[first]]
            strengths[number], plane[number] = arrivals.strengths[place[first]], arrivals.plane[place[first]]
        else:
            topic_ids[number] = placements.topic_ids[first]
            strengths[number], plane[number] = placements.strengths[first], placements.plane[first]
    return Arrivals(arrivals.rows, arrivals.sentiments, topic_ids, strengths, plane, arrivals.copy_of)


def births_among(
    run: Run, database: Database, distinct: Distinct, fitted: FittedTopics, stood: Stood, arrivals: Arrivals
) -> list[Birth]:
    """Return the topics that the one-offs since the fit make, with those that the fit itself left out."""
    rows = _one_offs(distinct, stood, arrivals)
    if not len(rows):
        return []
    asked = distinct.at(rows)
    vectors = load_vectors(database, run.encoder.revision, asked.text_hashes)
    known = {row["text_hash"]: row["sentiment"] for row in database.rows("select * from analysis.sentiment")}
    known |= {distinct.text_hashes[row]: value for row, value in zip(arrivals.rows, arrivals.sentiments, strict=True)}
    sentiments = np.array([known[text_hash] for text_hash in asked.text_hashes])
    points = fitted.model.space.points(Opinions(vectors, asked.languages, sentiments))
    born = new_topics(fitted.model, points)
    taken = stood.topic_ids
    births = []
    for number in range(born.count):
        inside, before = np.flatnonzero(born.arrived == number), np.flatnonzero(born.fitted == number)
        members = [asked.text_hashes[row] for row in inside] + [fitted.text_hashes[row] for row in before]
        topic_id = new_id("t_", members, taken)
        taken = taken | {topic_id}
        middle = unit(vectors[inside].mean(axis=0, dtype=np.float64)[None, :])[0]
        births.append(
            Birth(
                topic_id, middle, rows[inside], born.arrived_strength[inside], points[inside], before,
                born.fitted_strength[before],
            )
        )  # fmt: skip
    return births


def _one_offs(distinct: Distinct, stood: Stood, arrivals: Arrivals) -> Integers:
    """Return the rows of one-offs since the fit that are no copies."""
    placements = stood.placements
    original = np.array(
        [copy in (None, own) for copy, own in zip(placements.copy_of, distinct.text_hashes, strict=True)],
        dtype=np.bool_,
    )
    original[arrivals.rows] = [
        copy == distinct.text_hashes[row] for row, copy in zip(arrivals.rows, arrivals.copy_of, strict=True)
    ]
    one_off = placements.one_off & placements.arrived
    one_off[arrivals.rows] = [topic_id is None for topic_id in arrivals.topic_ids]
    return np.flatnonzero(one_off & original)


def watched(arrivals: Arrivals, births: Sequence[Birth], stood: Stood) -> Watched:
    """Return what came since the fit, in this run and before it, beside what the fit saw."""
    placements = stood.placements
    strengths = placements.strengths.copy()
    strengths[arrivals.rows] = arrivals.strengths
    for birth in births:
        strengths[birth.rows] = birth.strengths
    since = ~placements.known | placements.arrived
    return Watched(fitted=strengths[~since], arrived=strengths[since])
