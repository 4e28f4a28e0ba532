"""Labels by a language model, over a real server on this machine: a good answer is taken, any fault falls back."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from analytics.label import llm
from analytics.label.llm import Evidence, LLMNames, ask_names, cache_key
from analytics.settings import Labels

LATE = Evidence("t_1", ("late", "parcel"), ("My parcel came two weeks late.",), {"en": "Late, parcel"})
RUDE = Evidence("t_2", ("rude", "courier"), ("The courier was rude.",), {"en": "Rude, courier"})
BOTH = Evidence("t_3", ("配送", "delivery"), ("配送が遅い。", "Slow delivery."), {"ja": "配送が遅い", "en": "Delivery"})


def completion(content: object) -> bytes:
    """Return a chat completion with this message."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def label(**labels: str) -> bytes:
    """Return a chat completion that is a good answer in form."""
    return completion(json.dumps(labels, ensure_ascii=False))


class _Handler(BaseHTTPRequestHandler):
    """Answers each call with the next of the server's answers, and keeps what was asked."""

    answers: ClassVar[list[bytes | int | float]]
    asked: ClassVar[list[tuple[str, str | None, dict[str, object]]]]

    def do_POST(self) -> None:
        """Answer: bytes are a body, an int is a status, a float a wait without an answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, self.headers["Authorization"], json.loads(body)))
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, float):
            time.sleep(answer)
            return
        self.send_response(answer if isinstance(answer, int) else 200)
        self.end_headers()
        self.wfile.write(answer if isinstance(answer, bytes) else b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal clean."""


Ask = Callable[..., LLMNames]


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the key of the person who runs the tests from going anywhere."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Return ask_names with a server that gives the answers of the first argument, in turn, the last for ever."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings = Labels(llm=f"http://127.0.0.1:{server.server_port}/v1/", model="small")

    def asking(answers: list[bytes | int | float], *topics: Evidence, **options: object) -> LLMNames:
        _Handler.answers, _Handler.asked = answers, []
        return ask_names(topics, settings, options.get("known"))  # type: ignore[arg-type]  # `**options` cannot be typed by name

    yield asking
    server.shutdown()
    server.server_close()


def test_a_good_answer_is_the_label(ask: Ask) -> None:
    """Each topic is asked for in one call, in the languages it has; a fence around the JSON does no harm."""
    fenced = completion('```json\n{"ja": "配送の遅さ", "en": "Slow delivery"}\n```')
    found = ask([label(en="Late parcels"), fenced], LATE, BOTH)
    assert found.names == {
        cache_key("t_1", "small"): {"en": "Late parcels"},
        cache_key("t_3", "small"): {"ja": "配送の遅さ", "en": "Slow delivery"},
    }
    assert (found.asked, found.fallbacks) == (2, 0)
    path, key, body = _Handler.asked[0]
    assert (path, key, body["model"]) == ("/v1/chat/completions", None, "small")


def test_the_key_goes_along_where_there_is_one(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read from the environment variable that the settings name."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    ask([label(en="Late parcels")], LATE)
    assert _Handler.asked[0][1] == "Bearer secret"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(label(en="Late parcels " * 10), id="too long"),
        pytest.param(label(en=""), id="empty"),
        pytest.param(label(en="<b>Late parcels</b>"), id="mark-up"),
        pytest.param(label(en="Late\nparcels"), id="two lines"),
        pytest.param(label(en="Great company, five stars"), id="not from the evidence"),
        pytest.param(label(ja="遅い荷物"), id="another language"),
        pytest.param(label(en="rude, COURIER"), id="the keyword label of another topic"),
        pytest.param(completion("Late parcels"), id="no JSON"),
        pytest.param(completion('["Late parcels"]'), id="no object"),
        pytest.param(completion("[" * 100_000), id="nested JSON"),
        pytest.param(completion(None), id="no content"),
        pytest.param(b"<html>", id="no completion"),
        pytest.param(completion("x" * 100_000), id="endless"),
        pytest.param(500, id="status 500"),
        pytest.param(307, id="redirect"),
    ],
)
def test_a_fault_leaves_the_keyword_label(ask: Ask, answer: bytes | int) -> None:
    """What fails a check is no name; the topic behind it is still asked for."""
    found = ask([answer, label(en="Rude courier")], LATE, RUDE)
    assert found.names == {cache_key("t_2", "small"): {"en": "Rude courier"}}
    assert (found.asked, found.fallbacks) == (2, 1)


def test_two_topics_do_not_get_one_label(ask: Ask) -> None:
    """The second to get it keeps its keywords; capitals do not tell labels apart."""
    found = ask([label(en="Rude courier, late"), label(en="rude Courier, LATE")], LATE, RUDE)
    assert (len(found.names), found.fallbacks) == (1, 1)


def test_known_names_are_not_asked_for(ask: Ask) -> None:
    """A name stays from run to run, and nobody else gets it."""
    known = {cache_key("t_1", "small"): {"en": "Rude late parcels"}}
    found = ask([label(en="Rude late parcels")], LATE, RUDE, known=known)
    assert found.names == known
    assert (found.asked, found.fallbacks, len(_Handler.asked)) == (1, 1, 1)


def test_another_model_is_asked_anew() -> None:
    """The key hangs on topic and model."""
    assert len({cache_key("t_1", "a"), cache_key("t_1", "b"), cache_key("t_2", "a")}) == 3


def test_a_slow_endpoint_is_given_up(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a few calls without an answer in a row the rest is not asked: all keep their keywords."""
    monkeypatch.setattr(llm, "ANSWER_SECONDS", 0.05)
    topics = [Evidence(f"t_{number}", ("late",), ("Late.",), {"en": f"Late {number}"}) for number in range(6)]
    found = ask([0.2], *topics)
    assert (found.names, found.asked, found.fallbacks) == ({}, 6, 6)
    assert len(_Handler.asked) == llm.GIVE_UP_AFTER


def test_nobody_there() -> None:
    """A closed port is a fault like any other."""
    found = ask_names([LATE], Labels(llm="http://127.0.0.1:9/v1", model="small"))
    assert (found.names, found.fallbacks) == ({}, 1)


def test_logs_hold_no_text(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    """Neither what customers wrote nor what the model made of it."""
    ask([label(en="Great company, five stars")], LATE)
    assert "t_1" in caplog.text
    assert "parcel" not in caplog.text
    assert "Great" not in caplog.text
