"""The SPARQL 1.1 Protocol, case by case as the W3C's tests have them, and what we add.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/ names the cases; the requests are
written out here from what the Protocol says of each.
"""

import gzip
from collections.abc import Callable
from urllib.parse import quote, quote_plus, urlencode

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from tests.sparql.conftest import Ask
from tests.sparql.served import BASE, TOKEN, until_built

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
TRUE = {"head": {}, "boolean": True}
SELECT = "SELECT ?x { VALUES ?x { 1 } }"
CONSTRUCT = "CONSTRUCT { <a:a> <a:b> 'c' } {}"
OTHER = "http://kasei.us/2009/09/sparql/data/data1.rdf"


def test_query_get(client: TestClient) -> None:
    answer = client.get("/sparql?query=ASK%20%7B%7D")

    assert (answer.status_code, answer.headers["content-type"]) == (200, JSON)
    assert answer.json() == TRUE


def test_query_post_form(client: TestClient) -> None:
    answer = client.post("/sparql", content="query=ASK%20%7B%7D", headers=FORM)

    assert (answer.status_code, answer.json()) == (200, TRUE)


def test_query_post_direct(client: TestClient) -> None:
    answer = client.post("/sparql", content="ASK {}", headers=DIRECT)

    assert (answer.status_code, answer.json()) == (200, TRUE)


def as_octets(text: str) -> str:
    """Every octet as an escape."""
    return "".join(f"%{octet:02X}" for octet in text.encode())


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40),
    st.sampled_from([quote, quote_plus, as_octets]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_form_holds_is_what_is_asked(
    client: TestClient, text: str, written: Callable[[str], str]
) -> None:
    literal = text.replace("\\", "\\\\").replace('"', '\\"')
    query = written(f'SELECT ("{literal}" AS ?x) {{}}')
    form = f"default-graph-uri=&query={query}&format=json"
    found = [
        client.post("/sparql", content=form, headers=FORM).json(),
        client.get(f"/sparql?{form}").json(),
    ]

    assert [each["results"]["bindings"] for each in found] == [
        [{"x": {"type": "literal", "value": text}}]
    ] * 2


def test_an_escape_that_is_none_is_told_where_it_stands(client: TestClient) -> None:
    answer = client.post("/sparql", content="query=ASK%20%7B%7D%4x", headers=FORM)

    assert answer.json()["detail"] == (
        "byte 19 is a % without two hexadecimal digits after it; write %25 for the sign itself"
    )


@pytest.mark.parametrize(
    ("query", "accept", "given"),
    [
        (SELECT, None, JSON),
        (SELECT, XML, XML),
        (SELECT, JSON, JSON),
        (SELECT, "application/json", JSON),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, f"{XML};q=0.4, text/csv;q=0.9, {JSON};q=0.1", "text/csv; charset=utf-8"),
        (SELECT, f"{XML};q=0, */*;q=0.1", JSON),
        (SELECT, f"text/turtle, {XML};q=0.2", XML),
        ("ASK {}", XML, XML),
        ("ASK {}", "*/*", JSON),
        ("ASK {}", "application/json, */*;q=0", JSON),
        (SELECT, f"{JSON};q=0, */*;q=0.1", XML),
        (SELECT, f"{JSON};q=0, {XML};q=0, */*;q=0.1", "text/csv; charset=utf-8"),
        ("DESCRIBE <a:a>", None, "text/turtle; charset=utf-8"),
        ("DESCRIBE <a:a>", "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "text/turtle", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, f"{JSON}, application/n-triples;q=0.3", "application/n-triples"),
    ],
)
def test_query_content_type(ask: Ask, query: str, accept: str | None, given: str) -> None:
    answer = ask(query, accept)

    assert (answer.status_code, answer.headers["content-type"]) == (200, given)
    assert "Accept" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize(("query", "given"), [(SELECT, XML), (CONSTRUCT, "application/rdf+xml")])
def test_what_is_accepted_in_several_fields_is_read_as_one(
    client: TestClient, query: str, given: str
) -> None:
    fields = [("Accept", "image/png"), ("Accept", f"{given};q=0.7")]
    by_get = client.get("/sparql", params={"query": query}, headers=fields)
    by_post = client.post("/sparql", content=query, headers=[*fields, *DIRECT.items()])

    assert [by_get.status_code, by_post.status_code] == [200, 200]
    assert by_get.headers["content-type"] == by_post.headers["content-type"] == given


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (SELECT, "text/turtle"),
        (CONSTRUCT, "text/csv"),
        (SELECT, "image/png"),
        ("ASK {}", "a/b"),
        (SELECT, f"{JSON};q=0, application/json"),
        ("ASK {}", f"{XML};q=0, application/xml"),
    ],
)
def test_no_acceptable_form_is_406_and_says_what_there_is(
    ask: Ask, query: str, accept: str
) -> None:
    answer = ask(query, accept)

    assert answer.status_code == 406
    assert "application/" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("format", "given"),
    [("json", JSON), ("xml", XML), ("csv", "text/csv; charset=utf-8"), (JSON, JSON)],
)
def test_programs_that_name_the_form_in_a_parameter_get_it(
    client: TestClient, format: str, given: str
) -> None:
    asked = {"query": SELECT, "format": format, "output": format, "results": format}
    answer = client.get("/sparql", params=asked, headers={"Accept": "*/*"})

    assert (answer.status_code, answer.headers["content-type"]) == (200, given)


