"""Evidence cards as observations of a Data Cube: well-formed, and digit for digit the card."""

import json
import re
from collections.abc import Iterator
from math import isnan
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, XSD, Literal, Namespace, URIRef

from graph_schema.card_answers import EvidenceCard
from queries.cards.addresses import CARDS as CITED
from queries.cards.addresses import Cited
from service.exports.card_forms import FORMS, form_of
from tests.callers import caller_in
from tests.exports.conftest import BASE
from tests.exports.disjoint import without_class
from tests.lookup import small_graph as small
from tests.trend.test_trend import statements as of_years

QB = Namespace("http://purl.org/linked-data/cube#")
OWN = Namespace(f"{BASE}ontology#")
CARDS = (
    "status/Actor", "status/public", "timeline/2019", "timeline/undated", "coverage/whole",
    "network/pieces", "network/fragmentation", "totals/sector/public", "isolates/whole/counts",
    "isolates/whole/arenas", "isolates/kind/university", "sunset/day", f"measures/{small.MALMO}",
    f"roles/{small.MALMO}/gate", "groups/core/2", "groups/whole/network", "funders/whole",
)  # fmt: skip
EARLY = "?period_to=2016"
"""Two years, in which no trend can be seen."""
JOINED = f"?change=add+public%3AA%2C{small.node_id('register/act/p5')}"
"""A new public body meets p5, who has met o1, o2, o3 and p6."""
P5 = f"whatif/actor/sole_pairs/{small.node_id('register/act/p5')}{JOINED}"
MOST = f"whatif/most/sole_pairs{JOINED}"
NO_THIRD = f"whatif/figure/three_sectors{JOINED}"
"""There are two sectors."""
TESTED = (
    "sectors/public/private", "sectors/whole/three_sectors", "live/public/private",
    "isolates/chance/apart", "trend/across", "trend/pair/public/private",
    f"trend/pair/public/private{EARLY}", "trend/kept/2018", P5, MOST, NO_THIRD,
    f"whatif/pair/public/private{JOINED}",
)  # fmt: skip
ILL_FORMED = {
    "an observation in no data set, or in two (IC-1)": """
        { ?x a qb:Observation . FILTER NOT EXISTS { ?x qb:dataSet ?set } }
        UNION { ?x a qb:Observation ; qb:dataSet ?one, ?two . FILTER (?one != ?two) }""",
    "a data set without one structure (IC-2)": """
        { ?x a qb:DataSet . FILTER NOT EXISTS { ?x qb:structure ?dsd } }
        UNION { ?x a qb:DataSet ; qb:structure ?one, ?two . FILTER (?one != ?two) }""",
    "a structure without a measure (IC-3)": """
        ?x a qb:DataStructureDefinition .
        FILTER NOT EXISTS { ?x qb:component [ qb:measure ?m ] }""",
    "a dimension without a range (IC-4)": """
        ?x a qb:DimensionProperty . FILTER NOT EXISTS { ?x rdfs:range ?range }""",
    "something optional that is no attribute (IC-6)": """
        ?dsd qb:component ?c . ?c qb:componentRequired false ; qb:dimension|qb:measure ?x""",
    "a dimension without a value (IC-11)": """
        ?x qb:dataSet/qb:structure/qb:component/qb:dimension ?dim .
        FILTER NOT EXISTS { ?x ?dim ?value }""",
    "two observations of the same dimensions (IC-12)": """
        { SELECT ?x ?y WHERE {
            ?x qb:dataSet ?set . ?y qb:dataSet ?set . FILTER (?x != ?y)
            FILTER NOT EXISTS {
              ?set qb:structure/qb:component/qb:dimension ?dim .
              ?x ?dim ?one . ?y ?dim ?two . FILTER (?one != ?two) } } }""",
    "an obligatory attribute without a value (IC-13)": """
        ?x qb:dataSet/qb:structure/qb:component ?c .
        ?c qb:componentRequired true ; qb:attribute ?a .
        FILTER NOT EXISTS { ?x ?a ?value }""",
    "a measure without a value (IC-14)": """
        ?x qb:dataSet/qb:structure/qb:component/qb:measure ?measure .
        FILTER NOT EXISTS { ?x ?measure ?value }""",
    "a measure or attribute without a range": """
        { ?x a qb:MeasureProperty } UNION { ?x a qb:AttributeProperty }
        FILTER NOT EXISTS { ?x rdfs:range ?range }""",
    "a value outside the range of its property": """
        ?obs a qb:Observation ; ?x ?value . ?x rdfs:range ?range .
        FILTER (isLiteral(?value) && datatype(?value) != ?range)""",
    "a value that is in no structure": """
        ?obs a qb:Observation ; ?x ?value . FILTER STRSTARTS(STR(?x), STR(own:))
        FILTER NOT EXISTS { ?obs qb:dataSet/qb:structure/qb:component/
                            (qb:dimension|qb:measure|qb:attribute) ?x }""",
}
"""Integrity constraints of the RDF Data Cube Vocabulary (W3C 2014, section 11.1), and our own."""

