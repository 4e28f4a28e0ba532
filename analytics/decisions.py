"""The desk of a curator: decisions about topics are checked, written down, taken back and listed, with the home locked.

A decision is held against the current release and the decisions that stand; it shows with the next run.
"""

import difflib
import json
import os
import pwd
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from analytics.curation import FIELDS, Action, Decision
from analytics.database import Database, statement
from analytics.errors import ConfigError
from analytics.home import Home
from analytics.points import reached
from analytics.release import current_release
from analytics.run import utc_now
from analytics.stages.curation import standing_decisions
from analytics.warehouse import open_warehouse

#: A longer name fits no list; found ones are at most 44 characters.
LONGEST_LABEL = 80


@dataclass(frozen=True)
class Known:
    """A topic of the current release, retired ones too, with all names that it has."""

    topic_id: str
    label: str
    labels: tuple[str, ...]
    level: int
    is_active: bool


class Desk:
    """What a curator decides at: the topics of the current release and the decisions that stand."""

    def __init__(self, database: Database, topics: Sequence[Known]) -> None:
        """Sit down before an open warehouse; `topics` are those of the current release."""
        self._database = database
        self.topics = {topic.topic_id: topic for topic in topics}
        self.standing = standing_decisions(database)

    def rename(self, asked: str, label: str, language: str | None) -> Known:
        """Decide that a topic or theme is called `label`, in a language (None: the project's first)."""
        topic = self._unmerged(asked)
        name = " ".join(label.split())
        if not name or len(name) > LONGEST_LABEL or not name.isprintable():
            raise ConfigError([f"a name has 1 to {LONGEST_LABEL} printable characters"])
        merged = {decision.topic_id for decision in self._of("merge")}
        for other in self.topics.values():
            if other.is_active and other.topic_id not in merged and other.topic_id != topic.topic_id:
                self._refuse_taken(name, other)
        self._write("rename", [topic], {"label": name, "language": language})
        return topic

    def merge(self, asked: Sequence[str], into: str) -> tuple[list[Known], Known]:
        """Decide that topics are one with another; return them and that one."""
        target = self._topic(into)
        sources = [self._unmerged(one) for one in dict.fromkeys(asked)]
        goes = {decision.topic_id: str(decision.detail["into"]) for decision in self._of("merge")}
        line = _line(target.topic_id, goes)
        for topic in (target, *sources):
            _refuse_theme(topic, "merged")
        for topic in sources:
            if topic.topic_id == target.topic_id:
                raise ConfigError([f"{_named(topic)} cannot be merged into itself"])
            if topic.topic_id in line:
                raise ConfigError([f"{_named(target)} is itself merged into {_named(topic)}: that would be a ring"])
        self._write("merge", sources, {"into": target.topic_id})
        return sources, target

    def split(self, asked: str, parts: int | None) -> Known:
        """Decide that a topic is divided, into as many parts as asked for or as the data say."""
        topic = self._unmerged(asked)
        _refuse_theme(topic, "split")
        if any(row.topic_id == topic.topic_id and "ids" not in row.detail for row in self._of("split")):
            raise ConfigError([f"{_named(topic)} is to be split already; `koe run` does it"])
        self._write("split", [topic], {"parts": parts})
        return topic

    def hide(self, asked: str) -> Known:
        """Decide that a topic or theme is left out of pages, lists and alerts."""
        topic = self._unmerged(asked)
        if any(decision.topic_id == topic.topic_id for decision in self._of("hide")):
            raise ConfigError([f"{_named(topic)} is hidden already"])
        self._write("hide", [topic], {})
        return topic

    def restore(self, asked: str) -> tuple[Known, Decision]:
        """Take back the newest standing decision about a topic, or one that made it a part; return both."""
        topic = self._topic(asked, retired_too=True)
        about = [row for row in self.standing if topic.topic_id in (row.topic_id, *row.detail.get("ids", ()))]
        if not about:
            raise ConfigError([self._nothing_stands(topic)])
        newest = about[-1]
        parts = set(newest.detail.get("ids", ()))
        for row in self._of("split"):
            if row.topic_id in parts and row.decision_id > newest.decision_id:
                raise ConfigError(
                    [f"its part {row.topic_id} is split again; `koe topics restore {row.topic_id}` first"]
                )
        reached("decisions.restoring")
        with self._database.transaction():
            self._database.run(
                "update curation.decision set undone_by = ?, undone_at = ? where decision_id = ?",
                [user_name(), utc_now(), newest.decision_id],
            )
        reached("decisions.restored")
        return topic, newest

    def _write(self, action: Action, topics: Sequence[Known], detail: Mapping[str, Any]) -> None:
        """Write down one decision a topic, all or none."""
        reached("decisions.writing")
        with self._database.transaction():
            for topic in topics:
                self._database.run(
                    "insert into curation.decision (action, topic_id, detail, made_by, made_at) values (?, ?, ?, ?, ?)",
                    [action, topic.topic_id, json.dumps(detail, ensure_ascii=False), user_name(), utc_now()],
                )
        reached("decisions.written")

    def _of(self, action: Action) -> list[Decision]:
        """Return the standing decisions of one kind."""
        return [decision for decision in self.standing if decision.action == action]

    def _topic(self, asked: str, *, retired_too: bool = False) -> Known:
        """Return the topic of an id or of an exact label; raise ConfigError with the nearest ones if there is none."""
        usable = [topic for topic in self.topics.values() if topic.is_active or retired_too]
        found = [topic for topic in usable if topic.topic_id == asked] or _of_label(asked, usable)
        if len(found) > 1:
            ids = ", ".join(sorted(topic.topic_id for topic in found))
            raise ConfigError([f"'{asked}' is the name of several topics: {ids}; give one of these ids"])
        if found:
            return found[0]
        gone = self.topics.get(asked)
        if gone is not None:
            raise ConfigError([self._gone(gone)])
        raise ConfigError([f"no topic '{asked}'{_near(asked, usable)}"])

    def _unmerged(self, asked: str) -> Known:
        """Return a topic that no standing decision merges into another one."""
        topic = self._topic(asked)
        if any(decision.topic_id == topic.topic_id for decision in self._of("merge")):
            raise ConfigError([self._gone(topic)])
        return topic

    def _gone(self, topic: Known) -> str:
        """Say why a topic cannot be decided about."""
        into = [decision.detail["into"] for decision in self._of("merge") if decision.topic_id == topic.topic_id]
        if into:
            return f"{_named(topic)} is merged into {into[-1]}; `koe topics restore {topic.topic_id}` takes that back"
        return f"{_named(topic)} is retired: no run finds it any more"

    def _nothing_stands(self, topic: Known) -> str:
        """Say that there is no decision about a topic to take back, and name those that merge others into it."""
        merged = [row.topic_id for row in self._of("merge") if row.detail["into"] == topic.topic_id]
        hint = f"; merged into it are {', '.join(merged)}: restore one of these" if merged else ""
        return f"no decision about {_named(topic)} stands{hint}"

    def _refuse_taken(self, name: str, other: Known) -> None:
        """Raise ConfigError if another topic has a name, or is to have it."""
        coming = [str(row.detail["label"]) for row in self._of("rename") if row.topic_id == other.topic_id]
        if name.casefold() in {label.casefold() for label in (*other.labels, *coming)}:
            raise ConfigError([f"{_named(other)} has that name; no two topics have one"])


