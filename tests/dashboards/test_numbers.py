"""Every figure, time and chart of the page is what its statement returns, and is rounded rightly."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.dashboards.conftest import Page, Store

#: A worded number: a sign, "less than", digits with separators, decimals, and what follows.
WORDED = re.compile(r"(?P<sign>[+\u2212]?)(?P<less><?)(?P<whole>[\d,]+)(?:\.(?P<decimals>\d+))?(?P<unit>\D*)")
NOTHING = "–"


def rounded_rightly(text: str, value: float) -> bool:
    """Say whether `text` is `value` within half a unit of its last digit."""
    found = WORDED.fullmatch(text)
    assert found, text
    decimals = found["decimals"] or ""
    told = float(found["whole"].replace(",", "") + "." + (decimals or "0"))
    told = -told if found["sign"] == "\u2212" else told
    scale = 100 if "%" in found["unit"] else 1
    if found["less"]:
        return 0 < value * scale < told
    return abs(told - value * scale) <= 0.5 * 0.1 ** len(decimals) * (1 + 1e-9)


def test_every_figure_equals_its_statement(page: Page, store: Store) -> None:
    """The exact value is what the database returns, and the text is that value rounded."""
    figures = page.all("data")
    assert len(figures) > 300
    for figure in figures:
        value, text = figure.attributes["value"], figure.text
        told = store.value(figure.attributes["data-sql"])
        if told is None:
            assert (value, text) == ("", NOTHING)
        else:
            assert float(value) == pytest.approx(float(str(told)), rel=1e-12), figure
            assert rounded_rightly(text, float(value)), figure


def test_every_time_equals_its_statement(page: Page, store: Store) -> None:
    """Days and times are those of the database: a DATE, or a TIMESTAMP in UTC."""
    times = page.all("time")
    assert len(times) > 30
    for time in times:
        told = store.value(time.attributes["data-sql"])
        assert isinstance(told, date | datetime)
        assert time.attributes["datetime"] == told.isoformat()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_chart_equals_its_statement(page: Page, store: Store, language: str) -> None:
    """The cells of a chart, which its tooltip and table show, are the rows of its statement."""
    island = page.island("series")[language]
    figures = {figure.attributes["data-series"]: figure for figure in page.all("figure", class_="chart")}
    assert set(island["series"]) == set(figures)
    for key, told in island["series"].items():
        rows = store.rows(figures[key].attributes["data-sql"])
        names, cells = island["periods"][told["periods"]], told["cells"]
        assert len(names) == len(rows) == len(cells[0])
        for i, row in enumerate(rows):
            values = list(row.values())[1:]
            for text, value in zip((column[i] for column in cells), values, strict=True):
                assert (text == NOTHING) if value is None else rounded_rightly(text, float(value))


def test_figures_stand_where_they_belong(page: Page) -> None:
    """The first figures of a page are its key figures (with themes and target), in both languages the same."""
    shown = [figure.text for figure in page.all("data")]
    assert shown[:8] == ["120", "120", "4", "1", "94.8%", "90.0%", "30", "42,516"]
    assert "94.8\u00a0%" in shown


def test_a_chart_names_its_periods(page: Page) -> None:
    """A period that the data cover in part says so, in the language of the page."""
    island = page.island("series")
    assert island["ja"]["periods"][0][0].endswith("（途中）")
    assert island["en"]["periods"][0][0].endswith(" (part)")
