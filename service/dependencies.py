"""What routes ask for: the read model for this reader, the language, what to narrow it to.

What only looks at the request is ``async``: handing it to a thread would cost more than it does.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache, wraps
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from graph_schema.vocabularies import Audience
from queries.errors import BadQuestionError, CursorGoneError
from queries.lookup.filters import Filters
from queries.lookup.pages import version_of
from queries.lookup.period import Period, period_of
from queries.readmodel.open import ReadModel
from service.accepting import accepted, listed
from service.access import Access
from service.language import chosen_language
from service.parameters import Asked, Narrowing, Reading, Span
from service.problems import shortened
from service.refusals import ChangedError, ForeignPageError, NotModifiedError
from service.security import audience_of

API = "/api/v1"
READING = {"GET", "HEAD"}
PUBLISHED_UNDER = {"base_address", "grant_prefix", "publisher", "publisher_kind",
                   "publisher_number", "publisher_about_sv", "publisher_about_en",
                   "contact", "contact_phone", "contact_address"}  # fmt: skip
"""Settings that stand in answers."""
SOFTWARE = ("graph_schema", "queries", "visualisations", "service")
PROBLEM_DOC = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": PROBLEM_DOC}
    for status, text in (
        (300, "What the id stood for is several now; `choices` says where"),
        (301, "The id is now part of another"),
        (401, "The token opens nothing here"),
        (404, "There is no such thing in this version"),
        (410, "The cursor belongs to another version"),
        (422, "A parameter cannot be understood; `errors` says which"),
        (503, "The store does not answer"),
    )
}


async def only_known_parameters(request: Request) -> None:
    """Refuse parameters the address does not know, or that are given twice: both hide mistakes."""
    dependant = request.scope["route"].dependant
    known, told = set(_query_names(dependant)), set(_query_names(dependant, hidden=False))
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in known:
            expected = "one of " + ", ".join(sorted(told)) if told else "no parameter"
            raise BadQuestionError(name, request.query_params[name], expected)
        if given.count(name) > 1:
            values = request.query_params.getlist(name)
            raise BadQuestionError(name, ", ".join(values), "the parameter once")


async def from_own_pages(request: Request) -> None:
    """Refuse what a page of another site has the browser send: it could begin or end work here.

    Browsers say where a request comes from: in Fetch Metadata (W3C), and where that is not sent, as
    over plain HTTP, in Origin. Other programs say neither.
    """
    site = request.headers.get("sec-fetch-site")
    foreign = site not in {None, "same-origin", "none"}
    if site is None and (origin := request.headers.get("origin")) is not None:
        foreign = urlsplit(origin).netloc not in _own_hosts(request)
    if request.method not in READING and foreign:
        raise ForeignPageError(
            "a page of another site may not begin or end anything here; do it from the pages of "
            "this service, or with a program of your own"
        )


def _own_hosts(request: Request) -> set[str]:
    """The names this service is called by: that of the request, and the public one if set."""
    access: Access = request.app.state.access
    base = access.settings.base_address
    return {request.headers.get("host", ""), *([urlsplit(str(base)).netloc] if base else [])}


def _query_names(dependant: Dependant, *, hidden: bool = True) -> Iterator[str]:
    for field in dependant.query_params:
        family = field.field_info.annotation
        if isinstance(family, type) and issubclass(family, Asked):
            yield from family.model_fields
        elif hidden or getattr(field.field_info, "include_in_schema", True):
            yield field.alias
    for inner in dependant.dependencies:
        yield from _query_names(inner, hidden=hidden)


class AnswerRoute(APIRoute):
    """A route whose answer is written as JSON by the thread that found it."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, _writing(endpoint), **options)


