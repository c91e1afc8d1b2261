"""The SPARQL endpoint: queries in, tables and graphs out; nothing is changed here."""

from collections.abc import AsyncIterator
from hashlib import sha256
from itertools import accumulate
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from graph_schema.rdf import Terms
from graph_schema.vocabularies import Audience
from service.accepting import accepted, chosen, listed
from service.access import Access
from service.bodies import HUNG_UP
from service.dependencies import has_already
from service.security import audience_of
from service.sparql.children import PIECE, Answer, Order
from service.sparql.description import Held, description
from service.sparql.endpoint import Endpoint, terms_or_refusal
from service.sparql.errors import BadRequestError, HungUpError, UnacceptableError
from service.sparql.forms import GRAPHS, SAID, TABLES
from service.sparql.kept import is_new_each_time
from service.sparql.origin import Origin
from service.sparql.protocol import ALLOW, Asked, asked, missing_query
from service.sparql.stores import Served

ANY = "*"  # whatever there is, which has to be found out
NOT_HERE = "X-Graphs-Not-Here"
"""Those of the data set a request names that are not here, so that nothing is in them."""
LONGEST_NAME, CUT = 300, "..."
MOST_NAMED = 1_500  # bytes of them; proxies refuse long headers
IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%"


def reader(request: Request, access: Access) -> Audience:
    """For whom the answer is; the log and the caches are told."""
    audience = audience_of(request.headers.get("authorization"), access.settings.token)
    request.state.audience = audience.value
    return audience


async def answered(request: Request, access: Access) -> Response:
    """One request of the protocol, for a program."""
    audience = reader(request, access)
    endpoint: Endpoint = request.app.state.sparql
    try:
        terms = terms_or_refusal(access.settings.base_address)
        wanted = await asked(request, terms.base)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=ALLOW)
        if wanted.query is None:
            return await _described(request, endpoint, audience, wanted, terms)
        order = _order(request, wanted, terms)
        served = await endpoint.store(audience)
        return _saying(wanted.absent, await _sent(request, endpoint, served, order))
    except HungUpError:
        return Response(status_code=HUNG_UP)


def _order(request: Request, wanted: Asked, terms: Terms) -> Order:
    """The query with the forms of an answer the caller takes."""
    assert wanted.query is not None
    if not wanted.query.strip():
        raise missing_query()
    accept = accepted(request)
    table, graph = wanted.forms or (chosen(accept, TABLES), chosen(accept, GRAPHS))
    if table is None and graph is None:
        raise UnacceptableError(f"answers are given as {', '.join((*TABLES, *GRAPHS))}")
    return Order(wanted.query, table, graph, terms.base, terms.prefixes, wanted.dataset)


async def _sent(request: Request, endpoint: Endpoint, served: Served, order: Order) -> Response:
    known = listed(request, "if-none-match")
    tag = _tag(served, order) if request.method == "GET" else None
    if tag and known.strip() != ANY and has_already(known, tag):  # who knows it has the answer
        request.state.etag = tag
        return Response(status_code=304, headers=_versions(served))

    answer = await put(request, endpoint, served, order)
    if tag:
        request.state.etag = tag
        if has_already(known, tag):
            answer.body.close()
            return Response(status_code=304, headers=_versions(served))
    headers = {"Content-Length": str(answer.length), **_versions(served)}
    return StreamingResponse(_pieces(answer), media_type=SAID[answer.form], headers=headers)


def _saying(absent: tuple[str, ...], answer: Response) -> Response:
    """Each graph once, and where they are long only the first of them."""
    if absent:
        quoted = (quote(graph, safe=IN_ADDRESSES) for graph in dict.fromkeys(absent))
        named = [
            name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + CUT for name in quoted
        ]
        sizes = accumulate(len(name) + 1 for name in named)
        shown = [name for name, size in zip(named, sizes, strict=True) if size <= MOST_NAMED]
        answer.headers[NOT_HERE] = " ".join([*shown, *([CUT] if len(shown) < len(named) else [])])
    return answer


def _versions(served: Served) -> dict[str, str]:
    """Which version answers, and which is the newest: its store may still be being built."""
    return {"X-Data-Version": str(served.version), "X-Newest-Data-Version": str(served.newest)}


async def put(request: Request, endpoint: Endpoint, served: Served, order: Order) -> Answer:
    """The answer to a query, for as long as the caller waits for it."""

    async def hung_up() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    return await endpoint.answer(served, order, hung_up)


async def _pieces(answer: Answer) -> AsyncIterator[bytes]:
    with answer.body as body:
        while piece := body.read(PIECE):
            yield piece


def _tag(served: Served, order: Order) -> str | None:
    """Of the version, for whom, and of what was asked; none where each answer is another."""
    if is_new_each_time(order.query):
        return None
    parts = "\n".join((served.path.name, *map(str, order)))
    return f'W/"{served.version}-{sha256(parts.encode()).hexdigest()[:24]}"'


async def _described(
    request: Request, endpoint: Endpoint, audience: Audience, wanted: Asked, terms: Terms
) -> Response:
    """What this service is, for a program that asks nothing."""
    form = wanted.forms.graph if wanted.forms else chosen(accepted(request), GRAPHS)
    if form is None:
        raise BadRequestError(
            "the query is missing; without one there is a description of this service, as "
            + ", ".join(GRAPHS)
        )
    served = await endpoint.at_hand(audience)
    origin = Origin.read(served.path) if served is not None else None
    if served is None or origin is None:
        return Response(description(terms, None, form), media_type=SAID[form])
    held = Held(origin.triples, served.version)
    told = description(terms, held, form)
    return Response(told, media_type=SAID[form], headers=_versions(served))
