"""JSON-LD with short names: its context is in it, so that a reader goes nowhere else."""

import json
from io import BytesIO
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse
from rdflib.compare import isomorphic, to_isomorphic

from queries.exporting.selection import selected
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

# rdflib's own reader of JSON-LD uses a class that rdflib has given up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
JSON_LD = {"Accept": "application/ld+json"}
MALMO = f"/id/actors/{small.MALMO}"
ADDRESSES = (
    MALMO, "/dataset", "/", "/ontology", "/shapes", "/id/sources/register",
    f"/id/projects/{small.P1}", "/api/v1/cards/status/Actor",
)  # fmt: skip


def written(model: ReadModel, form: str) -> bytes:
    """The export of a model in one piece."""
    return b"".join(whole_graph(Export(model, selected(model), BASE), form))


def read(content: str | bytes, form: str) -> rdflib.Graph:
    """A document as rdflib reads it."""
    return rdflib.Graph().parse(data=content, format=form)


def contexts(value: Any) -> list[Any]:
    """Every context in a document, however deep."""
    if isinstance(value, list):
        return [found for each in value for found in contexts(each)]
    if not isinstance(value, dict):
        return []
    own = [value["@context"]] if "@context" in value else []
    return own + [f for key, each in value.items() if key != "@context" for f in contexts(each)]


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_document_has_its_context_in_it_and_says_what_the_turtle_says(
    client: TestClient, path: str
) -> None:
    linked = client.get(path, headers=JSON_LD, follow_redirects=True)
    turtle = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)

    assert linked.headers["content-type"].partition(";")[0] == "application/ld+json"
    [context] = contexts(linked.json())
    assert isinstance(context, dict)
    assert context["own"] == f"{BASE}ontology#"
    assert isomorphic(read(linked.text, "json-ld"), read(turtle.text, "turtle"))


def test_names_are_short_and_values_as_the_context_says(client: TestClient) -> None:
    document = client.get(f"{MALMO}.jsonld").json()

    nodes = {node["@id"]: node for node in document["@graph"]}
    malmo = nodes[f"{BASE}{MALMO[1:]}"]
    assert malmo["@type"][:2] == ["own:Actor", "org:Organization"]
    assert malmo["own:sector"] == "own:Sector-public"
    assert malmo["skos:prefLabel"] == "Malmö stad"
    assert not [key for key in malmo if key.startswith("http")]
    assert document["@context"]["own:sector"] == {"@id": "own:sector", "@type": "@id"}
    assert all(isinstance(node.get("own:sinceVersion", 1), int) for node in nodes.values())


def test_the_context_of_every_document_is_that_of_our_address(client: TestClient) -> None:
    served = client.get("/context.jsonld", headers=JSON_LD)
    plain = client.get("/context.jsonld", headers={"Accept": "application/json"})

    assert served.headers["content-type"] == "application/ld+json"
    assert plain.headers["content-type"] == "application/json"
    assert served.json() == plain.json()
    for path in (f"{MALMO}.jsonld", "/dataset", "/api/v1/export/json-ld"):
        assert client.get(path, headers=JSON_LD).json()["@context"] == served.json()["@context"]
    links = client.get(MALMO, headers=JSON_LD).headers["link"]
    assert '</context.jsonld>; rel="describedby"; type="application/ld+json"' in links


@pytest.mark.parametrize("path", ["/context.jsonld", "/shapes"])
def test_what_is_rdf_alone_is_refused_without_a_base_address(
    client_without_base: TestClient, path: str
) -> None:
    answers = [
        client_without_base.get(path, headers={**JSON_LD, "Accept-Language": lang})
        for lang in ("en", "sv")
    ]

    assert [answer.status_code for answer in answers] == [406, 406]
    assert [answer.json()["detail"] for answer in answers] == [
        "RDF needs addresses: set EKOKARTA_BASE_ADDRESS to where this graph is published, such as "
        "https://map.example/; 360Giving needs it too, and the other formats need none",
        "RDF behöver adresser: ange i EKOKARTA_BASE_ADDRESS var grafen ges ut, såsom "
        "https://map.example/; 360Giving behöver det också, de andra formaten inte",
    ]


@pytest.mark.parametrize("form", [RdfFormat.JSON_LD, RdfFormat.STREAMING_JSON_LD])
def test_an_export_is_read_whole_or_as_a_stream(
    odd_model: ReadModel, real_model: ReadModel, form: RdfFormat
) -> None:
    for model in (odd_model, real_model):
        lines = set(parse(written(model, "nt"), format=RdfFormat.N_TRIPLES))

        found = set(parse(BytesIO(written(model, "json-ld")), format=form))

        assert found == lines


def test_rdflib_reads_an_export_as_it_reads_the_n_triples(odd_model: ReadModel) -> None:
    content = written(odd_model, "json-ld")

    assert to_isomorphic(read(content, "json-ld")) == to_isomorphic(
        read(written(odd_model, "nt"), "nt")
    )
    assert written(odd_model, "json-ld") == content
    assert len(contexts(json.loads(content))) == 1


@pytest.mark.parametrize("path", ["/context.jsonld", "/ontology", "/shapes"])
def test_what_changes_with_the_program_alone_is_asked_for_once(
    client: TestClient, path: str
) -> None:
    first = client.get(path, headers=JSON_LD)
    tag = first.headers["etag"]

    again = client.get(path, headers={**JSON_LD, "If-None-Match": tag})
    other = client.get(path, headers={"Accept": "*/*", "If-None-Match": tag})
    head = client.head(path, headers=JSON_LD)

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert (again.headers["etag"], head.headers["etag"]) == (tag, tag)
    assert other.status_code != 304
