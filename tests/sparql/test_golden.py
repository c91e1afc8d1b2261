"""The questions of the page, each answered by the endpoint and by the HTTP API: the same rows."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from graph_schema.claims import CoverageSlice, Licence, SourceInfo
from graph_schema.rdf import Terms
from graph_schema.vocabularies import ParticipantsListed, Visibility
from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from service.sparql.examples import Example, examples
from tests.lookup.small_graph import Statements, node_id, record
from tests.sparql.served import BASE, until_built

EXAMPLES = examples()
CODE = re.compile(rf"{BASE}ontology#(?:[A-Za-z]+-)?(.+)")
ADDRESS = re.compile(rf"{BASE}id/[a-z-]+/(.+)")
Row = tuple[str, ...]


def by_sparql(client: TestClient, example: Example) -> list[Row]:
    """The rows of the query; addresses of ours are read as the ids and codes they are made of."""
    answer = client.get("/sparql", params={"query": example.written(Terms(BASE).prefixes)})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    names = found["head"]["vars"]
    return sorted(
        tuple(plain(row[name]["value"]) if name in row else "" for name in names)
        for row in found["results"]["bindings"]
    )


def plain(value: str) -> str:
    """The id or code in an address of ours; anything else as it is."""
    for pattern in (ADDRESS, CODE):
        if found := pattern.fullmatch(value):
            return found[1]
    return value


def by_api(client: TestClient, example: Example) -> list[Row]:
    """The rows of the same question put to the HTTP API, to its last page."""
    rows: list[Row] = []
    for answer in pages(client, example.api):
        found = reached(answer, example.rows) if example.rows else [answer]
        if isinstance(found, dict):
            kept = example.only or tuple(found)
            rows += [(key, str(found[key])) for key in kept if found[key]]
        else:
            rows += [tuple(reached(r, field) for field in example.fields) for r in found]
    if example.some:
        rows = [row for row in rows if row[-1]]
    return sorted(tuple(map(str, row)) for row in rows)


def pages(client: TestClient, address: str) -> Iterator[Any]:
    """An answer, and those that follow it."""
    cursor: str | None = ""
    while cursor is not None:
        params = {"cursor": cursor} if cursor else {}
        joined = client.get(f"/api/v1{address}")
        if params:
            separator = "&" if "?" in address else "?"
            joined = client.get(f"/api/v1{address}{separator}cursor={cursor}")
        assert joined.status_code == 200, joined.text
        yield joined.json()
        cursor = joined.json().get("next")


def reached(value: Any, path: str) -> Any:
    """What lies at a path of an answer; nothing stated is an empty text."""
    for part in path.split("."):
        value = (value or {}).get(part)
    return "" if value is None else value


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_golden_question_is_answered_equally_by_both_doors(client: TestClient, name: str) -> None:
    asked, told = by_sparql(client, EXAMPLES[name]), by_api(client, EXAMPLES[name])

    assert asked == told
    assert asked, "the small graph has something to say to each"


WIDE = SourceInfo(
    name="wide", title_sv="Vitt och brett", title_en="Far and wide", publisher="Byrån",
    licence=Licence(name="CC0-1.0"), visibility=Visibility.PUBLIC, order=10,
    coverage=(CoverageSlice(participants=ParticipantsListed.COMPLETE),),
)  # fmt: skip


@pytest.fixture(scope="module")
def wide(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Actors that are active in a region, or part of it, and located nowhere; an early project."""
    says, folder = Statements(WIDE), tmp_path_factory.mktemp("wide")
    for key, level in (("town", "municipality"), ("county", "county")):
        says.says("reg", key, name=key, level=level)
    says.ties("PART_OF", "reg/town", "reg/county")
    for key in ("seated", "active", "both", "part", "unit"):
        says.says("act", key, name=key)
    says.ties("LOCATED_IN", "act/seated", "reg/county")
    says.ties("ACTIVE_IN", "act/active", "reg/town")
    says.ties("LOCATED_IN", "act/both", "reg/county")
    says.ties("ACTIVE_IN", "act/both", "reg/town")
    says.ties("PART_OF", "act/part", "reg/town")
    says.ties(
        "PART_OF", "act/unit", "act/active"
    )  # is where it says itself, not where the whole is
    says.says("prj", "early", name="early", start="0001-05")
    says.says("prj", "late", name="late", start="0003")
    says.ties("ACTIVE_IN", "prj/early", "reg/town")
    says.ties("PART_OF", "prj/late", "reg/county")
    says.ties("PART_OF", "prj/late", "prj/early")
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    record(store, says)
    app = create_app(settings.model_copy(update={"cache": folder / "cache"}), store)
    with TestClient(app, follow_redirects=False) as caller:
        until_built(caller)
        yield caller
    store.shut()


