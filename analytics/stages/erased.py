"""Customers who were erased: told by keyed hashes alone, and refused when records of them come again."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from analytics.database import Database, statement
from analytics.home import Home
from analytics.pseudonym import PUBLISHED_DIGITS, home_key, pseudonym
from analytics.settings import Kind
from analytics.sources import Reject

#: Why a record of an erased customer is refused; also what is left of one that was taken in before.
RULE = "erased:"
REASON = f"{RULE} the customer asked for it"

#: The kinds of records that are somebody's.
_PERSONAL: tuple[Kind, ...] = ("reviews", "events", "customers")


@dataclass(frozen=True)
class Erased:
    """The hashes of erased customers and of their reviews, and the key that makes them."""

    key: bytes
    customers: frozenset[str]
    reviews: frozenset[str]

    def is_customer(self, customer_id: str) -> bool:
        """Say whether a customer, by the id as delivered, was erased."""
        return pseudonym(self.key, customer_id) in self.customers

    def is_published_customer(self, published_id: str) -> bool:
        """Say whether a customer, by the id as published (as given, or as a hash), was erased."""
        return published_id in self._published or self.is_customer(published_id)

    @cached_property
    def _published(self) -> frozenset[str]:
        """The hashes as they are published where koe.toml asks for hashes."""
        return frozenset(customer[:PUBLISHED_DIGITS] for customer in self.customers)

    def is_review(self, review_id: str) -> bool:
        """Say whether a review, by its id, was erased with its customer."""
        return review_hash(self.key, review_id) in self.reviews


def review_hash(key: bytes, review_id: str) -> str:
    """Return what is kept of the id of an erased review; never that of a customer of the same id."""
    return pseudonym(key, f"review\0{review_id}")


def load_erased(database: Database, home: Home) -> Erased | None:
    """Return who was erased; None if nobody was, so that nothing has to be hashed."""
    customers = {row["customer_hash"] for row in database.rows("select customer_hash from ledger.erasure")}
    if not customers:
        return None
    reviews = {row["review_hash"] for row in database.rows("select review_hash from ledger.erased_review")}
    return Erased(home_key(home), frozenset(customers), frozenset(reviews))


def refuse_erased(database: Database, kind: Kind, erased: Erased | None) -> list[Reject]:
    """Take the records of erased customers out of the table `incoming`; return their refusals, by line alone."""
    if erased is None or kind not in _PERSONAL:
        return []
    customers = filter(erased.is_customer, _distinct(database, "customer_id"))
    _remember(database, "customer", customers)
    lines = statement("ingest/erased_lines")
    if kind == "reviews":
        _remember(database, "review", filter(erased.is_review, _distinct(database, "review_id")))
        lines = statement("ingest/erased_review_lines")
    rejects = [Reject(row["line"], REASON) for row in database.rows(lines)]
    database.run(f"delete from incoming where line in ({lines})")
    for table in ("erased_customer", "erased_review"):
        database.run(f"drop table if exists {table}")
    return rejects


def _distinct(database: Database, column: str) -> list[str]:
    """Return the values of a column of `incoming`."""
    rows = database.rows(f"select distinct {column} as id from incoming where {column} is not null")
    return [row["id"] for row in rows]


def _remember(database: Database, what: str, ids: Iterable[str]) -> None:
    """Make the table erased_<what> of this connection."""
    database.create_temporary(f"erased_{what}", pa.table({f"{what}_id": pa.array(list(ids), pa.string())}))
