"""An id of a tie that was published once leads on when an end is joined with another node.

Records a, b and c are three organisations (version 1). b and c turn out to be one (2), and a with
them (3); then b alone is not (4), then all are one again (5), then three (6). c, who was a partner
in project p, is told to steer it (7), and is stated no more (8); a is a partner in p instead (9). b
and c fund p too.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import DCTERMS, OWL, Literal, URIRef

from graph_schema.mapping import GraphMapping
from graph_schema.rdf import Terms
from graph_schema.shapes import shapes
from graph_schema.vocabularies import Audience
from queries.dump import dump, load
from queries.errors import MergedError, NotInGraphError, SplitError
from queries.lookup.things import find_tie
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.exports.test_giving import flaws
from tests.lookup import small_graph as small

ONE, TWO, THREE = "2021004920", "2120001124", "2021005489"
NUMBERS = (
    {"a": ONE, "b": TWO, "c": THREE},
    {"a": ONE, "b": TWO, "c": TWO},
    {"a": ONE, "b": ONE, "c": ONE},
    {"a": ONE, "b": TWO, "c": ONE},
    {"a": ONE, "b": ONE, "c": ONE},
    {"a": ONE, "b": TWO, "c": THREE},
    {"a": ONE, "b": TWO, "c": THREE},
    {"a": ONE, "b": TWO},
    {"a": ONE, "b": TWO},
)
SEATS = {**dict.fromkeys(range(1, 7), ("c", "partner")), 7: ("c", "steering_group")}
SEATS[9] = ("a", "partner")


def tie(type: str, of: str, **fields: str) -> str:
    """The id of a tie to p of the actor that is called by a record."""
    return small.edge_id(type, f"register/act/{of}", "register/prj/p", **fields)


SEAT_A, SEAT_B, SEAT_C = (tie("PARTICIPATES_IN", of, role="partner") for of in "abc")
GRANT_A, GRANT_B = (tie("FUNDS", of, amount_kind="granted") for of in "ab")
AID_A, AID_B, AID_C = (tie("FUNDS", of, amount_kind="public") for of in "abc")
LED = {
    SEAT_A: (None, None, *[SEAT_A] * 3, SEAT_C, None, None, SEAT_A),
    SEAT_B: (None, SEAT_B, *[SEAT_A] * 3, SEAT_C, None, None, None),
    SEAT_C: (SEAT_C, SEAT_B, *[SEAT_A] * 3, SEAT_C, None, None, None),
    GRANT_A: (None, None, GRANT_A, GRANT_B, GRANT_A, *[GRANT_B] * 4),
    GRANT_B: (GRANT_B, GRANT_B, GRANT_A, GRANT_B, GRANT_A, *[GRANT_B] * 4),
    AID_A: (None, None, *[AID_A] * 3, *[tuple(sorted((AID_B, AID_C)))] * 2, AID_B, AID_B),
    AID_B: (AID_B, AID_B, AID_A, AID_B, AID_A, *[AID_B] * 4),
    AID_C: (AID_C, AID_B, *[AID_A] * 3, AID_C, AID_C, None, None),
}
"""Where each id leads as of each version; to itself where the tie has it."""
FIRST_OF_AID = min(AID_B, AID_C)  # as old as one another


def said(version: int) -> small.Statements:
    """What the register states, with others so that what vanishes is less than a fifth."""
    says = small.Statements(small.REGISTER)
    for key, orgnr in NUMBERS[version - 1].items():
        says.says("act", key, name=f"Förening {key}", identifiers=[f"orgnr:{orgnr}"])
    for number in range(20):
        says.says("act", f"x{number}", name=f"Grannlaget {number}")
    says.says("prj", "p", name="Projektet", start="2021")
    says.ties("PARTICIPATES_IN", "act/x1", "prj/p", role="owner", status="party")
    if version in SEATS:
        who, role = SEATS[version]
        says.ties("PARTICIPATES_IN", f"act/{who}", "prj/p", role=role, status="party")
    paid = {"amount": "100", "currency": "SEK"}
    says.ties("FUNDS", "act/b", "prj/p", amount_kind="granted", **paid)
    for key in NUMBERS[version - 1].keys() - "a":
        says.ties("FUNDS", f"act/{key}", "prj/p", amount_kind="public", **paid)
    return says


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The nine versions."""
    opened = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'ties.db'}")
    for version in range(1, 10):
        small.record(opened, said(version))
    yield opened
    opened.shut()


