"""Which words of which vocabularies say what, compared with the small graph drawn by hand."""

import rdflib
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse
from rdflib import DCTERMS, FOAF, ORG, OWL, RDF, RDFS, SKOS, Literal, Namespace, URIRef

from graph_schema.mapping import GraphMapping
from graph_schema.ontology import ontology
from graph_schema.rdf import Terms
from queries.exporting.selection import selected
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

OWN = Namespace(BASE + "ontology#")
EURIO = Namespace("http://data.europa.eu/s66#")
FRAPO = Namespace("http://purl.org/cerif/frapo/")
SCHEMA = Namespace("https://schema.org/")
ADMS = Namespace("http://www.w3.org/ns/adms#")
CPOV = Namespace("http://data.europa.eu/m8g/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")


def whole(model: ReadModel, form: str = "nt") -> bytes:
    """The export of a model in one piece."""
    return b"".join(whole_graph(Export(model, selected(model), BASE), form))


def graph_of(model: ReadModel) -> rdflib.Graph:
    """The export as rdflib reads it."""
    return rdflib.Graph().parse(data=whole(model), format="nt")


def thing(noun: str, id: str) -> URIRef:
    """A permanent address."""
    return URIRef(f"{BASE}id/{noun}/{id}")


def said(graph: rdflib.Graph, subject: URIRef) -> set[tuple[object, object]]:
    """All about one thing but the claims behind it."""
    return {(p, o) for p, o in graph.predicate_objects(subject) if p != rdflib.PROV.wasDerivedFrom}


def test_n_triples_are_sorted_whole_and_no_line_stands_twice(
    model: ReadModel, odd_model: ReadModel, real_model: ReadModel
) -> None:
    for each in (model, odd_model, real_model):
        lines = whole(each).splitlines()

        assert lines == sorted(set(lines))


def test_no_subject_of_the_turtle_begins_twice(real_model: ReadModel) -> None:
    before: str | None = None
    seen: set[str] = set()
    for triple in parse(whole(real_model, "turtle"), format=RdfFormat.TURTLE):
        assert isinstance(triple.subject, NamedNode)
        if triple.subject.value != before:
            before = triple.subject.value
            assert before not in seen
            seen.add(before)
    assert len(seen) > 500


def test_an_actor_is_an_organisation_in_five_vocabularies(model: ReadModel) -> None:
    graph, malmo = graph_of(model), thing("actors", small.MALMO)
    number = URIRef(f"{malmo}#orgnr-2120001124")

    about = said(graph, malmo)

    assert {o for p, o in about if p == RDF.type} == {
        OWN.Actor, OWN.Funder, ORG.Organization, FOAF.Organization, SCHEMA.Organization,
        EURIO.Organisation, EURIO.PublicBody, FRAPO.FundingAgency,
        CPOV.PublicOrganisation,
    }  # fmt: skip
    assert {p for p, o in about if o == Literal("Malmö stad")} == {
        SKOS.prefLabel, FOAF.name, SCHEMA.name,
    }  # fmt: skip
    assert (ADMS.identifier, number) in about
    assert set(graph.predicate_objects(number)) == {
        (RDF.type, ADMS.Identifier),
        (SKOS.notation, Literal("2120001124")),
        (ADMS.schemaAgency, Literal("Bolagsverket, Skatteverket, SCB")),
    }


def test_what_is_no_address_stands_as_published(odd_model: ReadModel) -> None:
    graph = graph_of(odd_model)
    [web], [script] = (set(graph.subjects(SKOS.prefLabel, Literal(n))) for n in ("Web", "Script"))
    source, words = thing("sources", "odd"), (FOAF.page, SCHEMA.url, OWN.websiteAsPublished)
    licence = graph.value(source, DCTERMS.license)

    assert {(p, o) for p, o in said(graph, script) if p in words} == {
        (OWN.websiteAsPublished, Literal("javascript:alert(1)")),
    }  # fmt: skip
    assert {p for p, _ in said(graph, web) if p in words} == {FOAF.page, SCHEMA.url}
    assert graph.value(source, OWN.websiteAsPublished) == Literal("not an address")
    assert graph.value(licence, OWN.websiteAsPublished) == Literal("https://e.example/a b")
    assert not [*graph.objects(source, FOAF.page), *graph.objects(licence, RDFS.seeAlso)]


def test_a_unit_is_part_of_its_organisation(model: ReadModel) -> None:
    graph = graph_of(model)
    unit, whole_of_it = thing("actors", small.FRITID), thing("actors", small.MALMO)

    assert (unit, RDF.type, ORG.OrganizationalUnit) in graph
    assert set(graph.predicates(unit, whole_of_it)) == {DCTERMS.isPartOf, ORG.subOrganizationOf}