def _writing(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(endpoint)
    def written(**asked: Any) -> Any:
        answer = endpoint(**asked)
        if isinstance(answer, BaseModel):
            return Response(answer.model_dump_json(), media_type="application/json")
        return answer

    return written


def router(tag: str, prefix: str = API) -> APIRouter:
    """A router whose routes refuse what they do not know."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        dependencies=[Depends(only_known_parameters), Depends(from_own_pages)],
        responses=REFUSALS,
        route_class=AnswerRoute,
    )


def page_router() -> APIRouter:
    """A router of pages: they refuse as much, and the API's description leaves them out."""
    return APIRouter(
        tags=["pages"],
        dependencies=[Depends(only_known_parameters), Depends(from_own_pages)],
        include_in_schema=False,
    )


@cache
def software() -> str:
    """A digest of the program: an answer kept by a browser ends with the program that gave it."""
    kept = sha256()
    for package in SOFTWARE:
        for path in sorted(Path(str(files(package))).rglob("*")):
            if path.suffix in {".py", ".sql", ".html", ".css", ".js", ".toml"}:
                kept.update(path.read_bytes())
    return kept.hexdigest()[:12]


async def _access(request: Request) -> Access:
    access: Access = request.app.state.access
    return access


async def _tagged(request: Request, asked: Annotated[Reading, Query()]) -> ReadModel:
    """The read model of the version asked for; the request is told the tag of its answer."""
    access = await _access(request)
    audience = audience_of(request.headers.get("authorization"), access.settings.token)
    request.state.audience = audience.value
    request.state.lang = asked.lang or chosen_language(request)
    cursor = request.query_params.get("cursor", "")
    version = version_of(cursor) if asked.as_of is None and cursor else None
    model = access.at_hand(audience) if asked.as_of is None and version is None else None
    if model is None:
        model = await run_in_threadpool(_found, access, audience, asked.as_of, version)
    request.state.etag = etag(request, model, request.state.lang)
    request.state.withholds = model.withholds
    return model


async def _model(request: Request, model: Annotated[ReadModel, Depends(_tagged)]) -> ReadModel:
    """The read model of the version asked for; 304 where the caller has its answer already."""
    keep_conditions(request)
    return model


def keep_conditions(request: Request) -> None:
    """Hold If-Match, then If-None-Match, against the tag of the answer (RFC 9110, 13.2.2).

    Raises ``ChangedError`` where the caller wants only what it knows and that is another now,
    ``NotModifiedError`` where it has the answer already.
    """
    tag = request.state.etag
    only = {part.strip() for part in listed(request, "if-match").split(",")} - {""}
    if only and only != {"*"} and (tag not in only or tag.startswith("W/")):
        raise ChangedError(
            f"If-Match: expected the tag of what is here now, {tag}, and a strong one; got "
            f"{shortened(listed(request, 'if-match'))}; ask without it to have what is here"
        )
    if has_already(listed(request, "if-none-match"), tag):
        raise NotModifiedError


def has_already(given: str, tag: str) -> bool:
    """Whether If-None-Match names the tag; weak or strong is one here (RFC 9110, 13.1.2)."""
    known = {part.strip().removeprefix("W/") for part in given.split(",")}
    return known == {"*"} or tag.removeprefix("W/") in known


def _found(access: Access, audience: Audience, as_of: str | None, version: int | None) -> ReadModel:
    """The version named, else that of the page before, else the newest."""
    if version is None:
        return access.model(as_of, audience)
    try:
        return access.model(str(version), audience)
    except BadQuestionError:  # never published here
        raise CursorGoneError(version, access.head()) from None


def etag(request: Request, model: ReadModel, *parts: str) -> str:
    """Version, audience, build, representation and parameters, and these parts, as one weak tag."""
    return f'W/"{model.version}-{_digest(request, model.path.name, *parts)}"'


def _digest(request: Request, *parts: str, negotiated: bool = True) -> str:
    """What decides an answer beside the parts given, in few characters."""
    told = [
        *parts,
        software(),
        _published_under(request),
        *([accepted(request)] if negotiated else []),
        request.url.path,
        *sorted(f"{name}={value}" for name, value in request.query_params.multi_items()),
    ]
    return sha256(json.dumps(told).encode()).hexdigest()[:24]


def _published_under(request: Request) -> str:
    """What the deployer set that stands in answers."""
    chosen = request.app.state.access.settings
    told = chosen.model_dump(include=PUBLISHED_UNDER)
    return json.dumps(told)


async def _period(span: Annotated[Span, Query()]) -> Period | None:
    return period_of(span.period_from, span.period_to)


async def _filters(
    narrowing: Annotated[Narrowing, Query()], span: Annotated[Span, Query()]
) -> Filters:
    return Filters.model_validate({**narrowing.model_dump(mode="json"), **span.model_dump()})


async def _unkept(request: Request, model: Annotated[ReadModel, Depends(_model)]) -> ReadModel:
    """The read model for an answer that changes within its version: it carries no ETag."""
    del request.state.etag
    return model


def _counted(request: Request, model: Annotated[ReadModel, Depends(_tagged)]) -> ReadModel:
    """The read model for an answer that says how many triples there are, once they are counted."""
    request.state.triples = triples = request.app.state.sparql.stores.triples(model)
    if triples is not None:
        request.state.etag = etag(request, model, request.state.lang, str(triples))
    keep_conditions(request)
    return model


async def _of_file(request: Request, model: Annotated[ReadModel, Depends(_tagged)]) -> ReadModel:
    """The read model for an answer of equal bytes each time: its tag is a strong one.

    Whatever language and media type its caller likes best. If-Match and If-Range ask for that (RFC
    9110, 13.1), and 304 repeats the tag of 200.
    """
    request.state.etag = f'"{model.version}-{_digest(request, model.path.name, negotiated=False)}"'
    keep_conditions(request)
    return model


async def _of_program(request: Request) -> Access:
    """For an answer that changes with the program and its settings only, whatever the graph holds.

    304 where the caller has it already.
    """
    request.state.etag = f'W/"{_digest(request)}"'
    keep_conditions(request)
    return await _access(request)


AccessDep = Annotated[Access, Depends(_access)]
OfProgramDep = Annotated[Access, Depends(_of_program)]
ModelDep = Annotated[ReadModel, Depends(_model)]
ChangingModelDep = Annotated[ReadModel, Depends(_unkept)]
CountedModelDep = Annotated[ReadModel, Depends(_counted)]
FileModelDep = Annotated[ReadModel, Depends(_of_file)]


async def _language(request: Request, _: ModelDep) -> str:
    lang: str = request.state.lang
    return lang


LangDep = Annotated[str, Depends(_language)]
FiltersDep = Annotated[Filters, Depends(_filters)]
PeriodDep = Annotated[Period | None, Depends(_period)]
