"""Exports hold to their shapes, and each of many defects is told, as pySHACL reads them."""

import os
from collections.abc import Callable

import pyshacl
import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, SKOS, VOID, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, FOAF, SH, XSD
from rdflib.term import Node

from graph_schema.mapping import GraphMapping
from graph_schema.rdf import Terms
from graph_schema.shapes import shapes
from graph_schema.vocabularies import Audience
from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

OWN = Namespace(BASE + "ontology#")
EURIO = Namespace("http://data.europa.eu/s66#")
FRAPO = Namespace("http://purl.org/cerif/frapo/")
SCHEMA = Namespace("https://schema.org/")
CPOV = Namespace("http://data.europa.eu/m8g/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
ID = BASE + "id/"
MALMO, P1, P2 = (
    URIRef(f"{ID}{path}")
    for path in (f"actors/{small.MALMO}", f"projects/{small.P1}", f"projects/{small.P2}")
)
KOOP = URIRef(f"{ID}actors/{small.node_id('register/act/koop')}")
EVENT = URIRef(f"{ID}collaborations/{small.node_id('almanac/col/c1')}")
ALONE, BOLAG, FRITID = (
    URIRef(f"{ID}actors/{id}") for id in (small.ENSAM, small.BOLAG, small.FRITID)
)
TOWN, AREA = URIRef(f"{ID}regions/{small.TOWN}"), URIRef(f"{ID}programmes/{small.AREA}")
FONDEN, OLD = URIRef(f"{ID}actors/{small.FONDEN}"), URIRef(f"{ID}actors/act-0000000000000000")
OWNS = URIRef(f"{ID}ties/" + small.edge_id(
    "PARTICIPATES_IN", "register/act/malmo", "register/prj/p1", role="owner"
))  # fmt: skip
ORGANISES = URIRef(f"{ID}ties/" + small.edge_id(
    "PARTICIPATES_IN", "register/act/koop", "almanac/col/c1", role="organiser"
))  # fmt: skip
GRANT = URIRef(f"{ID}ties/" + small.edge_id(
    "FUNDS", "register/act/fonden", "register/prj/p1", amount_kind="granted"
))  # fmt: skip
OWN_MONEY = URIRef(f"{ID}ties/" + small.edge_id(
    "FUNDS", "register/act/malmo", "register/prj/p1", amount_kind="own"
))  # fmt: skip
INTERESTED = URIRef(f"{ID}ties/" + small.edge_id(
    "PARTICIPATES_IN", "register/act/bolag", "almanac/col/c1", role="participating_organisation"
))  # fmt: skip
OTHER_GRANT = URIRef(f"{ID}ties/" + small.edge_id(
    "FUNDS", "register/act/radet", "register/prj/p1", amount_kind="granted"
))  # fmt: skip
AMOUNT = URIRef(f"{GRANT}#amount")
NUMBER = URIRef(f"{MALMO}#orgnr-2120001124")
Defect = Callable[[rdflib.Graph], object]
# pySHACL takes minutes for the whole of it, which `make full-test` has.
OF_REAL_DATA = Filters() if os.environ.get("EKOKARTA_FULL") else Filters(kind="university")


def exported(model: ReadModel, filters: Filters | None = None, base: str = BASE) -> rdflib.Graph:
    """The export of a model as rdflib reads it."""
    chosen = filters if filters is not None else Filters()
    export = Export(model, selected(model, chosen), base, chosen)
    return rdflib.Graph().parse(data=b"".join(whole_graph(export, "nt")), format="nt")


@pytest.fixture(scope="module")
def held() -> rdflib.Graph:
    """The shapes."""
    return shapes(GraphMapping(Terms(BASE)))


@pytest.fixture(scope="module")
def sound(model: ReadModel) -> rdflib.Graph:
    """The export of the small graph."""
    return exported(model)


def told(graph: rdflib.Graph, held: rdflib.Graph) -> set[str]:
    """The shapes that something in the graph does not hold to, without what they have in common."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=held, inplace=True)
    assert isinstance(report, rdflib.Graph)
    found = report.objects(None, SH.sourceShape)
    return {str(shape).removeprefix(f"{BASE}shapes#") for shape in found}


def alone(held: rdflib.Graph, name: str) -> rdflib.Graph:
    """The shapes of which one alone, or the one that a part belongs to, has anything to look at.

    All of them take ten times as long.
    """
    part, some = URIRef(f"{BASE}shapes#{name}"), rdflib.Graph() + held
    shape = next(held.subjects(SH.property, part), part)
    for of in (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf):
        for other, thing in [*some.subject_objects(of)]:
            if other != shape:
                some.remove((other, of, thing))
    return some


def first(graph: rdflib.Graph, kind: URIRef) -> URIRef:
    """The first thing of a class."""
    found = min(graph.subjects(RDF.type, kind))
    assert isinstance(found, URIRef)
    return found


def test_what_is_exported_holds(
    model: ReadModel, odd_model: ReadModel, real_model: ReadModel, held: rdflib.Graph
) -> None:
    part = exported(real_model, OF_REAL_DATA)

    assert len(part) > 2_000
    assert told(part, held) == set()
    assert told(exported(odd_model), held) == set()
    assert told(exported(model), held) == set()


def test_what_only_some_may_read_holds(library: Library, held: rdflib.Graph) -> None:
    assert told(exported(library.at(4, Audience.EVERYTHING)), held) == set()


def test_only_who_judged_may_be_a_person(held: rdflib.Graph) -> None:
    judgement, agent = URIRef(f"{ID}judgements/x"), URIRef(f"{ID}judgements/x#agent")
    graph, rule = rdflib.Graph(), alone(held, "No-person")
    graph.add((agent, RDF.type, FOAF.Person))
    before = told(graph, rule)
    graph.add((judgement, RDF.type, OWN.Judgement)).add((judgement, PROV.wasAssociatedWith, agent))

    assert (before, told(graph, rule)) == ({"No-person"}, set())


def test_any_address_may_be_the_base(model: ReadModel) -> None:
    """Signs that are read in a regular expression; one too many is told all the same."""
    base = "https://map.example/a(b)/c++/$d*.e/"
    graph, held = exported(model, base=base), shapes(GraphMapping(Terms(base)))
    here = f"{base}shapes#"

    assert told(graph, held) == set()
    elsewhere = URIRef(f"{base.replace('++', '+++')}id/regions/reg-0123456789abcdef")
    graph.add((elsewhere, RDF.type, URIRef(f"{base}ontology#Region")))
    assert f"{here}Region" in told(graph, held)


SUMMARIES: dict[str, tuple[list[Literal], set[str]]] = {
    "none": ([], set()),
    "one as published": ([Literal("Kurser")], set()),
    "one in English": ([Literal("Courses", lang="en")], set()),
    "one of each": ([Literal("Kurser"), Literal("Courses", lang="en")], set()),
    "two as published": (
        [Literal("Kurser"), Literal("Fler kurser"), Literal("Courses", lang="en")], {"-summary"},
    ),
    "two in English": (
        [Literal("Courses", lang="en"), Literal("Further courses", lang="en")], {"-summary_en"},
    ),
    "one in German": ([Literal("Kurse", lang="de")], {""}),
    "one tagged as Swedish": ([Literal("Kurser", lang="sv")], {""}),
    "a number": ([Literal(3)], {""}),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_summary_stands_once_as_published_and_once_in_english(
    sound: rdflib.Graph, held: rdflib.Graph, name: str
) -> None:
    summaries, found = SUMMARIES[name]
    graph = rdflib.Graph() + sound
    graph.remove((P1, DCTERMS.abstract, None))
    for summary in summaries:
        graph.add((P1, DCTERMS.abstract, summary))

    assert told(graph, held) == {f"Project-dct-abstract{which}" for which in found}


def changed(subject: URIRef, predicate: URIRef, value: Literal | URIRef) -> Defect:
    """Another value in place of what stands there."""
    return lambda graph: graph.set((subject, predicate, value))


def without(subject: URIRef, predicate: URIRef) -> Defect:
    """No value."""
    return lambda graph: graph.remove((subject, predicate, None))


def more(subject: URIRef, predicate: URIRef, value: Literal | URIRef) -> Defect:
    """One value more."""
    return lambda graph: graph.add((subject, predicate, value))


def dated(subject: URIRef, start: Literal, end: Literal) -> Defect:
    """A beginning and an end."""
    return lambda graph: graph.set((subject, SCHEMA.startDate, start)).set(
        (subject, SCHEMA.endDate, end)
    )


def lost(subject: URIRef) -> Defect:
    """Nothing is said of it, and nothing leads to it."""
    return lambda graph: graph.remove((subject, None, None)).remove((None, None, subject))


def numbered(number: str) -> Defect:
    """Malmö under another number, as text and as node alike."""

    def spoil(graph: rdflib.Graph) -> None:
        node = URIRef(f"{MALMO}#orgnr-{number}")
        graph.set((MALMO, DCTERMS.identifier, Literal(f"orgnr:{number}")))
        graph.set((MALMO, ADMS.identifier, node))
        graph.remove((NUMBER, None, None))
        graph.add((node, RDF.type, ADMS.Identifier)).add((node, SKOS.notation, Literal(number)))

    return spoil


def claim_of(graph: rdflib.Graph, thing: URIRef) -> Node:
    """A claim behind a thing."""
    found = graph.value(thing, PROV.wasDerivedFrom)
    assert found is not None
    return found


LATE = Literal("2014", datatype=XSD.gYear)
DEFECTS: dict[str, tuple[Defect, str]] = {
    "no name": (without(MALMO, SKOS.prefLabel), "Actor-skos-prefLabel"),
    "two names": (more(MALMO, SKOS.prefLabel, Literal("X")), "Actor-skos-prefLabel"),
    "an empty name": (changed(P2, SKOS.prefLabel, Literal("")), "Project-skos-prefLabel"),
    "fewer participants than none": (
        changed(P2, OWN.participants, Literal(-1)), "Project-own-participants",
    ),
    "a sector lost, and what decided it kept": (
        lambda graph: graph.remove((FONDEN, OWN.sector, None)).add(
            (FONDEN, OWN.sectorBasis, OWN["SectorBasis-register"])
        ), "Actor-decided",
    ),
    "a sector lost, and its evidence kept": (
        lambda graph: graph.remove((FONDEN, OWN.sector, None)).add(
            (FONDEN, OWN.sectorEvidence, Literal("the register of agencies"))
        ), "Actor-decided",
    ),
    "a sector nobody knows": (
        changed(MALMO, OWN.sector, OWN["Sector-martian"]), "Actor-own-sector",
    ),
    "a code of another list": (
        changed(MALMO, OWN.sector, OWN["ActorKind-agency"]), "Actor-own-sector",
    ),
    "a word that is not explained": (
        without(OWN["Role-partner"], SKOS.definition), "Role-words",
    ),
    "a word explained twice in one language": (
        more(OWN["Sector-public"], SKOS.definition, Literal("Allt", lang="sv")), "Sector-words",
    ),
    "two kinds": (
        more(MALMO, ORG.classification, OWN["ActorKind-agency"]), "Actor-org-classification",
    ),
    "an event called an organisation": (
        more(EVENT, ORG.classification, OWN["CollaborationKind-event"]),
        "Collaboration-org-classification",
    ),
    "an event called a network": (
        more(EVENT, ORG.classification, OWN["CollaborationKind-network"]), "Collaboration-kind",
    ),
    "a page that is no address": (
        more(P1, FOAF.page, Literal("www.map.example")), "Project-foaf-page",
    ),
    "a word misspelt": (more(MALMO, OWN.sectr, Literal("public")), "Actor"),
    "nobody says it": (without(MALMO, PROV.wasDerivedFrom), "Actor-prov-wasDerivedFrom"),
    "said by no claim": (
        changed(MALMO, PROV.wasDerivedFrom, P1), "Actor-prov-wasDerivedFrom",
    ),
    "the end before the beginning": (changed(P1, SCHEMA.endDate, LATE), "Project-dates"),
    "an actor that ended before it began": (
        dated(MALMO, Literal("2015-03", datatype=XSD.gYearMonth), LATE), "Actor-dates",
    ),
    "a date that is none": (
        changed(P1, SCHEMA.startDate, Literal("spring")), "Project-schema-startDate",
    ),
    "two ends": (more(P1, SCHEMA.endDate, LATE), "Project-schema-endDate"),
    "a year as EURIO's day": (
        more(P1, EURIO.startDate, Literal("2015", datatype=XSD.gYear)),
        "Project-eurio-startDate",
    ),
    "a tie from nowhere": (without(OWNS, RDF.subject), "ParticipatesIn-rdf-subject"),
    "a tie to an actor": (changed(OWNS, RDF.object, KOOP), "ParticipatesIn-rdf-object"),
    "a role of another": (changed(OWNS, EURIO.isRoleOf, KOOP), "ParticipatesIn-ends"),
    "an organiser of another": (
        changed(ORGANISES, SCHEMA.organizer, MALMO), "ParticipatesIn-ends",
    ),
    "a role nobody knows": (
        changed(OWNS, OWN.role, Literal("owner")), "ParticipatesIn-own-role",
    ),
    "no role": (without(OWNS, OWN.role), "ParticipatesIn-own-role"),
    "a grant of another": (
        changed(GRANT, FRAPO.isAwardedBy, KOOP), "Funds-ends",
    ),
    "more than all of it": (
        more(GRANT, OWN.share, Literal("101", datatype=XSD.decimal)), "Funds-own-share",
    ),
    "an amount in words": (
        changed(AMOUNT, EURIO.value, Literal("much")), "Funds-own-hasAmount",
    ),
    "two currencies": (
        more(AMOUNT, EURIO.currency, Literal("EUR")), "Funds-own-hasAmount",
    ),
    "a funder of nothing": (more(KOOP, RDF.type, OWN.Funder), "Funder-pays"),
    "part of itself": (more(MALMO, DCTERMS.isPartOf, MALMO), "Actor-loop"),
    "one number for two": (
        more(KOOP, DCTERMS.identifier, Literal("orgnr:2120001124")), "Actor-number",
    ),
    "a role in another project": (
        more(P2, EURIO.hasInvolvedParty, OWNS), "Project-ties",
    ),
    "a grant to another project": (more(P2, EURIO.isFundedBy, GRANT), "Project-ties"),
    "an organiser who says so of another event": (
        more(EVENT, SCHEMA.attendee, OWNS), "Collaboration-ties",
    ),
    "a funding that no tie says": (more(KOOP, FRAPO.funds, P1), "Actor-ties"),
    "a part that no tie says": (more(KOOP, ORG.subOrganizationOf, MALMO), "Actor-ties"),
    "a tie that ends before it begins": (
        dated(OWNS, Literal("2015-03", datatype=XSD.gYearMonth), LATE), "Tie-dates",
    ),
    "a payer who is no funder": (
        lambda graph: graph.remove((FONDEN, RDF.type, OWN.Funder)), "Funds-rdf-subject",
    ),
    "an amount without currency": (without(AMOUNT, EURIO.currency), "Funds-own-hasAmount"),
    "a currency without amount": (without(AMOUNT, EURIO.value), "Funds-own-hasAmount"),
    "another name that is the name": (
        more(MALMO, SKOS.altLabel, Literal("Malmö stad")), "Actor-skos-altLabel",
    ),
    "a name of blanks": (
        changed(P2, SKOS.prefLabel, Literal(" \t\u00a0")), "Project-skos-prefLabel",
    ),
    "no data set": (lambda graph: graph.remove((None, RDF.type, VOID.Dataset)), "Whole-versions"),
    "two data sets": (
        more(URIRef(f"{BASE}other"), RDF.type, VOID.Dataset), "Dataset-dcat-isVersionOf",
    ),
    "an old id that is not said to be one": (
        more(OLD, DCTERMS.isReplacedBy, MALMO), "Replaced-owl-deprecated",
    ),
    "an old id that leads nowhere": (
        more(OLD, OWL.deprecated, Literal("true", datatype=XSD.boolean)),
        "Replaced-dct-isReplacedBy",
    ),
    "an actor replaced by a project": (
        lambda graph: graph.update(f"INSERT DATA {{ <{OLD}> <{DCTERMS.isReplacedBy}> <{P1}> ; "
                                   f"<{OWL.deprecated}> true }}"),
        "Replaced-sort",
    ),
    "no organisation number": (
        changed(NUMBER, SKOS.notation, Literal("21200011")), "Identifier-orgnr",
    ),
    "an identifier without a value": (
        without(NUMBER, SKOS.notation), "Identifier-skos-notation",
    ),
    "an identifier that no node says": (
        more(MALMO, DCTERMS.identifier, Literal("wikidata:Q1")), "Dataset-identifiers",
    ),
    "an identifier that no text says": (
        changed(NUMBER, SKOS.notation, Literal("2120001157")), "Dataset-identifiers",
    ),
    "another name for some": (
        changed(P1, DCTERMS.title, Literal("Delad förlust")), "Project-dct-title",
    ),
    "another name of an actor for some": (
        changed(MALMO, FOAF.name, Literal("Malmö kommun")), "Actor-foaf-name",
    ),
    "a month that is none": (
        changed(P1, SCHEMA.startDate, Literal("2015-13", datatype=XSD.gYearMonth)),
        "Project-schema-startDate",
    ),
    "a page that is a program": (
        more(P1, FOAF.page, URIRef("javascript:alert(1)")), "Project-foaf-page",
    ),
    "an amount of no kind": (without(GRANT, OWN.amountKind), "Funds"),
    "the amount of another": (
        changed(GRANT, OWN.hasAmount, URIRef(f"{OTHER_GRANT}#amount")), "Funds-amount",
    ),
    "the amount of another as of EURIO": (
        changed(GRANT, EURIO.hasFundingAmount, URIRef(f"{OTHER_GRANT}#amount")), "Funds-says",
    ),
    "the statement of another kind of tie": (
        changed(GRANT, RDF.predicate, ORG.memberOf), "Funds-rdf-predicate",
    ),
    "a statement that nobody says": (
        lambda graph: graph.remove((FONDEN, FRAPO.funds, P1)), "Funds-says",
    ),
    "an identifier that is none": (
        changed(MALMO, ADMS.identifier, P1), "Actor-adms-identifier",
    ),
    "a participation lost whole, its claim left": (lost(OWNS), "Dataset-behind"),
    "an actor lost whole, its claim left": (lost(ALONE), "Dataset-behind"),
    "a project that lost a party": (
        lambda graph: graph.remove((P1, EURIO.hasInvolvedParty, OWNS)), "ParticipatesIn-says",
    ),
    "a part in a project that is nobody's": (without(OWNS, EURIO.isRoleOf), "ParticipatesIn-says"),
    "a part in no project": (without(OWNS, EURIO.isInvolvedIn), "ParticipatesIn-says"),
    "an organiser whom the event does not have": (
        lambda graph: graph.remove((EVENT, SCHEMA.organizer, ORGANISES)), "ParticipatesIn-says",
    ),
    "somebody invited who is involved": (
        changed(OWNS, OWN.participationStatus, OWN["ParticipationStatus-invited"]),
        "ParticipatesIn-ends",
    ),
    "somebody who declined and organises": (
        changed(ORGANISES, OWN.participationStatus, OWN["ParticipationStatus-declined"]),
        "ParticipatesIn-ends",
    ),
    "somebody interested who attends": (
        more(INTERESTED, SCHEMA.attendee, BOLAG), "ParticipatesIn-ends",
    ),
    "taking part without a status": (
        without(OWNS, OWN.participationStatus), "ParticipatesIn-own-participationStatus",
    ),
    "a grant that nobody awards": (without(GRANT, FRAPO.isAwardedBy), "Funds-says"),
    "a grant to a project that does not have it": (
        lambda graph: graph.remove((P1, EURIO.isFundedBy, GRANT)), "Funds-says",
    ),
    "a grant that is not called one": (
        lambda graph: graph.remove((GRANT, RDF.type, EURIO.Grant)), "Funds-says",
    ),
    "a grant whose amount EURIO does not have": (
        without(GRANT, EURIO.hasFundingAmount), "Funds-says",
    ),
    "a total called a grant": (
        changed(GRANT, OWN.amountKind, OWN["AmountKind-total"]), "Funds-ends",
    ),
    "an own contribution called a grant": (
        more(OWN_MONEY, RDF.type, EURIO.Grant), "Funds-ends",
    ),
    "a grant that lost its amount": (
        lambda graph: graph.remove((GRANT, OWN.hasAmount, None)).remove(
            (GRANT, EURIO.hasFundingAmount, None)
        ), "Funds-amount",
    ),
    "an amount below nought": (
        changed(AMOUNT, EURIO.value, Literal("-1000.50", datatype=XSD.decimal)), "Funds-amount",
    ),
    "another currency": (changed(AMOUNT, EURIO.currency, Literal("EUR")), "Funds-amount"),
    "a project that costs what a grant gives": (
        more(P1, EURIO.hasTotalCost, AMOUNT), "Project-total-cost",
    ),
    "a unit that is no part of its organisation": (
        without(FRITID, ORG.subOrganizationOf), "PartOf-says",
    ),
    "a town in no county": (without(TOWN, SKOS.broader), "PartOf-says"),
    "a programme area in no fund": (without(AREA, EURIO.isSubSchemeOf), "PartOf-says"),
    "a number with a wrong check digit": (
        numbered("2120001125"), "Identifier-orgnr",
    ),
    "a ROR id of another": (
        lambda graph: graph.add((KOOP, DCTERMS.identifier, Literal("ror:05wp7an13"))).add(
            (KOOP, ADMS.identifier, URIRef(f"{KOOP}#ror-05wp7an13"))
        ), "Dataset-numbers",
    ),
    "a number of another": (numbered("2021004920"), "Dataset-numbers"),
    "a day that EURIO has not": (
        changed(P1, SCHEMA.endDate, Literal("2016-12-31", datatype=XSD.date)), "Project-days",
    ),
    "a day that EURIO alone has": (
        more(P1, EURIO.endDate, Literal("2016-12-31", datatype=XSD.date)), "Project-days",
    ),
    "an actor that is no organisation": (
        lambda graph: graph.remove((MALMO, RDF.type, ORG.Organization)), "Actor-classes",
    ),
    "an actor that is a person": (more(MALMO, RDF.type, FOAF.Person), "No-person"),
    "a publisher that is a person": (
        more(URIRef(f"{ID}sources/register#publisher"), RDF.type, SCHEMA.Person), "No-person",
    ),
    "a municipality that is no public organisation": (
        lambda graph: graph.remove((MALMO, RDF.type, CPOV.PublicOrganisation)), "Actor-classes",
    ),
    "civil society called public": (
        more(KOOP, RDF.type, CPOV.PublicOrganisation), "Actor-classes",
    ),
    "a claim of another source's import": (
        lambda graph: graph.set(
            (claim_of(graph, EVENT), PROV.wasGeneratedBy,
             graph.value(claim_of(graph, P1), PROV.wasGeneratedBy))
        ), "Dataset-imports",
    ),
    "a claim of another source's publisher": (
        lambda graph: graph.set(
            (claim_of(graph, EVENT), PROV.wasAttributedTo,
             URIRef(f"{ID}sources/register#publisher"))
        ), "Dataset-imports",
    ),
    "a source that covers nothing": (
        without(URIRef(f"{ID}sources/register"), OWN.coverage), "Dataset-coverage",
    ),
}  # fmt: skip


END = Literal("register/Actor/malmo")
JSON_CUT = Literal('{"row": 2', datatype=RDF.JSON)


def of_another_type(thing: URIRef) -> Defect:
    """A claim about a project behind it."""

    def spoil(graph: rdflib.Graph) -> None:
        claim = graph.value(P1, PROV.wasDerivedFrom)
        assert claim is not None
        graph.add((thing, PROV.wasDerivedFrom, claim))

    return spoil


FOUND: dict[str, tuple[URIRef, Callable[[URIRef], Defect], str]] = {
    "a claim of no source": (
        OWN.Claim, lambda claim: without(claim, DCTERMS.source), "Claim-dct-source",
    ),
    "a claim of two sources": (
        OWN.Claim, lambda claim: more(claim, DCTERMS.source, URIRef(f"{ID}sources/x")),
        "Claim-dct-source",
    ),
    "a claim of an unknown type of thing": (
        OWN.Claim, lambda claim: changed(claim, OWN.states, OWN.Person), "Claim-own-states",
    ),
    "a claim of another type of thing": (
        OWN.Theme, lambda theme: of_another_type(theme), "Theme-states",
    ),
    "a claim that stands nowhere": (
        OWN.Claim, lambda claim: without(claim, OWN.standsAt), "Claim-own-standsAt",
    ),
    "a claim of no import": (
        OWN.Claim, lambda claim: without(claim, PROV.wasGeneratedBy), "Claim-prov-wasGeneratedBy",
    ),
    "published values that are none": (
        OWN.Claim, lambda claim: changed(claim, OWN.published, Literal("x", datatype=RDF.JSON)),
        "Claim-own-published",
    ),
    "a claim's seal that is no sum": (
        OWN.Claim, lambda claim: changed(claim, OWN.seal, Literal("0" * 60)), "Claim-own-seal",
    ),
    "a source's seal that is no sum": (
        OWN.Source, lambda source: changed(source, OWN.seal, Literal("G" * 64)), "Source-own-seal",
    ),
    "a source without licence": (
        OWN.Source, lambda source: without(source, DCTERMS.license), "Source-dct-license",
    ),
    "a source with one title": (
        OWN.Source, lambda source: changed(source, DCTERMS.title, Literal("T", lang="sv")),
        "Source-dct-title",
    ),
    "an import at no time": (
        OWN.Run, lambda run: without(run, PROV.startedAtTime), "Run-prov-startedAtTime",
    ),
    "a theme in no list": (
        OWN.Theme, lambda theme: without(theme, SKOS.inScheme), "Theme-skos-inScheme",
    ),
    "a hash that is none": (
        URIRef("http://rdfs.org/ns/void#Dataset"),
        lambda data: changed(data, OWN.graphHash, Literal("0")), "Dataset-own-graphHash",
    ),
    **{
        name: (VOID.Dataset, spoiling, shape)
        for name, spoiling, shape in (
            ("no number of claims", lambda data: without(data, OWN.claimCount),
             "Dataset-own-claimCount"),
            ("another number of claims", lambda data: changed(data, OWN.claimCount, Literal(7)),
             "Dataset-claims"),
            ("another number of judgements",
             lambda data: changed(data, OWN.judgementCount, Literal(7)), "Dataset-judgements"),
            ("two versions", lambda data: changed(data, URIRef(f"{DCAT}version"), Literal("7")),
             "Dataset-version"),
            ("readers nobody knows", lambda data: changed(data, OWN.audience, Literal("friends")),
             "Dataset-own-audience"),
            ("filters that are none", lambda data: changed(data, OWN.filters, Literal("region=12")),
             "Dataset-own-filters"),
            ("a word of a data set misspelt",
             lambda data: more(data, OWN.claimCuont, Literal(7)), "Dataset"),
        )
    },
    "a claim of a later version": (
        OWN.Claim, lambda claim: changed(claim, OWN.sinceVersion, Literal(7)), "Dataset-later",
    ),
    "a claim of a tie without an end": (
        OWN.Claim, lambda _: lambda graph: graph.remove(
            (min(graph.subjects(OWN.beginsAt)), OWN.endsAt, None)
        ), "Claim",
    ),
    "a claim of a thing with ends": (
        OWN.Claim, lambda claim: lambda graph: graph.add((claim, OWN.beginsAt, END)).add(
            (claim, OWN.endsAt, END)
        ), "Claim",
    ),
    "values as read that are none": (
        OWN.Claim, lambda claim: changed(claim, OWN.interpreted, JSON_CUT), "Claim-own-interpreted",
    ),
    "a place that is none": (
        OWN.Claim, lambda claim: changed(claim, OWN.locator, JSON_CUT), "Claim-own-locator",
    ),
    "a word of a source misspelt": (
        OWN.Source, lambda source: more(source, OWN.retreived, Literal("2026")), "Source",
    ),
    "a word of an import misspelt": (
        OWN.Run, lambda run: more(run, OWN.files, Literal("a.csv")), "Run",
    ),
    "a publisher without a name": (
        OWN.Source, lambda source: without(URIRef(f"{source}#publisher"), FOAF.name),
        "Publisher-foaf-name",
    ),
    "an address of another kind": (
        OWN.Region, lambda region: more(URIRef(f"{ID}regions/1"), RDF.type, OWN.Region), "Region",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFECTS)
def test_each_defect_is_told(sound: rdflib.Graph, held: rdflib.Graph, name: str) -> None:
    spoil, shape = DEFECTS[name]
    graph = rdflib.Graph() + sound

    spoil(graph)

    assert len(graph ^ sound) > 0
    assert shape in told(graph, alone(held, shape))


@pytest.mark.parametrize("name", FOUND)
def test_each_defect_of_what_stands_behind_is_told(
    sound: rdflib.Graph, held: rdflib.Graph, name: str
) -> None:
    kind, spoiling, shape = FOUND[name]
    graph = rdflib.Graph() + sound
    focus = first(graph, kind)

    spoiling(focus)(graph)

    assert shape in told(graph, alone(held, shape))


def test_an_id_that_leads_to_nothing_is_told(real_model: ReadModel, held: rdflib.Graph) -> None:
    graph = exported(real_model, Filters(kind="university"))
    old, new = next(iter(graph.subject_objects(DCTERMS.isReplacedBy)))
    graph.add((new, DCTERMS.isReplacedBy, URIRef(f"{ID}actors/act-0000000000000000")))

    assert "Replacing" in told(graph, alone(held, "Replacing"))


def first_with(graph: rdflib.Graph, predicate: URIRef, begins: str = "") -> URIRef:
    """The first thing that has a property, of which the value begins so."""
    return min(
        subject
        for subject, value in graph.subject_objects(predicate)
        if isinstance(subject, URIRef) and str(value).startswith(begins)
    )


NUTS = "http://data.europa.eu/nuts/code/"
IN_REAL_DATA: dict[str, tuple[Defect, str]] = {
    "a region of another code": (
        lambda graph: graph.set(
            (first_with(graph, SKOS.exactMatch, NUTS), SKOS.exactMatch, URIRef(f"{NUTS}DE11"))
        ), "Dataset-addresses",
    ),
    "a region that Eurostat has and we do not say so": (
        lambda graph: graph.remove(
            (first_with(graph, SKOS.exactMatch, NUTS), SKOS.exactMatch, None)
        ),
        "Dataset-addresses",
    ),
    "a shape that is none": (
        lambda graph: graph.set(
            (first_with(graph, GEO.asGeoJSON), GEO.asGeoJSON,
             Literal('{"type": ', datatype=GEO.geoJSONLiteral))
        ), "Region-geo-hasGeometry",
    ),
    "a network of which nobody is a member": (
        lambda graph: graph.remove((first_with(graph, ORG.member), ORG.member, None)),
        "ParticipatesIn-says",
    ),
    "a member who declined": (
        lambda graph: graph.set(
            (first_with(graph, ORG.member), OWN.participationStatus,
             OWN["ParticipationStatus-declined"])
        ), "ParticipatesIn-ends",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def real(real_model: ReadModel) -> rdflib.Graph:
    """What the bundled facts have about Malmö: members, regions with code and shape."""
    return exported(real_model, Filters(q="malmö"))


@pytest.mark.parametrize("name", IN_REAL_DATA)
def test_each_defect_of_real_data_is_told(
    real: rdflib.Graph, held: rdflib.Graph, name: str
) -> None:
    spoil, shape = IN_REAL_DATA[name]
    graph = rdflib.Graph() + real

    spoil(graph)

    assert len(graph ^ real) > 0
    assert shape in told(graph, alone(held, shape))


def test_the_shapes_are_served_the_same_each_time(client: TestClient) -> None:
    first_time, again = client.get("/shapes"), client.get("/shapes")

    assert first_time.headers["content-type"] == "text/turtle; charset=utf-8"
    assert first_time.content == again.content
    graph = rdflib.Graph().parse(data=first_time.text, format="turtle")
    assert (URIRef(f"{BASE}shapes#Actor"), RDF.type, rdflib.SH.NodeShape) in graph
    assert FOAF.name in set(graph.objects(None, rdflib.SH.path))
