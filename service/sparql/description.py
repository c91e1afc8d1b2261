"""What the endpoint is, in the words of SPARQL 1.1 Service Description."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple, serialize

from graph_schema.namespaces import DCT, OWN, VOID
from graph_schema.rdf import TYPE, Terms
from service.sparql.forms import GRAPH_FORMATS, TABLE_FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
PATH = "sparql"
LATERAL = "https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0006/sep-0006.md"
"""What the engine answers beyond SPARQL 1.1."""
NAMES = {"json-ld": "http://www.w3.org/ns/formats/JSON-LD"}
"""What the W3C calls a format where the library has another name for it."""


class Held(NamedTuple):
    """What queries are put to: how many triples, of which version."""

    triples: int
    version: int


def description(terms: Terms, held: Held | None, form: str) -> bytes:
    """The service described, as a document."""
    out = BytesIO()
    kind = GRAPH_FORMATS[form]
    prefixes = (
        {"sd": SD, "void": VOID, "dct": DCT} if kind.media_type != "application/ld+json" else None
    )
    serialize(_described(terms, held), out, kind, prefixes=prefixes)
    return out.getvalue()


def _described(terms: Terms, held: Held | None) -> Iterator[Triple]:
    """The service, what it takes and gives, and the data set it answers from."""
    endpoint = NamedNode(f"{terms.base}{PATH}")
    service, dataset, graph = (
        NamedNode(f"{endpoint.value}#{name}") for name in ("service", "dataset", "graph")
    )
    formats = [form.iri for form in TABLE_FORMATS.values()]
    formats += [NAMES.get(name, form.iri) for name, form in GRAPH_FORMATS.items()]
    yield Triple(service, TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("languageExtension"), NamedNode(LATERAL))
    for form in formats:
        yield Triple(service, _sd("resultFormat"), NamedNode(form))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), graph)
    yield Triple(dataset, NamedNode(DCT + "source"), NamedNode(terms.base))
    yield Triple(graph, TYPE, _sd("Graph"))
    if held is not None:
        yield Triple(graph, NamedNode(VOID + "triples"), Literal(held.triples))
        yield Triple(graph, terms.term(OWN + "dataVersion"), Literal(held.version))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
