"""A request of the SPARQL 1.1 Protocol, read as strictly as it is written there."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from fastapi import Request

from service.problems import Flaw, shortened
from service.sparql.errors import (
    AddressTooLongError,
    BadRequestError,
    MediaTypeError,
    TooLongError,
    UnacceptableError,
)
from service.sparql.forms import SAID, Forms, named
from service.sparql.limits import LONGEST_ADDRESS, LONGEST_QUERY, READ_ONLY

METHODS = ("GET", "POST", "OPTIONS")
ALLOW = {"Allow": "GET, HEAD, POST, OPTIONS"}
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ACCEPTED = {"Accept": f"{FORM}, {DIRECT}", "Accept-Post": f"{FORM}, {DIRECT}"}
UNCODED = {"Accept-Encoding": "identity"}
"""With 415: what a body may be packed in (RFC 9110, 12.5.3)."""
QUERY = "query"
BOM = "\ufeff"  # editors put it before a text in UTF-8; it is none of the query's signs
DEFAULT_GRAPH, NAMED_GRAPH = "default-graph-uri", "named-graph-uri"
AS = ("format", "output", "results")
"""Other programs name the form of the answer in one of these, or in all three."""
LANG = "lang"
MOST_PARAMETERS = 50
NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
KNOWN = (QUERY, DEFAULT_GRAPH, NAMED_GRAPH, *AS, LANG)
OF_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
Pairs = Sequence[tuple[str, str]]
Dataset = Literal["unsaid", "ours", "empty"]
"""What a request names as its data set; empty is one of graphs that are not here."""


class Asked(NamedTuple):
    """What a request asks; without a query it asks what this service is."""

    query: str | None
    dataset: Dataset
    absent: tuple[str, ...]
    """Graphs it names of the data set that are not here: nothing is in them."""
    forms: Forms | None


async def asked(request: Request, graph: str) -> Asked:
    """Read a request; ``graph`` is the address of the one graph there is."""
    address = request.scope["query_string"]
    if len(address) > LONGEST_ADDRESS:
        raise AddressTooLongError(
            f"the address is longer than {LONGEST_ADDRESS} bytes; send the query by POST"
        )
    pairs = _pairs(address)
    if request.method == "POST":
        pairs += await _posted(request)
        if not any(name == QUERY for name, _ in pairs):
            _refuse_unknown(pairs)
            raise missing_query()
    return _asked(pairs, graph)


def _asked(pairs: Pairs, graph: str) -> Asked:
    _refuse_unknown(pairs)
    queries = [value.removeprefix(BOM) for name, value in pairs if name == QUERY]
    if len(queries) > 1:
        flaw = _flaw(QUERY, f"{len(queries)} times", "the parameter once")
        raise BadRequestError(f"query was given {len(queries)} times; give one", flaws=(flaw,))
    query = queries[0] if queries else None
    if query is not None and len(query.encode()) > LONGEST_QUERY:
        raise _too_long()
    dataset, absent = _dataset(pairs, graph)
    if query is None and dataset != "unsaid":
        raise missing_query()
    return Asked(query, dataset, absent, _forms(pairs))


async def _posted(request: Request) -> list[tuple[str, str]]:
    """The parameters of a body."""
    media_type, _, params = request.headers.get("content-type", "").partition(";")
    kind = media_type.strip().lower()
    if kind not in {FORM, DIRECT}:
        update = READ_ONLY + "; " if kind == "application/sparql-update" else ""
        named_kind = kind or "without a Content-Type"
        raise MediaTypeError(
            f"{update}the body is {named_kind}; send {FORM} or {DIRECT}", headers=ACCEPTED
        )
    coding = ", ".join(request.headers.getlist("content-encoding"))
    if not {part.strip().lower() for part in coding.split(",")} <= {"", "identity"}:
        raise MediaTypeError(
            f"the body is in the coding {shortened(coding)}; send it as it is", headers=UNCODED
        )
    charset = next((v for n, v in _params(params) if n == "charset"), "utf-8").lower()
    if charset not in {"utf-8", "utf8"}:
        raise MediaTypeError(f"the body is in {shortened(charset)}; send it in UTF-8")
    body = await request.body()
    if kind == DIRECT:
        return [(QUERY, _text(body))]
    return _pairs(body)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    """The parameters of a form; what is no UTF-8 is refused, not replaced."""
    if encoded.count(b"&") >= MOST_PARAMETERS:
        raise BadRequestError(f"there are more than {MOST_PARAMETERS} parameters")
    spaced = encoded.replace(b"+", b" ")
    _text(_unescaped(spaced))  # so that the byte at fault is counted from the first
    halves = (piece.partition(b"=") for piece in spaced.split(b"&") if piece)
    return [(_text(_unescaped(name)), _text(_unescaped(value))) for name, _, value in halves]


def _unescaped(encoded: bytes) -> bytes:
    """Octets for %41 and the like, as the decoder of Python's own \\x41 reads them.

    ``urllib.parse`` looks at each by itself: of a megabyte two thirds of a second, in which nobody
    else is answered.
    """
    escaped = encoded.replace(b"\\", b"\\\\").replace(b"%", b"\\x")
    try:
        return escaped.decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:
        found = NO_ESCAPE.search(encoded)
        assert found is not None
        raise BadRequestError(
            f"byte {found.start() + 1} is a % without two hexadecimal digits after it; write %25 "
            "for the sign itself"
        ) from None


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(
            f"byte {error.start + 1} is no UTF-8; send the query in UTF-8"
        ) from None


def _refuse_unknown(pairs: Pairs) -> None:
    for name, value in pairs:
        if name in OF_UPDATES:
            flaw = _flaw(name, value, "query")
            raise BadRequestError(f"{name} is of an update: {READ_ONLY}", flaws=(flaw,))
        if name not in KNOWN:
            flaw = _flaw(name, value, "one of " + ", ".join(KNOWN))
            raise BadRequestError(f"{shortened(name)} is no parameter here", flaws=(flaw,))


def _dataset(pairs: Pairs, graph: str) -> tuple[Dataset, tuple[str, ...]]:
    """The data set named, and which graphs of it are not here.

    Another address of ours is refused, for whoever names one means something that is no graph. Of
    others there is nothing here, and none is fetched: a graph with nothing in it, as elsewhere.
    An empty value names none; forms of other programs send it.
    """
    named = [pair for pair in pairs if pair[0] in {DEFAULT_GRAPH, NAMED_GRAPH} and pair[1]]
    absent = [(name, value) for name, value in named if (name, value) != (DEFAULT_GRAPH, graph)]
    for name, value in absent:
        if _is_ours(value, graph):
            raise BadRequestError(
                f"there is no graph {shortened(value)} here, and none is fetched; ask without "
                f"{name}, or with {DEFAULT_GRAPH}={graph}",
                flaws=(_flaw(name, value, graph if name == DEFAULT_GRAPH else "no named graph"),),
            )
    if not named:
        return "unsaid", ()
    return "empty" if len(absent) == len(named) else "ours", tuple(value for _, value in absent)


def _is_ours(address: str, graph: str) -> bool:
    """Whether an address lies under ours, however it is written: without a slash, in capitals."""
    said, base = address.casefold(), graph.casefold()
    return said.startswith(base) or said == base.removesuffix("/")


def _forms(pairs: Pairs) -> Forms | None:
    """The forms a parameter names, the first of them that is known."""
    names = [value for name, value in pairs if name in AS]
    forms = [form for form in map(named, names) if form is not None]
    if names and not forms:
        raise UnacceptableError(f"{shortened(names[0])} is no form here: {', '.join(SAID)}")
    return forms[0] if forms else None


def _params(text: str) -> list[tuple[str, str]]:
    pieces = (piece.partition("=") for piece in text.split(";"))
    return [(name.strip().lower(), value.strip().strip('"')) for name, _, value in pieces]


def missing_query() -> BadRequestError:
    """A request that has to hold a query holds none."""
    return BadRequestError("the query is missing", flaws=(_flaw(QUERY, None, "a query"),))


def _too_long() -> TooLongError:
    return TooLongError(f"the query is longer than {LONGEST_QUERY:,} bytes; ask in parts")


def _flaw(name: str, value: str | None, expected: str) -> Flaw:
    return Flaw(loc=("query", name), value=shortened(value), expected=expected)
