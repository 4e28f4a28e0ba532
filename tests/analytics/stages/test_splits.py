"""Dividing a topic in the warehouse: every text of it finds its part, and all comes back when that is taken back."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pytest

from analytics.database import Database
from analytics.run import Run
from analytics.stages.naming import Named
from analytics.stages.splits import SplitsApplied, apply_splits, standing_parts
from analytics.warehouse import open_warehouse
from tests.conftest import LetterEncoder

#: Texts of the two sides of topic t; every fifth one came after the fit.
SIDES = {"x": 30, "y": 20}


@pytest.fixture
def database(make_run: Callable[..., Run]) -> Iterator[tuple[Run, Database]]:
    """Return a run and its warehouse with a topic of two sides, another topic, and a copy that came late."""
    run = make_run("")
    random = np.random.default_rng(0)
    shared, sides = random.standard_normal(8) * 3, {side: random.standard_normal(8) * 2 for side in SIDES}
    names = [f"{side}{n:02}" for side, count in SIDES.items() for n in range(count)]
    vectors = np.array([shared + sides[name[0]] + random.standard_normal(8) * 0.2 for name in names], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with open_warehouse(run.home) as warehouse:
        made = pa.table({"text_hash": names, "vector": pa.array(vectors.tolist(), pa.list_(pa.float32()))})
        warehouse.database.create_temporary("made", made)
        warehouse.database.run(
            f"insert into analysis.vector select '{LetterEncoder.revision}', text_hash, vector from made; "
            "insert into analysis.placement (text_hash, topic_id, placement, copy_of) "
            "    select text_hash, 't', 'core', text_hash from made; "
            "insert into analysis.fitted_text (text_hash, topic_id, point) "
            "    select text_hash, 't', vector from made where text_hash[3]::int % 5 > 0; "
            # A copy of a text of the one side that lies amid the other.
            f"insert into analysis.vector select '{LetterEncoder.revision}', 'z', vector from made "
            "    where text_hash = 'y00'; "
            "insert into analysis.placement (text_hash, topic_id, placement, copy_of) values "
            "    ('z', 't', 'assigned', 'x00'), ('o', 'other', 'core', 'o'); "
            "insert into analysis.topic (topic_id, label, label_en, level, status, parent_topic_id) values "
            "    ('t', 'T', 'T', 0, 'active', 'th'), ('other', 'Other', 'Other', 0, 'active', null)"
        )
        yield run, warehouse.database


def name_parts(members: Mapping[str, Sequence[str]]) -> list[Named]:
    """Call every topic Other, with its first text as word and quote."""
    return [Named(topic_id, "Other", {"en": "Other"}, (texts[0],), (texts[0],)) for topic_id, texts in members.items()]


def decide(database: Database, topic_id: str = "t", parts: int | None = None) -> None:
    """Decide that a topic is divided."""
    database.run(
        "insert into curation.decision (action, topic_id, detail, made_by, made_at) "
        "values ('split', ?, ?, 'mika', timestamp '2024-05-01')",
        [topic_id, json.dumps({"parts": parts})],
    )


def split(run: Run, database: Database) -> SplitsApplied:
    """Apply what was decided, in a transaction as the topic stage does."""
    with database.transaction():
        return apply_splits(run, database, name_parts)


def placed(database: Database) -> dict[str, str]:
    """Return the topic of each text."""
    rows = database.rows("select text_hash, topic_id from analysis.placement")
    return {row["text_hash"]: row["topic_id"] for row in rows}


def test_every_text_finds_its_part(database: tuple[Run, Database]) -> None:
    """Texts that came after the fit, too, and copies; names are numbered, moves and lineage written down, once."""
    run, opened = database
    decide(opened)
    assert split(run, opened) == SplitsApplied(("t",), ())
    (detail,) = [json.loads(row["detail"]) for row in opened.rows("from curation.decision")]
    kept, part = detail["ids"]
    where = placed(opened)
    assert {where[name] for name in where if name[0] == "x"} == {kept} == {"t"} == {where["z"]}
    assert {where[name] for name in where if name[0] == "y"} == {part}
    assert opened.value("select count(*) from analysis.fitted_text where topic_id = ?", [part]) == 16
    assert opened.value("select count(*) from analysis.move where to_topic_id = ? and reason = 'curated'", [part]) == 20
    (lineage,) = opened.rows("select topic_id, event, other_topic_id, overlap from analysis.topic_lineage")
    assert tuple(lineage.values()) == (part, "split", "t", pytest.approx(20 / 51, abs=1e-6))
    topics = {row["topic_id"]: row for row in opened.rows("from analysis.topic")}
    assert {topics["t"]["label"], topics[part]["label"]} == {"Other (2)", "Other (3)"}
    assert (topics[part]["parent_topic_id"], topics[part]["keywords"]) == ("th", ["y00"])
    assert split(run, opened) == SplitsApplied((), ())
    assert placed(opened) == where


def test_a_split_that_is_taken_back_joins_the_parts(database: tuple[Run, Database]) -> None:
    """All texts are where they were; the part is retired, and its id stays known."""
    run, opened = database
    before = placed(opened)
    decide(opened)
    split(run, opened)
    opened.run("update curation.decision set undone_at = made_at")
    assert split(run, opened) == SplitsApplied((), ("t",))
    assert placed(opened) == before
    assert opened.value("select count(*) from analysis.fitted_text where topic_id <> 't'") == 0
    (part,) = opened.rows("select * from analysis.topic where status = 'retired'")
    assert (part["parent_topic_id"], part["is_stable"]) == (None, None)
    assert opened.value("select event from analysis.topic_lineage where topic_id = ? order by rowid desc limit 1", [
        part["topic_id"]
    ]) == "merged"  # fmt: skip
    assert split(run, opened) == SplitsApplied((), ())


def test_a_topic_that_is_too_small_or_gone_waits(database: tuple[Run, Database]) -> None:
    """Nothing changes until there is something to divide."""
    run, opened = database
    before = placed(opened)
    decide(opened, "other")
    decide(opened, "nobody")
    assert split(run, opened) == SplitsApplied((), ())
    assert placed(opened) == before
    assert opened.value("select count(*) from curation.decision where contains(detail, 'ids')") == 0


def test_parts_are_known_to_the_next_fit(database: tuple[Run, Database]) -> None:
    """In the order of the texts asked for; unknown ones and those of other topics are in none."""
    run, opened = database
    decide(opened)
    split(run, opened)
    (parts,) = standing_parts(opened, ["y01", "o", "x01", "new"])
    assert parts.tolist() == [1, -1, 0, -1]
