"""From exceptions to problem+json, in one table."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from queries.errors import (
    BadQuestionError,
    CursorGoneError,
    MergedError,
    NotComparedError,
    NothingKeptError,
    NotInGraphError,
    NotMadeYetError,
    NotShownError,
    SliceTooLargeError,
    SplitError,
    TooManyJobsError,
)
from queries.stores.base import StoreError
from service.bodies import BrokenOffError, told_nobody
from service.exports.about import FormatNotInstalledError
from service.language import chosen_language, language_asked_for
from service.logs import LOGGER
from service.middleware import METHODS
from service.nouns import BY_LABEL
from service.pages.rendering import error_page, wants_page
from service.problem_text import in_swedish
from service.problems import Flaw, Problem, ProblemResponse, shortened
from service.refusals import (
    CellNotShownError,
    ChangedError,
    ForeignPageError,
    ManyExportsError,
    NotAcceptableError,
    NotAuthorisedError,
    NotModifiedError,
    RangeError,
    UnreadBodyError,
)
from service.security import HEADERS
from service.sharing import is_shared
from service.sparql.errors import SparqlError
from visualisations.errors import DrawingError, PicturesNotInstalledError, TooMuchToDrawError

STATUS_OF: dict[type[Exception], int] = {
    SplitError: 300,
    MergedError: 301,
    NotModifiedError: 304,
    NotAuthorisedError: 401,
    SparqlError: 400,
    CellNotShownError: 403,
    ForeignPageError: 403,
    NotShownError: 403,
    NotInGraphError: 404,
    NotComparedError: 404,
    NotMadeYetError: 404,
    NotAcceptableError: 406,
    CursorGoneError: 410,
    ChangedError: 412,
    SliceTooLargeError: 413,
    TooMuchToDrawError: 413,
    UnreadBodyError: 415,
    RangeError: 416,
    BadQuestionError: 422,
    RequestValidationError: 422,
    TooManyJobsError: 429,
    FormatNotInstalledError: 501,
    PicturesNotInstalledError: 501,
    ManyExportsError: 503,
    NothingKeptError: 503,
    StoreError: 503,
}
EXPECTED_BY = {
    "extra_forbidden": "only parameters this address knows",
    "missing": "a value",
    "bool_parsing": "true or false",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number that is not so large",
    **dict.fromkeys(
        ("date_from_datetime_inexact", "date_from_datetime_parsing", "date_parsing", "date_type"),
        "a date such as 2026-11-26",
    ),
}
LENGTHS = {
    "string_too_short": ("at least one character", "at least {min_length} characters"),
    "string_too_long": ("at most one character", "at most {max_length} characters"),
    "too_short": ("at least one value", "at least {min_length} values"),
    "too_long": ("at most one value", "at most {max_length} values"),
}
STORE_IS_DOWN = "the store does not answer; try again in a while, /health/ready says when"
UNFORESEEN = "the service could not answer; the operator finds the request id in the log"


def install(app: FastAPI) -> None:
    """Let the table decide what each exception becomes."""
    for kind in STATUS_OF:
        app.add_exception_handler(kind, _refused)
    app.add_exception_handler(SparqlError, _refused_query)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(BrokenOffError, told_nobody)
    app.add_exception_handler(Exception, _unforeseen)


def status_of(error: Exception) -> int:
    """The status of an exception: that of the nearest class the table has."""
    return next((STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF), 500)


async def _refused(request: Request, error: Exception) -> Response:
    status = status_of(error)
    if isinstance(error, NotModifiedError):
        return Response(status_code=status)
    headers = {}
    if isinstance(error, MergedError):
        headers["Location"] = _at(request, error.id, error.canonical)
    if isinstance(error, RangeError):
        headers["Content-Range"] = f"bytes */{error.size}"
    if isinstance(error, NotAuthorisedError):
        headers["WWW-Authenticate"] = 'Bearer realm="ekokarta"'
    if isinstance(error, ManyExportsError):
        headers["Retry-After"] = "30"
    if isinstance(error, StoreError):
        headers["Retry-After"] = "5"
        known = {"request_id": request_id(request)}
        LOGGER.warning("the store does not answer: %s", error, extra=known)
    problem = problem_of(request, status, _detail(request, error), flaws(error))
    if isinstance(error, SplitError):
        choices = tuple(_at(request, error.id, choice) for choice in error.choices)
        problem = problem.model_copy(update={"choices": choices})
    return respond(request, problem, headers, whole=_is_said_whole(error))


def _is_said_whole(error: Exception) -> bool:
    """Whether what is known of its status is all there is to say."""
    if isinstance(error, NotInGraphError):
        return error.label in BY_LABEL
    return isinstance(error, CellNotShownError | NotShownError | CursorGoneError | StoreError)


async def _refused_query(request: Request, error: Exception) -> Response:
    assert isinstance(error, SparqlError), "registered for it"
    return respond(
        request, problem_of(request, error.status, str(error), error.flaws), error.headers
    )


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException), "registered for it"
    detail, headers = str(error.detail), dict(error.headers or {})
    if error.status_code == HTTPStatus.NOT_FOUND:
        if (place := _without_slash(request)) is not None:
            return RedirectResponse(place, status_code=308)
        detail = "there is no page and no answer at this address"
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods(request))
        detail = f"{shortened(request.method)} is none of the methods here: {headers['Allow']}"
    problem = problem_of(request, error.status_code, detail)
    return respond(request, problem, headers, whole=error.status_code == HTTPStatus.NOT_FOUND)


def _without_slash(request: Request) -> str | None:
    """The address that is meant by one with a slash at its end, where there is such a one."""
    path = request.url.path.rstrip("/")
    scope = {**request.scope, "path": path}
    if path == request.url.path or all(
        route.matches(scope)[0] is Match.NONE for route in request.app.routes
    ):
        return None
    return f"{quote(path)}?{request.url.query}" if request.url.query else quote(path)


def _methods(request: Request) -> list[str]:
    """What the address is asked by, whichever of its routes refused."""
    found = {"HEAD"}  # answered as GET
    for route in request.app.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= route.methods
    return [method for method in METHODS if method in found]


async def _unforeseen(request: Request, error: Exception) -> Response:
    known = {"request_id": request_id(request)}
    LOGGER.error("unforeseen: %s", type(error).__name__, exc_info=error, extra=known)
    # Written outside the middleware that completes every other answer.
    headers = {**HEADERS, "X-Request-ID": request_id(request), "Cache-Control": "no-store"}
    if is_shared(request.scope):
        headers["Access-Control-Allow-Origin"] = "*"
    return respond(request, problem_of(request, 500, UNFORESEEN), headers)


def request_id(request: Request) -> str:
    """The id under which the log knows the request."""
    return str(getattr(request.state, "request_id", "-"))


def problem_of(request: Request, status: int, detail: str, found: tuple[Flaw, ...] = ()) -> Problem:
    """What went wrong with a request."""
    return Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=quote(request.url.path),
        errors=found,
        request_id=request_id(request),
    )


def respond(
    request: Request, problem: Problem, headers: dict[str, str], *, whole: bool = False
) -> Response:
    """The error as problem+json, or as a page for a person who asked for a page.

    ``whole``: what is known of its status is all there is to say.
    """
    if wants_page(request) and problem.status != HTTPStatus.MOVED_PERMANENTLY:
        is_older = whole and problem.status == HTTPStatus.NOT_FOUND and _withholds(request)
        return error_page(request, problem, headers, is_older=is_older)
    asks_for_swedish = language_asked_for(request) == "sv"
    swedish = in_swedish(problem, whole=whole) if asks_for_swedish else None
    absent = None if problem.choices else {"choices"}
    said = (swedish or problem).model_dump(mode="json", exclude=absent)
    named = {**headers, "Content-Language": "sv" if swedish else "en"}
    return ProblemResponse(said, status_code=problem.status, headers=named)


def _withholds(request: Request) -> bool:
    """Whether the version asked for has something that this caller may not read."""
    return bool(getattr(request.state, "withholds", False))


def flaws(error: Exception) -> tuple[Flaw, ...]:
    """Where the request was wrong, located."""
    if isinstance(error, BadQuestionError):
        value = shortened(error.value)
        return (Flaw(loc=(error.place, error.field), value=value, expected=error.expected),)
    if isinstance(error, RequestValidationError):
        # A page reads some families twice, for itself and for the frame around it.
        return tuple(dict.fromkeys(_flaw(found) for found in error.errors()))
    return ()


def _flaw(found: dict[str, Any]) -> Flaw:
    said = str(found["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    expected = EXPECTED_BY.get(found["type"], said)
    if found["type"] in LENGTHS:
        one, several = LENGTHS[found["type"]]
        least = found["ctx"].get("min_length", found["ctx"].get("max_length"))
        expected = one if least == 1 else several.format(**found["ctx"])
    return Flaw(
        loc=tuple(str(part) for part in found["loc"]),
        value=shortened(found.get("input")),
        expected=expected[0].lower() + expected[1:],
    )


def _detail(request: Request, error: Exception) -> str:
    if isinstance(error, StoreError):
        return STORE_IS_DOWN  # what the driver says may name hosts and files
    if isinstance(error, DrawingError):
        return error.reason(chosen_language(request))
    if isinstance(error, RequestValidationError):
        found = flaws(error)
        return "; ".join(
            f"{flaw.loc[-1]}: expected {flaw.expected}, got {json.dumps(flaw.value)}"
            for flaw in found
        )
    return str(error)


def _at(request: Request, id: str, canonical: str) -> str:
    path = request.url.path.replace(id, canonical)
    query = request.url.query.replace(id, canonical)
    return f"{path}?{query}" if query else path
