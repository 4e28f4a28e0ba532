"""What a stage measured of its own result, kept for mart.quality."""

from collections.abc import Mapping

import pyarrow as pa

from analytics.database import Database, statement
from analytics.errors import GateError

#: What was better before has to be better by this: two fits of the same texts differ in stability by up to 0.03.
BETTER_BY = 0.05

#: Digits after the point of a published metric.
_DIGITS = 6


def save_metrics(database: Database, metrics: Mapping[str, float], gates: Mapping[str, float] | None = None) -> None:
    """Put `metrics` in the place of what an earlier run measured under the same names.

    `gates` names the least value of those that have to reach one.
    """
    for name in metrics:
        database.run("delete from analysis.quality where metric = ?", [name])
    rows = [_row(name, round(value, _DIGITS), (gates or {}).get(name)) for name, value in metrics.items()]
    schema = pa.schema(
        [("metric", pa.string()), ("value", pa.float64()), ("gate", pa.string()), ("passed", pa.bool_())]
    )
    database.append("analysis.quality", pa.Table.from_pylist(rows, schema=schema))


def _row(name: str, value: float, least: float | None) -> dict[str, object]:
    """Return a row of analysis.quality."""
    if least is None:
        return {"metric": name, "value": value, "gate": None, "passed": None}
    return {"metric": name, "value": value, "gate": f">= {least:g}", "passed": value >= least}


def refuse_worse(database: Database, before: Mapping[str, float]) -> None:
    """Raise GateError if a gate of this run failed and `before`, the release before by metric, was better.

    Where nothing better is published a release that misses its gate is published, and says so: it is the best there is.
    """
    worse = [
        f"{row['metric']} is {row['value']:.2f}, {row['gate']} is asked for, and the release before had "
        f"{before[row['metric']]:.2f}"
        for row in database.rows(statement("load/gates_failed"))
        if row["metric"] in before and before[row["metric"]] > row["value"] + BETTER_BY
    ]
    if worse:
        raise GateError("quality gates failed, nothing published: " + "; ".join(worse))
