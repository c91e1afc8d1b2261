"""What pages of other sites may read: public answers, as anybody is given them (Fetch, CORS)."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

READ = ("GET", "HEAD")
ASKED_BY_POST = ("/sparql",)
"""A query in a body reads as one in an address does; every other POST begins something."""
OF_OPERATORS = ("/metrics", "/health")
SECRETS = ("authorization", "cookie")
WITH = ("If-Match", "If-None-Match", "If-Range", "Range", "X-Request-ID")
"""Headers a script may send, beside those that any may."""
SEEN = (
    "Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Link", "Location",
    "Retry-After", "X-Data-Version", "X-Graphs-Not-Here", "X-Newest-Data-Version",
    "X-Request-ID",
)  # fmt: skip
"""Headers a script may read, beside those that any may."""
DAY = 86_400  # seconds a browser may keep what it was told


class Sharing:
    """Lets pages of other sites read what is public, without credentials, and begin nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._read, self._asked = (
            CORSMiddleware(
                app, allow_origins=("*",), allow_methods=methods, allow_headers=WITH,
                expose_headers=SEEN, max_age=DAY,
            )
            for methods in (READ, (*READ, "POST"))
        )  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or the browser's question whether a page may send it."""
        if scope["type"] != "http" or not is_shared(scope):
            await self.app(scope, receive, send)
        elif scope["path"] in ASKED_BY_POST:
            await self._asked(scope, receive, send)
        else:
            await self._read(scope, receive, send)


def is_shared(scope: Scope) -> bool:
    """Whether the answer is one of those that any page may read."""
    headers, path = Headers(scope=scope), scope["path"]
    method = scope["method"]
    if method == "OPTIONS":
        method = headers.get("access-control-request-method", method)
    reads = method in READ or (method == "POST" and path in ASKED_BY_POST)
    is_secret = any(name in headers for name in SECRETS)
    return reads and not is_secret and not path.startswith(OF_OPERATORS)
