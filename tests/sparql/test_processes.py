"""The processes that answer: ended with the caller, with the service, and never left behind."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from queries.stores.base import Store
from service.app import create_app
from service.settings import Settings
from tests.sparql.served import (
    FRESH,
    Served,
    descendants,
    eventually_gone,
    is_alive,
    served,
    until_built,
    until_worked,
)

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = {"EKOKARTA_SPARQL_SECONDS": "60", "EKOKARTA_SPARQL_PROCESSES": "2"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the store of the endpoint is built already."""
    folder = tmp_path_factory.mktemp("built")
    with served(folder) as running:
        until_built(running.caller)
    return folder


@pytest.fixture
def service(built: Path) -> Iterator[Served]:
    """A service whose store is built and which lets a query run for a minute."""
    with served(built, **LONG) as running:
        until_built(running.caller)
        yield running


def begun(running: Served, query: str = ENDLESS) -> socket.socket:
    """A connection over which a query was asked, and nothing read."""
    where = urlsplit(str(running.caller.base_url))
    line = socket.create_connection((where.hostname, where.port), timeout=30)
    request = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    line.sendall(request.encode())
    return line


def test_a_query_ends_when_its_caller_hangs_up(service: Served) -> None:
    (warm,) = service.children
    with begun(service):
        until_worked(warm, 0.3)
        asked = service.children
    began = time.monotonic()
    left = eventually_gone(asked, 2.0)

    assert asked == {warm}, "the warm process took it"
    assert left == set(), f"still there {time.monotonic() - began:.1f} s after the caller left"
    assert service.caller.get(FRESH).status_code == 200


def test_two_run_and_some_wait_and_the_rest_are_told_to_come_back(service: Served) -> None:
    lines = [begun(service) for _ in range(18)]
    time.sleep(1.5)
    began = time.monotonic()

    refused = service.caller.get(FRESH)
    swedish = service.caller.get(FRESH, headers={"Accept-Language": "sv"})
    page = service.caller.get("/actors")
    answered = time.monotonic() - began
    processes = service.children
    for line in lines:
        line.close()

    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "5"
    assert "18 queries are being answered or wait" in refused.json()["detail"]
    assert (swedish.json()["title"], swedish.json()["detail"]) == (
        "Det gick inte att svara", "18 frågor besvaras eller väntar; försök igen om en stund",
    )  # fmt: skip
    assert page.status_code == 200
    assert answered < 10
    assert len(processes) == 2
    until_idle(service)


def test_nobody_waits_for_a_turn_longer_than_a_query_may_run(built: Path) -> None:
    one = {"EKOKARTA_SPARQL_SECONDS": "4", "EKOKARTA_SPARQL_PROCESSES": "1"}
    with served(built, **one) as running:
        until_built(running.caller)
        first = begun(running)
        time.sleep(2)
        second = begun(running)  # its turn comes when the time of the first is up
        time.sleep(0.5)

        waited = running.caller.get(FRESH)
        said = first.recv(20)
        first.close()
        second.close()

        assert said.startswith(b"HTTP/1.1 504")
        assert waited.status_code == 503
        assert waited.headers["retry-after"] == "5"
        assert waited.json()["detail"] == (
            "the query waited 4 s; queries before it: 1; ask again in a while"
        )
        until_idle(running)


def until_idle(running: Served) -> None:
    """Every place is free again."""
    until = time.monotonic() + 20
    while True:
        answer = running.caller.get(FRESH)
        if answer.status_code == 200 or time.monotonic() > until:
            assert answer.status_code == 200
            return
        time.sleep(0.1)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_service(built: Path, how: signal.Signals) -> None:
    with served(built, **{**LONG, "EKOKARTA_SPARQL_SECONDS": "3"}) as running:
        until_built(running.caller)
        line = begun(running)
        time.sleep(0.5)
        processes = running.children

        running.process.send_signal(how)
        running.process.wait(timeout=30)
        line.close()

        assert len(processes) == 1
        assert eventually_gone(processes) == set()


def test_a_process_that_was_killed_is_replaced(service: Served) -> None:
    (old,) = service.children
    with begun(service) as line:
        until_worked(old, 1)  # one that dies as it is asked is not to blame: another is asked
        os.kill(old, signal.SIGKILL)
        said = line.recv(20)

    assert said.startswith(b"HTTP/1.1 500")
    assert service.caller.get(FRESH).status_code == 200
    (new,) = service.children
    assert new != old
    assert not is_alive(old)


def test_many_at_once_are_all_answered_and_leave_no_more_than_two(service: Served) -> None:
    answers: list[int] = []

    def ask() -> None:
        for _ in range(5):
            answers.append(service.caller.get(FRESH).status_code)

    callers = [threading.Thread(target=ask) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()

    assert answers == [200] * 40
    assert len(service.children) <= 2


def test_a_build_that_was_killed_is_done_anew(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        answer = running.caller.get(FRESH)
        builders = running.children
        while answer.status_code == 503 and not builders:
            builders = running.children
    # The service was stopped while it built, or just after; nothing of it is left.
    assert eventually_gone(builders) == set()

    with served(tmp_path) as running:
        until_built(running.caller)
        whole = running.caller.get(
            "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
        )
    assert int(whole.json()["results"]["bindings"][0]["n"]["value"]) > 500


def test_a_question_asked_again_is_not_worked_out_again(service: Served) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    chance = "SELECT (RAND() AS ?r) (NOW() AS ?n) {}"

    first, second = (
        service.caller.get("/sparql", params={"query": slow}, headers={"Accept": accept})
        for accept in ("*/*", "application/json")
    )
    as_csv = service.caller.get("/sparql", params={"query": slow}, headers={"Accept": "text/csv"})
    once, again = (service.caller.get("/sparql", params={"query": chance}) for _ in range(2))

    assert first.json() == second.json()
    assert as_csv.text.splitlines()[1] == first.json()["results"]["bindings"][0]["n"]["value"]
    assert once.json()["results"] != again.json()["results"]
    # With every process gone the answer is still at hand, and no new one is begun for it.
    gone = service.children
    for pid in gone:
        os.kill(pid, signal.SIGKILL)
    assert eventually_gone(gone) == set()
    assert service.caller.get("/sparql", params={"query": slow}).json() == first.json()
    assert service.children == set()


def test_a_process_is_kept_however_large_the_service_is(
    client: TestClient, store: Store, settings: Settings
) -> None:
    own = os.getpid()
    held = b"\1" * (settings.sparql_memory << 20)  # Linux tells the child that it held this
    before = descendants(own)

    with TestClient(create_app(settings, store)) as caller:
        begun: list[set[int]] = []
        for _ in range(4):
            assert caller.get(FRESH).status_code == 200
            begun.append(descendants(own) - before)

    assert len(held) == 500 << 20
    assert [len(each) for each in begun] == [1] * 4
    assert begun == [begun[0]] * 4, "one process for all of them"


def test_a_process_ended_while_it_waited_is_not_noticed(service: Served) -> None:
    for _ in range(3):
        waiting = service.children
        for pid in waiting:
            os.kill(pid, signal.SIGKILL)
        assert eventually_gone(waiting) == set()
        assert service.caller.get(FRESH).status_code == 200
