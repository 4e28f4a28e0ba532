"""From their columns to ours: ids as given, times in UTC, money as decimals, a reason for each refusal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analytics.errors import ConfigError
from analytics.settings import FIELDS, OWN_ID, Project, Source
from analytics.sources.attributes import json_objects
from analytics.sources.batches import Batch, Reject, schema_of
from analytics.sources.columns import Plan
from analytics.sources.numbers import (
    NumberFormat,
    multiply,
    number_format,
    parse_number,
    to_floats,
    to_money,
)
from analytics.sources.times import Clock, is_format, parse_time, to_instants

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

#: Our fields that hold times.
TIME_FIELDS = frozenset({"written_at", "occurred_at", "signed_up_at"})
MONEY_FIELDS = frozenset({"value", "unit_price", "quantity", "price"})
#: What a record cannot do without. An empty text is a review without words, and events may be anonymous.
_NEEDED = {
    "reviews": ("written_at",),
    "events": ("event", "occurred_at"),
    "customers": ("customer_id",),
    "products": ("product_id",),
}

#: What the column that `deleted` names says of a record that is still there; empty says so too.
NOT_DELETED = ("", "0", "false", "f", "no", "n", "off")

#: Control characters that texts may hold.
_SPACING = (ord("\t"), ord("\n"), ord("\r"))


@dataclass(frozen=True)
class Mapper:
    """Everything that is the same for all batches of one file."""

    source: Source
    plan: Plan
    clock: Clock
    style: NumberFormat

    def batch(
        self,
        columns: Sequence[pa.Array],
        lines: Ints,
        rejects: Sequence[Reject] = (),
        extra: pa.Array | None = None,
    ) -> Batch:
        """Map records given as columns (text, timestamp or struct, numbered as in the plan) with their lines.

        `rejects` are records that were refused before; `extra` is JSON made elsewhere, if the plan has none.
        """
        refusals = _Refusals(len(lines))
        gone = self._deleted(columns, len(lines))
        fields = {name: self._field(name, columns, gone, refusals) for name in FIELDS[self.source.kind]}
        self._complete(fields, refusals)
        texts = [(name, _cleaned(as_text(columns[at]))) for name, at in self.plan.extra]
        kept = [(name, _cleaned(as_text(columns[at]))) for name, at in self.plan.keep]
        fields["line"] = pa.array(lines)
        fields["deleted"] = pa.array(gone)
        fields["attributes"] = json_objects(kept, len(lines))
        fields["extra"] = json_objects(texts, len(lines)) if extra is None else extra
        schema = schema_of(self.source.kind)
        records = pa.Table.from_arrays([fields[name] for name in schema.names], schema=schema)
        refused = [*rejects, *refusals.of(lines)]
        if refusals.any():
            records = records.filter(pa.array(refusals.reasons == 0))
        refused.sort(key=lambda reject: reject.line)
        return Batch(records, tuple(refused), tuple(name for name, _ in self.plan.extra), self.plan.missing)

    def _deleted(self, columns: Sequence[pa.Array], count: int) -> Mask:
        """Return which records say that what they name is gone: by any word but a no, such as a time."""
        if self.plan.deleted is None:
            return np.zeros(count, np.bool_)
        words = pc.utf8_lower(pc.utf8_trim_whitespace(as_text(columns[self.plan.deleted])))
        return ~np.asarray(pc.or_(pc.is_null(words), pc.is_in(words, pa.array(NOT_DELETED))), np.bool_)

    def _field(self, name: str, columns: Sequence[pa.Array], gone: Mask, refusals: "_Refusals") -> pa.Array:
        """Return one of our fields, noting in `refusals` the records whose value is none."""
        count = len(gone)
        if name in self.source.constants:
            # An empty constant says that there is none: events of nobody in particular.
            written = pa.repeat(pa.scalar(str(self.source.constants[name]) or None, pa.string()), count)
            clock, style = Clock("iso", self.clock.zone), NumberFormat()
        else:
            at = self.plan.fields.get(name)
            written = pa.nulls(count, pa.string()) if at is None else columns[at]
            clock, style = self.clock, self.style
        needed = ~gone if name in _NEEDED[self.source.kind] else np.zeros(count, np.bool_)
        if self.source.deleted is not None and name == OWN_ID[self.source.kind]:
            needed |= gone
        refusals.add(needed & np.asarray(pc.is_null(written)), f"{_missing_rule(name)}: {name} is empty")
        if name in TIME_FIELDS:
            return _time(name, written, clock, refusals)
        if name in MONEY_FIELDS or name == "rating":
            values, bad = (to_money if name in MONEY_FIELDS else to_floats)(as_text(written), style)
            refusals.add(bad, f"type: {name} is not a number of the declared format")
            return values
        return self._text(name, as_text(written), refusals)

    def _text(self, name: str, column: pa.Array, refusals: "_Refusals") -> pa.Array:
        """Return a text field: an id as given (control characters refuse it), anything else without them."""
        if not name.endswith("_id"):
            return _cleaned(column)
        if len(_controls(column)):
            controls = pc.fill_null(pc.match_substring_regex(column, "[\\x00-\\x1f]"), False)
            refusals.add(np.asarray(controls), f"control: {name} holds control characters")
        if self.source.id_prefix and name == OWN_ID[self.source.kind]:
            return pc.binary_join_element_wise(self.source.id_prefix, column, "")
        return column

    def _complete(self, fields: dict[str, pa.Array], refusals: "_Refusals") -> None:
        """Fill what follows from other fields: shares of ratings, values of lines, refunds, the language."""
        if self.source.kind == "reviews":
            if self.source.language is not None:
                fields["language"] = pc.fill_null(fields["language"], self.source.language)
            fields["rating_share"] = _rating_share(fields["rating"], self.source.rating_scale, refusals)
        elif self.source.kind == "events":
            product, large = multiply(fields["unit_price"], fields["quantity"])
            refusals.add(
                large & np.asarray(pc.is_null(fields["value"])),
                "type: unit_price × quantity has too many digits",
            )
            fields["value"] = pc.coalesce(fields["value"], product)
            fields["event"] = _refunds(fields)


def make_mapper(source: Source, project: Project, plan: Plan) -> Mapper:
    """Prepare the mapping of one file; raise ConfigError for formats and constants that cannot be read."""
    zone = ZoneInfo(source.zone(project))
    faults = [f"constant '{name}' is {fault}" for name, fault in _constant_faults(source.constants, zone)]
    if not is_format(source.date_format):
        faults.append("'date_format' is no pattern of strptime")
    if faults:
        raise ConfigError([f"koe.toml: [[source]] {source.name}: {fault}" for fault in faults])
    return Mapper(source, plan, Clock(source.date_format, zone), number_format(source.number_format, source.name))


def _constant_faults(constants: Mapping[str, str | int | float], zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Yield the constants that are not of their field's type, and what they are not."""
    for name, value in constants.items():
        if name in TIME_FIELDS and parse_time(str(value), Clock("iso", zone)) is None:
            yield name, "no ISO time"
        elif name in MONEY_FIELDS | {"rating"} and parse_number(str(value), NumberFormat()) is None:
            yield name, "no plain number"


