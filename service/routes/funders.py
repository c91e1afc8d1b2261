"""How many funders a region or theme rests on, and which of them pay for the same."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from graph_schema.answers import PartPage
from graph_schema.draws import DEFAULT_SEED, LAST_SEED
from graph_schema.funder_answers import FundedBy, FunderCells, FunderOverlap, FunderTable
from graph_schema.whitespace_answers import Level
from queries.cards.addresses import carded
from queries.funders.cells import funder_cells
from queries.funders.question import FunderQuestion, funder_overlaps, funder_table
from queries.whitespace.hiding import LEAST_NAMED
from service.dependencies import ModelDep
from service.parameters import Asked, PlaceQuery, Span
from service.refusals import CellNotShownError
from service.routes.cubes import carded_router
from service.routes.whitespace import Scoping

ROUTER = carded_router("gaps")
ASKED = (
    "by", "level", "seed", "source", "kind", "region", "theme", "programme", "funder",
    "period_from", "period_to",
)  # fmt: skip


class Grouping(Asked):
    """What the rows are."""

    by: FundedBy = Field(default="region", description="What the rows are")
    level: Level = Field(
        default="county", description="Level of regions: country, riksområden (nuts2) or län"
    )
    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED, description="Where the draws begin")


async def _question(
    grouping: Annotated[Grouping, Query()],
    scoping: Annotated[Scoping, Query()],
    span: Annotated[Span, Query()],
) -> FunderQuestion:
    scope = scoping.model_dump(exclude={"source"})
    sources = (scoping.source,) if scoping.source is not None else ()
    asked = {**grouping.model_dump(), **scope, **span.model_dump()}
    return FunderQuestion(sources=sources, **asked)


QuestionDep = Annotated[FunderQuestion, Depends(_question)]


def _table(model: ModelDep, question: QuestionDep) -> FunderTable:
    return funder_table(model, question)


def _overlaps(model: ModelDep, question: QuestionDep, place: PlaceQuery) -> PartPage[FunderOverlap]:
    found = funder_overlaps(model, question, limit=place.limit, cursor=place.cursor)
    if found is None:
        raise CellNotShownError(
            f"the pairs are not shown: the theme is sensitive, and fewer than {LEAST_NAMED} "
            "funders pay for it, or do so together"
        )
    return found


def _cells(model: ModelDep, question: QuestionDep) -> FunderCells:
    return funder_cells(model, question)


FundersDep = Annotated[FunderTable, Depends(_table)]
CellsDep = Annotated[FunderCells, Depends(_cells)]
OverlapsDep = Annotated[PartPage[FunderOverlap], Depends(_overlaps)]


@ROUTER.get("/gaps/funders")
def get_funder_concentration(table: FundersDep, question: QuestionDep) -> FunderTable:
    """Concentration of funders, by arenas and by money: effective number, HHI, one funder alone."""
    return carded(table, question)


@ROUTER.get("/gaps/funders/cells")
def get_funder_cells(cells: CellsDep, question: QuestionDep) -> FunderCells:
    """Region × theme: how many funders carry each cell, and which rest on one alone.

    A cell without a known funder is one of which no source says who pays.
    """
    return carded(cells, question)


@ROUTER.get("/gaps/funders/overlaps")
def get_funder_overlaps(overlaps: OverlapsDep, question: QuestionDep) -> PartPage[FunderOverlap]:
    """Pairs of funders that pay for the same arenas; `region` and `theme` say where."""
    return carded(overlaps, question)
