"""The graph as CSV files: one per node and edge type, the claims, the sources, and how to read."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from graph_schema.base import DECIMAL, Typed
from graph_schema.ids import canonical_json
from queries.exporting.rows import claims_of_selection, nodes_of, ties_of
from queries.exporting.selection import Selection
from service.exports.about import Export
from service.exports.credits import about_sources, infos
from service.exports.pieces import Pieces

BOM = "\ufeff"  # without it Excel takes UTF-8 for something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BETWEEN_VALUES = " | "
BATCH = 1_000  # rows
DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows: the same data, the same bytes
CLAIM_COLUMNS = (
    "id", "source", "record", "kind", "importer", "since_version", "stands_at", "published",
    "interpreted",
)  # fmt: skip
SOURCE_COLUMNS = (
    "name", "title_sv", "title_en", "publisher", "url", "retrieved", "licence", "licence_url",
    "visibility", "coverage", "not_covered_years", "note_sv", "note_en",
)  # fmt: skip
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
2022-12 or 2022-12-15. Several values in one cell stand with " | " between them.

A cell whose text begins with = + - @, a tab or a line break begins with an apostrophe here, so that
no spreadsheet runs it as a formula. Take it away to have the text as it was published.

`claims` names the rows of claims.csv that state a thing or tie; claims.csv says where each stood.
Outside what a source covers, an absence is not a zero.
"""
Named = tuple[str, Iterator[bytes]]
Cells = Iterable[Sequence[Any]]


def csv_files(export: Export) -> Iterator[Named]:
    """Every file by name; each has to be read before the next is asked for."""
    yield "README.txt", iter((readme(export).encode("utf-8", "replace"),))
    for place, kind in enumerate(export.node_types):
        yield f"{kind.LABEL}.csv", _written(_node_columns(kind), _nodes(export, place, kind))
    for place, tie in enumerate(export.edge_types):
        yield f"{tie.LABEL}.csv", _written(_tie_columns(tie), _ties(export, place, tie))
    yield "claims.csv", _written(CLAIM_COLUMNS, _claims(export))
    yield "sources.csv", _written(SOURCE_COLUMNS, _sources(export))


def zipped(export: Export) -> Iterator[bytes]:
    """All files as one zip file, piece by piece."""
    pieces, written = Pieces(), 0
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in csv_files(export):
            info = zipfile.ZipInfo(name, DAY_ONE)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as file:
                for piece in content:
                    file.write(piece)
                    yield pieces.take()
            written += 1
            export.progress(written)
    yield pieces.take()


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
    text = BETWEEN_VALUES.join(value) if isinstance(value, list | tuple) else str(value)
    if text.startswith(FORMULA_STARTS) and not DECIMAL.match(text):
        return f"'{text}"
    return text


def _written(columns: Sequence[str], rows: Cells) -> Iterator[bytes]:
    yield _lines([columns], BOM)
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield _lines(batch)


def _lines(rows: Cells, begin: str = "") -> bytes:
    out = io.StringIO(newline="")
    out.write(begin)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[cell(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8", "replace")


def _fields(kind: type[Typed]) -> list[str]:
    return [column.name for column in kind.columns()]


def _node_columns(kind: type[Typed]) -> list[str]:
    return ["id", *_fields(kind), "sources", "claims"]


def _tie_columns(kind: type[Typed]) -> list[str]:
    return ["id", "from", "from_name", "to", "to_name", *_fields(kind), "sources", "claims"]


def _nodes(export: Export, place: int, kind: type[Typed]) -> Cells:
    names, chosen = _fields(kind), export.selection.nodes
    mine = chosen[export.model.columns.node_label[chosen] == place]
    for row in nodes_of(export.model, mine):
        yield (row.ref.id, *map(row.fields.get, names), row.sources, row.claims)


def _ties(export: Export, place: int, kind: type[Typed]) -> Cells:
    names, ties = _fields(kind), export.selection.ties
    mine: Selection = export.selection._replace(ties=ties.where(np.asarray(ties.type == place)))
    for row in ties_of(export.model, mine):
        ends = (row.source.id, row.source.name, row.target.id, row.target.name)
        yield (row.id, *ends, *map(row.fields.get, names), row.sources, row.claims)


def _claims(export: Export) -> Cells:
    for row in claims_of_selection(export.model, export.selection):
        yield (*row[:6], row.places, row.published, row.interpreted)


def _sources(export: Export) -> Cells:
    for info in infos(export):
        coverage = canonical_json([part.model_dump(mode="json") for part in info.coverage])
        years = [str(year) for year in info.not_covered_years]
        yield (
            info.name, info.title_sv, info.title_en, info.publisher, info.url, info.retrieved,
            info.licence.name, info.licence.url, info.visibility.value, coverage, years,
            info.note_sv, info.note_en,
        )  # fmt: skip
