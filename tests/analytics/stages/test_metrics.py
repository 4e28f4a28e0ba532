"""Metrics with gates: what misses one is told, and stops a run only where something better is published."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.database import Database, statement
from analytics.errors import GateError
from analytics.stages.metrics import refuse_worse, save_metrics


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return an empty warehouse database."""
    with Database(tmp_path / "work.duckdb") as opened:
        opened.run(statement("warehouse/schema"))
        yield opened


def test_a_metric_knows_whether_it_reached_its_gate(database: Database) -> None:
    """The gate is published in words; a metric without one has neither gate nor verdict; a rerun replaces."""
    save_metrics(database, {"topic_stability": 0.4, "topics": 12.0}, {"topic_stability": 0.5})
    save_metrics(database, {"topic_stability": 0.7}, {"topic_stability": 0.5})
    rows = database.rows("select * from analysis.quality order by metric")
    assert rows == [
        {"metric": "topic_stability", "value": 0.7, "gate": ">= 0.5", "passed": True},
        {"metric": "topics", "value": 12.0, "gate": None, "passed": None},
    ]


def test_a_run_that_is_worse_than_what_is_published_is_refused(database: Database) -> None:
    """Exit 4 names the metric, its gate and what the release before had."""
    save_metrics(database, {"topic_stability": 0.4}, {"topic_stability": 0.5})
    with pytest.raises(GateError, match=r"topic_stability is 0\.40, >= 0\.5 is asked for.*had 0\.81") as caught:
        refuse_worse(database, {"topic_stability": 0.81})
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("before", [{}, {"topic_stability": 0.3}, {"topics": 50.0}])
def test_where_nothing_better_is_published_the_best_there_is_passes(
    database: Database, before: dict[str, float]
) -> None:
    """A first run, one after a worse one, or one whose metric is new publishes what it has."""
    save_metrics(database, {"topic_stability": 0.4}, {"topic_stability": 0.5})
    refuse_worse(database, before)
    assert database.value("select count(*) from analysis.quality where not passed") == 1


def test_a_metric_that_holds_its_gate_may_fall(database: Database) -> None:
    """Worse than before is no fault while the gate holds."""
    save_metrics(database, {"topic_stability": 0.6}, {"topic_stability": 0.5})
    refuse_worse(database, {"topic_stability": 0.9})
    assert database.value("select count(*) from analysis.quality where not passed") == 0
