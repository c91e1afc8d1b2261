"""Callers who send half of a request, over real connections: told shortly, and stopping nobody."""

import socket
import time
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from service import bodies, connections
from tests.service.lines import PATIENCE, connected, until, whole
from tests.sparql.served import descendants, until_built
from tests.sparql.served import served as process_of

HALF = (
    "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
    "Content-Length: 100\r\n\r\n{{"
)  # fmt: skip
FEW = ("sh", "-c", 'ulimit -Sn 128; ulimit -Hn 400; exec "$0" "$@"')
"""Files: as many as a process is given, and how many it may ask for."""
MANY = 500
LIVE = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
BODIES = {"/sparql": "application/sparql-query", "/api/v1/whatif": "application/json"}


def answered(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    """Which route was answered how, as the log has it."""
    kept = [record.__dict__ for record in caplog.records]
    return [(facts["route"], facts["status"]) for facts in kept if "route" in facts]


@pytest.mark.parametrize("path", BODIES)
def test_a_body_that_breaks_off_is_told_as_a_caller_who_left(
    served: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(served) as line:
        line.sendall(HALF.format(path=path, kind=BODIES[path]).encode())
    until(lambda: bool(answered(caplog)))

    assert answered(caplog) == [(path, 499)]
    assert [record.levelname for record in caplog.records if record.exc_info] == []
    assert f'route="{path}",status="499"' in httpx2.get(f"{served}/metrics").text


@pytest.mark.parametrize("path", BODIES)
def test_a_body_is_awaited_for_a_bounded_time(
    served: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.5)
    with connected(served) as line:
        line.sendall(HALF.format(path=path, kind=BODIES[path]).encode())
        head, _, problem = whole(line).partition("\r\n\r\n")

    assert head.startswith("HTTP/1.1 408 Request Timeout\r\n")
    assert "content-type: application/problem+json" in head.lower()
    assert "did not arrive within 0.5 seconds; send it again" in problem


@pytest.mark.parametrize(
    ("sent", "begins"),
    [
        (b"", ""),
        (b"GET /dataset HTTP/1.1\r\nHost: x\r\n", "HTTP/1.1 408 Request Timeout\r\n"),
        (b"GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 200 OK"),
    ],
    ids=["nothing", "half a head", "a body that nobody reads"],
)
def test_a_request_is_awaited_for_a_bounded_time(
    served: str, sent: bytes, begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    with connected(served) as line:
        line.sendall(sent)
        said = whole(line)

    assert said.startswith(begins)
    assert bool(said) == bool(begins)


@pytest.mark.parametrize("seconds", [0.5, 6.0], ids=["soon", "later than idle lines are closed"])
def test_half_of_a_next_request_is_awaited_and_told_as_half_of_the_first(
    served: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", seconds)
    with connected(served) as line:
        line.sendall(LIVE + b"GET /dataset HTTP/1.1\r\nHost: x\r\n")
        said = whole(line)

    first, _, second = said.partition('{"status":"live"}')
    assert first.startswith("HTTP/1.1 200 OK")
    assert second.startswith("HTTP/1.1 408 Request Timeout\r\n")


def test_a_body_that_nobody_reads_is_told_nothing_more(
    served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    with connected(served) as line:
        line.sendall(LIVE[:-2] + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7")
        said = whole(line)

    assert said.count("HTTP/1.1") == 1


def test_a_connection_on_which_requests_come_is_kept(
    served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1.0)
    with connected(served) as line:
        for _ in range(4):
            line.sendall(LIVE)
            said = b""
            while not said.endswith(b'{"status":"live"}'):
                said += line.recv(65_536)
            assert said.startswith(b"HTTP/1.1 200 OK")
            time.sleep(0.5)


def test_more_callers_than_files_stop_nobody_for_good(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("w") as written, process_of(tmp_path, FEW, written) as running:
        until_built(running.caller)
        address, begun = str(running.caller.base_url).rstrip("/"), log.stat().st_size
        half = HALF.format(path="/sparql", kind=BODIES["/sparql"]).encode()
        lines = [connected(address) for _ in range(MANY)]
        for line in lines:
            with_what_is_left(line, half)
        told: list[bytes] = []
        met = [httpx2.get(f"{address}/health/live", timeout=PATIENCE) for _ in range(3)]
        for line in lines:
            line.settimeout(0)
            with line, suppress(BlockingIOError, ConnectionError):
                told.append(line.recv(12))
        until(lambda: httpx2.get(f"{address}/health/live").status_code == 200)

    assert {answer.status_code for answer in met} <= {200, 503}, "all are answered, now or later"
    assert set(told) == {b"HTTP/1.1 503"}
    assert len(told) > MANY - 400, "of no more than there are files anything is awaited"
    assert "Too many open files" not in log.read_text()
    assert log.stat().st_size - begun < 200 * MANY


def test_a_service_takes_the_files_it_may_have_and_what_runs_queries_takes_none(
    tmp_path: Path,
) -> None:
    with process_of(tmp_path, FEW) as running:
        until_built(running.caller)
        own = files_of(running.process.pid)
        others = [files_of(child) for child in descendants(running.process.pid)]

    assert own == ("400", "400")
    assert others == [("0", "0")]


def files_of(process: int) -> tuple[str, str]:
    """How many files the system lets a process open, and ask for (proc(5))."""
    lines = Path(f"/proc/{process}/limits").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("Max open files")]
    soft, hard = line.split()[3:5]
    return soft, hard


def with_what_is_left(line: socket.socket, request: bytes) -> None:
    """Ask on a connection that may be closed already."""
    with suppress(ConnectionError):
        line.sendall(request)
