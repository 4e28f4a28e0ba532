"""Days on a fit: what is placed stays, what is new is placed by its rule, new subjects are born, refits say why."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.database import Database
from analytics.home import Home
from analytics.run import Run, utc_now
from analytics.settings import parse_settings
from analytics.stages import embed, ingest, stand, texts, topics
from analytics.warehouse import open_warehouse
from tests.analytics.stages.test_topics import SETTINGS as LEAVING_NONE
from tests.analytics.stages.test_topics import SUBJECTS
from tests.conftest import LetterEncoder, made_current, quiet

#: As usual, a few mentions are left out: where none may be, nothing is a one-off that a topic could be born of.
SETTINGS = LEAVING_NONE.replace("left_out = 0.0", "left_out = 0.05")

#: Sentences that the first delivery lacks, two of each subject.
HELD_OUT = range(3, 80, 10)

#: A subject that no first delivery speaks of, in letters unlike those of the others.
NEW_SUBJECT = ("zigzag", ("quiz", "jazz", "fuzz", "whizz", "buzz"), ("fizzled", "puzzles me", "dazzled", "sizzles"))


def _said(subjects: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...], ending: str) -> list[str]:
    """Return all sentences of some subjects."""
    return [
        f"The {subject} {part} {happens} for our {subject}{ending}"
        for subject, parts, verbs in subjects for part in parts for happens in verbs
    ]  # fmt: skip


def _deliver(run: Run, name: str, said: list[str]) -> None:
    """Write a file of reviews."""
    folder = run.home.path / "raw"
    folder.mkdir(exist_ok=True)
    lines = [f'{name}{n},"{text}",2024-01-{n % 28 + 1:02},{n % 5 + 1}' for n, text in enumerate(said)]
    (folder / f"{name}.csv").write_text("\n".join(["id,body,date,stars", *lines, ""]), encoding="utf-8")


def _analyse(run: Run) -> topics.TopicsPlaced:
    """Make every stage up to the topics."""
    ingest.ingest(run)
    stand.settle_records(run)
    texts.read_texts(run)
    embed.embed(run)
    return topics.analyse_topics(run)


def _placements(database: Database) -> dict[str, tuple[object, ...]]:
    """Return where each text is placed, with its sentiment."""
    rows = database.rows("select * from analysis.placement left join analysis.sentiment using (text_hash)")
    return {row["text_hash"]: tuple(row[name] for name in sorted(row)) for row in rows}


def _topics(database: Database) -> dict[str, tuple[object, ...]]:
    """Return the active topics."""
    rows = database.rows("select * from analysis.topic where status = 'active'")
    return {row["topic_id"]: (row["label"], row["label_en"], row["parent_topic_id"]) for row in rows}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose first run found four topics; fitted once, since that takes a process of its own."""
    home = Home(tmp_path_factory.mktemp("first") / "home")
    home.prepare()
    run = Run(home, parse_settings(SETTINGS), "run-000001", utc_now(), None, LetterEncoder(), quiet)
    _deliver(run, "first", [text for n, text in enumerate(_said(SUBJECTS, ".")) if n not in HELD_OUT])
    assert _analyse(run).topics == 4
    return home.path


@pytest.fixture
def fitted(first: Path, make_run: Callable[..., Run]) -> Run:
    """Return the first run, on a copy of its home."""
    run = make_run(SETTINGS)
    shutil.copytree(first, run.home.path, dirs_exist_ok=True)
    return run


def test_a_day_moves_nothing_and_places_the_new_with_their_like(fitted: Run, make_run: Callable[..., Run]) -> None:
    """Sentences on known subjects go to their topics; every other row stays to the last digit, names too."""
    with open_warehouse(fitted.home) as warehouse:
        placed, named = _placements(warehouse.database), _topics(warehouse.database)
    run = make_run(SETTINGS, "run-000002")
    _deliver(run, "second", [_said(SUBJECTS, ".")[n] for n in HELD_OUT])
    found = _analyse(run)
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        again = _placements(database)
        assert _topics(database) == named
        said = database.rows("select split_part(text, ' ', 2) as subject, * from staging.mention")
        assert database.value("select count(*) from analysis.move") == 0
    usual = {row["subject"]: row["topic_id"] for row in said if row["review_id"] < "second" and row["topic_id"]}
    new = [row for row in said if row["review_id"] > "second"]
    assigned = [row for row in new if row["placement"] == "assigned"]
    assert (found.refit_reason, found.arrived) == (None, len(HELD_OUT))
    # Of so few texts in so few letters the fit knows its own better than any other.
    assert len(assigned) >= 4
    assert all(row["topic_id"] == usual[row["subject"]] for row in assigned)
    assert {row["placement"] for row in new} <= {"assigned", "one_off"}
    assert {key: row for key, row in again.items() if key in placed} == placed


