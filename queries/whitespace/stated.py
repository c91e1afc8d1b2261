"""What a user states of cells, found in the graph: needs, and cells where nothing can be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph_schema.nodes import Region, TargetGroup, Theme
from graph_schema.vocabularies import RegionLevel
from graph_schema.whitespace_answers import Dimension, Level, StatedCell
from queries.errors import BadQuestionError
from queries.lookup.filters import ids_of
from queries.lookup.things import labelled
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.facts import CellFacts
from queries.whitespace.independence import Counts
from queries.whitespace.labels import Axis, at_level, numbers_of
from queries.whitespace.telling import Unseen

LABEL_OF: dict[Dimension, str] = {
    "region": Region.LABEL,
    "theme": Theme.LABEL,
    "target_group": TargetGroup.LABEL,
}


class StatedCellError(BadQuestionError):
    """A row of the stated cells cannot be used; ``line`` and ``column`` say where it stood."""

    def __init__(self, line: int, column: str, value: object, expected: str) -> None:
        self.line = line
        self.column = column
        super().__init__(f"cells, row {line}, column {column}", value, expected)


@dataclass(frozen=True)
class Found:
    """A stated cell with the nodes its labels name."""

    stated: StatedCell
    row: int
    column: int


def found_in(
    model: ReadModel,
    stated: Sequence[StatedCell],
    rows: Dimension,
    columns: Dimension,
    level: Level,
) -> list[Found]:
    """Each stated cell with its nodes; a label nobody has is an error with its row."""
    known: dict[tuple[Dimension, str], int] = {}

    def node_of(cell: StatedCell, dimension: Dimension, text: str) -> int:
        if (dimension, text) not in known:
            known[dimension, text] = _node_of(model, cell, dimension, text, level)
        return known[dimension, text]

    found = [Found(c, node_of(c, rows, c.row), node_of(c, columns, c.column)) for c in stated]
    seen: dict[tuple[int, int], int] = {}
    for each in found:
        first = seen.setdefault((each.row, each.column), each.stated.line)
        if first != each.stated.line:
            said = f"each cell once; row {first} has it already"
            raise StatedCellError(each.stated.line, columns, each.stated.column, said)
    return found


def _node_of(
    model: ReadModel, cell: StatedCell, dimension: Dimension, text: str, level: Level
) -> int:
    label = LABEL_OF[dimension]
    try:
        nodes = numbers_of(model, ids_of(model, dimension, text, label))
    except BadQuestionError as error:
        raise StatedCellError(cell.line, dimension, text, error.expected) from error
    if dimension == "region":
        nodes = np.intersect1d(nodes, at_level(model, level))
    else:
        nodes = np.intersect1d(nodes, labelled(model, label))
    if nodes.size != 1:
        what = f"one {label}"
        if dimension == "region":
            what += " of the level " + next(at.en for at in RegionLevel if at.value == level)
        raise StatedCellError(cell.line, dimension, text, f"{what}; {nodes.size} are meant by this")
    return int(nodes[0])


def facts_of(
    found: Sequence[Found],
    rows: Axis,
    columns: Axis,
    covered: Bools,
    total: Counts,
    unseen: Unseen,
) -> CellFacts:
    """What is possible and needed in each cell; what is stated to be impossible must be empty.

    Nothing can be stated of cells their reader may not see: the answer would tell of them.
    """
    shape = (rows.nodes.size, columns.nodes.size)
    possible, need = np.ones(shape, np.bool_), np.full(shape, np.nan)
    for each in found:
        at = (_place(rows.nodes, each.row), _place(columns.nodes, each.column))
        stated = each.stated
        if unseen.cells[at]:
            said = "a cell that is shown; this one is not"
            raise StatedCellError(stated.line, columns.dimension, stated.column, said)
        if not stated.possible:
            if total[at]:
                said = f"yes, or a cell without arenas; {int(total[at])} are there"
                raise StatedCellError(stated.line, "possible", "no", said)
            possible[at] = False
        if stated.need is not None:
            need[at] = stated.need
    return CellFacts(possible, covered, need, unseen=unseen)


def _place(nodes: Ints, node: int) -> int:
    return int(np.flatnonzero(nodes == node)[0])
