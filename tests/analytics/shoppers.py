"""A shop of three kinds of customers, each plainly unlike the others, and a few customers who are like nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from analytics.run import Run

SETTINGS = """
[project]
languages = ["en"]
[[source]]
name = "log"
kind = "events"
path = "raw/*.csv"
[source.columns]
customer_id = "who"
event = "what"
occurred_at = "at"
session_id = "visit"
"""

#: When the last event of the first delivery was.
LAST = datetime(2024, 6, 30, 12)

#: What customers of a kind do, how often, and how many days before LAST; a few times more or less for each of them.
KINDS = {
    "buyer": (("purchase", 9), ("view", 12), range(20)),
    "looker": (("view", 40), ("search", 12), range(300)),
    "gone": (("view", 20), ("search", 6), range(200, 300)),
}

#: Customers of each kind, and those who are like nobody.
OF_A_KIND, ODD = 36, 4


def events(kind: str, customer: str, rng: np.random.Generator) -> list[str]:
    """Return lines of what a customer of some kind did."""
    *habits, days = KINDS[kind]
    lines = []
    for event, often in habits:
        for number in range(max(1, int(rng.normal(often, often / 8)))):
            at = LAST - timedelta(days=int(rng.choice(list(days))), minutes=number)
            lines.append(f"{customer},{event},{at.isoformat()},{customer}{at.date()}")
    return lines


def deliver(run: Run, name: str, lines: Iterable[str]) -> None:
    """Write a file of events."""
    folder = run.home.path / "raw"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text("\n".join(["who,what,at,visit", *lines, ""]), encoding="utf-8")


def shop() -> list[str]:
    """Return what customers of three kinds did, and a few who are like nobody."""
    rng = np.random.default_rng(7)
    lines = [line for kind in KINDS for number in range(OF_A_KIND) for line in events(kind, f"{kind}{number:02}", rng)]
    lines += [f"odd{n},search,{(LAST - timedelta(days=90 * n)).isoformat()},odd{n}" for n in range(ODD) for _ in "ab"]
    return [*lines, f"buyer00,view,{LAST.isoformat()},z"]
