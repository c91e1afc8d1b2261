"""The graph as GraphML, for yEd, Cytoscape, igraph, networkx and others that draw and compute."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_schema.base import Typed
from queries.exporting.rows import nodes_of, ties_of
from service.exports.about import Export
from service.exports.credits import told
from service.exports.gexf import NOT_IN_XML, PIECE, Attributes, allowed, as_json
from service.exports.pieces import Pieces
from service.exports.typed import ValueKind, fields_of

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = f"{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
OF_GRAPH = {"about": "string", "data_version": "long", "filters": "string"}
OF_NODES = {"label": "string", "node_type": "string"}
OF_TIES = {"label": "string", "edge_type": "string"}
OF_ALL = {"sources": "string", "claims": "string", "exact": "string"}
ABOUT = """{told}

Dates stand as precisely as they are known: 2022, 2022-12 or 2022-12-15. Several values stand as a \
JSON array, decimals as text so that none is rounded. A character that XML does not allow is \
written as U+FFFD, and then the key exact holds the values as they are, as a JSON object with \
\\u escapes. An id leads to the claims behind it at /id/{{kind}}/{{id}} of the service."""


def graphml(export: Export) -> Iterator[bytes]:
    """The document piece by piece."""
    from lxml import etree  # only where this format is asked for

    pieces, spaces = Pieces(), {None: NAMESPACE, "xsi": INSTANCE}
    of_nodes = {**OF_NODES, **_declared(export.node_types), **OF_ALL}
    of_ties = {**OF_TIES, **_declared(export.edge_types), **OF_ALL}
    with etree.xmlfile(pieces, encoding="utf-8") as file:
        file.write_declaration()
        where = {f"{{{INSTANCE}}}schemaLocation": SCHEMA}
        with file.element(f"{{{NAMESPACE}}}graphml", where, nsmap=spaces):
            for of, attributes in (("graph", OF_GRAPH), ("node", of_nodes), ("edge", of_ties)):
                _declare(file, of, attributes)
            with _element(file, "graph", {"id": "ekokarta", "edgedefault": "directed"}):
                _data(file, "graph", _about(export), OF_GRAPH)
                for number in _things(file, export, of_nodes, of_ties):
                    export.progress(number)
                    if pieces.size >= PIECE:
                        yield pieces.take()
    yield pieces.take()


def _declared(types: Sequence[type[Typed]]) -> dict[str, str]:
    """Name and type of every field; one that types disagree on is text."""
    found: dict[str, str] = {}
    for kind in types:
        for field in fields_of(kind):
            type_ = "long" if field.kind is ValueKind.INTEGER else "string"
            found[field.name] = type_ if found.get(field.name, type_) == type_ else "string"
    return found


def _things(file: Any, export: Export, of_nodes: Attributes, of_ties: Attributes) -> Iterator[int]:
    number = 0
    for node in nodes_of(export.model, export.selection.nodes):
        with _element(file, "node", {"id": node.ref.id}):
            own = {"label": node.ref.name, "node_type": node.ref.label}
            _data(file, "node", {**node.fields, **own, **_behind(node)}, of_nodes)
        number += 1
        yield number
    named = {kind.LABEL: kind.EN for kind in export.edge_types}
    for tie in ties_of(export.model, export.selection.edges):
        ends = {"id": tie.id, "source": tie.source.id, "target": tie.target.id}
        with _element(file, "edge", ends):
            own = {"label": named[tie.type], "edge_type": tie.type}
            _data(file, "edge", {**tie.fields, **own, **_behind(tie)}, of_ties)
        number += 1
        yield number


def _behind(row: Any) -> dict[str, list[str]]:
    return {"sources": list(row.sources), "claims": list(row.claims)}


def _about(export: Export) -> dict[str, Any]:
    return {
        "about": ABOUT.format(told=told(export)),
        "data_version": export.model.version,
        "filters": export.filter_text,
    }


def _declare(file: Any, of: str, attributes: Attributes) -> None:
    for name, kind in attributes.items():
        key = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind}
        with _element(file, "key", key):
            pass


def _data(file: Any, of: str, values: Mapping[str, Any], attributes: Attributes) -> None:
    """The values in the order of their declaration, and exactly those that XML cannot hold."""
    written: dict[str, str] = {}
    exact = {}
    for name in attributes:
        value = values.get(name)
        if value is None or value == []:
            continue
        text = as_json(value) if isinstance(value, list) else str(value)
        if NOT_IN_XML.search(text):
            exact[name] = value
        written[name] = allowed(text)
    if exact:
        written["exact"] = as_json(exact)
    for name, text in written.items():
        with _element(file, "data", {"key": f"{of}-{name}"}):
            file.write(text)


def _element(file: Any, tag: str, attributes: dict[str, str]) -> Any:
    return file.element(f"{{{NAMESPACE}}}{tag}", attributes)
