"""How the vocabulary is written as RDF: classes, properties, concepts and values, off the types."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args
from urllib.parse import quote

from pydantic.fields import FieldInfo
from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.base import Column, DecimalText, Edge, Node, PartialDate, Typed
from graph_schema.edges import EDGE_TYPES, Offers, ParticipatesIn
from graph_schema.nodes import DCT, EURIO, NODE_TYPES, ORG, OWN, SCHEMA, SKOS

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
FOAF = "http://xmlns.com/foaf/0.1/"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
PREFIXES: Mapping[str, str] = {
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "prov": PROV,
    "foaf": FOAF,
    "void": VOID,
    "dcat": DCAT,
    "eurio": EURIO,
    "org": ORG,
    "schema": SCHEMA,
    "dct": DCT,
    "skos": SKOS,
}
TIES = "ties"
CLAIMS = "claims"
SOURCES = "sources"
RUNS = "runs"
"""What the addresses of things that are no nodes begin with, after ``id/``."""

IRI_CHARACTERS = "!#$%&'()*+,/:;=?@-._~"
NOT_ENCODED = re.compile(r"%(?![0-9A-Fa-f]{2})")
PLAIN_KEY = re.compile(r"[0-9A-Za-z_-]+\Z")
WEB_ADDRESS = re.compile(r"https?://\S+\Z")
DATE_TYPES = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}

Value = NamedNode | Literal
Write = Callable[[Any], Value]

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
SUBCLASS = NamedNode(RDFS + "subClassOf")
SUBJECT = NamedNode(RDF + "subject")
PREDICATE = NamedNode(RDF + "predicate")
OBJECT = NamedNode(RDF + "object")
PREF_LABEL = NamedNode(SKOS + "prefLabel")


@dataclass(frozen=True)
class Between:
    """An edge whose term leads to the edge itself, which stands between its ends.

    ``outward`` says whether the term leads there from the first end; ``other`` is the term from
    the edge to the end that is left.
    """

    kind: str
    outward: bool
    other: str


BETWEEN: Mapping[str, Between] = {
    ParticipatesIn.LABEL: Between(EURIO + "OrganisationRole", False, EURIO + "isRoleOf"),
    Offers.LABEL: Between(SCHEMA + "Offer", True, SCHEMA + "itemOffered"),
}
"""In their vocabularies these terms do not lead from one end to the other."""


def iri(text: str) -> str:
    """The text as an address: whatever may not stand in one is percent-encoded, once."""
    return quote(NOT_ENCODED.sub("%25", text), safe=IRI_CHARACTERS)


def date_literal(value: str) -> Literal:
    """A date with the type of its precision: year, month or day."""
    return Literal(value, datatype=NamedNode(DATE_TYPES[len(value)]))


class Terms:
    """Every term and address under one base, which the deployer sets."""

    def __init__(
        self,
        base: str,
        *,
        node_types: Sequence[type[Node]] = NODE_TYPES,
        edge_types: Sequence[type[Edge]] = EDGE_TYPES,
    ) -> None:
        """Read the shapes off the types; ``base`` ends in a slash."""
        self.base = iri(base)
        self.ontology = f"{self.base}ontology"
        self.nodes = {kind.LABEL: Shape(self, kind) for kind in node_types}
        self.edges = {kind.LABEL: EdgeShape(self, kind) for kind in edge_types}
        self._nouns = {kind.PREFIX: kind.NOUN for kind in node_types}

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes a reader sees, our own included."""
        return {**PREFIXES, "own": f"{self.ontology}#"}

    def term(self, text: str) -> NamedNode:
        """A term as it stands on a class; ``own:`` is completed with the base."""
        if text.startswith(OWN):
            return NamedNode(f"{self.ontology}#{iri(text.removeprefix(OWN))}")
        return NamedNode(text)

    def address(self, kind: str, key: str) -> NamedNode:
        """The permanent address of a thing of a kind."""
        safe = key if PLAIN_KEY.match(key) else quote(key, safe="")
        return NamedNode(f"{self.base}id/{kind}/{safe}")

    def node(self, id: str) -> NamedNode:
        """The permanent address of a node; its id says what it is."""
        return self.address(self._nouns[id.partition("-")[0]], id)

    def concept(self, scheme: str, code: str) -> NamedNode:
        """The concept of a code of a closed list."""
        return self.term(f"{OWN}{scheme}-{code}")


