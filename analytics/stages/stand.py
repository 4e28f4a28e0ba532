"""Decide what stands: the newest version of every record, up to the time that the run looks back from."""

from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from analytics.database import Database, statement
from analytics.points import reached
from analytics.pseudonym import PUBLISHED_DIGITS, home_key, pseudonym
from analytics.run import Run
from analytics.stages.history import drift_metrics
from analytics.warehouse import open_warehouse

#: Slices other than `all`: the most reviewed values of each, so that tables stay readable and bounded.
SLICE_VALUES = 12

#: A value with fewer reviews than this over the whole time has too few in any period to be tested.
SLICE_LEAST_REVIEWS = 30

#: Days of a slice are published for spans up to this; beyond it weeks and months hold enough reviews to read.
SLICE_MOST_DAYS = 92


@dataclass(frozen=True)
class Standing:
    """How many records stand, and the time the analysis looks back from (None without any record)."""

    reviews: int
    events: int
    customers: int
    products: int
    as_of: datetime | None


def settle_records(run: Run) -> Standing:
    """Fix as_of and make the tables of what stands."""
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        as_of = run.as_of or database.value(statement("load/latest_time"))
        project = run.settings.project
        kept = sorted({name for source in run.settings.sources("reviews") for name in source.keep})
        with database.transaction():
            database.replace(
                "analysis.scope",
                pa.table(
                    {
                        "run_id": [run.run_id],
                        "as_of": pa.array([as_of], pa.timestamp("us")),
                        "zone": [project.timezone],
                        "currency": [project.currency],
                        "language": [project.languages[0]],
                        "slice_values": [SLICE_VALUES],
                        "slice_least_reviews": [SLICE_LEAST_REVIEWS],
                        "slice_most_days": [SLICE_MOST_DAYS],
                        "kept": pa.array([kept], pa.list_(pa.string())),
                    }
                ),
            )
            database.replace("analysis.quality", drift_metrics(database, run.home, run.settings))
            warehouse.derive_standing()
            database.replace("analysis.customer_alias", _aliases(run, database))
            reached("stand.written")
        reached("stand.saved")
        counts = {
            name: int(database.value(f"select count(*) from staging.{name}"))
            for name in ("review", "event", "customer", "product")
        }
    return Standing(counts["review"], counts["event"], counts["customer"], counts["product"], as_of)


def _aliases(run: Run, database: Database) -> pa.Table:
    """Return the id under which each customer is published: as given, or a hash that only this home can make."""
    given = [row["customer_id"] for row in database.rows(statement("load/customer_ids"))]
    hashed = run.settings.privacy.customer_ids == "hmac"
    key = home_key(run.home) if hashed else b""
    names = [pseudonym(key, customer_id)[:PUBLISHED_DIGITS] for customer_id in given] if hashed else given
    return pa.table({"customer_id": pa.array(given, pa.string()), "published_id": pa.array(names, pa.string())})
