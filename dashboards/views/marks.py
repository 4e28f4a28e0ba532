"""What to know of a topic before its figures: that it is not found again, is rather a language, holds copies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboards.views.context import Context
from dashboards.views.parts import Name, Sentence
from dashboards.views.slices import language_name


@dataclass(frozen=True)
class Mark:
    """A short word beside a topic's name; what it means stands in the topic and below the table."""

    kind: str
    text: str


def marks(context: Context, row: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Return the marks of a row of mart.topic."""
    return tuple(_marks(context, row))


def warnings(context: Context, row: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Return the sentences that explain a topic's marks."""
    return tuple(_warnings(context, row))


def copies(context: Context, row: Mapping[str, Any]) -> Sentence:
    """Say how many of a topic's mentions are copies; nothing where none is."""
    if not row["copies"]:
        return ()
    cell = partial(context.cell, context.wording.count, row=row, table="topic", topic_id=row["topic_id"])
    return context.wording.sentence("mark.copies", mentions=cell(column="mentions"), copies=cell(column="copies"))


def legend(context: Context, rows: tuple[Mapping[str, Any], ...]) -> tuple[Sentence, ...]:
    """Return a sentence for each kind of mark that any of the rows has."""
    kinds = {mark.kind for row in rows for mark in marks(context, row)}
    return tuple(
        context.wording.sentence(f"mark.{kind}_means", mark=Name(context.wording.t(f"mark.{kind}_name")))
        for kind in ("unstable", "language")
        if kind in kinds
    )


def _marks(context: Context, row: Mapping[str, Any]) -> Iterator[Mark]:
    """Yield the marks of a topic."""
    wording = context.wording
    # Null is no verdict: nothing was measured.
    if row["is_stable"] is False:
        yield Mark("unstable", wording.t("mark.unstable"))
    if row["one_language"] is not None:
        yield Mark("language", wording.t("mark.language").format(language=language_name(context, row["one_language"])))


def _warnings(context: Context, row: Mapping[str, Any]) -> Iterator[Sentence]:
    """Yield what a reader should know before building on a topic."""
    wording = context.wording
    if row["is_stable"] is False:
        stability = context.cell(wording.two, row, "stability", "topic", topic_id=row["topic_id"])
        yield wording.sentence("mark.unstable_warning", stability=stability)
    if row["one_language"] is not None:
        language = Name(language_name(context, row["one_language"]))
        yield wording.sentence("mark.language_warning", language=language)
