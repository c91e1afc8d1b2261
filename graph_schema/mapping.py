"""The one mapping of nodes and ties to RDF, read off the types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Any, NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.base import Column, Edge, Links, Node, Part, Typed
from graph_schema.edges import EDGE_TYPES
from graph_schema.namespaces import ADMS, FRAPO, OWN, RDF, SCHEMA, SKOS
from graph_schema.nodes import NODE_TYPES, Concept
from graph_schema.rdf import TIES, TYPE, Terms, Write, property_of, writer

SUBJECT = NamedNode(RDF + "subject")
PREDICATE = NamedNode(RDF + "predicate")
OBJECT = NamedNode(RDF + "object")
IN_SCHEME = NamedNode(SKOS + "inScheme")
IDENTIFIER = NamedNode(ADMS + "identifier")
IDENTIFIER_CLASS = NamedNode(ADMS + "Identifier")
AGENCY = NamedNode(ADMS + "schemaAgency")
NOTATION = NamedNode(SKOS + "notation")
SAME_ORGANISATION = NamedNode(SCHEMA + "sameAs")
SAME_CONCEPT = NamedNode(SKOS + "exactMatch")
OF_FUNDERS: tuple[str, ...] = (OWN + "Funder", FRAPO + "FundingAgency")
"""Classes of an actor that pays; EURIO's own excludes public bodies, schools and companies."""


class Authority(NamedTuple):
    """Who gives out the identifiers of a scheme, and what address they have on the web, if any."""

    name: str
    address: str | None = None


AUTHORITIES: Mapping[str, Authority] = {
    "orgnr": Authority("Bolagsverket, Skatteverket, SCB"),
    "cfar": Authority("SCB"),
    "vat": Authority("Skatteverket"),
    "ror": Authority("ROR", "https://ror.org/{}"),
    "wikidata": Authority("Wikidata", "http://www.wikidata.org/entity/{}"),
    "pic": Authority("European Commission"),
    "lei": Authority("GLEIF"),
    "isni": Authority("ISNI International Agency", "https://isni.org/isni/{}"),
    "fundref": Authority("Crossref", "https://doi.org/10.13039/{}"),
    "grid": Authority("Digital Science"),
    "dnr": Authority("Svenska ESF-rådet"),
    "vinnova": Authority("Vinnova"),
    "swecris": Authority("Vetenskapsrådet"),
    "ssif": Authority("SCB"),
    "lan": Authority("SCB"),
    "lau": Authority("SCB"),
    "nuts": Authority("Eurostat", "http://data.europa.eu/nuts/code/{}"),
}
"""No authority publishes addresses of Swedish municipalities (LAU), so none is made up."""


NOTHING_FURTHER: Mapping[str, tuple[NamedNode, ...]] = {}
AS_USUAL: Mapping[str, str] = {}
"""Parts called by their keys."""


class Said(NamedTuple):
    """A field under one term."""

    field: str
    predicate: NamedNode
    write: Write


class TypeMapping:
    """What one node or edge type says of its things by their fields."""

    def __init__(self, terms: Terms, kind: type[Typed]) -> None:
        self.kind = kind
        self.columns = tuple(kind.columns())
        self.own = terms.term(OWN + kind.__name__)
        self.said = tuple(_said(terms, kind, (c for c in self.columns if c.term.inside is None)))
        self.parts = tuple(_parts(terms, kind, self.columns))
        self.whole = {
            part.key: tuple(column.name for column in inside)
            for part, inside in parts_of(self.columns).items()
            if part.whole
        }

    def called(self, stated: Sequence[Mapping[str, Any]]) -> list[Mapping[str, str]]:
        """What the parts of one thing are called in each of several statements of one source.

        Where these say an amount in several currencies, each has a node of its own: on one node
        either number would go with either currency.
        """
        names = [dict[str, str]() for _ in stated]
        for key, (number, word) in self.whole.items():
            said = [(fields.get(number), fields.get(word)) for fields in stated]
            if len({word for number, word in said if number is not None or word is not None}) > 1:
                for name, pair in zip(names, said, strict=True):
                    text = "-".join("" if each is None else str(each) for each in pair)
                    name[key] = f"{key}-{quote(text, safe='')}"
        return [*names]

    def fields(
        self,
        subject: NamedNode,
        fields: Mapping[str, Any],
        beside: list[Triple],
        further: Mapping[str, tuple[NamedNode, ...]] = NOTHING_FURTHER,
        called: Mapping[str, str] = AS_USUAL,
    ) -> list[Triple]:
        """The fields that have a value; what its parts say of themselves is added to ``beside``.

        ``further``: more terms that lead to a part, by its key; ``called``: what a part is called
        at the end of its address where it is not its key.
        """
        found = _written(subject, self.said, fields)
        for key, link, classes, said in self.parts:
            node = NamedNode(f"{subject.value}#{called.get(key, key)}")
            inside = _written(node, said, fields)
            if inside:
                found.append(Triple(subject, link, node))
                found += [Triple(subject, name, node) for name in further.get(key, ())]
                beside += [Triple(node, TYPE, name) for name in classes]
                beside += inside
        return found


