"""The store of each version: built meanwhile, swapped without a gap, and never shown too long."""

import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from fastapi.testclient import TestClient

from graph_schema.vocabularies import Visibility
from queries.stores.base import Store
from tests.callers import caller_of, store_in
from tests.lookup.small_graph import ALMANAC, Statements, almanac, diary, record, register
from tests.sparql.served import (
    BASE,
    PATIENCE,
    TOKEN,
    descendants,
    eventually_gone,
    listening,
    served,
    until_built,
)

VERSION = "SELECT ?v { ?d a void:Dataset ; own:dataVersion ?v }"
TURTLE = {"Accept": "text/turtle"}
HOLDER = {"Authorization": f"Bearer {TOKEN}"}
NOT_NEWER = ("Ur version 1 av data.", "From version 1 of the data.")
TRIPLES = pyoxigraph.NamedNode("http://rdfs.org/ns/void#triples")
BREAKFAST = "ASK { ?s ?p ?name FILTER(CONTAINS(STR(?name), 'Frukost')) }"


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Store]:
    """A store with one version; tests publish more."""
    with store_in(tmp_path, register()) as found:
        yield found


@contextmanager
def asking(store: Store, folder: Path, **more: Any) -> Iterator[TestClient]:
    """A caller of an endpoint on a store, with its cache in a folder."""
    with caller_of(store, folder, **{"token": TOKEN, "base_address": BASE, **more}) as caller:
        yield caller


def version(caller: TestClient) -> tuple[int, str]:
    """What the endpoint says its version is, or its status."""
    answer = caller.get("/sparql", params={"query": VERSION})
    if answer.status_code != 200:
        return answer.status_code, ""
    said = answer.json()["results"]["bindings"][0]["v"]["value"]
    assert answer.headers["x-data-version"] == said
    return 200, said


def seen_until(caller: TestClient, last: str) -> list[tuple[int, str]]:
    """Every different answer until one comes from a version."""
    seen, until = [version(caller)], time.monotonic() + 60
    while seen[-1] != (200, last) and time.monotonic() < until:
        time.sleep(0.05)
        if (now := version(caller)) != seen[-1]:
            seen.append(now)
    return seen


@pytest.mark.parametrize("path", ["/", "/dataset"])
def test_the_catalogue_says_how_many_triples_there_are_once_they_are_counted(
    growing: Store, tmp_path: Path, path: str
) -> None:
    with asking(growing, tmp_path / "cache") as caller:
        before = caller.get(path, headers=TURTLE)
        until_built(caller)
        known = {**TURTLE, "If-None-Match": before.headers["etag"]}
        after = caller.get(path, headers=known)
        again = caller.get(path, headers={**TURTLE, "If-None-Match": after.headers["etag"]})
        lines = caller.get("/api/v1/export/nt").text.splitlines()

    files = [f"{BASE}api/v1/export/{form}" for form in ("nt", "turtle", "json-ld")]
    assert (before.status_code, after.status_code, again.status_code) == (200, 200, 304)
    assert counted(before.text) == {}
    assert counted(after.text) == dict.fromkeys((BASE, *files), str(len(lines)))


def counted(turtle: str) -> dict[str, str]:
    """Of what it says how many triples it has."""
    found = pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
    return {q.subject.value: q.object.value for q in found if q.predicate == TRIPLES}


def test_a_new_version_takes_over_without_a_gap(growing: Store, tmp_path: Path) -> None:
    with asking(growing, tmp_path) as caller:
        until_built(caller)
        assert version(caller) == (200, "1")

        record(growing, almanac())
        assert seen_until(caller, "2") == [(200, "1"), (200, "2")]
        record(growing, diary())
        assert seen_until(caller, "3") == [(200, "2"), (200, "3")]

        kept = sorted(path.name for path in (tmp_path / "sparql").iterdir())
    assert [name.split("-")[0] for name in kept][-2:] == ["v2", "v3"]
    assert not any(name.startswith(".") for name in kept)