@pytest.fixture(scope="module")
def client(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service on them."""
    cache = tmp_path_factory.mktemp("cache")
    given = {"cache": cache, "log_level": "warning", "base_address": BASE}
    app = create_app(Settings.model_validate(given), store)
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


def leads_to(model: ReadModel, id: str) -> Any:
    """The id of the tie, those of several in order, or None."""
    try:
        return find_tie(model, id)["id"]
    except MergedError as merged:
        return merged.canonical
    except SplitError as split:
        return split.choices
    except NotInGraphError:
        return None


@pytest.mark.parametrize("version", range(1, 10))
def test_the_api_leads_where_the_tie_is_now(client: TestClient, version: int) -> None:
    for id, led in LED.items():
        address = "/api/v1/ties/{}/claims?limit=5&as_of=" + str(version)
        answer = client.get(address.format(id))
        now = led[version - 1]
        if now is None:
            assert answer.status_code == 404, id
        elif isinstance(now, tuple):
            assert answer.status_code == 300
            assert answer.json()["choices"] == [address.format(one) for one in now]
        elif now == id:
            assert answer.status_code == 200
        else:
            assert answer.status_code == 301
            assert answer.headers["location"] == address.format(now)


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/turtle"])
def test_a_permanent_address_leads_on_in_every_form(client: TestClient, accept: str) -> None:
    seen = partial(client.get, headers={"accept": accept})

    moved = seen(f"/id/ties/{SEAT_C}?as_of=3")
    there = seen(f"/id/ties/{SEAT_A}?as_of=3")
    several = seen(f"/id/ties/{AID_A}?as_of=6")
    corrected, then = seen(f"/id/ties/{SEAT_C}"), seen(f"/id/ties/{SEAT_C}?as_of=6")

    assert (moved.status_code, moved.headers["location"]) == (301, f"/id/ties/{SEAT_A}?as_of=3")
    assert there.status_code == then.status_code == 303
    assert (several.status_code, corrected.status_code) == (300, 404)
    if accept == "text/html":
        page = client.get(f"/ties/{SEAT_C}/claims?as_of=3", headers={"accept": accept})
        assert (page.status_code, page.headers["location"]) == (
            301, f"/ties/{SEAT_A}/claims?as_of=3",
        )  # fmt: skip
        assert all(f'href="/id/ties/{id}?as_of=6"' in several.text for id in (AID_B, AID_C))


def address(id: str) -> URIRef:
    """The permanent address of a tie."""
    return URIRef(f"{BASE}id/ties/{id}")


@pytest.mark.parametrize("version", [1, 2, 3, 6, 9])
def test_linked_data_says_what_a_tie_is_replaced_by(client: TestClient, version: int) -> None:
    sent = client.get(f"/api/v1/export/nt?as_of={version}")
    graph = rdflib.Graph().parse(data=sent.content, format="nt")
    held, _, report = pyshacl.validate(graph, shacl_graph=shapes(GraphMapping(Terms(BASE))))

    replaced = {(old, new) for old, new in graph.subject_objects(DCTERMS.isReplacedBy)}
    deprecated = set(graph.subject_objects(OWL.deprecated))
    expected = {
        (address(old), address(new))
        for old, led in LED.items()
        for now in (led[version - 1],)
        for new in (now if isinstance(now, tuple) else (now,))
        if new not in (None, old)
    }
    assert {pair for pair in replaced if "/ties/" in pair[0]} == expected
    assert deprecated == {(old, Literal(lexical_or_value=True)) for old, _ in replaced}
    assert held, report
    lines = sent.text.splitlines()
    assert lines == sorted(lines)


def test_a_part_of_the_graph_says_it_of_its_own_ties_alone(client: TestClient) -> None:
    narrowed = client.get("/api/v1/export/nt?as_of=3&kind=Project").text
    funder = client.get("/api/v1/export/nt?as_of=3&sector=academia").text

    assert re.findall(r"id/ties/(edg-\w+)> <http://purl.org/dc/terms/isReplacedBy>", funder) == []
    assert address(GRANT_B) not in funder
    assert f"<{address(GRANT_B)}> <{DCTERMS.isReplacedBy}> <{address(GRANT_A)}>" in narrowed


def test_a_grant_keeps_the_id_it_was_published_under_first(client: TestClient) -> None:
    found: dict[int, dict[str, str]] = {}
    for version in range(1, 10):
        package = client.get(f"/api/v1/export/360giving?as_of={version}").json()
        assert flaws(package) == []
        found[version] = {
            grant["id"].removeprefix("map-example-"): grant["ekokarta"]["tie"]
            for grant in package["grants"]
        }
        for grant in package["grants"]:
            assert grant["dataSource"] == f"{BASE}id/ties/{grant['ekokarta']['tie']}"

    own = {GRANT_B: GRANT_B, AID_B: AID_B, AID_C: AID_C}
    alone = {GRANT_B: GRANT_B, AID_B: AID_B}
    assert found == {
        1: own,
        2: {GRANT_B: GRANT_B, FIRST_OF_AID: AID_B},
        3: {GRANT_B: GRANT_A, FIRST_OF_AID: AID_A},
        4: {GRANT_B: GRANT_B, AID_B: AID_B, AID_C: AID_A},
        5: {GRANT_B: GRANT_A, FIRST_OF_AID: AID_A},
        6: own, 7: own, 8: alone, 9: alone,
    }  # fmt: skip


def test_a_store_that_was_loaded_leads_where_the_dumped_one_leads(
    store: Store, tmp_path: Path
) -> None:
    with (tmp_path / "all.gz").open("wb") as file:
        dump(store, file)
    other = open_store(f"sqlite://{tmp_path / 'other.db'}")
    load(other, tmp_path / "all.gz")

    with closing(Library(other, tmp_path / "cache")) as library:
        led = {
            id: tuple(
                leads_to(library.at(version, Audience.PUBLIC), id) for version in range(1, 10)
            )
            for id in LED
        }
    other.shut()

    assert led == LED


def secret(version: int) -> small.Statements:
    """A private source: it joins e with a, or says something else."""
    says = small.Statements(small.DIARY)
    if version == 1:
        says.says("act", "e", name="Laget e", identifiers=[f"orgnr:{ONE}"])
    says.says("act", "s", name="Något annat")
    return says


def test_what_is_public_does_not_hang_on_what_is_private(tmp_path: Path) -> None:
    open_, hidden = said(1), said(2)
    for says in (open_, hidden):
        says.says("act", "e", name="Laget e")
        says.ties("PARTICIPATES_IN", "act/e", "prj/p", role="partner", status="party")
    store = open_store(f"sqlite://{tmp_path / 'store.db'}")
    for says in (open_, secret(1), hidden, said(3)):
        small.record(store, says)
    seat_e = tie("PARTICIPATES_IN", "e", role="partner")

    with closing(Library(store, tmp_path / "cache")) as library:
        found = {
            (version, audience): tuple(
                leads_to(library.at(version, audience), id) for id in (seat_e, SEAT_C, SEAT_B)
            )
            for version in (2, 3, 4)
            for audience in Audience
        }
    store.shut()

    assert found == {
        (2, Audience.EVERYTHING): (SEAT_A, SEAT_C, None),
        (2, Audience.PUBLIC): (seat_e, SEAT_C, None),
        (3, Audience.EVERYTHING): (SEAT_A, SEAT_B, SEAT_B),
        (3, Audience.PUBLIC): (seat_e, SEAT_B, SEAT_B),
        # SEAT_B came after the private source: of it nothing is said in public.
        (4, Audience.EVERYTHING): (SEAT_A, SEAT_A, SEAT_A),
        (4, Audience.PUBLIC): (None, SEAT_A, None),
    }


def test_the_end_that_is_joined_may_be_the_second(tmp_path: Path) -> None:
    store = open_store(f"sqlite://{tmp_path / 'store.db'}")
    for numbers in ("12", "11"):
        says = small.Statements(small.REGISTER)
        says.says("act", "x", name="Betalaren")
        for key, number in zip("pq", numbers, strict=True):
            says.says("prj", key, name=f"Projekt {key}", identifiers=[f"dnr:{number}"])
            says.ties("FUNDS", "act/x", f"prj/{key}", amount_kind="public")
        small.record(store, says)
    pays = partial(small.edge_id, "FUNDS", "register/act/x", amount_kind="public")
    ids = [pays(f"register/prj/{key}") for key in "pq"]

    with closing(Library(store, tmp_path / "cache")) as library:
        led = [
            [leads_to(library.at(version, Audience.PUBLIC), id) for id in ids] for version in (1, 2)
        ]
    store.shut()

    assert led == [ids, [ids[0], ids[0]]]


def test_what_is_exported_is_read_back_as_the_same_graph(tmp_path: Path) -> None:
    store = open_store(f"sqlite://{tmp_path / 'store.db'}")
    for version in (1, 2, 3):
        small.record(store, said(version))
    store.shut()
    here = CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE})
    (tmp_path / "other").mkdir()
    other = CommandLine(tmp_path / "other")

    exported = here("export", "turtle", "--output", tmp_path / "all.ttl")
    read = other("import", "rdf", tmp_path / "all.ttl")

    assert (exported.code, read.code) == (0, 0), read.err
    assert f"{GRANT_B}> dct:isReplacedBy" in (tmp_path / "all.ttl").read_text()
    hashes = [run("status", "--json").json()["graph_hash"] for run in (here, other)]
    assert hashes[0] == hashes[1]
