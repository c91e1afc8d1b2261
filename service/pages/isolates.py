"""The page of isolates and orphans: counts, and what we have not recorded."""

from functools import partial
from typing import Annotated, get_args

from fastapi import Query
from fastapi.responses import HTMLResponse, RedirectResponse

from graph_schema.isolate_answers import GroupedBy, ListName
from graph_schema.vocabularies import Sector
from queries.isolates.question import isolate_list
from service.dependencies import AccessDep, ChangingModelDep, ModelDep, page_router
from service.isolate_text import (
    BY_CHANCE,
    FIELDS,
    group_name,
    groups,
    is_short,
    isolate_summary,
    told,
)
from service.pages.job_lines import draws_now
from service.pages.rendering import FrameDep, render
from service.parameters import PlaceQuery
from service.pictures import source_titles
from service.routes.gaps import ASKED, SectorQuestionDep
from service.routes.isolates import IsolatesDep
from service.routes.jobs import NEVER_KEPT, begin_job
from service.sunset_text import share

ROUTER = page_router()


@ROUTER.get("/isolates")
def page(
    frame: FrameDep,
    model: ModelDep,
    access: AccessDep,
    found: IsolatesDep,
    question: SectorQuestionDep,
    place: PlaceQuery,
    names: Annotated[ListName, Query(alias="list")] = "never",
) -> HTMLResponse:
    """How many actors stand outside as far as we know, and which we have not recorded."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    lacking, short = found.not_computed is not None, is_short(found.arenas)
    listed = None
    if not ((lacking or short) and names in BY_CHANCE):
        listed = isolate_list(
            model, names, question, limit=place.limit, cursor=place.cursor, turn=access.computing,
            at_once=True,
        )  # fmt: skip
    return render(
        frame,
        "isolates.html",
        found=found,
        asked=asked,
        **draws_now(frame, model, "isolates", question, found),
        summary=isolate_summary(found, frame.lang),
        tables=[(by, groups(found, by)) for by in get_args(GroupedBy)],
        fields=FIELDS,
        told=partial(told, lang=frame.lang, lacking=lacking),
        group_name=partial(group_name, lang=frame.lang),
        share=partial(share, lang=frame.lang),
        chosen=names,
        without_chance=short and names in BY_CHANCE,
        lists=get_args(ListName),
        listed=listed,
        sectors={sector.value: sector.label(frame.lang) for sector in Sector},
        titles=source_titles(model, frame.lang),
        forms=frame.forms("isolates", "/gaps/isolates", asked),
        json_list=frame.data(f"/gaps/isolates/{names}", **asked),
        following=frame.here(cursor=listed.next) if listed and listed.next else None,
    )


@ROUTER.post("/isolates")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: SectorQuestionDep
) -> RedirectResponse:
    """Begin the null draws and come back to the page that says how far they are."""
    begin_job(access, model, "isolates", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)
