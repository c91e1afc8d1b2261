"""Bodies longer than is read, over real connections: refused shortly, and not held in memory."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import TOKEN
from tests.service.lines import answer, connected
from tests.sparql.served import served as process_of
from tests.sparql.served import until_built

MOST = 3_000_000
MEGABYTE = b" " * 1_000_000
KINDS = {
    "/sparql": "application/sparql-query",
    "/api/v1/whatif": "application/json",
    "/api/v1/gaps/trend": "application/json",
    "/nowhere": "text/plain",
}
READ = ["/sparql", "/api/v1/whatif"]
REFUSED = {"/api/v1/gaps/trend": 415, "/nowhere": 404}
Sent = Callable[[str, int], Iterator[bytes]]


def head(path: str, framing: str) -> bytes:
    """The head of a request with a body."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {KINDS[path]}\r\n"
        f"Authorization: Bearer {TOKEN}\r\n{framing}\r\n\r\n"
    ).encode()


def announced(path: str, megabytes: int) -> Iterator[bytes]:
    """A body whose length is told beforehand."""
    yield head(path, f"Content-Length: {megabytes * len(MEGABYTE)}")
    yield b"{"
    yield MEGABYTE[1:]
    for _ in range(megabytes - 1):
        yield MEGABYTE


def in_pieces(path: str, megabytes: int) -> Iterator[bytes]:
    """A body that does not tell beforehand how long it is."""
    yield head(path, "Transfer-Encoding: chunked")
    yield b"1\r\n{\r\n"
    for _ in range(megabytes):
        yield b"%x\r\n%b\r\n" % (len(MEGABYTE), MEGABYTE)
    yield b"0\r\n\r\n"


def too_long(text: str) -> bool:
    """Whether a problem says what was sent, what is the most, and what to do."""
    said = json.loads(text)["detail"]
    return said.startswith("the body of the request is too long: ") and said.endswith(
        " bytes were sent or announced, at most 3,000,000 are read; ask in parts"
    )


@pytest.mark.parametrize("more", ["", "\r\nExpect: 100-continue"], ids=["", "that asks first"])
@pytest.mark.parametrize("path", READ)
def test_a_body_announced_as_too_long_is_refused_before_it_comes(
    served: str, path: str, more: str
) -> None:
    with connected(served) as line:
        line.sendall(head(path, f"Content-Length: {MOST + 1}{more}"))
        status, connection, text = answer(line)

    assert (status, connection) == (413, "close")
    assert too_long(text)
    assert "3,000,001 bytes" in text


@pytest.mark.parametrize("path", READ)
def test_a_body_that_becomes_too_long_is_refused_before_it_ends(served: str, path: str) -> None:
    *pieces, last = in_pieces(path, 4)
    with connected(served) as line:
        for piece in pieces:
            line.sendall(piece)
        status, connection, text = answer(line)
        line.sendall(last)
        after = line.recv(1)

    assert (status, connection) == (413, "close")
    assert too_long(text)
    assert after == b"", "closed once all has come"


@pytest.mark.parametrize("path", READ)
def test_a_body_too_long_by_its_last_byte_is_refused(served: str, path: str) -> None:
    with connected(served) as line:
        for piece in in_pieces(path, 3):
            line.sendall(piece)
        status, _, text = answer(line)
        after = line.recv(1)

    assert status == 413
    assert "3,000,001 bytes" in text
    assert after == b""


def test_a_body_as_long_as_is_read_is_read(client: TestClient) -> None:
    body = b"{" + b" " * (MOST - 2) + b"}"
    headers = {"Content-Type": "application/json"}

    said = client.post("/api/v1/whatif", content=body, headers=headers)

    assert said.status_code == 422, "it says nothing of a change"


@pytest.mark.parametrize("sent", [announced, in_pieces])
@pytest.mark.parametrize("path", REFUSED)
def test_what_reads_no_body_says_so_of_a_long_one_too(served: str, path: str, sent: Sent) -> None:
    with connected(served) as line:
        for piece in sent(path, 4):
            line.sendall(piece)
        status, _, text = answer(line)

    assert (status, json.loads(text)["status"]) == (REFUSED[path], REFUSED[path])


def test_long_bodies_are_not_held_in_memory(tmp_path: Path) -> None:
    with process_of(tmp_path, EKOKARTA_TOKEN=TOKEN) as running:
        until_built(running.caller)
        before = peak(running.process.pid)
        told = []
        for path in KINDS:
            for sent in (announced, in_pieces):
                with connected(str(running.caller.base_url)) as line:
                    for piece in sent(path, 100):
                        line.sendall(piece)
                    told.append(answer(line)[0])
        grown = peak(running.process.pid) - before

    assert told == [413, 413, 413, 413, 415, 415, 404, 404]
    assert grown < 60_000, "kilobytes, of bodies of 100,000"


def peak(process: int) -> int:
    """The most memory a process has had, in kilobytes (proc(5))."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmHWM:")]
    return int(line.split()[1])


def test_a_refused_body_is_told_in_swedish(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Accept-Language": "sv"}
    problem = client.post("/api/v1/whatif", content=MEGABYTE * 4, headers=headers).json()

    assert (problem["status"], problem["title"]) == (413, "För mycket på en gång")
    assert problem["detail"] == (
        "begärans innehåll är för långt: 4,000,000 byte skickades eller aviserades, "
        "högst 3,000,000 läses; fråga i delar"
    )


def test_the_description_says_that_a_body_may_be_too_long(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/whatif"]

    assert "3,000,000 bytes" in described["post"]["responses"]["413"]["description"]
    assert "413" not in described["get"]["responses"]
