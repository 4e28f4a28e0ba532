"""What `koe topics` prints: themes and the topics in them, with their figures, in the project's first language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from analytics.settings import Settings
from dashboards.views.context import page_languages
from dashboards.views.texts import texts
from dashboards.views.tree import Node, tree
from dashboards.views.wording import Wording
from flows.printing import cut, padded, plain, width_of

#: Columns that a name keeps in a narrow terminal; the line grows longer than the terminal rather.
_LEAST_NAME = 16
_INDENT = "  "
_GAP = "  "

Row = Mapping[str, Any]


def wording_of(settings: Settings) -> Wording:
    """Return how the project's first language says things; days are told with their year."""
    language = page_languages(settings.project.languages)[0]
    return Wording(texts(language), ZoneInfo(settings.project.timezone), None, settings.project.currency)


def listed(rows: Iterable[Row], *, hidden_too: bool) -> list[Row]:
    """Return the topics to list: those that people hid only where they are asked for."""
    # A release of an earlier koe has no such column.
    return [row for row in rows if hidden_too or not row.get("is_hidden")]


def topics_data(rows: Iterable[Row], wording: Wording) -> list[dict[str, Any]]:
    """Return the rows for programs: whole texts, the label in the project's first language."""
    return [{**row, "label": _label(row, wording)} for row in rows]


def topics_text(rows: Sequence[Row], mentions: int, wording: Wording, columns: int) -> str:
    """Return the tree of topics for a terminal of so many columns, or a sentence where there are none."""
    active = [row for row in rows if row["status"] == "active"]
    retired = [row for row in rows if row["status"] != "active"]
    lines = list(_tree_lines(tree(active), wording, columns))
    if not active:
        lines = [wording.t("terminal.none").format(n=wording.count(mentions))]
    if retired:
        lines += ["", wording.t("terminal.retired")]
        lines += [cut(f"{_INDENT}{_label(row, wording)}  ({row['topic_id']})", columns) for row in retired]
    return "\n".join([*lines, *_notes(active, wording)])


def _tree_lines(nodes: Sequence[Node], wording: Wording, columns: int) -> Iterator[str]:
    """Yield a heading, and for each topic a line of figures and one with its marks and best quote."""
    if not nodes:
        return
    named = "topic" if any(node.children for node in nodes) else "topic_only"
    heading = [wording.t(f"terminal.{key}") for key in (named, "reviews", "share", "change", "sentiment", "id")]
    table = [heading, *(_cells(node, wording) for node in nodes)]
    widths = [max(width_of(cells[column]) for cells in table) for column in range(len(heading))]
    figures = sum(widths[1:]) + len(_GAP) * len(widths[1:])
    widths[0] = max(_LEAST_NAME, min(widths[0], columns - figures))
    yield _line(heading, widths)
    for node, cells in zip(nodes, table[1:], strict=True):
        yield _line(cells, widths)
        said = _said(node, wording)
        if said:
            yield cut(_INDENT * (node.depth + 1) + said, columns)


def _cells(node: Node, wording: Wording) -> list[str]:
    """Return a topic's name, as deep as it stands, its figures, and the id that other commands know it by."""
    row = node.row
    return [
        _INDENT * node.depth + _label(row, wording),
        wording.told(wording.count, row["reviews"]),
        wording.told(wording.share, row["share"]),
        wording.told(wording.points, row["change"]),
        wording.told(wording.signed, row["sentiment"]),
        row["topic_id"],
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return cells side by side: the name to the left, figures to the right."""
    name, *figures = cells
    right = (" " * (width - width_of(cell)) + cell for cell, width in zip(figures, widths[1:], strict=True))
    return _GAP.join([padded(cut(name, widths[0]), widths[0]), *right])


def _said(node: Node, wording: Wording) -> str:
    """Return a topic's marks and its best quote; a theme speaks through its topics."""
    said = [f"[{mark}]" for mark in _marks(node.row, wording)]
    if node.row["quote"] and not node.children:
        said.append(wording.t("terminal.quote").format(text=plain(node.row["quote"])))
    return " ".join(said)


def _marks(row: Row, wording: Wording) -> Iterator[str]:
    """Yield what a reader should know of a topic before its figures."""
    if row.get("is_hidden"):
        yield wording.t("terminal.hidden")
    if row["is_alert"]:
        yield wording.t("terminal.alert")
    elif row["is_slice_alert"]:
        yield wording.t("terminal.slice_alert")
    # A release of an earlier koe has no such columns; null is no verdict either.
    if row.get("is_stable") is False:
        yield wording.t("mark.unstable")
    language = row.get("one_language")
    if language is not None:
        key = f"language.{language}"
        name = wording.t(key) if wording.texts.knows(key) else language
        yield wording.t("mark.language").format(language=name)


def _notes(active: Sequence[Row], wording: Wording) -> Iterator[str]:
    """Yield what the change compares, and what the marks mean that are there."""
    told = next((row for row in active if row["change"] is not None), None)
    if told is not None:
        period = wording.period(told["grain"], told["period_start"])
        when = wording.t(f"when.{told['grain']}").format(period=period)
        yield ""
        yield wording.t("terminal.compared").format(when=when, n=told["periods_before"])
    if any(row.get("is_stable") is False for row in active):
        yield wording.t("mark.unstable_means").format(mark=wording.t("mark.unstable_name"))
    if any(row.get("one_language") is not None for row in active):
        yield wording.t("mark.language_means").format(mark=wording.t("mark.language_name"))


def _label(row: Row, wording: Wording) -> str:
    """Return a topic's name in the project's first language, or its own where it has none."""
    return plain(row[f"label_{wording.texts.language}"] or row["label"])
