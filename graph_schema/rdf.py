"""Addresses, terms and literals of the graph as RDF, under the base that the deployer sets."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, get_args
from urllib.parse import quote

from pydantic.fields import FieldInfo
from pyoxigraph import Literal, NamedNode

from graph_schema.base import Column, ColumnKind, DecimalText, Node, PartialDate, Typed
from graph_schema.namespaces import EURIO, FOAF, OWN, PREFIXES, RDF, SCHEMA, SKOS, XSD
from graph_schema.nodes import NO_ADDRESS, NODE_TYPES

TIES = "ties"
CLAIMS = "claims"
SOURCES = "sources"
RUNS = "runs"
JUDGEMENTS = "judgements"
"""What the addresses of things that are no nodes begin with, after ``id/``."""

IRI_CHARACTERS = "!#$%&'()*+,/:;=?@-._~"
NOT_ENCODED = re.compile(r"%(?![0-9A-Fa-f]{2})")
PLAIN_KEY = re.compile(r"[0-9A-Za-z_-]+\Z")
WEB_ADDRESS = re.compile(r"https?://\S+\Z")
DATE_TYPES = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}
DAY = 10  # characters of a date that is known to the day
ADDRESSES = frozenset({FOAF + "page", SCHEMA + "url"})
WHOLE_DAYS = frozenset({EURIO + "startDate", EURIO + "endDate"})
"""Terms whose vocabulary takes nothing but a whole day."""

Value = NamedNode | Literal
Write = Callable[[Any], Value | None]

TYPE = NamedNode(RDF + "type")
PREF_LABEL = NamedNode(SKOS + "prefLabel")


def iri(text: str) -> str:
    """The text as an address: whatever may not stand in one is percent-encoded, once."""
    return quote(NOT_ENCODED.sub("%25", text), safe=IRI_CHARACTERS)


def in_address(key: str) -> str:
    """A key as it stands in an address: one spelling, wherever the address is told."""
    return key if PLAIN_KEY.match(key) else quote(key, safe="")


def date_literal(value: str) -> Literal:
    """A date with the type of its precision: year, month or day."""
    return Literal(value, datatype=NamedNode(DATE_TYPES[len(value)]))


class Terms:
    """Every term and address under one base, which ends in a slash."""

    def __init__(self, base: str, node_types: Sequence[type[Node]] = NODE_TYPES) -> None:
        self.base = iri(base)
        self.ontology = f"{self.base}ontology"
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

    def short(self, text: str) -> str:
        """An address as people write it, such as ``eurio:Project``; whole where no prefix fits."""
        for prefix, namespace in self.prefixes.items():
            if text.startswith(namespace):
                return f"{prefix}:{text.removeprefix(namespace)}"
        return text

    def address(self, kind: str, key: str) -> NamedNode:
        """The permanent address of a thing of a kind."""
        return NamedNode(f"{self.base}id/{kind}/{in_address(key)}")

    def node(self, id: str) -> NamedNode:
        """The permanent address of a node; its id says what it is."""
        return self.plain(self._nouns[id.partition("-")[0]], id)

    def plain(self, kind: str, id: str) -> NamedNode:
        """The permanent address of a thing whose id we made: nothing in it needs an escape."""
        return NamedNode(f"{self.base}id/{kind}/{id}")

    def concept(self, scheme: str, code: str) -> NamedNode:
        """The concept of a code of a closed list."""
        return self.term(f"{OWN}{scheme}-{code}")


def property_of(column: Column) -> str:
    """The term of a field; one that nobody gave a term has its name as our own."""
    return column.term.rdf or OWN + column.name


def writer(terms: Terms, kind: type[Typed], column: Column, predicate: str) -> Write:
    """How a field's values become RDF under a predicate; one that does not fit becomes None."""
    if column.vocabulary is not None:
        scheme, some = column.vocabulary.__name__, kind.SAID_OF.get(predicate)
        codes = column.vocabulary if some is None else some
        concepts = {str(code): terms.concept(scheme, code) for code in codes}
        return partial(_coded, concepts) if some is None else concepts.get
    info = kind.model_fields[column.name]
    if predicate in FITTING:
        return FITTING[predicate]
    if _is(info, PartialDate):
        return date_literal
    if _is(info, DecimalText):
        return partial(Literal, datatype=NamedNode(XSD + "decimal"))
    if column.term.datatype is not None:
        return partial(Literal, datatype=NamedNode(column.term.datatype))
    if (language := language_of(column)) is not None:
        return partial(Literal, language=language)
    return Literal


def literal_type(kind: type[Typed], column: Column) -> str | None:
    """The type of a field's literals; None where it differs from value to value or is none."""
    info = kind.model_fields[column.name]
    if column.term.datatype is not None:
        return column.term.datatype
    if _is(info, PartialDate) or language_of(column) is not None:
        return None
    if column.kind is ColumnKind.INTEGER:
        return XSD + "integer"
    return XSD + ("decimal" if _is(info, DecimalText) else "string")


def language_of(column: Column) -> str | None:
    """The tag of a field's texts; None where they stand as published, in whatever language."""
    return "en" if column.name.endswith("_en") else None


def is_date(kind: type[Typed], column: Column) -> bool:
    """Whether a field holds a date of some precision."""
    return _is(kind.model_fields[column.name], PartialDate)


def _is(info: FieldInfo, alias: Any) -> bool:
    """Whether a field is declared with an alias, optional or not."""
    return alias in get_args(info.annotation) or alias.__metadata__[0] in info.metadata


def _coded(concepts: Mapping[str, NamedNode], value: str) -> Value:
    return concepts.get(value) or Literal(value)


def _whole_day(value: str) -> Value | None:
    return date_literal(value) if len(value) == DAY else None


def web_address(value: str) -> NamedNode | None:
    """An address where the text is one."""
    if not WEB_ADDRESS.match(value):
        return None
    try:
        return NamedNode(iri(value))
    except ValueError:
        return None


def _no_web_address(value: str) -> Value | None:
    """The text where it is no address, so that nothing is lost."""
    return Literal(value) if web_address(value) is None else None


FITTING: Mapping[str, Write] = {
    **dict.fromkeys(WHOLE_DAYS, _whole_day),
    **dict.fromkeys(ADDRESSES, web_address),
    NO_ADDRESS: _no_web_address,
}
"""Terms that fit only some values of a field, each with what it says of a value."""
