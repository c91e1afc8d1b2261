"""Which sectors meet less, or more, often than their activity would give, and where they meet."""

from typing import Annotated

from fastapi import Depends, Query, Request

from graph_schema.answers import Page
from graph_schema.gap_answers import CellArena, GapTable
from graph_schema.vocabularies import Sector, Verdict
from queries.errors import BadQuestionError
from queries.gaps.cells import gap_cell
from queries.gaps.sectors import DEFAULT_DRAWS, DEFAULT_SEED, GapQuestion, sector_gaps
from service.dependencies import (
    API,
    AccessDep,
    CursorQuery,
    LimitQuery,
    ModelDep,
    Text,
    Year,
    router,
)
from service.refusals import CellNotShownError

ROUTER = router("gaps")
FIRST_YEAR, LAST_YEAR = 1, 9999
ASKED = ("draws", "seed", "role_aware", "period_from", "period_to", "source")
"""Parameters of the table; they belong in the link to what lies behind a cell too."""
DrawsQuery = Annotated[int, Query(ge=99, le=9999, description="Tables drawn from the null")]
SeedQuery = Annotated[int, Query(ge=0, le=2**31 - 1, description="Where the draws begin")]
RoleAwareQuery = Annotated[bool, Query(description="Owners change places with owners only")]
SourceQuery = Annotated[Text, Query(description="Only arenas this source states, by its name")]
FromQuery = Annotated[Year, Query(description="First year an arena may have begun in")]
ToQuery = Annotated[Year, Query(description="Last year an arena may have begun in")]


async def _question(
    *,
    draws: DrawsQuery = DEFAULT_DRAWS,
    seed: SeedQuery = DEFAULT_SEED,
    role_aware: RoleAwareQuery = True,
    period_from: FromQuery = None,
    period_to: ToQuery = None,
    source: SourceQuery = None,
) -> GapQuestion:
    years = None
    if period_from is not None or period_to is not None:
        years = period_from or FIRST_YEAR, period_to or LAST_YEAR
        if years[0] > years[1]:
            expected = f"a year no later than {years[1]}, the last one"
            raise BadQuestionError("period_from", years[0], expected)
    return GapQuestion(
        draws=draws,
        seed=seed,
        role_aware=role_aware,
        years=years,
        sources=(source,) if source is not None else (),
    )


QuestionDep = Annotated[GapQuestion, Depends(_question)]


def _gaps(model: ModelDep, access: AccessDep, question: QuestionDep) -> GapTable:
    with access.computing:
        return sector_gaps(model, question)


def _cell(
    a: Sector,
    b: Sector,
    model: ModelDep,
    access: AccessDep,
    question: QuestionDep,
    limit: LimitQuery = 50,
    cursor: CursorQuery = None,
) -> Page[CellArena]:
    with access.computing:
        require_shown(sector_gaps(model, question), a, b)
        return gap_cell(model, a, b, question, limit=limit, cursor=cursor)


GapsDep = Annotated[GapTable, Depends(_gaps)]
CellDep = Annotated[Page[CellArena], Depends(_cell)]


@ROUTER.get("/gaps/sectors")
def get_sector_gaps(table: GapsDep, request: Request) -> GapTable:
    """Sector × sector: meetings observed and expected, ratio, q, coverage, verdict.

    `candidate`: not yet tested against the second null. Expected does not mean desired.
    """
    asked = "&".join(
        f"{name}={request.query_params[name]}"
        for name in (*ASKED, "as_of")
        if request.query_params.get(name, "")
    )
    end = f"?{asked}" if asked else ""
    return table.linked(lambda a, b: f"{API}/gaps/sectors/{a.value}/{b.value}{end}")


@ROUTER.get("/gaps/sectors/{a}/{b}")
def get_gap_cell(cell: CellDep) -> Page[CellArena]:
    """The arenas behind a cell, with the actors of both sectors; `met` adds up to `observed`."""
    return cell


def require_shown(table: GapTable, a: Sector, b: Sector) -> None:
    """Refuse a cell the table withholds: its arenas would tell what the table does not."""
    found = {frozenset((pair.a, pair.b)): pair for pair in table.pairs}.get(frozenset((a, b)))
    if found is None or found.verdict is Verdict.SUPPRESSED:
        raise CellNotShownError(
            f"the cell {a.value}–{b.value} is not shown: fewer than "
            f"{table.parameters.least_actors} actors take part, and so few could be told apart"
        )
