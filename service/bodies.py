"""The body of a request: whether it arrives whole."""

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HUNG_UP = 499  # nobody reads it; the log does


class BrokenOffError(HTTPException):
    """The caller left before the body was whole.

    Of HTTP's exceptions, since what reads bodies lets those alone through.
    """

    def __init__(self) -> None:
        super().__init__(HUNG_UP, "the caller left before the body of the request was whole")


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

        async def arriving() -> Message:
            nonlocal whole
            message = await receive()
            if not (whole or answered) and message["type"] == "http.disconnect":
                raise BrokenOffError
            whole = whole or not message.get("more_body", False)
            return message

        async def answer(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        await self.app(scope, arriving, answer)
