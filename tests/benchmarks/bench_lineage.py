"""Whether a planted birth, death, split and merge of topics are told as such: `make bench-lineage`.

Each scenario has a home of its own, with two complete deliveries of reviews that the sample's own maker writes, one
remark of a known planted topic each, in Japanese and English. Most topics stay as they are; of those at stake the
second delivery has more or fewer. Each is run as `koe run` runs it up to the topics, the second time with --refit (or
without, where the scenario asks what a day on the fit makes of it), and analysis.topic_lineage is read.

A planted topic's found topic is the one that most of its mentions are in. `--keep FOLDER` keeps the homes.
"""

import argparse
import csv
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from analytics.database import Database
from analytics.encode import EMBEDDED, Encoder, ModelEncoder
from analytics.home import Home
from analytics.run import Asked, begin_run
from analytics.sample.compose import Paper, Remark, slot_words, write_text
from analytics.sample.dice import Dice
from analytics.sample.store import Product, make_products
from analytics.sample.topics import THEMES, Theme
from analytics.sample.voice import make_voice
from analytics.settings import load_settings
from analytics.stages import embed, ingest, stand, texts, topics
from analytics.warehouse import open_warehouse
from tests.conftest import made_current

SETTINGS = """
[[source]]
name = "shop"
kind = "reviews"
path = "raw/*.csv"
rating_scale = [1, 5]
snapshot = true
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
rating = "stars"
"""

#: Topics that stay as they are beside those at stake, in reviews of each delivery.
STANDING: Mapping[str, int] = {
    "delivery_fast+": 70, "support_slow-": 70, "gift_wrapping+": 70, "login_trouble-": 70, "price_rise-": 70,
    "coffee_taste+": 90, "grinder_noise-": 60, "photo_mismatch-": 70, "cleaning+": 70, "design_looks+": 70,
}  # fmt: skip

#: Days over which reviews are spread, and the first.
FIRST, DAYS = date(2025, 7, 1), 300

PLACED = """
select mention.review_id, placement.topic_id
from analysis.mention as mention join analysis.placement as placement using (text_hash)
"""

LINEAGE = """
select topic_id, event, other_topic_id, overlap from analysis.topic_lineage
where run_id = ? and topic_id not in (select topic_id from analysis.topic where level = 1)
"""

#: Where each planted topic's mentions are: planted topic → found topic or None → mentions.
Places = Mapping[str, Counter[str | None]]


@dataclass(frozen=True)
class Scenario:
    """What is expected of which planted topic, and how many reviews of the topics at stake the two deliveries have."""

    name: str
    event: str
    subject: str
    first: Mapping[str, int]
    second: Mapping[str, int]
    refit: bool = True


SCENARIOS = (
    Scenario("birth", "born", "app_crash-", {}, {"app_crash-": 80}),
    Scenario("few, no refit asked", "born", "app_crash-", {}, {"app_crash-": 80}, refit=False),
    Scenario("many, no refit asked", "born", "app_crash-", {}, {"app_crash-": 160}, refit=False),
    Scenario("death", "retired", "app_crash-", {"app_crash-": 80}, {}),
    # A few crashes among the troubles with logging in are one subject with them, many are one of their own.
    Scenario("split", "split", "app_crash-", {"app_crash-": 15}, {"app_crash-": 90}),
    Scenario("merge", "merged", "app_crash-", {"app_crash-": 90}, {"app_crash-": 15}),
)  # fmt: skip


@dataclass(frozen=True)
class Day:
    """What a run made of a delivery: its id, where the planted topics are, why a fit was made, and the seconds."""

    run_id: str
    places: Places
    refit_reason: str | None
    seconds: float


