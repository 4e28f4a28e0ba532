"""What each command of `koe` does: calls a room, prints what it says. The only place that prints."""

import argparse
import json
import logging
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import httpx

from analytics.database import statement
from analytics.encode import ModelEncoder
from analytics.errors import ConfigError
from analytics.home import Home
from analytics.kept import newest_id
from analytics.release import Release, current_release
from analytics.run import Asked
from analytics.sandbox import MOST_ROWS, query_release
from analytics.search import search
from analytics.settings import Settings, load_settings
from flows import checkup, printing, setup, topics_text
from flows.progress import TerminalProgress
from flows.server import prefect_server

logger = logging.getLogger(__name__)

#: Columns and lines where there is no terminal to ask, as in a pipe: wide enough for a name and a whole quote.
_NO_TERMINAL = (120, 24)

Command: TypeAlias = Callable[[Path, argparse.Namespace], int]


def demo(home: Path, options: argparse.Namespace) -> int:
    """Make the sample store and run everything."""
    setup.write_demo(home)
    options.as_of, options.local, options.accept_drift, options.refit = None, False, False, False
    return run(home, options)


def run(home: Path, options: argparse.Namespace) -> int:
    """One pass; through Prefect where a server is within reach, else locally."""
    settings = load_settings(home)
    asked = Asked(_utc(options.as_of), accept_drift=options.accept_drift, refit=options.refit)
    ModelEncoder(settings.embedding.model)
    place = Home(home)
    place.prepare()
    # Asked before Prefect is started, which takes longer than a person wants to wait for a "no".
    with place.lock():
        pass
    if options.local:
        summary = _locally(home, asked)
    else:
        with prefect_server(place.warehouse / "prefect") as reached:
            through = _through_prefect if reached else _locally
            summary = through(home, asked)
    _print(summary)
    _print(f"pages   {home / 'current' / 'site' / 'index.html'}")
    _print(f"tables  {home / 'current' / 'koe.duckdb'}   (koe sql --home {home} 'select * from mart.topic')")
    return 0


def _through_prefect(home: Path, asked: Asked) -> str:
    """Run the flow; if its server is lost on the way, make the pass again locally: what is done is found done."""
    # Imported once its settings stand in the environment; it reads them when it is imported.
    from flows.refresh import refresh

    try:
        as_of = asked.as_of.isoformat() if asked.as_of else None
        return refresh(str(home), as_of, asked.accept_drift, asked.refit)
    except httpx.HTTPError:
        logger.warning("the Prefect server was lost on the way: the run goes on locally")
        return _locally(home, asked)


def _locally(home: Path, asked: Asked) -> str:
    """Run the same stages without Prefect."""
    from flows.refresh import refresh_locally

    return refresh_locally(home, asked, TerminalProgress())


def _utc(text: str | None) -> datetime | None:
    """Return an ISO time as naive UTC, or raise ConfigError."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(["--as-of: not a time in ISO form, such as 2026-06-30 or 2026-06-30T06:00:00Z"]) from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment


def status(home: Path, options: argparse.Namespace) -> int:
    """Show the last runs, what is published and what was refused."""
    place = Home(home)
    runs = json.loads(place.ledger_copy.read_text(encoding="utf-8")) if place.ledger_copy.exists() else []
    published = place.manifest()
    newest = newest_id(place)
    refused = []
    if published:
        with current_release(place) as release:
            refused = release.rows(statement("load/refused_by_reason"))
    if options.json:
        _print_json({"runs": runs, "published": published, "newest": newest, "rejected": refused})
    else:
        _print(printing.status_text(runs, published, refused, newest))
    return 0


def sql(home: Path, options: argparse.Namespace) -> int:
    """Run one SELECT on the release."""
    result = query_release(current_release(Home(home)).folder, options.query)
    form = "json" if options.json else options.format
    _print(printing.FORMS[form](result))
    if result.truncated:
        sys.stderr.write(f"koe: only the first {MOST_ROWS:,} rows; the Parquet copies hold whole tables\n")
    return 0


def topics(home: Path, options: argparse.Namespace) -> int:
    """List themes and topics with their figures and one quote."""
    with current_release(Home(home)) as release:
        settings = _settings_of(release)
        found = release.rows(statement("load/topic_list"), [settings.trend.alert_grain, options.all])
        mentions = release.rows(statement("load/counted_mentions"))[0]["mentions"]
    rows, wording = topics_text.listed(found, hidden_too=options.all), topics_text.wording_of(settings)
    if options.json:
        _print_json(topics_text.topics_data(rows, wording))
    else:
        columns = shutil.get_terminal_size(_NO_TERMINAL).columns
        _print(topics_text.topics_text(rows, mentions, wording, columns))
    return 0


def search_mentions(home: Path, options: argparse.Namespace) -> int:
    """Show the nearest mentions."""
    encoder = ModelEncoder(_published_settings(home).embedding.model)
    with current_release(Home(home)) as release:
        hits = search(release, encoder, options.text, options.k)
    if options.json:
        _print_json([vars(hit) for hit in hits])
    else:
        _print(printing.hits_text(hits))
    return 0


def _published_settings(home: Path) -> Settings:
    """Return the settings of the current release."""
    with current_release(Home(home)) as release:
        return _settings_of(release)


def _settings_of(release: Release) -> Settings:
    """Return the settings that a release was made with, so that reading needs nothing but the release."""
    row = release.rows(statement("load/settings_of_run"))[0]
    return Settings.model_validate_json(row["settings"])


def init(home: Path, options: argparse.Namespace) -> int:
    """Write a koe.toml and show what it was guessed from."""
    for line in setup.write_settings(home, reviews=options.reviews, events=options.events):
        _print(line)
    return 0


def serve(home: Path, options: argparse.Namespace) -> int:
    """Serve the pages, and keep the schedule if there is one."""
    from flows.pages import serve_pages

    settings = load_settings(home)
    server = serve_pages(home, options.host, options.port)
    _print(f"pages   http://{options.host}:{server.server_port}/   (Ctrl-C ends)")
    if not options.cron:
        server.wait()
        return 0
    place = Home(home)
    place.prepare()
    with prefect_server(place.warehouse / "prefect") as reached:
        if not reached:
            raise ConfigError(["serve: a schedule needs a Prefect server, and none is within reach"])
        from flows.deployments import keep_schedule

        _print(f"runs    {options.cron} ({settings.project.timezone})")
        keep_schedule(home, options.cron, settings.project.timezone)
    return 0


def doctor(home: Path, options: argparse.Namespace) -> int:
    """Check everything and say what to do about what fails; the exit code is the first failure's."""
    checks = checkup.check_all(home)
    if options.json:
        _print_json([vars(check) for check in checks])
    else:
        _print(printing.checks_text(checks))
    return next((check.exit_code for check in checks if check.exit_code), 0)


def _print(text: str) -> None:
    """Write a text to the screen."""
    sys.stdout.write(f"{text}\n")


def _print_json(data: object) -> None:
    """Write data as JSON."""
    _print(json.dumps(data, ensure_ascii=False, indent=1, default=str))