def test_a_version_that_no_request_has_met_is_made_ready(tmp_path: Path) -> None:
    with served(tmp_path) as service:
        until_built(service.caller)
        with store_in(tmp_path, pause()):
            pass
        until = time.monotonic() + PATIENCE
        while not list((tmp_path / "cache" / "sparql").glob("v4-public-*")):
            assert time.monotonic() < until, "nobody asked, and nothing was built"
            time.sleep(0.1)
        first = service.caller.get("/sparql", params={"query": VERSION})
        told = service.caller.get("/sparql", headers=TURTLE)

    assert first.json()["results"]["bindings"][0]["v"]["value"] == "4"
    assert versions(first) == versions(told) == ("4", "4")
    lines = pyoxigraph.parse(told.text, pyoxigraph.RdfFormat.TURTLE)
    said = [q.object.value for q in lines if q.predicate.value == f"{BASE}ontology#dataVersion"]
    assert said == ["4"]


def pause() -> Statements:
    """One more version: the almanac with another name of its meeting."""
    says = almanac()
    says.says("act", "pausen", name="Pausen")
    return says


def versions(answer: Any) -> tuple[str, str]:
    """The version that answered, and the newest."""
    return answer.headers["x-data-version"], answer.headers["x-newest-data-version"]


def test_an_answer_of_before_says_that_there_is_a_newer_version(
    growing: Store, tmp_path: Path
) -> None:
    """The builder is stopped: it goes on when everybody has been told."""
    with asking(growing, tmp_path) as caller, ThreadPoolExecutor(1) as beside:
        until_built(caller)
        assert told_on_page(caller) == NOT_NEWER
        before = descendants(os.getpid())
        record(growing, almanac())
        waiting = beside.submit(seen_until, caller, "2")
        builders = began(before)
        for pid in builders:
            os.kill(pid, signal.SIGSTOP)
        try:
            until = time.monotonic() + PATIENCE
            while versions(caller.get("/sparql", params={"query": VERSION})) != ("1", "2"):
                assert time.monotonic() < until
            page = told_on_page(caller)
            others = caller.get("/sparql?query=ASK{}", headers=HOLDER)
            beside_it = began(before)
        finally:
            for pid in builders:
                os.kill(pid, signal.SIGCONT)
        seen = waiting.result()
        after = told_on_page(caller)

    assert page == ("Ur version 1 av data. Version 2 är nyare och görs i ordning för frågor.",
                    "From version 1 of the data. Version 2 is newer and is being made ready for "
                    "queries.")  # fmt: skip
    assert seen == [(200, "1"), (200, "2")]
    assert after == ("Ur version 2 av data.", "From version 2 of the data.")
    # Two that are built at once would take twice the memory.
    assert (others.status_code, beside_it) == (503, builders)
    assert "the store of version 2 is being built" in others.json()["detail"]


def told_on_page(caller: TestClient) -> tuple[str, ...]:
    """What the page says of versions, in Swedish and English."""
    found = []
    for lang in ("sv", "en"):
        text = caller.get(
            "/sparql", params={"query": "ASK {}", "lang": lang}, headers={"Accept": "text/html"}
        ).text
        status = re.sub(r"<[^>]+>", "", text.partition('<p role="status">')[2].partition("</p>")[0])
        found.append(re.sub(r"\s+", " ", status[re.search("Ur|From", status).start() :]).strip())
    return tuple(found)


def began(before: set[int]) -> set[int]:
    """The processes that were begun since; waits for the first."""
    until, found = time.monotonic() + PATIENCE, set[int]()
    while not found and time.monotonic() < until:
        found = descendants(os.getpid()) - before
    return found


def test_a_source_made_private_is_shown_by_no_older_store(growing: Store, tmp_path: Path) -> None:
    with asking(growing, tmp_path) as caller:
        until_built(caller)
        record(growing, almanac())
        seen_until(caller, "2")
        assert caller.get("/sparql", params={"query": BREAKFAST}).json()["boolean"] is True

        says = almanac()
        says.info = ALMANAC.model_copy(update={"visibility": Visibility.PRIVATE})
        record(growing, says)
        until = time.monotonic() + 60
        answers = []
        while time.monotonic() < until:
            answer = caller.get("/sparql", params={"query": BREAKFAST})
            if answer.headers.get("x-data-version") == "3":
                break
            answers.append((answer.headers.get("x-data-version"), answer.status_code))
            time.sleep(0.05)

    assert answer.json()["boolean"] is False
    # What is asked within half a second may still come from before; never from a store kept for it.
    assert {status for _, status in answers} <= {200, 503}
    # Nor from version 1, whose store is there and shows nothing that is private.
    assert {number for number, _ in answers} <= {"2", None}


