"""The page of a change that is tried on the map."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import ChangePart, WhatIf, WhatIfQuestion
from queries.readmodel.open import ReadModel
from queries.whatif.effort import draws_for
from queries.whatif.language import LOT, MOST_IN_ADDRESS, as_text
from service.dependencies import AccessDep, ChangingModelDep, ModelDep, page_router
from service.pages.job_lines import draws_now
from service.pages.rendering import Frame, FrameDep, render
from service.parameters import BLANK, Asked
from service.routes.jobs import NEVER_KEPT, begin_job
from service.routes.whatif import Looking, QuestionDep, found_at_once, question_of
from service.whatif_actor_text import actor_rows
from service.whatif_drawn_text import drawn_lines
from service.whatif_text import (
    figure_groups,
    pair_rows,
    understood_lines,
    whatif_summary,
)
from service.whatif_values import HEADERS

ROUTER = page_router()
ASKED = ("change", "source", "seed", "day", "cells")
FIRST_LINES = 4  # what is said before the tables; the rest is folded
MOST_OF_ONE = 15  # four sectors of them are as many as an arena may have
Number = Annotated[Annotated[int, Field(ge=0, le=MOST_OF_ONE)] | None, BLANK]


class Trying(Asked):
    """The change as text, if one has been made; and numbers that add a project to it."""

    change: Annotated[Annotated[str, Field(max_length=MOST_IN_ADDRESS)] | None, BLANK] = None
    public: Number = None
    private: Number = None
    civil_society: Number = None
    academia: Number = None
    times: Annotated[Annotated[int, Field(ge=1, le=50)] | None, BLANK] = None

    @property
    def project(self) -> str:
        """The project the numbers describe, as a part of a change; empty without numbers."""
        who = [LOT + name for name in SECTORS for _ in range(getattr(self, name) or 0)]
        part = ChangePart(do="add", who=tuple(who), times=self.times or 1)
        return as_text((part,)) if who else ""


SECTORS = tuple(sector.value for sector in Sector if sector is not Sector.UNKNOWN)


@ROUTER.get("/whatif")
def page(
    frame: FrameDep,
    model: ModelDep,
    access: AccessDep,
    trying: Annotated[Trying, Query()],
    looking: Annotated[Looking, Query()],
) -> Response:
    """Try a change on the map; an empty page says how one is written."""
    if trying.project:
        change = "\n".join(part for part in (trying.change, trying.project) if part)
        return RedirectResponse(
            frame.here(change=change, **dict.fromkeys((*SECTORS, "times"))), 303
        )
    found, question = None, None
    if trying.change and trying.change.strip():
        question = question_of(model, trying.change, looking)
        found = found_at_once(model, access, question, frame.request)
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "whatif.html",
        found=found,
        change=(trying.change or "").replace("; ", "\n"),
        looking=looking,
        sectors=[(sector.value, sector.label(frame.lang)) for sector in Sector][:4],
        most=MOST_OF_ONE,
        most_in_address=MOST_IN_ADDRESS,
        sources=[(s.name, s.title_sv if frame.lang == "sv" else s.title_en) for s in model.sources],
        **_told(frame, model, question, found),
        forms=frame.forms("whatif", "/whatif", asked),
        share=frame.link("/whatif", **{**asked, "as_of": model.version}),
    )


@ROUTER.post("/whatif")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: QuestionDep
) -> RedirectResponse:
    """Begin the random changes and come back to the page that says how far they are."""
    begin_job(access, model, "whatif", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)


def _told(
    frame: Frame, model: ReadModel, question: WhatIfQuestion | None, found: WhatIf | None
) -> dict[str, Any]:
    if found is None or question is None:
        return {}
    return {
        "draws": draws_for(_participations(found)),
        "summary": whatif_summary(found, frame.lang),
        "first": FIRST_LINES,
        "understood": understood_lines(found, frame.lang),
        "headers": HEADERS[frame.lang],
        "groups": figure_groups(found, frame.lang),
        "pairs": pair_rows(found, frame.lang),
        "actors": actor_rows(found, frame.lang),
        "drawn": drawn_lines(found, frame.lang),
        **draws_now(frame, model, "whatif", question, found),
    }


def _participations(found: WhatIf) -> int:
    """How many the map has, which decides how many random changes there are."""
    return next(int(each.before or 0) for each in found.figures if each.name == "participations")
