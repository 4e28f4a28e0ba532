"""Mapping: ids as given, needed fields, ratings on their scale, values of lines, and refunds."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args

import pytest

from analytics.errors import ConfigError, SourceError
from analytics.settings import FIELDS, Kind
from analytics.sources import schema_of

Read = Callable[..., tuple[list[dict[str, Any]], list[tuple[int, str]]]]

REVIEW = {"text": "text", "written_at": "at"}
EVENT = {"customer_id": "who", "event": "what", "occurred_at": "at"}


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_field_of_a_kind_is_a_column(kind: Kind) -> None:
    """Besides the line, the attributes and what nobody mapped."""
    names = set(schema_of(kind).names)
    assert set(FIELDS[kind]) | {"line", "deleted", "attributes", "extra"} == names - {"rating_share"}


def test_fault_54_ids_are_texts_exactly_as_given(read: Read) -> None:
    """Leading zeros, exponents, floats and full width stay; empty is null."""
    ids = ["007", "1e5", "17850.0", "１２", " x ", "", "NULL", "nan"]
    content = "id,text,at\n" + "".join(f"{given},t,2024-05-01\n" for given in ids)
    rows, _ = read(content.encode(), columns={**REVIEW, "review_id": "id"})
    assert [row["review_id"] for row in rows] == [given or None for given in ids]


def test_an_id_prefix_stands_before_the_records_own_id_only(read: Read) -> None:
    """Customers and products keep theirs, and a missing id stays missing."""
    rows, _ = read(
        b"id,who,text,at\n1,c,t,2024-05-01\n,c,t,2024-05-01\n",
        columns={**REVIEW, "review_id": "id", "customer_id": "who"},
        id_prefix="app-",
    )
    assert [(row["review_id"], row["customer_id"]) for row in rows] == [("app-1", "c"), (None, "c")]
    customers, _ = read(b"who\nc\n", kind="customers", columns={"customer_id": "who"}, id_prefix="eu-")
    assert customers[0]["customer_id"] == "eu-c"


def test_fault_33_a_review_without_words_is_kept(read: Read) -> None:
    """Its rating counts."""
    rows, rejects = read(b"text,at,stars\n,2024-05-01,5\n", columns={**REVIEW, "rating": "stars"})
    assert (rows[0]["text"], rows[0]["rating"]) == (None, 5.0)
    assert not rejects


def test_fault_28_ratings(read: Read) -> None:
    """Full-width digits are digits; words, stars and what is off the scale are refused."""
    given = ["1", "５", "3.5", "", "five", "★★★", "0", "6", "nan"]
    content = "text,at,stars\n" + "".join(f"t,2024-05-01,{stars}\n" for stars in given)
    columns = {**REVIEW, "rating": "stars"}
    rows, rejects = read(content.encode(), columns=columns, rating_scale=(1, 5))
    assert [(row["rating"], row["rating_share"]) for row in rows] == [
        (1, 0),
        (5, 1),
        (3.5, 0.625),
        (None, None),
    ]
    rules = {line: reason.split(":")[0] for line, reason in rejects}
    assert rules == {6: "type", 7: "type", 8: "rating_range", 9: "rating_range", 10: "type"}
    unscaled, _ = read(content.encode(), columns=columns)
    assert [row["rating_share"] for row in unscaled] == [None] * 6


def test_needed_fields(read: Read) -> None:
    """Events need a name and a time but may be anonymous; customers and products need their ids."""
    content = b"who,what,at\nc,view,2024-05-01\n,view,2024-05-01\nc,,2024-05-01\nc,view,\nc,view,x\n"
    rows, rejects = read(content, kind="events", columns=EVENT)
    assert [row["customer_id"] for row in rows] == ["c", None]
    assert rejects == [
        (4, "missing: event is empty"),
        (5, "date: occurred_at is empty"),
        (6, "date: occurred_at does not match iso"),
    ]
    for kind, field in (("customers", "customer_id"), ("products", "product_id")):
        rows, rejects = read(b"id,x\n,1\na,1\n", kind=kind, columns={field: "id"})
        assert [row[field] for row in rows] == ["a"]
        assert rejects == [(2, f"missing: {field} is empty")]


def test_an_optional_time_may_be_empty_but_not_wrong(read: Read) -> None:
    """A customer's day of signing up."""
    columns = {"customer_id": "who", "signed_up_at": "at"}
    rows, rejects = read(b"who,at\na,2024-05-01\nb,\nc,x\nd,1066-10-14\n", kind="customers", columns=columns)
    assert [row["signed_up_at"] for row in rows] == [datetime(2024, 5, 1), None]
    assert [reason.split(":")[0] for _, reason in rejects] == ["date", "date_range"]


