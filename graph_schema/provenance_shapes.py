"""What an export holds to beside things and ties: claims, judgements, sources, itself, old ids."""

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SH, SKOS, XSD
from rdflib.term import Node

from graph_schema.namespaces import ADMS, DCAT, VOID
from graph_schema.rdf import CLAIMS, JUDGEMENTS
from graph_schema.shape_graph import ShapeGraph
from graph_schema.vocabularies import Audience, JudgementKind, JudgementRole

HEX = "[0-9a-f]"
DCAT_VERSION_OF = URIRef(DCAT + "isVersionOf")
OBJECT = {"pattern": r"^\{.*\}$", "flags": "s"}
"""An object of JSON, as far as an expression can tell."""
ONCE = {"minCount": 1, "maxCount": 1}
SHA256 = {"pattern": f"^{HEX}{{64}}$", **ONCE}
WEB = "^https?://"
PARTIAL_DATE = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def claims(shapes: ShapeGraph) -> None:
    """A claim is one source's, says of which type of thing it is, what was published and where."""
    shape, own = shapes.target("Claim", shapes.own.Claim), shapes.own
    for name in ("record", "recordKey", "importer"):
        shapes.property(shape, own[name], datatype=XSD.string, **ONCE)
    shapes.property(shape, own.seal, datatype=XSD.string, **SHA256)
    for name in ("published", "interpreted"):
        shapes.property(shape, own[name], datatype=RDF.JSON, **OBJECT, **ONCE)
    shapes.property(shape, own.sinceVersion, datatype=XSD.integer, minInclusive=1, **ONCE)
    mapping = shapes.mapping
    types = [URIRef(t.own.value) for t in (*mapping.nodes.values(), *mapping.edges.values())]
    shapes.property(shape, own.states, **ONCE, **{"in": shapes.listed([*types])})
    shapes.property(shape, own.standsAt, datatype=XSD.string, minCount=1)
    shapes.property(shape, own.locator, datatype=RDF.JSON, minCount=1, **OBJECT)
    for name in ("beginsAt", "endsAt"):
        shapes.property(shape, own[name], datatype=XSD.string, maxCount=1)
    _between(shapes, shape)
    shapes.property(shape, DCTERMS.source, **ONCE, **{"class": own.Source})
    shapes.property(shape, PROV.wasAttributedTo, **ONCE, **{"class": PROV.Agent})
    shapes.property(shape, PROV.wasGeneratedBy, minCount=1, **{"class": own.Run})
    shapes.addressed(shape, CLAIMS, f"{HEX}{{32}}")
    shapes.closed(shape, ())


def _between(shapes: ShapeGraph, shape: URIRef) -> None:
    """A claim of a tie says between which two records it lies; one of a thing says none."""
    mapping, either = shapes.mapping, list[Node]()
    for kinds, bound, number in (
        (mapping.nodes.values(), SH.maxCount, 0), (mapping.edges.values(), SH.minCount, 1),
    ):  # fmt: skip
        case = shapes.blank()
        types: list[Node] = [URIRef(kind.own.value) for kind in kinds]
        for path, constraint, value in (
            (shapes.own.states, SH["in"], shapes.listed(types)),
            *((shapes.own[end], bound, Literal(number)) for end in ("beginsAt", "endsAt")),
        ):
            found = shapes.blank()
            shapes.graph.add((case, SH.property, found))
            shapes.graph.add((found, SH.path, path))
            shapes.graph.add((found, constraint, value))
        either.append(case)
    shapes.graph.add((shape, SH["or"], shapes.listed(either)))


def judgements(shapes: ShapeGraph) -> None:
    """A decision is about two records, somebody made it in some capacity, and says why."""
    shape, own = shapes.target("Judgement", shapes.own.Judgement), shapes.own
    shapes.property(shape, own.judgedRecord, datatype=XSD.string, minCount=2, maxCount=2)
    shapes.property(shape, PROV.used, nodeKind=SH.IRI, minCount=2, maxCount=2)
    shapes.property(shape, PROV.influenced, nodeKind=SH.IRI)
    shapes.coded(shapes.property(shape, own.decided, **ONCE), JudgementKind.__name__)
    shapes.property(shape, DCTERMS.description, datatype=XSD.string, minLength=1, **ONCE)
    shapes.property(shape, PROV.endedAtTime, datatype=XSD.dateTime, **ONCE)
    shapes.property(shape, own.inForce, datatype=XSD.boolean, **ONCE)
    shapes.property(shape, PROV.wasAssociatedWith, **ONCE, **{"class": PROV.Agent})
    shapes.property(shape, PROV.qualifiedAssociation, **ONCE, **{"class": PROV.Association})
    shapes.addressed(shape, JUDGEMENTS, f"jdg-{HEX}{{16}}")
    shapes.closed(shape, ())
    association = shapes.target("Association", PROV.Association)
    shapes.property(association, PROV.agent, **ONCE, **{"class": PROV.Agent})
    shapes.coded(shapes.property(association, PROV.hadRole, **ONCE), JudgementRole.__name__)


