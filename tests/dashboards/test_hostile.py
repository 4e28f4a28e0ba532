"""Texts that try to break out of the page are shown as the texts they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.render import html_site, island
from dashboards.views import Marts
from dashboards.views.marts import Remembered
from dashboards.views.page import site_view
from dashboards.views.quotes import cut, web_address

if TYPE_CHECKING:
    from tests.dashboards.conftest import Page, Store

#: Columns that hold words of customers, shops and files.
WORDED = ("text", "label", "label_ja", "label_en", "name", "reason", "rule", "file", "event", "model")
#: As render._printable has it, in words of the standard: what may not stand in HTML.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Replaced:
    """The shop's tables with one text in every place that people, shops or files fill."""

    def __init__(self, marts: Marts, text: str) -> None:
        self._marts = marts
        self._text = text

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Return the rows with their words replaced; keys that find rows again are kept."""
        return [
            {k: self._text if k in WORDED and v is not None and "behaviour" not in sql else v for k, v in row.items()}
            for row in self._marts.rows(sql, parameters)
        ]


@pytest.fixture(scope="module")
def remembered(store: Store) -> Marts:
    """Return the shop's tables, asked but once."""
    return Remembered(store)


@pytest.fixture(scope="module")
def plain(remembered: Marts, parse: Callable[[str], Page]) -> Page:
    """Return the page with one letter for every text."""
    return parse(html_site(site_view(Replaced(remembered, "x"))))


def shown(text: str) -> str:
    """Return a text as an HTML parser hands it back from a page."""
    return FORBIDDEN.sub("\ufffd", text)


def test_hostile_texts_are_text(page: Page) -> None:
    """Mark-up of customers opens no element and closes none; each quote is word for word what was written."""
    assert not [element for element in page.elements if element.tag in {"img", "b"} or "onload" in element.attributes]
    quotes = {quote.text for quote in page.all("blockquote")}
    labels = {name.text for name in page.all("span", class_="name")}
    assert "</script><img src=x onerror=alert(1)>" in quotes
    assert "{{ 7 * 7 }} {% raw %} '; drop table mart.review; --" in quotes
    assert "<!-- <script>alert(2)</script> --> & &amp; &#60;b&#62;" in quotes
    assert any(label.startswith("</title></style><svg onload=alert(5)>") for label in labels)


def test_points_hold_the_same_texts(page: Page) -> None:
    """Data for scripts survive the way through JSON and HTML."""
    texts = set(page.island("map")["text"])
    assert {"line\u2028separator\u2029paragraph", '" onmouseover="alert(3)" x="'} <= texts


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="\r"), min_size=1, max_size=60))
def test_any_text_leaves_the_page_as_it_is(
    remembered: Marts, plain: Page, parse: Callable[[str], Page], text: str
) -> None:
    """Whatever a text holds, the page has the same elements as with a plain one, and says that text."""
    odd = parse(html_site(site_view(Replaced(remembered, text))))
    assert [element.tag for element in odd.elements] == [element.tag for element in plain.elements]
    assert {quote.text for quote in odd.all("blockquote")} == {shown(text)}
    assert set(odd.island("map")["text"]) == {shown(text)}


@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
def test_an_island_ends_nowhere(data: object) -> None:
    """No data can close its script element or break a line of a script, and none is lost."""
    text = str(island(data))
    assert not set("<>&\u2028\u2029") & set(text)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/?q=1&r=2", True),
        ("http://a.example", True),
        ("HTTPS://a.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https:", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_web_addresses(url: str | None, linked: bool) -> None:
    """Only whole http and https addresses become links."""
    assert (web_address(url) is not None) is linked


def test_long_texts_are_cut() -> None:
    """A cut text says so and is no longer than asked."""
    assert cut("abc", 3) == "abc"
    assert cut("abc def", 5) == "abc…"
    assert len(cut("長" * 500, 140)) == 140
