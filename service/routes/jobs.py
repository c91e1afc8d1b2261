"""Long runs: begin one, see how far it has come, end it."""

from functools import partial
from typing import Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from graph_schema.asked import as_parameters
from graph_schema.job_answers import Job, JobKind
from graph_schema.vocabularies import Audience
from queries.cards.kinds import parameters_of
from queries.jobs import running
from queries.jobs.kinds import KINDS, Question
from queries.readmodel.open import ReadModel
from queries.whitespace.question import WhitespaceQuestion
from service.access import Access
from service.bodies import LongBodyError
from service.dependencies import API, PROBLEM_DOC, AccessDep, ChangingModelDep, router
from service.lacking import may_begin
from service.refusals import NotAuthorisedError, UnreadBodyError
from service.routes.brokers import BrokerQuestionDep
from service.routes.gaps import QuestionDep, SectorQuestionDep
from service.routes.whatif import QuestionDep as ChangeDep
from service.routes.whitespace import QuestionDep as WhitespaceQuestionDep

ROUTER = router("jobs")
NEVER_KEPT = {"Cache-Control": "no-store"}
SAYING_NOTHING = (b"", b"{}")
"""Bodies that some programs send with whatever they post."""
UNREAD: dict[int | str, dict[str, Any]] = {
    415: {"description": "There is a body, which is not read here", "content": PROBLEM_DOC}
}


async def nothing_besides(request: Request) -> None:
    """Refuse a body: nobody reads it, and minutes later the answer would be to another question."""
    body = b""
    try:
        async for piece in request.stream():
            body = (body + piece).strip()
            if not any(each.startswith(body) for each in SAYING_NOTHING):
                break
    except LongBodyError:
        raise UnreadBodyError from None
    if body not in SAYING_NOTHING:
        raise UnreadBodyError


begins = partial(
    ROUTER.post,
    status_code=202,
    response_model=Job,
    responses=UNREAD,
    dependencies=[Depends(nothing_besides)],
)
"""How a route begins a run: what it is to be of is asked for in the address."""


def begin_job(access: Access, model: ReadModel, kind: JobKind, question: Question) -> Job:
    """Begin it; anybody may begin as many as the newest version has sources, and any change."""
    if not may_begin(access, model.version, model.audience, kind, question):
        one = "" if isinstance(question, WhitespaceQuestion) else " or of one source"
        raise NotAuthorisedError(
            f"anybody may have what is published now of everything{one} tried; "
            "a part of your own choice and earlier versions take the token of this service"
        )
    return running.start(model, kind, question)


@begins("/gaps/sectors")
def begin_sectors(
    access: AccessDep,
    model: ChangingModelDep,
    question: QuestionDep,
    request: Request,
) -> JSONResponse:
    """Begin the null draws of a gap table where they take too long to come with the answer."""
    return _told(begin_job(access, model, "sectors", question), request, 202)


@begins("/gaps/sectors/scrutiny")
def begin(
    access: AccessDep, model: ChangingModelDep, question: QuestionDep, request: Request
) -> JSONResponse:
    """Begin to try every verdict of a gap table; minutes of work, the same run only once."""
    return _told(begin_job(access, model, "scrutiny", question), request, 202)


@begins("/network/measures/examination")
def begin_examination(
    access: AccessDep,
    model: ChangingModelDep,
    question: BrokerQuestionDep,
    request: Request,
) -> JSONResponse:
    """Begin to hold bridges and brokers against chance and hidden records; minutes of work."""
    return _told(begin_job(access, model, "examination", question), request, 202)


@begins("/network/groups")
def begin_groups(
    access: AccessDep,
    model: ChangingModelDep,
    question: BrokerQuestionDep,
    request: Request,
) -> JSONResponse:
    """Begin to hold core and groups against chance, other seeds and other resolutions."""
    return _told(begin_job(access, model, "groups", question), request, 202)


@begins("/gaps/whitespace")
def begin_whitespace(
    access: AccessDep,
    model: ChangingModelDep,
    question: WhitespaceQuestionDep,
    request: Request,
) -> JSONResponse:
    """Begin the null draws of white space where they take too long to come with the answer."""
    return _told(begin_job(access, model, "whitespace", question), request, 202)


@begins("/gaps/isolates")
def begin_isolates(
    access: AccessDep,
    model: ChangingModelDep,
    question: SectorQuestionDep,
    request: Request,
) -> JSONResponse:
    """Begin the null draws of isolates where they take too long to come with the answer."""
    return _told(begin_job(access, model, "isolates", question), request, 202)


@begins("/gaps/trend")
def begin_trend(
    access: AccessDep,
    model: ChangingModelDep,
    question: SectorQuestionDep,
    request: Request,
) -> JSONResponse:
    """Begin the null draws of the trend where they take too long to come with the answer."""
    return _told(begin_job(access, model, "trend", question), request, 202)


@begins("/whatif/chance")
def begin_what_if(
    access: AccessDep,
    model: ChangingModelDep,
    question: ChangeDep,
    request: Request,
) -> JSONResponse:
    """Begin the random changes beside a change where they take too long to come with the answer."""
    return _told(begin_job(access, model, "whatif", question), request, 202)


@ROUTER.get("/jobs/{job_id}", response_model=Job)
def get_job(
    job_id: str, access: AccessDep, model: ChangingModelDep, request: Request
) -> JSONResponse:
    """How far a run has come, and how long it may still take."""
    return _told(running.state(_about(job_id, access, model), job_id), request, 200)


@ROUTER.delete("/jobs/{job_id}", status_code=202, response_model=Job)
def cancel_job(
    job_id: str, access: AccessDep, model: ChangingModelDep, request: Request
) -> JSONResponse:
    """End a run at its next step; what it has made so far is dropped.

    Where the service has a token it takes it: the same run may be waited for by several.
    """
    return _told(end_job(access, model, job_id), request, 202)


def end_job(access: Access, model: ReadModel, job_id: str) -> Job:
    """Ask it to end; NotAuthorisedError where that takes the token."""
    if not may_end(access, model):
        raise NotAuthorisedError(
            "others may wait for the same run: ending it takes the token of this service"
        )
    return running.cancel(_about(job_id, access, model), job_id)


def may_end(access: Access, model: ReadModel) -> bool:
    """Whether this reader ends runs: who has the token, and everybody where none is set."""
    return access.settings.token is None or model.audience is Audience.EVERYTHING


def question_of(job: Job) -> Question:
    """What a job is about."""
    return KINDS[job.kind].question.model_validate(dict(job.question))


def _about(job_id: str, access: Access, model: ReadModel) -> ReadModel:
    """What the job is about: who may read everything finds those of the public too."""
    if model.audience is Audience.EVERYTHING and not running.is_known(model, job_id):
        return access.model(str(model.version), Audience.PUBLIC)
    return model


def _told(job: Job, request: Request, status: int) -> JSONResponse:
    """The job with the address of its answer; its own address as Location."""
    kind = KINDS[job.kind]
    asked = parameters_of(question_of(job))
    end = as_parameters(asked, job.data_version)
    answer = f"{API}{kind.address}{end}" if job.state == "done" else None
    linked = job.model_copy(update={"result": answer})
    where = f"{API}/jobs/{job.id}?as_of={job.data_version}"
    headers = {**NEVER_KEPT, "Location": where}
    return JSONResponse(linked.model_dump(mode="json"), status, headers)
