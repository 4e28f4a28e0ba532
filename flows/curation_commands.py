"""Commands by which people decide about topics: `koe topics rename`, `merge`, `split`, `hide`, `restore` and so on."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analytics.decisions import Known, curators_desk, list_decisions
from analytics.home import Home
from flows.printing import plain

#: What is said of every decision.
_NEXT_RUN = "it shows with the next `koe run`"


def rename(home: Path, options: argparse.Namespace) -> int:
    """Decide how a topic is called."""
    with curators_desk(Home(home)) as desk:
        topic = desk.rename(options.topic, options.label, options.language)
    return _done(f"{_named(topic)} is called '{plain(options.label)}'", topic)


def merge(home: Path, options: argparse.Namespace) -> int:
    """Decide that topics are one with another."""
    with curators_desk(Home(home)) as desk:
        sources, target = desk.merge(options.topics, options.into)
    merged = ", ".join(_named(topic) for topic in sources)
    return _done(f"{merged} {'is' if len(sources) == 1 else 'are'} merged into {_named(target)}", sources[0])


def split(home: Path, options: argparse.Namespace) -> int:
    """Decide that a topic is divided."""
    with curators_desk(Home(home)) as desk:
        topic = desk.split(options.topic, options.parts)
    parts = f"{options.parts} parts" if options.parts else "the parts that the data suggest"
    return _done(f"{_named(topic)} is divided into {parts}, of which the largest keeps the id", topic)


def hide(home: Path, options: argparse.Namespace) -> int:
    """Decide that a topic is left out of pages, lists and alerts."""
    with curators_desk(Home(home)) as desk:
        topic = desk.hide(options.topic)
    return _done(f"{_named(topic)} is left out of pages, lists and alerts; it stays in SQL", topic)


def restore(home: Path, options: argparse.Namespace) -> int:
    """Take back the newest decision about a topic."""
    with curators_desk(Home(home)) as desk:
        topic, decision = desk.restore(options.topic)
    _print(f"taken back: decision {decision.decision_id}, {_what(vars(decision))} of {_named(topic)}; {_NEXT_RUN}")
    return 0


def decisions(home: Path, options: argparse.Namespace) -> int:
    """List all decisions, those taken back too."""
    rows = list_decisions(Home(home))
    if options.json:
        _print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return 0
    for row in rows:
        name = f" '{plain(row['label'])}'" if row["label"] else ""
        undone = f" {row['undone_at']} by {row['undone_by']}" if row["undone_at"] else ""
        _print(
            f"{row['decision_id']:>4}  {row['made_at']}  {row['made_by']}  {_what(row)} of {row['topic_id']}{name}: "
            f"{row['state']}{undone}"
        )
    if not rows:
        _print("nobody has decided anything about topics yet; `koe topics --help` shows how")
    return 0


def _what(row: Mapping[str, Any]) -> str:
    """Say in words what was decided."""
    detail = row["detail"]
    if row["action"] == "rename":
        language = f" ({detail['language']})" if detail["language"] else ""
        return f"name '{plain(detail['label'])}'{language}"
    if row["action"] == "merge":
        return f"merge into {detail['into']}"
    if row["action"] == "split":
        ids = f" ({', '.join(detail['ids'])})" if "ids" in detail else ""
        return f"split{ids}"
    return "hiding"


def _done(sentence: str, topic: Known) -> int:
    """Say what was decided, when it shows and how it is taken back."""
    _print(f"decided: {sentence}")
    _print(f"{_NEXT_RUN}; `koe topics restore {topic.topic_id}` takes it back")
    return 0


def _named(topic: Known) -> str:
    """Return a topic's id and name."""
    return f"{topic.topic_id} '{plain(topic.label)}'"


def _print(text: str) -> None:
    """Write a text to the screen."""
    sys.stdout.write(f"{text}\n")
