"""Given what people decided, the rows that SQL makes of it: one place curates topics, and all tables follow it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from analytics.database import Database, statement
from analytics.run import Run
from analytics.stages.curation import apply_curation
from analytics.stages.stand import settle_records
from analytics.stages.trends import analyse_trends
from analytics.warehouse import Warehouse, open_warehouse

#: Two themes of two topics each, a topic that stands alone, and one that is no more.
TOPICS = """
insert into analysis.topic (topic_id, label, label_en, parent_topic_id, level, status, is_stable, one_language) values
    ('p', 'P', 'P', null, 1, 'active', true, null), ('q', 'Q', 'Q', null, 1, 'active', true, null),
    ('a', 'A', 'A', 'p', 0, 'active', true, 'en'), ('b', 'B', 'B', 'p', 0, 'active', true, 'en'),
    ('c', 'C', 'C', 'q', 0, 'active', true, 'ja'), ('d', 'D', 'D', 'q', 0, 'active', true, 'ja'),
    ('e', 'E', 'E', null, 0, 'active', true, null), ('gone', 'Gone', 'Gone', null, 0, 'retired', null, null)
"""

#: A mention of each topic, of a review of its own, and a quote of it in its topic and its theme.
MENTIONS = """
insert into analysis.mention (mention_id, review_id, position, text_hash)
    select topic_id, topic_id, 0, topic_id from analysis.topic where level = 0 and status = 'active';
insert into analysis.placement (text_hash, topic_id, placement)
    select topic_id, topic_id, 'core' from analysis.topic where level = 0 and status = 'active';
insert into analysis.topic_quote
    select topic_id, 1, topic_id from analysis.topic where level = 0 and status = 'active'
    union all select parent_topic_id, 3 - row_number() over (partition by parent_topic_id order by topic_id), topic_id
        from analysis.topic where parent_topic_id is not null
"""


#: Ten weeks from Monday to Sunday with twenty reviews of E; A and B have one a week, and 25 in the last.
RISING = """
delete from analysis.mention;
create temporary table made as
    select topic_id || '-' || week || '-' || n as review_id, topic_id,
        timestamp '2024-01-01' + to_days((7 * week + n % 7)::int) as written_at
    from (values ('a'), ('b'), ('e')) as said (topic_id)
    cross join range(10) as weeks (week) cross join range(25) as reviews (n)
    where n < case when topic_id = 'e' then 20 when week = 9 then 25 else 1 end;
insert into staging.review_version (delivery_id, line, review_id, content_hash, text, written_at)
    select 1, 1, review_id, review_id, 'x', written_at from made;
insert into analysis.mention (mention_id, review_id, position, text_hash)
    select review_id, review_id, 0, topic_id from made
