"""What the ontology says of itself, and that its properties stand on the things it says."""

from importlib.metadata import version
from pathlib import Path

import pytest
import rdflib
from fastapi.testclient import TestClient
from lxml import html
from pyoxigraph import NamedNode, Store, Triple
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.namespace import QB

from queries.readmodel.open import ReadModel
from queries.stores.base import Store as ClaimStore
from tests.callers import caller_of
from tests.exports.conftest import BASE
from tests.exports.disjoint import without_class
from tests.exports.test_consistency import every_type_exported, exported
from tests.lookup import small_graph as small

WHOLE, OWN = URIRef(f"{BASE}ontology"), rdflib.Namespace(f"{BASE}ontology#")
TEXTS = {DCTERMS.title, RDFS.comment}
LINKED = ["text/turtle", "application/ld+json", "application/n-triples"]
ENDINGS = ["ttl", "jsonld", "nt"]


def ontology_of(client: TestClient) -> rdflib.Graph:
    """The ontology as its Turtle says it."""
    return rdflib.Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")


def test_the_ontology_says_its_version_its_licence_and_who_publishes_it(
    odd_store: ClaimStore, tmp_path: Path, client: TestClient
) -> None:
    with caller_of(odd_store, tmp_path, base_address=BASE, publisher="A & <B>") as caller:
        graph = ontology_of(caller)

    [agent] = graph.objects(WHOLE, DCTERMS.publisher)
    said = {(p, o) for p, o in graph.predicate_objects(WHOLE) if p not in TEXTS}
    assert said == {
        (RDF.type, OWL.Ontology),
        (OWL.versionInfo, Literal(version("ekokarta"))),
        (DCTERMS.license, URIRef("https://www.apache.org/licenses/LICENSE-2.0")),
        (DCTERMS.publisher, agent),
        (RDFS.seeAlso, URIRef(f"{BASE}shapes")),
    }
    assert {text.language for text in graph.objects(WHOLE, RDFS.comment)} == {"sv", "en"}
    assert {*graph.predicate_objects(agent)} == {
        (RDF.type, FOAF.Agent),
        (FOAF.name, Literal("A & <B>")),
    }
    assert {title.language for title in graph.objects(WHOLE, DCTERMS.title)} == {"sv", "en"}
    assert [*ontology_of(client).objects(WHOLE, DCTERMS.publisher)] == []


def test_a_property_of_one_class_says_so_and_one_of_several_does_not(client: TestClient) -> None:
    graph = ontology_of(client)

    domains = {
        term: [str(of).removeprefix(OWN) for of in graph.objects(OWN[term], RDFS.domain)]
        for term in ("sector", "role", "record", "inForce", "coverage", "formula",
                     "checksum", "start")
    }  # fmt: skip

    assert domains == {
        "sector": ["Actor"], "role": ["ParticipatesIn"],
        "record": ["Claim"], "inForce": ["Judgement"], "coverage": ["Source"],
        "formula": ["EvidenceCard"],
        # Claims and sources have sums; actors, projects and ties have beginnings.
        "checksum": [], "start": [],
    }  # fmt: skip


def test_a_property_leads_to_things_or_to_values_and_never_to_both(client: TestClient) -> None:
    graph = ontology_of(client)
    to_values, to_things = (
        {*graph.subjects(RDF.type, kind)} for kind in (OWL.DatatypeProperty, OWL.ObjectProperty)
    )

    assert to_values & to_things == set()
    as_json = {*graph.subjects(RDFS.range, RDF.JSON)}
    assert {OWN.values, OWN.parameters, OWN.locator} <= as_json <= to_values
    of_values = {*graph.subjects(RDFS.range, XSD.string), *graph.subjects(RDFS.range, XSD.integer)}
    assert of_values & to_things == set()


def test_every_term_is_explained_in_both_languages(client: TestClient) -> None:
    graph = ontology_of(client)
    explained = (RDFS.comment, SKOS.definition)
    terms = {
        term
        for term in {
            *graph.subjects(RDFS.isDefinedBy, WHOLE),
            *graph.subjects(RDF.type, QB.SliceKey),
        }
        if (term, RDF.type, SKOS.Concept) not in graph
    }

    bare = {
        str(term)
        for term in terms
        if {text.language for said in explained for text in graph.objects(term, said)}
        != {"sv", "en"}
    }

    assert bare == set()
    for kind in (QB.DataSet, QB.DataStructureDefinition, QB.SliceKey):
        assert len({*graph.subjects(RDF.type, kind)} & terms) == 57, kind


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        ("least_told", "utslaget lucka", "told as a gap four times in five"),
        ("label_p", "etiketter byter plats", "labels of actors change places"),
        ("recording_ratio", "för ett överskott 1,25", "of a surplus 1.25"),
        ("coverage_tested", "prövade strata", "in tested strata"),
        ("need.ratio", "Rutan mot sin del av ett angivet behov", "its share of a stated need"),
        ("shrunk_interval.low", "avgör ingenting", "decides nothing"),
    ],
)
def test_a_value_of_cards_says_what_it_means_and_where_it_stands(
    client: TestClient, value: str, sv: str, en: str
) -> None:
    comments = {
        text.language: str(text)
        for text in ontology_of(client).objects(OWN[f"measure-{value}"], RDFS.comment)
    }

    assert (sv in comments["sv"], en in comments["en"]) == (True, True), comments
    assert "Ett värde på beviskort av formen" in comments["sv"]
    assert "A value of evidence cards of the form" in comments["en"]


def test_whatever_has_an_own_property_is_said_to_be_of_its_class(
    tmp_path: Path, odd_model: ReadModel, bundled: Store, client: TestClient
) -> None:
    graph = ontology_of(client)

    for said in (
        every_type_exported(tmp_path), exported(odd_model), [quad.triple for quad in bundled]
    ):  # fmt: skip
        assert without_class(said, graph) == set()


def test_a_property_on_a_thing_of_no_such_class_is_seen(client: TestClient) -> None:
    thing, kind = NamedNode("urn:x"), NamedNode(str(RDF.type))
    sector = NamedNode(OWN + "sector")
    said = [Triple(thing, kind, NamedNode(OWN + "Project")), Triple(thing, sector, thing)]

    assert without_class(said, ontology_of(client)) == {("<urn:x>", sector.value)}


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (f"/actors/{small.MALMO}", f"/id/actors/{small.MALMO}.{{}}"),
        (f"/actors/{small.MALMO}?as_of=2&lang=en", f"/id/actors/{small.MALMO}.{{}}?as_of=2"),
        ("/sources/register", "/id/sources/register.{}"),
    ],
)
def test_a_page_leads_to_the_same_as_linked_data(
    client: TestClient, client_without_base: TestClient, page: str, address: str
) -> None:
    def led(asked: TestClient) -> list[tuple[str, str]]:
        text = asked.get(page, headers={"Accept": "text/html"}).text
        links = html.fromstring(text).xpath("//head/link[@rel='alternate']")
        return [(a.get("type"), a.get("href")) for a in links if a.get("type") in LINKED]

    files = [(kind, address.format(e)) for kind, e in zip(LINKED, ENDINGS, strict=True)]
    assert led(client) == files
    assert led(client_without_base) == []
    for media_type, file in files:
        answer = client.get(file)
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
