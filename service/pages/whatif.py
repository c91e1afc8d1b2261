"""The page of a change that is tried on the map."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import ChangePart, WhatIf
from queries.whatif.language import LOT, MOST_CHARACTERS, as_text
from queries.whatif.question import what_if
from service.dependencies import AccessDep, ModelDep, page_router
from service.pages.rendering import Frame, FrameDep, render
from service.parameters import BLANK, Asked
from service.routes.whatif import Looking, linked, question_of
from service.whatif_actor_text import actor_rows
from service.whatif_text import (
    HEADINGS,
    figure_rows,
    is_beyond,
    pair_rows,
    understood_lines,
    whatif_summary,
)

ROUTER = page_router()
ASKED = ("change", "source", "seed", "day")
FIRST_LINES = 5  # what is said before the picture; the rest is folded
MOST_OF_ONE = 15  # four sectors of them are as many as an arena may have
Number = Annotated[Annotated[int, Field(ge=0, le=MOST_OF_ONE)] | None, BLANK]


class Trying(Asked):
    """The change as text, if one has been made; and numbers that add a project to it."""

    change: Annotated[Annotated[str, Field(max_length=MOST_CHARACTERS)] | None, BLANK] = None
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
    found = None
    if trying.change and trying.change.strip():
        question = question_of(trying.change, looking)
        found = linked(what_if(model, question, turn=access.computing))
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "whatif.html",
        found=found,
        change=(trying.change or "").replace("; ", "\n"),
        looking=looking,
        sectors=[(sector.value, sector.label(frame.lang)) for sector in Sector][:4],
        most=MOST_OF_ONE,
        sources=[(s.name, s.title_sv if frame.lang == "sv" else s.title_en) for s in model.sources],
        **_told(frame, found),
        svg=frame.data("/views/whatif.svg", **asked),
        png=frame.data("/views/whatif.png", **asked),
        csv=frame.data("/views/whatif.csv", **asked),
        json=frame.data("/whatif", **asked),
        share=frame.link("/whatif", **{**asked, "as_of": model.version}),
    )


def _told(frame: Frame, found: WhatIf | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "summary": whatif_summary(found, frame.lang),
        "first": FIRST_LINES,
        "understood": understood_lines(found, frame.lang),
        "figures": figure_rows(found, frame.lang),
        "headings": HEADINGS[frame.lang],
        "beyond": [is_beyond(each) for each in found.figures],
        "pairs": pair_rows(found, frame.lang),
        "actors": actor_rows(found, frame.lang),
    }
