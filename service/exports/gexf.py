"""The graph as GEXF 1.3, for Gephi and other programs that draw networks."""

import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_schema.base import ColumnKind, Edge, Typed
from graph_schema.days import swedish_day
from queries.exporting.rows import TieRow, nodes_of, ties_of
from service.exports.about import Export
from service.exports.credits import told
from service.exports.pieces import Pieces

NAMESPACE = "http://gexf.net/1.3"
PIECE = 64_000  # bytes
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"
BETWEEN_VALUES = " | "
MONTH, YEAR = 7, 4
ABOUT = """{told}

A date that is known to the year or month is written as the first day of it at a start and the \
last day at an end, and no time where the end would lie before the start; start_as_stated and \
end_as_stated keep what is known. Characters that XML does not allow are written as U+FFFD, and \
where that or ' | ' within a value would lose something, exact holds the values as they are, as \
JSON. An id leads to the claims behind it at /id/{{kind}}/{{id}} of the service."""
OF_NODES = {"node_type": "string"}
OF_TIES = {"edge_type": "string"}
OF_ALL = {
    "start_as_stated": "string", "end_as_stated": "string", "sources": "string", "exact": "string",
}  # fmt: skip
DATES = {"start": "start_as_stated", "end": "end_as_stated"}
Attributes = Mapping[str, str]


def gexf(export: Export) -> Iterator[bytes]:
    """The document piece by piece."""
    from lxml import etree  # only where this format is asked for

    pieces = Pieces()
    node_attributes = attributes_of(export.node_types, OF_NODES)
    tie_attributes = attributes_of(export.edge_types, OF_TIES)
    counts = {"nodes": export.selection.nodes.size, "edges": len(export.selection.edges)}
    with etree.xmlfile(pieces, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{NAMESPACE}}}gexf", nsmap={None: NAMESPACE}, version="1.3"):
            _meta(file, export)
            graph = {"mode": "dynamic", "timeformat": "date", "defaultedgetype": "directed"}
            with _element(file, "graph", graph):
                _declare(file, "node", node_attributes)
                _declare(file, "edge", tie_attributes)
                for name, written in (
                    ("nodes", _nodes(file, export, node_attributes)),
                    ("edges", _ties(file, export, tie_attributes)),
                ):
                    with _element(file, name, {"count": str(counts[name])}):
                        for number in written:
                            export.progress(number)
                            if pieces.size >= PIECE:
                                yield pieces.take()
    yield pieces.take()


def attributes_of(types: Sequence[type[Typed]], own: Attributes) -> dict[str, str]:
    """Name and type of every attribute; one that types disagree on is text."""
    found = dict(own)
    for kind in types:
        for column in kind.columns():
            if column.name in (*DATES, "name"):
                continue
            type_ = "long" if column.kind is ColumnKind.INTEGER else "string"
            found[column.name] = type_ if found.get(column.name, type_) == type_ else "string"
    return {**found, **OF_ALL}


def first_day(value: str) -> str:
    """The first day that a year, month or day may mean."""
    return value + "-01-01"[len(value) - YEAR :]


def last_day(value: str) -> str:
    """The last day that a year, month or day may mean."""
    if len(value) == YEAR:
        return f"{value}-12-31"
    if len(value) == MONTH:
        year, month = value.split("-")
        return f"{value}-{monthrange(int(year), int(month))[1]}"
    return value


def allowed(text: str) -> str:
    """The text with every character that XML forbids replaced."""
    return NOT_IN_XML.sub(REPLACEMENT, text)


def _meta(file: Any, export: Export) -> None:
    with _element(file, "meta", _modified(export)):
        with _element(file, "creator", {}):
            file.write("ekokarta")
        with _element(file, "description", {}):
            file.write(allowed(ABOUT.format(told=told(export))))


def _modified(export: Export) -> dict[str, str]:
    published = export.model.published_at
    return {} if published is None else {"lastmodifieddate": swedish_day(published).isoformat()}


def _declare(file: Any, of: str, attributes: Attributes) -> None:
    with _element(file, "attributes", {"class": of, "mode": "static"}):
        for name, kind in attributes.items():
            with _element(file, "attribute", {"id": name, "title": name, "type": kind}):
                pass


def _nodes(file: Any, export: Export, attributes: Attributes) -> Iterator[int]:
    for number, row in enumerate(nodes_of(export.model, export.selection.nodes), 1):
        about = {"id": row.ref.id, "label": allowed(row.ref.name)}
        values = {**row.fields, "node_type": row.ref.label, "sources": list(row.sources)}
        _thing(file, "node", about, values, attributes)
        yield number


def _ties(file: Any, export: Export, attributes: Attributes) -> Iterator[int]:
    types = {kind.LABEL: kind for kind in export.edge_types}
    begin = export.selection.nodes.size + 1
    for number, row in enumerate(ties_of(export.model, export.selection.edges), begin):
        about = {
            "id": row.id,
            "source": row.source.id,
            "target": row.target.id,
            "label": types[row.type].EN,
            "kind": _kind(row, types[row.type]),
        }
        values = {**row.fields, "edge_type": row.type, "sources": list(row.sources)}
        _thing(file, "edge", about, values, attributes)
        yield number


def _kind(row: TieRow, type_: type[Edge]) -> str:
    """What tells a tie from others of the same two ends: GEXF has no two of one kind there."""
    stated = {name: row.fields.get(name) or "" for name in type_.IDENTITY}
    dates = [stated.pop(name, "") for name in DATES]
    period = "/".join(dates) if any(dates) else ""
    return " ".join(filter(None, (row.type, *stated.values(), period)))


def _thing(
    file: Any,
    tag: str,
    about: dict[str, str],
    values: Mapping[str, Any],
    attributes: Attributes,
) -> None:
    shown = {DATES.get(name, name): value for name, value in values.items()}
    about |= _time(values)
    exact = {name: value for name, value in values.items() if not _is_kept(value)}
    if exact:
        shown["exact"] = as_json(exact)
    with _element(file, tag, about), _element(file, "attvalues", {}):
        for name in attributes:
            value = shown.get(name)
            if value is None:
                continue
            text = BETWEEN_VALUES.join(value) if isinstance(value, list) else str(value)
            with _element(file, "attvalue", {"for": name, "value": allowed(text)}):
                pass


def _time(values: Mapping[str, Any]) -> dict[str, str]:
    """When it was; nothing where it ended before it began, which is no interval to Gephi.

    Versions that an earlier program made may hold such.
    """
    whole_days = {"start": first_day, "end": last_day}
    found = {name: day(values[name]) for name, day in whole_days.items() if name in values}
    whole = found.keys() == whole_days.keys()
    return {} if whole and found["end"] < found["start"] else found


def _is_kept(value: Any) -> bool:
    """Whether a reader can have the value back from what is written of it."""
    if isinstance(value, list):
        return all(BETWEEN_VALUES.strip() not in inner and _is_kept(inner) for inner in value)
    return not NOT_IN_XML.search(str(value))


def as_json(value: Any) -> str:
    """JSON in which whatever XML does not allow is escaped, and all else stands to be read."""
    text = json.dumps(value, ensure_ascii=False)
    return NOT_IN_XML.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _element(file: Any, tag: str, attributes: Attributes) -> Any:
    return file.element(f"{{{NAMESPACE}}}{tag}", dict(attributes))
