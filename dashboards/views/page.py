"""The whole site as one view: an edition a language, and the data that scripts draw from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dashboards.views.behaviour import Behaviour, behaviour
from dashboards.views.catalogue import Catalogue, catalogue
from dashboards.views.changes import Changes, changes
from dashboards.views.context import Context, load_contexts
from dashboards.views.details import Details
from dashboards.views.headline import Headline, headline
from dashboards.views.map import MapView, map_data, map_view
from dashboards.views.marts import Marts
from dashboards.views.periods import Series, event_series, topic_series
from dashboards.views.record import Record, record
from dashboards.views.segments import Segments, segments
from dashboards.views.texts import Texts
from dashboards.views.topics import Topics, topics


@dataclass(frozen=True)
class Edition:
    """The page in one language."""

    t: Texts
    headline: Headline
    changes: Changes
    topics: Topics
    map: MapView
    behaviour: Behaviour
    segments: Segments
    record: Record


@dataclass(frozen=True)
class Site:
    """All editions, the first language first, and the islands of data by name."""

    run_id: str
    editions: tuple[Edition, ...]
    islands: Mapping[str, Mapping[str, Any]]


def site_view(marts: Marts) -> Site:
    """Read the tables of one release and make everything that its page says."""
    contexts = load_contexts(marts)
    catalogues = tuple(catalogue(context) for context in contexts)
    made = [_edition(context, shown) for context, shown in zip(contexts, catalogues, strict=True)]
    series = {edition.t.language: rows for edition, rows in made}
    return Site(
        run_id=contexts[0].run["run_id"],
        editions=tuple(edition for edition, _ in made),
        islands={"series": series, "map": asdict(map_data(contexts, catalogues))},
    )


def _edition(context: Context, shown: Catalogue) -> tuple[Edition, dict[str, Any]]:
    """Make the page in one language, and the worded rows of its charts."""
    of_topics, of_events = topic_series(context), event_series(context)
    listed = topics(context, shown, of_topics, Details(context, shown, of_topics))
    acts = behaviour(context, of_events)
    edition = Edition(
        t=context.wording.texts,
        headline=headline(context),
        changes=changes(context, shown),
        topics=listed,
        map=map_view(context, shown),
        behaviour=acts,
        segments=segments(context, shown),
        record=record(context),
    )
    drawn = [row.topic_id for row in listed.rows if row.detail.chart], [row.event for row in acts.events]
    return edition, _rows({**_only(of_topics, drawn[0]), **_only(of_events, drawn[1])})


def _only(series: Mapping[str, Series], drawn: list[str]) -> dict[str, Series]:
    """Return the series that the page draws, by the key of their chart."""
    return {series[name].key: series[name] for name in drawn}


def _rows(series: Mapping[str, Series]) -> dict[str, Any]:
    """Return the cells of each series by column, and the names of periods once where they are the same."""
    periods: dict[tuple[str, ...], int] = {}
    told = {}
    for key, one in series.items():
        names, *cells = zip(*one.rows, strict=True)
        told[key] = {"periods": periods.setdefault(names, len(periods)), "cells": cells}
    return {"periods": [list(names) for names in periods], "series": told}
