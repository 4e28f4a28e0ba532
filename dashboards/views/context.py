"""What every section of the page needs: the tables, the run, its settings, and the wording."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from analytics.errors import StorageError
from analytics.settings import Settings
from dashboards.views.marts import Marts, Query, Remembered, lookup
from dashboards.views.parts import Moment, Number
from dashboards.views.texts import LANGUAGES, texts
from dashboards.views.wording import Format, Wording, in_zone

#: A group of fewer people than this is not shown: its members could be told from one another.
MIN_GROUP = 5

RUN = "select * from mart.run order by run_id desc limit 1"


@dataclass(frozen=True)
class Context:
    """One language's view of one run."""

    marts: Marts
    run: Mapping[str, Any]
    settings: Settings
    wording: Wording

    def scalar(self, query: Query) -> object:
        """Return the single value of a statement; None where it has no row."""
        rows = self.marts.rows(query.sql, query.parameters)
        return next(iter(rows[0].values())) if rows else None

    def number(self, form: Format, query: Query) -> Number:
        """Run a statement that returns one value, and show that value."""
        return self.wording.number(form, self.scalar(query), query)

    def cell(self, form: Format, row: Mapping[str, Any], column: str, table: str, **keys: object) -> Number:
        """Show one column of a row already read from `mart`.`table`, where `keys` find that row."""
        return self.wording.number(form, row[column], lookup(table, column, **keys))

    def run_cell(self, column: str) -> Query:
        """Return the statement that reads one column of the run."""
        return lookup("run", column, run_id=self.run["run_id"])

    def metric(self, form: Format, name: str) -> Number | None:
        """Show a quality metric of the run; None where it was not measured."""
        number = self.number(form, lookup("quality", "value", run_id=self.run["run_id"], metric=name))
        return None if number.value is None else number

    def as_of(self) -> Moment | None:
        """Return the day that the analysis looks back from; None where nothing has been taken in."""
        value = self.run["as_of"]
        return None if value is None else self.wording.local_day(value, self.run_cell("as_of"))

    def label(self, row: Mapping[str, Any]) -> str:
        """Return a topic's or segment's name in the page's language, or its own where it has none."""
        return str(row[f"label_{self.wording.texts.language}"] or row["label"])


def load_contexts(marts: Marts) -> tuple[Context, ...]:
    """Return a context for each language of the page, the first one first; StorageError without a run."""
    remembered = Remembered(marts)
    runs = remembered.rows(RUN)
    if not runs:
        raise StorageError("koe.duckdb: mart.run is empty, so these tables belong to no run")
    settings = Settings.model_validate_json(json.dumps(document(runs[0]["settings"])))
    return tuple(
        Context(remembered, runs[0], settings, _wording(language, settings, runs[0]))
        for language in page_languages(settings.project.languages)
    )


def page_languages(configured: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages of the page in the order of koe.toml, the ones it does not name last."""
    named = [language for language in configured if language in LANGUAGES]
    # A project in neither language reads the page in English first.
    return tuple(dict.fromkeys([*named, *reversed(LANGUAGES)]))


def _wording(language: str, settings: Settings, run: Mapping[str, Any]) -> Wording:
    """Return the wording of one language for this run."""
    zone = ZoneInfo(settings.project.timezone)
    today = None if run["as_of"] is None else in_zone(run["as_of"], zone).date()
    return Wording(texts(language), zone, today, settings.project.currency)


def document(value: object) -> dict[str, Any]:
    """Return a JSON object of the tables as a dict, whether the driver parsed it or not; {} for null."""
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}