def test_a_grant_stands_between_funder_and_project_with_its_amount(model: ReadModel) -> None:
    graph = graph_of(model)
    id = small.edge_id("FUNDS", "register/act/fonden", "register/prj/p1", amount_kind="granted")
    grant, amount = thing("ties", id), URIRef(f"{thing('ties', id)}#amount")
    funder, project = thing("actors", small.FONDEN), thing("projects", small.P1)

    assert said(graph, grant) == {
        (RDF.type, OWN.Funds), (RDF.type, EURIO.Grant), (RDF.type, FRAPO.Grant),
        (RDF.subject, funder), (RDF.predicate, FRAPO.funds), (RDF.object, project),
        (FRAPO.isAwardedBy, funder), (EURIO.funds, project),
        (OWN.amountKind, OWN["AmountKind-granted"]), (OWN.hasAmount, amount),
        (EURIO.hasFundingAmount, amount),
    }  # fmt: skip
    assert set(graph.predicate_objects(amount)) == {
        (RDF.type, EURIO.MonetaryAmount),
        (EURIO.value, Literal("1000.50", datatype=XSD.decimal)),
        (EURIO.currency, Literal("SEK")),
    }
    assert (project, EURIO.isFundedBy, grant) in graph
    assert (funder, FRAPO.funds, project) in graph


def test_an_amount_that_is_no_grant_is_called_none(model: ReadModel) -> None:
    graph = graph_of(model)
    own, unknown = (
        thing("ties", small.edge_id("FUNDS", f"register/act/{who}", project, amount_kind=kind))
        for who, project, kind in (
            ("malmo", "register/prj/p1", "own"), ("fonden", "register/prj/p2", "unknown"),
        )
    )  # fmt: skip

    for tie in (own, unknown):
        assert {o for p, o in said(graph, tie) if p == RDF.type} == {OWN.Funds, RDF.Statement}
        assert graph.value(graph.value(tie, OWN.hasAmount), EURIO.value) is not None
        assert not set(graph.objects(tie, EURIO.hasFundingAmount))
        assert not set(graph.subjects(EURIO.isFundedBy, tie))
        assert (graph.value(tie, RDF.subject), FRAPO.funds, graph.value(tie, RDF.object)) in graph


def test_who_takes_part_in_an_event_attends_it_and_is_no_member(model: ReadModel) -> None:
    graph = graph_of(model)
    [breakfast] = graph.subjects(RDF.type, OWN.Collaboration)

    members = {
        (graph.value(part, word), graph.value(part, OWN.participationStatus))
        for word in (SCHEMA.organizer, SCHEMA.attendee)
        for part in graph.objects(breakfast, word)
    }

    party, attended, interested = (
        OWN[f"ParticipationStatus-{name}"] for name in ("party", "attended", "interested")
    )
    malmo, koop, bolag = (
        thing("actors", small.node_id(f"register/act/{key}")) for key in ("malmo", "koop", "bolag")
    )
    assert members == {(malmo, party), (koop, attended)}
    [asked] = graph.subjects(OWN.participationStatus, interested)
    assert {o for p, o in said(graph, asked) if p == RDF.type} == {
        OWN.ParticipatesIn, RDF.Statement,
    }  # fmt: skip
    assert (graph.value(asked, RDF.subject), graph.value(asked, RDF.object)) == (bolag, breakfast)
    assert not set(graph.objects(breakfast, EURIO.hasInvolvedParty))  # that is a project's
    assert set(graph.objects(breakfast, RDF.type)) == {OWN.Collaboration, SCHEMA.Event}
    assert graph.value(breakfast, OWN.collaborationKind) == OWN["CollaborationKind-event"]
    assert not set(graph.objects(breakfast, ORG.classification))  # that is an organisation's
    assert not set(graph.subjects(ORG.organization, breakfast))
    assert graph.value(breakfast, DCTERMS.title) == Literal("Frukost om arbete")


