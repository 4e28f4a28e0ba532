"""Deliveries, corrections, deletions, erasures, kills, runs and rollbacks in any order, against a plain dictionary."""

import os
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from analytics.home import Home
from analytics.kept import current_id, kept_ids, roll_back
from analytics.points import listening
from analytics.release import current_release
from analytics.run import Asked, begin_run
from analytics.settings import load_settings
from flows.erasure import erase
from flows.refresh import as_function, one_pass
from tests.conftest import LetterEncoder, quiet

SETTINGS = """
[project]
languages = ["en"]
[releases]
keep = 3
[[source]]
name = "shop"
kind = "reviews"
path = "raw/*.csv"
deleted = "gone"
max_rejected = 1.0
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
customer_id = "who"
"""

#: Few, so that corrections and erasures meet what is there, and that no topic is sought.
WORDS = ("box", "lamp", "chair", "kettle", "scarf", "candle", "mirror", "bottle")
REVIEW = st.sampled_from([f"r{number}" for number in range(8)])
CUSTOMER = st.sampled_from([f"c{number}" for number in range(3)])
SAID = st.sampled_from([f"The {word} arrived" for word in WORDS])

#: More points than any command goes by: a number beyond them kills nobody.
POINT = st.integers(0, 60)

#: Set by `make sweep`.
IS_WHOLE = os.environ.get("KOE_SWEEP") == "whole"


class _Killed(BaseException):
    """The run is killed at this point."""


def customer_of(review_id: str) -> str:
    """Return who wrote a review."""
    return f"c{int(review_id[1:]) % 3}"


