"""Evidence cards as observations of a Data Cube: well-formed, and digit for digit the card."""

import json

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import RDF, RDFS, Namespace, URIRef

from tests.exports.conftest import BASE

QB = Namespace("http://purl.org/linked-data/cube#")
OWN = Namespace(f"{BASE}ontology#")
CARDS = ("status/Actor", "status/public", "timeline/2019", "coverage/whole", "network/pieces")
ILL_FORMED = {
    "an observation in no data set, or in two (IC-1)": """
        ?obs a qb:Observation . FILTER NOT EXISTS { ?obs qb:dataSet ?set }""",
    "a data set without one structure (IC-2)": """
        ?obs a qb:DataSet . FILTER NOT EXISTS { ?obs qb:structure ?dsd }""",
    "a structure without a measure (IC-3)": """
        ?obs a qb:DataStructureDefinition .
        FILTER NOT EXISTS { ?obs qb:component [ qb:measure ?m ] }""",
    "a dimension without a value (IC-11)": """
        ?obs qb:dataSet/qb:structure/qb:component/qb:dimension ?dim .
        FILTER NOT EXISTS { ?obs ?dim ?value }""",
    "a measure without a value (IC-14)": """
        ?obs qb:dataSet/qb:structure/qb:component/qb:measure ?measure .
        FILTER NOT EXISTS { ?obs ?measure ?value }""",
}
"""Integrity constraints of the RDF Data Cube Vocabulary (W3C 2014, section 11.1)."""


def both(client: TestClient, key: str) -> tuple[dict[str, object], rdflib.Graph]:
    """A card as JSON and as RDF."""
    path = f"/api/v1/cards/{key}"
    data = client.get(path, headers={"Accept": "application/json"})
    linked = client.get(path, headers={"Accept": "text/turtle;q=0.9, application/json;q=0.1"})
    assert (data.status_code, linked.status_code) == (200, 200), data.text
    assert linked.headers["content-type"] == "text/turtle; charset=utf-8"
    return data.json(), rdflib.Graph().parse(data=linked.text, format="turtle")


@pytest.mark.parametrize("key", CARDS)
def test_a_card_is_one_observation_with_all_its_values(client: TestClient, key: str) -> None:
    card, graph = both(client, key)
    [observation] = graph.subjects(RDF.type, QB.Observation)

    said = {str(p).removeprefix(OWN): o.toPython() for p, o in graph.predicate_objects(observation)}

    assert observation == URIRef(BASE.rstrip("/") + str(card["address"]))
    values = card["values"]
    assert isinstance(values, dict)
    plain = {n: v for n, v in values.items() if isinstance(v, int | float | str)}
    assert {n: said[f"measure-{n}"] for n in plain} == plain
    whole = graph.value(observation, OWN["values"])
    assert json.loads(str(whole)) == values
    assert (said["dataVersion"], said["graphHash"]) == (card["data_version"], card["graph_hash"])
    assert said["formula"] == card["formula"]
    for measure in graph.subjects(RDF.type, QB.MeasureProperty):
        assert {label.language for label in graph.objects(measure, RDFS.label)} == {"sv", "en"}


@pytest.mark.parametrize("rule", ILL_FORMED)
def test_the_cube_is_well_formed(client: TestClient, rule: str) -> None:
    for key in CARDS:
        _, graph = both(client, key)

        broken = list(graph.query(f"SELECT ?obs WHERE {{ {ILL_FORMED[rule]} }}", initNs={"qb": QB}))

        assert broken == [], (key, rule)


def test_what_is_not_offered_is_refused(
    client: TestClient, client_without_base: TestClient
) -> None:
    path = f"/api/v1/cards/{CARDS[0]}"

    refused = client.get(path, headers={"Accept": "image/gif"})
    without = client_without_base.get(path, headers={"Accept": "text/turtle"})

    assert (refused.status_code, without.status_code) == (406, 406)
    assert "EKOKARTA_BASE_ADDRESS" in without.json()["detail"]
