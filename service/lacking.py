"""Answers that lack their null draws: where these are begun, and that no such answer is kept."""

from typing import TypeVar

from fastapi import Request

from graph_schema.isolate_answers import Isolates
from graph_schema.job_answers import JobKind
from graph_schema.trend_answers import MixingTrend
from graph_schema.whitespace_answers import WhitespaceTable
from queries.jobs.kinds import KINDS, Question
from service.dependencies import API

Whole = TypeVar("Whole", Isolates, MixingTrend, WhitespaceTable)


def with_beginning(found: Whole, kind: JobKind, question: Question, request: Request) -> Whole:
    """The answer with the address that begins what it lacks; the same version will say more."""
    lacking = found.not_computed
    if lacking is None:
        return found
    del request.state.etag
    begin = f"{API}{KINDS[kind].address}{question.as_parameters(found.data_version)}"
    told = lacking.model_copy(update={"begin": begin})
    return found.model_copy(update={"not_computed": told})
