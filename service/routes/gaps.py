"""Which sectors meet less, or more, often than their activity would give, and where they meet."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from graph_schema.answers import Page
from graph_schema.gap_answers import CellArena, GapScope, GapTable, Units
from graph_schema.vocabularies import Sector
from queries.gaps.cells import gap_cell
from queries.gaps.sectors import DEFAULT_DRAWS, DEFAULT_SEED, GapQuestion, sector_gaps
from queries.gaps.verdicts import LEAST_ACTORS
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
ASKED = (
    "draws", "seed", "role_aware", "units", "source", "kind", "region", "theme", "programme",
    "funder", "period_from", "period_to",
)  # fmt: skip
"""Parameters of the table; they belong in the link to what lies behind a cell too."""
DrawsQuery = Annotated[int, Query(ge=99, le=9999, description="Tables drawn from the null")]
SeedQuery = Annotated[int, Query(ge=0, le=2**31 - 1, description="Where the draws begin")]
RoleAwareQuery = Annotated[bool, Query(description="Owners change places with owners only")]


def _scope(  # noqa: PLR0913 - each parameter is one of the address
    *,
    units: Annotated[
        Units, Query(description="Units count as their organisation, or as actors of their own")
    ] = "together",
    source: Annotated[Text, Query(description="Arenas this source states first, by name")] = None,
    kind: Annotated[Text, Query(description="Arenas of this kind")] = None,
    region: Annotated[Text, Query(description="Arenas in it: id or code, with all in it")] = None,
    theme: Annotated[Text, Query(description="Arenas of this theme: id or code")] = None,
    programme: Annotated[Text, Query(description="Arenas in it: id, with all below it")] = None,
    funder: Annotated[Text, Query(description="Arenas this funder pays for: id or code")] = None,
    period_from: Annotated[Year, Query(description="First year; unknown dates are in")] = None,
    period_to: Annotated[Year, Query(description="Last year")] = None,
) -> GapScope:
    return GapScope(
        units=units,
        sources=(source,) if source is not None else (),
        kind=kind,
        region=region,
        theme=theme,
        programme=programme,
        funder=funder,
        period_from=period_from,
        period_to=period_to,
    )


async def _question(
    *,
    draws: DrawsQuery = DEFAULT_DRAWS,
    seed: SeedQuery = DEFAULT_SEED,
    role_aware: RoleAwareQuery = True,
    scope: Annotated[GapScope, Depends(_scope)],
) -> GapQuestion:
    return GapQuestion(draws=draws, seed=seed, role_aware=role_aware, **scope.model_dump())


QuestionDep = Annotated[GapQuestion, Depends(_question)]


def _gaps(model: ModelDep, access: AccessDep, question: QuestionDep) -> GapTable:
    return sector_gaps(model, question, turn=access.computing)


def _cell(
    a: Sector,
    b: Sector,
    model: ModelDep,
    question: QuestionDep,
    limit: LimitQuery = 50,
    cursor: CursorQuery = None,
) -> Page[CellArena]:
    found = gap_cell(model, a, b, question, limit=limit, cursor=cursor)
    if found is None:
        raise CellNotShownError(
            f"the cell {a.value}–{b.value} is not shown: fewer than {LEAST_ACTORS} actors take "
            "part, and so few could be told apart"
        )
    return found


GapsDep = Annotated[GapTable, Depends(_gaps)]
CellDep = Annotated[Page[CellArena], Depends(_cell)]


@ROUTER.get("/gaps/sectors")
def get_sector_gaps(table: GapsDep, request: Request) -> GapTable:
    """Sector × sector: meetings observed and expected, ratio, q, coverage, verdict.

    `candidate`: not yet tested against the second null. Expected does not mean desired.
    """
    given = request.query_params
    asked = urlencode({name: given[name] for name in (*ASKED, "as_of") if given.get(name, "")})
    end = f"?{asked}" if asked else ""
    return table.linked(lambda a, b: f"{API}/gaps/sectors/{a.value}/{b.value}{end}")


@ROUTER.get("/gaps/sectors/{a}/{b}")
def get_gap_cell(cell: CellDep) -> Page[CellArena]:
    """The arenas behind a cell, with the actors of both sectors; `met` adds up to `observed`."""
    return cell
