"""Topics as a tree: order, depth, and parents that lead nowhere."""

from dashboards.views.tree import lines, tree


def rows(*pairs: tuple[str, str | None]) -> list[dict[str, str | None]]:
    """Return topics with their parents."""
    return [{"topic_id": topic, "parent_topic_id": parent} for topic, parent in pairs]


def test_topics_stand_behind_their_theme() -> None:
    """Siblings keep their order; a topic whose theme is not shown, or that has none, stands at the top."""
    nodes = tree(rows(("a", "x"), ("alone", None), ("x", None), ("b", "x"), ("lost", "gone")))
    assert [(node.row["topic_id"], node.parent, node.depth) for node in nodes] == [
        ("alone", None, 0), ("x", None, 0), ("a", "x", 1), ("b", "x", 1), ("lost", None, 0),
    ]  # fmt: skip
    assert nodes[1].children == ("a", "b")


def test_three_levels_have_lines_to_the_top() -> None:
    """A line starts at the topic and ends at the top."""
    told = lines(tree(rows(("leaf", "middle"), ("middle", "top"), ("top", None))))
    assert told == {"top": ("top",), "middle": ("middle", "top"), "leaf": ("leaf", "middle", "top")}


def test_a_ring_of_parents_loses_nobody() -> None:
    """Each topic of a ring stands once."""
    nodes = tree(rows(("a", "b"), ("b", "a"), ("self", "self")))
    assert [(node.row["topic_id"], node.depth) for node in nodes] == [("a", 0), ("b", 1), ("self", 0)]
    assert set(lines(nodes)) == {"a", "b", "self"}
