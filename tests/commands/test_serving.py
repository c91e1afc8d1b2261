"""`ekokarta serve`: readers of every process while somebody imports, and without the store."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.commands.command_line import CommandLine
from tests.conftest import emptied
from tests.ledger.export_file import row, write
from tests.neo4j_server import Neo4jServer, separate_neo4j

ROOT = Path(__file__).parents[2]
FIRST = [row(f"2018/{n:05}", f"Project {n}") for n in range(1, 61)]
SECOND = [row(f"2018/{n:05}", f"Project {n}") for n in range(1, 91)]


@contextmanager
def serving(command: CommandLine) -> Iterator[str]:
    """A service process on a free port; its address."""
    process = subprocess.Popen(
        [*command.started, "serve", "--port", "0"],
        env={**command.environment(), "PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield line.split()[3].rstrip("/")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        process.stdout.close() if process.stdout else None


def get(address: str) -> tuple[int, Any]:
    """Status and JSON of an address on loopback."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_readers_of_all_processes_see_whole_versions_while_somebody_imports(
    either: CommandLine, tmp_path: Path
) -> None:
    assert either("import", "esf_export", write(tmp_path / "a.csv", FIRST)).code == 0
    second = write(tmp_path / "b.csv", SECOND)

    with serving(either) as one, serving(either) as other:
        before = [get(f"{a}/api/v1/projects?limit=500") for a in (one, other)]
        importing = subprocess.Popen(
            [sys.executable, "-c", "from service.cli import main; main()"]
            + ["import", "esf_export", str(second)],
            env=either.environment(),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seen: list[tuple[int, Any]] = []
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and [s[1]["data_version"] for s in seen[-2:]] != [2, 2]:
            seen += [get(f"{a}/api/v1/projects?limit=500") for a in (one, other)]
        importing.wait(timeout=120)

    assert importing.returncode == 0
    assert {(status, len(page["items"])) for status, page in before} == {(200, 60)}
    sizes = {(s, p["data_version"], len(p["items"]), p["total"]) for s, p in seen}
    assert sizes == {(200, 1, 60, 60), (200, 2, 90, 90)} or sizes == {(200, 2, 90, 90)}
    assert [page["data_version"] for _, page in seen[-2:]] == [2, 2]


def test_a_store_that_goes_away_is_503_and_ready_says_so(
    neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    pages = ("health/live", "health/ready", "api/v1/projects")
    with ExitStack() as reachable:
        server = reachable.enter_context(separate_neo4j())
        login = {"EKOKARTA_STORE": server.url, "EKOKARTA_NEO4J_PASSWORD": server.password}
        command = CommandLine(tmp_path, login)
        assert command("import", "esf_export", write(tmp_path / "a.csv", FIRST)).code == 0
        with serving(command) as address:
            here = [get(f"{address}/{page}")[0] for page in pages]
            reachable.close()  # the server is stopped
            time.sleep(1)  # within half a second of the last a request may still be answered
            away = [get(f"{address}/{page}") for page in pages]

    assert here == [200, 200, 200]
    assert [status for status, _ in away] == [200, 503, 503]
    assert [answer.get("status") for _, answer in away[1:]] == [503, 503]


class Road:
    """What lies between the service and its store: calls on a port go to a server while open."""

    def __init__(self, server: Neo4jServer) -> None:
        self._there = urlsplit(server.url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.listen()
        self.url = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open = False
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._take_calls, daemon=True).start()

    def open(self) -> None:
        """From now on calls get through."""
        self._open = True

    def close(self) -> None:
        """Every call is broken off, and new ones are too."""
        self._open = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Give the port back."""
        self.close()
        self._listener.close()

    def _take_calls(self) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                here, _ = self._listener.accept()
                if not self._open:
                    here.close()
                    continue
                there = socket.create_connection((self._there.hostname, self._there.port))
                self._ends += [here, there]
                for pair in ((here, there), (there, here)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def statuses(address: str, wanted: list[int]) -> list[int]:
    """What liveness, readiness and a list answer; asked again for a while until it is as wanted."""
    deadline = time.monotonic() + 180
    while True:
        pages = ("health/live", "health/ready", "api/v1/projects")
        found = [get(f"{address}/{page}")[0] for page in pages]
        if found == wanted or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def test_a_service_started_before_its_store_is_there_recovers_whenever_it_comes(
    neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    server = emptied(neo4j_server)
    login = {"EKOKARTA_NEO4J_PASSWORD": server.password}
    beside = CommandLine(tmp_path, {**login, "EKOKARTA_STORE": server.url})
    assert beside("import", "esf_export", write(tmp_path / "a.csv", FIRST)).code == 0
    road = Road(server)
    found = []

    with serving(CommandLine(tmp_path, {**login, "EKOKARTA_STORE": road.url})) as address:
        for change, wanted in ((None, 503), (road.open, 200), (road.close, 503), (road.open, 200)):
            if change is not None:
                change()
            found.append(statuses(address, [200, wanted, wanted]))
    road.end()

    assert found == [[200, 503, 503], [200, 200, 200], [200, 503, 503], [200, 200, 200]]


def test_a_busy_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    command = CommandLine(tmp_path)

    with serving(command) as address:
        port = address.rsplit(":", 1)[1]
        refused = command("serve", "--port", port)

    assert refused.code == 2
    assert f"port {port}" in refused.err
    assert "ekokarta" in refused.err
    assert "--port" in refused.err


def test_a_demo_on_a_busy_port_says_whose_it_is_before_any_work(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        [*command[:1], "-u", *command[1:]], stdout=subprocess.PIPE, cwd=tmp_path, text=True
    ) as other:
        assert other.stdout is not None
        port = other.stdout.readline().split(" port ")[1].split()[0]
        refused = subprocess.run(
            [sys.executable, "-c", "from service.cli import main; main()", "demo", "--port", port],
            cwd=tmp_path,
            env={**CommandLine(tmp_path).environment(), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        other.kill()

    assert refused.returncode == 2
    assert refused.stdout == ""
    assert f"port {port} on 127.0.0.1 is taken by another program" in refused.stderr
    assert f"process {other.pid}: " in refused.stderr
    assert "http.server" in refused.stderr
    assert not (tmp_path / ".demo").exists()
