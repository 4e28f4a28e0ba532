"""The texts stage reads what is new, and ends as if it had read everything."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from analytics.home import Home
from analytics.run import Run
from analytics.stages import texts
from analytics.stages.ingest import ingest
from analytics.stages.stand import settle_records
from analytics.stages.texts import read_texts
from analytics.text import MAX_TEXT_CHARS, Prepared, PreparedReview, ReviewText, prepare
from analytics.warehouse import open_warehouse

SETTINGS = """
[project]
languages = ["ja", "en"]
[[source]]
name = "shop"
kind = "reviews"
path = "raw/*.csv"
keep = ["branch"]
drift = { volume = "warn" }
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
"""
COLUMNS = "id,body,date,branch\n"
FIRST = [f"r{n},配送が遅い。箱は{n}個でした。,2024-03-{n + 1:02},駅前{n}" for n in range(6)]


def read(run: Run, name: str, lines: list[str]) -> None:
    """Deliver a file and read the texts."""
    raw = run.home.path / "raw"
    raw.mkdir(exist_ok=True)
    (raw / name).write_text(COLUMNS + "\n".join(lines) + "\n", encoding="utf-8")
    ingest(run)
    settle_records(run)
    read_texts(run)


def stored(home: Home) -> list[list[dict[str, Any]]]:
    """Return what the stage left, row by row as it lies there."""
    with open_warehouse(home) as warehouse:
        return [warehouse.database.rows(f"from analysis.{name}") for name in ("review_text", "mention")]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Prepared]:
    """Return what the text room gave back to the stage, call by call."""
    seen: list[Prepared] = []

    def watched(
        reviews: Sequence[ReviewText], languages: Sequence[str], known: Mapping[str, PreparedReview]
    ) -> Prepared:
        seen.append(prepare(reviews, languages, known))
        return seen[-1]

    monkeypatch.setattr(texts, "prepare", watched)
    return seen


def test_a_day_reads_what_is_new(make_run: Callable[..., Run], asked: list[Prepared]) -> None:
    """One review more and one corrected: these two alone; the tables are those of a first run over all of it."""
    run = make_run(SETTINGS)
    read(run, "1.csv", FIRST)
    read(run, "2.csv", ["r2,やはり早かった。,2024-04-01,駅前2", "r9,梱包が雑。,2024-04-02,海岸"])
    assert {mention.review_id for mention in asked[-1].mentions} == {"r2", "r9"}
    after = stored(run.home)
    with open_warehouse(run.home) as warehouse:
        warehouse.database.run("delete from analysis.review_text; delete from analysis.mention")
    read_texts(run)
    assert stored(run.home) == after
    assert not asked[-1].unchanged


def test_another_setting_or_kept_column_reads_again(make_run: Callable[..., Run], asked: list[Prepared]) -> None:
    """The languages expected, a source's language, and what else of a row is shown: all are part of what was read."""
    run = make_run(SETTINGS)
    read(run, "1.csv", FIRST)
    read(run, "2.csv", [FIRST[0].replace("駅前0", "090-1234-5678")])
    assert asked[-1].unchanged == {f"r{n}" for n in range(1, 6)}
    assert "090" not in str(stored(run.home))
    for changed in (
        SETTINGS.replace('["ja", "en"]', '["en", "ja"]'),
        SETTINGS.replace("keep =", 'language = "ja"\nkeep ='),
    ):
        read_texts(make_run(changed))
        assert not asked[-1].unchanged


def test_a_cut_text_is_told_of_once(make_run: Callable[..., Run], caplog: pytest.LogCaptureFixture) -> None:
    """How many, and never what they say."""
    run = make_run(SETTINGS)
    read(run, "1.csv", [f"long,{'word ' * (MAX_TEXT_CHARS // 4)},2024-03-01,x", *FIRST])
    assert [record.getMessage() for record in caplog.records if record.name == texts.__name__] == [
        "1 reviews are longer than 100000 characters: what is beyond is not read"
    ]
    caplog.clear()
    read_texts(run)
    assert not [record for record in caplog.records if record.name == texts.__name__]
