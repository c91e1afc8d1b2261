"""RDF, read back by rdflib and pyoxigraph: complete, and with the way to its sources."""

from collections import defaultdict

import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import RDF, URIRef
from rdflib.compare import isomorphic

from graph_schema.vocabularies import Audience
from queries.exporting.selection import one_tie, selected
from queries.lookup.filters import Filters
from queries.lookup.overview import overview
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import described, mapping_of, whole_graph
from service.exports.rdf_writing import serialised
from tests.exports.conftest import BASE, IDS, NAMES
from tests.lookup import small_graph as small

OWN = BASE + "ontology#"
PROV = "http://www.w3.org/ns/prov#"
EURIO = "http://data.europa.eu/s66#"
LABEL = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
SMALL = {
    "Actor": 8, "Project": 3, "Collaboration": 1, "Programme": 2, "Region": 2, "Theme": 3,
    "ParticipatesIn": 13, "PartOf": 4, "LocatedIn": 1, "ActiveIn": 2, "Addresses": 2, "Funds": 5,
    "Funder": 3, "Claim": 49, "Source": 2, "Run": 2,
}  # fmt: skip
"""Version 2, counted on the drawing; claims: 17 + 5 of nodes, 23 + 4 of ties."""
CLASSES = {
    "PARTICIPATES_IN": "ParticipatesIn", "PART_OF": "PartOf", "LOCATED_IN": "LocatedIn",
    "ACTIVE_IN": "ActiveIn", "ADDRESSES": "Addresses", "FUNDS": "Funds", "SUPPORTS": "Supports",
    "TARGETS": "Targets", "FOLLOWS": "Follows", "OFFERS": "Offers",
}  # fmt: skip
DCT = "http://purl.org/dc/terms/"
TRACE = (
    (PROV + "wasDerivedFrom", DCT + "source", DCT + "license"),
    (PROV + "wasDerivedFrom", DCT + "source", OWN + "retrieved"),
    (PROV + "wasDerivedFrom", OWN + "standsAt"),
    (PROV + "wasDerivedFrom", PROV + "wasGeneratedBy", PROV + "startedAtTime"),
)
"""From a thing to who said it, under which licence, when it was fetched, where it stood."""


def written(model: ReadModel, form: str, filters: Filters | None = None) -> bytes:
    """The export of a model in one piece."""
    chosen = filters if filters is not None else Filters()
    export = Export(model, selected(model, chosen), BASE, chosen)
    return b"".join(whole_graph(export, form))


def read(content: bytes, form: str) -> rdflib.Graph:
    """The graph as rdflib reads it."""
    return rdflib.Graph().parse(data=content, format=form)


def counts(graph: rdflib.Graph) -> dict[str, int]:
    """How many things there are of each class of ours."""
    found: dict[str, int] = {}
    for kind in graph.objects(None, RDF.type):
        if str(kind).startswith(OWN):
            name = str(kind).removeprefix(OWN)
            found[name] = found.get(name, 0) + 1
    return found


