"""The button that ends a long run, and back to the page that told of it."""

from collections.abc import Mapping

from fastapi.responses import RedirectResponse

from graph_schema.job_answers import JobKind
from queries.cards.kinds import parameters_of
from service.dependencies import AccessDep, ChangingModelDep, page_router
from service.pages.rendering import FrameDep
from service.routes.jobs import NEVER_KEPT, end_job, question_of

ROUTER = page_router()
PAGE_OF: Mapping[JobKind, str] = {
    "sectors": "/gaps",
    "scrutiny": "/gaps/scrutiny",
    "examination": "/bridges",
    "groups": "/groups",
    "whitespace": "/whitespace",
    "isolates": "/isolates",
    "trend": "/trend",
    "whatif": "/whatif",
}


@ROUTER.post("/jobs/{job_id}/end")
def end(
    job_id: str, frame: FrameDep, access: AccessDep, model: ChangingModelDep
) -> RedirectResponse:
    """End a run at its next step and come back to the page of its question."""
    job = end_job(access, model, job_id)
    asked = parameters_of(question_of(job))
    once = {name: v[0] if isinstance(v, list) else v for name, v in asked.items()}
    return RedirectResponse(frame.link(PAGE_OF[job.kind], **once), 303, headers=NEVER_KEPT)