def of_almanac(visibility: Visibility) -> Statements:
    """A source that everybody may read, or who has the token."""
    says = almanac()
    says.info = ALMANAC.model_copy(update={"visibility": visibility})
    return says


@pytest.mark.parametrize(
    ("first", "then", "headers"),
    [
        (Visibility.PRIVATE, Visibility.PUBLIC, {}),
        (Visibility.PRIVATE, Visibility.PUBLIC, HOLDER),
        (Visibility.PUBLIC, Visibility.PRIVATE, HOLDER),
    ],
)
def test_who_may_read_what_went_before_has_no_gap_when_a_source_changes(
    first: Visibility,
    then: Visibility,
    headers: dict[str, str],
    growing: Store,
    tmp_path: Path,
) -> None:
    record(growing, of_almanac(first))
    with asking(growing, tmp_path) as caller:
        until_built(caller, **headers)
        before = caller.get("/sparql", params={"query": BREAKFAST}, headers=headers)
        record(growing, of_almanac(then))
        until, seen = time.monotonic() + 60, set()
        while "3" not in {version for _, version, _ in seen} and time.monotonic() < until:
            answer = caller.get("/sparql", params={"query": BREAKFAST}, headers=headers)
            holds = answer.json().get("boolean")
            seen.add((answer.status_code, answer.headers.get("x-data-version"), holds))
            time.sleep(0.02)

    may_read = bool(headers)
    assert before.json()["boolean"] is may_read
    assert seen == {(200, "2", may_read), (200, "3", True)}


def test_a_build_killed_in_the_middle_leaves_nothing_and_is_done_anew(
    growing: Store, tmp_path: Path
) -> None:
    with asking(growing, tmp_path) as caller:
        before = descendants(os.getpid())
        endpoint = caller.app.state.sparql  # type: ignore[attr-defined]
        endpoint.begin()
        until = time.monotonic() + 30
        builders: set[int] = set()
        while not builders and time.monotonic() < until:
            builders = descendants(os.getpid()) - before
        for pid in builders:
            os.kill(pid, signal.SIGKILL)
        assert eventually_gone(builders) == set()
        told = caller.get("/sparql?query=ASK%7B%7D")
    finished = [p for p in (tmp_path / "sparql").glob("v*")] if builders else []

    with asking(growing, tmp_path) as caller:
        until_built(caller)
        assert version(caller) == (200, "1")

    assert told.status_code == 503
    assert "could not be built; it is tried again" in told.json()["detail"]
    assert finished == []


def test_a_store_of_another_address_is_not_served(growing: Store, tmp_path: Path) -> None:
    with asking(growing, tmp_path) as caller:
        until_built(caller)
    with asking(growing, tmp_path, base_address="https://other.example/") as caller:
        until_built(caller)
        answer = caller.get("/sparql", params={"query": "SELECT ?d { ?d a void:Dataset }"})

    assert [row["d"]["value"] for row in answer.json()["results"]["bindings"]] == [
        "https://other.example/dataset?as_of=1"
    ]


def test_the_second_start_builds_nothing(growing: Store, tmp_path: Path) -> None:
    with asking(growing, tmp_path) as caller:
        until_built(caller)
    with asking(growing, tmp_path) as caller:
        assert version(caller) == (200, "1")


def _lost(store: Path) -> None:
    for file in store.glob("*.sst"):
        file.unlink()


def _halved(store: Path) -> None:
    largest = max(store.glob("*.sst"), key=lambda file: file.stat().st_size)
    os.truncate(largest, largest.stat().st_size // 2)


def _left_behind(store: Path) -> None:
    left = store.parents[1] / f".building-{store.parent.name}"
    shutil.copytree(store, left)
    (store / "CURRENT").unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    "files lost": _lost,
    "half a file": _halved,
    "no beginning": lambda store: (store / "CURRENT").unlink(),
    "nothing": shutil.rmtree,
    "half an origin": lambda store: os.truncate(store.parent / "origin.json", 9),
    "no origin": lambda store: (store.parent / "origin.json").unlink(),
    "a removal ended in the middle": _left_behind,
    "no store": lambda store: shutil.rmtree(store.parent),
}


