"""Apply what people decided about topics to the topics as they were found; within the topic stage's transaction."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

import pyarrow as pa

from analytics.curation import FIELDS, LANGUAGES, Curated, Curation, Decision, Found, Guided, curate, fields_of
from analytics.database import Database, statement
from analytics.points import reached
from analytics.run import Run
from analytics.settings import Guide

#: Gives the id of the topic that each phrase is placed in, None for those that no topic has enough of a hold on.
PlacePhrases: TypeAlias = Callable[[Sequence[str]], Sequence[str | None]]


@dataclass(frozen=True)
class CurationApplied:
    """How many decisions stand, how many shape this run, and how many guides of koe.toml found no topic."""

    decisions: int
    in_effect: int
    guides_without_topic: int


def apply_curation(run: Run, database: Database, place_phrases: PlacePhrases) -> CurationApplied:
    """Make analysis.curated anew from the standing decisions, the guides and the topics found.

    Call it within the transaction that saves topics and placements, after `apply_splits` and before
    `derive_analysed`. Merges that are new or were taken back are written into analysis.topic_lineage.
    """
    reached("curation.applying")
    found, decisions = _found(database), standing_decisions(database)
    guides = _guided(run, found, place_phrases)
    absorbed = {row["topic_id"]: row["other_topic_id"] for row in database.rows(statement("load/absorbed_topics"))}
    curation = curate(found, decisions, guides, absorbed, first_language(run.settings.project.languages))
    before = database.rows("select topic_id, into_topic_id from analysis.curated where into_topic_id is not null")
    _save(database, curation)
    _tell_lineage(run, database, {row["topic_id"]: row["into_topic_id"] for row in before}, curation)
    reached("curation.applied")
    return CurationApplied(len(decisions), len(curation.in_effect), sum(not guide.topic_ids for guide in guides))


def first_language(languages: Sequence[str]) -> str:
    """Return the language that pages come in first, of those that names are kept in."""
    return next((language for language in languages if language in LANGUAGES), "en")


def standing_decisions(database: Database) -> list[Decision]:
    """Return the decisions that stand, the oldest first."""
    return [
        Decision(row["decision_id"], row["action"], row["topic_id"], json.loads(row["detail"] or "{}"))
        for row in database.rows(statement("load/standing_decisions"))
    ]


def _found(database: Database) -> list[Found]:
    """Return the active topics and themes as they were found."""
    rows = database.rows("select * from analysis.topic where status = 'active' order by topic_id")
    return [
        Found(row["topic_id"], row["level"], row["parent_topic_id"], {name: row[name] for name in FIELDS})
        for row in rows
    ]


def _guided(run: Run, found: Iterable[Found], place_phrases: PlacePhrases) -> list[Guided]:
    """Return the guides of koe.toml with the topics that their phrases are placed in."""
    guides = run.settings.topics.guide
    phrases = [phrase for guide in guides for phrase in guide.phrases]
    if not phrases:
        return []
    leaves = {topic.topic_id: topic for topic in found if topic.level == 0}
    placed = iter(place_phrases(phrases))
    resolved = []
    for guide in guides:
        topic_ids = [topic_id for topic_id, _ in zip(placed, guide.phrases, strict=False) if topic_id in leaves]
        labels = leaves[topic_ids[0]].labels if topic_ids else {}
        names = _guide_names(guide, labels, first_language(run.settings.project.languages))
        resolved.append(Guided(tuple(topic_ids), names))
    return resolved


def _guide_names(guide: Guide, labels: Mapping[str, str | None], first: str) -> dict[str, str]:
    """Return a guide's names by column: `name` is for every language that it has no other for."""
    names = {} if guide.name is None else dict.fromkeys(FIELDS, guide.name)
    for language, name in (("ja", guide.name_ja), ("en", guide.name_en)):
        if name is not None:
            columns = fields_of(language, first, labels if guide.name is None else names)
            names |= dict.fromkeys(columns, name)
    return names


def _save(database: Database, curation: Curation) -> None:
    """Save what is other than found, and which decisions had an effect."""
    schema = pa.schema(
        [
            *((name, pa.string()) for name in ("topic_id", "into_topic_id", *FIELDS)),
            ("is_hidden", pa.bool_()),
        ]
    )
    rows = [asdict(row) for row in sorted(curation.rows, key=_topic_id)]
    database.replace("analysis.curated", pa.Table.from_pylist(rows, schema=schema))
    database.run(
        "update curation.decision set has_effect = decision_id in (select unnest(?::bigint[]))",
        [sorted(curation.in_effect)],
    )


def _topic_id(row: Curated) -> str:
    """Return what rows are ordered by."""
    return row.topic_id


def _tell_lineage(run: Run, database: Database, before: Mapping[str, str], curation: Curation) -> None:
    """Write down merges that are new, and topics that came out of another again since their merge was taken back.

    A topic that is there again as itself was never another one: it `split` from the one it had been in.
    """
    now = {row.topic_id: row.into_topic_id for row in curation.rows if row.into_topic_id is not None}
    active = {row["topic_id"] for row in database.rows("select topic_id from analysis.topic where status = 'active'")}
    rows = [(topic_id, "merged", into) for topic_id, into in now.items() if before.get(topic_id) != into]
    rows += [(topic_id, "split", before[topic_id]) for topic_id in before.keys() - now.keys() if topic_id in active]
    tell(run, database, [(topic_id, event, other, 1.0) for topic_id, event, other in sorted(rows)])


def tell(run: Run, database: Database, rows: Sequence[tuple[str, str, str, float]]) -> None:
    """Add rows of topic, event, other topic and overlap to analysis.topic_lineage."""
    for topic_id, event, other, overlap in rows:
        database.run(
            "insert into analysis.topic_lineage (run_id, topic_id, event, other_topic_id, overlap) "
            "values (?, ?, ?, ?, ?)",
            [run.run_id, topic_id, event, other, overlap],
        )
