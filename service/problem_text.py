"""What went wrong, in Swedish, as far as there are words for it."""

import json

from service.pages.reasons import EXPECTED, reason
from service.pages.texts import text
from service.problems import Problem

LOCATED = 422


def in_swedish(problem: Problem, *, whole: bool) -> Problem | None:
    """The problem in Swedish; None where there are only English words for what went wrong.

    Located flaws have words of their own. Else ``whole`` says that what is known of the status is
    all there is to say, as on a page: many a refusal says what to do instead, or of what.
    """
    if problem.status == LOCATED and problem.errors:
        errors = tuple(
            flaw.model_copy(update={"expected": reason(flaw.expected, "sv", EXPECTED)})
            for flaw in problem.errors
        )
        detail = "; ".join(
            f"{flaw.loc[-1]}: "
            + text("error_flaw", "sv", value=_written(flaw.value), expected=flaw.expected)
            for flaw in errors
        )
    elif whole:
        errors, detail = problem.errors, text(f"error_{problem.status}_text", "sv")
    else:
        return None
    title = text(f"error_{problem.status}", "sv")
    return problem.model_copy(update={"title": title, "detail": detail, "errors": errors})


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