def test_values_of_lines_and_refunds(read: Read) -> None:
    """A missing value is price times quantity; a purchase below nothing is a refund, its sign kept."""
    content = (
        b"who,what,at,value,price,count\n"
        b"c,purchase,2024-05-01,5,2,3\nc,purchase,2024-05-01,,2.50,3\nc,purchase,2024-05-01,,2.50,-3\n"
        b"c,purchase,2024-05-01,-4,,\nc,view_item,2024-05-01,-4,,\nc,purchase,2024-05-01,,2.50,\n"
        b"c,purchase,2024-05-01,,99999999999999,99\n"
    )
    columns = {**EVENT, "value": "value", "unit_price": "price", "quantity": "count"}
    rows, rejects = read(content, kind="events", columns=columns)
    assert [(row["event"], row["value"]) for row in rows] == [
        ("purchase", Decimal(5)),
        ("purchase", Decimal("7.5")),
        ("refund", Decimal("-7.5")),
        ("refund", Decimal(-4)),
        ("view_item", Decimal(-4)),
        ("purchase", None),
    ]
    assert rejects == [(8, "type: unit_price × quantity has too many digits")]


def test_constants_fill_every_record(read: Read) -> None:
    """Times in ISO on the source's clock, numbers plain, whatever the formats of the file are."""
    rows, _ = read(
        b"text\nt\n",
        columns={"text": "text"},
        constants={"written_at": "2024-05-01T09:00", "product_id": "app", "rating": 4.5},
        date_format="%d/%m/%Y",
        number_format="1.234,50",
        timezone="Asia/Tokyo",
    )
    assert (rows[0]["written_at"], rows[0]["product_id"], rows[0]["rating"]) == (
        datetime(2024, 5, 1),
        "app",
        4.5,
    )


def test_the_source_language_fills_what_a_record_does_not_say(read: Read) -> None:
    """A record's own language comes first."""
    columns = {**REVIEW, "language": "lang"}
    rows, _ = read(b"text,at,lang\nt,2024-05-01,ja\nt,2024-05-01,\n", columns=columns, language="en")
    assert [row["language"] for row in rows] == ["ja", "en"]


def test_one_column_may_fill_two_fields_and_be_kept_too(read: Read) -> None:
    """An app's name as product and as attribute."""
    rows, _ = read(b"app,at\nx,2024-05-01\n", columns={"text": "app", "written_at": "at", "url": "app"}, keep=("app",))
    assert (rows[0]["text"], rows[0]["url"], rows[0]["attributes"], rows[0]["extra"]) == (
        "x",
        "x",
        '{"app":"x"}',
        "{}",
    )


def test_fault_27_a_kept_column_that_is_missing_is_named_too(read: Read) -> None:
    """What is published may not vanish in silence."""
    with pytest.raises(SourceError, match="no column 'country'"):
        read(b"text,at\nt,2024-05-01\n", columns=REVIEW, keep=("country",))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"constants": {"written_at": "May 2024"}}, "constant 'written_at' is no ISO time"),
        (
            {"constants": {"written_at": "2024-05-01", "rating": "five"}},
            "constant 'rating' is no plain number",
        ),
        ({"constants": {"written_at": "2024-05-01"}, "date_format": "%Q"}, "'date_format' is no pattern"),
        (
            {"constants": {"written_at": "2024-05-01"}, "number_format": "x"},
            "'number_format' must be an example",
        ),
    ],
)
def test_settings_that_cannot_be_read_are_faults_of_configuration(
    read: Read, settings: dict[str, Any], message: str
) -> None:
    """They would otherwise refuse every record."""
    with pytest.raises(ConfigError, match=message):
        read(b"text\nt\n", columns={"text": "text"}, **settings)


def test_no_refusal_shows_a_value(read: Read) -> None:
    """Reasons name fields, formats and limits."""
    content = (
        b"id,text,at,stars\n1\0,canary,canary,canary\n1,canary,canary,canary\n1,canary,2024-05-01,canary\ncanary\n"
    )
    columns = {**REVIEW, "rating": "stars", "review_id": "id"}
    _, rejects = read(content, columns=columns, rating_scale=(1, 5))
    assert len(rejects) == 4
    assert not any("canary" in reason for _, reason in rejects)
