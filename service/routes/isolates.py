"""Who is recorded nowhere, alone, once, or with its own sector only."""

from typing import Annotated

from fastapi import Depends

from graph_schema.answers import Page
from graph_schema.isolate_answers import Isolates, ListName, RecordedActor
from queries.isolates.question import isolate_list, isolates
from queries.whitespace.hiding import LEAST_NAMED
from service.dependencies import AccessDep, ModelDep, router
from service.parameters import PlaceQuery
from service.refusals import CellNotShownError
from service.routes.gaps import SectorQuestionDep

ROUTER = router("gaps")


def _isolates(model: ModelDep, access: AccessDep, question: SectorQuestionDep) -> Isolates:
    return isolates(model, question, turn=access.computing)


def _list(
    name: ListName,
    model: ModelDep,
    access: AccessDep,
    question: SectorQuestionDep,
    place: PlaceQuery,
) -> Page[RecordedActor]:
    found = isolate_list(
        model, name, question, limit=place.limit, cursor=place.cursor, turn=access.computing
    )
    if found is None:
        raise CellNotShownError(
            f"the list {name} is not shown: what was asked about is sensitive, and fewer than "
            f"{LEAST_NAMED} actors stand on it, or of one sector, kind or region do"
        )
    return found


IsolatesDep = Annotated[Isolates, Depends(_isolates)]
ListDep = Annotated[Page[RecordedActor], Depends(_list)]


@ROUTER.get("/gaps/isolates")
def get_isolates(found: IsolatesDep) -> Isolates:
    """How many actors are in no arena, alone, in one, or without a partner of another sector.

    Of partners that we know: a list that is not complete says nothing of who is not on it.
    """
    return found


@ROUTER.get("/gaps/isolates/{name}")
def get_isolate_list(found: ListDep) -> Page[RecordedActor]:
    """The actors of one list by name, with when and where they were last seen; no ranking."""
    return found
