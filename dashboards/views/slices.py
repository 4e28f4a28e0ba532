"""How a slice of the data (a product, language, segment or kept attribute) is named, and found in SQL."""

from collections.abc import Mapping
from typing import Any

from dashboards.views.context import Context
from dashboards.views.marts import Query, pointer
from dashboards.views.parts import Name, Sentence

PRODUCTS = "select product_id, name from mart.product where name is not null"
SEGMENTS = "select segment_id, label, label_ja, label_en from mart.segment"

#: The slices that are no kept attribute, and the condition on mart.review that finds each.
CONDITIONS: Mapping[str, str] = {
    "product": "review.product_id {is_or_not} ?",
    "language": "review.language {is_or_not} ?",
    "segment": ("review.customer_id in (select customer_id from mart.customer where segment_id {is_or_not} ?)"),
}
ATTRIBUTE_CONDITION = "json_extract_string(review.attributes, ?) {is_or_not} ?"


def slice_name(context: Context, by: str, value: str, form: str) -> Sentence:
    """Name a slice: by itself (`form` sliced: Product: Kettle) or in a sentence (`slice`: for “Kettle”)."""
    key = f"{form}.{by if by in CONDITIONS else 'attribute'}"
    return context.wording.sentence(key, by=Name(by), value=Name(_value_name(context, by, value)))


def condition(by: str, value: str, *, same: bool) -> Query:
    """Return the condition on mart.review for a slice, or (`same` false) for all others of its kind."""
    parameters = (value,) if by in CONDITIONS else (pointer(by), value)
    return Query(CONDITIONS.get(by, ATTRIBUTE_CONDITION).format(is_or_not="=" if same else "<>"), parameters)


def product_names(context: Context) -> dict[str, str]:
    """Return the names of products by id, where they have one."""
    return {row["product_id"]: row["name"] for row in context.marts.rows(PRODUCTS)}


def _value_name(context: Context, by: str, value: str) -> str:
    """Return the name that people know a slice's value by."""
    if by == "product":
        return product_names(context).get(value, value)
    if by == "segment":
        return _segment_names(context).get(value, value)
    return language_name(context, value) if by == "language" else value


def language_name(context: Context, code: str) -> str:
    """Return the name of a language, or its code where the catalogue has none."""
    key = f"language.{code}"
    return context.wording.t(key) if context.wording.texts.knows(key) else code


def _segment_names(context: Context) -> dict[str, str]:
    """Return the names of segments by id."""
    rows: list[dict[str, Any]] = context.marts.rows(SEGMENTS)
    return {row["segment_id"]: context.label(row) for row in rows}
