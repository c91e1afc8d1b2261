"""The formats a graph can be exported in."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from typing import NamedTuple

from graph_schema.edges import Funds, ParticipatesIn
from service.exports.about import (
    Export,
    FormatNotInstalledError,
    NoBaseAddressError,
    rows_of_network,
)
from service.exports.database import database
from service.exports.edge_lists import edge_lists
from service.exports.gexf import gexf
from service.exports.giving import giving
from service.exports.graphml import graphml
from service.exports.kumu import kumu_blueprint, kumu_workbook
from service.exports.linked_data import whole_graph
from service.exports.parquet import parquet
from service.exports.spreadsheets import zipped
from service.exports.tables import rows_of_tables
from service.exports.ucinet import ucinet
from service.exports.workbook import workbook

NO_SOURCE = (
    "no source: a file holds what all sources together show; nquads has in a graph of its own what "
    "each source itself says"
)
"""What is shown follows from all claims: which records are one, the value by precedence, the id of
a tie. With the claims of others taken out, none of it is what one source says."""
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportForm(StrEnum):
    """What may be asked for."""

    TURTLE = "turtle"
    NT = "nt"
    NQUADS = "nquads"
    JSON_LD = "json-ld"
    CSV = "csv"
    GEXF = "gexf"
    GRAPHML = "graphml"
    XLSX = "xlsx"
    EDGES = "edges"
    UCINET = "ucinet"
    PARQUET = "parquet"
    KUMU = "kumu"
    KUMU_XLSX = "kumu-xlsx"
    GIVING = "360giving"
    SQLITE = "sqlite"


class Format(NamedTuple):
    """How a format is written and sent."""

    media_type: str
    ending: str
    needs_base: bool
    write: Callable[[Export], Iterator[bytes]]
    rows: Callable[[Export], int]
    """How many rows are told as progress when all is written."""
    library: str | None = None
    """What it takes that not every installation has; the extra is called as the format."""


def _whole(export: Export) -> int:
    """Nodes, ties and claims."""
    return rows_of_network(export) + len(export.selection.claims)


def _funding(export: Export) -> int:
    return export.selection.counts(export.model).get(Funds.LABEL, 0)


def _taking_part(export: Export) -> int:
    return export.selection.counts(export.model).get(ParticipatesIn.LABEL, 0)


FORMATS: dict[ExportForm, Format] = {
    ExportForm.TURTLE: Format(
        "text/turtle; charset=utf-8", "ttl", True, partial(whole_graph, form="turtle"), _whole
    ),
    ExportForm.NT: Format(
        "application/n-triples", "nt", True, partial(whole_graph, form="nt"), _whole
    ),
    ExportForm.NQUADS: Format(
        "application/n-quads", "nq", True, partial(whole_graph, form="nquads"), _whole
    ),
    ExportForm.JSON_LD: Format(
        "application/ld+json", "jsonld", True, partial(whole_graph, form="json-ld"), _whole
    ),
    ExportForm.CSV: Format("application/zip", "zip", False, zipped, rows_of_tables),
    ExportForm.GEXF: Format("application/gexf+xml", "gexf", False, gexf, rows_of_network),
    ExportForm.GRAPHML: Format(
        "application/graphml+xml", "graphml", False, graphml, rows_of_network
    ),
    ExportForm.XLSX: Format(SPREADSHEET, "xlsx", False, workbook, rows_of_tables),
    ExportForm.EDGES: Format("application/zip", "edges.zip", False, edge_lists, _taking_part),
    ExportForm.UCINET: Format("application/zip", "ucinet.zip", False, ucinet, _taking_part),
    ExportForm.PARQUET: Format(
        "application/zip", "parquet.zip", False, parquet, rows_of_tables, "pyarrow"
    ),
    ExportForm.KUMU: Format(
        "application/json", "kumu.json", False, kumu_blueprint, rows_of_network
    ),
    ExportForm.KUMU_XLSX: Format(SPREADSHEET, "kumu.xlsx", False, kumu_workbook, rows_of_network),
    ExportForm.GIVING: Format("application/json", "360giving.json", True, giving, _funding),
    ExportForm.SQLITE: Format("application/vnd.sqlite3", "sqlite", False, database, rows_of_tables),
}


def require_base(form: ExportForm, base: str | None) -> None:
    """Raise ``NoBaseAddressError`` where the format needs addresses and there are none."""
    if FORMATS[form].needs_base and base is None:
        raise NoBaseAddressError


def require_library(form: ExportForm) -> None:
    """Raise ``FormatNotInstalledError`` where what writes the format is not installed."""
    library = FORMATS[form].library
    if library is not None and find_spec(library) is None:
        raise FormatNotInstalledError(form.value, library)
