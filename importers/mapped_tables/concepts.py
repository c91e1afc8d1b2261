"""The themes and target groups that a row names."""

from collections.abc import Iterator

from graph_schema.claims import Claim
from graph_schema.edges import Addresses, Targets
from graph_schema.nodes import TargetGroup, Theme
from importers.base import RecordClaims
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.mapping import ActorColumns, Arena
from importers.names import name_key


def concept_claims(
    cells: RowCells,
    record: RecordClaims,
    about: Claim,
    columns: Arena | ActorColumns,
    separator: str | None,
) -> Iterator[Claim]:
    """Each theme and target group, and that ``about`` is about it."""
    for column in columns.themes:
        for text in dict.fromkeys(cells.parts(column, separator)):
            theme = record.node(Theme, name_key(text), {column: text}, name=text)
            yield theme
            yield record.edge(Addresses, (about, theme), {column: text})
    for column in columns.target_groups:
        for text in dict.fromkeys(cells.parts(column, separator)):
            group = record.node(TargetGroup, name_key(text), {column: text}, name=text)
            yield group
            yield record.edge(Targets, (about, group), {column: text})
