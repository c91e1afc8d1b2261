"""How far a long run has come, as a page says it."""

from typing import Any

from graph_schema.isolate_answers import Isolates
from graph_schema.job_answers import JobKind
from graph_schema.trend_answers import MixingTrend
from graph_schema.vocabularies import Audience
from graph_schema.whitespace_answers import WhitespaceTable
from queries.errors import NotInGraphError
from queries.jobs import running
from queries.jobs.kinds import Question
from queries.readmodel.open import ReadModel
from service.pages.rendering import Frame
from service.scrutiny_text import job_line


def job_now(model: ReadModel, kind: JobKind, question: Question, lang: str) -> str | None:
    """The sentence on the run of this question; None where nobody has begun it."""
    try:
        return job_line(running.state(model, running.job_of(model, kind, question).id), lang)
    except NotInGraphError:
        return None


def draws_now(
    frame: Frame,
    model: ReadModel,
    kind: JobKind,
    question: Question,
    found: Isolates | MixingTrend | WhitespaceTable,
) -> dict[str, Any]:
    """What a page says of draws its answer lacks: how far the run is, and who may begin it."""
    lacks = found.not_computed is not None
    return {
        "lacks": lacks,
        "job": job_now(model, kind, question, frame.lang) if lacks else None,
        "may_begin": question.is_usual or model.audience is Audience.EVERYTHING,
    }
