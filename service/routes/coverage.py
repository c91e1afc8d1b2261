"""What is known of who took part, by source and slice: no tie, or no data."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from graph_schema.coverage_answers import Coverage, CoverageBy
from queries.cards.addresses import carded
from queries.cards.place_figures import CoverageQuestion
from queries.coverage.question import coverage
from service.dependencies import ModelDep
from service.parameters import Asked, Span
from service.routes.cubes import carded_router
from service.routes.gaps import Scoping
from service.routes.views import DRAWN, DrawDep, WithPicture

ROUTER = carded_router("gaps")


class Slicing(Asked):
    """What the slices are."""

    by: CoverageBy = Field(
        default="kind", description="Kind of arena, start year, county, or sector taking part"
    )


async def _question(
    slicing: Annotated[Slicing, Query()],
    scoping: Annotated[Scoping, Query()],
    span: Annotated[Span, Query()],
) -> CoverageQuestion:
    sources = (scoping.source,) if scoping.source is not None else ()
    asked = {**slicing.model_dump(), **scoping.model_dump(exclude={"source"}), **span.model_dump()}
    return CoverageQuestion(sources=sources, **asked)


QuestionDep = Annotated[CoverageQuestion, Depends(_question)]


def _coverage(model: ModelDep, question: QuestionDep) -> Coverage:
    return coverage(model, question.scope, question.by)


CoverageDep = Annotated[Coverage, Depends(_coverage)]


@ROUTER.get("/gaps/coverage")
def get_coverage(found: CoverageDep, question: QuestionDep) -> Coverage:
    """Of how many arenas we know who took part, by source and slice, and what may be missing.

    A list that is not complete says nothing of who is not on it; a slice below `least_coverage`
    is too little to call any pair a gap.
    """
    return carded(found, question)


@ROUTER.get("/views/coverage.{form}", **DRAWN)
def view_coverage(form: WithPicture, found: CoverageDep, draw: DrawDep) -> Response:
    """Of every slice, how many arenas have a complete list of participants, as bars."""
    return draw("coverage", form, found)
