"""Long runs: begin one, see how far it has come, end it."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from graph_schema.job_answers import Job
from graph_schema.scrutiny_answers import Scrutiny
from graph_schema.vocabularies import Audience
from queries.errors import NotMadeYetError
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import GapQuestion
from queries.jobs import running
from queries.readmodel.open import ReadModel
from service.dependencies import API, ModelDep, router
from service.refusals import NotAuthorisedError
from service.routes.gaps import QuestionDep

ROUTER = router("jobs")
NEVER_KEPT = {"Cache-Control": "no-store"}


async def _unkept(request: Request, model: ModelDep) -> ReadModel:
    """The read model for an answer that changes within its version: it carries no ETag."""
    del request.state.etag
    return model


ChangingModelDep = Annotated[ReadModel, Depends(_unkept)]


def begin_scrutiny(model: ReadModel, question: GapQuestion) -> Job:
    """Begin it; what anybody may begin is bounded by the number of sources."""
    if not question.is_usual and model.audience is Audience.PUBLIC:
        raise NotAuthorisedError(
            "anybody may have the table of everything or of one source scrutinised, as it is "
            "published; a table of your own choice takes the token of this service"
        )
    return running.start(model, "scrutiny", question)


@ROUTER.post("/gaps/sectors/scrutiny", status_code=202, response_model=Job)
def begin(model: ChangingModelDep, question: QuestionDep, request: Request) -> JSONResponse:
    """Begin to try every verdict of a gap table; minutes of work, the same run only once."""
    return _told(begin_scrutiny(model, question), request, 202)


@ROUTER.get("/gaps/sectors/scrutiny", response_model=Scrutiny)
def get_scrutiny(model: ModelDep, question: QuestionDep) -> Scrutiny:
    """What becomes of every verdict when something defensible is changed, once it is made."""
    found = kept_scrutiny(model, question)
    if found is None:
        raise NotMadeYetError(
            "the verdicts of this table have not been tried in this version yet; a POST to this "
            "address begins it"
        )
    return found


@ROUTER.get("/jobs/{job_id}", response_model=Job)
def get_job(job_id: str, model: ChangingModelDep, request: Request) -> JSONResponse:
    """How far a run has come, and how long it may still take."""
    return _told(running.state(model, job_id), request, 200)


@ROUTER.delete("/jobs/{job_id}", status_code=202, response_model=Job)
def cancel_job(job_id: str, model: ChangingModelDep, request: Request) -> JSONResponse:
    """End a run at its next step; what it has made so far is dropped."""
    return _told(running.cancel(model, job_id), request, 202)


def _told(job: Job, request: Request, status: int) -> JSONResponse:
    """The job with the address of its answer; its own address as Location."""
    question = GapQuestion.model_validate(dict(job.question))
    asked = question.as_parameters(job.data_version)
    answer = f"{API}/gaps/sectors/scrutiny{asked}" if job.state == "done" else None
    linked = job.model_copy(update={"result": answer})
    where = f"{API}/jobs/{job.id}?as_of={job.data_version}"
    headers = {**NEVER_KEPT, "Location": where}
    return JSONResponse(linked.model_dump(mode="json"), status, headers)
