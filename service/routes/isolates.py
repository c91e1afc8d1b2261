"""Who is recorded nowhere, alone, once, or with its own sector only."""

from typing import Annotated

from fastapi import Depends, Request

from graph_schema.answers import PartPage
from graph_schema.isolate_answers import Isolates, ListName, RecordedActor
from queries.cards.addresses import carded
from queries.isolates.drawing import takes_long
from queries.isolates.question import isolate_list, isolates
from queries.whitespace.hiding import LEAST_NAMED
from service.dependencies import AccessDep, ModelDep
from service.lacking import with_beginning
from service.parameters import PlaceQuery
from service.refusals import CellNotShownError
from service.routes.cubes import carded_router
from service.routes.gaps import SectorQuestionDep

ROUTER = carded_router("gaps")


def _isolates(
    model: ModelDep, access: AccessDep, question: SectorQuestionDep, request: Request
) -> Isolates:
    found = isolates(model, question, turn=access.computing, at_once=True)
    return with_beginning(found, "isolates", question, request)


def _list(
    name: ListName,
    model: ModelDep,
    access: AccessDep,
    question: SectorQuestionDep,
    place: PlaceQuery,
    request: Request,
) -> PartPage[RecordedActor]:
    found = isolate_list(
        model, name, question, limit=place.limit, cursor=place.cursor, turn=access.computing,
        at_once=True,
    )  # fmt: skip
    if takes_long(model, question):  # what chance gives each of them is told once it is computed
        del request.state.etag
    if found is None:
        raise CellNotShownError(
            f"the list {name} is not shown: what was asked about is sensitive, and the list, or "
            f"why there is none, could tell of fewer than {LEAST_NAMED} actors"
        )
    return found


IsolatesDep = Annotated[Isolates, Depends(_isolates)]
ListDep = Annotated[PartPage[RecordedActor], Depends(_list)]


@ROUTER.get("/gaps/isolates")
def get_isolates(found: IsolatesDep, question: SectorQuestionDep) -> Isolates:
    """How many actors are in no arena, alone, in one, or without a partner of another sector.

    Of partners that we know: a list that is not complete says nothing of who is not on it. Where
    null draws take long they are given once the job at `not_computed.begin` is done.
    """
    return carded(found, question)


@ROUTER.get("/gaps/isolates/{name}")
def get_isolate_list(
    found: ListDep, model: ModelDep, question: SectorQuestionDep
) -> PartPage[RecordedActor]:
    """The actors of one list by name, with when and where they were last seen; no ranking.

    Where null draws take long their rows have cards once the draws are there.
    """
    return found if takes_long(model, question) else carded(found, question)