def test_a_new_subject_is_born_and_nothing_else_moves(fitted: Run, make_run: Callable[..., Run]) -> None:
    """One-offs that lie densely become a topic with a name and quotes, in the lineage as born."""
    with open_warehouse(fitted.home) as warehouse:
        placed, named = _placements(warehouse.database), _topics(warehouse.database)
    run = make_run(SETTINGS, "run-000002")
    _deliver(run, "second", _said((NEW_SUBJECT,), "."))
    found = _analyse(run)
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        again, after = _placements(database), _topics(database)
        born = database.rows("select * from analysis.topic_lineage where run_id = 'run-000002'")
        quotes = database.value("select count(*) from analysis.topic_quote where topic_id = ?", [born[0]["topic_id"]])
        moves = {row["reason"] for row in database.rows("select * from analysis.move where run_id = 'run-000002'")}
    assert found.refit_reason is None
    assert [row["event"] for row in born] == ["born"]
    assert {key: row for key, row in again.items() if key in placed and placed[key][8] is not None} == {
        key: row for key, row in placed.items() if row[8] is not None
    }
    assert {key: row for key, row in after.items() if key in named} == named
    assert after.keys() - named.keys() == {born[0]["topic_id"]}
    # Sentences of this delivery were nowhere before: only one-offs of the fit can have moved.
    assert moves <= {"born"}
    assert 1 <= quotes <= 5


def test_a_refit_says_why_and_accounts_for_every_topic(fitted: Run, make_run: Callable[..., Run]) -> None:
    """Twice the texts are reason for a refit; ids and labels last, and the lineage has every topic."""
    with open_warehouse(fitted.home) as warehouse:
        named = _topics(warehouse.database)
    run = make_run(SETTINGS, "run-000002")
    _deliver(run, "second", _said((*SUBJECTS, NEW_SUBJECT), "!"))
    found = _analyse(run)
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        after = _topics(database)
        events = {
            row["topic_id"]: row["event"]
            for row in database.rows("select * from analysis.topic_lineage where run_id = 'run-000002'")
        }
        reason = database.value("select reason from analysis.model where kind = 'topics'")
    assert found.refit_reason == reason == "grown"
    assert named.keys() <= after.keys()
    assert {events[topic_id] for topic_id in named} == {"continued"}
    assert events.keys() == named.keys() | after.keys()
    assert set(events.values()) == {"continued", "born"}


@pytest.mark.parametrize(
    ("settings", "refit", "reason"),
    [(SETTINGS, True, "asked"), (SETTINGS.replace("[topics]", "[topics]\nseed = 3"), False, "settings")],
    ids=["asked", "settings"],
)
def test_what_a_person_asks_for_is_a_reason(
    fitted: Run, make_run: Callable[..., Run], settings: str, refit: bool, reason: str
) -> None:
    """--refit and changed settings; topics that mean the same keep id and label."""
    made_current(fitted.home, "run-000001")
    with open_warehouse(fitted.home) as warehouse:
        named = _topics(warehouse.database)
    run = dataclasses.replace(make_run(settings, "run-000002"), refit=refit)
    assert _analyse(run).refit_reason == reason
    with open_warehouse(run.home) as warehouse:
        assert _topics(warehouse.database) == named


def test_a_refit_that_was_made_and_not_told_of_is_not_made_twice(fitted: Run, make_run: Callable[..., Run]) -> None:
    """A killed run's fit is what was asked for; it is not where more has come since."""
    again = dataclasses.replace(make_run(SETTINGS, "run-000002"), refit=True)
    assert _analyse(again).refit_reason is None
    _deliver(again, "second", [_said(SUBJECTS, ".")[n] for n in HELD_OUT])
    assert _analyse(again).refit_reason == "asked"


def test_without_news_nothing_is_placed_and_nothing_changes(fitted: Run) -> None:
    """The stage on the same texts: no row changes."""
    with open_warehouse(fitted.home) as warehouse:
        placed, named = _placements(warehouse.database), _topics(warehouse.database)
    found = topics.analyse_topics(fitted)
    with open_warehouse(fitted.home) as warehouse:
        assert _placements(warehouse.database) == placed
        assert _topics(warehouse.database) == named
    assert (found.refit_reason, found.arrived) == (None, 0)
