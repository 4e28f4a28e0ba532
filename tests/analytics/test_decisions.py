"""The curator's desk before a warehouse: what themes, retired topics and doubled names allow."""

from collections.abc import Iterator

import pytest

from analytics.decisions import Desk, Known
from analytics.errors import ConfigError
from analytics.home import Home
from analytics.warehouse import open_warehouse

TOPICS = (
    Known("th", "Theme", ("Theme",), 1, True),
    Known("a", "Late", ("Late", "遅い"), 0, True),
    Known("b", "遅い", ("遅い",), 0, True),
    Known("c", "Kind", ("Kind",), 0, True),
    Known("gone", "Kind", ("Kind",), 0, False),
)


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    """Return a desk at which nothing was decided yet."""
    with open_warehouse(home) as warehouse:
        yield Desk(warehouse.database, TOPICS)


def test_themes_are_named_and_hidden_only(desk: Desk) -> None:
    """They are made of topics; merging and dividing is for these."""
    for decide in (
        lambda: desk.merge(["th"], "a"),
        lambda: desk.merge(["a"], "th"),
        lambda: desk.split("th", None),
    ):
        with pytest.raises(ConfigError, match="th 'Theme' is a theme; only topics can be"):
            decide()
    assert desk.rename("th", "Speed", None).topic_id == "th"
    assert desk.hide("Theme").topic_id == "th"


def test_a_name_stands_for_a_topic_where_one_has_it(desk: Desk) -> None:
    """In any language; not where two have it; a retired topic's name is free."""
    assert desk.hide("Late").topic_id == "a"
    with pytest.raises(ConfigError, match="'遅い' is the name of several topics: a, b"):
        desk.hide("遅い")
    assert desk.hide("Kind").topic_id == "c"


def test_an_id_is_told_with_its_nearest(desk: Desk) -> None:
    """Or with where to look; a retired one as such."""
    with pytest.raises(ConfigError, match=r"no topic 'Lates'; did you mean a 'Late'\?"):
        desk.hide("Lates")
    with pytest.raises(ConfigError, match="`koe topics` lists them"):
        desk.hide("0123456789")
    with pytest.raises(ConfigError, match="gone 'Kind' is retired"):
        desk.rename("gone", "Back", None)


def test_several_topics_are_merged_or_none(home: Home) -> None:
    """One row each; of a list with a fault nothing is written."""
    with open_warehouse(home) as warehouse:
        with pytest.raises(ConfigError):
            Desk(warehouse.database, TOPICS).merge(["a", "nobody"], "c")
        assert Desk(warehouse.database, TOPICS).standing == []
        Desk(warehouse.database, TOPICS).merge(["a", "b", "a"], "c")
        standing = Desk(warehouse.database, TOPICS).standing
    assert [(decision.topic_id, decision.detail) for decision in standing] == [
        ("a", {"into": "c"}),
        ("b", {"into": "c"}),
    ]


def test_a_part_that_is_split_again_is_restored_first(home: Home) -> None:
    """Else its parts would be left without what they were parts of."""
    with open_warehouse(home) as warehouse:
        for topic_id, ids in (("a", '["a", "b"]'), ("b", '["b", "c"]')):
            warehouse.database.run(
                "insert into curation.decision (action, topic_id, detail, made_by, made_at) "
                "values ('split', ?, ?, 'mika', timestamp '2024-05-01')",
                [topic_id, f'{{"parts": null, "ids": {ids}}}'],
            )
        with pytest.raises(ConfigError, match="its part b is split again; `koe topics restore b` first"):
            Desk(warehouse.database, TOPICS).restore("a")
        assert Desk(warehouse.database, TOPICS).restore("c")[1].decision_id == 2
        assert Desk(warehouse.database, TOPICS).restore("b")[1].decision_id == 1