@dataclass(frozen=True)
class Event:
    """One row of the lineage."""

    topic_id: str
    event: str
    other_id: str | None
    overlap: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each scenario, and every event that is no continuation below it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="a folder that the homes are left in")
    parser.add_argument("--only", default="", help="scenarios whose name begins so")
    parser.add_argument("--seed", type=int, default=0, help="of the sample's dice")
    asked = parser.parse_args(arguments)
    encoder = ModelEncoder(EMBEDDED)
    sys.stdout.write("| scenario | expected | reported | as such | other events | refit | s, first and second |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as scratch:
        for number, scenario in enumerate(SCENARIOS):
            if scenario.name.startswith(asked.only):
                sys.stdout.write(_told(scenario, encoder, (asked.keep or Path(scratch)) / str(number), asked.seed))
                sys.stdout.flush()


def _told(scenario: Scenario, encoder: Encoder, folder: Path, seed: int) -> str:
    """Play a scenario and return its row."""
    folder.mkdir(parents=True)
    (folder / "koe.toml").write_text(SETTINGS, encoding="utf-8")
    home = Home(folder)
    before = _day(home, encoder, scenario.first, seed, refit=False)
    after = _day(home, encoder, scenario.second, seed, refit=scenario.refit)
    with open_warehouse(home) as warehouse:
        events = _events(warehouse.database, after.run_id)
    of_subject = list(_of_subject(scenario, events, before.places, after.places))
    told = "; ".join(_worded(event, before.places, after.places) for event in of_subject) or "nothing"
    others = Counter(event.event for event in events if event not in of_subject)
    rest = ", ".join(f"{count} {name}" for name, count in sorted(others.items()))
    is_told = any(event.event == scenario.event for event in of_subject)
    return (
        f"| {scenario.name} | {scenario.event}: {scenario.subject} | {told} | {'yes' if is_told else 'NO'} | {rest} "
        f"| {after.refit_reason} | {before.seconds:.0f}, {after.seconds:.0f} |\n"
    )


def _day(home: Home, encoder: Encoder, at_stake: Mapping[str, int], seed: int, *, refit: bool) -> Day:
    """Deliver all reviews that there are now, run the stages up to the topics, and see where the planted topics are."""
    written = dict(_reviews({**STANDING, **at_stake}, seed))
    raw = home.path / "raw"
    raw.mkdir(exist_ok=True)
    with (raw / f"{len(list(raw.iterdir()))}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "body", "date", "stars"))
        writer.writerows((review_id, *said) for review_id, said in written.items())
    started = time.perf_counter()
    # That deliveries are unlike one another is what is asked for here.
    with begin_run(home, load_settings(home.path), encoder, _silent, Asked(accept_drift=True, refit=refit)) as run:
        for stage in (ingest.ingest, stand.settle_records, texts.read_texts, embed.embed):
            stage(run)
        placed = topics.analyse_topics(run)
        made_current(home, run.run_id)
    seconds = time.perf_counter() - started
    with open_warehouse(home) as warehouse:
        places = _places(warehouse.database)
    return Day(run.run_id, places, placed.refit_reason, seconds)


def _silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def _reviews(wanted: Mapping[str, int], seed: int) -> Iterator[tuple[str, tuple[str, str, int]]]:
    """Yield id, and text, day and rating, of so many reviews of each planted topic, the same first ones every time."""
    for theme in THEMES:
        dice = Dice(seed, theme.bank)
        products = [product for product in make_products() if _is_about(theme, product)]
        for number in range(wanted.get(theme.bank, 0)):
            language, country = ("ja", "JP") if number % 2 else ("en", "GB")
            day = FIRST + timedelta(days=dice.whole(0, DAYS))
            words = slot_words(language, dice.pick(products), "3.1.0", f"A{number:05d}", day)
            paper = Paper(make_voice(language, country, dice), words, emoji=True)
            text, _ = write_text([Remark(theme)], paper, dice)
            rating = min(5, max(1, round(3 + theme.pull + dice.bell() / 2)))
            yield f"{theme.bank}/{number}", (text, day.isoformat(), rating)


def _is_about(theme: Theme, product: Product) -> bool:
    """Say whether a topic can be about a product that arrives in a box: the app has no words for damage."""
    return product.kind != "app" and (not theme.about or product.category in theme.about or product.kind in theme.about)


def _places(database: Database) -> Places:
    """Return where the mentions of each planted topic are."""
    places: dict[str, Counter[str | None]] = {}
    for row in database.rows(PLACED):
        places.setdefault(row["review_id"].split("/")[0], Counter())[row["topic_id"]] += 1
    return places


def _events(database: Database, run_id: str) -> list[Event]:
    """Return what a run says happened to topics."""
    rows = database.rows(LINEAGE, [run_id])
    return [Event(row["topic_id"], row["event"], row["other_topic_id"], row["overlap"]) for row in rows]


def _of_subject(scenario: Scenario, events: Sequence[Event], before: Places, after: Places) -> Iterator[Event]:
    """Yield what is said of the topic that the subject is in: of the new one for a beginning, else of the old one."""
    is_beginning = scenario.event in ("born", "split")
    topic_id = _found(scenario.subject, after if is_beginning else before)
    for event in events:
        if event.topic_id == topic_id or (scenario.event == "split" and event.other_id == topic_id):
            yield event


def _found(planted: str, places: Places) -> str | None:
    """Return the topic that most mentions of a planted one are in."""
    inside = {topic_id: count for topic_id, count in places.get(planted, Counter()).items() if topic_id is not None}
    return max(sorted(inside), key=inside.__getitem__, default=None)


def _worded(event: Event, before: Places, after: Places) -> str:
    """Return an event with the planted topics that the topics in it were and are mainly made of."""
    other = f" {_made_of(event.other_id, before, after)}" if event.other_id else ""
    return f"{_made_of(event.topic_id, before, after)} {event.event}{other} ({event.overlap:.2f})"


def _made_of(topic_id: str, before: Places, after: Places) -> str:
    """Return a topic's planted topics, then → now, each with its mentions; those of one or two are left out."""
    sides = [
        "+".join(f"{planted}{counter[topic_id]}" for planted, counter in places.items() if counter[topic_id] > 2)
        for places in (before, after)
    ]
    return f"[{sides[0]} → {sides[1]}]"


if __name__ == "__main__":
    main()
