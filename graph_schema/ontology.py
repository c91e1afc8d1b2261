"""Our own terms and closed lists as RDF, so that whoever reads an export finds what they mean."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.base import Typed
from graph_schema.nodes import OWN, SKOS
from graph_schema.rdf import (
    LABEL,
    PREF_LABEL,
    PROV,
    RDF,
    RDFS,
    SUBCLASS,
    TYPE,
    EdgeShape,
    Shape,
    Terms,
    property_of,
)
from graph_schema.vocabularies import Vocabulary

CLASS = NamedNode(RDFS + "Class")
PROPERTY = NamedNode(RDF + "Property")
COMMENT = NamedNode(RDFS + "comment")
NOTATION = NamedNode(SKOS + "notation")
IN_SCHEME = NamedNode(SKOS + "inScheme")
CONCEPT = NamedNode(SKOS + "Concept")
SCHEME = NamedNode(SKOS + "ConceptScheme")
OF_CLAIMS: tuple[tuple[str, str, str, str], ...] = (
    ("Claim", "Påstående", "Claim", PROV + "Entity"),
    ("Source", "Källa", "Source", PROV + "Entity"),
    ("Run", "Inläsning", "Import", PROV + "Activity"),
)
FUNDER = ("Funder", "Finansiär", "Funder", OWN + "Actor")
OF_EXPORTS: tuple[tuple[str, str, str], ...] = (
    ("record", "Post i källan", "Record in the source"),
    ("standsAt", "Står i", "Stands at"),
    ("published", "Värden som de publicerades", "Values as published"),
    ("interpreted", "Värden som de tolkades", "Values as interpreted"),
    ("importer", "Importör", "Importer"),
    ("sinceVersion", "Sedan version", "Since version"),
    ("retrieved", "Hämtad", "Retrieved"),
    ("coverage", "Täckning", "Coverage"),
    ("file", "Fil", "File"),
    ("dataVersion", "Dataversion", "Data version"),
    ("graphHash", "Grafens kontrollsumma", "Hash of the graph"),
    ("audience", "Läsekrets", "Audience"),
    ("filters", "Urval", "Filters"),
)


def ontology(terms: Terms) -> list[Triple]:
    """Classes, properties and concepts, each triple once."""
    shapes = (*terms.nodes.values(), *terms.edges.values())
    found: list[Triple] = []
    for shape in shapes:
        found += _class(shape)
        found += _properties(terms, shape.kind)
        for column in shape.columns:
            if column.vocabulary is not None and issubclass(column.vocabulary, Vocabulary):
                found += _concepts(terms, column.vocabulary, column.term.sv, column.term.en)
    for name, sv, en, larger in (*OF_CLAIMS, FUNDER):
        own = terms.term(OWN + name)
        found += (Triple(own, TYPE, CLASS), *_labels(own, LABEL, sv, en))
        found.append(Triple(own, SUBCLASS, terms.term(larger)))
    for name, sv, en in OF_EXPORTS:
        own = terms.term(OWN + name)
        found += (Triple(own, TYPE, PROPERTY), *_labels(own, LABEL, sv, en))
    return list(dict.fromkeys(found))


def _class(shape: Shape) -> Iterator[Triple]:
    yield Triple(shape.own, TYPE, CLASS)
    yield from _labels(shape.own, LABEL, shape.kind.SV, shape.kind.EN)
    if shape.kind.__doc__:
        yield Triple(shape.own, COMMENT, Literal(shape.kind.__doc__, language="en"))
    for larger in shape.classes:
        if larger != shape.own:
            yield Triple(shape.own, SUBCLASS, larger)
    if isinstance(shape, EdgeShape) and shape.kind.RDF.startswith(OWN):
        yield Triple(shape.predicate, TYPE, PROPERTY)
        yield from _labels(shape.predicate, LABEL, shape.kind.SV, shape.kind.EN)


def _properties(terms: Terms, kind: type[Typed]) -> Iterator[Triple]:
    for column in kind.columns():
        name = property_of(column)
        if name.startswith(OWN):
            own = terms.term(name)
            yield Triple(own, TYPE, PROPERTY)
            yield from _labels(own, LABEL, column.term.sv, column.term.en)


def _concepts(terms: Terms, scheme: type[Vocabulary], sv: str, en: str) -> Iterator[Triple]:
    whole = terms.term(OWN + scheme.__name__)
    yield Triple(whole, TYPE, SCHEME)
    yield from _labels(whole, PREF_LABEL, sv, en)
    for code in scheme:
        concept = terms.concept(scheme.__name__, code)
        yield Triple(concept, TYPE, CONCEPT)
        yield Triple(concept, IN_SCHEME, whole)
        yield Triple(concept, NOTATION, Literal(str(code)))
        yield from _labels(concept, PREF_LABEL, code.sv, code.en)


def _labels(subject: NamedNode, predicate: NamedNode, sv: str, en: str) -> Iterator[Triple]:
    yield Triple(subject, predicate, Literal(sv, language="sv"))
    yield Triple(subject, predicate, Literal(en, language="en"))
