"""A day on the fit that stands: what came, the topics born of it, and the names and quotes that this asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from analytics.arrays import Integers, Vectors
from analytics.cluster import NOISE
from analytics.database import Database, statement
from analytics.label import cache_key
from analytics.run import Run
from analytics.stages.arrivals import Arrivals, Birth, births_among, place_arrivals, watched
from analytics.stages.distinct import Distinct, load_vectors
from analytics.stages.fitted import FittedTopics
from analytics.stages.groups import Groups
from analytics.stages.naming import LANGUAGES, Known, Naming, name_groups
from analytics.stages.standing import Stood
from analytics.topic.watch import Watched

#: No topic was born.
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Placing:
    """What came to the fit that stands, beside what the fit saw; the groups with it, and names where any are due."""

    arrivals: Arrivals
    births: Sequence[Birth]
    groups: Groups
    seen: Watched
    naming: Naming | None


def place(
    run: Run, database: Database, distinct: Distinct, fitted: FittedTopics, stood: Stood, given: pa.Table
) -> Placing:
    """Place what came since the last run, and name what was born; `given` are names by a language model."""
    arrivals = place_arrivals(run, database, distinct, fitted, stood)
    births = births_among(run, database, distinct, fitted, stood, arrivals)
    groups = _groups(distinct, fitted, stood, arrivals, births)
    wanted = {birth.topic_id for birth in births} | _without_words(run, database, groups, given)
    naming = None
    if wanted:

        def vectors_of(rows: Integers) -> Vectors:
            """Load the vectors of some of the texts."""
            return load_vectors(database, run.encoder.revision, [distinct.text_hashes[row] for row in rows.tolist()])

        known = Known(given, kept_labels(stood, stood.active(0) + stood.active(1)))
        naming = name_groups(run.settings, distinct, vectors_of, groups, known, wanted)
    return Placing(arrivals, births, groups, watched(arrivals, births, stood), naming)


def kept_labels(stood: Stood, topic_ids: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """Return the labels by language that topics have."""
    rows = {row["topic_id"]: row for row in stood.topics}
    return {
        topic_id: {code: rows[topic_id][f"label_{code}"] for code in LANGUAGES if rows[topic_id][f"label_{code}"]}
        for topic_id in topic_ids
    }


def _groups(
    distinct: Distinct, fitted: FittedTopics, stood: Stood, arrivals: Arrivals, births: Sequence[Birth]
) -> Groups:
    """Return the active topics with those just born; a newborn goes to the theme of the topic nearest to it."""
    topic_ids = list(stood.placements.topic_ids)
    for row, topic_id in zip(arrivals.rows.tolist(), arrivals.topic_ids, strict=True):
        topic_ids[row] = topic_id
    row_of = {text_hash: row for row, text_hash in enumerate(distinct.text_hashes)}
    for birth in births:
        known = [row_of.get(fitted.text_hashes[row]) for row in birth.fitted_rows.tolist()]
        for row in [*birth.rows.tolist(), *(row for row in known if row is not None)]:
            topic_ids[row] = birth.topic_id
    parents = stood.parents()
    born = {birth.topic_id: parents.get(_nearest(birth, fitted, stood.active(0)), "") for birth in births}
    return groups_of(stood, topic_ids, born)


def groups_of(stood: Stood, topic_ids: Sequence[str | None], born: Mapping[str, str] = NOBODY) -> Groups:
    """Return the active topics and themes with the texts that are in them by `topic_ids` (n).

    `born` are topics that are not yet among those that stand, with their theme or an empty text.
    """
    ids = [*stood.active(0), *born]
    parents = stood.parents() | {topic_id: theme for topic_id, theme in born.items() if theme}
    # A topic that stands by itself is a theme of its own, which is not published.
    names = [parents.get(topic_id) or topic_id for topic_id in ids]
    themes = list(dict.fromkeys(names))
    number: dict[str | None, int] = {topic_id: place for place, topic_id in enumerate(ids)}
    published = set(stood.active(1))
    return Groups(
        labels=np.array([number.get(topic_id, NOISE) for topic_id in topic_ids], dtype=np.int64),
        topic_ids=ids,
        themes=np.array([themes.index(name) for name in names], dtype=np.int64),
        theme_ids={place: name for place, name in enumerate(themes) if name in published},
    )


def _nearest(birth: Birth, fitted: FittedTopics, active: Sequence[str]) -> str:
    """Return the id of the active topic whose middle is nearest to a newborn's."""
    cosines = fitted.middles @ birth.middle
    known = [place for place, topic_id in enumerate(fitted.topic_ids) if topic_id in set(active)]
    return fitted.topic_ids[max(known, key=lambda place: float(cosines[place]))] if known else ""


def _without_words(run: Run, database: Database, groups: Groups, given: pa.Table) -> set[str]:
    """Return the active topics that lost a quote, and those that a language model should name and did not yet."""
    wanted = {row["topic_id"] for row in database.rows(statement("load/quotes_gone"))} & set(groups.ids)
    model = run.settings.labels.model
    if run.settings.labels.llm is not None and model is not None:
        named = set(given["cache_key"].to_pylist())
        wanted |= {topic_id for topic_id in groups.ids if cache_key(topic_id, model) not in named}
    return wanted
