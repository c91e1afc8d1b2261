"""People's judgements in RDF: activities with their agents' roles, shapes and addresses."""

from collections.abc import Iterator

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import DCTERMS, FOAF, PROV, RDF, XSD, Literal, URIRef

from graph_schema.mapping import GraphMapping
from graph_schema.rdf import Terms
from graph_schema.shapes import shapes
from graph_schema.vocabularies import Audience
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from tests.callers import caller_of
from tests.exports.conftest import BASE
from tests.exports.test_shapes import changed, exported, more, told, without
from tests.judgements.conftest import HIDDEN, ID, MARKUP, OWN
from tests.lookup.small_graph import ENSAM, KOOP, node_id

HELD = shapes(GraphMapping(Terms(BASE)))


@pytest.fixture(scope="module")
def client(
    judged: tuple[Store, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A caller of a service on it whose deployer has set a base address."""
    cache = tmp_path_factory.mktemp("served")
    with caller_of(judged[0], cache, follow_redirects=False, base_address=BASE) as caller:
        yield caller


def test_a_judgement_is_an_activity_of_somebody_in_a_role(
    judged: tuple[Store, list[str]], everything: rdflib.Graph
) -> None:
    one = ID[f"judgements/{judged[1][0]}"]
    agent, association = URIRef(f"{one}#agent"), URIRef(f"{one}#association")
    [made] = everything.objects(one, PROV.endedAtTime)

    about = {
        triple for s in (one, agent, association) for triple in everything.triples((s, None, None))
    }

    assert isinstance(made, Literal)
    assert made.datatype == XSD.dateTime
    assert about == {
        (one, RDF.type, OWN.Judgement), (one, RDF.type, PROV.Activity),
        (one, OWN.decided, OWN["JudgementKind-same"]),
        (one, OWN.judgedRecord, Literal("register/Actor/ensam")),
        (one, OWN.judgedRecord, Literal("register/Actor/koop")),
        (one, PROV.used, ID[f"actors/{ENSAM}"]), (one, PROV.used, ID[f"actors/{KOOP}"]),
        (one, PROV.influenced, ID[f"actors/{ENSAM}"]),
        (one, DCTERMS.description, Literal(MARKUP)), (one, PROV.endedAtTime, made),
        (one, OWN.inForce, Literal(lexical_or_value=True)),
        (one, PROV.wasAssociatedWith, agent), (one, PROV.qualifiedAssociation, association),
        (agent, RDF.type, PROV.Agent), (agent, FOAF.name, Literal("Ada")),
        (association, RDF.type, PROV.Association), (association, PROV.agent, agent),
        (association, PROV.hadRole, OWN["JudgementRole-editor"]),
    }  # fmt: skip
    role = OWN["JudgementRole-editor"]
    assert (role, RDF.type, PROV.Role) in everything
    leads = everything.value(ID[f"actors/{KOOP}"], DCTERMS.isReplacedBy)
    assert leads == ID[f"actors/{ENSAM}"]


def test_what_is_decided_about_a_private_source_is_private(
    models: dict[Audience, ReadModel], judged: tuple[Store, list[str]], client: TestClient
) -> None:
    public, all_of_it = (exported(models[a]) for a in (Audience.PUBLIC, Audience.EVERYTHING))
    address = ID[f"judgements/{judged[1][2]}"]

    assert (address, RDF.type, OWN.Judgement) in all_of_it
    assert len(set(public.subjects(RDF.type, OWN.Judgement))) == 2
    assert (address, None, None) not in public
    assert HIDDEN not in public.serialize(format="nt")
    answer = client.get("/api/v1/judgements")
    assert [j["id"] for j in answer.json()["items"]] == [judged[1][1], judged[1][0]]
    assert client.get(f"/judgements/{judged[1][2]}").status_code == 404


def test_a_narrowed_export_tells_nothing_of_sources_it_does_not_describe(
    models: dict[Audience, ReadModel],
) -> None:
    narrowed = exported(models[Audience.EVERYTHING], Filters(kind="company"))

    assert HIDDEN not in narrowed.serialize(format="nt")
    assert "diary/Actor" not in narrowed.serialize(format="nt")
    assert told(narrowed, HELD) == set()


DEFECTS: dict[str, tuple[str, str]] = {
    "no record": ("judgedRecord", "Judgement-own-judgedRecord"),
    "no reason": ("description", "Judgement-dct-description"),
    "at no time": ("endedAtTime", "Judgement-prov-endedAtTime"),
    "nothing decided": ("decided", "Judgement-own-decided"),
    "by nobody": ("wasAssociatedWith", "Judgement-prov-wasAssociatedWith"),
}


def test_an_export_with_judgements_holds_to_its_shapes(everything: rdflib.Graph) -> None:
    assert told(rdflib.Graph() + everything, HELD) == set()


@pytest.mark.parametrize("name", DEFECTS)
def test_a_judgement_that_lacks_something_is_told(everything: rdflib.Graph, name: str) -> None:
    word, shape = DEFECTS[name]
    graph = rdflib.Graph() + everything
    one = min(graph.subjects(RDF.type, OWN.Judgement))
    assert isinstance(one, URIRef)
    [path] = {p for p in graph.predicates(one) if str(p).endswith(word)}
    assert isinstance(path, URIRef)

    without(one, path)(graph)

    assert shape in told(graph, HELD)


def test_a_capacity_nobody_knows_and_a_word_misspelt_are_told(everything: rdflib.Graph) -> None:
    one = min(everything.subjects(RDF.type, OWN.Judgement))
    assert isinstance(one, URIRef)
    graph = rdflib.Graph() + everything

    changed(URIRef(f"{one}#association"), PROV.hadRole, OWN["Role-owner"])(graph)
    more(one, OWN.decidd, Literal("same"))(graph)

    assert {"Association-prov-hadRole", "Judgement"} <= told(graph, HELD)


def test_its_address_leads_to_its_page_and_to_its_data(
    judged: tuple[Store, list[str]], client: TestClient
) -> None:
    id = judged[1][0]

    page = client.get(f"/id/judgements/{id}", headers={"Accept": "text/html"})
    data = client.get(f"/id/judgements/{id}.ttl")
    shown = client.get(f"/judgements/{id}?lang=sv")
    of_actor = client.get(f"/actors/{ENSAM}?lang=en")
    listed = client.get(f"/api/v1/judgements?of={ENSAM}").json()

    assert (page.status_code, page.headers["location"]) == (303, f"/judgements/{id}")
    graph = rdflib.Graph().parse(data=data.text, format="turtle")
    assert (ID[f"judgements/{id}"], DCTERMS.description, Literal(MARKUP)) in graph
    assert "Samma &#34;krets&#34; &lt;b&gt;&amp;amp;&lt;/b&gt;" in shown.text
    assert "Decisions about identity: 1</a>" in of_actor.text
    assert (listed["total"], listed["items"][0]["id"]) == (1, id)
    [first, second] = listed["items"][0]["records"]
    assert (first["record"], first["id"], [n["id"] for n in first["now"]]) == (
        "register/Actor/ensam", ENSAM, [ENSAM],
    )  # fmt: skip
    assert (second["id"], [n["id"] for n in second["now"]]) == (KOOP, [ENSAM])
    assert node_id("register/act/koop") == KOOP