def as_text(column: pa.Array) -> pa.Array:
    """Return a column as text: timestamps (of typed files) in ISO, without a fraction of zeros."""
    if pa.types.is_struct(column.type):
        return pc.coalesce(column.field("text"), as_text(column.field("moment")))
    if pa.types.is_timestamp(column.type):
        return pc.replace_substring_regex(pc.cast(column, pa.string()), r"\.0+(Z?)$", r"\1")
    return column


class _Refusals:
    """Which records of a batch are refused, and each one's first reason."""

    def __init__(self, count: int) -> None:
        """Begin with `count` records, none refused."""
        self.reasons = np.zeros(count, np.int64)
        self._words = [""]

    def add(self, mask: Mask, reason: str) -> None:
        """Refuse the records of `mask` that are not refused yet."""
        fresh = mask & (self.reasons == 0)
        if fresh.any():
            self._words.append(reason)
            self.reasons[fresh] = len(self._words) - 1

    def any(self) -> bool:
        """Tell whether any record is refused."""
        return len(self._words) > 1

    def of(self, lines: Ints) -> list[Reject]:
        """Return the refusals with their lines."""
        return [Reject(int(lines[at]), self._words[self.reasons[at]]) for at in np.flatnonzero(self.reasons)]


def _missing_rule(name: str) -> str:
    """Return the rule that an empty needed field breaks."""
    return "date" if name in TIME_FIELDS else "missing"


def _time(name: str, written: pa.Array, clock: Clock, refusals: _Refusals) -> pa.Array:
    """Return a time field as naive UTC."""
    instants = to_instants(written, clock)
    refusals.add(instants.bad, f"date: {name} does not match {clock.format}")
    refusals.add(instants.out_of_range, f"date_range: {name} is before 1990 or after 2099")
    return instants.values


def _rating_share(rating: pa.Array, scale: tuple[float, float] | None, refusals: _Refusals) -> pa.Array:
    """Return ratings as 0..1 on their scale, null without one; refuse those outside it."""
    if scale is None:
        return pa.nulls(len(rating), pa.float64())
    low, high = scale
    outside = pc.or_(pc.less(rating, low), pc.greater(rating, high))
    refusals.add(np.asarray(pc.fill_null(outside, False)), f"rating_range: rating is not in {low:g} to {high:g}")
    return pc.divide(pc.subtract(rating, low), high - low)


def _refunds(fields: Mapping[str, pa.Array]) -> pa.Array:
    """Return the event names, a purchase of a negative quantity or value being a refund."""
    negative = pc.or_(
        pc.fill_null(pc.less(fields["quantity"], 0), False), pc.fill_null(pc.less(fields["value"], 0), False)
    )
    return pc.if_else(pc.and_(pc.equal(fields["event"], "purchase"), negative), "refund", fields["event"])


def _controls(column: pa.Array) -> Bytes:
    """Return the control characters in a text column, or in the array that it is a part of."""
    content = np.frombuffer(column.buffers()[2] or b"", np.uint8)
    return content[content < ord(" ")] if len(content) and content.min() < ord(" ") else content[:0]


def _cleaned(column: pa.Array) -> pa.Array:
    """Remove control characters but tab and line ends; a text of nothing else becomes null."""
    if np.isin(_controls(column), _SPACING).all():
        return column
    kept = pc.replace_substring_regex(column, "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "")
    return pc.if_else(pc.equal(kept, ""), None, kept)
