"""What an export holds to, as SHACL: read off the types, and rules that types cannot say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD
from rdflib.term import Node

from graph_schema.base import Column, ColumnKind
from graph_schema.mapping import (
    EdgeMapping,
    GraphMapping,
    Linked,
    NodeMapping,
    TypeMapping,
    parts_of,
    predicates_of,
)
from graph_schema.namespaces import ADMS, VOID
from graph_schema.rdf import ADDRESSES, DATE_TYPES, WHOLE_DAYS, is_date, language_of, literal_type
from graph_schema.shape_rules import Rule, rules
from graph_schema.vocabularies import JudgementKind, JudgementRole

HEX = "[0-9a-f]"
SHARES = ("cofinancing_rate", "share")
"""Fields in per cent."""


class Shapes:
    """Gathers node shapes; every property shape has an address of its own, so that it is stable."""

    def __init__(self, mapping: GraphMapping) -> None:
        self.mapping, self.terms = mapping, mapping.terms
        self.own = Namespace(f"{self.terms.ontology}#")
        self.shape = Namespace(f"{self.terms.base}shapes#")
        self._blanks = 0
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in self.terms.prefixes.items():
            self.graph.bind(prefix, namespace)

    def made(self) -> Graph:
        """All of them."""
        for node in self.mapping.nodes.values():
            self._node(node)
        for edge in self.mapping.edges.values():
            self._edge(edge)
        self._words()
        self._claims()
        self._sources()
        self._judgements()
        self._replaced()
        for rule in rules(self.terms):
            self._rule(rule)
        return self.graph

    def target(self, name: str, target: URIRef) -> URIRef:
        """The shape of all things of a class."""
        shape = self.shape[name]
        self.graph.add((shape, RDF.type, SH.NodeShape))
        self.graph.add((shape, SH.targetClass, target))
        return shape

    def property(self, shape: URIRef, path: URIRef, **constraints: object) -> URIRef:
        """What holds of the values of one property."""
        found = self._of(shape, path)
        self.graph.add((shape, SH.property, found))
        self.graph.add((found, SH.path, path))
        for name, value in constraints.items():
            node = value if isinstance(value, URIRef | Literal | BNode) else Literal(value)
            self.graph.add((found, SH[name], node))
        return found

    def _of(self, shape: URIRef, path: URIRef) -> URIRef:
        """The address of what holds of one property of a shape."""
        return URIRef(f"{shape}-{self.terms.short(path).replace(':', '-')}")

    def either(self, name: URIRef, values: Iterable[str]) -> BNode:
        """A list of shapes of which one has to hold."""
        shapes: list[Node] = []
        for value in values:
            each = self._blank()
            self.graph.add((each, name, URIRef(value)))
            shapes.append(each)
        return self._listed(shapes)

    def _listed(self, members: list[Node]) -> BNode:
        """An RDF list."""
        places = [self._blank() for _ in members]
        for place, member, rest in zip(places, members, [*places[1:], RDF.nil], strict=True):
            self.graph.add((place, RDF.first, member))
            self.graph.add((place, RDF.rest, rest))
        return places[0]

    def _blank(self) -> BNode:
        """A node without address, numbered as it comes: the same shapes, the same bytes."""
        self._blanks += 1
        return BNode(f"n{self._blanks:05d}")

    def _node(self, node: NodeMapping) -> None:
        kind = node.node_kind
        shape = self.target(kind.__name__, URIRef(node.own.value))
        prefix = f"{self.terms.base}id/{kind.NOUN}/{kind.PREFIX}-"
        self.graph.add((shape, SH.pattern, Literal(f"^{prefix}{HEX}{{16}}$")))
        self._fields(shape, node)
        self._derived(shape)
        if node.scheme is not None:
            self.property(shape, SKOS.inScheme, hasValue=URIRef(node.scheme.value))
        identifier = Namespace(ADMS)
        self.property(shape, identifier.identifier, **{"class": identifier.Identifier})
        others = {identifier.identifier, URIRef(node.same.value)}
        others |= {URIRef(p) for p in self._said_of_ends(kind.LABEL)}
        self._closed(shape, others)

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
        prefix = f"{self.terms.base}id/ties/edg-"
        self.graph.add((shape, SH.pattern, Literal(f"^{prefix}{HEX}{{16}}$")))
        for path, labels in ((RDF.subject, kind.FROM), (RDF.object, kind.TO)):
            classes = [self.mapping.nodes[label].own.value for label in labels]
            found = self.property(shape, path, minCount=1, maxCount=1)
            self.graph.add((found, SH["or"], self.either(SH["class"], classes)))
        self._fields(shape, edge)
        self._derived(shape)
        self._ends(shape, [links for _, links in edge.every_link()])

    def _ends(self, shape: URIRef, links: Iterable[Linked]) -> None:
        """A vocabulary's own words for an end lead to that end and nowhere else."""
        others = {RDF.predicate}
        for each in links:
            others |= {URIRef(name.value) for name in (*each.to_source, *each.to_target)}
            others |= {URIRef(name.value) for names in each.parts.values() for name in names}
        self._closed(shape, others)

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
                self._field(inner, kind, column, predicates_of(kind.kind, column)[0])

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
        self.graph.add((found, SH["or"], self._listed(kinds)))

    def _text_in(self, language: str | None) -> BNode:
        """The shape of a text in a language; of one without a tag where that is None."""
        kind = self._blank()
        if language is None:
            self.graph.add((kind, SH.datatype, XSD.string))
        else:
            self.graph.add((kind, SH.languageIn, self._listed([Literal(language)])))
        return kind

    def _field(self, shape: URIRef, kind: TypeMapping, column: Column, predicate: str) -> None:
        path = URIRef(self.terms.term(predicate).value)
        found = self.property(shape, path)
        add = self.graph.add
        if column.kind is not ColumnKind.LIST:
            add((found, SH.maxCount, Literal(1)))
        if column.required:
            add((found, SH.minCount, Literal(1)))
        self._value(found, kind, column, predicate)
        if column.name == "name":
            add((found, SH.minLength, Literal(1)))
        if column.name in SHARES:
            add((found, SH.minInclusive, Literal(0)))
            add((found, SH.maxInclusive, Literal(100)))

    def _value(self, found: URIRef, kind: TypeMapping, column: Column, predicate: str) -> None:
        """Of what kind the values are."""
        if column.vocabulary is not None:
            self._coded(found, column.vocabulary.__name__)
            if (codes := kind.kind.SAID_OF.get(predicate)) is not None:
                name = column.vocabulary.__name__
                members: list[Node] = [self.own[f"{name}-{code}"] for code in sorted(codes)]
                self.graph.add((found, SH["in"], self._listed(members)))
        elif is_date(kind.kind, column):
            types = (str(XSD.date),) if predicate in WHOLE_DAYS else tuple(DATE_TYPES.values())
            self.graph.add((found, SH["or"], self.either(SH.datatype, types)))
        elif predicate in ADDRESSES:
            self.graph.add((found, SH.nodeKind, SH.IRI))
        elif (datatype := literal_type(kind.kind, column)) is not None:
            self.graph.add((found, SH.datatype, URIRef(datatype)))

    def _coded(self, found: URIRef, name: str) -> None:
        """A concept of the closed list."""
        concept = self.shape[f"in-{name}"]
        self.graph.add((found, SH.node, concept))
        self.graph.add((concept, RDF.type, SH.NodeShape))
        self.property(concept, SKOS.inScheme, hasValue=self.own[name])

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
            shape, found, inside = self.shape[name], self.shape[f"{name}-words"], self._blank()
            self.graph.add((shape, RDF.type, SH.NodeShape))
            self.graph.add((shape, SH.targetNode, self.own[name]))
            self.graph.add((shape, SH.property, found))
            self.graph.add((found, SH.path, inside))
            self.graph.add((inside, SH.inversePath, SKOS.inScheme))
            self.graph.add((found, SH.node, explained))

    def _derived(self, shape: URIRef) -> None:
        """Whatever is said leads to who said it."""
        self.property(shape, PROV.wasDerivedFrom, minCount=1, **{"class": self.own.Claim})

    def _closed(self, shape: URIRef, others: Iterable[URIRef]) -> None:
        """Nothing is said of it in other words: a word that is misspelt is found."""
        stated = set(self.graph.objects(shape, SH.property))
        for path in sorted(others):
            if self._of(shape, path) not in stated:
                self.property(shape, path, nodeKind=SH.IRI)
        self.graph.add((shape, SH.closed, Literal("true", datatype=XSD.boolean)))
        self.graph.add((shape, SH.ignoredProperties, self._listed([RDF.type])))

    def _claims(self) -> None:
        shape, own = self.target("Claim", self.own.Claim), self.own
        once = {"minCount": 1, "maxCount": 1}
        for name in ("record", "recordKey", "importer", "seal"):
            self.property(shape, own[name], datatype=XSD.string, **once)
        for name in ("published", "interpreted"):
            self.property(shape, own[name], datatype=RDF.JSON, pattern=r"^\{", **once)
        self.property(shape, own.sinceVersion, datatype=XSD.integer, minInclusive=1, **once)
        self.property(shape, own.states, nodeKind=SH.IRI, **once)
        self.property(shape, own.standsAt, datatype=XSD.string, minCount=1)
        self.property(shape, own.locator, datatype=RDF.JSON, minCount=1)
        for name in ("beginsAt", "endsAt"):
            self.property(shape, own[name], datatype=XSD.string, maxCount=1)
        self.property(shape, DCTERMS.source, **once, **{"class": own.Source})
        self.property(shape, PROV.wasAttributedTo, **once, **{"class": PROV.Agent})
        self.property(shape, PROV.wasGeneratedBy, minCount=1, **{"class": own.Run})
        self.graph.add((shape, SH.pattern, Literal(f"^{self.terms.base}id/claims/{HEX}{{32}}$")))
        self._closed(shape, ())

    def _judgements(self) -> None:
        """A decision is about two records, somebody made it in some capacity, and says why."""
        shape, own = self.target("Judgement", self.own.Judgement), self.own
        once = {"minCount": 1, "maxCount": 1}
        self.property(shape, own.judgedRecord, datatype=XSD.string, minCount=2, maxCount=2)
        self.property(shape, PROV.used, nodeKind=SH.IRI, minCount=2, maxCount=2)
        self.property(shape, PROV.influenced, nodeKind=SH.IRI)
        self._coded(self.property(shape, own.decided, **once), JudgementKind.__name__)
        self.property(shape, DCTERMS.description, datatype=XSD.string, minLength=1, **once)
        self.property(shape, PROV.endedAtTime, datatype=XSD.dateTime, **once)
        self.property(shape, own.inForce, datatype=XSD.boolean, **once)
        self.property(shape, PROV.wasAssociatedWith, **once, **{"class": PROV.Agent})
        self.property(shape, PROV.qualifiedAssociation, **once, **{"class": PROV.Association})
        address = f"^{self.terms.base}id/judgements/jdg-{HEX}{{16}}$"
        self.graph.add((shape, SH.pattern, Literal(address)))
        self._closed(shape, ())
        association = self.target("Association", PROV.Association)
        self.property(association, PROV.agent, **once, **{"class": PROV.Agent})
        self._coded(self.property(association, PROV.hadRole, **once), JudgementRole.__name__)

    def _sources(self) -> None:
        source, own = self.target("Source", self.own.Source), self.own
        self.property(source, DCTERMS.title, minCount=2, uniqueLang=True, datatype=RDF.langString)
        for path in (DCTERMS.publisher, DCTERMS.license):
            self.property(source, path, minCount=1, maxCount=1, nodeKind=SH.IRI)
        self.property(source, own.manifest, minCount=1, maxCount=1, datatype=RDF.JSON)
        self.property(source, own.seal, minCount=1, maxCount=1, datatype=XSD.string)
        undone = {"maxCount": 1, "datatype": XSD.integer, "minInclusive": 2}
        self.property(source, own.withdrawnInVersion, **undone)
        licence = self.target("Licence", DCTERMS.LicenseDocument)
        self.property(licence, RDFS.label, minCount=1, maxCount=1, minLength=1)
        run = self.target("Run", own.Run)
        self.property(run, PROV.used, minCount=1, maxCount=1, **{"class": own.Source})
        self.property(run, PROV.startedAtTime, minCount=1, maxCount=1, datatype=XSD.dateTime)
        self.property(run, own.withdrawnInVersion, **undone)
        data = self.target("Dataset", URIRef(VOID + "Dataset"))
        once = {"minCount": 1, "maxCount": 1}
        self.property(data, own.dataVersion, datatype=XSD.integer, minInclusive=0, **once)
        self.property(data, own.judgementCount, datatype=XSD.integer, minInclusive=0, **once)
        self.property(data, own.graphHash, pattern=f"^{HEX}{{64}}$", **once)
        identifier = self.target("Identifier", URIRef(ADMS + "Identifier"))
        self.property(identifier, SKOS.notation, minLength=1, **once)

    def _replaced(self) -> None:
        """An id that was superseded leads to a node or tie that is there, in one step."""
        shape = self.shape.Replacing
        self.graph.add((shape, RDF.type, SH.NodeShape))
        self.graph.add((shape, SH.targetObjectsOf, DCTERMS.isReplacedBy))
        self.property(shape, OWL.deprecated, maxCount=0)
        said = {self._of(shape, path): path for path in (SKOS.prefLabel, RDF.subject)}
        for found, path in said.items():
            self.graph.add((found, SH.path, path))
            self.graph.add((found, SH.minCount, Literal(1)))
        self.graph.add((shape, SH["or"], self.either(SH.property, said)))

    def _rule(self, rule: Rule) -> None:
        shape, found = self.target(rule.name, URIRef(rule.target)), self.shape[f"{rule.name}-rule"]
        self.graph.add((shape, SH.sparql, found))
        self.graph.add((found, RDF.type, SH.SPARQLConstraint))
        self.graph.add((found, SH.select, Literal(rule.select)))
        for lang, text in (("sv", rule.sv), ("en", rule.en)):
            self.graph.add((found, SH.message, Literal(text, lang=lang)))


def shapes(mapping: GraphMapping) -> Graph:
    """The shapes of an export under a base."""
    return Shapes(mapping).made()
