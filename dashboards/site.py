"""Writes the pages of one release: reads its tables, returns the files it wrote."""

import errno
import logging
from pathlib import Path

from analytics.errors import GateError, StorageError
from dashboards.render import html_site
from dashboards.views import Marts
from dashboards.views.page import site_view

#: A page above this does not open on an ordinary phone or pass through mail. Points, topics and texts are
#: bounded one by one, so that only a fault can reach it.
PAGE_BYTES = 25_000_000

_log = logging.getLogger(__name__)


def write_site(marts: Marts, folder: Path) -> tuple[Path, ...]:
    """Write the pages of the release that `marts` reads into `folder`, and return their paths.

    Raises GateError where a page grows beyond PAGE_BYTES and StorageError where it cannot be written.
    """
    page = html_site(site_view(marts)).encode()
    if len(page) > PAGE_BYTES:
        raise GateError(f"site/index.html: {len(page):,} bytes, more than the {PAGE_BYTES:,} that a page may have")
    path = folder / "index.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page)
    except OSError as fault:
        reason = errno.errorcode.get(fault.errno or 0, type(fault).__name__)
        raise StorageError(f"{path}: cannot be written: {reason}") from fault
    _log.info("pages written: %s, %d bytes", path.name, len(page))
    return (path,)
