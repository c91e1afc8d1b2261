"""The gap table and what lies behind each of its cells."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from graph_schema.vocabularies import Sector
from service.dependencies import AccessDep, ModelDep, only_known_parameters
from service.gap_text import gap_reason, gap_summary
from service.nouns import BY_LABEL
from service.pages.gap_sources import told_by_source
from service.pages.rendering import FrameDep, render
from service.pages.things import source_titles
from service.routes.gaps import ASKED, CellDep, GapsDep, QuestionDep

ROUTER = APIRouter(tags=["pages"], dependencies=[Depends(only_known_parameters)])


@ROUTER.get("/gaps")
def table(
    frame: FrameDep, model: ModelDep, access: AccessDep, table: GapsDep, question: QuestionDep
) -> HTMLResponse:
    """Which sectors meet, against what their activity would give."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "gaps.html",
        table=table,
        question=question,
        summary=gap_summary(table, frame.lang),
        why=gap_reason(table, frame.lang),
        by_source=[] if question.sources else told_by_source(model, access, frame.lang),
        asked=asked,
        picture=frame.data("/views/sector-matrix.svg", **asked),
        csv=frame.data("/views/sector-matrix.csv", **asked),
        json=frame.data("/gaps/sectors", **asked),
        titles=source_titles(model, frame.lang),
    )


@ROUTER.get("/gaps/{a}/{b}")
def cell(a: Sector, b: Sector, frame: FrameDep, page: CellDep) -> HTMLResponse:
    """The arenas where both sectors take part, and with whom."""
    return render(
        frame,
        "cell.html",
        a=a,
        b=b,
        page=page,
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )
