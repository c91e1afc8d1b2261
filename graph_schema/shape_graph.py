"""Shapes on their way to a document: node and property shapes, each with an address of its own."""

import re
from collections.abc import Iterable

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SH, SKOS, XSD
from rdflib.term import Node

from graph_schema.mapping import GraphMapping

SPECIAL = re.compile(r"[.\\?*+{}()\[\]|^$]")
"""What an address may hold and a regular expression of XPath, which ``sh:pattern`` is, reads."""


class ShapeGraph:
    """Gathers node shapes; every property shape has an address of its own, so that it is stable."""

    def __init__(self, mapping: GraphMapping) -> None:
        self.mapping, self.terms = mapping, mapping.terms
        self.own = Namespace(f"{self.terms.ontology}#")
        self.shape = Namespace(f"{self.terms.base}shapes#")
        self._blanks = 0
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in self.terms.prefixes.items():
            self.graph.bind(prefix, namespace)

    def target(self, name: str, target: URIRef) -> URIRef:
        """The shape of all things of a class."""
        shape = self.shape[name]
        self.graph.add((shape, RDF.type, SH.NodeShape))
        self.graph.add((shape, SH.targetClass, target))
        return shape

    def property(self, shape: URIRef, path: URIRef, **constraints: object) -> URIRef:
        """What holds of the values of one property."""
        found = self.of(shape, path)
        self.graph.add((shape, SH.property, found))
        self.graph.add((found, SH.path, path))
        for name, value in constraints.items():
            node = value if isinstance(value, URIRef | Literal | BNode) else Literal(value)
            self.graph.add((found, SH[name], node))
        return found

    def of(self, shape: URIRef, path: URIRef) -> URIRef:
        """The address of what holds of one property of a shape."""
        return URIRef(f"{shape}-{self.terms.short(path).replace(':', '-')}")

    def addressed(self, shape: URIRef, kind: str, pattern: str) -> None:
        """Things of the shape stand under ``id/kind/`` of the base, by a key like the pattern."""
        base = SPECIAL.sub(r"\\\g<0>", self.terms.base)
        self.graph.add((shape, SH.pattern, Literal(f"^{base}id/{kind}/{pattern}$")))

    def either(self, name: URIRef, values: Iterable[str]) -> BNode:
        """A list of shapes of which one has to hold."""
        shapes: list[Node] = []
        for value in values:
            each = self.blank()
            self.graph.add((each, name, URIRef(value)))
            shapes.append(each)
        return self.listed(shapes)

    def listed(self, members: list[Node]) -> BNode:
        """An RDF list."""
        places = [self.blank() for _ in members]
        for place, member, rest in zip(places, members, [*places[1:], RDF.nil], strict=True):
            self.graph.add((place, RDF.first, member))
            self.graph.add((place, RDF.rest, rest))
        return places[0]

    def blank(self) -> BNode:
        """A node without address, numbered as it comes: the same shapes, the same bytes."""
        self._blanks += 1
        return BNode(f"n{self._blanks:05d}")

    def closed(self, shape: URIRef, others: Iterable[URIRef]) -> None:
        """Nothing is said of it in other words: a word that is misspelt is found."""
        stated = set(self.graph.objects(shape, SH.property))
        for path in sorted(others):
            if self.of(shape, path) not in stated:
                self.property(shape, path, nodeKind=SH.IRI)
        self.graph.add((shape, SH.closed, Literal("true", datatype=XSD.boolean)))
        self.graph.add((shape, SH.ignoredProperties, self.listed([RDF.type])))

    def coded(self, found: URIRef, name: str) -> None:
        """A concept of the closed list."""
        concept = self.shape[f"in-{name}"]
        self.graph.add((found, SH.node, concept))
        self.graph.add((concept, RDF.type, SH.NodeShape))
        self.property(concept, SKOS.inScheme, hasValue=self.own[name])