TOWN, COUNTY = node_id("wide/reg/town"), node_id("wide/reg/county")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("actors_by_region", {(TOWN, "3"), (COUNTY, "4")}),
        ("projects_by_region", {(TOWN, "1"), (COUNTY, "2")}),
        ("projects_by_year", {("0001", "1"), ("0003", "1")}),
    ],
)
def test_wherever_something_lies_and_whenever_it_began(
    wide: TestClient, name: str, rows: set[Row]
) -> None:
    assert by_sparql(wide, EXAMPLES[name]) == sorted(rows)
    assert by_api(wide, EXAMPLES[name]) == sorted(rows)


@pytest.fixture(scope="module")
def other_engine(client: TestClient) -> Graph:
    """The whole graph in rdflib, an engine that shares nothing with ours."""
    return Graph().parse(data=client.get("/api/v1/export/nt").text, format="nt")


MORE = {
    "a count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c",
    "a path": "SELECT DISTINCT ?a ?b { ?a dct:isPartOf+ ?b }",
    "who meets whom": "SELECT DISTINCT ?a ?b { ?x rdf:object ?arena ; rdf:subject ?a ; "
    "a own:ParticipatesIn . ?y rdf:object ?arena ; rdf:subject ?b ; a own:ParticipatesIn . "
    "FILTER(STR(?a) < STR(?b)) }",
    "what nobody funds": "SELECT ?p { ?p a own:Collaboration FILTER NOT EXISTS "
    "{ ?g a own:Funds ; rdf:object ?p } }",
    "minus": "SELECT ?p { ?p a own:Actor MINUS { ?p dct:identifier ?i } }",
    "a union": "SELECT ?x ?n { { ?x a own:Project ; dct:title ?n } UNION "
    "{ ?x a own:Actor ; schema:name ?n } }",
    "texts": "SELECT ?n (STRLEN(?n) AS ?l) (UCASE(?n) AS ?u) { ?x schema:name ?n "
    "FILTER(REGEX(?n, 'ö', 'i')) }",
    "claims behind a tie": "SELECT ?t (COUNT(DISTINCT ?c) AS ?n) (COUNT(DISTINCT ?s) AS ?m) "
    "{ ?t a own:ParticipatesIn ; prov:wasDerivedFrom ?c . ?c dct:source ?s } "
    "GROUP BY ?t",
    "having": "SELECT ?a (COUNT(?t) AS ?n) { ?t a own:ParticipatesIn ; rdf:subject ?a } "
    "GROUP BY ?a HAVING(COUNT(?t) > 1)",
    "a subquery": "SELECT ?n { { SELECT (MAX(?v) AS ?n) { ?c own:sinceVersion ?v } } }",
    "values": "SELECT ?s ?n { VALUES ?s { own:Sector-public own:Sector-academia } "
    "?a own:sector ?s ; schema:name ?n }",
}


def test_there_are_twenty_five() -> None:
    assert len(EXAMPLES) == 25


@pytest.mark.parametrize("query", [*MORE.values(), *(e.query for e in EXAMPLES.values())])
def test_another_engine_gives_the_same_rows(
    client: TestClient, other_engine: Graph, query: str
) -> None:
    answer = client.get("/sparql", params={"query": query}).json()
    names = answer["head"]["vars"]
    ours = sorted(
        tuple(row[name]["value"] if name in row else "" for name in names)
        for row in answer["results"]["bindings"]
    )

    prepared = prepareQuery(query, initNs=Terms(BASE).prefixes)
    theirs = sorted(
        tuple("" if row[name] is None else str(row[name]) for name in names)
        for row in other_engine.query(prepared)
    )

    assert ours == theirs
    assert ours


def test_another_engine_gives_the_same_graph(client: TestClient, other_engine: Graph) -> None:
    query = (
        "CONSTRUCT { ?a own:met ?b } { ?t rdf:subject ?a ; rdf:object ?b ; a own:ParticipatesIn }"
    )
    answer = client.get(
        "/sparql", params={"query": query}, headers={"Accept": "application/n-triples"}
    )

    prepared = prepareQuery(query, initNs=Terms(BASE).prefixes)
    theirs = other_engine.query(prepared).graph

    assert theirs is not None
    assert set(Graph().parse(data=answer.text, format="nt")) == set(theirs)
    assert len(theirs) > 5
