"""Whether verdicts stand, as data: what a sceptic asks, and the log of looks for a spreadsheet."""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response

from graph_schema.gap_answers import GapTable
from graph_schema.scrutiny_answers import Scrutiny
from queries.cards.addresses import carded
from queries.errors import NotMadeYetError
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import sector_gaps
from service.dependencies import API, AccessDep, LangDep, ModelDep
from service.pictures import source_titles
from service.routes.cubes import carded_router
from service.routes.gaps import LogDep, QuestionDep
from service.routes.views import MEDIA_TYPES
from service.scrutiny_rows import log_table, scrutiny_table
from service.security import PICTURE_POLICY
from visualisations.tables import Table, as_csv

ROUTER = carded_router("gaps")
ADDRESS = f"{API}/gaps/sectors/scrutiny"
TABLE: dict[str, Any] = {
    "response_class": Response,
    "responses": {200: {"description": "The table", "content": {"text/csv": {}}}},
}


def _scrutiny(model: ModelDep, question: QuestionDep, request: Request) -> Scrutiny:
    found = kept_scrutiny(model, question)
    if found is None:
        where = "this address"
        if request.url.path != ADDRESS:
            where = f"{ADDRESS} with the same parameters"
        raise NotMadeYetError(
            f"the verdicts of this table have not been tried in this version yet; a POST to {where}"
            " begins it"
        )
    return found


ScrutinyDep = Annotated[Scrutiny, Depends(_scrutiny)]


def _tried(model: ModelDep, access: AccessDep, question: QuestionDep) -> GapTable:
    """The table verdicts are tried of: whole once they have been, though it may be let go since."""
    untried = kept_scrutiny(model, question) is None
    return sector_gaps(model, question, turn=access.computing, at_once=untried)


TriedDep = Annotated[GapTable, Depends(_tried)]


@ROUTER.get("/gaps/sectors/scrutiny")
def get_scrutiny(found: ScrutinyDep, question: QuestionDep) -> Scrutiny:
    """What becomes of every verdict when something defensible is changed, once it is made."""
    return carded(found, question)


@ROUTER.get("/views/scrutiny.csv", **TABLE)
def view_scrutiny(found: ScrutinyDep, table: TriedDep, model: ModelDep, lang: LangDep) -> Response:
    """The same as one table for a spreadsheet: each row says what is changed and what is told."""
    return _sent("scrutiny", scrutiny_table(table, found, source_titles(model, lang), lang), lang)


@ROUTER.get("/views/verdict-log.csv", **TABLE)
def view_log(found: LogDep, lang: LangDep) -> Response:
    """The verdicts of every version that is looked at, and what they were before."""
    return _sent("verdict-log", log_table(found, lang), lang)


def _sent(name: str, table: Table, lang: str) -> Response:
    headers = {
        "Content-Security-Policy": PICTURE_POLICY,
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }
    return Response(as_csv(table, lang), media_type=MEDIA_TYPES["csv"], headers=headers)
