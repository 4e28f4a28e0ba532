"""A real PostgreSQL server: collected only where one is installed (see conftest.py), and left out elsewhere."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from analytics.errors import SourceError
from analytics.settings import Source
from analytics.sources import extract
from tests.analytics.sources.conftest import SERVERS

SECRET = "s3cret-w0rd"


def source(url: str, query: str = "select 1 as id") -> Source:
    """Return a source of products, which need no more than an id."""
    mapping = {"product_id": "id"}
    return Source.model_validate({"name": "crm", "kind": "products", "url": url, "query": query, "columns": mapping})


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server of this test."""

    binaries: Path
    data: Path
    port: int
    user: str | None

    def call(self, *words: str) -> None:
        """Run pg_ctl."""
        command = [str(self.binaries / "pg_ctl"), "-D", str(self.data), "-w", *words]
        subprocess.run(command, check=True, user=self.user, stdout=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        """Start it on its port, with its socket in its own folder."""
        self.call("-o", f"-p {self.port} -k {self.data} -h 127.0.0.1", "-l", str(self.data / "log"), "start")

    @property
    def url(self) -> str:
        """Its address, with a password."""
        return f"postgresql://reader:{SECRET}@127.0.0.1:{self.port}/postgres"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Start a server in a folder of its own (as the user postgres where root runs the tests: it refuses root)."""
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="koe-pg-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(SERVERS[-1].parent, folder / "data", port, user)
    words = folder / "password"
    words.write_text(SECRET)
    words.chmod(0o644)
    command = [str(server.binaries / "initdb"), "-D", str(server.data), "-U", "reader", "-A", "scram-sha-256"]
    subprocess.run([*command, "--pwfile", str(words)], check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")
    server.start()
    yield server
    server.call("-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Source]:
    """Return a maker of sources that ask the server, its password in the environment."""
    monkeypatch.setenv("PGWORD", SECRET)
    return lambda query: source(server.url.replace(SECRET, "${PGWORD}"), query)


def test_fault_24_25_postgresql_is_read_in_one_snapshot(
    asked: Callable[[str], Source], server: Server, tmp_path: Path
) -> None:
    """Types come as text that the readers know; more rows than one fetch; a query can neither write nor leak."""
    query = (
        "select n as id, '名前' || n as body, n::numeric(12, 3) / 4 as price, now() as at, date '2024-02-29' as day, "
        "true as yes, null as nothing, '\\x00ff'::bytea as raw, array[1, 2] as list from generate_series(1, 25000) as n"
    )
    answer = extract(asked(query), tmp_path, tmp_path / "a.jsonl")
    lines = answer.path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 25_000
    assert lines[2].startswith('{"id":3,"body":"名前3","price":0.75')
    assert '"day":"2024-02-29","yes":true,"nothing":null,"raw":"AP8=","list":[1, 2]}' in lines[2]
    assert answer.file == f"postgresql://127.0.0.1:{server.port}/postgres"
    for wrong in ("create table t (id int)", "select secret_word from nowhere", "select 1/0 as id, 2 as body"):
        with pytest.raises(SourceError, match="SQLSTATE") as caught:
            extract(asked(wrong), tmp_path, tmp_path / "a.jsonl")
        assert "secret_word" not in str(caught.value)
        assert SECRET not in str(caught.value)
    with pytest.raises(SourceError, match="OperationalError"):
        extract(source(server.url.replace(SECRET, "wrong")), tmp_path, tmp_path / "a.jsonl", lambda seconds: None)


def test_fault_24_a_server_that_dies_half_way_is_asked_again_from_the_start(
    asked: Callable[[str], Source], server: Server, tmp_path: Path
) -> None:
    """Killed while it answers and started again in the pause: the answer is whole."""
    wait = "pg_sleep(case when n = 15000 then 2 else 0 end)::text"
    slow = f"select n as id, {wait} as body from generate_series(1, 20000) as n"
    paused: list[float] = []
    stopper = subprocess.Popen(
        ["sh", "-c", f"sleep 1; {server.binaries}/pg_ctl -D {server.data} -m immediate stop"],
        user=server.user, cwd="/", stdout=subprocess.DEVNULL,
    )  # fmt: skip

    def restart(seconds: float) -> None:
        """Start the server again."""
        paused.append(seconds)
        stopper.wait()
        server.start()

    answer = extract(asked(slow), tmp_path, tmp_path / "a.jsonl", restart)
    assert len(paused) == 1
    assert len(answer.path.read_text().splitlines()) == 20_000
