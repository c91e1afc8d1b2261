"""Where there is less, or more, than the sizes of region, theme and target group would give."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from pydantic import Field

from graph_schema.answers import Page, PartPage
from graph_schema.draws import DEFAULT_DRAWS, DEFAULT_SEED, LAST_SEED, LEAST_DRAWS, MOST_DRAWS
from graph_schema.whitespace_answers import (
    Dimension,
    Level,
    StatedCell,
    TripleCell,
    WhitespaceArena,
    WhitespaceTable,
)
from queries.cards.addresses import carded
from queries.whitespace.asking import white_space
from queries.whitespace.cells import whitespace_cell
from queries.whitespace.hiding import LEAST_NAMED
from queries.whitespace.question import (
    WhitespaceQuestion,
)
from queries.whitespace.stated import StatedCellError
from queries.whitespace.triples import triple_cells
from service.dependencies import API, AccessDep, ModelDep
from service.lacking import with_beginning
from service.parameters import BLANK, Asked, PlaceQuery, Span, Text
from service.refusals import CellNotShownError
from service.routes.cubes import carded_router

ROUTER = carded_router("gaps")
MOST_PASTED = 30_000  # characters; servers take an address of twice that, larger tables a command
ASKED = (
    "rows", "columns", "level", "draws", "seed", "cells", "source", "kind", "region", "theme",
    "programme", "funder", "period_from", "period_to",
)  # fmt: skip
"""Parameters of the table; they belong in the link to what lies behind a cell too."""


class Laying(Asked):
    """What is held against what, and how it is tested."""

    rows: Dimension = Field(default="region", description="What the rows are")
    columns: Dimension = Field(default="theme", description="What the columns are")
    level: Level = Field(
        default="county", description="Level of regions: country, riksområden (nuts2) or län"
    )
    draws: int = Field(
        default=DEFAULT_DRAWS, ge=LEAST_DRAWS, le=MOST_DRAWS, description="Tables drawn, at least"
    )
    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED, description="Where draws begin")
    cells: Annotated[Annotated[str, Field(max_length=MOST_PASTED)] | None, BLANK] = Field(
        default=None,
        description="What is stated of cells, as CSV: a column of each dimension, and `need` (a "
        "number), `possible` (yes or no), or both",
    )


class Scoping(Asked):
    """Which arenas are counted."""

    source: Text = Field(
        default=None,
        description="Arenas this source states; their places, themes and funders by any source",
    )
    kind: Text = Field(default=None, description="Arenas of this kind, such as Project or event")
    region: Text = Field(default=None, description="Arenas in it: id or code, with all in it")
    theme: Text = Field(default=None, description="Arenas of this theme: id or code")
    programme: Text = Field(default=None, description="Arenas in it: id, with all below it")
    funder: Text = Field(default=None, description="Arenas this funder pays for: id or code")


async def _question(
    laying: Annotated[Laying, Query()],
    scoping: Annotated[Scoping, Query()],
    span: Annotated[Span, Query()],
) -> WhitespaceQuestion:
    scope = scoping.model_dump(exclude={"source"})
    sources = (scoping.source,) if scoping.source is not None else ()
    laid = laying.model_dump(exclude={"cells"})
    stated = stated_of(laying.cells, laying.rows, laying.columns)
    return WhitespaceQuestion(**laid, **scope, **span.model_dump(), sources=sources, stated=stated)


def stated_of(cells: str | None, rows: Dimension, columns: Dimension) -> tuple[StatedCell, ...]:
    """What a table that came as text states of cells; nothing without one."""
    if cells is None:
        return ()
    from importers.errors import BadInputError  # loaded where a table of cells has come
    from service.stated_cells import pasted_cells

    try:
        return pasted_cells(cells, rows, columns)
    except BadInputError as error:
        expected = f"{error.expected}; {error.advice}" if error.advice else error.expected
        row, column = error.row or 1, error.column or rows
        raise StatedCellError(row, column, error.value, expected) from error


QuestionDep = Annotated[WhitespaceQuestion, Depends(_question)]


def _table(
    model: ModelDep, access: AccessDep, question: QuestionDep, request: Request
) -> WhitespaceTable:
    found = white_space(model, question, turn=access.computing, at_once=True)
    return with_beginning(found, "whitespace", question, request)


def _cell(
    row: str, column: str, model: ModelDep, question: QuestionDep, place: PlaceQuery
) -> Page[WhitespaceArena]:
    found = whitespace_cell(model, row, column, question, limit=place.limit, cursor=place.cursor)
    if found is None:
        raise CellNotShownError(
            f"the cell {row}–{column} is not shown: it is sensitive and names fewer than "
            f"{LEAST_NAMED} actors, or would tell of one that does"
        )
    return found


def _triples(model: ModelDep, question: QuestionDep, place: PlaceQuery) -> PartPage[TripleCell]:
    return triple_cells(model, question, limit=place.limit, cursor=place.cursor)


TableDep = Annotated[WhitespaceTable, Depends(_table)]
CellDep = Annotated[Page[WhitespaceArena], Depends(_cell)]
TriplesDep = Annotated[PartPage[TripleCell], Depends(_triples)]


@ROUTER.get("/gaps/whitespace")
def get_whitespace(table: TableDep, question: QuestionDep, request: Request) -> WhitespaceTable:
    """Region, theme or target group against another: observed, expected, q, need, verdict.

    An empty cell is not a gap. Expected does not mean desired; only a stated need says too little.
    Where null draws take long they are given once the job at `not_computed.begin` is done.
    """
    given = request.query_params
    asked = urlencode({name: given[name] for name in (*ASKED, "as_of") if given.get(name, "")})
    end = f"?{asked}" if asked else ""
    linked = table.linked(lambda row, column: f"{API}/gaps/whitespace/{row}/{column}{end}")
    return carded(linked, question)


@ROUTER.get("/gaps/whitespace/triples")
def get_whitespace_triples(triples: TriplesDep, question: QuestionDep) -> PartPage[TripleCell]:
    """Region, theme and target group together, against what their three pairs would give."""
    return carded(triples, question)


@ROUTER.get("/gaps/whitespace/{row}/{column}")
def get_whitespace_cell(cell: CellDep) -> Page[WhitespaceArena]:
    """The arenas behind a cell, the latest first, with who takes part."""
    return cell
