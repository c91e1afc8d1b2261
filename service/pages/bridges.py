"""Who stands between whom, what would come apart without them, and the pairs behind a number."""

from functools import partial
from typing import get_args

from fastapi.responses import HTMLResponse, RedirectResponse

from graph_schema.network_answers import RankedBy
from queries.network.measured import LED_ROLES
from service.broker_text import MEASURES, arena_summary, broker_summary
from service.dependencies import AccessDep, ChangingModelDep, ModelDep, page_router
from service.gap_text import number as decimals
from service.listed_text import coverage_lines
from service.nouns import BY_LABEL
from service.pages.job_lines import may_begin_here, run_now
from service.pages.rendering import FrameDep, render
from service.parameters import MOST_ITEMS
from service.part_text import part_lines
from service.pictures import source_titles
from service.routes.brokers import (
    ASKED,
    BridgingDep,
    BrokerQuestionDep,
    BrokersDep,
    SolePairsDep,
)
from service.routes.jobs import NEVER_KEPT, begin_job

COLUMNS = ("sole_pairs", "partners", "burden", "cut_mass", "apart", "brokerage", "z", "betweenness",
           "constraint")  # fmt: skip
"""Figures of an actor; the one they are ranked by comes first, so that a narrow screen has it."""
ROUTER = page_router()


@ROUTER.get("/bridges")
def bridges(
    frame: FrameDep, model: ModelDep, found: BrokersDep, question: BrokerQuestionDep
) -> HTMLResponse:
    """Actors on whom ties between others hang."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    shown = {**asked, "by": found.by}
    page = {k: v for k in ("limit", "cursor") if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "bridges.html",
        found=found,
        question=question,
        job=run_now(frame, model, "examination", question) if found.command else None,
        may_begin=may_begin_here(frame, model, "examination", question),
        asked=asked,
        columns=sorted(COLUMNS, key=lambda column: column != found.by),
        measures={by: MEASURES[frame.lang][by] for by in get_args(RankedBy)},
        summary=broker_summary(found, frame.lang),
        titles=source_titles(model, frame.lang),
        led_roles=LED_ROLES,
        decimals=partial(decimals, lang=frame.lang),
        forms=frame.forms(
            "brokers", "/network/measures", {**shown, **page}, {"limit": MOST_ITEMS, **shown}
        ),
        following=frame.here(cursor=found.next) if found.next is not None else None,
        first=frame.here(cursor=None) if "cursor" in page else None,
    )


@ROUTER.post("/bridges")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: BrokerQuestionDep
) -> RedirectResponse:
    """Begin the long parts and come back to the page that says how far they are."""
    begin_job(access, model, "examination", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)


@ROUTER.get("/bridges/arenas")
def bridging_arenas(frame: FrameDep, model: ModelDep, found: BridgingDep) -> HTMLResponse:
    """Arenas and single participations without which parts would come apart."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    page = {k: v for k in ("limit", "cursor") if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "bridging.html",
        found=found,
        asked=asked,
        summary=arena_summary(found, frame.lang),
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        forms=frame.forms(
            "bridging", "/network/bridging", {**asked, **page}, {"limit": MOST_ITEMS, **asked}
        ),
        following=frame.here(cursor=found.next) if found.next is not None else None,
        first=frame.here(cursor=None) if "cursor" in page else None,
    )


@ROUTER.get("/bridges/actors/{id}")
def sole_pairs(frame: FrameDep, found: SolePairsDep) -> HTMLResponse:
    """The pairs of actors of different sectors that only this one connects."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    part = part_lines(exploratory=found.exploratory, lang=frame.lang)
    return render(
        frame,
        "sole_pairs.html",
        found=found,
        asked=asked,
        said=[*coverage_lines(found.coverage, frame.lang), *part],
        json=frame.data(f"/network/measures/{found.broker.actor.id}/pairs", **asked),
        following=frame.here(cursor=found.next) if found.next is not None else None,
        first=frame.here(cursor=None) if frame.request.query_params.get("cursor") else None,
    )
