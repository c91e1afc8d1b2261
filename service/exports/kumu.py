"""The graph for Kumu: a blueprint (JSON), and a workbook with Elements and Connections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from tempfile import TemporaryFile
from typing import Any

from graph_schema.base import Typed
from graph_schema.rdf import TIES
from queries.exporting.rows import NodeRow, TieRow, nodes_of, ties_of
from service.exports.about import Export
from service.exports.credits import facts, told
from service.exports.files import pieces_of
from service.exports.json_stream import document
from service.exports.sheets import LONG_TEXTS, MOST_ROWS, LongTexts, Sheets, TableSheets
from service.exports.tables import Table
from service.exports.typed import Field, ValueKind, fields_of
from service.exports.workbook import saved_to

OWN_NAMES = {"name": "label", "summary": "description"}
"""What Kumu shows of an element by itself."""
WITHOUT_TAG = {"unknown"}
TAGGED = ("sector", "actor_kind", "collaboration_kind", "programme_kind", "level")
OF_ELEMENTS = ("id", "label", "type", "tags", "description")
OF_CONNECTIONS = ("id", "from", "to", "type", "direction")
OF_ALL = ("sources", "page")
IGNORED = " (ignore)"  # Kumu passes over a sheet whose name ends so
LONG_IGNORED = LONG_TEXTS._replace(sheet=LONG_TEXTS.sheet + IGNORED)
BETWEEN_VALUES, IN_ITS_PLACE = "|", "¦"
Thing = dict[str, Any]


def kumu_blueprint(export: Export) -> Iterator[bytes]:
    """The blueprint: what Kumu imports as JSON."""
    head = {"name": "ekokarta", "description": told(export), "ekokarta": facts(export)}
    done = count(1)
    lists = {
        "elements": _told(export, _elements(export), done),
        "connections": _told(export, _connections(export), done),
    }
    return document(head, lists)


def kumu_workbook(export: Export, most_rows: int = MOST_ROWS) -> Iterator[bytes]:
    """The workbook: what Kumu imports from Excel."""
    with TemporaryFile() as made:
        with saved_to(made, export.model) as book:
            aside, done = LongTexts(book, most_rows, LONG_IGNORED), count(1)
            for name, columns, things in (
                ("Elements", _columns(OF_ELEMENTS, export.node_types), _elements(export)),
                ("Connections", _columns(OF_CONNECTIONS, export.edge_types), _connections(export)),
            ):
                fields = tuple(Field(column, ValueKind.TEXT, "", "") for column in columns)
                table = Table(name, name, name, fields, tuple)
                header = [_header(column) for column in columns]
                sheets = TableSheets(book, table, aside, most_rows, header)
                for thing in _told(export, things, done):
                    sheets.row([_cell(thing.get(column)) for column in columns])
                sheets.close()
            aside.close()
            about = Sheets(book, f"About{IGNORED}", (100,), (), most_rows)
            for line in told(export).splitlines():
                about.append([line])
        yield from pieces_of(made)


def _told(export: Export, things: Iterable[Thing], done: Iterator[int]) -> Iterator[Thing]:
    for thing in things:
        yield thing
        export.progress(next(done))


def _elements(export: Export) -> Iterator[Thing]:
    kinds = {kind.LABEL: kind for kind in export.node_types}
    for row in nodes_of(export.model, export.selection.nodes):
        own = {"id": row.ref.id, "label": row.ref.name, "type": kinds[row.ref.label].EN}
        tags = [row.fields[name] for name in TAGGED if row.fields.get(name)]
        tagged = [tag for tag in tags if tag not in WITHOUT_TAG]
        yield {
            **own,
            **({"tags": tagged} if tagged else {}),
            **_fields(row),
            "node_type": row.ref.label,
            **_behind(export, row, kinds[row.ref.label].NOUN, row.ref.id),
        }


def _connections(export: Export) -> Iterator[Thing]:
    verbs = {kind.LABEL: kind.EN for kind in export.edge_types}
    for row in ties_of(export.model, export.selection.edges):
        ends = {"from": row.source.id, "to": row.target.id, "type": verbs[row.type]}
        yield {
            "id": row.id,
            **ends,
            "direction": "directed",
            **_fields(row),
            "edge_type": row.type,
            **_behind(export, row, TIES, row.id),
        }


def _fields(row: NodeRow | TieRow) -> Mapping[str, Any]:
    return {OWN_NAMES.get(name, name): value for name, value in row.fields.items()}


def _behind(export: Export, row: NodeRow | TieRow, noun: str, id: str) -> Mapping[str, Any]:
    page = {} if export.base is None else {"page": f"{export.base}id/{noun}/{id}"}
    return {"sources": list(row.sources), **page}


def _columns(first: Sequence[str], types: Sequence[type[Typed]]) -> tuple[str, ...]:
    """The columns, what Kumu knows by itself in front."""
    declared = (OWN_NAMES.get(field.name, field.name) for t in types for field in fields_of(t))
    of_type = ("node_type" if "label" in first else "edge_type",)
    return tuple(dict.fromkeys(chain(first, declared, of_type, OF_ALL)))


def _header(column: str) -> str:
    """As Kumu writes its own columns; ours as they are."""
    if column == "id":
        return "ID"
    return column.capitalize() if column in {*OF_ELEMENTS, *OF_CONNECTIONS} else column


def _cell(value: Any) -> Any:
    """The value as a cell, which Kumu parts at every bar, in whatever column it stands."""
    if isinstance(value, list):
        return BETWEEN_VALUES.join(map(_cell, value))
    return value.replace(BETWEEN_VALUES, IN_ITS_PLACE) if isinstance(value, str) else value
