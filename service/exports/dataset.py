"""The graph as one dataset (VoID, DCAT): what it is, how much it holds, from which sources."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.mapping import GraphMapping
from graph_schema.namespaces import DCAT, DCT, VOID
from graph_schema.rdf import SOURCES, TYPE
from queries.lookup.overview import overview
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.formats import FORMATS
from service.exports.linked_data import dataset
from service.exports.provenance import Provenance

IANA = "https://www.iana.org/assignments/media-types/"
EXPORTS = "api/v1/export/"


def dataset_described(export: Export, mapping: GraphMapping) -> Iterator[Triple]:
    """The whole dataset without its content: counts, sources with licences, where to fetch it."""
    terms = mapping.terms
    subject = NamedNode(terms.base)
    yield from dataset(export, terms)
    yield Triple(subject, TYPE, NamedNode(DCAT + "Dataset"))
    yield Triple(subject, NamedNode(DCAT + "version"), Literal(str(export.model.version)))
    yield Triple(subject, NamedNode(VOID + "vocabulary"), NamedNode(terms.ontology))
    yield from _counts(export.model, subject, mapping)
    provenance = Provenance(mapping)
    for info in export.model.sources:
        source = terms.address(SOURCES, info.name)
        yield Triple(subject, NamedNode(DCT + "source"), source)
        yield from provenance.source(info)
    for form, kind in FORMATS.items():
        file = NamedNode(f"{terms.base}{EXPORTS}{form.value}")
        media_type = NamedNode(IANA + kind.media_type.partition(";")[0])
        yield Triple(subject, NamedNode(DCAT + "distribution"), file)
        yield Triple(file, TYPE, NamedNode(DCAT + "Distribution"))
        yield Triple(file, NamedNode(DCAT + "downloadURL"), file)
        yield Triple(file, NamedNode(DCAT + "mediaType"), media_type)


def _counts(model: ReadModel, subject: NamedNode, mapping: GraphMapping) -> Iterator[Triple]:
    """How many there are of each class; a tie is a thing of its own."""
    counts, entities = overview(model).counts, NamedNode(VOID + "entities")
    nodes = sum(counts[label] for label in mapping.nodes if label in counts)
    yield Triple(subject, entities, Literal(nodes))
    for label, kind in {**mapping.nodes, **mapping.edges}.items():
        if counts.get(label):
            part = NamedNode(f"{mapping.terms.base}#{label}")
            yield Triple(subject, NamedNode(VOID + "classPartition"), part)
            yield Triple(part, NamedNode(VOID + "class"), kind.own)
            yield Triple(part, entities, Literal(counts[label]))
