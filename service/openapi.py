"""What the OpenAPI text says of fields: every type's own, read off the types."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph_schema.base import Column, ColumnKind, Edge, Node, Typed
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from service.dependencies import API

COMPONENTS = "#/components/schemas/"
JSON = "application/json"
Described = dict[str, Any]


def field_schemas(
    node_types: Sequence[type[Node]] = NODE_TYPES, edge_types: Sequence[type[Edge]] = EDGE_TYPES
) -> dict[str, Described]:
    """One schema per type, by the name of its component: ``ActorFields`` and so on."""
    return {_name(kind): _fields(kind) for kind in (*node_types, *edge_types)}


def with_fields(
    described: Described,
    *,
    node_types: Sequence[type[Node]] = NODE_TYPES,
    edge_types: Sequence[type[Edge]] = EDGE_TYPES,
) -> Described:
    """The OpenAPI text where a list, a thing and a tie say which fields they have."""
    components = described["components"]["schemas"]
    components.update(field_schemas(node_types, edge_types))
    if "Tie" in components:
        any_of = [_ref(_name(kind)) for kind in edge_types]
        components["Tie"]["properties"]["fields"] = {"title": "Fields", "anyOf": any_of}
    for path, kind in _addresses(node_types):
        for address, narrowed in ((path, _page(kind)), (f"{path}/{{id}}", _having(kind))):
            operation = described["paths"].get(address, {}).get("get")
            if operation is not None:
                content = operation["responses"]["200"]["content"][JSON]
                content["schema"] = {"allOf": [content["schema"], narrowed]}
    return described


def _addresses(node_types: Sequence[type[Node]]) -> Iterator[tuple[str, type[Node]]]:
    for kind in node_types:
        yield f"{API}/{kind.NOUN}", kind
        if kind.LABEL == "Actor":
            yield f"{API}/funders", kind  # actors under another name


def _name(kind: type[Typed]) -> str:
    """The label without underscores: ACTIVE_IN becomes ActiveInFields."""
    words = kind.LABEL.split("_")
    label = "".join(w.capitalize() for w in words) if kind.LABEL.isupper() else kind.LABEL
    return f"{label}Fields"


def _ref(name: str) -> Described:
    return {"$ref": COMPONENTS + name}


def _having(kind: type[Node]) -> Described:
    return {"type": "object", "properties": {"fields": _ref(_name(kind))}}


def _page(kind: type[Node]) -> Described:
    return {
        "type": "object",
        "properties": {"items": {"type": "array", "items": _having(kind)}},
    }


def _fields(kind: type[Typed]) -> Described:
    """A field nobody states is absent, so none is required."""
    return {
        "title": _name(kind),
        "type": "object",
        "properties": {column.name: _field(column) for column in kind.columns()},
    }


def _field(column: Column) -> Described:
    single: Described = {"type": "integer" if column.kind is ColumnKind.INTEGER else "string"}
    if column.vocabulary is not None:
        single["enum"] = [member.value for member in column.vocabulary]
    kept = {"type": "array", "items": single} if column.kind is ColumnKind.LIST else single
    return {"title": column.term.en, "description": column.term.sv, **kept}
