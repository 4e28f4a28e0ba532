"""Numbers: plain decimals, a shop's own style, and no number where there is none."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import ConfigError
from analytics.sources.numbers import (
    NumberFormat,
    multiply,
    number_format,
    parse_number,
    to_floats,
    to_integers,
    to_money,
    write_number,
)

PLAIN = NumberFormat()


@pytest.mark.parametrize(
    ("example", "decimal", "thousands"),
    [("$1,234.50", ".", ","), ("1.234,50", ",", "."), ("1 234,50 €", ",", " "), ("¥1,234", ".", ","),
     ("12,5", ",", ""), ("1,234,567", ".", ","), ("70.00", ".", ""), ("1'234.50 CHF", ".", "'"),
     ("5", ".", ""), ("￥1,234", ".", ",")],
)  # fmt: skip
def test_a_style_is_learnt_from_one_example(example: str, decimal: str, thousands: str) -> None:
    """Two marks tell themselves apart; a single one before three digits is the thousands mark."""
    style = number_format(example, "shop")
    assert (style.decimal, style.thousands) == (decimal, thousands)
    assert parse_number(example, style) is not None


def test_an_example_without_digits_is_a_fault_of_configuration() -> None:
    """It names the source and the key."""
    with pytest.raises(ConfigError, match=r"\[\[source\]\] shop: 'number_format'"):
        number_format("dollars", "shop")


@pytest.mark.parametrize(
    ("text", "example", "number"),
    [("$70.00", "$1,234.50", "70"), ("$1,250,000.00", "$1,234.50", "1250000"), ("-$5.00", "$1,234.50", "-5"),
     ("$-5.00", "$1,234.50", "-5"), ("1.250,5", "1.234,50", "1250.5"), ("1250", "1.234,50", "1250"),
     ("1\xa0234,50 €", "1 234,50 €", "1234.5"), ("１２３", "¥1,234", "123"), ("\u22125", "5", "-5")],
)  # fmt: skip
def test_numbers_of_a_style(text: str, example: str, number: str) -> None:
    """Signs of currency, marks, full-width digits and the typographic minus are understood."""
    assert parse_number(text, number_format(example, "shop")) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "example"),
    [("five", None), ("★★★", None), ("4.5.6", None), ("", None), ("1,234", None), ("$5", None), ("nan", None),
     ("inf", None), ("1_000", None), ("0x10", None), ("1,23.00", "$1,234.50"), ("1.5", "1.234,50"),
     ("£5", "$1,234.50")],
)  # fmt: skip
def test_fault_28_what_is_no_number_of_the_style(text: str, example: str | None) -> None:
    """A mark of another style is not guessed to be a decimal point."""
    assert parse_number(text, number_format(example, "shop")) is None


def test_money_is_rounded_half_even_to_four_decimals() -> None:
    """Floats of other programs have more digits than money."""
    column = pa.array(["0.30000000000000004", "1.00005", "1.00015", "12345678901234.5678", None, "-.5", "1e3"])
    numbers, bad = to_money(column, PLAIN)
    assert [str(number) for number in numbers.to_pylist()] == [
        "0.3000", "1.0000", "1.0002", "12345678901234.5678", "None", "-0.5000", "1000.0000",
    ]  # fmt: skip
    assert not bad.any()


def test_numbers_with_too_many_digits_are_none() -> None:
    """They would not fit any table."""
    assert to_money(pa.array(["123456789012345"]), PLAIN)[1].tolist() == [True]
    large = pa.array([Decimal(10**10)], pa.decimal128(18, 4))
    small = pa.array([Decimal("0.0003")], pa.decimal128(18, 4))
    assert multiply(large, large)[1].tolist() == [True]
    product, bad = multiply(small, small)
    assert (product.to_pylist(), bad.tolist()) == ([Decimal("0.0000")], [False])


def test_written_numbers_are_read_again() -> None:
    """What a typed file holds is written in the source's style, whole floats without a point."""
    assert write_number(17850.0, PLAIN) == "17850"
    assert write_number(1e22, PLAIN) == "1" + "0" * 22
    assert write_number(0.1, number_format("1.234,50", "shop")) == "0,1"


texts = st.one_of(st.none(), st.text("0123456789.-+eE ", max_size=8), st.decimals(-(10**15), 10**15, places=5).map(str))


@given(column=st.lists(texts, min_size=1, max_size=8))
def test_columns_are_read_as_single_values_are(column: list[str | None]) -> None:
    """The fast way for columns accepts the same texts as numbers, with the same values."""
    parsed = [None if text is None else parse_number(text, PLAIN) for text in column]
    array = pa.array(["x", *column], pa.string()).slice(1)
    money, no_money = to_money(array, PLAIN)
    floats, no_floats = to_floats(array, PLAIN)
    for text, number, amount, value in zip(column, parsed, money.to_pylist(), floats.to_pylist(), strict=True):
        fits = number is not None and abs(number) < 10**14
        assert (amount is not None) == fits, text
        assert value == (None if number is None or abs(number) > 10**300 else float(number))
        if fits and number is not None:
            assert abs(amount - number) <= Decimal("0.00005")
    valid = [text is not None for text in column]
    assert no_money.tolist() == [
        known and amount is None for known, amount in zip(valid, money.to_pylist(), strict=True)
    ]
    assert no_floats.tolist() == [
        known and value is None for known, value in zip(valid, floats.to_pylist(), strict=True)
    ]
    integers = to_integers(array)
    if integers is not None:
        assert integers.tolist() == [int(number or 0) for number in parsed]