def answers_until(caller: TestClient, status: int) -> list[tuple[int, str]]:
    """Status and what is told until there is one of this status and the size is told."""
    until, found = time.monotonic() + 60, []
    while time.monotonic() < until:
        answer = caller.get("/sparql", params={"query": VERSION})
        found.append((answer.status_code, answer.text))
        described = caller.get("/sparql", headers={"Accept": "text/turtle"})
        catalogue = caller.get("/dataset", headers={"Accept": "text/turtle"})
        assert (described.status_code, catalogue.status_code) == (200, 200)
        if answer.status_code == status and "void:triples" in catalogue.text:
            break
        time.sleep(0.1)
    return found


@pytest.mark.parametrize("runs", [False, True])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_store_that_is_damaged_is_built_anew(
    damage: str, runs: bool, growing: Store, tmp_path: Path
) -> None:
    """Found when it is opened, at the latest: what a process has open it goes on answering from."""

    def damaged() -> None:
        (store,) = (tmp_path / "sparql").glob("v1-*/store")
        DAMAGES[damage](store)

    with asking(growing, tmp_path) as caller:
        caller.app.state.sparql.begin()  # type: ignore[attr-defined]
        until_built(caller)
        if runs:
            damaged()
            for child in caller.app.state.sparql.pool.pids:  # type: ignore[attr-defined]
                os.kill(child, signal.SIGKILL)
            found = answers_until(caller, 200)
    if not runs:
        damaged()
        with asking(growing, tmp_path) as caller:
            caller.app.state.sparql.begin()  # type: ignore[attr-defined]
            found = answers_until(caller, 200)
    assert {status for status, _ in found} <= {200, 503}
    assert found[-1][0] == 200
    said = [json.loads(text)["detail"] for status, text in found if status == 503]
    assert all("built" in each for each in said)
    assert len(list((tmp_path / "sparql").glob("v1-*"))) == 1


def test_a_store_of_more_files_than_are_opened_with_it_is_read_whole(
    growing: Store, tmp_path: Path
) -> None:
    with asking(growing, tmp_path) as caller:
        until_built(caller)
    (place,) = (tmp_path / "sparql").glob("v1-*/store")
    shutil.rmtree(place)
    # Loaded one by one, each triple has a file of its own in every index. Sixteen are opened with
    # a store; the others are of a size that no test could build in another way.
    engine = pyoxigraph.Store(str(place))
    for number in range(60):
        line = f'<{BASE}thing/{number}> <{BASE}says> "{number}" .'
        engine.bulk_load(line, pyoxigraph.RdfFormat.N_TRIPLES)
    engine.flush()
    del engine

    with asking(growing, tmp_path) as caller, listening() as (address, calls):
        rows = caller.get("/sparql?query=SELECT * { ?s ?p ?o }").json()["results"]["bindings"]
        asked = [f'ASK {{ ?s ?p "{n}" . <{BASE}thing/{n}> ?q ?x }}' for n in range(60)]
        one_by_one = [caller.get("/sparql", params={"query": query}) for query in asked]
        # What compares hides a remark from who reads it as the end of an address.
        hidden = "SELECT * { ?s ?p ?o FILTER(?s<?p#>'''\n||true)"
        abroad = [
            caller.get("/sparql", params={"query": f"{before} <{address}> {{}} }}#'''"})
            for before in ("ASK { SERVICE", f"{hidden}SERVICE", f"{hidden}SERVICE SILENT")
        ]

    assert len(list(place.glob("*.sst"))) > 3 * 60
    assert sorted(int(row["o"]["value"]) for row in rows) == [*range(60)]
    assert [answer.json() for answer in one_by_one] == [{"head": {}, "boolean": True}] * 60
    assert [answer.status_code for answer in abroad] == [400, 400, 400]
    assert all("SERVICE is refused" in answer.json()["detail"] for answer in abroad)
    assert calls == []
