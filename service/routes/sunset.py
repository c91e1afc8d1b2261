"""Which ties between sectors end when, and whose last ones they are."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from graph_schema.answers import PartPage
from graph_schema.sunset_answers import EndingTie, Sunset
from queries.cards.addresses import carded
from queries.cards.time_figures import SunsetQuestion
from queries.sunset.question import day_of, ending_ties, sunset
from service.dependencies import ModelDep
from service.parameters import BLANK, Asked, PlaceQuery, Text
from service.routes.cubes import carded_router

ROUTER = carded_router("gaps")


class Ahead(Asked):
    """From which day on is looked ahead."""

    day: Annotated[date | None, BLANK] = Field(
        default=None,
        description="The day whose network is looked at, such as 2026-11-26; else the day the "
        "version was published",
    )


class Choosing(Asked):
    """Which of the ending ties are listed."""

    region: Text = Field(default=None, description="Ties whose last arena lies in it")
    last: bool = Field(default=False, description="Only ties that are the last of an actor")


def _sunset(model: ModelDep, ahead: Annotated[Ahead, Query()]) -> Sunset:
    return sunset(model, day_of(model, ahead.day))


def _ties(
    model: ModelDep,
    ahead: Annotated[Ahead, Query()],
    choosing: Annotated[Choosing, Query()],
    place: PlaceQuery,
) -> PartPage[EndingTie]:
    return ending_ties(
        model,
        day_of(model, ahead.day),
        region=choosing.region,
        last_only=choosing.last,
        limit=place.limit,
        cursor=place.cursor,
    )


SunsetDep = Annotated[Sunset, Depends(_sunset)]
TiesDep = Annotated[PartPage[EndingTie], Depends(_ties)]


@ROUTER.get("/gaps/sunset")
def get_sunset(found: SunsetDep) -> Sunset:
    """What of the network of a day ends in the quarters ahead, as the dates of its arenas say."""
    return carded(found, SunsetQuestion(day=date.fromisoformat(found.day)))


@ROUTER.get("/gaps/sunset/ties")
def get_ending_ties(
    found: TiesDep, model: ModelDep, ahead: Annotated[Ahead, Query()]
) -> PartPage[EndingTie]:
    """The ties between sectors that end, the soonest first, with whose last ones they are."""
    return carded(found, SunsetQuestion(day=day_of(model, ahead.day)))
