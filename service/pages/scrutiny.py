"""Whether the verdicts of a gap table stand when something else is changed."""

from functools import partial

from fastapi.responses import HTMLResponse, RedirectResponse

from queries.gaps.scrutiny.question import kept_scrutiny
from service.dependencies import AccessDep, ChangingModelDep, page_router
from service.gap_text import arena_kinds
from service.identity_text import changed_lines, identity_lines, undone_rows
from service.nouns import BY_LABEL
from service.pages.job_lines import may_begin_here, run_now
from service.pages.rendering import FrameDep, render
from service.pictures import source_titles
from service.routes.gaps import ASKED, QuestionDep
from service.routes.jobs import NEVER_KEPT, begin_job
from service.routes.scrutiny import TriedDep
from service.scrutiny_text import calibration_lines, coding_name, coding_reasons, scrutiny_lines

ROUTER = page_router()


@ROUTER.get("/gaps/scrutiny")
def scrutiny(
    frame: FrameDep, model: ChangingModelDep, table: TriedDep, question: QuestionDep
) -> HTMLResponse:
    """What was found, or how far the run has come, or the button that begins it."""
    found = kept_scrutiny(model, question)
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    titles, names = source_titles(model, frame.lang), table.labels(frame.lang)
    page = render(
        frame,
        "scrutiny.html",
        found=found,
        told=scrutiny_lines(table, found, frame.lang) if found else [],
        calibration=calibration_lines(table, found, frame.lang) if found else [],
        who=identity_lines(table, found.identity, frame.lang) if found else [],
        undone=undone_rows(found.identity, names, titles, frame.lang) if found else [],
        coding=partial(coding_name, lang=frame.lang),
        reasons=coding_reasons(found, frame.lang) if found else [],
        job=None if found else run_now(frame, model, "scrutiny", question),
        may_begin=may_begin_here(frame, model, "scrutiny", question),
        changed=partial(changed_lines, names=names, lang=frame.lang),
        kinds=arena_kinds(frame.lang),
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        asked=asked,
        names=names,
        only=", ".join(titles.get(name, name) for name in question.sources),
        csv=frame.data("/views/scrutiny.csv", **asked),
        json=frame.data("/gaps/sectors/scrutiny", **asked),
    )
    page.headers.update(NEVER_KEPT)
    return page


@ROUTER.post("/gaps/scrutiny")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: QuestionDep
) -> RedirectResponse:
    """Begin the run and come back to the page that says how far it is."""
    begin_job(access, model, "scrutiny", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)
