"""The written page: one offline file that belongs to its run, shows nobody's id and no group too small."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analytics.errors import GateError, StorageError
from dashboards import site
from dashboards.site import write_site

if TYPE_CHECKING:
    from tests.dashboards.conftest import Page, Store


def test_one_file_is_written(store: Store, tmp_path: Path) -> None:
    """The folder is made, the page is its only file, and a second writing gives the same bytes."""
    (path,) = write_site(store, tmp_path / "new" / "site")
    first = path.read_bytes()
    assert path == tmp_path / "new" / "site" / "index.html"
    assert list(path.parent.iterdir()) == [path]
    assert write_site(store, path.parent) == (path,)
    assert path.read_bytes() == first


def test_the_page_belongs_to_its_run(page: Page) -> None:
    """The run's id stands in the page for programs, and in each edition for people."""
    (meta,) = page.all("meta", name="koe-run")
    assert meta.attributes["content"] == "run-000007"
    assert sum(footer.text.count("run-000007") for footer in page.all("footer")) == 2


def test_nothing_is_loaded_and_nothing_inline_is_left_open(page: Page) -> None:
    """No address is fetched; no style attribute and no handler needs the policy's leave."""
    loading = {"src", "srcset", "action", "background", "poster", "style"}
    for element in page.elements:
        assert not loading & element.attributes.keys(), element
        assert not [name for name in element.attributes if name.startswith("on")], element
        assert element.tag not in {"iframe", "object", "embed", "base", "form", "img"}
    links = [link.attributes["href"] for link in page.all("link")]
    assert links == ["data:,"]


def test_policy_allows_just_the_page_s_own_script_and_style(page: Page) -> None:
    """The hashes of the content security policy are those of the one script and the one style."""
    (meta,) = page.all("meta", http_equiv="Content-Security-Policy")
    (style,) = page.all("style")
    script = next(one for one in page.all("script") if "type" not in one.attributes)
    allowed = {}
    for rule in meta.attributes["content"].split("; "):
        name, *sources = rule.split(" ")
        allowed[name] = sources
    assert allowed["default-src"] == ["'none'"]
    assert allowed["img-src"] == ["data:"]
    for name, text in (("script-src", script.text), ("style-src", style.text)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert allowed[name] == [f"'sha256-{digest}'"]


def test_no_customer_is_named(store: Store, tmp_path: Path) -> None:
    """Ids of customers stand nowhere in the page, not in its statements either."""
    (path,) = write_site(store, tmp_path)
    assert "SECRET" not in path.read_text(encoding="utf-8")


def test_small_groups_and_retired_topics_are_left_out(page: Page) -> None:
    """Topics and segments of fewer than five people, and retired topics, are not shown but mentioned."""
    everything = page.all("body")[0].text
    for hidden in ("whispered", "tiny group", "retired one"):
        assert hidden not in everything
    assert everything.count("Topics that fewer than 5 people speak of are not shown.") == 1
    assert everything.count("Segments of fewer than 5 customers are not shown.") == 1


def test_only_web_addresses_become_links(page: Page) -> None:
    """A link out of the page is http or https and tells nobody where it comes from."""
    outward = [link for link in page.all("a") if not link.attributes["href"].startswith("#")]
    assert outward
    for link in outward:
        assert link.attributes["href"].startswith("https://shop.example/review/")
        assert link.attributes["rel"] == "noopener noreferrer"


def test_inner_links_and_labels_lead_somewhere(page: Page) -> None:
    """Every # address and every aria reference names an element of the page, and no id stands twice."""
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    named = [link.attributes["href"][1:] for link in page.all("a") if link.attributes["href"].startswith("#")]
    for element in page.elements:
        named += [id for k, v in element.attributes.items() if k in _REFERENCES for id in v.split()]
    assert set(named) <= set(ids)


_REFERENCES = {"aria-labelledby", "aria-controls", "aria-describedby"}


def test_without_a_run_there_is_no_page(empty_store: Store, tmp_path: Path) -> None:
    """Tables that belong to no run are no release."""
    with pytest.raises(StorageError, match=r"mart\.run is empty"):
        write_site(empty_store, tmp_path)
    assert list(tmp_path.glob("*.html")) == []


def test_a_folder_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    """The message names the path and the reason."""
    (tmp_path / "site").write_text("a file")
    with pytest.raises(StorageError, match=r"index\.html: cannot be written: (EEXIST|ENOTDIR)"):
        write_site(store, tmp_path / "site")


def test_a_page_beyond_the_limit_is_not_written(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that would not open is a failed gate."""
    monkeypatch.setattr(site, "PAGE_BYTES", 1000)
    with pytest.raises(GateError, match="more than the 1,000"):
        write_site(store, tmp_path)
    assert list(tmp_path.iterdir()) == [] or not (tmp_path / "index.html").exists()


def test_pages_compute_nothing() -> None:
    """Writing pages imports no scheduler, no database, no arrays and no model."""
    code = "import sys, dashboards.site; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"prefect", "flows", "duckdb", "numpy", "pandas", "torch", "sklearn", "sentence_transformers"}
    assert not heavy & set(loaded.split())
    ours = re.findall(r"\banalytics\.(\w+)", loaded)
    assert set(ours) <= {"errors", "settings", "catalog"}


def test_marts_are_asked_once_for_both_languages(store: Store, read_page: Callable[..., Page]) -> None:
    """What one language has read the other does not read again."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    class Counting:
        """The shop's tables, with every question noted."""

        def rows(self, sql: str, parameters: tuple[object, ...] = ()) -> list[dict[str, object]]:
            """Note and answer."""
            asked.append((sql, tuple(parameters)))
            return store.rows(sql, parameters)

    read_page(Counting())
    assert len(asked) == len(set(asked)) > 20
