"""Topics as a tree: each below its theme, in the order they come in; nothing is lost, whatever parents say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Node:
    """A topic in the tree: the topic it stands below (None at the top), how deep, and the topics below it."""

    row: Mapping[str, Any]
    parent: str | None
    depth: int
    children: tuple[str, ...]


def tree(rows: Sequence[Mapping[str, Any]]) -> tuple[Node, ...]:
    """Return rows of topics from the top down, each theme's topics behind it, siblings in the order of `rows`.

    A topic whose theme is not among the rows stands at the top, and so does the first of a ring of parents.
    """
    by_id = {row["topic_id"]: row for row in rows}
    below: dict[str, list[str]] = {topic: [] for topic in by_id}
    tops: list[str] = []
    for topic, row in by_id.items():
        (below[row["parent_topic_id"]] if row["parent_topic_id"] in by_id else tops).append(topic)
    seen: set[str] = set()
    nodes: list[Node] = []
    for start in (*tops, *by_id):
        nodes += _walk(start, None, 0, by_id, below, seen)
    return tuple(nodes)


def lines(nodes: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    """Return for each topic its own id and those of all topics above it, the nearest first."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        topic = node.row["topic_id"]
        found[topic] = (topic, *(found[node.parent] if node.parent else ()))
    return found


def _walk(
    topic: str,
    parent: str | None,
    depth: int,
    by_id: Mapping[str, Mapping[str, Any]],
    below: Mapping[str, Sequence[str]],
    seen: set[str],
) -> Iterator[Node]:
    """Yield a topic and all topics below it that have not been seen."""
    if topic in seen:
        return
    seen.add(topic)
    children = tuple(child for child in below[topic] if child not in seen)
    yield Node(by_id[topic], parent, depth, children)
    for child in children:
        yield from _walk(child, topic, depth + 1, by_id, below, seen)
