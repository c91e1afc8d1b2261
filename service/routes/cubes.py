"""Answers whose figures have evidence cards, as linked data: all their observations at once."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from graph_schema.carded import Carded
from queries.cards.addresses import card_addresses
from queries.cards.figure import Asking, require_drawn
from service.access import Access
from service.card_questions import cards_at
from service.dependencies import AnswerRoute, router
from service.exports.analyses import Asked, answer_described, empty_described
from service.exports.linked_data import mapping_of
from service.routes.linked import LINKED, document, fitting
from service.security import audience_of

JSON = {"application/json": "json"}
ASKED_BY = "asked_by"


def carded_router(tag: str) -> APIRouter:
    """A router whose answers with evidence cards are given as linked data too."""
    made = router(tag)
    made.route_class = CardedRoute
    return made


class CardedRoute(AnswerRoute):
    """A route whose answer is JSON, or a Data Cube where its figures have evidence cards."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        gives = signature(endpoint).return_annotation
        if isinstance(gives, type) and issubclass(gives, Carded):
            endpoint = _as_asked(endpoint)
            told: dict[int | str, Any] = {
                200: {"content": {media_type: {} for media_type in LINKED}}
            }
            options["responses"] = {**(options.get("responses") or {}), **told}
        super().__init__(path, endpoint, **options)


def _as_asked(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """The same, told who asks: what is accepted decides the form; JSON where nothing else is."""
    known = signature(endpoint)
    given = [*known.parameters.values()]
    name = next((each.name for each in given if each.annotation is Request), None)

    @wraps(endpoint)
    def answered(**asked: Any) -> Any:
        request: Request = asked[name] if name is not None else asked.pop(ASKED_BY)
        found = endpoint(**asked)
        form = fitting(request, request.app.state.access.settings.base_address, JSON)
        if form is None or form == "json" or not isinstance(found, Carded):
            return found
        return _linked(found, form, request)

    if name is None:
        given.append(Parameter(ASKED_BY, Parameter.KEYWORD_ONLY, annotation=Request))
    answered.__signature__ = Signature(  # type: ignore[attr-defined]
        given, return_annotation=known.return_annotation
    )
    return answered


def _linked(found: Carded, form: str, request: Request) -> Response:
    """Every figure that has a card as an observation; refused where a part is not computed yet."""
    require_drawn(getattr(found, "not_computed", None))
    access: Access = request.app.state.access
    version: int = found.data_version  # type: ignore[attr-defined]
    audience = audience_of(request.headers.get("authorization"), access.settings.token)
    model = access.model(str(version), audience)
    asking = Asking(access.computing, at_once=True, known={})
    cards = [*cards_at(model, card_addresses(found), asking)]
    mapping = mapping_of(access.settings.base_address)
    if not cards:
        asked = Asked(_pinned(request, version), version, audience)
        return document([empty_described(asked, mapping.terms)], form, mapping)
    return document([answer_described(cards, mapping.terms)], form, mapping)


def _pinned(request: Request, version: int) -> str:
    """The request as cards name it, of the version it was answered from."""
    given = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "as_of")]
    return f"GET {request.url.path}?{urlencode([*given, ('as_of', str(version))])}"