@contextmanager
def curators_desk(home: Home) -> Iterator[Desk]:
    """Hold the home for one decision; LockedError while a run has it, StorageError before the first release."""
    with current_release(home) as release:
        topics = [_known(row) for row in release.rows(statement("load/known_topics"))]
    home.prepare()
    with home.lock(), open_warehouse(home) as warehouse:
        yield Desk(warehouse.database, topics)


def list_decisions(home: Home) -> list[dict[str, Any]]:
    """Return all decisions with the topic's name in the current release, the oldest first."""
    with current_release(home) as release:
        labels = {row["topic_id"]: row["label"] for row in release.rows(statement("load/known_topics"))}
    home.prepare()
    with home.lock(), open_warehouse(home) as warehouse:
        rows = warehouse.database.rows("select * from curation.decision order by decision_id")
    return [
        {**row, "detail": json.loads(row["detail"] or "{}"), "label": labels.get(row["topic_id"]), "state": _state(row)}
        for row in rows
    ]


def user_name() -> str:
    """Return the user name that the operating system has for this process, or its number where it has none."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def _state(row: Mapping[str, Any]) -> str:
    """Say in a word what is with a decision: waiting until a run has looked at it."""
    if row["undone_at"] is not None:
        return "undone"
    if row["has_effect"] is None:
        return "waiting"
    return "standing" if row["has_effect"] else "without effect"


def _known(row: Mapping[str, Any]) -> Known:
    """Return a topic of the release."""
    labels = tuple(row[name] for name in FIELDS if row[name])
    return Known(row["topic_id"], row["label"], labels, row["level"], row["status"] == "active")


def _of_label(asked: str, topics: Collection[Known]) -> list[Known]:
    """Return the topics with a name, active ones before retired ones."""
    found = [topic for topic in topics if asked in topic.labels]
    return [topic for topic in found if topic.is_active] or found


def _near(asked: str, topics: Collection[Known]) -> str:
    """Return `; did you mean …?` for the nearest id or name, or where to look."""
    names = {name: topic for topic in topics for name in (topic.topic_id, *topic.labels)}
    near = difflib.get_close_matches(asked, names, n=1)
    return f"; did you mean {_named(names[near[0]])}?" if near else "; `koe topics` lists them, `--json` with their ids"


def _named(topic: Known) -> str:
    """Return a topic's id and name, as messages have them."""
    return f"{topic.topic_id} '{topic.label}'"


def _refuse_theme(topic: Known, how: str) -> None:
    """Raise ConfigError for a theme: it is made of topics, and only these can be decided about."""
    if topic.level > 0:
        raise ConfigError([f"{_named(topic)} is a theme; only topics can be {how}"])


def _line(topic_id: str, goes: Mapping[str, str]) -> list[str]:
    """Return the topics that one is merged into, one after the other."""
    line: list[str] = []
    while topic_id in goes and goes[topic_id] not in line:
        topic_id = goes[topic_id]
        line.append(topic_id)
    return line
