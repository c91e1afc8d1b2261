"""The body of a request: whether it arrives whole, and in time."""

import asyncio

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HUNG_UP = 499  # nobody reads it; the log does
SECONDS = 30.0
"""For a body to arrive: the longest that is read, of 3 MB, does at 100 kB a second, and others
are a few lines. Each that is awaited holds a connection."""


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
        whole = answered = False
        end = asyncio.get_running_loop().time() + SECONDS

        async def arriving() -> Message:
            nonlocal whole
            if whole or answered:  # what is awaited then is that the caller leaves
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                if answered:
                    return await receive()
                raise LateBodyError from None
            if message["type"] == "http.disconnect" and not answered:
                raise BrokenOffError
            whole = not message.get("more_body", False)
            return message

        async def answer(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        await self.app(scope, arriving, answer)
