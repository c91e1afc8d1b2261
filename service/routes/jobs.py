"""Long runs: begin one, see how far it has come, end it."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from graph_schema.job_answers import Job, JobKind
from graph_schema.scrutiny_answers import Scrutiny
from graph_schema.vocabularies import Audience
from queries.errors import NotMadeYetError
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import GapQuestion
from queries.jobs import running
from queries.jobs.kinds import KINDS
from queries.network.brokers import BrokerQuestion
from queries.readmodel.open import ReadModel
from service.dependencies import API, ModelDep, router
from service.refusals import NotAuthorisedError
from service.routes.brokers import BrokerQuestionDep
from service.routes.gaps import QuestionDep

ROUTER = router("jobs")
NEVER_KEPT = {"Cache-Control": "no-store"}


async def _unkept(request: Request, model: ModelDep) -> ReadModel:
    """The read model for an answer that changes within its version: it carries no ETag."""
    del request.state.etag
    return model


ChangingModelDep = Annotated[ReadModel, Depends(_unkept)]


def begin_job(model: ReadModel, kind: JobKind, question: GapQuestion | BrokerQuestion) -> Job:
    """Begin it; what anybody may begin is bounded by the number of sources."""
    if not question.is_usual and model.audience is Audience.PUBLIC:
        raise NotAuthorisedError(
            "anybody may have what is published of everything or of one source tried; a part of "
            "your own choice takes the token of this service"
        )
    return running.start(model, kind, question)


@ROUTER.post("/gaps/sectors/scrutiny", status_code=202, response_model=Job)
def begin(model: ChangingModelDep, question: QuestionDep, request: Request) -> JSONResponse:
    """Begin to try every verdict of a gap table; minutes of work, the same run only once."""
    return _told(begin_job(model, "scrutiny", question), request, 202)


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


@ROUTER.post("/network/measures/examination", status_code=202, response_model=Job)
def begin_examination(
    model: ChangingModelDep, question: BrokerQuestionDep, request: Request
) -> JSONResponse:
    """Begin to hold bridges and brokers against chance and hidden records; minutes of work."""
    return _told(begin_job(model, "examination", question), request, 202)


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
    kind = KINDS[job.kind]
    asked = kind.question.model_validate(dict(job.question)).as_parameters(job.data_version)
    answer = f"{API}{kind.address}{asked}" if job.state == "done" else None
    linked = job.model_copy(update={"result": answer})
    where = f"{API}/jobs/{job.id}?as_of={job.data_version}"
    headers = {**NEVER_KEPT, "Location": where}
    return JSONResponse(linked.model_dump(mode="json"), status, headers)