@cache
def _first_home() -> Path:
    """Return a home with one release of one review; to be copied."""
    folder = Path(tempfile.mkdtemp()) / "first"
    (folder / "raw").mkdir(parents=True)
    (folder / "koe.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "raw" / "0.csv").write_text("id,body,date,gone,who\nr0,The box arrived,2024-01-01,,c0\n")
    with begin_run(Home(folder), load_settings(folder), LetterEncoder(), quiet) as run:
        one_pass(run, as_function)
    return folder


class Shop(RuleBasedStateMachine):
    """One home, and a dictionary of what stands in it."""

    def __init__(self) -> None:
        """Begin with one published review."""
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "shop"
        shutil.copytree(_first_home(), self.folder, symlinks=True)
        self.home = Home(self.folder)
        self.files = 0
        self.stands = {"r0": "The box arrived"}
        self.current = dict(self.stands)
        self.by_release = {"run-000001": dict(self.stands)}
        self.erased: set[str] = set()
        #: Whether something came since the last publication; None where an erasure may have published it.
        self.has_news: bool | None = False

    def teardown(self) -> None:
        """Delete the home."""
        shutil.rmtree(self.folder.parent)

    @initialize(said=SAID)
    def begin(self, said: str) -> None:
        """Deliver something."""
        self.deliver({"r1": said})

    @rule(reviews=st.dictionaries(REVIEW, SAID, min_size=1, max_size=3))
    def deliver(self, reviews: dict[str, str]) -> None:
        """Deliver new reviews, or corrections of those that are there; each is the latest written."""
        self._write(
            [f"{review_id},{said},{self._now()},,{customer_of(review_id)}" for review_id, said in reviews.items()]
        )
        self.stands |= {key: said for key, said in reviews.items() if customer_of(key) not in self.erased}

    @precondition(lambda self: self.stands)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Have the source say that a review is gone."""
        review_id = data.draw(st.sampled_from(sorted(self.stands)))
        self._write([f"{review_id},,{self._now()},1,{customer_of(review_id)}"])
        del self.stands[review_id]

    @rule(data=st.data())
    def redeliver(self, data: st.DataObject) -> None:
        """Deliver a file again under another name."""
        files = sorted((self.folder / "raw").iterdir())
        source = data.draw(st.sampled_from(files))
        shutil.copy(source, self.folder / "raw" / f"again-{len(files)}.csv")

    @rule(point=POINT)
    def run(self, point: int) -> None:
        """Run, killed at a point if it goes by so many; then run again, and a third time for nothing."""
        before = self.current
        if self._pass(point):
            assert self._published() in ([before] if self.has_news is False else [before, self.stands])
            self._pass(None)
        allowed = {True: [self.stands], False: [before], None: [before, self.stands]}[self.has_news]
        assert self._published() in allowed
        self._note()
        link, kept = current_id(self.home), kept_ids(self.home)
        self._pass(None)
        assert (current_id(self.home), kept_ids(self.home)[-1]) == (link, kept[-1])

    @rule(customer_id=CUSTOMER, point=POINT)
    def erase(self, customer_id: str, point: int) -> None:
        """Erase somebody; killed half way, ask for it again."""
        if self._erase(customer_id, point):
            self._erase(customer_id, None)
        self.erased.add(customer_id)
        for known in (self.stands, self.current, *self.by_release.values()):
            for review_id in [key for key in known if customer_of(key) in self.erased]:
                del known[review_id]
        assert self._published() in (self.current, self.stands)
        self._note()
        self.has_news = None

    @precondition(lambda self: len(kept_ids(self.home)) > 1)
    @rule(data=st.data())
    def roll_back(self, data: st.DataObject) -> None:
        """Make a release that is kept current."""
        run_id = data.draw(st.sampled_from(kept_ids(self.home)))
        with self.home.lock():
            roll_back(self.home, run_id)
        # What a killed run built and nobody has seen is not known here.
        if run_id in self.by_release:
            assert self._published() == self.by_release[run_id]
        self.current = self._published()

    @invariant()
    def current_opens_without_anybody_erased(self) -> None:
        """At every moment."""
        published = self._published()
        assert published == self.current
        assert not {customer_of(key) for key in published} & self.erased

    def _write(self, lines: list[str]) -> None:
        """Deliver a file."""
        self.files += 1
        text = "\n".join(["id,body,date,gone,who", *lines, ""])
        (self.folder / "raw" / f"{self.files}.csv").write_text(text, encoding="utf-8")
        self.has_news = True

    def _now(self) -> str:
        """Return a time later than any before: the latest written stands."""
        return f"2024-02-{1 + (self.files + 1) // 24:02}T{(self.files + 1) % 24:02}:00:00"

    def _published(self) -> dict[str, str]:
        """Return the reviews of the current release."""
        with current_release(self.home) as release:
            assert release.manifest["run_id"] == release.folder.name
            return {row["review_id"]: row["text"] for row in release.rows("select review_id, text from mart.review")}

    def _note(self) -> None:
        """Take note of what is current."""
        self.current = self._published()
        self.by_release[str(current_id(self.home))] = dict(self.current)
        self.has_news = False

    def _pass(self, point: int | None) -> bool:
        """Make a pass; say whether it was killed."""
        return self._command(None, point)

    def _erase(self, customer_id: str, point: int | None) -> bool:
        """Erase somebody; say whether it was killed."""
        return self._command(customer_id, point)

    def _command(self, customer_id: str | None, point: int | None) -> bool:
        """Run or erase, and be killed at the point of a number."""
        seen = 0

        def listener(_: str) -> None:
            nonlocal seen
            seen += 1
            if point is not None and seen > point:
                raise _Killed

        encoder = LetterEncoder()
        try:
            with (
                listening(listener),
                begin_run(self.home, load_settings(self.folder), encoder, quiet, Asked(accept_drift=True)) as run,
            ):
                if customer_id is None:
                    one_pass(run, as_function)
                else:
                    erase(replace(run), customer_id)
        except _Killed:
            return True
        return False


TestShop = Shop.TestCase
TestShop.settings = settings(
    max_examples=40 if IS_WHOLE else 3,
    stateful_step_count=16 if IS_WHOLE else 8,
    derandomize=not IS_WHOLE,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
