"""What went wrong in the language of who asked, as far as there are words for it."""

import json

from service.pages.reasons import EXPECTED, reason
from service.pages.texts import catalogue, text
from service.problems import Problem

SAID_WHOLE = (401, 403, 404, 410)
"""Statuses whose one sentence says all there is to do."""
LOCATED = 422


def in_language(problem: Problem, lang: str) -> Problem:
    """The problem with title, sentence and what was expected in the language.

    It is made in English. A sentence that tells of something of the moment (how far a build has
    come, what a parser found) stays as it was said.
    """
    if lang == "en":
        return problem
    errors = tuple(
        flaw.model_copy(update={"expected": reason(flaw.expected, lang, EXPECTED)})
        for flaw in problem.errors
    )
    title, detail = problem.title, problem.detail
    if f"error_{problem.status}" in catalogue():
        title = text(f"error_{problem.status}", lang)
    if problem.status == LOCATED and errors:
        detail = "; ".join(
            f"{flaw.loc[-1]}: "
            + text("error_flaw", lang, value=_written(flaw.value), expected=flaw.expected)
            for flaw in errors
        )
    elif problem.status in SAID_WHOLE:
        detail = text(f"error_{problem.status}_text", lang)
    return problem.model_copy(update={"title": title, "detail": detail, "errors": errors})


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
