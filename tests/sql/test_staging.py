"""Given rows, expected rows: calendars, dense periods, money and versions as the SQL files make them."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from analytics.database import Database
from analytics.run import Run
from analytics.stages.stand import settle_records
from analytics.warehouse import Warehouse, open_warehouse

SETTINGS = """
[project]
timezone = "Asia/Tokyo"
currency = "JPY"
"""


@pytest.fixture
def warehouse(make_run: Callable[..., Run]) -> Iterator[tuple[Run, Warehouse]]:
    """Return a run in Tokyo and its open, empty warehouse with one delivery of each kind."""
    run = make_run(SETTINGS)
    with open_warehouse(run.home) as opened:
        opened.database.run(
            "insert into ledger.delivery (delivery_id, source, kind, file, sha256, mapping_hash, run_id, bytes) values "
            "(1, 's', 'reviews', 'a', 'x', 'm', 'run-000001', 1), "
            "(2, 'e', 'events', 'b', 'y', 'm', 'run-000001', 1)"
        )
        yield run, opened


def _review(database: Database, review_id: str, written_at: str) -> None:
    """Add a review that stands."""
    database.run(
        "insert into staging.review_version (delivery_id, line, review_id, content_hash, text, written_at) "
        "values (1, 1, ?, ?, 'x', ?::timestamp)",
        [review_id, review_id, written_at],
    )


def _event(database: Database, event_id: str, event: str, **fields: object) -> None:
    """Add an event that stands, of customer c at noon of 2024-03-04 UTC unless told otherwise."""
    known = {"occurred_at": "2024-03-04 12:00", "customer_id": "c", "value": None, "currency": None, "order_id": None}
    row = known | fields
    database.run(
        "insert into staging.event_version (delivery_id, line, event_id, content_hash, event, occurred_at, "
        "customer_id, value, currency, order_id) values (2, 1, ?, ?, ?, ?::timestamp, ?, ?, ?, ?)",
        [event_id, event_id, event, *row.values()],
    )


def test_days_are_cut_in_the_projects_zone_without_gaps(warehouse: tuple[Run, Warehouse]) -> None:
    """20:00 UTC is the next day in Tokyo; the empty day between stands; the ends are partial."""
    run, opened = warehouse
    _review(opened.database, "1", "2024-03-03 20:00")
    _review(opened.database, "2", "2024-03-06 03:00")
    settle_records(run)
    days = opened.database.rows(
        "select period_start, is_partial from staging.calendar where grain = 'day' order by period_start"
    )
    assert [(row["period_start"], row["is_partial"]) for row in days] == [
        (date(2024, 3, 4), True),
        (date(2024, 3, 5), False),
        (date(2024, 3, 6), True),
    ]
    weeks = opened.database.rows("select period_start from staging.calendar where grain = 'week'")
    assert [row["period_start"] for row in weeks] == [date(2024, 3, 4)]


def test_dates_without_times_count_as_whole_days(warehouse: tuple[Run, Warehouse]) -> None:
    """Midnight in Tokyo throughout: neither the first nor the last day is partial."""
    run, opened = warehouse
    _review(opened.database, "1", "2024-03-03 15:00")
    _review(opened.database, "2", "2024-03-04 15:00")
    settle_records(run)
    days = opened.database.rows("select is_partial from staging.calendar where grain = 'day'")
    assert [row["is_partial"] for row in days] == [False, False]


def test_money_leaves_out_other_currencies_and_refunds_take_away(warehouse: tuple[Run, Warehouse]) -> None:
    """A refund takes away with or without a minus; purchases count by order."""
    run, opened = warehouse
    _event(opened.database, "1", "purchase", value=1000, order_id="o1")
    _event(opened.database, "2", "purchase", value=500, order_id="o1")
    _event(opened.database, "3", "purchase", value=99, currency="USD", order_id="o2")
    _event(opened.database, "4", "refund", value=200)
    _event(opened.database, "5", "refund", value=-100)
    settle_records(run)
    (row,) = opened.database.rows("from staging.customer_activity")
    assert (row["events"], row["purchases"], row["refunds"], int(row["revenue"])) == (5, 2, 2, 1200)


def test_events_are_dense_and_know_their_customers(warehouse: tuple[Run, Warehouse]) -> None:
    """A day without an event has a row of 0, its value 0 where the event ever has one and null where not."""
    run, opened = warehouse
    _event(opened.database, "1", "purchase", value=10)
    _event(opened.database, "2", "login", occurred_at="2024-03-06 12:00", customer_id=None)
    settle_records(run)
    opened.derive_analysed()
    opened.derive_counted()
    rows = opened.database.rows(
        "select event, events, customers, value from staging.behaviour_period where grain = 'day' "
        "order by event, period_start"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("login", 0, 0, None),
        ("login", 0, 0, None),
        ("login", 1, 0, None),
        ("purchase", 1, 1, 10),
        ("purchase", 0, 0, 0),
        ("purchase", 0, 0, 0),
    ]


def test_topics_are_counted_by_review_and_a_parent_counts_each_review_once(warehouse: tuple[Run, Warehouse]) -> None:
    """Two mentions of sibling topics in one review are one review of their parent; the empty day is 0."""
    run, opened = warehouse
    database = opened.database
    _review(database, "1", "2024-03-04 03:00")
    _review(database, "2", "2024-03-06 03:00")
    settle_records(run)
    database.run(
        "insert into analysis.topic (topic_id, label, parent_topic_id, level, status) values "
        "('p', 'P', null, 1, 'active'), ('a', 'A', 'p', 0, 'active'), ('b', 'B', 'p', 0, 'active')"
    )
    database.run(
        "insert into analysis.mention (mention_id, review_id, position, computed, text_hash, excluded) values "
        "('m1', '1', 0, 'x', 'x', null), ('m2', '1', 1, 'y', 'y', null), ('m3', '2', 0, 'z', 'z', null), "
        "('m4', '2', 1, '', '', 'no_words')"
    )
    database.run(
        "insert into analysis.placement (text_hash, topic_id, placement) values "
        "('x', 'a', 'core'), ('y', 'b', 'assigned'), ('z', null, 'one_off')"
    )
    opened.derive_analysed()
    opened.derive_counted()
    rows = database.rows(
        "select topic_id, mentions, reviews, volume, share from staging.topic_period "
        "where grain = 'day' order by topic_id, period_start"
    )
    assert [tuple(row.values()) for row in rows if row["topic_id"] == "p"] == [
        ("p", 2, 1, 1, 1.0),
        ("p", 0, 0, 0, None),
        ("p", 0, 0, 1, 0.0),
    ]
    assert [row["mentions"] for row in rows if row["topic_id"] == "a"] == [1, 0, 0]
