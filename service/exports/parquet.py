"""The graph as Parquet files, one per type, for R, pandas, polars, DuckDB and Spark."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from service.exports.about import Export
from service.exports.credits import facts
from service.exports.files import undated
from service.exports.gexf import first_day, last_day
from service.exports.pieces import Pieces
from service.exports.tables import Table, tables
from service.exports.typed import Field, ValueKind

ROWS = 10_000  # of a row group: narratives are long
DIGITS, PLACES = 38, 10  # of a decimal; what has more stands in the column exact
EXACT = "exact"
EARLIEST, LATEST = "_earliest", "_latest"
Columns = dict[str, list[Any]]


def parquet(export: Export, rows: int = ROWS) -> Iterator[bytes]:
    """All files as one zip file, row group by row group; they are compressed already.

    ``rows``: how many a row group holds.
    """
    pieces, told = Pieces(), _told(export)
    with zipfile.ZipFile(pieces, "w") as archive:
        for table in tables(export):
            info = undated(f"{table.name}.parquet")
            info.compress_type = zipfile.ZIP_STORED
            with archive.open(info, "w", force_zip64=True) as file:
                for _ in _row_groups(table, told, file, rows):
                    yield pieces.take()
            yield pieces.take()
    yield pieces.take()


def _row_groups(table: Table, told: dict[str, str], file: Any, size: int) -> Iterator[None]:
    """Write one after the other."""
    import pyarrow as pa  # only where this format is asked for
    import pyarrow.parquet as pq

    schema, rows = _schema(table, told), iter(table.rows())
    with pq.ParquetWriter(pa.PythonFile(_Sink(file), "w"), schema) as writer:
        while batch := list(islice(rows, size)):
            writer.write_table(_written(table, batch, schema))
            yield


class _Sink:
    """A file inside an archive, as pyarrow asks of one: it stays open when the writer is done."""

    closed = False

    def __init__(self, file: Any) -> None:
        self._file, self._size = file, 0

    def write(self, data: Any) -> int:
        """Pass on what was written."""
        self._size += len(data)
        return int(self._file.write(data))

    def tell(self) -> int:
        """How much has been written."""
        return self._size

    def flush(self) -> None:
        """Everything was passed on."""

    def close(self) -> None:
        """The archive closes the file."""


def _told(export: Export) -> dict[str, str]:
    about = facts(export)
    whole = {"ekokarta": json.dumps(about, ensure_ascii=False)}
    return {**whole, "data_version": str(export.model.version), "filters": export.filter_text}


def _schema(table: Table, told: dict[str, str]) -> Any:
    import pyarrow as pa

    text, day = pa.string(), pa.date32()
    types = {
        ValueKind.INTEGER: pa.int64(),
        ValueKind.DECIMAL: pa.decimal128(DIGITS, PLACES),
        ValueKind.LIST: pa.list_(text),
    }
    found = []
    for field in table.fields:
        titles = {"title_sv": field.sv, "title_en": field.en}
        kind = types.get(field.kind, text)
        found.append(pa.field(field.name, kind, not field.required, titles))
        if field.kind is ValueKind.DATE:
            found += [pa.field(field.name + end, day) for end in (EARLIEST, LATEST)]
    if _has_exact(table):
        found.append(pa.field(EXACT, text))
    return pa.schema(found, {**told, "title_sv": table.sv, "title_en": table.en})


def _has_exact(table: Table) -> bool:
    numbers = (ValueKind.DECIMAL, ValueKind.INTEGER)
    return any(field.kind in numbers for field in table.fields)


def _written(table: Table, batch: Sequence[Sequence[Any]], schema: Any) -> Any:
    import pyarrow as pa

    columns: Columns = {name: [] for name in schema.names}
    for row in batch:
        exact: dict[str, Any] = {}
        for field, value in zip(table.fields, row, strict=True):
            _add(columns, field, value, exact)
        if EXACT in columns:
            columns[EXACT].append(json.dumps(exact) if exact else None)
    arrays = [_array(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _add(columns: Columns, field: Field, value: Any, exact: dict[str, Any]) -> None:
    if field.kind is ValueKind.DATE:
        columns[field.name].append(value)
        for end, day in ((EARLIEST, first_day), (LATEST, last_day)):
            known = None if value is None else date.fromisoformat(day(value))
            columns[field.name + end].append(known)
        return
    if field.kind in {ValueKind.DECIMAL, ValueKind.INTEGER} and value is not None:
        number = _number(field, value)
        if number is None:
            exact[field.name] = value
        columns[field.name].append(number)
        return
    plain = list(value or ()) if field.kind is ValueKind.LIST else value
    columns[field.name].append(plain)


def _number(field: Field, value: Any) -> Decimal | int | None:
    """The number where its type can hold it."""
    if field.kind is ValueKind.INTEGER:
        return value if abs(value) < 2**63 else None
    number = Decimal(value)
    places = -int(number.as_tuple().exponent)
    whole = len(number.as_tuple().digits) - places
    return number if places <= PLACES and whole <= DIGITS - PLACES else None


def _array(values: list[Any], kind: Any) -> Any:
    import pyarrow as pa

    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:  # half a surrogate pair, which no UTF-8 holds
        return pa.array([_whole(value) for value in values], kind)


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
