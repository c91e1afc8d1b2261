"""How far a long run has come, as a page says it."""

from graph_schema.gap_answers import GapScope
from graph_schema.job_answers import JobKind
from queries.errors import NotInGraphError
from queries.jobs import running
from queries.readmodel.open import ReadModel
from service.scrutiny_text import job_line


def job_now(model: ReadModel, kind: JobKind, question: GapScope, lang: str) -> str | None:
    """The sentence on the run of this question; None where nobody has begun it."""
    try:
        return job_line(running.state(model, running.job_of(model, kind, question).id), lang)
    except NotInGraphError:
        return None
