"""What went wrong, in Swedish, as far as there are words for it."""

import json
from collections.abc import Iterable

from service.pages.reasons import EXPECTED, PLACE, reason, told
from service.pages.texts import text
from service.problems import Flaw, Problem

LOCATED = 422
BUSY = 503


def in_swedish(problem: Problem, *, whole: bool) -> Problem | None:
    """The problem in Swedish; None where there are only English words for what went wrong.

    Located flaws have words of their own, and so have sentences of the catalogue. Else ``whole``
    says that what is known of the status is all there is to say, as on a page: many a refusal says
    what to do instead, or of what.
    """
    errors, title = tuple(map(_swedish, problem.errors)), f"error_{problem.status}"
    if problem.status == LOCATED and errors:
        detail = _located(errors)
    elif (sentence := told(problem.detail, "sv")) is not None:
        # The store that a status of 503 is about answers where others are served first.
        title, detail = ("error_title" if problem.status == BUSY else title), sentence
    elif whole:
        detail = text(f"{title}_text", "sv")
    else:
        return None
    told_as = {"title": text(title, "sv"), "detail": detail, "errors": errors}
    return problem.model_copy(update=told_as)


def _swedish(flaw: Flaw) -> Flaw:
    return flaw.model_copy(update={"expected": reason(flaw.expected, "sv", EXPECTED)})


def _located(errors: Iterable[Flaw]) -> str:
    return "; ".join(
        f"{reason(str(flaw.loc[-1]), 'sv', PLACE)}: "
        + text("error_flaw", "sv", value=_written(flaw.value), expected=flaw.expected)
        for flaw in errors
    )


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
