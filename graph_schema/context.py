"""The words of the graph as a JSON-LD context, read off the mapping: short names and types.

Every name is a compact one such as ``dct:title``, so that a document says which vocabulary a word
is from, and two vocabularies may have the same word.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from graph_schema.mapping import (
    IDENTIFIER,
    IN_SCHEME,
    OBJECT,
    PREDICATE,
    SAME_CONCEPT,
    SAME_ORGANISATION,
    SUBJECT,
    GraphMapping,
    TypeMapping,
    predicates_of,
)
from graph_schema.namespaces import DCAT, DCT, FOAF, OWN, PROV, QB, RDFS, XSD
from graph_schema.ontology import definitions, range_of
from graph_schema.rdf import ADDRESSES, WHOLE_DAYS, literal_type

ID = "@id"
LEADING = (
    PROV + "wasDerivedFrom", PROV + "wasAttributedTo", PROV + "wasGeneratedBy", PROV + "used",
    PROV + "influenced", PROV + "wasAssociatedWith", PROV + "qualifiedAssociation", PROV + "agent",
    PROV + "hadRole",
    DCT + "source", DCT + "publisher", DCT + "license", DCT + "isReplacedBy", DCT + "isPartOf",
    RDFS + "isDefinedBy", RDFS + "subClassOf", RDFS + "domain", RDFS + "range", RDFS + "seeAlso",
    DCAT + "distribution", DCAT + "dataset", DCAT + "service", DCAT + "accessURL",
    DCAT + "downloadURL", DCAT + "mediaType", DCT + "format", DCT + "language", DCT + "spatial",
    FOAF + "homepage", FOAF + "page", QB + "dataSet", QB + "structure", QB + "component",
    QB + "measure", QB + "attribute", QB + "dimension",
)  # fmt: skip
"""Terms beside the mapping that lead to things: of provenance, catalogue, ontology and cards."""
NOT_SAID = frozenset({XSD + "string", XSD + "integer"})
"""Types that JSON has of its own."""


@lru_cache(maxsize=8)
def types_of_terms(mapping: GraphMapping) -> Mapping[str, str]:
    """By the whole address of a term what its values are: ``@id`` for things, or a datatype.

    A term whose values differ from type to type is left out: each of its values says what it is.
    """
    found: dict[str, set[str | None]] = {}
    for term, kind in _said(mapping):
        found.setdefault(mapping.terms.term(term).value, set()).add(kind)
    single = ((term, next(iter(kinds))) for term, kinds in found.items() if len(kinds) == 1)
    return {term: kind for term, kind in single if kind is not None and kind not in NOT_SAID}


@lru_cache(maxsize=8)
def context(mapping: GraphMapping) -> Mapping[str, object]:
    """The context: prefixes, then the terms whose values have one type."""
    terms = mapping.terms
    typed = {
        terms.short(term): {
            ID: terms.short(term), "@type": kind if kind == ID else terms.short(kind),
        }
        for term, kind in sorted(types_of_terms(mapping).items())
    }  # fmt: skip
    return {"@version": 1.1, **dict(sorted(terms.prefixes.items())), **dict(sorted(typed.items()))}


def _said(mapping: GraphMapping) -> Iterator[tuple[str, str | None]]:
    for kind in (*mapping.nodes.values(), *mapping.edges.values()):
        yield from _of_fields(kind)
    for edge in mapping.edges.values():
        for _, links in edge.every_link():
            ways = (*links.to_source, *links.to_target, *links.from_source, *links.from_target)
            ways += (*links.direct, *(name for part in links.parts.values() for name in part))
            yield from ((name.value, ID) for name in ways)
    for own in (SUBJECT, PREDICATE, OBJECT, IDENTIFIER, IN_SCHEME, SAME_CONCEPT, SAME_ORGANISATION):
        yield own.value, ID
    for term in LEADING:
        yield term, ID
    for name in definitions()["facts"]:
        yield OWN + name, range_of(name) or None


def _of_fields(kind: TypeMapping) -> Iterator[tuple[str, str | None]]:
    for column in kind.columns:
        if column.term.inside is not None:
            yield column.term.inside.link, ID
        for term in predicates_of(kind.kind, column):
            if column.vocabulary is not None or term in ADDRESSES:
                yield term, ID
            elif term in WHOLE_DAYS:
                yield term, XSD + "date"
            else:
                yield term, literal_type(kind.kind, column)
