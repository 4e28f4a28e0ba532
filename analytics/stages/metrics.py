"""What a stage measured of its own result, kept for mart.quality."""

from collections.abc import Mapping

import pyarrow as pa

from analytics.database import Database

#: Digits after the point of a published metric.
_DIGITS = 6


def save_metrics(database: Database, metrics: Mapping[str, float]) -> None:
    """Put `metrics` in the place of what an earlier run measured under the same names; none of them has a gate."""
    for name in metrics:
        database.run("delete from analysis.quality where metric = ?", [name])
    rows = [{"metric": name, "value": round(value, _DIGITS)} for name, value in metrics.items()]
    schema = pa.schema([("metric", pa.string()), ("value", pa.float64())])
    database.append("analysis.quality", pa.Table.from_pylist(rows, schema=schema))
