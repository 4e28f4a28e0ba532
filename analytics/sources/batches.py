"""What reading yields: batches of accepted records, refusals with their line, and broken files."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

from analytics.settings import Kind

INSTANT = pa.timestamp("us")
MONEY = pa.decimal128(18, 4)

_TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "line": pa.int64(),
        "deleted": pa.bool_(),
        "rating": pa.float64(),
        "rating_share": pa.float64(),
        "written_at": INSTANT,
        "occurred_at": INSTANT,
        "signed_up_at": INSTANT,
        "value": MONEY,
        "unit_price": MONEY,
        "quantity": MONEY,
        "price": MONEY,
    }
)

_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "reviews": "line deleted review_id title text customer_id product_id language url rating rating_share "
        "written_at attributes extra",
        "events": "line deleted customer_id event event_id order_id session_id product_id currency occurred_at "
        "value unit_price quantity attributes extra",
        "customers": "line deleted customer_id signed_up_at attributes extra",
        "products": "line deleted product_id name category price attributes extra",
    }
)


@dataclass(frozen=True)
class Reject:
    """A refused record: the physical line it starts on (1-based), and `rule: sentence`, never a value."""

    line: int
    reason: str


@dataclass(frozen=True)
class Batch:
    """Accepted records of one file in its order, of `schema_of(kind)`, and what was refused among them.

    `unmapped` are the columns that nobody asked for, as far as the file has shown them; `missing` are optional
    columns that it does not have, where koe.toml reads them as empty.
    """

    records: pa.Table
    rejects: tuple[Reject, ...]
    unmapped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class BrokenFile(Exception):
    """The whole file cannot be read (empty, truncated, damaged, a bomb); `reason` is `rule: sentence`.

    It may come after some batches: the caller drops those and records one refusal at line 0.
    """

    def __init__(self, reason: str) -> None:
        """Keep the `reason`, which names the rule and never holds a value."""
        self.reason = reason
        super().__init__(reason)


def schema_of(kind: Kind) -> pa.Schema:
    """Return the columns of accepted records of one kind; what is not listed in _TYPES is text."""
    return pa.schema([(name, _TYPES.get(name, pa.string())) for name in _COLUMNS[kind].split()])
