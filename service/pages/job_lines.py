"""How far a long run has come, as a page says it."""

from typing import Any, NamedTuple

from graph_schema.gap_answers import GapTable
from graph_schema.isolate_answers import Isolates
from graph_schema.job_answers import JobKind
from graph_schema.trend_answers import MixingTrend
from graph_schema.whatif_answers import WhatIf
from graph_schema.whitespace_answers import WhitespaceTable
from queries.errors import NotInGraphError
from queries.jobs import running
from queries.jobs.kinds import Question
from queries.readmodel.open import ReadModel
from service.lacking import may_begin
from service.pages.rendering import Frame
from service.routes.jobs import may_end
from service.scrutiny_text import job_line


class RunNow(NamedTuple):
    """What is said of a run, how far it is, and where this reader ends it, if so."""

    line: str
    done: int
    total: int | None
    is_under_way: bool
    end: str | None


def run_now(frame: Frame, model: ReadModel, kind: JobKind, question: Question) -> RunNow | None:
    """The run of this question; None where nobody has begun it."""
    try:
        job = running.state(model, running.job_of(model, kind, question).id)
    except NotInGraphError:
        return None
    ending = running.is_ending(model, job)
    ends = may_end(frame.request.app.state.access, model) and not (job.has_ended or ending)
    return RunNow(
        line=job_line(job, frame.lang, ending=ending),
        done=job.done,
        total=job.total if job.state == "running" else None,
        is_under_way=not job.has_ended,
        end=frame.link(f"/jobs/{job.id}/end") if ends else None,
    )


def may_begin_here(frame: Frame, model: ReadModel, kind: JobKind, question: Question) -> bool:
    """Whether this reader may begin it."""
    access = frame.request.app.state.access
    return may_begin(access, model.version, model.audience, kind, question)


def draws_now(
    frame: Frame,
    model: ReadModel,
    kind: JobKind,
    question: Question,
    found: GapTable | Isolates | MixingTrend | WhitespaceTable | WhatIf,
) -> dict[str, Any]:
    """What a page says of draws its answer lacks: how far the run is, and who may begin it."""
    lacks = found.not_computed is not None
    return {
        "lacks": lacks,
        "job": run_now(frame, model, kind, question) if lacks else None,
        "may_begin": may_begin_here(frame, model, kind, question),
    }
