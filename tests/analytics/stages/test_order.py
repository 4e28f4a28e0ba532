"""Whatever order, partition and repetition files come in: the same final tables as a plain dictionary says.

The rule: of one id the latest event time stands; at the same time a deletion stands before anything else, then what was
delivered later (by file, then by line). So with event times of their own, order and partition mean nothing.
"""

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from analytics.database import statement
from analytics.home import Home
from analytics.run import Run, utc_now
from analytics.settings import parse_settings
from analytics.stages.ingest import ingest
from analytics.stages.stand import settle_records
from analytics.warehouse import open_warehouse
from tests.conftest import LetterEncoder, quiet

SETTINGS = """
[[source]]
name = "shop"
kind = "reviews"
path = "raw/*.csv"
deleted = "gone"
required = false
drift = { volume = "warn" }
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
"""

#: Each example makes several homes' worth of files: few examples, each different at every run of the suite.
EXAMPLES = 12


@dataclass(frozen=True)
class Record:
    """A line of a file: what it says of an id at a moment (None: a deletion without a time)."""

    id: str
    moment: int | None
    text: str
    gone: bool

    def line(self) -> str:
        """Return it as it stands in a file."""
        time = "" if self.moment is None else (datetime(2024, 1, 1) + timedelta(minutes=self.moment)).isoformat()
        return f"{self.id},{self.text},{time},{'yes' if self.gone else ''}"


class Shop:
    """A home of its own, and what was delivered to it."""

    def __init__(self) -> None:
        """Make an empty home."""
        self._folder = tempfile.TemporaryDirectory(prefix="koe-order-")
        home = Home(Path(self._folder.name))
        home.prepare()
        self.run = Run(home, parse_settings(SETTINGS), "run-000001", utc_now(), None, LetterEncoder(), quiet)
        self.raw = home.path / "raw"
        self.raw.mkdir()
        self.files = 0

    def deliver(self, records: list[Record]) -> None:
        """Drop a file; files of one run are taken in by name."""
        lines = ["id,body,date,gone", *(record.line() for record in records), ""]
        (self.raw / f"{self.files:04}.csv").write_text("\n".join(lines))
        self.files += 1

    def standing(self) -> dict[str, str]:
        """Return the text of each review that stands, and check that every record is accounted for."""
        settle_records(self.run)
        with open_warehouse(self.run.home) as warehouse:
            rows = warehouse.database.rows("select review_id, text from staging.review")
            for file in warehouse.database.rows(statement("mart/source_file")):
                counts = [file[name] for name in ("accepted", "duplicates", "superseded", "rejected")]
                assert file["records"] == sum(counts)
        return {row["review_id"]: row["text"] for row in rows}

    def close(self) -> None:
        """Remove the home."""
        self._folder.cleanup()


def expected(records: list[Record]) -> dict[str, str]:
    """Return what stands after records in the order of their delivery."""
    best: dict[str, tuple[tuple[bool, int, bool, int], Record]] = {}
    seen: set[Record] = set()
    for place, record in enumerate(records):
        if record in seen:
            continue  # a copy says nothing new, however late it comes
        seen.add(record)
        key = (record.moment is None, record.moment or 0, record.gone, place)
        if record.id not in best or key > best[record.id][0]:
            best[record.id] = (key, record)
    return {name: record.text for name, (_, record) in best.items() if not record.gone}


ids = st.sampled_from("abcd")
texts = st.sampled_from(["one", "two", "three"])


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_fault_56_order_partition_and_repetition_change_nothing(data: st.DataObject) -> None:
    """Records with times of their own, shuffled, cut into files and runs, some of them delivered twice."""
    said = data.draw(st.lists(st.tuples(ids, texts, st.integers(0, 3)), min_size=1, max_size=14), "said")
    # A deletion is a quarter of the records.
    records = [Record(name, moment, text, odds == 0) for moment, (name, text, odds) in enumerate(said)]
    shuffled = data.draw(st.permutations(records), "order")
    repeated = shuffled + data.draw(st.lists(st.sampled_from(records), max_size=4), "again")
    cuts = sorted(data.draw(st.sets(st.integers(1, len(repeated)), max_size=4), "cuts"))
    shop = Shop()
    for start, stop in zip([0, *cuts], [*cuts, len(repeated)], strict=True):
        shop.deliver(repeated[start:stop])
        if data.draw(st.booleans(), "run"):
            ingest(shop.run)
    ingest(shop.run)
    assert shop.standing() == expected(records)
    shop.close()


class Deliveries(RuleBasedStateMachine):
    """Deliver, deliver again, correct, deliver late, delete and run, in any order, with equal times among them."""

    files = Bundle("files")

    def __init__(self) -> None:
        """Begin with an empty home and nothing delivered."""
        super().__init__()
        self.shop = Shop()
        self.delivered: list[Record] = []
        self.pending: list[list[Record]] = []

    def _send(self, batch: list[Record]) -> list[Record]:
        """Drop a file for the next run."""
        self.shop.deliver(batch)
        self.pending.append(batch)
        return batch

    @rule(target=files, batch=st.lists(st.builds(Record, ids, st.integers(0, 5), texts, st.just(False)), max_size=4))
    def deliver(self, batch: list[Record]) -> list[Record]:
        """Deliver new, corrected and late records alike: times come from a small range."""
        return self._send(batch)

    @rule(batch=files)
    def redeliver(self, batch: list[Record]) -> None:
        """Deliver a file again, under another name."""
        self._send(batch)

    @rule(target=files, batch=files, text=texts, later=st.integers(0, 3))
    def correct(self, batch: list[Record], text: str, later: int) -> list[Record]:
        """Say something else of the same ids, at the same time or later."""
        return self._send([Record(r.id, None if r.moment is None else r.moment + later, text, r.gone) for r in batch])

    @rule(target=files, name=ids, moment=st.one_of(st.none(), st.integers(0, 5)))
    def delete(self, name: str, moment: int | None) -> list[Record]:
        """Say that an id is gone, with or without a time."""
        return self._send([Record(name, moment, "", True)])

    @rule()
    def take_in(self) -> None:
        """Make a run."""
        ingest(self.shop.run)
        self.delivered += [record for batch in self.pending for record in batch]
        self.pending = []

    @invariant()
    def nothing_waits_for_ever(self) -> None:
        """Keep the files of one run to a handful, so that runs and files mix."""
        if len(self.pending) > 3:
            self.take_in()

    def teardown(self) -> None:
        """Hold the tables against the dictionary."""
        self.take_in()
        assert self.shop.standing() == expected(self.delivered)
        self.shop.close()


def test_fault_50_51_52_53_versions_late_records_and_deletions_end_as_a_dictionary_says() -> None:
    """The rule for equal times included."""
    run_state_machine_as_test(
        Deliveries, settings=settings(max_examples=EXAMPLES, stateful_step_count=12, deadline=None)
    )
