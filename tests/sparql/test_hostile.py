"""Queries that take whatever they can get: each is stopped, and the next question is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.sparql.endpoint import Endpoint
from tests.sparql.conftest import Ask
from tests.sparql.hostile import HOSTILE, STRAINING
from tests.sparql.served import FRESH, listening

DIRECT = {"Content-Type": "application/sparql-query"}
STOPPED = {400, 413, 504, 507}
"""Refused, too large, too slow, too hungry."""


def children(client: TestClient) -> int:
    """How many processes there are."""
    endpoint: Endpoint = client.app.state.sparql  # type: ignore[attr-defined]
    return len(endpoint.pool.pids)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_stopped_and_the_next_is_answered(narrow: TestClient, name: str) -> None:
    answer = narrow.post("/sparql", content=HOSTILE[name], headers=DIRECT)

    assert answer.status_code in STOPPED, (answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 2_000
    assert narrow.get(FRESH).status_code == 200
    assert children(narrow) <= 2


@pytest.mark.parametrize("name", STRAINING)
def test_an_odd_query_is_answered(client: TestClient, name: str) -> None:
    answer = client.post("/sparql", content=STRAINING[name], headers=DIRECT)

    assert answer.status_code == 200, answer.text[:300]


@pytest.fixture
def other() -> Iterator[tuple[str, list[str]]]:
    """Another endpoint on this machine, and who has called it."""
    with listening() as found:
        yield found


CALLS = (
    "SELECT * { SERVICE <{}> {{ ?s ?p ?o }} }",
    "SELECT * { SERVICE SILENT <{}> {{ ?s ?p ?o }} }",
    "SELECT * {{ service<{}>{{ ?s ?p ?o }} }}",
    "SELECT * { \\u0053ERVICE <{}> {{ ?s ?p ?o }} }",
    "SELECT * {{ VALUES ?g {{ <{}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
    "PREFIX e: <{}> SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }}",
    "PREFIX e: <{}> SELECT * {{ SERVICEe: {{ ?s ?p ?o }} }}",
    "PREFIX e: <{}> SELECT * {{ SERVICESILENTe: {{ ?s ?p ?o }} }}",
    "SELECT * # ' \n {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p '#' . SERVICE <{}> {{ ?s ?p ?o }} }}",
    'SELECT * {{ ?s ?p """a\'"\\"""" . SERVICE <{}> {{ ?s ?p ?o }} }}',
    "ASK {{ FILTER NOT EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ {{ SELECT * {{ SERVICE <{}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ ?s ?p ?o.SERVICE<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p ?o.SERVICE SILENT<{}>{{ ?a ?b ?c }} }}",
    'SELECT * {{ ?s ?p "x"@sv.SERVICE SILENT<{}>{{ ?a ?b ?c }} }}',
    "SELECT * {{ ?s a own:.SERVICE SILENT<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 0.SERVICE SILENT<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 1e0SERVICE SILENT<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p true SERVICE SILENT<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p trueSERVICE SILENT<{}>{{ ?a ?b ?c }} }}",
    "PREFIX e: <{}> SELECT * {{ ?s ?p trueSERVICESILENTe:{{ ?a ?b ?c }} }}",
    # Read as an address and a text by who does not know that < compares here.
    "SELECT * {{ ?s ?p ?o FILTER(?s<?p#>\n||true)SERVICE SILENT<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p ?o FILTER(?s<?p#>'''\n||true)SERVICE SILENT<{}>{{ ?a ?b ?c }} }}#'''",
    "SELECT * FROM <{}> {{ ?s ?p ?o }}",
    "ASKFROM<{}>{{ ?s ?p ?o }}",
    "SELECT * {{ SERVICE <http://127.0.0.1:9/{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o.GRAPH <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 1.GRAPH <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p trueGRAPH <{}> {{ ?a ?b ?c }} }}",
    "SELECT * FROM NAMED <{}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "LOAD <{}>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
)


@pytest.mark.parametrize("query", CALLS)
def test_no_query_calls_another_machine(ask: Ask, other: tuple[str, list[str]], query: str) -> None:
    address, calls = other
    text = query.replace("{{", "{").replace("}}", "}").replace("{}", address)

    answer = ask(text)

    assert answer.status_code == 400
    assert "is refused" in answer.json()["detail"] or "read only" in answer.json()["detail"]
    assert calls == []


def test_names_that_begin_as_refused_words_do_are_names(ask: Ask) -> None:
    query = """
        PREFIX services: <a:> PREFIX graphs: <b:> PREFIX from: <c:>
        ASK { VALUES ?s { services:SERVICE graphs:GRAPH from:FROM } { ?s ?p ?serviced } }"""

    assert ask(query).json() == {"head": {}, "boolean": False}


@pytest.mark.parametrize(
    "remark",
    ["########################################", "####### public #######", "# " * 40 + "\n#" * 40],
)
def test_a_remark_after_a_name_is_no_work(ask: Ask, remark: str) -> None:
    answer = ask(f"PREFIX e: {remark}\n<e:> ASK {{ ?s a own:Actor {remark}\n }}")

    assert answer.json()["boolean"] is True


def test_no_query_reads_or_writes_a_file(ask: Ask, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<a:a> <a:b> 'secret' .\n")

    asks = ("SELECT * FROM <{}> { ?s ?p ?o }", "LOAD <{}>", "ASK { GRAPH <{}> { ?s ?p ?o } }")
    for query in asks:
        answer = ask(query.replace("{}", secret.as_uri()))
        assert answer.status_code == 400
        assert "secret'" not in answer.text


def test_the_words_that_are_refused_may_stand_in_texts_names_and_remarks(ask: Ask) -> None:
    query = """# SERVICE <a:a> and FROM <a:a>
        SELECT ?service ?from {
            VALUES (?service ?from) { ("SERVICE <a:a>" 'it is FROM here') }
            FILTER(?service != \'\'\'FROM 'SERVICE' \'\'\' && <a:SERVICE> != <a:FROM>)
        }"""

    rows = ask(query).json()["results"]["bindings"]

    assert [row["service"]["value"] for row in rows] == ["SERVICE <a:a>"]
