"""The ontology as a page: every own term at its fragment, named in both languages."""

import pytest
import rdflib
from fastapi.testclient import TestClient
from lxml import html
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from tests.exports.conftest import BASE

OWN = BASE + "ontology#"
QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
PARTNERS = ("partner_with_budget", "partner")
MEANINGS = (RDFS.comment, SKOS.definition, SKOS.scopeNote)


@pytest.fixture(scope="module")
def graph(client: TestClient) -> rdflib.Graph:
    """The ontology as its Turtle says it."""
    return rdflib.Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")


def page_in(client: TestClient, lang: str) -> html.HtmlElement:
    """The page in a language."""
    answer = client.get("/terms", params={"lang": lang}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def words(node: html.HtmlElement) -> str:
    """The text of an element with single spaces."""
    return " ".join("".join(node.itertext()).split())


def own_terms(graph: rdflib.Graph) -> set[str]:
    """The fragments of everything that the ontology tells of."""
    return {str(s).removeprefix(OWN) for s in set(graph.subjects()) if str(s).startswith(OWN)}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_own_term_has_its_anchor_its_names_and_what_it_means(
    client: TestClient, graph: rdflib.Graph, lang: str
) -> None:
    shown = {node.get("id"): words(node) for node in page_in(client, lang).xpath("//main//*[@id]")}

    terms, lacking = own_terms(graph), []
    for term in terms:
        own = URIRef(OWN + term)
        named = [*graph.objects(own, RDFS.label), *graph.objects(own, SKOS.prefLabel)]
        languages = {text.language for text in named if isinstance(text, rdflib.Literal)}
        part = (own, RDF.type, QB.ComponentSpecification) in graph
        meant = [
            text for meaning in MEANINGS for text in graph.objects(own, meaning)
            if isinstance(text, rdflib.Literal) and text.language == lang
        ]  # fmt: skip
        expected = [" ".join(text.split()) for text in (*named, *meant)]
        if not part and languages != {"sv", "en"}:
            lacking.append((term, "no name in both languages"))
        if term not in shown or [text for text in expected if text not in shown[term]]:
            lacking.append((term, "not on the page"))
    assert lacking == []
    assert {"role", "Sector-public", "measure-before", "Claim", "standsAt", "notShown"} <= terms


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_id_stands_once_and_every_link_on_the_page_leads_somewhere(
    client: TestClient, lang: str
) -> None:
    page = page_in(client, lang)

    ids = page.xpath("//@id")
    links = page.xpath("//main//a[starts-with(@href, '#')]/@href")
    assert len(ids) == len(set(ids))
    assert sorted({link for link in links if link[1:] not in ids}) == []


def test_a_term_tells_its_type_what_it_is_used_on_and_what_its_values_are(
    client: TestClient,
) -> None:
    page = page_in(client, "en")

    def told(term: str) -> dict[str, str]:
        [section] = page.xpath(f"//section[@id='{term}']")
        rows = section.xpath("dl/div")
        return {words(row.find("dt")): words(row.find("dd")) for row in rows}

    assert told("role") == {
        "Type": "owl:ObjectProperty", "Used on": "own:ParticipatesIn", "Values": "skos:Concept",
        "See also": "own:Role",
    }  # fmt: skip
    assert told("Claim") == {
        "Type": "owl:Class", "Subclass of": "prov:Entity",
        "Own properties": "own:beginsAt, own:endsAt, own:interpreted, own:locator, own:published, "
        "own:record, own:recordKey, own:sinceVersion, own:standsAt, own:states",
    }  # fmt: skip
    assert told("Actor")["Subclasses"] == "own:Funder"
    [row] = page.xpath("//tr[@id='measure-before']")
    assert [words(cell) for cell in row.xpath("td")] == [
        "owl:DatatypeProperty, qb:MeasureProperty",
        "xsd:double",
    ]  # fmt: skip


def test_own_terms_of_the_schema_lead_to_the_page(client: TestClient) -> None:
    schema = html.fromstring(client.get("/schema", headers={"Accept": "text/html"}).text)

    ids = page_in(client, "sv").xpath("//@id")
    links = [link for link in schema.xpath("//main//a/@href") if link.startswith("/terms#")]
    assert len(links) > 300
    assert [link for link in links if link.removeprefix("/terms#") not in ids] == []


def test_lists_and_their_words_say_what_they_are_in_both_languages(graph: rdflib.Graph) -> None:
    def meant(term: str, meaning: URIRef) -> dict[str | None, str]:
        found = graph.objects(URIRef(OWN + term), meaning)
        return {text.language: str(text) for text in found if isinstance(text, rdflib.Literal)}

    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        said = meant(str(scheme).removeprefix(OWN), SKOS.definition)
        assert set(said) == {"sv", "en"}, scheme
    assert meant("RegionLevel", SKOS.definition) == {
        "sv": "En nivå i trädet av platser.", "en": "A level of the tree of places.",
    }  # fmt: skip
    words = set(graph.subjects(SKOS.notation, None))
    assert len(words) == 84
    for word in words:
        found = [*graph.objects(word, SKOS.definition)]
        texts = {text.language: text for text in found if isinstance(text, rdflib.Literal)}
        assert (len(found), set(texts)) == (2, {"sv", "en"}), word
        assert all(text and text.endswith(".") for text in texts.values()), word
    assert [meant(f"Role-{role}", SKOS.definition)["sv"] for role in PARTNERS] == [
        "En part som får del av projektets stöd. I ESF+ är det skillnaden mot en samarbetspart, "
        "som inte får något.",
        "En part som arbetar med projektet utan att få del av dess stöd. I ESF+ är det skillnaden "
        "mot en samverkanspart.",
    ]
    noted = {
        str(concept).removeprefix(OWN)
        for concept in graph.subjects(SKOS.scopeNote, None)
        if set(meant(str(concept).removeprefix(OWN), SKOS.scopeNote)) == {"sv", "en"}
    }
    assert noted == {
        *(f"Role-{role}" for role in (
            "owner", "partner_with_budget", "partner", "partner_unspecified",
            "participating_organisation", "organiser",
        )),
        "ParticipationStatus-attended", "ParticipationStatus-party",
        *(f"CollaborationKind-{kind}" for kind in (
            "event", "round_table", "conference", "network", "partnership",
            "civil_public_partnership", "coalition", "community_of_practice", "competence_centre",
        )),
    }  # fmt: skip


def test_without_a_base_address_the_terms_are_explained_all_the_same(
    client: TestClient, client_without_base: TestClient, graph: rdflib.Graph
) -> None:
    page = page_in(client_without_base, "en")

    assert own_terms(graph) <= set(page.xpath("//@id"))
    assert "EKOKARTA_BASE_ADDRESS" in words(page.xpath("//main")[0])
    assert page.xpath("//a[contains(@href, 'ontology.')]") == []
    files = page_in(client, "en").xpath("//ul[@class='actions']//a/@href")
    assert files[:3] == ["/ontology.ttl", "/ontology.jsonld", "/ontology.nt"]
    assert (URIRef(BASE + "ontology"), RDF.type, OWL.Ontology) in graph
