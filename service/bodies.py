"""The body of a request: whether it arrives whole, in time, and is no longer than is read."""

import asyncio
from contextlib import suppress

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.sparql.limits import LONGEST_QUERY

HUNG_UP = 499  # nobody reads it; the log does
SECONDS = 30.0
"""For a body to arrive: the longest that is read does at 100 kB a second, and most are a few
lines. Each that is awaited holds a connection."""
MOST = 3 * LONGEST_QUERY
"""Bytes: a form writes many characters of a query as three."""


class BrokenOffError(HTTPException):
    """The caller left before the body was whole.

    Of HTTP's exceptions, since what reads bodies lets those alone through.
    """

    def __init__(self) -> None:
        super().__init__(HUNG_UP, "the caller left before the body of the request was whole")


class LateBodyError(HTTPException):
    """The body did not arrive in time; the connection is closed, or the rest would be read."""

    def __init__(self) -> None:
        detail = f"the body of the request did not arrive within {SECONDS:g} seconds; send it again"
        super().__init__(408, detail, {"Connection": "close"})


class LongBodyError(HTTPException):
    """The body is longer than is read, as far as it has come or by what its head announces."""

    def __init__(self, size: int) -> None:
        detail = (
            f"the body of the request is too long: {size:,} bytes were sent or announced, at most "
            f"{MOST:,} are read; ask in parts"
        )
        super().__init__(413, detail, {"Connection": "close"})


async def told_nobody(_request: Request, _error: Exception) -> Response:
    """The answer where nobody waits for one."""
    return Response(status_code=HUNG_UP)


class Bodies:
    """Watches over the body of a request that is to have one, until it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        announced = next((int(v) for k, v in scope["headers"] if k == b"content-length"), 0)
        body = _Body(receive, send, announced)
        await self.app(scope, body.arriving, body.answer)


class _Body:
    """One body, and the answer to its request."""

    def __init__(self, receive: Receive, send: Send, announced: int) -> None:
        self.receive = receive
        self.send = send
        self.announced = announced
        self.come = 0
        self.end = asyncio.get_running_loop().time() + SECONDS
        self.is_whole = self.is_answered = self.is_refused = False

    async def arriving(self) -> Message:
        """The next of it; awaited once it is whole or answered, that the caller leaves."""
        if self.is_whole or self.is_answered:
            return await self.receive()
        self._require_bounded(self.announced)
        try:
            async with asyncio.timeout_at(self.end):
                message = await self.receive()
        except TimeoutError:
            if self.is_answered:
                return await self.receive()
            raise LateBodyError from None
        if message["type"] == "http.disconnect" and not self.is_answered:
            raise BrokenOffError
        self.is_whole = not message.get("more_body", False)
        self.come += len(message.get("body", b""))
        self._require_bounded(self.come)
        return message

    def _require_bounded(self, size: int) -> None:
        if size > MOST and not self.is_answered:
            self.is_refused = True
            raise LongBodyError(size)

    async def answer(self, message: Message) -> None:
        """Hand the answer on; one that refuses the body ends when no more of it comes."""
        self.is_answered = True
        is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
        if not (self.is_refused and is_last):
            await self.send(message)
            return
        await self.send({**message, "more_body": True})
        await self._pass_over()
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _pass_over(self) -> None:
        """Drop the rest: closed while it is sent, a connection loses the answer with it."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self.end):
                while not self.is_whole:
                    self.is_whole = not (await self.receive()).get("more_body", False)
