"""What the sweep stops: homes, a command in each, and what puts it right afterwards."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from analytics.decisions import list_decisions
from analytics.home import Home
from analytics.release import current_release
from flows import commands, erasure, refresh
from flows.cli import main
from tests.analytics.stages.test_placing import HELD_OUT, NEW_SUBJECT
from tests.analytics.stages.test_placing import SETTINGS as TOPICS
from tests.analytics.stages.test_topics import SUBJECTS
from tests.conftest import LetterEncoder
from tests.flows.test_run import EVENTS, REVIEWS, write_home

Arguments: TypeAlias = tuple[str, ...]

RUN: Arguments = ("run", "--local")
PERSON = "c1"


@dataclass(frozen=True)
class Plan:
    """A home, the command that is stopped in it, those that put it right, and the beginnings of points looked at."""

    make: Callable[[Path], None]
    command: Callable[[Path], Arguments]
    again: Callable[[Path], list[Arguments]]
    only: tuple[str, ...] = ("",)
    can_exchange: bool = True
    #: Whether it may be stopped several times in a row before anything is put right, as long as nothing is published.
    is_chained: bool = True


def koe(folder: Path, *arguments: str) -> int:
    """Run a command on a home with the encoder of letters and return its exit code."""
    for module in (commands, refresh, erasure):
        module.ModelEncoder = lambda model: LetterEncoder()  # type: ignore[attr-defined]
    try:
        return main([*arguments, "--home", str(folder)])
    except SystemExit as stop:
        return int(stop.code or 0)


def copied(folder: Path, target: Path) -> Path:
    """Copy a home as it is."""
    subprocess.run(["cp", "-a", str(folder), str(target)], check=True)
    return target


def add_review(folder: Path, number: int, text: str = "新しい声です") -> None:
    """Deliver one more review."""
    line = f'more{number},"{text}",2024-04-{number % 28 + 1:02},{number % 5 + 1},d{number % 7}'
    (folder / "raw" / f"reviews-{number}.csv").write_text(f"id,body,date,stars,who\n{line}\n", encoding="utf-8")


def _a_day(folder: Path) -> None:
    """Make a home with two releases of which one is to be pruned, what a killed run left, and a new delivery."""
    write_home(folder, f"{REVIEWS}{EVENTS}[releases]\nkeep = 1\n")
    koe(folder, *RUN)
    add_review(folder, 1)
    koe(folder, *RUN)
    (folder / "releases" / ".next-run-000002").mkdir()
    add_review(folder, 2, "色が違います")


def _two_releases(folder: Path) -> None:
    """Make a home with two releases."""
    write_home(folder, f"{REVIEWS}{EVENTS}")
    koe(folder, *RUN)
    add_review(folder, 1)
    koe(folder, *RUN)


def _one_release(folder: Path) -> None:
    """Make a home with one release."""
    write_home(folder, f"{REVIEWS}{EVENTS}")
    koe(folder, *RUN)


def _said(subjects: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> list[str]:
    """Return all sentences about some subjects."""
    return [f"The {s} {part} {does} for our {s}." for s, parts, verbs in subjects for part in parts for does in verbs]


def _deliver(folder: Path, name: str, said: Sequence[str]) -> None:
    """Deliver reviews with these texts."""
    lines = [f'{name}{n},"{text}",2024-01-{n % 28 + 1:02},{n % 5 + 1}' for n, text in enumerate(said)]
    (folder / "raw" / f"{name}.csv").write_text("\n".join(["id,body,date,stars", *lines, ""]), encoding="utf-8")


def _topics(folder: Path) -> None:
    """Make a home with four topics; found once, then copied."""
    made = folder.parent.parent / "topics"
    if not made.exists():
        (made / "raw").mkdir(parents=True)
        (made / "koe.toml").write_text(TOPICS, encoding="utf-8")
        _deliver(made, "first", [text for n, text in enumerate(_said(SUBJECTS)) if n not in HELD_OUT])
        if koe(made, *RUN):
            raise AssertionError("the home of topics cannot be made")
    copied(made, folder)


def _known_said(folder: Path) -> None:
    """Deliver more about topics that are known."""
    _topics(folder)
    _deliver(folder, "second", [_said(SUBJECTS)[n] for n in HELD_OUT])


def _new_said(folder: Path) -> None:
    """Deliver something that no topic is about."""
    _topics(folder)
    _deliver(folder, "second", _said((NEW_SUBJECT,)))


def _renamed(folder: Path) -> None:
    """Have a topic renamed by a person, and published."""
    _topics(folder)
    koe(folder, *_rename(folder))
    koe(folder, *RUN)


def _a_topic(folder: Path) -> str:
    """Return the id of a topic, always the same."""
    with current_release(Home(folder)) as release:
        return str(release.rows("select min(topic_id) as id from mart.topic where status = 'active'")[0]["id"])


def _rename(folder: Path) -> Arguments:
    """Return the command that renames a topic."""
    return ("topics", "rename", _a_topic(folder), "Pets")


def _restore(folder: Path) -> Arguments:
    """Return the command that takes it back."""
    return ("topics", "restore", _a_topic(folder))


def _rename_again(folder: Path) -> list[Arguments]:
    """Ask again if nothing was written down; then run."""
    return [RUN] if list_decisions(Home(folder)) else [_rename(folder), RUN]


def _restore_again(folder: Path) -> list[Arguments]:
    """Ask again if nothing was taken back; then run."""
    return [RUN] if list_decisions(Home(folder))[0]["undone_at"] else [_restore(folder), RUN]


def _refit_again(folder: Path) -> list[Arguments]:
    """Ask again if no release tells of a refit."""
    with current_release(Home(folder)) as release:
        told = release.rows("select run_id from mart.run where refit_reason = 'asked'")
    return [RUN] if told else [(*RUN, "--refit")]


def _just(*arguments: str) -> Callable[[Path], Arguments]:
    """Return a command that is the same in every home."""
    return lambda folder: arguments


def _then(*arguments: str) -> Callable[[Path], list[Arguments]]:
    """Return a command that is the same in every home, to be given again."""
    return lambda folder: [arguments]


_ERASE = ("erase", "--customer", PERSON)
_REPLACING = ("erase.", "warehouse.", "release.rebuilt", "release.exchanged", "release.replaced")

PLANS = {
    "day": Plan(_a_day, _just(*RUN), _then(*RUN)),
    "first": Plan(lambda folder: void(write_home(folder, REVIEWS + EVENTS)), _just(*RUN), _then(*RUN), ("segments.",)),
    "erase": Plan(_one_release, _just(*_ERASE), _then(*_ERASE), _REPLACING),
    "away": Plan(_one_release, _just(*_ERASE), _then(*_ERASE), ("release.away",), can_exchange=False),
    "rollback": Plan(
        _two_releases, _just("rollback", "run-000001"), _then("rollback", "run-000001"),
    ),
    "placed": Plan(_known_said, _just(*RUN), _then(*RUN), ("topics.", "curation.")),
    "born": Plan(_new_said, _just(*RUN), _then(*RUN), ("topics.",)),
    "renamed": Plan(_topics, _rename, _rename_again, is_chained=False),
    "restored": Plan(_renamed, _restore, _restore_again, is_chained=False),
    "refit": Plan(_topics, _just(*RUN, "--refit"), _refit_again, ("topics.", "curation.")),
}  # fmt: skip


def void(_: object) -> None:
    """Take no note of a result."""