class NodeMapping(TypeMapping):
    """One node type as RDF."""

    def __init__(self, terms: Terms, kind: type[Node]) -> None:
        super().__init__(terms, kind)
        self.node_kind = kind
        names = (kind.RDF, *kind.CLASSES)
        self.classes = tuple(dict.fromkeys((self.own, *map(terms.term, names))))
        self.classes_by = {
            field: {str(v): tuple(map(terms.term, c)) for v, c in values.items()}
            for field, values in kind.CLASSES_BY.items()
        }
        self.scheme = terms.term(scheme_of(kind)) if issubclass(kind, Concept) else None
        self.same = SAME_CONCEPT if self.scheme is not None else SAME_ORGANISATION

    def triples(
        self,
        subject: NamedNode,
        fields: Mapping[str, Any],
        beside: list[Triple],
        called: Mapping[str, str] = AS_USUAL,
    ) -> list[Triple]:
        """All that is shown of one node: classes, fields, identifiers; parts go ``beside``."""
        found = [Triple(subject, TYPE, name) for name in self.classes]
        for field, classes in self.classes_by.items():
            found += [Triple(subject, TYPE, n) for n in classes.get(str(fields.get(field)), ())]
        if self.scheme is not None:
            found.append(Triple(subject, IN_SCHEME, self.scheme))
        found += self.fields(subject, fields, beside, called=called)
        for tagged in fields.get("identifiers") or ():
            found += self._identified(subject, tagged, beside)
        return found

    def _identified(
        self, subject: NamedNode, tagged: str, beside: list[Triple]
    ) -> Iterator[Triple]:
        """An identifier as a node of its own: what it is, and who gave it out."""
        scheme, _, value = tagged.partition(":")
        node = NamedNode(f"{subject.value}#{quote(tagged.replace(':', '-', 1), safe='')}")
        yield Triple(subject, IDENTIFIER, node)
        beside += (Triple(node, TYPE, IDENTIFIER_CLASS), Triple(node, NOTATION, Literal(value)))
        authority = AUTHORITIES.get(scheme)
        if authority is None:
            return
        beside.append(Triple(node, AGENCY, Literal(authority.name)))
        if authority.address is not None:
            address = authority.address.format(quote(value, safe=""))
            yield Triple(subject, self.same, NamedNode(address))


class Linked(NamedTuple):
    """``Links`` with the terms made."""

    classes: tuple[NamedNode, ...]
    to_source: tuple[NamedNode, ...]
    to_target: tuple[NamedNode, ...]
    from_source: tuple[NamedNode, ...]
    from_target: tuple[NamedNode, ...]
    direct: tuple[NamedNode, ...]
    parts: Mapping[str, tuple[NamedNode, ...]]


class EdgeMapping(TypeMapping):
    """One edge type as RDF: a node of its own, so that fields and claims have where to hang."""

    def __init__(self, terms: Terms, kind: type[Edge]) -> None:
        super().__init__(terms, kind)
        self.edge_kind = kind
        self._links = {
            (ends, case): _linked(terms, kind.links_in(case, *ends))
            for ends in product(kind.FROM, kind.TO)
            for case in kind.CASES
        }

    def links(
        self, labels: tuple[str, str], fields: Mapping[str, Any], arena_kind: str | None
    ) -> Linked:
        """How a tie with these fields stands between nodes of these labels.

        ``arena_kind``: of the arena it leads to, if it leads to one.
        """
        return self._links[labels, self.edge_kind.case(fields, arena_kind)]

    def link_of(self, source: str, target: str, case: str) -> Linked:
        """How a tie of a case stands between nodes of these labels."""
        return self._links[(source, target), case]

    def every_link(self) -> Iterator[tuple[tuple[str, str], Linked]]:
        """Each way a tie of the type may stand, with the labels of its ends."""
        for (ends, _), links in self._links.items():
            yield ends, links

    def triples(
        self,
        subject: NamedNode,
        ends: tuple[NamedNode, NamedNode],
        labels: tuple[str, str],
        arena_kind: str | None,
        fields: Mapping[str, Any],
        beside: list[Triple],
        called: Mapping[str, str] = AS_USUAL,
    ) -> list[Triple]:
        """All that hangs on the tie itself: classes, its two ends, fields; parts ``beside``."""
        links, (source, target) = self.links(labels, fields, arena_kind), ends
        found = [Triple(subject, TYPE, self.own)]
        found += [Triple(subject, TYPE, name) for name in links.classes]
        found.append(Triple(subject, SUBJECT, source))
        found += [Triple(subject, PREDICATE, name) for name in links.direct[:1]]
        found.append(Triple(subject, OBJECT, target))
        found += [Triple(subject, name, source) for name in links.to_source]
        found += [Triple(subject, name, target) for name in links.to_target]
        return found + self.fields(subject, fields, beside, links.parts, called)


