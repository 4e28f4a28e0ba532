"""The page of the whole shop, word for word: a change of any template, view or phrase shows here first.

    KOE_GOLDEN=write python -m pytest tests/dashboards/test_golden.py

writes it anew; read the difference before it is kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from dashboards.site import write_site

if TYPE_CHECKING:
    from tests.dashboards.conftest import Store

GOLDEN = Path(__file__).parent / "golden" / "index.html"


def without_static(page: str) -> str:
    """Return a page without its style, its script and their hashes: those are files of their own."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    page = re.sub(r"<script>.*?</script>", "<script></script>", page, flags=re.DOTALL)
    return re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-…", page)


def test_the_page_is_as_it_was(store: Store, tmp_path: Path) -> None:
    """The shop's page equals the kept one."""
    (path,) = write_site(store, tmp_path)
    page = without_static(path.read_text(encoding="utf-8"))
    if os.environ.get("KOE_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(page, encoding="utf-8", newline="\n")
    assert page == GOLDEN.read_text(encoding="utf-8")
