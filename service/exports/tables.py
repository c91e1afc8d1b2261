"""The graph as tables: one per node and edge type, the claims, the sources."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from graph_schema.base import Edge, Node
from graph_schema.ids import canonical_json
from queries.exporting.rows import claims_of_selection, nodes_of, ties_of
from service.exports.about import Export, rows_of_network
from service.exports.credits import infos
from service.exports.typed import Field, ValueKind, fields_of

CLAIMS, SOURCES = "claims", "sources"
Rows = Iterable[Sequence[Any]]
_text, _json = ValueKind.TEXT, ValueKind.JSON
ID = Field("id", _text, "Id", "Id", required=True)
BEHIND = (
    Field("sources", ValueKind.LIST, "Källor", "Sources", points_at=(SOURCES,)),
    Field("claims", ValueKind.LIST, "Påståenden", "Claims", points_at=(CLAIMS,)),
)
CLAIM_FIELDS = (
    ID,
    Field("source", _text, "Källa", "Source", required=True, points_at=(SOURCES,)),
    Field("record", _text, "Post", "Record", required=True),
    Field("kind", _text, "Slag", "Kind", required=True),
    Field("importer", _text, "Inläsare", "Importer", required=True),
    Field("since_version", ValueKind.INTEGER, "Sedan version", "Since version", required=True),
    Field("stands_at", ValueKind.LIST, "Står", "Stands at"),
    Field("published", _json, "Som publicerat", "As published"),
    Field("interpreted", _json, "Som tolkat", "As interpreted"),
)
SOURCE_FIELDS = (
    Field("name", _text, "Namn", "Name", required=True),
    Field("title_sv", _text, "Titel på svenska", "Title in Swedish"),
    Field("title_en", _text, "Titel på engelska", "Title in English"),
    Field("publisher", _text, "Utgivare", "Publisher"),
    Field("url", _text, "Adress", "Address"),
    Field("retrieved", _text, "Hämtad", "Retrieved"),
    Field("licence", _text, "Licens", "Licence"),
    Field("licence_url", _text, "Licensens adress", "Address of the licence"),
    Field("visibility", _text, "Synlighet", "Visibility"),
    Field("coverage", _json, "Täckning", "Coverage"),
    Field("not_covered_years", ValueKind.LIST, "År som inte täcks", "Years not covered"),
    Field("note_sv", _text, "Anmärkning på svenska", "Note in Swedish"),
    Field("note_en", _text, "Anmärkning på engelska", "Note in English"),
)


class Table(NamedTuple):
    """A table; its first field is its key, and ``rows`` can be asked for once."""

    name: str
    sv: str
    en: str
    fields: tuple[Field, ...]
    rows: Callable[[], Rows]


def tables(export: Export) -> Iterator[Table]:
    """Every table, whether it has rows or not; what is read of them is told as progress."""
    done = count(1)

    def told(rows: Callable[[], Rows]) -> Callable[[], Rows]:
        return partial(_told, export, done, rows)

    for place, kind in enumerate(export.node_types):
        fields = (ID, *fields_of(kind), *BEHIND)
        yield Table(
            kind.LABEL, kind.SV, kind.EN, fields, told(partial(_nodes, export, place, kind))
        )
    for place, tie in enumerate(export.edge_types):
        fields = (ID, *_ends(tie), *fields_of(tie), *BEHIND)
        yield Table(tie.LABEL, tie.SV, tie.EN, fields, told(partial(_ties, export, place, tie)))
    yield Table(CLAIMS, "Påståenden", "Claims", CLAIM_FIELDS, told(partial(_claims, export)))
    yield Table(SOURCES, "Källor", "Sources", SOURCE_FIELDS, told(partial(_sources, export)))


def rows_of_tables(export: Export) -> int:
    """How many rows all of them have."""
    return rows_of_network(export) + len(export.selection.claims) + len(export.sources)


def _told(export: Export, done: Iterator[int], rows: Callable[[], Rows]) -> Rows:
    for row in rows():
        yield row
        export.progress(next(done))


def _ends(tie: type[Edge]) -> tuple[Field, ...]:
    return (
        Field("from", _text, "Från", "From", required=True, points_at=tie.FROM),
        Field("from_name", _text, "Från, namn", "From, name", required=True),
        Field("to", _text, "Till", "To", required=True, points_at=tie.TO),
        Field("to_name", _text, "Till, namn", "To, name", required=True),
    )


def _nodes(export: Export, place: int, kind: type[Node]) -> Rows:
    names, chosen = [field.name for field in fields_of(kind)], export.selection.nodes
    mine = chosen[export.model.columns.node_label[chosen] == place]
    for row in nodes_of(export.model, mine):
        yield (row.ref.id, *map(row.fields.get, names), row.sources, row.claims)


def _ties(export: Export, place: int, kind: type[Edge]) -> Rows:
    names, ties = [field.name for field in fields_of(kind)], export.selection.ties
    for row in ties_of(export.model, ties.edge[ties.type == place]):
        ends = (row.source.id, row.source.name, row.target.id, row.target.name)
        yield (row.id, *ends, *map(row.fields.get, names), row.sources, row.claims)


def _claims(export: Export) -> Rows:
    for row in claims_of_selection(export.model, export.selection):
        yield (*row[:6], row.places, row.published, row.interpreted)


def _sources(export: Export) -> Rows:
    for info in infos(export):
        coverage = canonical_json([part.model_dump(mode="json") for part in info.coverage])
        years = [str(year) for year in info.not_covered_years]
        yield (
            info.name, info.title_sv, info.title_en, info.publisher, info.url, info.retrieved,
            info.licence.name, info.licence.url, info.visibility.value, coverage, years,
            info.note_sv, info.note_en,
        )  # fmt: skip
