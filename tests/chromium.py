"""Find a Chromium for the browser tests, or get one; say plainly what is missing otherwise."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: Names under which systems install it.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: Debian's packages: the browser, and a font without which Japanese shows as boxes.
DEBIAN = ("chromium", "fonts-noto-cjk")


def find_chromium() -> str | None:
    """Return the path of an installed Chromium: named by KOE_CHROMIUM, the system's, or playwright's own."""
    named = os.environ.get("KOE_CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights()


def _playwrights() -> str | None:
    """Return the Chromium that `playwright install` put in place."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def get_chromium() -> bool:
    """Try playwright's own download, then Debian's package when root; say whether either worked."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.append(["sh", "-c", f"apt-get -q update && apt-get -q install -y {' '.join(DEBIAN)}"])
    return any(
        subprocess.run(way, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
        for way in ways
    )


if __name__ == "__main__":
    if not find_chromium() and not (get_chromium() and find_chromium()):
        sys.exit(
            "No Chromium for the browser tests. Install one (Debian: apt-get install chromium fonts-noto-cjk; "
            "elsewhere: .venv/bin/playwright install chromium), or name one: KOE_CHROMIUM=/path/to/chrome make test"
        )
