"""What happens to every request and answer: an id, headers, a log line, HEAD."""

import re
import time
from typing import Any
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import LOGGER
from service.metrics import Metrics
from service.nouns import Noun
from service.pages.of_nouns import OF_NOUN
from service.security import HEADERS

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
VARY = "Accept, Accept-Encoding, Accept-Language, Authorization, Origin"
METHODS = ("GET", "HEAD", "POST", "DELETE", "OPTIONS")
"""Those answered somewhere here; the log and the counts take no others from callers."""
OF_GET = {b"range", b"if-range"}
"""Headers that mean nothing with HEAD (RFC 9110, 14.2)."""
KEPT = {200, 206, 304}
"""Statuses that carry the version's ETag."""


class Frontier:
    """Gives a request its id, an answer its headers, and the log one line of both."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500
        state = scope.setdefault("state", {})
        state["request_id"] = _request_id(scope)
        method = scope["method"]
        state["is_head"] = method == "HEAD"
        if method == "HEAD":  # answered as GET, without the body; a Range is of GET alone
            headers = [header for header in scope["headers"] if header[0] not in OF_GET]
            scope = {**scope, "method": "GET", "headers": headers}

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete(message, state)
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self.app(scope, receive, answer)
        finally:
            self._told(scope, method, status, time.perf_counter() - begun)

    def _told(self, scope: Scope, method: str, status: int, seconds: float) -> None:
        route = _route(scope)
        known = method if method in METHODS else "other"
        self.metrics.count(known, route, status, seconds)
        facts: dict[str, Any] = {
            "request_id": scope["state"]["request_id"],
            "method": known,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "audience": scope["state"].get("audience", "-"),
        }
        LOGGER.info("answered", extra=facts)
        LOGGER.debug("asked for %s", scope["path"], extra={"request_id": facts["request_id"]})


def _route(scope: Scope) -> str:
    """The route's path; where one stands for every noun, with the noun that was asked for."""
    path: str = getattr(scope.get("route"), "path", "unknown")
    noun = scope.get("path_params", {}).get("noun")
    return path.replace(OF_NOUN, f"/{noun.name}") if isinstance(noun, Noun) else path


def _complete(message: Message, state: dict[str, Any]) -> None:
    headers = MutableHeaders(raw=message["headers"])
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers["X-Request-ID"] = state["request_id"]
    headers["Vary"] = VARY
    if message["status"] in KEPT and "etag" in state:
        headers["ETag"] = state["etag"]
    if headers.get("Content-Encoding") == "identity":  # said to the compression alone
        del headers["Content-Encoding"]
    private = state.get("audience") == "everything"
    headers.setdefault("Cache-Control", "private, no-cache" if private else "no-cache")
    message["headers"] = headers.raw


def _request_id(scope: Scope) -> str:
    given = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"x-request-id"), "")
    return given if REQUEST_ID.match(given) else uuid4().hex
