"""The page of ties that end."""

from functools import partial
from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse

from graph_schema.vocabularies import Sector
from queries.sunset.question import day_of, ending_ties
from service.dependencies import ModelDep, page_router
from service.nouns import BY_LABEL
from service.pages.rendering import FrameDep, render
from service.parameters import PlaceQuery
from service.part_text import part_lines, part_told
from service.routes.sunset import Ahead, Choosing, SunsetDep
from service.sunset_text import share, sunset_summary

ROUTER = page_router()
ASKED = ("day", "region", "last")


@ROUTER.get("/sunset")
def page(
    frame: FrameDep,
    model: ModelDep,
    found: SunsetDep,
    ahead: Annotated[Ahead, Query()],
    choosing: Annotated[Choosing, Query()],
    place: PlaceQuery,
) -> HTMLResponse:
    """Which ties between sectors end when, and whose last ones they are."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    ties = ending_ties(
        model, day_of(model, ahead.day), region=choosing.region, last_only=choosing.last,
        limit=place.limit, cursor=place.cursor,
    )  # fmt: skip
    day = {"day": asked["day"]} if "day" in asked else {}
    return render(
        frame,
        "sunset.html",
        found=found,
        ties=ties,
        choosing=choosing,
        asked=asked,
        place=", ".join(part_told(model, {"region": choosing.region}, frame.lang)),
        part=part_lines(exploratory=ties.exploratory, lang=frame.lang),
        summary=sunset_summary(found, frame.lang),
        share=partial(share, lang=frame.lang),
        sectors={sector.value: sector.label(frame.lang) for sector in Sector},
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        forms=frame.forms("sunset", "/gaps/sunset", day),
        json_ties=frame.data("/gaps/sunset/ties", **asked),
        following=frame.here(cursor=ties.next) if ties.next is not None else None,
    )
