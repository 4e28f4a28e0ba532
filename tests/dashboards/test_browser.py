"""The page in a real browser, opened from a file: no error, no request, and what can be pressed works."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboards.site import write_site

if TYPE_CHECKING:
    from tests.dashboards.conftest import Store

pytestmark = pytest.mark.browser


#: Reviews of the shop's topics, the largest first, in the theme's order.
SIZES = ["63", "27", "18"]


@dataclass
class Opened:
    """A page in a browser, and what it complained of or asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note every message of the console, error, dialog and request."""
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one browser for all tests: KOE_CHROMIUM's, the system's, or playwright's own."""
    found = os.environ.get("KOE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--headless=new"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site_file(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the whole shop as a file."""
    (path,) = write_site(store, tmp_path_factory.mktemp("browser"))
    return path


@pytest.fixture
def open_page(browser: Browser, site_file: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens the page in a window of a size and scheme, at an address within it."""
    contexts: list[BrowserContext] = []

    def open_at(at: str = "", width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.listen()
        opened.page.goto(f"{site_file.as_uri()}{at}")
        opened.page.locator("html.js").wait_for()
        return opened

    yield open_at
    for context in contexts:
        context.close()


def test_it_opens_quietly(open_page: Callable[..., Opened], site_file: Path) -> None:
    """Nothing is logged and nothing is asked for but the file itself, hostile texts or not."""
    opened = open_page()
    opened.page.locator("canvas").first.scroll_into_view_if_needed()
    opened.page.wait_for_timeout(100)
    assert opened.complaints == []
    assert opened.requests == [site_file.as_uri()]


def test_languages_change_places(open_page: Callable[..., Opened]) -> None:
    """The toggle shows the other edition; address, title and the document's language go with it."""
    page = open_page().page
    assert page.locator("#ja").is_visible()
    assert page.locator("#en").is_hidden()
    page.locator("#ja [data-to=en]").click()
    assert page.locator("#en").is_visible()
    assert page.locator("#ja").is_hidden()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title().endswith("voice of the customer")
    assert page.url.endswith("#en-top")
    assert page.evaluate("document.activeElement.dataset.to") == "en"


def test_an_address_opens_its_language_and_topic(open_page: Callable[..., Opened]) -> None:
    """A link to a theme shows it open, in the language of the link; one to a topic unfolds its theme."""
    page = open_page("#en-topic-th").page
    assert page.locator("#en").is_visible()
    assert page.locator("#en-detail-th").is_visible()
    page.locator("#en-topic-th .unfold").click()
    assert page.locator("#en-topic-t1").is_hidden()
    page.evaluate("location.hash = '#en-topic-t1'")
    page.locator("#en-detail-t1").wait_for()
    assert page.locator("#en-topic-th .unfold").get_attribute("aria-expanded") == "true"


def test_themes_fold_over_their_topics(open_page: Callable[..., Opened]) -> None:
    """A theme's row and one button fold and unfold; topics alone are listed without themes."""
    page = open_page("#en-topics").page
    names = page.locator("#en tbody.topic:not([hidden]) .row .name")
    assert names.all_inner_texts()[:3] == ["受け取りと使い心地", "handle, hot, burn", "delivery, late, days"]
    page.locator("#en-topic-th .row .reviews").click()
    assert names.count() == 2
    every = page.locator("#en .unfold-all")
    assert every.inner_text() == "Open all themes"
    every.click()
    assert (names.count(), every.inner_text()) == (4, "Close all themes")
    page.locator("#en [data-form=flat]").click()
    assert names.count() == 3
    assert page.locator("#en-topic-th").is_hidden()
    assert page.locator("#en-topic-t1 .theme").is_visible()
    assert every.is_hidden()


def test_topics_are_sorted(open_page: Callable[..., Opened]) -> None:
    """A click sorts by that column from the top, a second one turns round, and the heading says so."""
    page = open_page("#en-topics").page
    names = page.locator("#en tbody.topic:not([hidden]) .row .reviews data")
    heading = page.locator("#en th.reviews button")
    inside = int(page.locator("#en-topic-th .row .reviews data").inner_text())
    assert names.all_inner_texts() == [str(inside), *SIZES]
    heading.click()
    # Topics stay below their theme, whichever way they are sorted.
    assert names.all_inner_texts() == [SIZES[2], str(inside), SIZES[1], SIZES[0]]
    page.locator("#en [data-form=flat]").click()
    assert names.all_inner_texts() == SIZES[::-1]
    assert page.locator("#en th.reviews").get_attribute("aria-sort") == "ascending"
    page.locator("#en thead th.label button").click()
    labels = page.locator("#en tbody.topic:not([hidden]) .row .name").all_inner_texts()
    assert labels == sorted(labels)


def test_topics_are_found_and_opened(open_page: Callable[..., Opened]) -> None:
    """A word narrows the table; the row opens with keyboard or mouse, and its chart has a table."""
    page = open_page("#en-topics").page
    theme = page.locator("#en-topic-th .unfold")
    theme.click()
    page.locator("#en .find input").fill("ＤＥＬＩＶＥＲＹ")
    # What is found stands below its theme, which was folded; then it is as it was.
    assert page.locator("#en tbody.topic:not([hidden]) .row .name").count() == 2
    page.locator("#en .find input").fill("")
    assert theme.get_attribute("aria-expanded") == "false"
    page.locator("#en .find input").fill("ＤＥＬＩＶＥＲＹ")
    shown = page.locator("#en-topic-t1")
    button = shown.locator(".reveal")
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    shown.locator(".as-table summary").click()
    assert shown.locator(".as-table tbody tr").count() == shown.locator(".as-table tbody th").count() == 6
    shown.locator(".plot.shares .box").hover()
    assert "Reviews:" in page.locator(".bubble").inner_text()
    page.locator("#en .find input").fill("no such word")
    assert page.locator("#en .nothing-found").is_visible()


def test_the_map_answers(open_page: Callable[..., Opened]) -> None:
    """A point says its mention and topic as text; the legend brings a topic out; keys and buttons zoom."""
    opened = open_page("#en-map", scheme="dark")
    page = opened.page
    canvas = page.locator("#en canvas")
    page.wait_for_timeout(100)
    place = page.evaluate("""() => {
        const canvas = document.querySelector('#en canvas'), area = canvas.getBoundingClientRect();
        const data = JSON.parse(document.getElementById('data-map').textContent);
        const [width, height] = [Math.max(...data.x), Math.max(...data.y)];
        const scale = Math.min((area.width - 56) / width, (area.height - 56) / height);
        const i = data.text.findIndex((text) => text.includes('onerror'));
        const x = area.left + area.width / 2 + (data.x[i] - width / 2) * scale;
        return [x, area.top + area.height / 2 - (data.y[i] - height / 2) * scale, data.text[i]];
    }""")
    page.mouse.move(place[0], place[1])
    assert page.locator("#en .tip-text").inner_text() == place[2]
    assert page.locator("#en .tip-topic").inner_text().startswith("</title></style><svg onload=alert(5)>")
    page.locator("#en .legend button").first.click()
    assert page.locator("#ja .legend button").first.get_attribute("aria-pressed") == "true"
    before = canvas.screenshot()
    canvas.press("+")
    page.wait_for_timeout(100)
    assert canvas.screenshot() != before
    page.locator("#en [data-zoom=reset]").click()
    canvas.press("Escape")
    assert page.locator("#en .legend button[aria-pressed=true]").count() == 0
    assert opened.complaints == []


def test_figures_show_their_sql(open_page: Callable[..., Opened]) -> None:
    """In SQL mode a pressed figure shows its statement and leaves its row closed; Escape ends the mode."""
    page = open_page("#en-topics").page
    page.locator("#en .show-sql").click()
    figure = page.locator("#en tbody.topic:not([hidden]) .row .share data").first
    figure.click()
    assert page.locator("#en .sql-panel code").inner_text() == figure.get_attribute("data-sql")
    assert page.locator("#en tbody.topic.open").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("#en .sql-panel").is_hidden()


@pytest.mark.parametrize("width", [360, 768, 1600])
def test_nothing_is_wider_than_the_window(open_page: Callable[..., Opened], width: int) -> None:
    """Long words, labels without spaces and tables stay within a phone, a tablet and a wide screen."""
    for language in ("ja", "en"):
        page = open_page(f"#{language}-topics", width=width).page
        for button in page.locator(f"#{language} tbody.topic:not([hidden]) .row .reveal").all():
            button.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
