"""Our own terms and closed lists as an OWL ontology, so that an export says what it means."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, cast

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.base import Typed
from graph_schema.edges import EDGE_TYPES
from graph_schema.mapping import IN_SCHEME, GraphMapping, TypeMapping, scheme_of
from graph_schema.namespaces import DCT, FOAF, OWL, OWN, PREFIXES, PROV, RDFS, SCHEMA, SKOS, XSD
from graph_schema.nodes import Concept
from graph_schema.rdf import PREF_LABEL, TYPE, Terms, is_date, literal_type, property_of
from graph_schema.vocabularies import (
    COUNTED_ROLES,
    LASTING,
    MEETINGS,
    MET,
    JudgementKind,
    JudgementRole,
    Vocabulary,
)

ONTOLOGY = NamedNode(OWL + "Ontology")
CLASS = NamedNode(OWL + "Class")
OBJECT_PROPERTY = NamedNode(OWL + "ObjectProperty")
DATATYPE_PROPERTY = NamedNode(OWL + "DatatypeProperty")
LABEL = NamedNode(RDFS + "label")
COMMENT = NamedNode(RDFS + "comment")
SUBCLASS = NamedNode(RDFS + "subClassOf")
DEFINED_BY = NamedNode(RDFS + "isDefinedBy")
DOMAIN = NamedNode(RDFS + "domain")
RANGE = NamedNode(RDFS + "range")
SEE_ALSO = NamedNode(RDFS + "seeAlso")
USED_BY = NamedNode(SCHEMA + "domainIncludes")
NOTATION = NamedNode(SKOS + "notation")
DEFINITION = NamedNode(SKOS + "definition")
SCOPE = NamedNode(SKOS + "scopeNote")
CONCEPT = NamedNode(SKOS + "Concept")
SCHEME = NamedNode(SKOS + "ConceptScheme")
LARGER: Mapping[str, str] = {
    "Claim": PROV + "Entity", "Source": PROV + "Entity", "Run": PROV + "Activity",
    "Judgement": PROV + "Activity", "EvidenceCard": PROV + "Entity", "Funder": OWN + "Actor",
}  # fmt: skip
NOTED: Mapping[str, frozenset[Vocabulary]] = {
    "counted": COUNTED_ROLES, "met": MET, "meeting": MEETINGS, "lasting": LASTING,
}  # fmt: skip
"""Words of the closed lists that the analyses treat alike, by what is said of them."""
LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
"""Of the words and what they mean, which are part of the program."""
TO_THINGS = ("states", "hasAmount", "produced", "withoutValue", "notShown", "decided")
"""Facts that lead to a thing."""
MADE_FOR = (
    "Egna ord för kunskapsgrafen ekokarta, där inget känt vokabulär har ett som passar: klasser, "
    "egenskaper, slutna listor, och vad beviskort består av.",
    "Own words of the knowledge graph ekokarta, where no known vocabulary has one that fits: "
    "classes, properties, closed lists, and what evidence cards are made of.",
)
ABOUT = (
    (
        "sv",
        "Ekosystemet för social innovation: aktörer, projekt, samverkan, finansiering, källor",
    ),
    (
        "en",
        "The social-innovation ecosystem: actors, projects, collaborations, funding, sources",
    ),
)


@cache
def definitions() -> Mapping[str, Mapping[str, Any]]:
    """What ``definitions.toml`` says, by section."""
    text = files("graph_schema").joinpath("definitions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def meaning_of(word: str) -> Sequence[str]:
    """What a word of a closed list means, in Swedish and in English; empty where not written."""
    found: Sequence[str] = definitions()["words"].get(type(word).__name__, {}).get(str(word), ())
    return found


def range_of(fact: str) -> str | None:
    """What the values of a fact are; None where it leads to a thing or they differ."""
    short = definitions()["facts"][fact].get("range")
    if short is None:
        return None
    prefix, _, name = short.partition(":")
    return PREFIXES[prefix] + str(name)


def ontology(mapping: GraphMapping, publisher: str | None = None) -> list[Triple]:
    """Classes, properties and concepts, each triple once; ``publisher``: who publishes them."""
    terms = mapping.terms
    found = list(_header(terms, publisher))
    for kind in (*mapping.nodes.values(), *mapping.edges.values()):
        found += _class(terms, kind)
        found += _properties(terms, kind)
        for column in kind.columns:
            if column.vocabulary is not None and issubclass(column.vocabulary, Vocabulary):
                found += _concepts(terms, column.vocabulary, column.term.sv, column.term.en)
    for node in mapping.nodes.values():
        if issubclass(node.node_kind, Concept):
            scheme = terms.term(scheme_of(node.node_kind))
            found.append(Triple(scheme, TYPE, SCHEME))
            found += _both(scheme, PREF_LABEL, node.kind.SV, node.kind.EN)
            found += _meaning(scheme, DEFINITION, node.node_kind, "types")
    for edge in EDGE_TYPES:
        if edge.RDF.startswith(OWN):
            found += _property(terms, edge.RDF, OBJECT_PROPERTY, edge.SV, edge.EN)
            of = (mapping.nodes[label].own for label in edge.FROM if label in mapping.nodes)
            found += (Triple(terms.term(edge.RDF), USED_BY, own) for own in of)
    found += _others(terms)
    found += _of_judgements(terms)
    found += _domains(found)
    return sorted(set(found), key=str)


def _domains(found: Iterable[Triple]) -> Iterator[Triple]:
    """The class of whatever has a property, where the property is used on one class alone.

    Of two classes it would make each thing both.
    """
    used = defaultdict[NamedNode, set[NamedNode]](set)
    for triple in found:
        if triple.predicate == USED_BY:
            used[cast(NamedNode, triple.subject)].add(cast(NamedNode, triple.object))
    for name, classes in used.items():
        if len(classes) == 1:
            yield Triple(name, DOMAIN, *classes)


def _header(terms: Terms, publisher: str | None) -> Iterator[Triple]:
    whole = NamedNode(terms.ontology)
    yield Triple(whole, TYPE, ONTOLOGY)
    yield Triple(whole, SEE_ALSO, NamedNode(f"{terms.base}shapes"))
    yield Triple(whole, NamedNode(OWL + "versionInfo"), Literal(version("ekokarta")))
    yield Triple(whole, NamedNode(DCT + "license"), NamedNode(LICENCE))
    if publisher is not None:
        agent = NamedNode(f"{terms.base}dataset#publisher")
        yield Triple(whole, NamedNode(DCT + "publisher"), agent)
        yield Triple(agent, TYPE, NamedNode(FOAF + "Agent"))
        yield Triple(agent, NamedNode(FOAF + "name"), Literal(publisher))
    for lang, text in ABOUT:
        yield Triple(whole, NamedNode(DCT + "title"), Literal(text, language=lang))
    yield from _both(whole, COMMENT, *MADE_FOR)


def _class(terms: Terms, kind: TypeMapping) -> Iterator[Triple]:
    yield Triple(kind.own, TYPE, CLASS)
    yield Triple(kind.own, DEFINED_BY, NamedNode(terms.ontology))
    yield from _both(kind.own, LABEL, kind.kind.SV, kind.kind.EN)
    yield from _meaning(kind.own, COMMENT, kind.kind, "types")
    for name in getattr(kind, "classes", ()):
        if name != kind.own:
            yield Triple(kind.own, SUBCLASS, name)


def _meaning(
    own: NamedNode, predicate: NamedNode, described: type, section: str
) -> Iterator[Triple]:
    """What a type or list means: in English its docstring, in Swedish as ``section`` says it."""
    swedish = definitions()[section].get(described.__name__)
    if swedish is not None:
        yield Triple(own, predicate, Literal(swedish, language="sv"))
    if described.__doc__:
        yield Triple(own, predicate, Literal(" ".join(described.__doc__.split()), language="en"))


def _properties(terms: Terms, kind: TypeMapping) -> Iterator[Triple]:
    for column in kind.columns:
        name = property_of(column)
        if not name.startswith(OWN):
            continue
        coded = column.vocabulary is not None
        kind_of = OBJECT_PROPERTY if coded else DATATYPE_PROPERTY
        yield from _property(terms, name, kind_of, column.term.sv, column.term.en)
        yield Triple(terms.term(name), USED_BY, kind.own)
        if coded:
            yield Triple(terms.term(name), RANGE, CONCEPT)
            if column.vocabulary is not None and issubclass(column.vocabulary, Vocabulary):
                scheme = terms.term(OWN + column.vocabulary.__name__)
                yield Triple(terms.term(name), SEE_ALSO, scheme)
        elif not is_date(kind.kind, column):
            yield Triple(terms.term(name), RANGE, NamedNode(_literal(kind.kind, column.name)))


def _literal(kind: type[Typed], name: str) -> str:
    column = next(c for c in kind.columns() if c.name == name)
    return literal_type(kind, column) or XSD + "string"


def _property(terms: Terms, name: str, kind: NamedNode, sv: str, en: str) -> Iterator[Triple]:
    own = terms.term(name)
    yield Triple(own, TYPE, kind)
    yield Triple(own, DEFINED_BY, NamedNode(terms.ontology))
    yield from _both(own, LABEL, sv, en)
    meaning = definitions()["properties"].get(name.removeprefix(OWN))
    if meaning is not None:
        yield from _both(own, COMMENT, meaning["sv"], meaning["en"])


def _others(terms: Terms) -> Iterator[Triple]:
    """Classes and properties of claims, sources, imports and datasets."""
    for name, meaning in definitions()["others"].items():
        own = terms.term(OWN + name)
        yield Triple(own, SUBCLASS, terms.term(LARGER[name]))
        yield from _told(terms, own, CLASS, meaning)
    for name, meaning in definitions()["facts"].items():
        kind = OBJECT_PROPERTY if name in TO_THINGS else DATATYPE_PROPERTY
        yield from _told(terms, terms.term(OWN + name), kind, meaning)
        if (datatype := range_of(name)) is not None:
            yield Triple(terms.term(OWN + name), RANGE, NamedNode(datatype))
        if (of := meaning.get("of")) is not None:
            yield Triple(terms.term(OWN + name), USED_BY, terms.term(OWN + of))


def _of_judgements(terms: Terms) -> Iterator[Triple]:
    """The closed lists that no field of a type has: what is decided, and in what capacity."""
    for listed in (JudgementKind, JudgementRole):
        yield from _concepts(terms, listed, *definitions()["listed"][listed.__name__])
    for role in JudgementRole:
        yield Triple(terms.concept(JudgementRole.__name__, role), TYPE, NamedNode(PROV + "Role"))


def _told(
    terms: Terms, own: NamedNode, kind: NamedNode, meaning: Mapping[str, Any]
) -> Iterator[Triple]:
    yield Triple(own, TYPE, kind)
    yield Triple(own, DEFINED_BY, NamedNode(terms.ontology))
    yield from _both(own, LABEL, *meaning["name"])
    yield from _both(own, COMMENT, meaning["sv"], meaning["en"])


def _concepts(terms: Terms, scheme: type[Vocabulary], sv: str, en: str) -> Iterator[Triple]:
    whole = terms.term(OWN + scheme.__name__)
    yield Triple(whole, TYPE, SCHEME)
    yield from _both(whole, PREF_LABEL, sv, en)
    yield from _meaning(whole, DEFINITION, scheme, "lists")
    for code in scheme:
        concept = terms.concept(scheme.__name__, code)
        yield Triple(concept, TYPE, CONCEPT)
        yield Triple(concept, IN_SCHEME, whole)
        yield Triple(concept, NOTATION, Literal(str(code)))
        yield from _both(concept, PREF_LABEL, code.sv, code.en)
        if meaning := meaning_of(code):
            yield from _both(concept, DEFINITION, *meaning)
        for note in (name for name, words in NOTED.items() if _is_among(code, words)):
            yield from _both(concept, SCOPE, *definitions()["notes"][note])


def _is_among(code: Vocabulary, words: Iterable[Vocabulary]) -> bool:
    """Whether the word itself is one of them: lists may share a code."""
    return any(code is word for word in words)


def _both(subject: NamedNode, predicate: NamedNode, sv: str, en: str) -> Iterable[Triple]:
    yield Triple(subject, predicate, Literal(sv, language="sv"))
    yield Triple(subject, predicate, Literal(en, language="en"))