Cards = dict[str, tuple[dict[str, Any], rdflib.Graph]]


def both(client: TestClient, key: str) -> tuple[dict[str, Any], rdflib.Graph]:
    """A card as JSON and as RDF."""
    path = f"/api/v1/cards/{key}"
    data = client.get(path, headers={"Accept": "application/json"})
    linked = client.get(path, headers={"Accept": "text/turtle;q=0.9, application/json;q=0.1"})
    assert (data.status_code, linked.status_code) == (200, 200), data.text
    assert linked.headers["content-type"] == "text/turtle; charset=utf-8"
    return data.json(), rdflib.Graph().parse(data=linked.text, format="turtle")


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service of six years of eight projects of two, whose pairs can be tested."""
    with caller_in(tmp_path_factory.mktemp("years"), of_years(), base_address=BASE) as caller:
        yield caller


@pytest.fixture(scope="module")
def cards(client: TestClient, tested: TestClient) -> Cards:
    """Every card in both forms."""
    asked = {**dict.fromkeys(CARDS, client), **dict.fromkeys(TESTED, tested)}
    return {key: both(caller, key) for key, caller in asked.items()}


@pytest.fixture(scope="module")
def together(cards: Cards) -> rdflib.Graph:
    """All cards in one graph, as someone who collects them has it."""
    found = rdflib.Graph()
    for _, graph in cards.values():
        found += graph
    return found


def leaves(values: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of a card, by the names that lead to it."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{before}{name}.")
        elif not isinstance(value, list):
            yield f"{before}{name}", value


@pytest.mark.parametrize("key", [*CARDS, *TESTED])
def test_a_card_is_one_observation_with_all_its_values(cards: Cards, key: str) -> None:
    card, graph = cards[key]
    [observation] = graph.subjects(RDF.type, QB.Observation)

    said = {str(p).removeprefix(OWN): o.toPython() for p, o in graph.predicate_objects(observation)}

    assert observation == URIRef(BASE.rstrip("/") + str(card["address"]))
    plain = {n: v for n, v in leaves(card["values"]) if not n.startswith("amounts.")}
    stated = {n: said[f"measure-{n}"] for n, v in plain.items() if v is not None}
    assert stated == {n: v for n, v in plain.items() if v is not None}
    lacking = {
        str(o).removeprefix(f"{OWN}measure-")
        for why in ("withoutValue", "notShown")
        for o in graph.objects(observation, OWN[why])
    }
    for name in (n for n, value in plain.items() if value is None):
        assert any(f"{each}.".startswith(f"{name}.") for each in lacking), name
    assert not lacking & stated.keys()
    assert json.loads(str(graph.value(observation, OWN["values"]))) == card["values"]
    assert (said["dataVersion"], said["graphHash"]) == (card["data_version"], card["graph_hash"])
    assert said["formula"] == card["formula"]
    for name, value in card["about"].items():
        assert said[f"dimension-{name}"] == value


@pytest.mark.parametrize("rule", ILL_FORMED)
def test_the_cube_is_well_formed(together: rdflib.Graph, rule: str) -> None:
    names = {"qb": QB, "rdfs": RDFS, "own": OWN}

    broken = list(together.query(f"SELECT ?x WHERE {{ {ILL_FORMED[rule]} }}", initNs=names))

    assert broken == []


def test_cards_of_a_form_have_one_structure_whatever_they_lack(cards: Cards) -> None:
    """Two years make no trend; the structure of its card tells of p all the same."""
    keys = ("trend/pair/public/private", f"trend/pair/public/private{EARLY}")
    (whole, of_whole), (alone, of_alone) = (cards[key] for key in keys)
    structures = [
        set(graph) - set(graph.triples((observation, None, None)))
        for graph in (of_whole, of_alone)
        for observation in graph.subjects(RDF.type, QB.Observation)
    ]

    assert [isinstance(card["values"]["p"], float) for card in (whole, alone)] == [True, False]
    assert structures[0] == structures[1]
    assert set(of_alone.predicate_objects(OWN["component-trend-pair-measure-p"])) == {
        (RDF.type, QB.ComponentSpecification), (QB.attribute, OWN["measure-p"]),
        (QB.componentRequired, Literal(False)),
    }  # fmt: skip
    [observation] = of_alone.subjects(RDF.type, QB.Observation)
    assert OWN["measure-p"] in set(of_alone.objects(observation, OWN.withoutValue))
    assert of_alone.value(observation, OWN["measure-p"]) is None


def test_what_a_change_does_to_one_actor_is_an_observation(cards: Cards) -> None:
    """Of the four that p5 has met, p6 is of another sector than the new one: a pair more."""
    of_actor, of_most = cards[P5][1], cards[MOST][1]
    [actor] = of_actor.subjects(QB.dataSet, OWN["analysis-whatif-actor"])
    [most] = of_most.subjects(QB.dataSet, OWN["analysis-whatif-most"])

    assert of_actor.value(actor, OWN["measure-difference"]) == Literal(1.0)
    assert of_actor.value(actor, OWN["measure-sector"]) == Literal("private")
    assert of_most.value(most, OWN["measure-largest"]) == Literal(1.0)
    assert of_most.value(most, OWN["measure-actors"]) == Literal(1)


def test_a_measure_without_a_value_is_no_number(cards: Cards) -> None:
    """As docs/rdf.md and the ontology say; what may be left out is left out."""
    card, graph = cards[NO_THIRD]
    [observation] = graph.subjects(RDF.type, QB.Observation)
    [before] = graph.objects(observation, OWN["measure-before"])

    assert [card["values"][name] for name in ("before", "after", "difference")] == [None] * 3
    assert isinstance(before, Literal)
    assert (before.datatype, isnan(before.toPython())) == (XSD.double, True)
    assert graph.value(observation, OWN["measure-after"]) is None
    assert {OWN["measure-before"], OWN["measure-after"]} <= set(
        graph.objects(observation, OWN.withoutValue)
    )


def test_every_figure_that_has_a_card_has_a_form() -> None:
    """Of every template of an address; what is named with it is x here."""
    found = {form_of(named(each)) for of in CITED.values() for each in of.values()}

    assert found == FORMS.keys()


def named(cited: Cited) -> EvidenceCard:
    """A card as far as it says what it is of; a word that its name begins with is ``of``."""
    first, *rest = (re.sub("[{%].*", "x", part) for part in cited.named.split("/"))
    about = {"actor" if first == "x" else "of": first, **dict(zip("bcd", rest, strict=False))}
    return EvidenceCard.model_construct(figure=cited.kind, about=about)


def test_no_number_stands_twice(cards: Cards) -> None:
    """What is kept from year to year is drawn less often than a trend, whatever was asked for."""
    card, graph = cards["trend/kept/2018"]
    [observation] = graph.subjects(RDF.type, QB.Observation)
    pair = cards["sectors/public/private"][1]

    assert card["question"]["draws"] == card["parameters"]["draws"] != card["draws"]
    assert [o.toPython() for o in graph.objects(observation, OWN.draws)] == [card["draws"]]
    for part in (OWN.question, OWN.parameters):
        assert not {"draws", "seed"} & json.loads(str(graph.value(observation, part))).keys()
    assert not set(pair.objects(None, OWN.expected))
    assert not set(pair.objects(None, OWN.shareCovered))
    assert len(set(pair.objects(None, OWN["measure-expected"]))) == 1


def test_the_ontology_tells_of_every_property_of_a_card(
    client: TestClient, together: rdflib.Graph
) -> None:
    answer = client.get("/ontology", headers={"Accept": "text/turtle"})
    ontology = rdflib.Graph().parse(data=answer.text, format="turtle")
    roles = (QB.DimensionProperty, QB.MeasureProperty, QB.AttributeProperty)
    used = {own for role in roles for own in together.subjects(RDF.type, role)}

    assert len(used) > 100
    for own in used:
        assert (own, RDFS.isDefinedBy, URIRef(BASE + "ontology")) in ontology
        assert ontology.value(own, RDFS.range) is not None, own
        for term in (RDFS.label, RDFS.comment):
            languages = {o.language for o in ontology.objects(own, term) if isinstance(o, Literal)}
            assert languages == {"sv", "en"}, own
        assert {OWL.DatatypeProperty, OWL.ObjectProperty} & set(ontology.objects(own, RDF.type))
    structures = set(together.subjects(RDF.type, QB.DataStructureDefinition))
    assert structures <= set(ontology.subjects(RDF.type, QB.DataStructureDefinition))
    said = parse(together.serialize(format="nt"), RdfFormat.N_TRIPLES)
    assert without_class([quad.triple for quad in said], ontology) == set()
    assert set(ontology.objects(OWN["measure-p_low"], RDFS.label)) == {
        Literal("p, färre än väntat", lang="sv"), Literal("p, fewer than expected", lang="en"),
    }  # fmt: skip


def test_the_schema_tells_of_them_too(client: TestClient) -> None:
    words = {word["rdf"]: word for word in client.get("/api/v1/schema").json()["cards"]}
    page = client.get("/schema", params={"lang": "sv"}, headers={"Accept": "text/html"}).text

    assert words["own:measure-hidden.count"] == {
        "rdf": "own:measure-hidden.count", "caption_sv": "dolt, antal",
        "caption_en": "hidden, number", "datatype": "xsd:integer", "forms": ["isolates-counts"],
    }  # fmt: skip
    assert "<code>own:measure-p_low</code>" in page
    assert "<code>own:dimension-target_group</code>" in page


def test_what_is_not_offered_is_refused(
    client: TestClient, client_without_base: TestClient
) -> None:
    path = f"/api/v1/cards/{CARDS[0]}"

    refused = client.get(path, headers={"Accept": "image/gif"})
    without = client_without_base.get(path, headers={"Accept": "text/turtle"})

    assert (refused.status_code, without.status_code) == (406, 406)
    assert "EKOKARTA_BASE_ADDRESS" in without.json()["detail"]
