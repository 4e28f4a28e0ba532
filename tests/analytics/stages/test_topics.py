"""The topic stage on a small warehouse: rows of every table, ids and given names that last."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from analytics.run import Run
from analytics.stages import embed, ingest, stand, texts, topics
from analytics.warehouse import Warehouse, open_warehouse

SETTINGS = """
[project]
languages = ["en"]
[topics]
left_out = 0.0
[[source]]
name = "shop"
kind = "reviews"
path = "raw/*.csv"
rating_scale = [1, 5]
[source.columns]
review_id = "id"
text = "body"
written_at = "date"
rating = "stars"
"""

#: Four subjects with few letters in common, so that the encoder of letters tells them apart.
SUBJECTS = (
    (
        "parcel",
        ("box", "courier", "depot", "driver", "doorstep"),
        ("arrived late", "was delayed", "got lost", "is torn"),
    ),
    (
        "espresso",
        ("aroma", "crema", "roast", "blend", "cup"),
        ("tastes fine", "smells sweet", "seems mellow", "is smooth"),
    ),
    (
        "login",
        ("password", "account", "screen", "code", "captcha"),
        ("keeps failing", "will hang", "always blanks", "locks"),
    ),
    (
        "kitten",
        ("puppy", "hamster", "bunny", "parrot", "turtle"),
        ("jumped happily", "napped quietly", "hid", "purred"),
    ),
)


class _Namer(BaseHTTPRequestHandler):
    """Names every topic by the first word that it is shown of it."""

    def do_POST(self) -> None:
        """Answer with a label made of the evidence."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        shown = " ".join(message["content"] for message in asked["messages"]).lower()
        word = next(subject for subject, _, _ in SUBJECTS if f"the {subject}" in shown)
        message = {"role": "assistant", "content": json.dumps({"en": f"About the {word}"})}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"choices": [{"message": message}]}).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal clean."""


@pytest.fixture
def endpoint() -> Iterator[ThreadingHTTPServer]:
    """Return a server that names topics."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Namer)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.server_close()


def _deliver(run: Run) -> None:
    """Write eighty reviews of four subjects, and one more in twelve copies with other numbers."""
    folder = run.home.path / "raw"
    folder.mkdir(exist_ok=True)
    said = [
        f"The {subject} {part} {happens} for our {subject}."
        for subject, parts, verbs in SUBJECTS for part in parts for happens in verbs
    ]  # fmt: skip
    said += [f"The parcel box number {number} arrived late for our parcel." for number in range(12)]
    lines = [f'{n},"{text}",2024-01-{n % 28 + 1:02},{n % 5 + 1}' for n, text in enumerate(said)]
    (folder / "reviews.csv").write_text("\n".join(["id,body,date,stars", *lines, ""]), encoding="utf-8")


def _analyse(run: Run) -> topics.TopicsPlaced:
    """Make every stage up to the topics."""
    ingest.ingest(run)
    stand.settle_records(run)
    texts.read_texts(run)
    embed.embed(run)
    return topics.analyse_topics(run)


def _labels(warehouse: Warehouse) -> list[str]:
    """Return the labels of the topics, sorted."""
    rows = warehouse.database.rows("select label from analysis.topic where level = 0 and status = 'active'")
    return sorted(row["label"] for row in rows)


def test_the_stage_fills_its_tables(make_run: Callable[..., Run]) -> None:
    """Four subjects are four topics with quotes and stability; copies point to their text; metrics say so."""
    run = make_run(SETTINGS)
    _deliver(run)
    found = _analyse(run)
    with open_warehouse(run.home) as warehouse:
        database = warehouse.database
        metrics = {row["metric"]: row for row in database.rows("select * from analysis.quality")}
        quoted = database.rows("select topic_id, count(*) as n from analysis.topic_quote group by topic_id")
        copies = database.value("select count(*) from analysis.placement where copy_of <> text_hash")
        unstable = database.value("select count(*) from analysis.topic where is_stable is null or stability is null")
        subjects = database.rows(
            "select topic_id, count(distinct split_part(text, ' ', 2)) as subjects from staging.mention "
            "where topic_id is not null group by topic_id"
        )
    assert found.topics == 4
    assert {row["subjects"] for row in subjects} == {1}
    assert found.refit_reason == "first"
    assert metrics["topic_coverage"]["value"] == 1.0
    assert all(1 <= row["n"] <= 5 for row in quoted)
    assert copies == 11
    assert unstable == 0
    assert metrics["topic_stability"]["passed"] is True
    assert metrics["mentions_near_copies"]["value"] == pytest.approx(11 / 92, abs=1e-6)
    assert 0 < metrics["topic_purity"]["value"] <= metrics["topic_purity_core"]["value"] <= 1


def test_names_by_a_language_model_stay_when_it_is_gone(
    make_run: Callable[..., Run], endpoint: ThreadingHTTPServer
) -> None:
    """The first run asks once a topic; the next has the same names without asking anybody."""
    settings = f'{SETTINGS}[labels]\nllm = "http://127.0.0.1:{endpoint.server_port}/v1"\nmodel = "small"\n'
    run = make_run(settings)
    _deliver(run)
    _analyse(run)
    with open_warehouse(run.home) as warehouse:
        named = _labels(warehouse)
        by_llm = warehouse.database.value("select value from analysis.quality where metric = 'labels_by_llm'")
    endpoint.shutdown()
    topics.analyse_topics(run)
    with open_warehouse(run.home) as warehouse:
        again = _labels(warehouse)
        fallbacks = warehouse.database.value("select value from analysis.quality where metric = 'labels_fallback'")
    assert named == again == sorted(f"About the {subject}" for subject, _, _ in SUBJECTS)
    assert (by_llm, fallbacks) == (4, 0)
