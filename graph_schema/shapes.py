"""What an export holds to, as SHACL: read off the types, and rules that types cannot say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, RDF, SH, SKOS, XSD
from rdflib.term import Node

from graph_schema.base import Column, ColumnKind, GraphModel
from graph_schema.edges import Funds
from graph_schema.mapping import (
    EdgeMapping,
    GraphMapping,
    Linked,
    NodeMapping,
    TypeMapping,
    parts_of,
    predicates_of,
)
from graph_schema.namespaces import ADMS, GEO
from graph_schema.provenance_shapes import (
    HEX,
    OBJECT,
    PARTIAL_DATE,
    WEB,
    claims,
    dataset,
    identifiers,
    judgements,
    replaced,
    sources,
)
from graph_schema.rdf import (
    ADDRESSES,
    DATE_TYPES,
    TIES,
    WHOLE_DAYS,
    is_date,
    language_of,
    literal_type,
)
from graph_schema.shape_graph import ShapeGraph
from graph_schema.shape_rules import Rule, rules
from graph_schema.vocabularies import JudgementKind, JudgementRole

SHARES = ("cofinancing_rate", "share")
"""Fields in per cent."""
GEO_JSON = GEO + "geoJSONLiteral"


class Shapes(ShapeGraph):
    """Those of one mapping."""

    def made(self) -> Graph:
        """All of them."""
        for node in self.mapping.nodes.values():
            self._node(node)
        for edge in self.mapping.edges.values():
            self._edge(edge)
        self._words()
        for behind in (claims, sources, judgements, dataset, identifiers, replaced):
            behind(self)
        for rule in rules(self.mapping):
            self._rule(rule)
        return self.graph

    def _node(self, node: NodeMapping) -> None:
        kind = node.node_kind
        shape = self.target(kind.__name__, URIRef(node.own.value))
        self.addressed(shape, kind.NOUN, f"{kind.PREFIX}-{HEX}{{16}}")
        self._fields(shape, node)
        self._derived(shape, node)
        if node.scheme is not None:
            self.property(shape, SKOS.inScheme, hasValue=URIRef(node.scheme.value))
        identifier = Namespace(ADMS)
        self.property(shape, identifier.identifier, **{"class": identifier.Identifier})
        others = {identifier.identifier, URIRef(node.same.value)}
        others |= {URIRef(p) for p in self._said_of_ends(kind.LABEL)}
        self.closed(shape, others)

    def _said_of_ends(self, label: str) -> Iterator[str]:
        """The terms by which ties are said at a node of this label."""
        for edge in self.mapping.edges.values():
            for (source, target), links in edge.every_link():
                if source == label:
                    yield from (name.value for name in (*links.direct, *links.from_source))
                if target == label:
                    yield from (name.value for name in links.from_target)

    def _edge(self, edge: EdgeMapping) -> None:
        kind = edge.edge_kind
        shape = self.target(kind.__name__, URIRef(edge.own.value))
        self.addressed(shape, TIES, f"edg-{HEX}{{16}}")
        for path, labels in ((RDF.subject, kind.FROM), (RDF.object, kind.TO)):
            classes = [self.mapping.nodes[label].own.value for label in labels]
            found = self.property(shape, path, minCount=1, maxCount=1)
            self.graph.add((found, SH["or"], self.either(SH["class"], classes)))
            if kind is Funds and path == RDF.subject:
                self.graph.add((found, SH["class"], self.own.Funder))
        self._fields(shape, edge)
        self._derived(shape, edge)
        if kind is Funds:
            self._kind_of_amount(shape)
        self._ends(shape, [links for _, links in edge.every_link()])

    def _kind_of_amount(self, shape: URIRef) -> None:
        """Where an amount stands, it is said what kind of amount it is."""
        either = list[Node]()
        for path, bound, number in (
            (self.own.hasAmount, SH.maxCount, 0), (self.own.amountKind, SH.minCount, 1),
        ):  # fmt: skip
            case = self.blank()
            self.graph.add((case, SH.path, path))
            self.graph.add((case, bound, Literal(number)))
            either.append(case)
        self.graph.add((shape, SH["or"], self.listed(either)))

    def _ends(self, shape: URIRef, links: Iterable[Linked]) -> None:
        """A vocabulary's own words for an end lead to that end and nowhere else."""
        others, straight = set[URIRef](), list[Node]()
        for each in links:
            straight += [URIRef(name.value) for name in each.direct[:1]]
            others |= {URIRef(name.value) for name in (*each.to_source, *each.to_target)}
            others |= {URIRef(name.value) for names in each.parts.values() for name in names}
        if straight:
            terms = self.listed([*dict.fromkeys(straight)])
            self.property(shape, RDF.predicate, maxCount=1, **{"in": terms})
        self.closed(shape, others)

    def _fields(self, shape: URIRef, kind: TypeMapping) -> None:
        said: dict[str, list[Column]] = defaultdict(list)
        for column in kind.columns:
            if column.term.inside is None:
                for predicate in predicates_of(kind.kind, column):
                    said[predicate].append(column)
        for predicate, columns in said.items():
            if len(columns) == 1:
                self._field(shape, kind, columns[0], predicate)
            else:
                self._in_languages(shape, predicate, columns)
        self._parts(shape, kind)

    def _parts(self, shape: URIRef, kind: TypeMapping) -> None:
        """Nodes of their own that hang on a thing: an amount with its currency, an address."""
        for part, columns in parts_of(kind.columns).items():
            whole = self.property(
                shape,
                URIRef(self.terms.term(part.link).value),
                maxCount=1,
                **{"class": URIRef(part.classes[0])},
            )
            inner = URIRef(f"{whole}-{part.key}")
            self.graph.add((whole, SH.node, inner))
            self.graph.add((inner, RDF.type, SH.NodeShape))
            for column in columns:
                found = self._field(inner, kind, column, predicates_of(kind.kind, column)[0])
                if part.whole:
                    self.graph.add((found, SH.minCount, Literal(1)))

    def _in_languages(self, shape: URIRef, predicate: str, columns: Iterable[Column]) -> None:
        """Fields that say one thing in several languages under one term: each at most once.

        ``sh:uniqueLang`` says nothing of texts without a tag, so each field has its own shape.
        """
        path = URIRef(self.terms.term(predicate).value)
        found, kinds = self.property(shape, path), list[Node]()
        for column in columns:
            kind, once = self._text_in(language_of(column)), URIRef(f"{found}-{column.name}")
            kinds.append(kind)
            self.graph.add((shape, SH.property, once))
            self.graph.add((once, SH.path, path))
            self.graph.add((once, SH.qualifiedValueShape, kind))
            self.graph.add((once, SH.qualifiedMaxCount, Literal(1)))
        self.graph.add((found, SH["or"], self.listed(kinds)))

    def _text_in(self, language: str | None) -> BNode:
        """The shape of a text in a language; of one without a tag where that is None."""
        kind = self.blank()
        if language is None:
            self.graph.add((kind, SH.datatype, XSD.string))
        else:
            self.graph.add((kind, SH.languageIn, self.listed([Literal(language)])))
        return kind

    def _field(self, shape: URIRef, kind: TypeMapping, column: Column, predicate: str) -> URIRef:
        path = URIRef(self.terms.term(predicate).value)
        found = self.property(shape, path)
        add = self.graph.add
        if column.kind is not ColumnKind.LIST:
            add((found, SH.maxCount, Literal(1)))
        if column.required or column.name in getattr(kind.kind, "ANYHOW", ()):
            add((found, SH.minCount, Literal(1)))
        self._value(found, kind, column, predicate)
        if column.name == "name":
            add((found, SH.pattern, Literal(r"\S")))
            if path != SKOS.prefLabel:
                add((found, SH.equals, SKOS.prefLabel))
        if path == SKOS.altLabel:
            add((found, SH.disjoint, SKOS.prefLabel))
        for bound, value in _bounds(kind, column):
            add((found, bound, Literal(value)))
        return found

    def _value(self, found: URIRef, kind: TypeMapping, column: Column, predicate: str) -> None:
        """Of what kind the values are."""
        if column.vocabulary is not None:
            self.coded(found, column.vocabulary.__name__)
            if (codes := kind.kind.SAID_OF.get(predicate)) is not None:
                name = column.vocabulary.__name__
                members: list[Node] = [self.own[f"{name}-{code}"] for code in sorted(codes)]
                self.graph.add((found, SH["in"], self.listed(members)))
        elif is_date(kind.kind, column):
            types = (str(XSD.date),) if predicate in WHOLE_DAYS else tuple(DATE_TYPES.values())
            self.graph.add((found, SH["or"], self.either(SH.datatype, types)))
            self.graph.add((found, SH.pattern, Literal(PARTIAL_DATE)))
        elif predicate in ADDRESSES:
            self.graph.add((found, SH.nodeKind, SH.IRI))
            self.graph.add((found, SH.pattern, Literal(WEB)))
        elif (datatype := literal_type(kind.kind, column)) is not None:
            self.graph.add((found, SH.datatype, URIRef(datatype)))
            if datatype == GEO_JSON:
                self.graph.add((found, SH.pattern, Literal(OBJECT["pattern"])))
                self.graph.add((found, SH.flags, Literal(OBJECT["flags"])))

    def _words(self) -> None:
        """Every word of a closed list is named and explained in both languages."""
        types = (*self.mapping.nodes.values(), *self.mapping.edges.values())
        lists = {c.vocabulary.__name__ for kind in types for c in kind.columns if c.vocabulary}
        lists |= {JudgementKind.__name__, JudgementRole.__name__}
        explained = self.shape.Word
        self.graph.add((explained, RDF.type, SH.NodeShape))
        for path in (SKOS.prefLabel, SKOS.definition):
            self.property(explained, path, minCount=2, uniqueLang=True, datatype=RDF.langString)
        for name in sorted(lists):
            shape, found, inside = self.shape[name], self.shape[f"{name}-words"], self.blank()
            self.graph.add((shape, RDF.type, SH.NodeShape))
            self.graph.add((shape, SH.targetNode, self.own[name]))
            self.graph.add((shape, SH.property, found))
            self.graph.add((found, SH.path, inside))
            self.graph.add((inside, SH.inversePath, SKOS.inScheme))
            self.graph.add((found, SH.node, explained))

    def _derived(self, shape: URIRef, kind: TypeMapping) -> None:
        """Whatever is said leads to who said it, and that of a thing of its type."""
        self.property(shape, PROV.wasDerivedFrom, minCount=1, **{"class": self.own.Claim})
        states = URIRef(f"{shape}-states")
        self.graph.add((shape, SH.property, states))
        self.graph.add((states, SH.path, self.listed([PROV.wasDerivedFrom, self.own.states])))
        self.graph.add((states, SH["in"], self.listed([URIRef(kind.own.value)])))

    def _rule(self, rule: Rule) -> None:
        shape, found = self.shape[rule.name], self.shape[f"{rule.name}-rule"]
        self.graph.add((shape, RDF.type, SH.NodeShape))
        for target in rule.targets:
            self.graph.add((shape, SH[rule.of], URIRef(target)))
        self.graph.add((shape, SH.sparql, found))
        self.graph.add((found, RDF.type, SH.SPARQLConstraint))
        self.graph.add((found, SH.select, Literal(rule.select)))
        for lang, text in (("sv", rule.sv), ("en", rule.en)):
            self.graph.add((found, SH.message, Literal(text, lang=lang)))


def shapes(mapping: GraphMapping) -> Graph:
    """The shapes of an export under a base."""
    return Shapes(mapping).made()


def _bounds(kind: TypeMapping, column: Column) -> Iterator[tuple[URIRef, int]]:
    """The least and the most that a number may be, as the type says or, of shares, its reader."""
    if column.name in SHARES:
        yield SH.minInclusive, 0
        yield SH.maxInclusive, 100
        return
    field = _fields(kind.kind).get(column.name, {})
    for said in (field, *field.get("anyOf", ())):
        if said.get("type") == "integer":
            bounds = (SH.minInclusive, said.get("minimum")), (SH.maxInclusive, said.get("maximum"))
            yield from ((bound, value) for bound, value in bounds if value is not None)


@cache  # a tenth of a second for all of them, at each request
def _fields(kind: type[GraphModel]) -> dict[str, Any]:
    """What the JSON schema of a type says of its fields."""
    found: dict[str, Any] = kind.model_json_schema()["properties"]
    return found
