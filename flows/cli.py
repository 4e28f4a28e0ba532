"""The command `koe`: parses, dispatches, and turns koe's errors into exit codes."""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from analytics.curation import LANGUAGES, LEAST_PARTS, MOST_PARTS
from analytics.errors import KoeError, in_koes_words
from flows import commands, curation_commands, release_commands

#: The home folder where neither --home nor KOE_HOME names one.
DEFAULT_HOME = "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="koe: %(message)s")
    signal.signal(signal.SIGTERM, _terminated)
    home = Path(options.home or os.environ.get("KOE_HOME") or DEFAULT_HOME).resolve()
    try:
        with in_koes_words("koe", home):
            code: int = options.command(home, options)
    except KoeError as fault:
        sys.stderr.write(f"koe: {fault}\n")
        return fault.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("koe: interrupted; the current release stays\n")
        return 143 if _told_to_stop else 130
    except BrokenPipeError:
        # Whoever read our output has seen enough (`koe sql … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


#: SIGTERM came; an exception that is raised within a query of DuckDB arrives as an interrupt without a reason.
_told_to_stop = False


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    """End on SIGTERM as on an exit, so that the lock is let go and the ledger told."""
    global _told_to_stop
    _told_to_stop = True
    raise SystemExit(143)


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="koe",
        description="Customer reviews and behaviour logs in, decisions out: tables and pages, ja and en.",
        epilog="example: koe demo --home demo && koe sql --home demo 'select label, reviews from mart.topic'",
    )
    _add_home(parser, None)
    adding = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_runs(adding)
    _add_readers(adding)
    _add_releases(adding)
    _add_helpers(adding)
    return parser


def _add_runs(adding: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that run the pipeline."""
    _command(
        adding,
        "demo",
        commands.demo,
        "make the sample store in home and run everything",
        "koe demo --home demo",
    )
    run = _command(adding, "run", commands.run, "take in what is new, analyse, publish", "koe run --as-of 2026-06-30")
    run.add_argument("--as-of", metavar="TIME", help="look back from this UTC time instead of the latest record's")
    run.add_argument(
        "--accept-drift", action="store_true", help="let in, this once, deliveries unlike those before them"
    )
    run.add_argument(
        "--refit",
        action="store_true",
        help="find topics and segments anew; new data are placed in those there are, else",
    )
    run.add_argument("--local", action="store_true", help="run without a Prefect server")
    serve = _command(
        adding,
        "serve",
        commands.serve,
        "serve the pages, and keep a schedule",
        'koe serve --cron "0 6 * * *"',
    )
    serve.add_argument("--cron", metavar="WHEN", help="run at these times, in the project's time zone")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=int, default=8765, help="port of the pages (default: 8765)")


def _add_readers(adding: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that read what is published."""
    status = _command(adding, "status", commands.status, "last runs, what is published, what was refused", "koe status")
    _add_json(status)
    sql = _command(
        adding, "sql", commands.sql, "read-only SQL on the release",
        "koe sql 'select label, share from mart.topic order by share desc limit 10'",
    )  # fmt: skip
    sql.add_argument("query", help="one SELECT; the tables are in schema mart")
    sql.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _add_json(sql)
    topics = _command(
        adding, "topics", commands.topics, "themes and topics with counts, change and one quote", "koe topics --all"
    )
    topics.add_argument("--all", action="store_true", help="retired and hidden topics, too")
    _add_json(topics)
    _add_decisions(topics.add_subparsers(title="decide about topics", metavar="DECISION"))
    search = _command(
        adding, "search", commands.search_mentions, "nearest mentions by meaning, any language",
        "koe search 'delivery was late' -k 5",
    )  # fmt: skip
    search.add_argument("text")
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="how many (default: 10)")
    _add_json(search)


