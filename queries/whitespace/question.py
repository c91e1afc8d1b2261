"""White space of a read model: its labels in, the table out, kept beside the version."""

from csv import writer
from dataclasses import dataclass, replace
from io import StringIO

import numpy as np
from pydantic import Field

from graph_schema.draws import DEFAULT_DRAWS, DEFAULT_SEED, LAST_SEED, LEAST_DRAWS, MOST_DRAWS
from graph_schema.whitespace_answers import (
    Dimension,
    Level,
    StatedCell,
    WhitespaceScope,
)
from queries.errors import BadQuestionError
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints, LabelledArenas
from queries.whitespace.covering import cited_sources, covered_cells
from queries.whitespace.facts import CellFacts
from queries.whitespace.labels import Axis, labelled_arenas
from queries.whitespace.naming import actors_of_pairs
from queries.whitespace.stated import Found, facts_of, found_in
from queries.whitespace.telling import Unseen, asked_arenas, told_axis, unseen
from queries.whitespace.unplaced import unplaced

MOST_CELLS = 20_000
TABLE_VERSION = "36"  # raise it when the same draws would give another table


class WhitespaceQuestion(WhitespaceScope):
    """What a table is about and how it is drawn; the same question gives the same table."""

    rows: Dimension = "region"
    columns: Dimension = "theme"
    level: Level = "county"
    draws: int = Field(default=DEFAULT_DRAWS, ge=LEAST_DRAWS, le=MOST_DRAWS)
    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED)
    stated: tuple[StatedCell, ...] = Field(default=(), max_length=MOST_CELLS)

    @property
    def scope(self) -> WhitespaceScope:
        """Which arenas it is about, without how it is drawn."""
        return WhitespaceScope(**self.model_dump(include=set(WhitespaceScope.model_fields)))

    def cells(self) -> str:
        """What is stated as a table, every cell in the line it was read from."""
        lines, text = {cell.line: cell for cell in self.stated}, StringIO()
        table = writer(text, lineterminator="\n")
        table.writerow((self.rows, self.columns, "need", "possible"))
        for line in range(2, max(lines) + 1):
            cell = lines.get(line)
            need = None if cell is None else cell.need
            table.writerow(() if cell is None else (
                cell.row, cell.column, "" if need is None else repr(need),
                "yes" if cell.possible else "no",
            ))  # fmt: skip
        return text.getvalue()

    @property
    def is_exploratory(self) -> bool:
        """Whether somebody chose a part to look at, or draws of their own."""
        return self.scope.is_chosen or (self.draws, self.seed) != (DEFAULT_DRAWS, DEFAULT_SEED)

    @property
    def is_usual(self) -> bool:
        """Whether it is about all there is, with nothing chosen but rows, columns and level."""
        return self == WhitespaceQuestion(rows=self.rows, columns=self.columns, level=self.level)


@dataclass(frozen=True)
class Laid:
    """A question laid out as rows, columns and arenas, before anything is tested.

    ``chosen`` are the arenas with a label of both dimensions; ``labelled`` numbers them anew.
    ``actors`` are how many each cell names, ``unseen`` what its reader may not see for that.
    """

    asked: Ints
    rows: Axis
    columns: Axis
    chosen: Ints
    labelled: LabelledArenas
    facts: CellFacts
    covered: tuple[Bools, Bools]
    sources: tuple[str, ...]
    actors: Ints
    unseen: Unseen


def laid_out(model: ReadModel, question: WhitespaceQuestion) -> Laid:
    """Rows, columns and arenas of a question, and what is known of each cell beforehand."""
    if question.rows == question.columns:
        raise BadQuestionError("columns", question.columns, "another dimension than the rows")
    scope = question.scope
    asked = asked_arenas(model, scope)
    found = found_in(model, question.stated, question.rows, question.columns, question.level)
    rows, columns = _axes(model, question, asked, found)
    chosen, labelled = labelled_arenas(model, rows, columns, asked)
    axes, both = (rows, columns), (question.rows, question.columns)
    covered = covered_cells(model, axes, chosen, scope)
    sources = cited_sources(model, chosen, scope.sources, both)
    actors = actors_of_pairs(model, chosen, labelled)
    untold = unseen(model, scope, rows, columns)
    facts = facts_of(found, rows, columns, covered, labelled.counts(), untold)
    facts = replace(facts, unplaced=unplaced(model, rows, columns, asked, scope))
    whole = (np.asarray(covered.any(axis=1)), np.asarray(covered.any(axis=0)))
    return Laid(asked, rows, columns, chosen, labelled, facts, whole, sources, actors, untold)


def _axes(
    model: ReadModel, question: WhitespaceQuestion, asked: Ints, found: list[Found]
) -> tuple[Axis, Axis]:
    scope, level = question.scope, question.level
    rows = told_axis(model, scope, question.rows, level, asked, [f.row for f in found])
    columns = told_axis(model, scope, question.columns, level, asked, [f.column for f in found])
    cells = rows.nodes.size * columns.nodes.size
    if cells > MOST_CELLS:
        expected = f"labels for at most {MOST_CELLS:,} cells; narrow it by source, kind or period"
        raise BadQuestionError("columns", f"{cells:,} cells", expected)
    return rows, columns