def untraced(content: bytes) -> set[str]:
    """The ids of nodes and ties from which one of the ways to the source does not lead on."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    things = set()
    for triple in parse(content, format=RdfFormat.N_TRIPLES):
        assert isinstance(triple.subject, NamedNode)
        said[triple.subject.value, triple.predicate.value].append(triple.object.value)
        kind = triple.subject.value.removeprefix(BASE).split("/")[:2]
        part = "#" in triple.subject.value  # an amount, an address: it hangs on what is traced
        if kind[0] == "id" and kind[1] not in ("claims", "sources", "runs") and not part:
            things.add(triple.subject.value)

    def reached(thing: str, way: tuple[str, ...]) -> list[str]:
        places = [thing]
        for step in way:
            places = [place for one in places for place in said[one, step]]
        return places

    replaced = {thing for thing in things if (thing, DCT + "isReplacedBy") in said}
    lost = {thing for thing in things - replaced if not all(reached(thing, way) for way in TRACE)}
    return {thing.rsplit("/", 1)[1] for thing in lost}


def test_turtle_and_n_triples_are_the_same_graph(odd_model: ReadModel) -> None:
    turtle, lines = written(odd_model, "turtle"), written(odd_model, "nt")

    assert isomorphic(read(turtle, "turtle"), read(lines, "nt"))
    assert set(parse(turtle, format=RdfFormat.TURTLE)) == set(
        parse(lines, format=RdfFormat.N_TRIPLES)
    )
    assert len(lines.splitlines()) == len(read(lines, "nt"))  # no triple stands twice


def test_everything_of_the_small_graph_is_there(model: ReadModel) -> None:
    assert counts(read(written(model, "nt"), "nt")) == SMALL


def test_the_counts_of_real_data_are_those_of_the_store(real_model: ReadModel) -> None:
    known = overview(real_model).counts

    found = counts(read(written(real_model, "nt"), "nt"))

    assert {name: found.get(CLASSES.get(name, name), 0) for name in known} == dict(known)
    assert found["Claim"] == real_model.columns.claim_source.size


def test_every_node_and_tie_leads_to_claim_place_source_licence_and_run(
    model: ReadModel, real_model: ReadModel
) -> None:
    almanac = {small.C1, small.ARBETE_2}  # its manifest states no day
    lost = untraced(written(model, "nt"))

    assert untraced(written(real_model, "nt")) == set()
    assert {id for id in lost if not id.startswith("edg-")} == almanac
    assert len(lost) == 2 + 4


def test_a_participation_stands_between_its_ends(model: ReadModel) -> None:
    id = small.edge_id(
        "PARTICIPATES_IN", "register/act/malmo", "register/prj/p1", role="owner", status="party"
    )
    mapping = mapping_of(BASE)
    tie = f"{BASE}id/ties/{id}"

    found = described(Export(model, one_tie(model, id), BASE), mapping)

    graph = read(b"".join(serialised(found, "nt", mapping)), "nt")
    claims = list(graph.objects(URIRef(tie), URIRef(PROV + "wasDerivedFrom")))
    actor = URIRef(f"{BASE}id/actors/{small.MALMO}")
    project = URIRef(f"{BASE}id/projects/{small.P1}")
    assert len(claims) == 1
    assert set(graph.predicate_objects(URIRef(tie))) == {
        (RDF.type, URIRef(OWN + "ParticipatesIn")),
        (RDF.type, URIRef(EURIO + "OrganisationRole")),
        (URIRef(OWN + "role"), URIRef(OWN + "Role-owner")),
        (URIRef(OWN + "participationStatus"), URIRef(OWN + "ParticipationStatus-party")),
        (RDF.subject, actor),
        (RDF.object, project),
        (URIRef(EURIO + "isRoleOf"), actor),
        (URIRef(EURIO + "isInvolvedIn"), project),
        (URIRef(PROV + "wasDerivedFrom"), claims[0]),
    }
    whole = read(written(model, "nt"), "nt")
    assert (project, URIRef(EURIO + "hasInvolvedParty"), URIRef(tie)) in whole


def test_a_tie_without_fields_is_also_said_directly(model: ReadModel) -> None:
    graph = read(written(model, "turtle"), "turtle")

    themes = graph.subject_objects(URIRef("http://purl.org/dc/terms/subject"))
    assert set(themes) == {
        (URIRef(f"{BASE}id/projects/{project}"), URIRef(f"{BASE}id/themes/{theme}"))
        for project, theme in ((small.P1, small.ARBETE), (small.P2, small.HALSA))
    }


def test_dates_keep_their_precision_and_amounts_their_digits(model: ReadModel) -> None:
    graph = read(written(model, "nt"), "nt")
    schema = "https://schema.org/"

    dates = {
        (str(value), str(value.datatype).rsplit("#", 1)[1])
        for name in ("startDate", "endDate")
        for value in graph.objects(None, URIRef(schema + name))
    }
    amounts = sorted(str(v) for v in graph.objects(None, URIRef(EURIO + "value")))

    assert dates == {
        ("2015-03", "gYearMonth"), ("2016-12", "gYearMonth"), ("2019", "gYear"), ("2021", "gYear"),
        ("2017-07-03", "date"),
    }  # fmt: skip
    assert amounts == ["10", "1000.50", "1000.50", "200", "7"]


def test_codes_are_concepts_with_labels_in_both_languages(model: ReadModel) -> None:
    graph = read(written(model, "turtle"), "turtle")

    labels = {
        (str(label), label.language)
        for label in graph.objects(URIRef(OWN + "Sector-civil_society"), LABEL)
    }
    assert labels == {("Idéburen sektor (civilsamhället)", "sv"), ("Civil society", "en")}


def test_names_survive_whatever_is_in_them(odd_model: ReadModel) -> None:
    for form in ("turtle", "nt"):
        graph = read(written(odd_model, form), form)
        named = {
            key: [str(name) for name in graph.objects(URIRef(f"{BASE}id/actors/{id}"), LABEL)]
            for key, id in IDS.items()
        }
        assert named == {key: [name] for key, name in NAMES.items()}


def test_only_web_addresses_become_addresses(odd_model: ReadModel) -> None:
    graph = read(written(odd_model, "nt"), "nt")

    homepages = set(graph.objects(None, URIRef("https://schema.org/url")))
    assert homepages == {URIRef("https://%C3%A5.example/%3Ca%3E?c=%25zz&d=%C3%A5")}


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    for form in ("turtle", "nt"):
        assert written(odd_model, form) == written(odd_model, form)


def test_private_sources_are_for_those_who_ask_for_everything(library: Library) -> None:
    public = written(library.at(3, Audience.PUBLIC), "nt").decode()
    everything = written(library.at(3, Audience.EVERYTHING), "nt").decode()

    secret = ("Hemligt m\u00f6te", "diary", small.C2)
    assert [text in public for text in secret] == [False, False, False]
    assert [text in everything for text in secret] == [True, True, True]


def test_an_older_version_has_what_was_known_then(library: Library) -> None:
    first = counts(read(written(library.at(1, Audience.PUBLIC), "nt"), "nt"))
    none = counts(read(written(library.at(0, Audience.PUBLIC), "nt"), "nt"))

    assert (first["ParticipatesIn"], first.get("Collaboration")) == (9, None)
    assert none == {}