def _add_decisions(adding: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands by which people decide about topics, below `koe topics`."""
    topic = "a topic's id, or its exact name where no other has it"
    rename = _command(
        adding,
        "rename",
        curation_commands.rename,
        "give a topic or theme a name",
        'koe topics rename t_1a2b3c4d "Late"',
    )
    rename.add_argument("topic", metavar="ID", help=topic)
    rename.add_argument("label", metavar="LABEL", help="the name")
    rename.add_argument("--language", choices=LANGUAGES, help="of the name (default: the project's first)")
    merge = _command(
        adding, "merge", curation_commands.merge, "make topics one with another",
        "koe topics merge t_1a2b3c4d t_5e6f7a8b --into t_9c0d1e2f",
    )  # fmt: skip
    merge.add_argument("topics", metavar="ID", nargs="+", help=topic)
    merge.add_argument("--into", metavar="ID", required=True, help="the topic that they become part of")
    split = _command(
        adding, "split", curation_commands.split, "divide a topic", "koe topics split t_1a2b3c4d --parts 2"
    )
    split.add_argument("topic", metavar="ID", help=topic)
    most = range(LEAST_PARTS, MOST_PARTS + 1)
    split.add_argument("--parts", type=int, choices=most, help="how many (default: as the data suggest)")
    for name, command, does in (
        ("hide", curation_commands.hide, "leave a topic or theme out of pages, lists and alerts"),
        ("restore", curation_commands.restore, "take back the newest decision about a topic; again goes further back"),
    ):
        _command(adding, name, command, does, f"koe topics {name} t_1a2b3c4d").add_argument(
            "topic", metavar="ID", help=topic
        )
    decisions = _command(
        adding, "decisions", curation_commands.decisions, "list who decided what and when", "koe topics decisions"
    )
    decisions.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")


def _add_releases(adding: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands about the releases that are kept."""
    releases = _command(
        adding, "releases", release_commands.releases, "the releases that are kept, their size, and which is current",
        "koe releases",
    )  # fmt: skip
    _add_json(releases)
    rollback = _command(
        adding, "rollback", release_commands.rollback,
        "make the release before the current one, or a named one, current",
        "koe rollback run-000012",
    )  # fmt: skip
    rollback.add_argument("run_id", nargs="?", metavar="RUN_ID", help="a release of `koe releases`")
    erase = _command(
        adding, "erase", release_commands.erase,
        "remove a customer from the warehouse and every release, and refuse what comes of them later",
        "koe erase --customer c-1042",
    )  # fmt: skip
    erase.add_argument("--customer", required=True, metavar="ID", help="the id as it is delivered, not as a hash")
    _add_json(erase)


def _add_helpers(adding: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that set up and check."""
    init = _command(
        adding, "init", commands.init, "write a koe.toml, guessing the columns from files",
        "koe init --home shop --reviews reviews.csv --events log.csv.gz",
    )  # fmt: skip
    init.add_argument("--reviews", type=Path, metavar="FILE", help="a file of reviews")
    init.add_argument("--events", type=Path, metavar="FILE", help="a file of events")
    doctor = _command(
        adding, "doctor", commands.doctor, "check installation, model, home and configuration", "koe doctor"
    )
    _add_json(doctor)


def _command(
    adding: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: commands.Command,
    does: str,
    example: str,
) -> argparse.ArgumentParser:
    """Add one command with its help and example."""
    parser = adding.add_parser(
        name, help=does, description=does[0].upper() + does[1:] + ".", epilog=f"example: {example}"
    )
    # A default here would overwrite a --home given before the command's name.
    _add_home(parser, argparse.SUPPRESS)
    parser.set_defaults(command=command)
    return parser


def _add_home(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Add --home, which may stand before or after the command's name."""
    parser.add_argument("--home", metavar="DIR", default=default, help="home folder (or KOE_HOME; default: data)")


def _add_json(parser: argparse.ArgumentParser) -> None:
    """Add --json to a command that prints data."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def _positive(text: str) -> int:
    """Return a whole number from 1 up."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