def test_only_what_lasts_has_members(real_model: ReadModel) -> None:
    """Of an event it is said who organises and who attends it, by way of what their role is."""
    graph = graph_of(real_model)
    joined = set(graph.objects(None, ORG.organization))
    events = set(graph.subjects(RDF.type, SCHEMA.Event))

    assert joined
    assert events
    for arena in joined:
        assert (arena, RDF.type, ORG.OrganizationalCollaboration) in graph
        kinds = [graph.value(arena, word) for word in (OWN.collaborationKind, ORG.classification)]
        assert kinds[0] == kinds[1] is not None
    classified = set(graph.subjects(ORG.classification)) - set(graph.subjects(RDF.type, OWN.Actor))
    assert classified == set(graph.subjects(RDF.type, ORG.OrganizationalCollaboration))
    for event in events:
        assert (event, RDF.type, ORG.OrganizationalCollaboration) not in graph
    told = [
        (event, word, part)
        for word in (SCHEMA.organizer, SCHEMA.attendee)
        for event, part in graph.subject_objects(word)
        if event in events
    ]
    assert told
    for event, word, part in told:
        assert (part, RDF.type, SCHEMA.Role) in graph
        assert graph.value(part, RDF.object) == event
        assert graph.value(part, word) == graph.value(part, RDF.subject)
        is_organiser = graph.value(part, OWN.role) == OWN["Role-organiser"]
        assert is_organiser == (word == SCHEMA.organizer)


def test_dates_of_eurio_are_whole_days_only(real_model: ReadModel) -> None:
    graph = graph_of(real_model)

    types = {day.datatype for day in graph.objects(None, EURIO.startDate)}

    assert types == {XSD.date}
    assert len(set(graph.subjects(SCHEMA.startDate))) > len(set(graph.subjects(EURIO.startDate)))


def test_regions_are_concepts_with_the_address_eurostat_gives_them(real_model: ReadModel) -> None:
    graph = graph_of(real_model)
    [skane] = graph.subjects(SKOS.exactMatch, URIRef("http://data.europa.eu/nuts/code/SE224"))

    assert (skane, SKOS.inScheme, OWN["Scheme-Region"]) in graph
    assert graph.value(skane, SKOS.prefLabel) == Literal("Skåne län")
    larger = graph.value(skane, SKOS.broader)
    assert graph.value(larger, SKOS.exactMatch) == URIRef("http://data.europa.eu/nuts/code/SE22")
    assert len(set(graph.subjects(SKOS.broader, skane))) == 33  # its municipalities


def test_every_own_word_of_an_export_is_explained_in_both_languages(
    real_model: ReadModel, odd_model: ReadModel
) -> None:
    for model in (real_model, odd_model):
        graph = graph_of(model)
        used = {
            word
            for triple in graph
            for word in triple
            if isinstance(word, URIRef) and word.startswith(OWN)
        }
        for word in used:
            label = (
                SKOS.prefLabel
                if "-" in word or (word, RDF.type, SKOS.ConceptScheme) in graph
                else RDFS.label
            )
            assert {text.language for text in graph.objects(word, label)} == {"sv", "en"}, word


def test_every_own_class_and_property_says_what_it_means_in_both_languages() -> None:
    graph = rdflib.Graph()
    for triple in ontology(GraphMapping(Terms(BASE))):
        graph.parse(data=f"{triple} .", format="nt")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)

    defined = {word for kind in kinds for word in graph.subjects(RDF.type, kind)}

    assert len(defined) > 60
    for word in defined:
        languages = [
            {text.language for text in graph.objects(word, term)}
            for term in (RDFS.label, RDFS.comment)
        ]
        assert languages == [{"sv", "en"}, {"sv", "en"}], word
    assert (URIRef(BASE + "ontology"), RDF.type, OWL.Ontology) in graph


def test_each_source_speaks_in_a_graph_of_its_own(model: ReadModel) -> None:
    quads = list(parse(whole(model, "nquads"), format=RdfFormat.N_QUADS))
    in_graph: dict[str, set[tuple[str, str]]] = {"register": set(), "almanac": set(), "": set()}
    malmo = str(thing("actors", small.MALMO))
    for quad in quads:
        if str(quad.subject) == f"<{malmo}>":
            graph = str(quad.graph_name).rstrip(">").rpartition("/")[2]
            said_of_it = in_graph[graph if graph in in_graph else ""]
            said_of_it.add((str(quad.predicate).strip("<>"), str(quad.object)))

    name, sector = str(SKOS.prefLabel), str(OWN.sector)
    public = f"<{OWN['Sector-public']}>"
    assert (name, '"Malmö stad"') in in_graph["register"]
    assert (sector, public) in in_graph["register"]
    names = {graph: {o for p, o in said if p == name} for graph, said in in_graph.items()}
    assert names["almanac"] == {'"Malmö Stad Sverige"'}
    assert names[""] == {'"Malmö stad"'}
    default = {str(quad) for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    assert default == {str(quad) for quad in parse(whole(model), format=RdfFormat.N_TRIPLES)}
