"""What an export holds to beside things and ties: claims, judgements, sources, itself, old ids."""

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

from graph_schema.namespaces import ADMS, DCAT, VOID
from graph_schema.rdf import CLAIMS, JUDGEMENTS
from graph_schema.shape_graph import ShapeGraph
from graph_schema.vocabularies import JudgementKind, JudgementRole

HEX = "[0-9a-f]"
DCAT_VERSION_OF = URIRef(DCAT + "isVersionOf")


def claims(shapes: ShapeGraph) -> None:
    """A claim is one source's, says of which type of thing it is, what was published and where."""
    shape, own = shapes.target("Claim", shapes.own.Claim), shapes.own
    once = {"minCount": 1, "maxCount": 1}
    for name in ("record", "recordKey", "importer", "seal"):
        shapes.property(shape, own[name], datatype=XSD.string, **once)
    for name in ("published", "interpreted"):
        shapes.property(shape, own[name], datatype=RDF.JSON, pattern=r"^\{", **once)
    shapes.property(shape, own.sinceVersion, datatype=XSD.integer, minInclusive=1, **once)
    mapping = shapes.mapping
    types = [URIRef(t.own.value) for t in (*mapping.nodes.values(), *mapping.edges.values())]
    shapes.property(shape, own.states, **once, **{"in": shapes.listed([*types])})
    shapes.property(shape, own.standsAt, datatype=XSD.string, minCount=1)
    shapes.property(shape, own.locator, datatype=RDF.JSON, minCount=1)
    for name in ("beginsAt", "endsAt"):
        shapes.property(shape, own[name], datatype=XSD.string, maxCount=1)
    shapes.property(shape, DCTERMS.source, **once, **{"class": own.Source})
    shapes.property(shape, PROV.wasAttributedTo, **once, **{"class": PROV.Agent})
    shapes.property(shape, PROV.wasGeneratedBy, minCount=1, **{"class": own.Run})
    shapes.addressed(shape, CLAIMS, f"{HEX}{{32}}")
    shapes.closed(shape, ())


def judgements(shapes: ShapeGraph) -> None:
    """A decision is about two records, somebody made it in some capacity, and says why."""
    shape, own = shapes.target("Judgement", shapes.own.Judgement), shapes.own
    once = {"minCount": 1, "maxCount": 1}
    shapes.property(shape, own.judgedRecord, datatype=XSD.string, minCount=2, maxCount=2)
    shapes.property(shape, PROV.used, nodeKind=SH.IRI, minCount=2, maxCount=2)
    shapes.property(shape, PROV.influenced, nodeKind=SH.IRI)
    shapes.coded(shapes.property(shape, own.decided, **once), JudgementKind.__name__)
    shapes.property(shape, DCTERMS.description, datatype=XSD.string, minLength=1, **once)
    shapes.property(shape, PROV.endedAtTime, datatype=XSD.dateTime, **once)
    shapes.property(shape, own.inForce, datatype=XSD.boolean, **once)
    shapes.property(shape, PROV.wasAssociatedWith, **once, **{"class": PROV.Agent})
    shapes.property(shape, PROV.qualifiedAssociation, **once, **{"class": PROV.Association})
    shapes.addressed(shape, JUDGEMENTS, f"jdg-{HEX}{{16}}")
    shapes.closed(shape, ())
    association = shapes.target("Association", PROV.Association)
    shapes.property(association, PROV.agent, **once, **{"class": PROV.Agent})
    shapes.coded(shapes.property(association, PROV.hadRole, **once), JudgementRole.__name__)


def sources(shapes: ShapeGraph) -> None:
    """A source has a licence, a publisher and its manifest; an import is of one source."""
    source, own = shapes.target("Source", shapes.own.Source), shapes.own
    shapes.property(source, DCTERMS.title, minCount=2, uniqueLang=True, datatype=RDF.langString)
    for path in (DCTERMS.publisher, DCTERMS.license):
        shapes.property(source, path, minCount=1, maxCount=1, nodeKind=SH.IRI)
    shapes.property(source, own.manifest, minCount=1, maxCount=1, datatype=RDF.JSON)
    shapes.property(source, own.seal, minCount=1, maxCount=1, datatype=XSD.string)
    undone = {"maxCount": 1, "datatype": XSD.integer, "minInclusive": 2}
    shapes.property(source, own.withdrawnInVersion, **undone)
    licence = shapes.target("Licence", DCTERMS.LicenseDocument)
    shapes.property(licence, RDFS.label, minCount=1, maxCount=1, minLength=1)
    run = shapes.target("Run", own.Run)
    shapes.property(run, PROV.used, minCount=1, maxCount=1, **{"class": own.Source})
    shapes.property(run, PROV.startedAtTime, minCount=1, maxCount=1, datatype=XSD.dateTime)
    shapes.property(run, own.withdrawnInVersion, **undone)


def dataset(shapes: ShapeGraph) -> None:
    """There is one data set, a version of the one at the address of all."""
    data, own = shapes.target("Dataset", URIRef(VOID + "Dataset")), shapes.own
    whole, once = URIRef(shapes.terms.base), {"minCount": 1, "maxCount": 1}
    shapes.property(data, DCAT_VERSION_OF, hasValue=whole, **once)
    shapes.graph.add((shapes.shape.Whole, RDF.type, SH.NodeShape))
    shapes.graph.add((shapes.shape.Whole, SH.targetNode, whole))
    versions, back = shapes.shape["Whole-versions"], shapes.blank()
    shapes.graph.add((shapes.shape.Whole, SH.property, versions))
    shapes.graph.add((versions, SH.path, back))
    shapes.graph.add((back, SH.inversePath, DCAT_VERSION_OF))
    shapes.graph.add((versions, SH["class"], URIRef(VOID + "Dataset")))
    for bound in (SH.minCount, SH.maxCount):
        shapes.graph.add((versions, bound, Literal(1)))
    shapes.property(data, own.dataVersion, datatype=XSD.integer, minInclusive=0, **once)
    shapes.property(data, own.judgementCount, datatype=XSD.integer, minInclusive=0, **once)
    shapes.property(data, own.graphHash, pattern=f"^{HEX}{{64}}$", **once)


def identifiers(shapes: ShapeGraph) -> None:
    """An identifier has one value."""
    once = {"minCount": 1, "maxCount": 1}
    identifier = shapes.target("Identifier", URIRef(ADMS + "Identifier"))
    shapes.property(identifier, SKOS.notation, minLength=1, **once)


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