"""


@pytest.fixture
def warehouse(make_run: Callable[..., Run]) -> Iterator[tuple[Run, Warehouse]]:
    """Return a run and its open warehouse with those topics."""
    run = make_run('[project]\nlanguages = ["en"]\n')
    with open_warehouse(run.home) as opened:
        opened.database.run(
            "insert into ledger.delivery (delivery_id, source, kind, file, sha256, mapping_hash, run_id, bytes) "
            "values (1, 's', 'reviews', 'a', 'x', 'm', 'run-000001', 1)"
        )
        opened.database.run(TOPICS)
        opened.database.run(MENTIONS)
        yield run, opened


def decide(database: Database, action: str, topic_id: str, detail: str = "{}") -> None:
    """Write down a decision."""
    database.run(
        "insert into curation.decision (action, topic_id, detail, made_by, made_at) "
        "values (?, ?, ?, 'mika', timestamp '2024-05-01 09:00')",
        [action, topic_id, detail],
    )


def apply(run: Run, warehouse: Warehouse) -> dict[str, dict[str, Any]]:
    """Apply what stands and return the topics as curated."""
    apply_curation(run, warehouse.database, lambda phrases: [None] * len(phrases))
    warehouse.derive_analysed()
    return {row["topic_id"]: row for row in warehouse.database.rows("from staging.topic")}


def test_without_decisions_topics_are_as_found(warehouse: tuple[Run, Warehouse]) -> None:
    """Every column, retired topics too."""
    run, opened = warehouse
    curated = apply(run, opened)
    for found in opened.database.rows("from analysis.topic"):
        assert {**found, "into_topic_id": None, "is_hidden": False} == curated[found["topic_id"]]
    assert opened.database.rows("from analysis.topic_lineage") == []


def test_a_merge_empties_a_theme_and_moves_mentions(warehouse: tuple[Run, Warehouse]) -> None:
    """A went to C under another theme: its own has one topic left, which stands by itself then."""
    run, opened = warehouse
    decide(opened.database, "merge", "a", '{"into": "c"}')
    topics = apply(run, opened)
    assert {key: row["status"] for key, row in topics.items() if row["status"] != "active"} == {
        "a": "retired", "p": "retired", "gone": "retired",
    }  # fmt: skip
    assert [topics[key]["parent_topic_id"] for key in "abcd"] == [None, None, "q", "q"]
    assert [topics[key]["is_stable"] for key in "abcp"] == [None, True, True, None]
    # What is of two languages now is of none.
    assert [topics[key]["one_language"] for key in "abcd"] == [None, "en", None, "ja"]
    placed = opened.database.rows("select mention_id, topic_id from staging.mention order by mention_id")
    assert [row["topic_id"] for row in placed] == ["c", "b", "c", "d", "e"]
    above = opened.database.rows("select topic_id from staging.topic_mention where mention_id = 'a'")
    assert {row["topic_id"] for row in above} == {"c", "q"}
    quotes = opened.database.rows(statement("mart/topic_quote"))
    assert [(row["topic_id"], row["rank"], row["mention_id"]) for row in quotes] == [
        ("b", 1, "b"), ("c", 1, "c"), ("d", 1, "d"), ("e", 1, "e"), ("q", 1, "d"), ("q", 2, "c"),
    ]  # fmt: skip


def test_the_lineage_tells_a_merge_once_and_when_it_is_taken_back(warehouse: tuple[Run, Warehouse]) -> None:
    """With the run that applied it; the topic that is back split from the other."""
    run, opened = warehouse
    database = opened.database
    decide(database, "merge", "a", '{"into": "c"}')
    apply(run, opened)
    apply(run, opened)
    database.run("update curation.decision set undone_at = made_at")
    assert apply(run, opened)["a"]["status"] == "active"
    apply(run, opened)
    events = database.rows("select run_id, topic_id, event, other_topic_id, overlap from analysis.topic_lineage")
    assert [tuple(row.values()) for row in events] == [
        ("run-000001", "a", "merged", "c", 1.0),
        ("run-000001", "a", "split", "c", 1.0),
    ]


def test_a_merge_goes_where_a_refit_took_its_target(warehouse: tuple[Run, Warehouse]) -> None:
    """The last thing that happened to the target counts, and only while it is no more."""
    run, opened = warehouse
    database = opened.database
    database.run(
        "insert into analysis.topic_lineage values ('run-000001', 'gone', 'born', null, 0), "
        "('run-000002', 'gone', 'merged', 'd', 0.9), ('run-000002', 'e', 'merged', 'c', 0.9)"
    )
    decide(database, "merge", "b", '{"into": "gone"}')
    decide(database, "merge", "a", '{"into": "e"}')
    topics = apply(run, opened)
    assert (topics["b"]["into_topic_id"], topics["a"]["into_topic_id"]) == ("d", "e")
    database.run("insert into analysis.topic_lineage values ('run-000003', 'gone', 'retired', null, 0)")
    assert apply(run, opened)["b"]["into_topic_id"] is None
    effects = database.rows("select topic_id, has_effect from curation.decision order by topic_id")
    assert [tuple(row.values()) for row in effects] == [("a", True), ("b", False)]


def test_a_found_label_gives_way_and_the_tables_say_who_decided(warehouse: tuple[Run, Warehouse]) -> None:
    """No two active topics share a label, so that the check of releases holds."""
    run, opened = warehouse
    decide(opened.database, "rename", "b", '{"label": "E", "language": null}')
    topics = apply(run, opened)
    assert (topics["b"]["label"], topics["e"]["label"], topics["e"]["label_en"]) == ("E", "E (2)", "E (2)")
    (told,) = opened.database.rows(statement("mart/topic_decision"))
    assert (told["made_by"], told["made_at"], told["has_effect"]) == ("mika", datetime(2024, 5, 1, 9), True)


def test_quotes_of_hidden_topics_are_not_their_theme_s(warehouse: tuple[Run, Warehouse]) -> None:
    """The topic itself keeps them, for SQL."""
    run, opened = warehouse
    decide(opened.database, "hide", "c")
    assert {key for key, row in apply(run, opened).items() if row["is_hidden"]} == {"c"}
    quotes = opened.database.rows(statement("mart/topic_quote"))
    assert [(row["rank"], row["mention_id"]) for row in quotes if row["topic_id"] == "q"] == [(1, "d")]
    decide(opened.database, "hide", "d")
    assert {key for key, row in apply(run, opened).items() if row["is_hidden"]} == {"c", "d", "q"}
    assert [row["mention_id"] for row in quotes if row["topic_id"] == "c"] == ["c"]


def test_nobody_is_called_for_a_hidden_topic(warehouse: tuple[Run, Warehouse]) -> None:
    """Two topics rise alike in the last week; the tests of both stay, the alert of one."""
    run, opened = warehouse
    database = opened.database
    database.run(RISING)
    settle_records(run)
    decide(database, "hide", "a")
    apply(run, opened)
    tested = analyse_trends(run)
    alerts = database.rows("select topic_id from analysis.trend where is_alert and slice_by = 'all'")
    kinds = database.rows("select distinct kind from analysis.trend where topic_id in ('a', 'b') and kind is not null")
    assert "b" in {row["topic_id"] for row in alerts}
    assert "a" not in {row["topic_id"] for row in alerts}
    assert tested.alerts == database.value("select count(*) from analysis.trend where is_alert")
    assert len(kinds) == 1
