"""The page of isolates and orphans: counts, and what we have not recorded."""

from functools import partial
from typing import Annotated, get_args

from fastapi import Query
from fastapi.responses import HTMLResponse

from graph_schema.isolate_answers import GroupedBy, ListName
from graph_schema.vocabularies import Sector
from queries.isolates.question import isolate_list
from service.dependencies import AccessDep, ModelDep, page_router
from service.isolate_text import FIELDS, group_name, groups, isolate_summary, told
from service.pages.rendering import FrameDep, render
from service.parameters import PlaceQuery
from service.pictures import source_titles
from service.routes.gaps import ASKED, SectorQuestionDep
from service.routes.isolates import IsolatesDep
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
    listed = isolate_list(
        model, names, question, limit=place.limit, cursor=place.cursor, turn=access.computing
    )
    return render(
        frame,
        "isolates.html",
        found=found,
        asked=asked,
        summary=isolate_summary(found, frame.lang),
        tables=[(by, groups(found, by)) for by in get_args(GroupedBy)],
        fields=FIELDS,
        told=partial(told, lang=frame.lang),
        group_name=partial(group_name, lang=frame.lang),
        share=partial(share, lang=frame.lang),
        chosen=names,
        lists=get_args(ListName),
        listed=listed,
        sectors={sector.value: sector.label(frame.lang) for sector in Sector},
        titles=source_titles(model, frame.lang),
        picture=frame.data("/views/isolates.svg", **asked),
        png=frame.data("/views/isolates.png", **asked),
        csv=frame.data("/views/isolates.csv", **asked),
        json=frame.data("/gaps/isolates", **asked),
        json_list=frame.data(f"/gaps/isolates/{names}", **asked),
        following=frame.here(cursor=listed.next) if listed and listed.next else None,
    )
