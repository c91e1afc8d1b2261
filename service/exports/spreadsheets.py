"""The graph as CSV files: one per node and edge type, the claims, the sources, and how to read."""

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from service.exports import datapackage
from service.exports.about import Export
from service.exports.credits import about_sources
from service.exports.files import FileFacts, Named, archived, measured
from service.exports.several import beside_each_other
from service.exports.tables import Rows, tables
from visualisations.tables import BOM, guarded

BATCH = 1_000  # rows
README = """ekokarta

data version   {version}
published      {published}
graph hash     {graph_hash}
readers        {audience}
filters        {filters}

{counts}

SOURCES, LICENCES, COVERAGE

{sources}

HOW TO READ

One file per kind of thing and of tie. UTF-8 with a byte order mark, semicolons between columns,
CRLF at the end of a line. Decimals are written 1234.5, dates as precisely as they are known: 2022,
2022-12 or 2022-12-15. Several values in one cell stand with " | " between them; a | or \\ within
one of them has a \\ before it.

A cell whose text begins with = + - @, a tab, a line break or an apostrophe has one more apostrophe
before it, so that no spreadsheet runs it as a formula. Take one away from each cell that begins
with an apostrophe to have the text as it was published.

datapackage.json describes files and columns for programs (Frictionless Data Package).

Where status is empty in PARTICIPATES_IN.csv no source states one. The analyses count it as party: a
register without statuses lists those who take part.

`claims` names the rows of claims.csv that state a thing or tie; claims.csv says where each stood.
Outside what a source covers, an absence is not a zero.
"""


def csv_files(export: Export) -> Iterator[Named]:
    """Every file by name; each has to be read before the next is asked for.

    The description comes last, since it says how large the others are and what they hash to.
    """
    yield "README.txt", iter((readme(export).encode("utf-8", "replace"),))
    written: dict[str, FileFacts] = {}
    for table in tables(export):
        pieces = _written([f.name for f in table.fields], table.rows())
        name = f"{table.name}.csv"
        yield name, measured(pieces, partial(written.__setitem__, name))
    yield datapackage.NAME, iter((datapackage.described(export, written),))


def zipped(export: Export) -> Iterator[bytes]:
    """All files as one zip file, piece by piece."""
    return archived(csv_files(export))


def readme(export: Export) -> str:
    """What the files hold, of which version, under which licences."""
    model, counts = export.model, export.selection.counts(export.model)
    return README.format(
        version=model.version,
        published=model.published_at or "never",
        graph_hash=model.graph_hash,
        audience=model.audience.value,
        filters=export.filter_text,
        counts="\n".join(f"{name:<16} {count}" for name, count in counts.items()),
        sources="\n".join(about_sources(export)),
    )


def cell(value: Any) -> str:
    """The text of a cell, guarded against being run as a formula."""
    if value is None:
        return ""
    return guarded(beside_each_other(value) if isinstance(value, list | tuple) else str(value))


def _written(columns: Sequence[str], rows: Rows) -> Iterator[bytes]:
    yield _lines([columns], BOM)
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield _lines(batch)


def _lines(rows: Rows, begin: str = "") -> bytes:
    out = io.StringIO(newline="")
    out.write(begin)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[cell(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8", "replace")
