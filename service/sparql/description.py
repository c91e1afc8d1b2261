"""What the endpoint is, in the words of SPARQL 1.1 Service Description."""

from collections.abc import Iterator
from io import BytesIO

from pyoxigraph import Literal, NamedNode, Triple, serialize

from graph_schema.namespaces import DCT, VOID, XSD
from graph_schema.rdf import TYPE, Terms
from service.sparql.forms import GRAPH_FORMATS, TABLE_FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
PATH = "sparql"
LATERAL = "https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0006/sep-0006.md"
"""What the engine answers beyond SPARQL 1.1."""
NAMES = {"json-ld": "http://www.w3.org/ns/formats/JSON-LD"}
"""What the W3C calls a format where the library has another name for it."""


def description(terms: Terms, triples: int | None, form: str) -> bytes:
    """The service described, as a document."""
    out = BytesIO()
    kind = GRAPH_FORMATS[form]
    prefixes = (
        {"sd": SD, "void": VOID, "dct": DCT} if kind.media_type != "application/ld+json" else None
    )
    serialize(_described(terms, triples), out, kind, prefixes=prefixes)
    return out.getvalue()


def _described(terms: Terms, triples: int | None) -> Iterator[Triple]:
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
    if triples is not None:
        count = Literal(str(triples), datatype=NamedNode(XSD + "integer"))
        yield Triple(graph, NamedNode(VOID + "triples"), count)


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
