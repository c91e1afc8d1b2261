"""What would differ on the map if some arenas, actors or participations came or went."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from graph_schema.draws import DEFAULT_SEED, LAST_SEED
from graph_schema.whatif_answers import WhatIf, WhatIfQuestion
from queries.cards.addresses import carded
from queries.errors import BadQuestionError
from queries.readmodel.open import ReadModel
from queries.whatif.language import FORMS, MOST_IN_ADDRESS, understood
from queries.whatif.naming import with_ids
from queries.whatif.question import cells_of, what_if
from service.access import Access
from service.bodies import MOST
from service.dependencies import PROBLEM_DOC, AccessDep, ChangingModelDep, ModelDep
from service.lacking import with_beginning
from service.parameters import BLANK, Asked, Text
from service.routes.cubes import carded_router
from service.routes.whitespace import MOST_PASTED, stated_of

ROUTER = carded_router("gaps")
PAGE = "/whatif"
LONG: dict[int | str, dict[str, Any]] = {
    413: {"description": f"The body is longer than {MOST:,} bytes", "content": PROBLEM_DOC}
}


class Changing(Asked):
    """The change as text."""

    change: str = Field(max_length=MOST_IN_ADDRESS, description=f"1 to 20 {FORMS}")


class Looking(Asked):
    """Where it is looked at, and where lots begin."""

    source: Text = Field(
        default=None,
        description="Arenas this source states, and who takes part as it tells of them",
    )
    seed: int = Field(
        default=DEFAULT_SEED, ge=0, le=LAST_SEED, description="Where lots and random changes begin"
    )
    day: Annotated[date | None, BLANK] = Field(
        default=None,
        description="The day from which ties end in quarters ahead, such as 2026-11-26; else that "
        "of the version's publication",
    )
    cells: Annotated[Annotated[str, Field(max_length=MOST_PASTED)] | None, BLANK] = Field(
        default=None,
        description="How much cells of region × theme need, as CSV: `region`, `theme` and `need`",
    )


def _question(
    model: ModelDep, changing: Annotated[Changing, Query()], looking: Annotated[Looking, Query()]
) -> WhatIfQuestion:
    return question_of(model, changing.change, looking)


def question_of(model: ReadModel, change: str, looking: Looking) -> WhatIfQuestion:
    """The question a text asks."""
    stated = stated_of(looking.cells, "region", "theme")
    parts = understood(with_ids(model, change))
    return WhatIfQuestion(change=parts, stated=stated, **looking.model_dump(exclude={"cells"}))


QuestionDep = Annotated[WhatIfQuestion, Depends(_question)]


def found_at_once(
    model: ReadModel, access: Access, question: WhatIfQuestion, request: Request
) -> WhatIf:
    """The answer, without chance where that takes a job; then with the address that begins it."""
    found = linked(what_if(model, question, turn=access.computing, at_once=True))
    return with_beginning(found, "whatif", question, request)


def _found(model: ModelDep, access: AccessDep, question: QuestionDep, request: Request) -> WhatIf:
    return found_at_once(model, access, question, request)


def linked(found: WhatIf) -> WhatIf:
    """The answer with an address to hand on: the same change to the same version."""
    question = found.question
    told = question.model_dump(exclude={"change", "stated"})
    asked: dict[str, object] = {"change": found.change, **told, "cells": cells_of(question) or None}
    asked["as_of"] = found.data_version
    given = urlencode({name: value for name, value in asked.items() if value is not None})
    return found.model_copy(update={"address": f"{PAGE}?{given}"})


WhatIfDep = Annotated[WhatIf, Depends(_found)]


@ROUTER.get("/whatif")
def get_what_if(found: WhatIfDep, question: QuestionDep) -> WhatIf:
    """What a change would make different, beside random changes of its size; nothing is stored.

    Arithmetic on the map, no forecast. R and z are of a closed form, and exploratory; z is given
    only where strata are large enough for it. Figures of other answers are those of their own
    functions. ``most`` and ``actors`` tell of single actors: by how much a figure changes for whom
    it changes most, and for whom; `members` who joins or leaves the core or changes group; `drawn`
    the verdict of the trend. Where random changes take long they, and what takes null draws of both
    maps, are given once the job at `not_computed.begin` is done.
    """
    return carded(found, question)


@ROUTER.post("/whatif", response_model=WhatIf, responses=LONG)
def post_what_if(
    question: WhatIfQuestion, model: ChangingModelDep, access: AccessDep, request: Request
) -> JSONResponse:
    """The same with the change as JSON; `address` of the answer is its page, to hand on."""
    try:
        found = carded(found_at_once(model, access, question, request), question)
    except BadQuestionError as error:
        error.place = "body"
        raise
    return JSONResponse(found.model_dump(mode="json"), headers={"Cache-Control": "no-store"})
