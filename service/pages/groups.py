"""The page about who keeps meeting whom: the core, and groups if the map has any."""

from functools import partial

from fastapi.responses import HTMLResponse, RedirectResponse

from queries.groups.answers import core_members
from service.covered_text import covered_line
from service.dependencies import AccessDep, ChangingModelDep, ModelDep, page_router
from service.gap_text import number as decimals
from service.group_text import groups_summary, mix
from service.listed_text import share
from service.nouns import BY_LABEL
from service.pages.job_lines import may_begin_here, run_now
from service.pages.rendering import FrameDep, render
from service.parameters import MOST_ITEMS
from service.part_text import part_lines
from service.pictures import source_titles
from service.routes.brokers import ASKED, BrokerQuestionDep
from service.routes.groups import CoreDep, GroupsDep, MembersDep
from service.routes.jobs import NEVER_KEPT, begin_job

ROUTER = page_router()
CORE_SHOWN = 20  # the rest is behind a link


@ROUTER.get("/groups")
def page(
    frame: FrameDep,
    model: ModelDep,
    access: AccessDep,
    found: GroupsDep,
    question: BrokerQuestionDep,
) -> HTMLResponse:
    """Who keeps meeting whom: the core, and groups if runs agree on any."""
    asked = _asked(frame)
    place = {k: v for k in ("limit", "cursor") if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "groups.html",
        found=found,
        core=core_members(model, question, limit=CORE_SHOWN, turn=access.computing),
        asked=asked,
        question=question,
        job=run_now(frame, model, "groups", question) if found.command else None,
        may_begin=may_begin_here(frame, model, "groups", question),
        summary=groups_summary(found, frame.lang),
        titles=source_titles(model, frame.lang),
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        mix=partial(mix, lang=frame.lang),
        share=partial(share, lang=frame.lang, fine=False),
        decimals=partial(decimals, lang=frame.lang),
        forms=frame.forms(
            "groups", "/network/groups", {**asked, **place}, {"limit": MOST_ITEMS, **asked}
        ),
        following=frame.here(cursor=found.next) if found.next is not None else None,
        first=frame.here(cursor=None) if "cursor" in place else None,
    )


@ROUTER.post("/groups")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: BrokerQuestionDep
) -> RedirectResponse:
    """Begin the long parts and come back to the page that says how far they are."""
    begin_job(access, model, "groups", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)


@ROUTER.get("/groups/core")
def core(frame: FrameDep, found: CoreDep) -> HTMLResponse:
    """Everybody in the core of repeat collaborators."""
    return _listed(frame, found, "groups_core", "/network/groups/core")


@ROUTER.get("/groups/{number}")
def members(number: int, frame: FrameDep, found: MembersDep) -> HTMLResponse:
    """The actors of one group."""
    return _listed(frame, found, "groups_of", f"/network/groups/{number}/members", number)


def _listed(
    frame: FrameDep, found: CoreDep | MembersDep, title: str, data: str, group: int | None = None
) -> HTMLResponse:
    asked = _asked(frame)
    return render(
        frame,
        "group_members.html",
        found=found,
        asked=asked,
        title=frame.t(title, number=group) if group else frame.t(title),
        lead=frame.t(f"{title}_lead"),
        covered=covered_line(found.coverage, "arenas", frame.lang),
        part=part_lines(exploratory=found.exploratory, lang=frame.lang),
        group=group,
        json=frame.data(data, **asked),
        following=frame.here(cursor=found.next) if found.next is not None else None,
        first=frame.here(cursor=None) if frame.request.query_params.get("cursor") else None,
    )


def _asked(frame: FrameDep) -> dict[str, str]:
    return {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
