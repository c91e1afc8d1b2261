"""Answers that lack their null draws: where these are begun, and that no such answer is kept."""

from typing import TypeVar

from fastapi import Request

from graph_schema.asked import as_parameters
from graph_schema.gap_answers import GapTable
from graph_schema.isolate_answers import Isolates
from graph_schema.job_answers import JobKind
from graph_schema.live_answers import LiveTable
from graph_schema.trend_answers import MixingTrend
from graph_schema.vocabularies import Audience
from graph_schema.whatif_answers import WhatIf
from graph_schema.whitespace_answers import WhitespaceTable
from queries.cards.kinds import parameters_of
from queries.jobs.kinds import KINDS, Question, is_for_anybody
from service.access import Access
from service.dependencies import API
from service.security import audience_of

Whole = TypeVar("Whole", GapTable, LiveTable, Isolates, MixingTrend, WhitespaceTable, WhatIf)


def told_once(request: Request) -> None:
    """Keep no answer that lacks something: the same version will say more."""
    if hasattr(request.state, "etag"):  # the answer to a POST has none
        del request.state.etag


def with_beginning(found: Whole, kind: JobKind, question: Question, request: Request) -> Whole:
    """The answer with the address that begins what it lacks; the same version will say more.

    Without it where whoever asks would be refused there.
    """
    lacking = found.not_computed
    if lacking is None:
        return found
    told_once(request)
    if not _may_begin(found.data_version, kind, question, request):
        return found
    where, asked = KINDS[kind].begin or KINDS[kind].address, parameters_of(question)
    begin = f"{API}{where}{as_parameters(asked, found.data_version)}"
    told = lacking.model_copy(update={"begin": begin})
    return found.model_copy(update={"not_computed": told})


def _may_begin(version: int, kind: JobKind, question: Question, request: Request) -> bool:
    access: Access = request.app.state.access
    audience = audience_of(request.headers.get("authorization"), access.settings.token)
    return may_begin(access, version, audience, kind, question)


def may_begin(
    access: Access, version: int, audience: Audience, kind: JobKind, question: Question
) -> bool:
    """Whether such a reader may begin it: anybody what is usual of the newest version."""
    if audience is not Audience.PUBLIC or kind == "whatif":
        return True
    newest = access.model(None, audience).version
    return is_for_anybody(kind, question) and version == newest