@pytest.mark.parametrize(
    ("query", "format", "status", "given"),
    [
        (SELECT, "turtle", 406, "application/problem+json"),
        (SELECT, "application/rdf+xml", 406, "application/problem+json"),
        (CONSTRUCT, "csv", 406, "application/problem+json"),
        (CONSTRUCT, XML, 406, "application/problem+json"),
        (CONSTRUCT, "xml", 200, "application/rdf+xml"),
        (CONSTRUCT, "json", 200, "application/ld+json"),
        (CONSTRUCT, "turtle", 200, "text/turtle; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("accept", ["*/*", JSON, "text/turtle"])
def test_a_form_the_answer_cannot_have_is_406_in_a_parameter_too(
    client: TestClient, query: str, format: str, status: int, given: str, accept: str
) -> None:
    asked = {"query": query, "format": format}
    answer = client.get("/sparql", params=asked, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (status, given)


def test_a_byte_order_mark_before_a_query_is_no_part_of_it(client: TestClient) -> None:
    query = "\ufeffASK {}"

    by_get = client.get("/sparql", params={"query": query})
    by_form = client.post("/sparql", data={"query": query})
    direct = client.post("/sparql", content=query.encode(), headers=DIRECT)
    alone = client.post("/sparql", content="\ufeff".encode(), headers=DIRECT)

    assert [by_get.json(), by_form.json(), direct.json()] == [TRUE, TRUE, TRUE]
    assert (alone.status_code, alone.json()["detail"]) == (400, "the query is missing")


def test_each_form_of_a_table_says_the_same(ask: Ask) -> None:
    query = 'SELECT ?x ?y { VALUES (?x ?y) { (1 "å, \\"b\\"") (<a:a> UNDEF) } }'

    assert ask(query, JSON).json()["results"]["bindings"] == [
        {
            "x": {
                "type": "literal", "value": "1",
                "datatype": "http://www.w3.org/2001/XMLSchema#integer",
            },
            "y": {"type": "literal", "value": 'å, "b"'},
        },
        {"x": {"type": "uri", "value": "a:a"}},
    ]  # fmt: skip
    assert ask(query, "text/csv").text == 'x,y\r\n1,"å, ""b"""\r\na:a,\r\n'
    assert ask(query, "text/tab-separated-values").text == '?x\t?y\n1\t"å, \\"b\\""\n<a:a>\t\n'
    assert '<binding name="x"><uri>a:a</uri></binding>' in ask(query, XML).text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own doing
def test_each_form_of_a_graph_says_the_same(ask: Ask) -> None:
    forms = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
    query = "CONSTRUCT { <urn:x:a> <urn:x:b> 'c'@sv, 4 } {}"

    graphs = [set(Graph().parse(data=ask(query, f).content, format=f)) for f in forms]

    assert len(graphs[0]) == 2
    assert all(graph == graphs[0] for graph in graphs)


def test_query_dataset_that_is_ours_is_honoured(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    plain = client.get("/sparql", params={"query": query})
    by_get = client.get("/sparql", params={"query": query, "default-graph-uri": BASE})
    by_form = client.post("/sparql", data={"query": query, "default-graph-uri": BASE})
    direct = client.post(
        f"/sparql?default-graph-uri={quote(BASE, safe='')}", content=query, headers=DIRECT
    )
    # query_multiple_dataset: what the request names comes before what the query names.
    both = client.get(
        "/sparql",
        params={"query": query.replace("{", f"FROM <{OTHER}> {{"), "default-graph-uri": BASE},
    )

    assert int(plain.json()["results"]["bindings"][0]["n"]["value"]) > 500
    assert plain.json() == by_get.json() == by_form.json() == direct.json() == both.json()


@pytest.mark.parametrize("clause", [f"FROM <{BASE}>", f"from\n<{BASE}>", f"FROM<{BASE}>"])
def test_a_query_may_name_the_data_set_too(ask: Ask, clause: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    named = ask(query.replace("{", clause + " {"))

    assert named.json() == ask(query).json()


NAMES = ("default-graph-uri", "named-graph-uri")


def naming(client: TestClient, way: str, query: str, name: str, graph: str) -> Response:
    """A request that names a graph of its data set, in one of the three ways of the protocol."""
    if way == "get":
        return client.get("/sparql", params={"query": query, name: graph})
    if way == "form":
        return client.post("/sparql", data={"query": query, name: graph})
    return client.post(f"/sparql?{urlencode({name: graph})}", content=query, headers=DIRECT)


@pytest.mark.parametrize(
    "graph", [f"{BASE}id/sources/x", f"{BASE}x", BASE.removesuffix("/"), BASE.upper()]
)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_an_address_of_ours_that_is_no_graph_is_refused(
    client: TestClient, way: str, name: str, graph: str
) -> None:
    answer = naming(client, way, "ASK {}", name, graph)

    assert answer.status_code == 400
    assert graph in answer.json()["detail"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_in_a_graph_that_is_not_here_there_is_nothing_and_the_answer_says_so(
    client: TestClient, way: str, name: str
) -> None:
    """``ASK {}`` needs no graph: query_post_form and query_get of the W3C name one they lack."""
    queries = ("ASK {}", "ASK {?s ?p ?o}")
    asked = {query: naming(client, way, query, name, OTHER) for query in queries}

    assert [answer.json() for answer in asked.values()] == [TRUE, {**TRUE, "boolean": False}]
    assert {answer.headers["x-graphs-not-here"] for answer in asked.values()} == {OTHER}
    assert "x-graphs-not-here" not in naming(client, way, "ASK {}", name, "").headers
    assert naming(client, way, "ASK {?s ?p ?o}", name, "").json() == TRUE


def test_a_graph_that_is_not_here_adds_nothing_to_ours(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    both = {"query": query, "default-graph-uri": [OTHER, BASE, "urn:å\r\nX-Evil: 1"]}

    answer = client.get("/sparql", params=both)

    assert answer.json() == client.get("/sparql", params={"query": query}).json()
    assert answer.headers["x-graphs-not-here"] == f"{OTHER} urn:%C3%A5%0D%0AX-Evil:%201"


def test_of_many_graphs_that_are_not_here_the_first_are_named(client: TestClient) -> None:
    graphs = [f"https://other.example/{'x' * 90}{n}" for n in range(40)]
    asked = {"query": "ASK {}", "default-graph-uri": [*graphs, *graphs[:5]]}

    *named, last = client.post("/sparql", data=asked).headers["x-graphs-not-here"].split()

    assert named == graphs[: len(named)]
    assert 1_300 < len(" ".join(named)) <= 1_500
    assert last == "..."
    long = client.get(
        "/sparql", params={"query": "ASK {}", "default-graph-uri": f"urn:{'å' * 300}"}
    )
    assert long.headers["x-graphs-not-here"] == f"urn:{'%C3%A5' * 49}%C..."


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("SELECT (1 AS ?value) {}", "application/sparql-results+xml", "results+xml"),
        ("ASK {}", "application/sparql-results+json", "results+json"),
        ("DESCRIBE <urn:a:b>", "text/turtle", "turtle"),
        ("CONSTRUCT { <a:a> <a:b> 1 } WHERE {}", "application/n-triples", "n-triples"),
    ],
)
def test_query_content_types_of_a_graph_that_is_not_here(
    client: TestClient, query: str, accept: str, kind: str
) -> None:
    asked = {"query": query, "default-graph-uri": OTHER}

    answer = client.post("/sparql", data=asked, headers={"Accept": accept})

    assert (answer.status_code, kind in answer.headers["content-type"]) == (200, True)


@pytest.mark.parametrize(
    "clause", [f"FROM <{OTHER}>", f"FROM NAMED <{OTHER}>", "from<a:a>", "FROMown:x"]
)
def test_from_a_graph_that_is_not_here_is_refused(ask: Ask, clause: str) -> None:
    answer = ask(f"SELECT * {clause} {{ ?s ?p ?o }}")

    assert answer.status_code == 400
    assert "line 1, column 10: FROM is refused" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", 12),
        (f"ASK {{ GRAPH <{OTHER}> {{ ?s ?p ?o }} }}", 7),
        (f"ASK {{ ?s ?p ?o . graph<{BASE}>{{}} }}", 18),
        ("PREFIX ex: <a:> SELECT * { GRAPHex:g # why\n { ?s ?p ?o } }", 28),
        ("CONSTRUCT { ?s ?p ?o } { { GRAPH own:x { ?s ?p ?o } } }", 28),
        ("ASK { \\u0047RAPH ?g { ?s ?p ?o } }", 7),
    ],
)
@pytest.mark.parametrize("named_here", [True, False])
def test_a_graph_by_its_name_is_refused_for_there_are_none(
    client: TestClient, query: str, column: int, named_here: bool
) -> None:
    more = {"default-graph-uri": BASE} if named_here else {}

    answer = client.get("/sparql", params={"query": query, **more})

    assert answer.status_code == 400
    assert f"line 1, column {column}: GRAPH is refused" in answer.json()["detail"]
    assert "/api/v1/export/nquads" in answer.json()["detail"]


def test_graph_may_stand_in_texts_names_and_remarks(ask: Ask) -> None:
    query = """# GRAPH ?g {}
        PREFIX graph: <urn:g:>
        SELECT ?graph { VALUES ?graph { "GRAPH <a:a> {}" 'x'@graph graph:GRAPH <a:GRAPH> } }"""

    rows = ask(query).json()["results"]["bindings"]

    assert [row["graph"]["value"] for row in rows] == [
        "GRAPH <a:a> {}", "x", "urn:g:GRAPH", "a:GRAPH",
    ]  # fmt: skip


NAMES = """PREFIX GRAPHe: <urn:g#> PREFIX froms: <urn:f#> PREFIX SERVICEe: <urn:s#>
PREFIX xRAPHe: <urn:x#> PREFIX e: <urn:e#> PREFIX s: <urn:s#>
"""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { GRAPHe:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . GRAPHe:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o GRAPHe:x { ?s ?p ?o } }",
        "SELECT * froms:x { ?s ?p ?o }",
        "SELECT * { SERVICEe:x { ?s ?p ?o } }",
    ],
)
def test_a_name_that_begins_as_a_word_is_no_such_word(ask: Ask, query: str) -> None:
    answer = ask(NAMES + query)

    assert answer.status_code == 400
    assert "this is no SPARQL query: line 3" in answer.json()["detail"]


def test_such_names_are_answered_where_a_name_may_stand(ask: Ask) -> None:
    query = """SELECT ?t ?n {
        VALUES (?t ?n) { ("GRAPHe:x" GRAPHe:x) ("froms:" froms:) ("xRAPHe:x" xRAPHe:x) }
        OPTIONAL { ?a ?b GRAPHe:x { ?s ?p ?o } } }"""

    rows = ask(NAMES + query).json()["results"]["bindings"]

    assert [(row["t"]["value"], row["n"]["value"]) for row in rows] == [
        ("GRAPHe:x", "urn:g#x"), ("froms:", "urn:f#"), ("xRAPHe:x", "urn:x#x"),
    ]  # fmt: skip


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_bad_query_method(client: TestClient, method: str) -> None:
    answer = client.request(method, "/sparql?query=ASK%20%7B%7D")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert answer.json()["detail"] == (
        f"{method} is none of the methods here: GET, HEAD, POST, OPTIONS"
    )


BAD = {
    "bad_multiple_queries, by get": ("GET", "?query=ASK%7B%7D&query=ASK%7B%7D", "", {}, 400),
    "bad_multiple_queries, by form": ("POST", "", "query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
    "queries in address and body": ("POST", "?query=ASK%7B%7D", "ASK{}", DIRECT, 400),
    "bad_query_wrong_media_type": ("POST", "", "ASK {}", {"Content-Type": "text/plain"}, 415),
    "bad_query_missing_form_type": ("POST", "", "query=ASK%20%7B%7D", {}, 415),
    "bad_query_missing_direct_type": ("POST", "", "ASK {}", {}, 415),
    "a file": ("POST", "", "ASK {}", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
    "bad_query_non_utf8": ("POST", "", "ASK {}".encode("utf-16"), DIRECT, 400),
    "bad_query_non_utf8, said": (
        "POST", "", "ASK {}".encode("utf-16"),
        {"Content-Type": "application/sparql-query; charset=UTF-16"}, 415,
    ),
    "bad_query_non_utf8, in a form": ("POST", "", "query=ASK%20%7B%7D%FF", FORM, 400),
    "bad_query_non_utf8, in an address": ("GET", "?query=%FF%FEA%00", "", {}, 400),
    "half an escape, in a form": ("POST", "", "query=ASK%20%7B%7D%4", FORM, 400),
    "a sign for none, in a form": ("POST", "", "query=ASK%20%7B%7D%23100%+", FORM, 400),
    "no escape, in an address": ("GET", "?query=ASK%7B%7D%zz", "", {}, 400),
    "bad_query_syntax": ("GET", "?query=ASK%20%7B", "", {}, 400),
    "an empty query": ("GET", "?query=", "", {}, 400),
    "an empty body": ("POST", "", "", DIRECT, 400),
    "a form without a query": ("POST", "", "format=json", FORM, 400),
    "a data set without a query": ("GET", f"?default-graph-uri={BASE}", "", {}, 400),
    "a parameter nobody knows": ("GET", "?query=ASK%20%7B%7D&as_of=3", "", {}, 400),
    "a form of the answer nobody knows": ("GET", "?query=ASK%20%7B%7D&format=pdf", "", {}, 406),
    "bad_update_get": ("GET", "?update=CLEAR%20ALL", "", {}, 400),
    "bad_multiple_updates": ("POST", "", "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, 400),
    "bad_update_wrong_media_type": ("POST", "", "CLEAR NAMED", {"Content-Type": "text/plain"}, 415),
    "bad_update_missing_form_type": ("POST", "", "update=CLEAR%20NAMED", {}, 415),
    "bad_update_missing_direct_type": ("POST", "", "CLEAR NAMED", {}, 415),
    "bad_update_non_utf8": ("POST", "", "update=CLEAR%FF", FORM, 400),
    "bad_update_syntax": ("POST", "", "update=CLEAR%20XYZ", FORM, 400),
    "bad_update_dataset_conflict": (
        "POST", "", f"using-named-graph-uri={quote(OTHER)}&update=CLEAR%20ALL", FORM, 400,
    ),
    "update_post_form": ("POST", "", "update=CLEAR%20ALL", FORM, 400),
    "update_post_direct": ("POST", "", "CLEAR ALL", UPDATE, 415),
    "an update as a query": ("POST", "", "INSERT DATA { <a:a> <a:b> <a:c> }", DIRECT, 400),
    "LOAD as a query": ("GET", f"?query={quote('LOAD <file:///etc/passwd>')}", "", {}, 400),
    "CLEAR as a query": ("POST", "", "CLEAR ALL", DIRECT, 400),
    "too long for an address": ("GET", "?query=ASK%7B%7D" + "+" * 60_001, "", {}, 414),
    "too long for a body": ("POST", "", "ASK {}" + " " * 1_000_000, DIRECT, 413),
    "too long for any body": ("POST", "", "ASK {}" + " " * 5_000_000, DIRECT, 413),
    "too many parameters": ("GET", "?" + "format=json&" * 60 + "query=ASK%7B%7D", "", {}, 400),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_the_protocol_forbids_is_refused_with_a_problem(client: TestClient, name: str) -> None:
    method, where, content, headers, status = BAD[name]

    answer = client.request(method, f"/sparql{where}", content=content, headers=headers)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["instance"]) == (status, "/sparql")
    assert problem["detail"]


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "br", "identity, deflate"])
@pytest.mark.parametrize("kind", [FORM, DIRECT])
def test_a_packed_body_is_told_that_it_is_to_come_unpacked(
    client: TestClient, coding: str, kind: dict[str, str]
) -> None:
    body = gzip.compress(b"ASK {}")

    answer = client.post("/sparql", content=body, headers={"Content-Encoding": coding, **kind})

    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")
    assert answer.json()["detail"] == f"the body is in the coding {coding}; send it as it is"


def test_a_body_that_says_it_is_not_packed_is_read(client: TestClient) -> None:
    headers = {"Content-Encoding": "Identity", **DIRECT}

    assert client.post("/sparql", content="ASK {}", headers=headers).json() == TRUE


def test_a_malformed_query_is_told_where_it_goes_wrong(ask: Ask) -> None:
    answer = ask("SELECT *\nWHERE {\n  ?s ?p ?o .\n}\nLIMIT x")

    problem = answer.json()
    assert answer.status_code == 400
    assert problem["detail"].startswith(
        "this is no SPARQL query: line 5, column 7: expected one of"
    )
    assert problem["errors"][0]["loc"] == ["query", "line 5", "column 7"]
    assert problem["errors"][0]["value"] == "LIMIT x"


@pytest.mark.parametrize("query", ["", " ", "\n\t "])
def test_an_empty_query_is_called_missing(client: TestClient, query: str) -> None:
    by_get = client.get("/sparql", params={"query": query})
    by_form = client.post("/sparql", data={"query": query})
    direct = client.post("/sparql", content=query, headers=DIRECT)

    for answer in (by_get, by_form, direct):
        assert (answer.status_code, answer.json()["detail"]) == (400, "the query is missing")


@pytest.mark.parametrize(
    ("update", "where"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "line 1, column 1"),
        ("delete where { ?s ?p ?o }", "line 1, column 1"),
        ("LOAD <file:///etc/passwd>", "line 1, column 1"),
        ("CLEAR ALL", "line 1, column 1"),
        ("DROP GRAPH <a:a>", "line 1, column 1"),
        ("CREATE GRAPH <a:a>", "line 1, column 1"),
        ("COPY DEFAULT TO <a:a>", "line 1, column 1"),
        ("MOVE DEFAULT TO <a:a>", "line 1, column 1"),
        ("ADD DEFAULT TO <a:a>", "line 1, column 1"),
        ("WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "line 1, column 1"),
        ("# all\nBASE <a:a>\nPREFIX add: <a:b>\n DELETE{ ?s ?p ?o } WHERE {}", "line 4, column 2"),
    ],
)
def test_an_update_as_a_query_is_told_that_one_only_reads_here(
    ask: Ask, update: str, where: str
) -> None:
    answer = ask(update)

    assert answer.status_code == 400
    assert answer.json()["detail"] == (
        f"{where}: this endpoint is read only: it takes queries and no updates"
    )


def test_words_of_updates_may_stand_in_a_query(ask: Ask) -> None:
    query = "PREFIX add: <a:> SELECT ?insert { VALUES ?insert { 'DELETE' add:CLEAR } }"

    rows = ask(query).json()["results"]["bindings"]

    assert [row["insert"]["value"] for row in rows] == ["DELETE", "a:CLEAR"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        # The engine names one word of many, or one where any sign would do.
        ("foo", "line 1, column 4"),
        ("SELECT ?x { ?x a }", "line 1, column 19"),
        ("SELECT * { ?s ?p ?o } ORDER", "line 1, column 28"),
        ("ASK { <a:a> ?}", "line 1, column 15"),
        ("ASK { ?s ?p ?o } }", "line 1, column 19"),
        # It names signs, or says a sentence.
        ("ASK { ?s <p q> ?o }", "line 1, column 15: expected an address without spaces"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", "line 1, column 35: expected SELECT of variables"),
        ("SELECT * { ?s ?p ?o } LIMIT x", "line 1, column 29: expected one of HAVING"),
    ],
)
def test_what_was_expected_is_said_only_where_it_helps(ask: Ask, query: str, said: str) -> None:
    detail = ask(query).json()["detail"]

    beginning = f"this is no SPARQL query: {said}"
    assert detail.startswith(beginning) if "expected" in said else detail == beginning


def test_a_prefix_that_nobody_declared_is_told(ask: Ask) -> None:
    answer = ask("SELECT * { ?s nobody:knows ?o }")

    assert answer.status_code == 400
    assert "a prefix that is declared; PREFIX name: <address>" in answer.json()["detail"]


def test_the_prefixes_of_the_data_need_not_be_declared(ask: Ask) -> None:
    assert ask("ASK { ?s rdf:type own:Actor }").json()["boolean"] is True
    assert ask("PREFIX own: <a:> ASK { ?s a own:Actor }").json()["boolean"] is False


def test_the_data_is_the_same_after_every_update_that_was_refused(ask: Ask) -> None:
    answer = ask("ASK { <a:a> ?p ?o }")

    assert answer.json()["boolean"] is False


def test_head_and_options(client: TestClient) -> None:
    got = client.get("/sparql", params={"query": SELECT})
    head = client.head("/sparql", params={"query": SELECT})
    options = client.options("/sparql")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["etag"] == got.headers["etag"]
    assert client.head("/sparql", params={"query": "ASK"}).status_code == 400
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_an_answer_that_is_had_already_is_not_sent_again(client: TestClient, ask: Ask) -> None:
    first = ask(SELECT)
    again = ask(SELECT, **{"If-None-Match": first.headers["etag"]})
    other_form = ask(SELECT, "text/csv", **{"If-None-Match": first.headers["etag"]})
    other_reader = ask(
        SELECT, Authorization=f"Bearer {TOKEN}", **{"If-None-Match": first.headers["etag"]}
    )

    assert first.headers["etag"].startswith('W/"3-')
    assert first.headers["x-data-version"] == "3"
    assert (again.status_code, again.content) == (304, b"")
    assert other_form.status_code == 200
    assert other_reader.status_code in {200, 503}


SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.mark.parametrize(
    ("accept", "given", "form"),
    [
        ("*/*", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_without_a_query_the_service_describes_itself(
    client: TestClient, ask: Ask, accept: str, given: str, form: RdfFormat
) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    said = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in parse(answer.content, form)
    }

    assert (answer.status_code, answer.headers["content-type"]) == (200, given)
    service = f"{BASE}sparql#service"
    assert (service, f"{SD}endpoint", f"{BASE}sparql") in said
    assert (service, f"{SD}supportedLanguage", f"{SD}SPARQL11Query") in said
    # SEP-0006 of the SPARQL community group: LATERAL, which is no part of SPARQL 1.1.
    assert {o for s, p, o in said if p == f"{SD}languageExtension"} == {
        "https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0006/sep-0006.md"
    }
    lateral = ask("SELECT (COUNT(*) AS ?n) { VALUES ?x { 1 2 } LATERAL { BIND(?x AS ?y) } }").json()
    assert lateral["results"]["bindings"][0]["n"]["value"] == "2"
    results = {o for s, p, o in said if p == f"{SD}resultFormat"}
    # https://www.w3.org/ns/formats/, as the W3C names them.
    names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
             "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip
    assert results == {f"http://www.w3.org/ns/formats/{name}" for name in names}
    counted = ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()
    triples = counted["results"]["bindings"][0]["n"]["value"]
    assert {o for s, p, o in said if p.endswith("void#triples")} == {triples}


def test_a_reader_with_the_token_is_answered_from_everything(client: TestClient) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    until_built(client, **bearer)
    query = 'ASK { ?s ?p ?name FILTER(STR(?name) = "Hemligt möte") }'
    public = client.get("/sparql", params={"query": query})
    whole = client.get("/sparql", params={"query": query}, headers=bearer)
    wrong = client.get("/sparql", params={"query": query}, headers={"Authorization": "Bearer x"})

    assert (public.json()["boolean"], whole.json()["boolean"]) == (False, True)
    assert whole.headers["cache-control"] == "private, no-cache"
    assert wrong.status_code == 401


def test_a_query_that_is_none_is_refused_whatever_the_caller_has(ask: Ask) -> None:
    anything = {"If-None-Match": "*"}

    assert ask("garbage", **anything).status_code == 400
    assert ask("ASK {}", "text/turtle", **anything).status_code == 406
    assert ask("ASK {}", **anything).status_code == 304


def test_what_is_new_each_time_has_no_tag(ask: Ask) -> None:
    first = ask("SELECT (NOW() AS ?now) (RAND() AS ?chance) {}")
    again = ask("SELECT (NOW() AS ?now) (RAND() AS ?chance) {}", **{"If-None-Match": '"x"'})

    joined = ask("SELECT ?s { ?s ?p ?o } ORDER BYRAND() LIMIT 2")

    assert "etag" not in first.headers
    assert "etag" not in joined.headers
    assert "etag" in ask("SELECT ?known { ?known <a:knows> ?randomly }").headers
    assert again.status_code == 200
    assert again.json()["results"] != first.json()["results"]


def test_what_xml_cannot_hold_is_refused_as_xml_and_given_otherwise(ask: Ask) -> None:
    control = r'SELECT ?text { BIND("a\u0001b" AS ?text) }'
    number = "CONSTRUCT { <a:a> ?p 1 } { VALUES ?p { <http://x.example/9> } }"

    refused = [ask(control, "application/sparql-results+xml"), ask(number, "application/rdf+xml")]
    table, graph = ask(control), ask(number, "application/n-triples")

    assert [answer.status_code for answer in refused] == [406, 406]
    for answer in refused:
        assert "a character or a name that XML cannot hold" in answer.json()["detail"]
        assert "xml" not in answer.json()["detail"].partition("given as")[2]
    assert "turtle" not in refused[0].json()["detail"]
    assert "csv" not in refused[1].json()["detail"]
    assert table.json()["results"]["bindings"] == [{"text": {"type": "literal", "value": "a\x01b"}}]
    assert graph.text.startswith("<a:a> <http://x.example/9> ")
