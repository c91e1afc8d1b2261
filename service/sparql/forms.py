"""The forms in which answers are given, by media type and by short name."""

from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import QueryResultsFormat, RdfFormat

TABLES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Of SELECT and ASK; the first is what one gets who takes anything."""

GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "rdf-xml",
}
"""Of CONSTRUCT and DESCRIBE, and of the description of the service."""

PAGE: Mapping[str, str] = {"text/html": "html", "application/xhtml+xml": "html"}

TABLE_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
    "rdf-xml": RdfFormat.RDF_XML,
}
XML = ("xml", "rdf-xml")
"""Forms that have no way to say some characters, nor some names of predicates."""
SAID = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "json-ld": "application/ld+json",
    "rdf-xml": "application/rdf+xml",
}
"""The media type an answer is sent with."""

ALSO = {"rdf+xml": "rdf-xml", "rdfxml": "rdf-xml", "n-triples": "nt", "ntriples": "nt",
        "ttl": "turtle", "jsonld": "json-ld", "ld+json": "json-ld"}  # fmt: skip
"""Other names by which programs ask for a form in a parameter."""


class Forms(NamedTuple):
    """As what a table and as what a graph is given; None where it is not to be had."""

    table: str | None
    graph: str | None


OF_BOTH = {"json": Forms("json", "json-ld"), "xml": Forms("xml", "rdf-xml")}
"""Short names that stand for a form of either: programs send them before they know which it is."""


def named(name: str) -> Forms | None:
    """The forms of a short name or media type; None for one not known."""
    plain = name.strip().lower()
    if plain in OF_BOTH:
        return OF_BOTH[plain]
    form = {**TABLES, **GRAPHS, **{form: form for form in SAID}, **ALSO}.get(plain)
    if form is None:
        return None
    return Forms(form, None) if form in TABLE_FORMATS else Forms(None, form)
