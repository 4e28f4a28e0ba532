"""Rounding and wording of values, in both languages."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.views.context import page_languages
from dashboards.views.marts import Query, literal, lookup, pointer
from dashboards.views.parts import Words, plain, spoken
from dashboards.views.texts import texts
from dashboards.views.wording import Wording

JA = Wording(texts("ja"), ZoneInfo("Asia/Tokyo"), date(2026, 2, 21), "JPY")
EN = Wording(texts("en"), ZoneInfo("Asia/Tokyo"), date(2026, 2, 21), "EUR")
ONE = Query("select 1")


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        (JA.count, 1234567, "1,234,567"),
        (JA.share, 0.1234, "12.3%"),
        (EN.share, 0.1234, "12.3\u00a0%"),
        (JA.share, 0.0, "0.0%"),
        (JA.share, 0.00049, "0.05%"),
        (JA.share, 0.00001, "<0.01%"),
        (JA.share, 1.0, "100.0%"),
        (JA.ratio, 2.84, "2.8"),
        (JA.ratio, 1234.5, "1,234"),
        (JA.signed, -0.42, "\u22120.42"),
        (JA.signed, 0.314, "+0.31"),
        (JA.signed, -0.001, "0.00"),
        (JA.signed_share, -0.032, "\u22123.2%"),
        (JA.signed_share, 0.032, "+3.2%"),
        (JA.points, 0.0123, "▲ +1.2pt"),
        (EN.points, -0.004, "▼ \u22120.4\u00a0pt"),
        (JA.points, -0.0004, "0.0pt"),
        (JA.given, 4.0, "4"),
        (JA.given, 4.5, "4.5"),
        (JA.given, 1000.0, "1,000"),
        (JA.one, -0.04, "0.0"),
        (JA.money, 12345.6, "12,346\u00a0JPY"),
        (EN.money, 12345.6, "12,345.60\u00a0EUR"),
        (EN.signed_money, -3.5, "\u22123.50\u00a0EUR"),
        (JA.scale_share, 0.025, "2.5%"),
        (JA.scale_share, 0.05, "5%"),
    ],
)
def test_numbers(form: Callable[[float], str], value: float, text: str) -> None:
    """A value reads as people write it."""
    assert form(value) == text


@given(st.floats(0, 1), st.sampled_from([JA, EN]))
def test_a_share_is_told_within_half_a_digit(value: float, wording: Wording) -> None:
    """What is told and what is true differ by half a unit of the last digit at most."""
    text = wording.share(value)
    told = float(text.lstrip("<").rstrip("%\u00a0"))
    if text.startswith("<"):
        assert 0 < 100 * value < told
    else:
        decimals = len(text.split(".")[1].rstrip("%\u00a0"))
        assert abs(told - 100 * value) <= 0.5 * 10**-decimals + 1e-9


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (JA.day(date(2026, 2, 21)), "2026年2月21日"),
        (EN.day(date(2026, 2, 21)), "21\u00a0Feb\u00a02026"),
        (JA.day_near(date(2026, 2, 21)), "2月21日"),
        (EN.day_near(date(2025, 12, 31)), "31\u00a0Dec\u00a02025"),
        (JA.when("week", date(2026, 2, 16), ONE).text, "2月16日からの週"),
        (EN.when("week", date(2026, 2, 16), ONE).text, "in the week from 16\u00a0Feb"),
        (EN.when("month", date(2026, 2, 1), ONE).text, "in Feb\u00a02026"),
        (JA.axis("week", date(2026, 2, 16), 100), "2月16日"),
        (JA.axis("week", date(2026, 2, 16), 400), "2026年2月"),
        (EN.axis("month", date(2026, 2, 1), 400), "Feb\u00a02026"),
    ],
)
def test_days_and_periods(told: str, text: str) -> None:
    """A day is written as its language writes it, without the year of as_of."""
    assert told == text


def test_days_are_cut_in_the_project_s_zone() -> None:
    """An evening in UTC is the next morning in Tokyo."""
    moment = JA.local_day(datetime(2026, 2, 20, 23, 30), ONE)
    assert (moment.iso, moment.text) == ("2026-02-20T23:30:00", "2026年2月21日")
    assert JA.clock(datetime(2026, 2, 20, 23, 30), ONE).text == "2026年2月21日 08:30"


def test_nothing_is_shown_as_a_dash() -> None:
    """A null has no value and a dash for its text, and so has what is no number."""
    for value in (None, float("nan"), float("inf")):
        number = JA.number(JA.count, value, ONE)
        assert (number.value, number.machine, number.text) == (None, "", "–")


def test_what_is_no_number_is_refused() -> None:
    """A text in a column of numbers is a fault, not a figure."""
    with pytest.raises(TypeError, match="not a number: str"):
        plain("7")


@pytest.mark.parametrize(
    ("configured", "page"),
    [
        (("ja", "en"), ("ja", "en")),
        (("en",), ("en", "ja")),
        (("de", "ja"), ("ja", "en")),
        (("de",), ("en", "ja")),
    ],
)
def test_the_first_language_comes_first(configured: tuple[str, ...], page: tuple[str, ...]) -> None:
    """The page begins in the first configured language that it speaks, else in English."""
    assert page_languages(configured) == page


def test_a_statement_is_shown_with_its_values() -> None:
    """What readers copy runs as it stands, whatever the values hold."""
    assert literal("it's") == "'it''s'"
    assert literal(True) == "true"
    assert literal(datetime(2026, 2, 1, 3)) == "timestamp '2026-02-01 03:00:00'"
    query = Query("select 1\n  where a = ? and b < ?", ("?", 2))
    assert query.text == "select 1 where a = '?' and b < 2"
    query = lookup("topic", "share", topic_id="a'b")
    assert query.text == "select share from mart.topic where topic_id = 'a''b'"
    assert pointer("a/b", "~c") == "/a~1b/~0c"


def test_a_sentence_keeps_its_order_of_words() -> None:
    """Each language puts the parts where it wants them."""
    parts = {"failed": Words("1"), "gates": Words("4")}
    assert spoken(JA.sentence("headline.gates_failed", **parts)).startswith("品質基準 4 項目のうち 1 項目")
    assert spoken(EN.sentence("headline.gates_failed", **parts)) == "Quality gates that failed: 1 of 4."