class Shape:
    """One node or edge type as RDF."""

    def __init__(self, terms: Terms, kind: type[Typed]) -> None:
        self.kind = kind
        self.columns = tuple(kind.columns())
        self.own = terms.term(OWN + kind.__name__)
        self.fields = tuple(
            (c.name, terms.term(property_of(c)), writer(terms, kind, c)) for c in self.columns
        )
        self.classes = (self.own, terms.term(kind.RDF))

    def triples(self, subject: NamedNode, fields: Mapping[str, Any]) -> list[Triple]:
        """What is shown of one thing: its classes and the fields that have a value."""
        found = [Triple(subject, TYPE, name) for name in self.classes]
        for field, predicate, write in self.fields:
            value = fields.get(field)
            if value is None:
                continue
            if isinstance(value, list):
                found += [Triple(subject, predicate, write(single)) for single in value]
            else:
                found.append(Triple(subject, predicate, write(value)))
        return found


class EdgeShape(Shape):
    """One edge type: a resource of its own, so that fields and claims have something to hang on."""

    def __init__(self, terms: Terms, kind: type[Edge]) -> None:
        super().__init__(terms, kind)
        self.between = BETWEEN.get(kind.LABEL)
        self.predicate = terms.term(kind.RDF)
        if self.between is None:
            self.classes = (self.own, NamedNode(RDF + "Statement"))
        else:
            self.classes = (self.own, terms.term(self.between.kind))
            self.other = terms.term(self.between.other)

    def ends(
        self, subject: NamedNode, source: NamedNode, target: NamedNode, *, first: bool
    ) -> list[Triple]:
        """The tie itself; ``first`` is false where an earlier tie said the same directly."""
        found = [Triple(subject, SUBJECT, source), Triple(subject, OBJECT, target)]
        if self.between is None:
            found.append(Triple(subject, PREDICATE, self.predicate))
            if first:
                found.append(Triple(source, self.predicate, target))
            return found
        near, far = (source, target) if self.between.outward else (target, source)
        found += (Triple(subject, self.other, far), Triple(near, self.predicate, subject))
        return found


def property_of(column: Column) -> str:
    """The term of a field; one that nobody gave a term has its name as our own."""
    return column.term.rdf or OWN + column.name


def writer(terms: Terms, kind: type[Typed], column: Column) -> Write:
    """How a field's values become RDF."""
    if column.vocabulary is not None:
        scheme = column.vocabulary.__name__
        concepts = {str(code): terms.concept(scheme, code) for code in column.vocabulary}
        return partial(_coded, concepts)
    info = kind.model_fields[column.name]
    if _is(info, PartialDate):
        return date_literal
    if _is(info, DecimalText):
        return _decimal
    if column.term.rdf == FOAF + "homepage":
        return web_address
    if column.name.endswith("_en"):
        return partial(Literal, language="en")
    return _plain


def _is(info: FieldInfo, alias: Any) -> bool:
    """Whether a field is declared with an alias, optional or not."""
    return alias in get_args(info.annotation) or alias.__metadata__[0] in info.metadata


def _coded(concepts: Mapping[str, NamedNode], value: str) -> Value:
    return concepts.get(value) or Literal(value)


def _decimal(value: str) -> Value:
    return Literal(value, datatype=NamedNode(XSD + "decimal"))


def web_address(value: str) -> Value:
    """An address where the text is one; else the text, so that nothing is lost."""
    if not WEB_ADDRESS.match(value):
        return Literal(value)
    try:
        return NamedNode(iri(value))
    except ValueError:
        return Literal(value)


def _plain(value: str | int) -> Value:
    return Literal(value)
