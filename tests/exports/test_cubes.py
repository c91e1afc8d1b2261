"""An answer as a Data Cube: every figure that has a card is an observation, and well-formed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from tests.callers import caller_in
from tests.exports.conftest import BASE
from tests.exports.disjoint import without_class
from tests.lookup.small_graph import Statements, node_id
from tests.trend.test_trend import statements as of_years

QB, SKOS = "http://purl.org/linked-data/cube#", "http://www.w3.org/2004/02/skos/core#"
OWN = f"{BASE}ontology#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
NAMES = f"""PREFIX qb: <{QB}> PREFIX skos: <{SKOS}> PREFIX own: <{OWN}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
SMALL = (
    "/status", "/timeline", "/totals/sector", "/totals/region", "/totals/year", "/gaps/coverage",
    "/gaps/isolates", "/gaps/sunset", "/gaps/funders", "/gaps/funders/cells", "/gaps/voice",
    "/network/measures", "/network/bridging", "/network/groups", "/gaps/whitespace",
)  # fmt: skip
YEARS = ("/gaps/sectors", "/gaps/sectors/live", "/gaps/trend")
JOINED = f"change=add+public%3AA%2C{node_id('register/act/p5')}"
"""A new public body meets p5."""
OF_KINDS = ("/gaps/sectors?by=kind", "/gaps/voice", f"/whatif?{JOINED}")
KINDS = {"o": "municipality", "p": "company"}
NORMAL = (
    "INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o }",
    "INSERT { ?c qb:componentProperty ?p . ?p a ?t } WHERE { VALUES (?of ?t) {"
    " (qb:dimension qb:DimensionProperty) (qb:measure qb:MeasureProperty)"
    " (qb:attribute qb:AttributeProperty) } ?c ?of ?p }",
)
"""The normalisation algorithm (section 10), as far as anything is abbreviated."""
HAS = "?obs qb:dataSet/qb:structure/qb:component"
RULES = {
    "IC-1": """{ ?x a qb:Observation FILTER NOT EXISTS { ?x qb:dataSet ?one } }
        UNION { ?x a qb:Observation ; qb:dataSet ?one, ?two FILTER (?one != ?two) }""",
    "IC-2": """{ ?x a qb:DataSet FILTER NOT EXISTS { ?x qb:structure ?one } }
        UNION { ?x a qb:DataSet ; qb:structure ?one, ?two FILTER (?one != ?two) }""",
    "IC-3": """?x a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?x qb:component [ qb:componentProperty [ a qb:MeasureProperty ] ] }""",
    "IC-4": "?x a qb:DimensionProperty FILTER NOT EXISTS { ?x rdfs:range [] }",
    "IC-5": """?x a qb:DimensionProperty ; rdfs:range skos:Concept
        FILTER NOT EXISTS { ?x qb:codeList [] }""",
    "IC-6": """?dsd qb:component ?c . ?c qb:componentRequired false ; qb:componentProperty ?x
        FILTER NOT EXISTS { ?x a qb:AttributeProperty }""",
    "IC-7": """?x a qb:SliceKey
        FILTER NOT EXISTS { [ a qb:DataStructureDefinition ] qb:sliceKey ?x }""",
    "IC-8": """?x a qb:SliceKey ; qb:componentProperty ?p . ?dsd qb:sliceKey ?x
        FILTER NOT EXISTS { ?dsd qb:component [ qb:componentProperty ?p ] }""",
    "IC-9": """{ ?x a qb:Slice FILTER NOT EXISTS { ?x qb:sliceStructure ?one } }
        UNION { ?x a qb:Slice ; qb:sliceStructure ?one, ?two FILTER (?one != ?two) }""",
    "IC-10": """?x qb:sliceStructure [ qb:componentProperty ?dim ]
        FILTER NOT EXISTS { ?x ?dim [] }""",
    "IC-11": f"""{HAS}/qb:componentProperty ?dim . ?dim a qb:DimensionProperty
        FILTER NOT EXISTS {{ ?obs ?dim [] }}""",
    "IC-12": """?obs qb:dataSet ?set . ?other qb:dataSet ?set FILTER (?obs != ?other)
        FILTER NOT EXISTS {
          ?set qb:structure/qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty .
          ?obs ?dim ?one . ?other ?dim ?two FILTER (?one != ?two) }""",
    "IC-13": f"""{HAS} ?c . ?c qb:componentRequired true ; qb:componentProperty ?a
        FILTER NOT EXISTS {{ ?obs ?a [] }}""",
    "IC-14": f"""{HAS}/qb:componentProperty ?m . ?m a qb:MeasureProperty
        FILTER NOT EXISTS {{
          ?obs qb:dataSet/qb:structure/qb:component/qb:componentProperty qb:measureType }}
        FILTER NOT EXISTS {{ ?obs ?m [] }}""",
    "IC-15": f"""{HAS}/qb:componentProperty qb:measureType . ?obs qb:measureType ?m
        FILTER NOT EXISTS {{ ?obs ?m [] }}""",
    "IC-16": f"""{HAS}/qb:componentProperty qb:measureType, ?m . ?m a qb:MeasureProperty .
        ?obs qb:measureType ?own ; ?m [] FILTER (?m != ?own)""",
    "IC-17": """?obs qb:dataSet/qb:structure ?dsd . ?dsd qb:component/qb:componentProperty ?m,
        qb:measureType . ?m a qb:MeasureProperty FILTER NOT EXISTS {
          ?other qb:dataSet/qb:structure ?dsd ; qb:measureType ?m }""",
    "IC-18": """?set qb:slice ?slice . ?slice qb:observation ?x
        FILTER NOT EXISTS { ?x qb:dataSet ?set }""",
    "IC-19": f"""{HAS}/qb:componentProperty ?dim .
        ?dim a qb:DimensionProperty ; qb:codeList ?list . ?obs ?dim ?x
        FILTER NOT EXISTS {{ ?list a skos:ConceptScheme . ?x a skos:Concept ; skos:inScheme ?list }}
        FILTER NOT EXISTS {{ ?list a skos:Collection ; skos:member+ ?x }}
        FILTER NOT EXISTS {{ ?list a qb:HierarchicalCodeList }}""",
    "IC-20 and IC-21": "?x a qb:HierarchicalCodeList",  # of these alone they say something
    "a value that is in no structure": """?obs a qb:Observation ; ?x [] .
        FILTER STRSTARTS(STR(?x), STR(own:)) FILTER NOT EXISTS {
          ?obs qb:dataSet/qb:structure/qb:component/qb:componentProperty ?x }""",
    "a literal outside the range of its property": """?obs a qb:Observation ; ?x ?value .
        ?x rdfs:range ?range FILTER (isLiteral(?value) && datatype(?value) != ?range)""",
}
"""Integrity constraints of the RDF Data Cube Vocabulary (W3C 2014, section 11.1), and our own."""


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service of six years of eight projects of two, whose pairs can be tested."""
    with caller_in(tmp_path_factory.mktemp("years"), of_years(), base_address=BASE) as caller:
        yield caller


TOKEN = {"Authorization": "Bearer " + "t" * 20}


def of_kinds() -> Statements:
    """The same years of municipalities and companies, in projects for a group of one's own."""
    says = of_years()
    says.claims = [
        replace(claim, fields={**claim.fields, "actor_kind": KINDS[claim.key[0]]})
        if claim.kind == "Actor" else claim
        for claim in says.claims
    ]  # fmt: skip
    says.says("tgt", "young", name="Unga")
    for key in ("2015-0", "2016-1"):
        says.ties("TARGETS", f"prj/{key}", "tgt/young")
    says.ties("TARGETS", "act/o1", "tgt/young")
    return says


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service of these."""
    with caller_in(tmp_path_factory.mktemp("kinds"), of_kinds(), base_address=BASE) as caller:
        yield caller


def triples(caller: TestClient, path: str, accept: str = "text/turtle", **more: str) -> list[Quad]:
    """What an address says as linked data."""
    answer = caller.get(path, headers={"Accept": accept, **more})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == accept
    return [*parse(answer.content, RdfFormat.from_media_type(accept))]


def observations(found: list[Quad]) -> set[str]:
    """The addresses of all observations."""
    kind = NamedNode(f"{QB}Observation")
    return {q.subject.value for q in found if (q.predicate, q.object) == (RDF_TYPE, kind)}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def together(client: TestClient, tested: TestClient, kinds: TestClient) -> Store:
    """Every answer and, of some, a card, as someone who collects them has it; normalised.

    Of the small graph, for everybody and for who holds a token.
    """
    store = Store()
    for path in SMALL:
        store.extend(triples(client, f"/api/v1{path}", **TOKEN))
    store.extend(triples(client, f"/api/v1/cards/{OF_NOBODY}", **TOKEN))
    for caller, paths in ((client, SMALL), (tested, YEARS), (kinds, OF_KINDS)):
        for path in paths:
            store.extend(triples(caller, f"/api/v1{path}"))
    store.extend(triples(tested, "/api/v1/cards/sectors/public/private"))
    for rule in NORMAL:
        store.update(NAMES + rule)
    return store


OF_NOBODY = "totals/sector/academia?as_of=3"
"""The diary, which is private, has a round table of 2020 that Ärla universitet came to."""


def test_a_figure_is_one_for_everybody_and_another_for_who_holds_a_token(
    client: TestClient,
) -> None:
    address = f"{BASE}api/v1/cards/{OF_NOBODY}"
    asked = (({}, "", "public", 0), (TOKEN, "#everything", "everything", 1))
    together: set[Quad] = set()
    for headers, end, audience, meetings in asked:
        card = triples(client, f"/api/v1/cards/{OF_NOBODY}", **headers)
        assert observations(card) == {address + end}
        said = {
            q.predicate.value.removeprefix(OWN): q.object.value  # type: ignore[union-attr]
            for q in card if q.subject == NamedNode(address + end)
        }  # fmt: skip
        assert (said["audience"], said["measure-projects"]) == (audience, "2")
        assert said["measure-collaborations"] == str(meetings)
        assert said["http://purl.org/dc/terms/isPartOf"] == f"{BASE}dataset?as_of=3{end}"
        table = triples(client, "/api/v1/totals/sector?as_of=3", **headers)
        [part] = [q.object for q in table if q.predicate == NamedNode(f"{QB}slice")]
        form = f"{end}-totals" if end else "#totals"
        assert part == NamedNode(f"{BASE}api/v1/totals/sector?as_of=3{form}")
        together |= {*card, *table}

    numbers = Counter((q.subject, q.predicate) for q in together if "#measure-" in str(q.predicate))
    assert set(numbers.values()) == {1}


@pytest.mark.parametrize("rule", RULES)
def test_the_cube_is_well_formed(together: Store, rule: str) -> None:
    broken = together.query(f"{NAMES} SELECT * WHERE {{ {RULES[rule]} }} LIMIT 3")

    assert [str(row) for row in broken] == []


def test_the_rules_find_what_is_ill_formed(together: Store) -> None:
    """An observation, a slice and a dimension in which everything is wrong."""
    ill = Store()
    ill.extend(together)
    ill.update(
        NAMES
        + """INSERT DATA { <a:o> a qb:Observation . <a:s> a qb:Slice .
        <a:d> a qb:DimensionProperty . <a:c> a qb:DimensionProperty ;
          rdfs:range skos:Concept . <a:k> a qb:SliceKey .
        own:analysis-status qb:slice <a:s> . <a:s> qb:observation <a:o> ;
          qb:sliceStructure own:answer-status . <a:p> qb:dataSet own:analysis-status .
        <a:two> a qb:DataSet ; qb:structure <a:bare>, <a:other> .
        <a:bare> a qb:DataStructureDefinition ; qb:component <a:optional> ; qb:sliceKey <a:far> .
        <a:optional> qb:componentRequired false ; qb:componentProperty <a:d> .
        <a:far> a qb:SliceKey ; qb:componentProperty <a:c> . <a:free> a qb:Slice .
        <a:mixed> a qb:DataSet ; qb:structure <a:types> .
        <a:types> qb:component [ qb:componentProperty qb:measureType ],
          [ qb:componentProperty <a:m> ], [ qb:componentProperty <a:n> ],
          [ qb:componentProperty <a:coded> ] .
        <a:m> a qb:MeasureProperty . <a:n> a qb:MeasureProperty ; rdfs:range xsd:integer .
        <a:coded> a qb:DimensionProperty ; qb:codeList <a:list> ; rdfs:range skos:Concept .
        <a:list> a skos:ConceptScheme . <a:tree> a qb:HierarchicalCodeList .
        <a:q> a qb:Observation ; qb:dataSet <a:mixed> ; qb:measureType <a:m> ; <a:n> "x" ;
          <a:coded> <a:of-no-list> ; own:strange 1 }"""
    )
    found = {
        rule for rule, broken in RULES.items()
        if [*ill.query(f"{NAMES} SELECT * WHERE {{ {broken} }} LIMIT 1")]
    }  # fmt: skip

    assert found == set(RULES)


def test_what_has_an_own_property_is_said_to_be_of_its_class(
    together: Store, client: TestClient
) -> None:
    ontology = rdflib.Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")

    assert without_class([quad.triple for quad in together], ontology) == set()


def test_a_table_is_all_its_cards_in_one_slice_of_one_data_set(tested: TestClient) -> None:
    table = tested.get("/api/v1/gaps/sectors").json()
    found = triples(tested, "/api/v1/gaps/sectors")
    end = table["cards"]["pairs"].partition("?")[2]
    cards = f"{BASE}api/v1/cards/sectors/"
    pairs = {
        f"{cards}{quote(pair['a'])}/{quote(pair['b'])}?{end}"
        for pair in table["pairs"] if pair["verdict"] != "suppressed"
    }  # fmt: skip
    whole = {f"{cards}whole/{each['name']}?{end}" for each in table["whole"]}

    assert len(pairs) >= 1
    assert observations(found) == pairs | whole
    for form, of in (("sectors-pair", pairs), ("sectors-whole", whole)):
        answer = NamedNode(f"{BASE}api/v1/gaps/sectors?{end}#{form}")
        told = {(q.predicate.value, q.object) for q in found if q.subject == answer}
        assert told == {
            (RDF_TYPE.value, NamedNode(f"{QB}Slice")),
            (f"{QB}sliceStructure", NamedNode(f"{OWN}answer-{form}")),
            (f"{OWN}dataVersion", Literal(table["data_version"])),
            (f"{OWN}request", Literal(f"GET /api/v1/gaps/sectors?{end}")),
            (f"{OWN}audience", Literal("public")),
            *((f"{QB}observation", NamedNode(card)) for card in of),
        }
        data = NamedNode(f"{OWN}analysis-{form}")
        assert Quad(data, NamedNode(f"{QB}slice"), answer) in found


def test_a_table_without_rows_says_what_was_asked(client: TestClient) -> None:
    path = "/api/v1/gaps/whitespace/triples"
    version = client.get(path).json()["data_version"]
    request = f"{path}?kind=event&as_of={version}"
    answer = NamedNode(BASE + request.removeprefix("/"))

    assert client.get(f"{path}?kind=event").json()["items"] == []
    assert {*triples(client, f"{path}?kind=event")} == {
        Quad(answer, NamedNode(f"{OWN}dataVersion"), Literal(version)),
        Quad(answer, NamedNode(f"{OWN}request"), Literal(f"GET {request}")),
        Quad(answer, NamedNode(f"{OWN}audience"), Literal("public")),
        Quad(
            answer, NamedNode("http://purl.org/dc/terms/isPartOf"),
            NamedNode(f"{BASE}dataset?as_of={version}"),
        ),
    }  # fmt: skip


def test_a_card_says_of_its_figure_what_its_table_says(tested: TestClient) -> None:
    table = triples(tested, "/api/v1/gaps/sectors")
    card = triples(tested, "/api/v1/cards/sectors/public/private")
    [own] = observations(card)

    assert {q for q in table if q.subject == NamedNode(own)} == {
        q for q in card if q.subject == NamedNode(own)
    }


def coded(found: list[Quad], part: str) -> set[str]:
    """What names the figures, as addresses of the graph."""
    predicate = NamedNode(f"{OWN}coded-{part}")
    return {q.object.value for q in found if q.predicate == predicate}  # type: ignore[union-attr]


def test_what_names_a_figure_stands_as_concept_thing_and_year(
    client: TestClient, tested: TestClient, kinds: TestClient
) -> None:
    sectors = triples(tested, "/api/v1/gaps/sectors")
    of_kinds = triples(kinds, "/api/v1/gaps/sectors?by=kind")
    voices = triples(kinds, "/api/v1/gaps/voice")
    years = triples(client, "/api/v1/timeline")
    regions = triples(client, "/api/v1/totals/region")
    actors = triples(client, "/api/v1/network/measures")
    measured = client.get("/api/v1/network/measures").json()["items"]
    listed = client.get("/api/v1/totals/region").json()["rows"]

    assert coded(sectors, "a") | coded(sectors, "b") == {
        f"{OWN}Sector-public", f"{OWN}Sector-private",
    }  # fmt: skip
    assert coded(of_kinds, "a") | coded(of_kinds, "b") == {
        f"{OWN}ActorKind-municipality", f"{OWN}ActorKind-company",
    }  # fmt: skip
    assert coded(voices, "group") == {f"{BASE}id/target-groups/{node_id('register/tgt/young')}"}
    told = client.get("/api/v1/timeline").json()["arenas_per_year"]
    assert coded(years, "year") == {*told}
    assert coded(regions, "value") == {
        f"{BASE}id/regions/{row['value']}" for row in listed if row["value"].startswith("reg-")
    }
    assert coded(actors, "actor") == {f"{BASE}id/actors/{row['actor']['id']}" for row in measured}


SECTORS = ("public", "private", "civil_society", "academia", "unknown")


def test_a_year_without_arenas_of_a_sector_has_none_of_it(client: TestClient) -> None:
    """As tests/lookup/conftest.py draws them; nothing covers 2018."""
    found = triples(client, "/api/v1/timeline?as_of=2")

    said: dict[str, dict[str, int]] = {}
    for quad in found:
        year = quad.subject.value.partition("/timeline/")[2].partition("?")[0]  # type: ignore[union-attr]
        name = quad.predicate.value.partition("#measure-")[2]
        if year and name:
            said.setdefault(year, {})[name] = int(quad.object.value)  # type: ignore[union-attr]
    arenas = {
        "2015": (1, (1, 1, 1, 0, 0)), "2016": (0, (0, 0, 0, 0, 0)), "2017": (1, (1, 0, 1, 0, 0)),
        "2019": (1, (1, 0, 1, 1, 0)),
    }  # fmt: skip
    assert said == {
        **{
            year: {"arenas": all_of, **{
                f"sectors.{sector}": n for sector, n in zip(SECTORS, counted, strict=True)}}
            for year, (all_of, counted) in arenas.items()
        },
        "undated": {"arenas": 1},
    }  # fmt: skip
    lacking = [q for q in found if q.predicate == NamedNode(f"{OWN}withoutValue")]
    assert {(q.subject.value, q.object.value) for q in lacking} == {  # type: ignore[union-attr]
        (f"{BASE}api/v1/cards/timeline/undated?as_of=2", f"{OWN}measure-sectors.{sector}")
        for sector in SECTORS
    }


FORMS = ("text/turtle", "application/n-triples", "application/ld+json")


def test_every_form_says_the_same_and_what_is_not_offered_is_json(
    client: TestClient, client_without_base: TestClient
) -> None:
    path = "/api/v1/totals/sector"
    said = {
        accept: {(q.subject, q.predicate, q.object) for q in triples(client, path, accept)}
        for accept in FORMS
    }
    asked = {
        accept: client.get(path, headers={"Accept": accept})
        for accept in ("application/json", "text/csv", "*/*", "text/html,*/*;q=0.8")
    }
    without = client_without_base.get(path, headers={"Accept": "text/turtle"})

    assert len(said["text/turtle"]) > 100
    assert said["text/turtle"] == said["application/n-triples"] == said["application/ld+json"]
    for answer in (*asked.values(), without):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
        assert "Accept" in answer.headers["vary"]
    assert {answer.content for answer in asked.values()} == {asked["*/*"].content}
    tags = {client.get(path, headers={"Accept": accept}).headers["etag"] for accept in FORMS}
    assert len(tags) == 3
