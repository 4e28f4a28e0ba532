"""Count topics and events by period, and test each complete period against what came before."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
import pyarrow as pa

from analytics.arrays import Floats
from analytics.points import reached
from analytics.run import Run
from analytics.settings import Grain, Trend
from analytics.trend import classify, false_discovery, test_series
from analytics.warehouse import open_warehouse

#: Grains in the order in which they are worked through.
GRAINS: tuple[Grain, ...] = get_args(Grain)


@dataclass(frozen=True)
class TrendsTested:
    """How many tests were made, and how many of them raise an alert."""

    tests: int
    alerts: int


def analyse_trends(run: Run) -> TrendsTested:
    """Derive the period tables, test every complete period of every series, save the tests.

    A family of tests is one period of one grain: all topics in all slices; events are a family of their own.
    """
    run.progress("trends", 0, len(GRAINS))
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        with database.transaction():
            warehouse.derive_counted()
            reached("trends.counting")
        reached("trends.counted")
        tables = []
        for number, grain in enumerate(GRAINS, start=1):
            loaded = [database.load(subject, [grain]) for subject in ("topic_series", "event_series")]
            tables += [_tests(series, grain, run.settings.trend) for series in loaded if series.num_rows]
            run.progress("trends", number, len(GRAINS))
        with database.transaction():
            database.run("delete from analysis.trend")
            for table in tables:
                database.append("analysis.trend", table)
            # What people hid is tested like all else, since it is of one family with it, but nobody is called.
            database.run(
                "update analysis.trend set is_alert = false "
                "where topic_id in (select topic_id from staging.topic where is_hidden)"
            )
            reached("trends.written")
        reached("trends.saved")
        alerts = int(database.value("select count(*) from analysis.trend where is_alert"))
    return TrendsTested(sum(table.num_rows for table in tables), alerts)


def _tests(series: pa.Table, grain: Grain, options: Trend) -> pa.Table:
    """Return `series` (rows in the order of series and time, every series of equal length) with its tests."""
    periods = len(series["period_start"].unique())
    shape = (series.num_rows // periods if periods else 0, periods)
    observed = series["observed"].to_numpy().astype(np.int64).reshape(shape)
    volume = series["volume"].to_numpy().astype(np.int64).reshape(shape)
    tests = test_series(observed, volume)
    q_values = np.full(shape, np.nan)
    for period in range(periods):
        q_values[:, period] = false_discovery(tests.p_value[:, period])
    changes = classify(tests, observed, q_values, options.false_discovery_rate)
    alerts = [kind is not None and grain == options.alert_grain for kind in changes.kind.ravel()]
    rows = series.drop_columns(["volume"]).append_column("grain", pa.array([grain] * series.num_rows, pa.string()))
    for name, values in (
        ("expected", tests.expected),
        ("rate_ratio", tests.rate_ratio),
        ("ci_low", tests.ci_low),
        ("ci_high", tests.ci_high),
        ("p_value", tests.p_value),
        ("q_value", q_values),
    ):
        rows = rows.append_column(name, _known(values))
    for name, words in (("direction", changes.direction), ("kind", changes.kind)):
        rows = rows.append_column(name, pa.array(words.ravel(), pa.string()))
    rows = rows.append_column("is_alert", pa.array(alerts, pa.bool_()))
    return rows if "slice_by" in rows.column_names else _of_all(rows)


def _known(values: Floats) -> pa.Array:
    """Return a column in which what could not be computed is null."""
    flat = values.ravel()
    return pa.array(flat, pa.float64(), mask=~np.isfinite(flat))


def _of_all(rows: pa.Table) -> pa.Table:
    """Say of tests of events that they are over everything."""
    everything = pa.array(["all"] * rows.num_rows, pa.string())
    return rows.append_column("slice_by", everything).append_column(
        "slice_value", pa.array([""] * rows.num_rows, pa.string())
    )
