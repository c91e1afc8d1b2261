"""The graph as RDF: what is said of nodes and ties, and the way back to who said it."""

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import chain, islice

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph_schema.nodes import DCT, OWN
from graph_schema.ontology import FUNDER, ontology
from graph_schema.rdf import TIES, TYPE, VOID, XSD, Terms
from queries.exporting.rows import (
    RunRow,
    claims_of_selection,
    nodes_of,
    runs_of,
    ties_of,
)
from service.exports.about import Export, NoBaseAddressError
from service.exports.provenance import Provenance

BATCH = 2_000  # triples per piece: many for the serialiser, few enough for the processor's cache
PREFIX = b"@prefix "
RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
}


@cache
def terms_of(base: str | None) -> Terms:
    """The terms under the deployer's address; raises ``NoBaseAddressError`` without one."""
    if base is None:
        raise NoBaseAddressError
    return Terms(base)


def whole_graph(export: Export, form: str) -> Iterator[bytes]:
    """A dataset: what it is, what its words mean, and everything in it."""
    if export.base is None:
        raise NoBaseAddressError
    terms = Terms(export.base, node_types=export.node_types, edge_types=export.edge_types)
    return serialised(_everything(export, terms), form, terms)


def _everything(export: Export, terms: Terms) -> Iterator[Triple]:
    return chain(dataset(export, terms), ontology(terms), described(export, terms))


def described(export: Export, terms: Terms) -> Iterator[Triple]:
    """The nodes, ties and claims of a selection, with their sources and imports."""
    return chain.from_iterable(_parts(export, terms))


def _parts(export: Export, terms: Terms) -> Iterator[Iterable[Triple]]:
    """What is said of one thing after the other: few steps in Python for many triples."""
    provenance = Provenance(terms)
    parts = (
        _nodes(export, terms, provenance),
        _ties(export, terms, provenance),
        map(provenance.claim, claims_of_selection(export.model, export.selection)),
        _sources(export, provenance),
    )
    for written, triples in enumerate(chain(*parts), 1):
        yield triples
        export.progress(written)


def run_described(row: RunRow, terms: Terms) -> Iterator[Triple]:
    """One import."""
    return Provenance(terms).run(row)


def serialised(triples: Iterable[Triple], form: str, terms: Terms) -> Iterator[bytes]:
    """The triples piece by piece; the pieces put together are one document."""
    kind, prefixes = RDF_FORMATS[form], terms.prefixes
    if kind == RdfFormat.JSON_LD:
        yield _piece(triples, kind)
        return
    waiting = iter(triples)
    header: bytes | None = None
    while batch := list(islice(waiting, BATCH)):
        if kind == RdfFormat.N_TRIPLES:
            yield _piece(batch, kind)
            continue
        piece = _piece(batch, kind, prefixes)
        if header is None:
            header = _header(piece)
            yield piece
        else:
            yield piece.removeprefix(header)


def _piece(
    triples: Iterable[Triple], kind: RdfFormat, prefixes: dict[str, str] | None = None
) -> bytes:
    out = BytesIO()
    serialize(triples, out, kind, prefixes=prefixes)
    return out.getvalue()


def _header(piece: bytes) -> bytes:
    """The prefixes that begin a document: the same in every piece, wanted in the first."""
    lines = piece.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(PREFIX)), len(lines))
    return b"".join(lines[:count])


def dataset(export: Export, terms: Terms) -> Iterator[Triple]:
    """Of which version it is, for whom, and how it was narrowed."""
    model = export.model
    subject = NamedNode(terms.base)
    facts = {
        OWN + "dataVersion": Literal(model.version),
        OWN + "graphHash": Literal(model.graph_hash),
        OWN + "audience": Literal(model.audience.value),
        OWN + "filters": Literal(export.filter_text),
        DCT + "title": Literal("ekokarta"),
    }
    yield Triple(subject, TYPE, NamedNode(VOID + "Dataset"))
    for name, value in facts.items():
        yield Triple(subject, terms.term(name), value)
    if model.published_at is not None:
        issued = Literal(model.published_at, datatype=NamedNode(XSD + "dateTime"))
        yield Triple(subject, NamedNode(DCT + "issued"), issued)


def _nodes(export: Export, terms: Terms, provenance: Provenance) -> Iterator[Iterable[Triple]]:
    pays = terms.term(OWN + FUNDER[0])
    for row in nodes_of(export.model, export.selection.nodes):
        subject = terms.node(row.ref.id)
        said = terms.nodes[row.ref.label].triples(subject, row.fields)
        if row.is_funder:
            said.append(Triple(subject, TYPE, pays))
        yield said + provenance.derived(subject, row.claims)


def _ties(export: Export, terms: Terms, provenance: Provenance) -> Iterator[Iterable[Triple]]:
    for row in ties_of(export.model, export.selection):
        subject, shape = terms.address(TIES, row.id), terms.edges[row.type]
        source, target = terms.node(row.source.id), terms.node(row.target.id)
        said = shape.triples(subject, row.fields)
        said += provenance.derived(subject, row.claims)
        yield said + shape.ends(subject, source, target, first=row.first)


def _sources(export: Export, provenance: Provenance) -> Iterator[Iterable[Triple]]:
    infos = {info.name: info for info in export.model.sources}
    for name in export.sources:
        yield provenance.source(infos[name])
        for run in runs_of(export.model, name):
            yield provenance.run(run)
