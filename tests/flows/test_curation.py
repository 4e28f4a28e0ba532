"""People decide about topics: checked, written down, shown by the next run, taken back by one command."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from analytics.decisions import list_decisions, user_name
from analytics.home import Home
from analytics.release import current_release
from analytics.run import Asked, begin_run
from analytics.settings import load_settings
from analytics.stages.fitted import load_fitted
from analytics.warehouse import open_warehouse
from flows.cli import main
from flows.refresh import as_function, one_pass
from tests.analytics.stages.test_topics import SETTINGS, SUBJECTS
from tests.conftest import LetterEncoder, quiet

Rows: TypeAlias = list[dict[str, Any]]

#: Runs `koe` on the home and returns its exit code and what it said.
Koe: TypeAlias = Callable[..., tuple[int, str]]


def go(folder: Path, *, refit: bool = False) -> None:
    """Make one pass without Prefect."""
    home, encoder = Home(folder), LetterEncoder()
    with begin_run(home, load_settings(folder), encoder, quiet, Asked(refit=refit)) as run:
        one_pass(run, as_function)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose first run published four topics of twenty reviews each."""
    folder = tmp_path_factory.mktemp("curated") / "shop"
    (folder / "raw").mkdir(parents=True)
    (folder / "koe.toml").write_text(SETTINGS, encoding="utf-8")
    said = [
        f"The {subject} {part} {happens} for our {subject}."
        for subject, parts, verbs in SUBJECTS for part in parts for happens in verbs
    ]  # fmt: skip
    lines = [f'{n},"{text}",2024-01-{n % 28 + 1:02},{n % 5 + 1}' for n, text in enumerate(said)]
    (folder / "raw" / "reviews.csv").write_text("\n".join(["id,body,date,stars", *lines, ""]), encoding="utf-8")
    go(folder)
    return folder


@pytest.fixture
def shop(published: Path, tmp_path: Path) -> Path:
    """Return a copy of that home."""
    return Path(shutil.copytree(published, tmp_path / "shop", symlinks=True))


@pytest.fixture
def koe(shop: Path, capsys: pytest.CaptureFixture[str]) -> Koe:
    """Return the command line on that home."""

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*arguments, "--home", str(shop)])
        told = capsys.readouterr()
        return code, told.out + told.err

    return call


def rows(folder: Path, sql: str) -> Rows:
    """Return rows of the current release."""
    with current_release(Home(folder)) as release:
        return release.rows(sql)


