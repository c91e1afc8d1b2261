"""The graph as an SQLite file: a table per type, with keys, for SQL, R, Python, QGIS, Datasette."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from queries.exporting.filing import (
    FileColumn,
    FileTable,
    Filing,
    filing,
    number_of,
    year_of,
)
from queries.exporting.rows import nodes_of
from service.exports.about import Export
from service.exports.credits import facts, told
from service.exports.files import pieces_of
from service.exports.tables import CLAIMS, SOURCES, Rows, Table, tables
from service.exports.typed import Field, ValueKind

META = FileTable("meta", (FileColumn("key", "TEXT", True, True), FileColumn("value", "TEXT", True)))
NODES = FileTable(
    "nodes",
    (
        FileColumn("id", "TEXT", True, True),
        FileColumn("type", "TEXT", True),
        FileColumn("name", "TEXT", True),
    ),
)
STATED_BY = FileTable(
    "stated_by",
    (FileColumn("id", "TEXT", True), FileColumn("claim", "TEXT", True, False, (CLAIMS, "id"))),
    key=("id", "claim"),
)
HOW_TO_READ = (
    "Dates stand as precisely as they are known, amounts as text so that none is rounded; beside "
    "them SQLite computes the year and the number. Several values stand as a JSON array "
    "(json_each). nodes has every id; stated_by says which rows of claims state a node or a tie. "
    "Kinds of amount are never to be summed together."
)
TYPES = {ValueKind.INTEGER: "INTEGER"}


def database(export: Export) -> Iterator[bytes]:
    """The file; it can only be sent when it is whole."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ekokarta.sqlite"
        with filing(path) as made:
            _write(export, made)
        with path.open("rb") as file:
            yield from pieces_of(file)


def _write(export: Export, made: Filing) -> None:
    for described, rows in ((META, _meta(export)), (NODES, _nodes(export))):
        made.make(described)
        deque(made.fill(described, rows), 0)
    made.make(STATED_BY)
    for table in tables(export):
        _table(made, table)
    made.index(STATED_BY)


def _table(made: Filing, table: Table) -> None:
    described, stating = _described(table), Stating()
    made.make(described)
    for _ in made.fill(described, stating.noted(table, table.rows())):
        deque(made.fill(STATED_BY, stating.taken()), 0)
    made.index(described)


class Stating:
    """Which claims state the rows that went by."""

    def __init__(self) -> None:
        self._pairs: list[tuple[str, str]] = []

    def noted(self, table: Table, rows: Rows) -> Rows:
        """The rows as they are kept, their claims noted."""
        names = [field.name for field in table.fields]
        kept = [place for place, name in enumerate(names) if name != CLAIMS]
        claims = names.index(CLAIMS) if CLAIMS in names else None
        for row in rows:
            if claims is not None:
                self._pairs += [(str(row[0]), claim) for claim in row[claims]]
            yield [_value(row[place]) for place in kept]

    def taken(self) -> list[tuple[str, str]]:
        """What was noted since the last time."""
        taken, self._pairs = self._pairs, []
        return taken


def _described(table: Table) -> FileTable:
    is_node = table.name not in {CLAIMS, SOURCES} and table.fields[1].name != "from"
    columns = []
    for place, field in enumerate(table.fields):
        if field.name == CLAIMS:
            continue
        points_at = _points_at(field) if place else ((NODES.name, "id") if is_node else None)
        type_ = TYPES.get(field.kind, "TEXT")
        columns.append(FileColumn(field.name, type_, field.required, not place, points_at))
        if field.kind is ValueKind.DECIMAL:
            columns.append(number_of(field.name))
        if field.kind is ValueKind.DATE:
            columns.append(year_of(field.name))
    return FileTable(table.name, tuple(columns))


def _points_at(field: Field) -> tuple[str, str] | None:
    if not field.points_at or field.kind is ValueKind.LIST:
        return None
    return (SOURCES, "name") if field.points_at == (SOURCES,) else (NODES.name, "id")


def _value(value: Any) -> Any:
    """As SQLite keeps it; half a surrogate pair, which no UTF-8 holds, is a question mark."""
    if isinstance(value, list | tuple):
        return json.dumps(list(value), ensure_ascii=False) if value else None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value


def _meta(export: Export) -> Iterable[tuple[str, str]]:
    model = export.model
    yield "data_version", str(model.version)
    yield "published", model.published_at or "never"
    yield "graph_hash", model.graph_hash
    yield "audience", model.audience.value
    yield "filters", export.filter_text
    yield "about", told(export)
    yield "how_to_read", HOW_TO_READ
    yield "ekokarta", json.dumps(facts(export), ensure_ascii=False)


def _nodes(export: Export) -> Rows:
    for row in nodes_of(export.model, export.selection.nodes):
        yield row.ref.id, row.ref.label, _value(row.ref.name)