class GraphMapping:
    """Every type under one base."""

    def __init__(
        self,
        terms: Terms,
        node_types: Sequence[type[Node]] = NODE_TYPES,
        edge_types: Sequence[type[Edge]] = EDGE_TYPES,
    ) -> None:
        self.terms = terms
        self.nodes = {kind.LABEL: NodeMapping(terms, kind) for kind in node_types}
        self.edges = {kind.LABEL: EdgeMapping(terms, kind) for kind in edge_types}

    def tie(self, id: str) -> NamedNode:
        """The permanent address of a tie."""
        return self.terms.plain(TIES, id)

    def vocabularies(self) -> tuple[str, ...]:
        """The vocabularies that nodes and ties are written in, by their addresses, in order."""
        names = {term.value for term in _every_term(self)}
        used = {at for at in self.terms.prefixes.values() if any(n.startswith(at) for n in names)}
        own = self.terms.ontology
        return tuple(sorted(own if at.startswith(own) else at for at in used))


def _every_term(mapping: GraphMapping) -> Iterator[NamedNode]:
    """Every class and every property by which a node or a tie is told."""
    yield from (SUBJECT, PREDICATE, OBJECT, IN_SCHEME, IDENTIFIER, AGENCY, NOTATION)
    yield from (SAME_ORGANISATION, SAME_CONCEPT, *map(mapping.terms.term, OF_FUNDERS))
    for kind in (*mapping.nodes.values(), *mapping.edges.values()):
        yield kind.own
        yield from (said.predicate for said in kind.said)
        for _, link, classes, inside in kind.parts:
            yield from (link, *classes, *(said.predicate for said in inside))
    for node in mapping.nodes.values():
        yield from node.classes
        for by_value in node.classes_by.values():
            yield from chain.from_iterable(by_value.values())
    for edge in mapping.edges.values():
        for _, links in edge.every_link():
            *ways, parts = links
            yield from chain(*ways, *parts.values())


def scheme_of(kind: type[Node]) -> str:
    """The concept scheme that all nodes of a type of concepts are in."""
    return f"{OWN}Scheme-{kind.__name__}"


def predicates_of(kind: type[Typed], column: Column) -> tuple[str, ...]:
    """The term of a field, then the further ones."""
    return (property_of(column), *kind.ALSO.get(column.name, ()))


def parts_of(columns: Iterable[Column]) -> dict[Part, list[Column]]:
    """The parts of a type with the columns that each carries."""
    found: dict[Part, list[Column]] = {}
    for column in columns:
        if column.term.inside is not None:
            found.setdefault(column.term.inside, []).append(column)
    return found


def _said(terms: Terms, kind: type[Typed], columns: Iterable[Column]) -> Iterator[Said]:
    for column in columns:
        for predicate in predicates_of(kind, column):
            write = writer(terms, kind, column, predicate)
            yield Said(column.name, terms.term(predicate), write)


def _parts(
    terms: Terms, kind: type[Typed], columns: Iterable[Column]
) -> Iterator[tuple[str, NamedNode, tuple[NamedNode, ...], tuple[Said, ...]]]:
    for part, inside in parts_of(columns).items():
        classes = tuple(map(terms.term, part.classes))
        yield part.key, terms.term(part.link), classes, tuple(_said(terms, kind, inside))


def _written(subject: NamedNode, said: Iterable[Said], fields: Mapping[str, Any]) -> list[Triple]:
    found = []
    for field, predicate, write in said:
        value = fields.get(field)
        if value is None:
            continue
        for single in value if isinstance(value, list) else (value,):
            written = write(single)
            if written is not None:
                found.append(Triple(subject, predicate, written))
    return found


def _linked(terms: Terms, links: Links) -> Linked:
    def made(names: Iterable[str]) -> tuple[NamedNode, ...]:
        return tuple(map(terms.term, names))

    return Linked(
        made(links.classes), made(links.to_source), made(links.to_target), made(links.from_source),
        made(links.from_target), made(links.direct),
        {key: (terms.term(term),) for key, term in links.parts},
    )  # fmt: skip