def sources(shapes: ShapeGraph) -> None:
    """A source has a licence, a publisher and its manifest; an import is of one source."""
    source, own = shapes.target("Source", shapes.own.Source), shapes.own
    shapes.property(source, DCTERMS.title, minCount=2, uniqueLang=True, datatype=RDF.langString)
    for path in (DCTERMS.publisher, DCTERMS.license, PROV.wasAttributedTo):
        shapes.property(source, path, nodeKind=SH.IRI, **ONCE)
    shapes.property(source, own.manifest, datatype=RDF.JSON, **OBJECT, **ONCE)
    shapes.property(source, own.coverage, datatype=RDF.JSON, **OBJECT)
    shapes.property(source, own.seal, datatype=XSD.string, **SHA256)
    shapes.property(source, own.precedence, datatype=XSD.integer, **ONCE)
    shapes.property(source, own.retrieved, maxCount=1, pattern=PARTIAL_DATE)
    shapes.property(source, DCTERMS.description, uniqueLang=True, datatype=RDF.langString)
    shapes.property(source, FOAF.page, maxCount=1, nodeKind=SH.IRI, pattern=WEB)
    shapes.property(source, own.websiteAsPublished, maxCount=1, datatype=XSD.string)
    undone = {"maxCount": 1, "datatype": XSD.integer, "minInclusive": 2}
    shapes.property(source, own.withdrawnInVersion, **undone)
    shapes.closed(source, ())
    publisher = shapes.shape.Publisher
    shapes.graph.add((publisher, RDF.type, SH.NodeShape))
    shapes.graph.add((publisher, SH.targetObjectsOf, DCTERMS.publisher))
    shapes.property(publisher, FOAF.name, minCount=1, minLength=1)
    licence = shapes.target("Licence", DCTERMS.LicenseDocument)
    shapes.property(licence, RDFS.label, minLength=1, **ONCE)
    run = shapes.target("Run", own.Run)
    shapes.property(run, PROV.used, **ONCE, **{"class": own.Source})
    shapes.property(run, PROV.startedAtTime, datatype=XSD.dateTime, **ONCE)
    shapes.property(run, own.importer, datatype=XSD.string, **ONCE)
    shapes.property(run, own.file, datatype=XSD.string)
    shapes.property(run, own.withdrawnInVersion, **undone)
    shapes.closed(run, ())


def dataset(shapes: ShapeGraph) -> None:
    """There is one data set, a version of the one at the address of all."""
    data, own = shapes.target("Dataset", URIRef(VOID + "Dataset")), shapes.own
    whole = URIRef(shapes.terms.base)
    shapes.property(data, DCAT_VERSION_OF, hasValue=whole, **ONCE)
    shapes.graph.add((shapes.shape.Whole, RDF.type, SH.NodeShape))
    shapes.graph.add((shapes.shape.Whole, SH.targetNode, whole))
    versions, back = shapes.shape["Whole-versions"], shapes.blank()
    shapes.graph.add((shapes.shape.Whole, SH.property, versions))
    shapes.graph.add((versions, SH.path, back))
    shapes.graph.add((back, SH.inversePath, DCAT_VERSION_OF))
    shapes.graph.add((versions, SH["class"], URIRef(VOID + "Dataset")))
    for bound in (SH.minCount, SH.maxCount):
        shapes.graph.add((versions, bound, Literal(1)))
    for name in ("dataVersion", "claimCount", "judgementCount"):
        shapes.property(data, own[name], datatype=XSD.integer, minInclusive=0, **ONCE)
    shapes.property(data, own.graphHash, **SHA256)
    readers: list[Node] = [Literal(audience.value) for audience in Audience]
    shapes.property(data, own.audience, **ONCE, **{"in": shapes.listed(readers)})
    shapes.property(data, own.filters, datatype=XSD.string, **OBJECT, **ONCE)
    shapes.property(data, URIRef(DCAT + "version"), datatype=XSD.string, **ONCE)
    shapes.property(data, RDFS.comment, uniqueLang=True, datatype=RDF.langString)
    for when in (DCTERMS.issued, DCTERMS.modified):
        shapes.property(data, when, datatype=XSD.dateTime, maxCount=1)
    shapes.closed(data, ())


def identifiers(shapes: ShapeGraph) -> None:
    """An identifier has one value."""
    identifier = shapes.target("Identifier", URIRef(ADMS + "Identifier"))
    shapes.property(identifier, SKOS.notation, minLength=1, **ONCE)


def replaced(shapes: ShapeGraph) -> None:
    """An id that was superseded says so, and leads to a node or tie that is there, in one step."""
    old, true = shapes.shape.Replaced, Literal("true", datatype=XSD.boolean)
    shapes.graph.add((old, RDF.type, SH.NodeShape))
    for said in (DCTERMS.isReplacedBy, OWL.deprecated):
        shapes.graph.add((old, SH.targetSubjectsOf, said))
    shapes.property(old, DCTERMS.isReplacedBy, minCount=1, nodeKind=SH.IRI)
    shapes.property(old, OWL.deprecated, hasValue=true, maxCount=1)
    shape = shapes.shape.Replacing
    shapes.graph.add((shape, RDF.type, SH.NodeShape))
    shapes.graph.add((shape, SH.targetObjectsOf, DCTERMS.isReplacedBy))
    shapes.property(shape, OWL.deprecated, maxCount=0)
    either = {shapes.of(shape, path): path for path in (SKOS.prefLabel, RDF.subject)}
    for found, path in either.items():
        shapes.graph.add((found, SH.path, path))
        shapes.graph.add((found, SH.minCount, Literal(1)))
    shapes.graph.add((shape, SH["or"], shapes.either(SH.property, either)))
