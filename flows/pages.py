"""The pages of the current release over HTTP, on this machine unless told otherwise."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from analytics.errors import ConfigError

_HEADERS = (
    ("Cache-Control", "no-cache"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
)


class _Pages(SimpleHTTPRequestHandler):
    """Serves the files below `current/site`, looked up anew at each request: a new release needs no restart."""

    def end_headers(self) -> None:
        """Add what keeps browsers careful."""
        for name, value in _HEADERS:
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: Any) -> None:  # noqa: ANN401 - an override may not narrow it
        """Show no listing."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet."""


class PagesServer(ThreadingHTTPServer):
    """A server that works in a thread of its own."""

    daemon_threads = True

    def start(self) -> None:
        """Begin to answer."""
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Answer until interrupted."""
        self._thread.join()


def serve_pages(home: Path, host: str, port: int) -> PagesServer:
    """Serve the pages of `home`; raise ConfigError if the address is not to be had."""
    handler = partial(_Pages, directory=str(home / "current" / "site"))
    try:
        server = PagesServer((host, port), handler)
    except OSError as fault:
        raise ConfigError([f"serve: cannot listen on {host}:{port} ({fault.strerror})"]) from fault
    server.start()
    return server