def active(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the active topics by the subject that their quotes are about."""
    found = rows(
        folder,
        "select split_part(mention.text, ' ', 2) as subject, topic.* from mart.topic as topic "
        "join mart.topic_quote as quote using (topic_id) join mart.mention as mention using (mention_id) "
        "where topic.status = 'active' and quote.rank = 1",
    )
    return {row["subject"]: row for row in found}


def test_decisions_show_with_the_next_run_and_are_taken_back_by_one_command(shop: Path, koe: Koe) -> None:
    """A name, a merge and a hiding; who and when are in a table; then nothing of them is left but that."""
    before = active(shop)
    parcel, coffee, login, kitten = (before[subject]["topic_id"] for subject, *_ in SUBJECTS)
    assert koe("topics", "rename", parcel, "Late parcels")[0] == 0
    assert koe("topics", "merge", before["espresso"]["label"], "--into", parcel)[0] == 0
    assert koe("topics", "hide", login)[0] == 0
    assert active(shop) == before
    go(shop)
    now = {row["topic_id"]: row for row in rows(shop, "from mart.topic")}
    assert (now[parcel]["label"], now[parcel]["label_en"]) == ("Late parcels", "Late parcels")
    assert (now[parcel]["reviews"], now[coffee]["reviews"], now[coffee]["status"]) == (40, 0, "retired")
    assert [row["is_hidden"] for row in (now[parcel], now[login], now[kitten])] == [False, True, False]
    assert rows(shop, f"select count(*) as n from mart.topic_period where topic_id = '{coffee}'") == [{"n": 0}]
    assert rows(shop, f"select count(*) as n from mart.topic_quote where topic_id = '{coffee}'") == [{"n": 0}]
    lineage = f"select event, other_topic_id from mart.topic_lineage where topic_id = '{coffee}' order by run_id"
    assert [tuple(row.values()) for row in rows(shop, lineage)] == [("born", None), ("merged", parcel)]
    told = rows(shop, "select action, made_by, made_at is null as timeless, has_effect from mart.topic_decision")
    assert [tuple(row.values()) for row in told] == [
        (action, user_name(), False, True) for action in ("rename", "merge", "hide")
    ]
    listed = koe("topics")[1]
    assert "Late parcels" in listed
    assert before["login"]["label"] not in listed
    assert "[hidden] “" in koe("topics", "--all")[1]
    page = (shop / "current" / "site" / "index.html").read_text(encoding="utf-8")
    assert "Late parcels" in page
    assert before["login"]["label"] not in page
    for topic_id in (parcel, coffee, login):
        assert koe("topics", "restore", topic_id)[0] == 0
    go(shop)
    assert active(shop) == before
    assert [tuple(row.values()) for row in rows(shop, lineage)][2:] == [("split", parcel)]
    assert rows(shop, "select count(undone_by) as n from mart.topic_decision where not has_effect") == [{"n": 3}]
    release = (shop / "current").resolve()
    go(shop)
    assert (shop / "current").resolve() == release


def test_decisions_survive_a_refit(shop: Path, koe: Koe) -> None:
    """Names, merges and splits are there after everything was found anew."""
    before = active(shop)
    parcel, coffee, login, kitten = (before[subject]["topic_id"] for subject, *_ in SUBJECTS)
    for command in (
        ("rename", kitten, "Pets"),
        ("merge", coffee, "--into", login),
        ("split", parcel, "--parts", "2"),
    ):
        assert koe("topics", *command)[0] == 0
    go(shop)
    placed = placements(shop)
    (split,) = [row for row in list_decisions(Home(shop)) if row["action"] == "split"]
    one, other = split["detail"]["ids"]
    assert one == parcel
    sizes = {topic_id: list(placed.values()).count(topic_id) for topic_id in (one, other)}
    assert sum(sizes.values()) == 20
    assert sizes[one] >= sizes[other] >= 2
    moved = rows(shop, "select from_topic_id, to_topic_id, reason, count(*) as n from mart.topic_move group by all")
    assert [tuple(row.values()) for row in moved] == [(one, other, "curated", sizes[other])]
    labels = {row["topic_id"]: row["label"] for row in rows(shop, "from mart.topic where status = 'active'")}
    assert labels[kitten] == "Pets"
    assert len(set(labels.values())) == len(labels) == 4
    assert rows(shop, f"select count(*) > 0 as quoted from mart.topic_quote where topic_id = '{other}'") == [
        {"quoted": True}
    ]
    assert known_to_the_fit(shop) == {*labels, coffee}
    go(shop, refit=True)
    again = rows(shop, "from mart.topic where status = 'active'")
    assert {row["topic_id"] for row in again} == set(labels)
    assert {row["topic_id"]: row["label"] for row in again}[kitten] == "Pets"
    agreeing = sum(placed[text] == topic_id for text, topic_id in placements(shop).items())
    assert agreeing >= 0.95 * len(placed)
    assert koe("topics", "restore", other)[0] == 0
    go(shop)
    joined = placements(shop)
    assert sum(topic_id == parcel for topic_id in joined.values()) == 20
    assert other not in joined.values()
    assert known_to_the_fit(shop) == {*labels, coffee} - {other}
    lineage = rows(shop, f"select event, other_topic_id from mart.topic_lineage where topic_id = '{other}'")
    assert {"event": "split", "other_topic_id": parcel} in lineage
    assert {"event": "merged", "other_topic_id": parcel} in lineage


def known_to_the_fit(folder: Path) -> set[str]:
    """Return the topics that new texts can be placed in, each of which has a middle."""
    with open_warehouse(Home(folder)) as warehouse:
        fitted = load_fitted(warehouse.database)
    assert fitted is not None
    assert len(fitted.middles) == len(fitted.topic_ids)
    return set(fitted.topic_ids)


def placements(folder: Path) -> dict[str, str | None]:
    """Return the topic that each text was placed in, as it was found."""
    with open_warehouse(Home(folder)) as warehouse:
        found = warehouse.database.rows("select text_hash, topic_id from analysis.placement")
    return {row["text_hash"]: row["topic_id"] for row in found}


def test_a_guide_joins_and_names_topics(shop: Path) -> None:
    """What its phrases are placed in is one topic, as long as koe.toml says so."""
    before = active(shop)
    parcel, coffee = before["parcel"]["topic_id"], before["espresso"]["topic_id"]
    settings = (shop / "koe.toml").read_text(encoding="utf-8")
    guide = (
        '[[topics.guide]]\nname = "Things in boxes"\n'
        'phrases = ["The parcel box arrived late for our parcel", "The espresso aroma smells sweet for our espresso"]\n'
    )
    (shop / "koe.toml").write_text(settings.replace("[[source]]", f"{guide}[[source]]", 1), encoding="utf-8")
    go(shop)
    now = active(shop)
    assert (now["parcel"]["topic_id"], now["parcel"]["label"], now["parcel"]["reviews"]) == (
        parcel, "Things in boxes", 40,
    )  # fmt: skip
    assert coffee not in {row["topic_id"] for row in now.values()}
    (shop / "koe.toml").write_text(settings, encoding="utf-8")
    go(shop)
    assert active(shop) == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("rename", "t_none", "Late"), "no topic 't_none'"),
        (("rename", "{parcel}x", "Late"), "did you mean {parcel} "),
        (("rename", "{parcel}", "{login_label}"), "{login} '{login_label}' has that name"),
        (("rename", "{parcel}", " \t "), "a name has 1 to 80 printable characters"),
        (("merge", "{parcel}", "--into", "{parcel}"), "cannot be merged into itself"),
        (("merge", "{parcel}", "{login}", "--into", "{login}"), "cannot be merged into itself"),
        (("merge", "{parcel}", "--into", "t_none"), "no topic 't_none'"),
        (("restore", "{parcel}"), "no decision about {parcel} '{parcel_label}' stands"),
    ],
)
def test_what_makes_no_sense_is_refused(shop: Path, koe: Koe, command: tuple[str, ...], said: str) -> None:
    """Exit 2 with a reason, and nothing is written down."""
    found = active(shop)
    words = {subject: row["topic_id"] for subject, row in found.items()}
    words |= {f"{subject}_label": row["label"] for subject, row in found.items()}
    code, told = koe("topics", *(word.format(**words) for word in command))
    assert (code, said.format(**words) in told) == (2, True), told
    assert list_decisions(Home(shop)) == []


def test_decisions_that_wait_for_a_run_count_already(shop: Path, koe: Koe) -> None:
    """Rings, second merges, names that are to come, and hiding what is hidden are refused before any run."""
    parcel, coffee, login, kitten = (active(shop)[subject]["topic_id"] for subject, *_ in SUBJECTS)
    assert koe("topics", "merge", parcel, "--into", coffee)[0] == 0
    assert koe("topics", "merge", coffee, "--into", login)[0] == 0
    assert koe("topics", "rename", kitten, "Pets")[0] == 0
    assert koe("topics", "hide", kitten)[0] == 0
    assert koe("topics", "split", kitten)[0] == 0
    for command, said in (
        (("merge", login, "--into", parcel), "that would be a ring"),
        (("merge", parcel, "--into", kitten), f"is merged into {coffee}"),
        (("rename", parcel, "Late"), f"is merged into {coffee}"),
        (("rename", login, "PETS"), "has that name"),
        (("hide", kitten), "is hidden already"),
        (("split", kitten), "is to be split already"),
        (("restore", login), f"merged into it are {coffee}: restore one of these"),
    ):
        code, told = koe("topics", *command)
        assert (code, said in told) == (2, True), told
    assert len(list_decisions(Home(shop))) == 5


def test_restoring_goes_back_step_by_step(shop: Path, koe: Koe) -> None:
    """The newest decision about a topic first, whatever was decided about others since; all stay on the list."""
    found = active(shop)
    parcel, login = found["parcel"]["topic_id"], found["login"]["topic_id"]
    for command in (("rename", parcel, "One"), ("hide", parcel), ("rename", login, "Two")):
        assert koe("topics", *command)[0] == 0
    assert "decision 2, hiding of" in koe("topics", "restore", parcel)[1]
    assert "decision 1, name 'One' of" in koe("topics", "restore", found["parcel"]["label"])[1]
    assert koe("topics", "restore", parcel)[0] == 2
    code, told = koe("topics", "decisions", "--json")
    listed = json.loads(told)
    assert code == 0
    assert [(row["action"], row["state"], row["undone_by"]) for row in listed] == [
        ("rename", "undone", user_name()),
        ("hide", "undone", user_name()),
        ("rename", "waiting", None),
    ]
    assert f"name 'Two' of {login} '{found['login']['label']}': waiting" in koe("topics", "decisions")[1]


def test_nobody_decides_while_a_run_holds_the_home(shop: Path, koe: Koe) -> None:
    """Exit 5; and before the first release there is nothing to decide about."""
    parcel = active(shop)["parcel"]["topic_id"]
    with Home(shop).lock():
        for command in (("rename", parcel, "Late"), ("restore", parcel), ("decisions",)):
            assert koe("topics", *command)[0] == 5
    assert list_decisions(Home(shop)) == []


def test_nothing_to_decide_about_before_the_first_release(tmp_path: Path) -> None:
    """Exit 6, and no folder is made."""
    assert main(["topics", "hide", "t_1", "--home", str(tmp_path / "none")]) == 6
    assert not (tmp_path / "none").exists()
