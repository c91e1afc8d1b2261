"""Which sectors meet less, or more, often than their activity would give, and where they meet."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Path, Query, Request
from pydantic import Field

from graph_schema.card_answers import EvidenceCard
from graph_schema.draws import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    LAST_SEED,
    LEAST_DRAWS,
    MOST_AT_ONCE,
    MOST_DRAWS,
)
from graph_schema.gap_answers import GapCell, GapTable, Units, WholeName
from graph_schema.groupings import Grouping
from graph_schema.live_answers import LiveTable
from graph_schema.log_answers import VerdictLog
from queries.cards.addresses import carded, carded_log
from queries.cards.figure import Asking
from queries.cards.gap_figures import WHOLE
from queries.cards.making import card
from queries.gaps.cells import are_listed, gap_cell
from queries.gaps.history import FIVE, MOST, verdict_log
from queries.gaps.live import live
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.gaps.verdicts import LEAST_ACTORS
from queries.readmodel.open import ReadModel
from service.dependencies import API, AccessDep, ChangingModelDep, ModelDep
from service.lacking import told_once, with_beginning
from service.parameters import Asked, PlaceQuery, Span, Text
from service.refusals import CellNotShownError
from service.routes.cubes import carded_router

ROUTER = carded_router("gaps")
Code = Annotated[str, Path(max_length=40, description="The code of a group, such as a sector")]
ASKED = (
    "draws", "seed", "role_aware", "by", "units", "source", "kind", "region", "theme", "programme",
    "funder", "period_from", "period_to",
)  # fmt: skip
"""Parameters of the table; they belong in the link to what lies behind a cell too."""


class Drawing(Asked):
    """How the table is tested, and who counts as one."""

    draws: int = Field(
        default=DEFAULT_DRAWS,
        ge=LEAST_DRAWS,
        le=MOST_DRAWS,
        description="Tables drawn from the null",
    )
    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED, description="Where the draws begin")
    role_aware: bool = Field(default=True, description="Owners change places with owners only")


class DrawnLess(Drawing):
    """The same of answers whose draws take longer, and come with the answer."""

    draws: int = Field(
        default=DEFAULT_DRAWS,
        ge=LEAST_DRAWS,
        le=MOST_AT_ONCE,
        description="Tables drawn from the null",
    )


class Grouped(Asked):
    """What actors are grouped by."""

    by: Grouping = Field(
        default="sector", description="Groups of actors: sector, kind, county of the seat, or size"
    )


class Scoping(Asked):
    """Which arenas are counted."""

    units: Units = Field(
        default="together",
        description="Units count as their organisation, or as actors of their own",
    )
    source: Text = Field(
        default=None,
        description="Arenas this source states, and who takes part as it tells of them",
    )
    kind: Text = Field(default=None, description="Arenas of this kind")
    region: Text = Field(default=None, description="Arenas in it: id or code, with all in it")
    theme: Text = Field(default=None, description="Arenas of this theme: id or code")
    programme: Text = Field(default=None, description="Arenas in it: id, with all below it")
    funder: Text = Field(default=None, description="Arenas this funder pays for: id or code")


async def _of_sectors(
    drawing: Annotated[DrawnLess, Query()],
    scoping: Annotated[Scoping, Query()],
    span: Annotated[Span, Query()],
) -> GapQuestion:
    return _of(drawing, scoping, span)


def _of(drawing: Drawing, scoping: Scoping, span: Span) -> GapQuestion:
    scope = scoping.model_dump(exclude={"source"})
    sources = (scoping.source,) if scoping.source is not None else ()
    asked = {**drawing.model_dump(), **scope, **span.model_dump()}
    return GapQuestion(sources=sources, **asked)


SectorQuestionDep = Annotated[GapQuestion, Depends(_of_sectors)]


async def _question(
    grouped: Annotated[Grouped, Query()],
    drawing: Annotated[Drawing, Query()],
    scoping: Annotated[Scoping, Query()],
    span: Annotated[Span, Query()],
) -> GapQuestion:
    return _of(drawing, scoping, span).model_copy(update=grouped.model_dump())


QuestionDep = Annotated[GapQuestion, Depends(_question)]


def _gaps(model: ModelDep, access: AccessDep, question: QuestionDep, request: Request) -> GapTable:
    found = sector_gaps(model, question, turn=access.computing, at_once=True)
    return with_beginning(found, "sectors", question, request)


def _cell(
    a: Code,
    b: Code,
    model: ModelDep,
    question: QuestionDep,
    place: PlaceQuery,
) -> GapCell:
    found = gap_cell(model, a, b, question, limit=place.limit, cursor=place.cursor)
    if found is None:
        raise not_shown(a, b)
    return found


def not_shown(a: str, b: str) -> CellNotShownError:
    """Why a suppressed cell does not open."""
    return CellNotShownError(
        f"the cell {a}–{b} is not shown: fewer than {LEAST_ACTORS} actors take "
        "part in arenas that are tested, and so few could be told apart, or what was asked about "
        "is sensitive, and no cell of it opens"
    )


GapsDep = Annotated[GapTable, Depends(_gaps)]
CellDep = Annotated[GapCell, Depends(_cell)]


@ROUTER.get("/gaps/sectors")
def get_sector_gaps(
    table: GapsDep, model: ModelDep, question: QuestionDep, request: Request
) -> GapTable:
    """Sector × sector, or other groups: meetings observed and expected, ratio, q, verdict.

    `gap` and `surplus` hold against both nulls. Expected does not mean desired. Where null draws
    take long they are given once the job at `not_computed.begin` is done.
    """
    if not are_listed(model, question):
        return carded(table, question)
    given = request.query_params
    asked = urlencode({name: given[name] for name in (*ASKED, "as_of") if given.get(name, "")})
    end = f"?{asked}" if asked else ""
    linked = table.linked(lambda a, b: f"{API}/gaps/sectors/{a}/{b}{end}")
    return carded(linked, question)


@ROUTER.get("/gaps/sectors/live")
def get_live(
    model: ModelDep, access: AccessDep, question: QuestionDep, request: Request
) -> LiveTable:
    """A first look without draws, where there is enough to look at: exploratory, no verdict.

    By a closed form of the same null that was checked by simulation and never published; with less
    than 10,000 participations, or 150 in the mean stratum, the sampled figures stand here; where
    their draws take long, once the job at `not_computed.begin` is done.
    """
    found = live(model, question, turn=access.computing, at_once=True)
    return carded(with_beginning(found, "sectors", question, request), question)


class Looking(Asked):
    """How far back is looked."""

    versions: int = Field(default=FIVE, ge=1, le=MOST, description="Versions, this one among them")


def _log(
    model: ModelDep,
    access: AccessDep,
    question: QuestionDep,
    looking: Annotated[Looking, Query()],
    request: Request,
) -> VerdictLog:
    def at(version: int) -> ReadModel:
        return access.model(str(version), model.audience)

    found = verdict_log(
        model, at, question, versions=looking.versions, turn=access.computing, at_once=True
    )
    if found.lacks:
        told_once(request)
    return found


LogDep = Annotated[VerdictLog, Depends(_log)]


@ROUTER.get("/gaps/sectors/log")
def get_log(found: LogDep, question: QuestionDep) -> VerdictLog:
    """The same table version after version: which verdicts changed, and how often was looked.

    A table whose null draws take long has none before its own job is done.
    """
    return carded_log(found, question)


@ROUTER.get("/gaps/sectors/{a}/{b}")
def get_gap_cell(cell: CellDep) -> GapCell:
    """The arenas behind a cell, with the actors of both sectors; `met` adds up to `observed`."""
    return cell


@ROUTER.get("/gaps/sectors/whole/{name}/card", deprecated=True)
def get_whole_card(
    name: WholeName, model: ChangingModelDep, access: AccessDep, question: QuestionDep
) -> EvidenceCard:
    """The card of a figure of the whole, where it was cited before all cards lay together."""
    return card(
        model, "sectors", question, f"{WHOLE}/{name}", Asking(access.computing, at_once=True)
    )


@ROUTER.get("/gaps/sectors/{a}/{b}/card", deprecated=True)
def get_pair_card(
    a: Code, b: Code, model: ChangingModelDep, access: AccessDep, question: QuestionDep
) -> EvidenceCard:
    """The card of one cell, where it was cited before all cards lay together."""
    return card(model, "sectors", question, f"{a}/{b}", Asking(access.computing, at_once=True))
