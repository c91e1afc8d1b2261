"""Connections: no more than there are files for, and none that waits for ever to be asked."""

import asyncio
import resource
import socket
from contextlib import suppress
from typing import Any

import h11
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.logs import LOGGER

HEAD_SECONDS = 20.0
"""From a connection, or an answer on it, to the next request: a browser that connects ahead asks
within a few seconds, and the server's own time for idle connections begins anew with each byte."""
MOST_FILES = 65_536
"""No more is asked of the system: some let go of every number there may be to begin a process."""
MOST_CONNECTIONS = 4_096
"""Half-sent, each may take 80 kB, so that all of them take no more than .4 GB."""
MOST_AT_ONCE = 100
"""Taken from the queue of callers in one go."""
MOST_WAITING = 2_048
"""In that queue, which the system keeps: who finds it full tries again a second later."""
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 30\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 20\r\n\r\nToo many connections"
)
STOP_SECONDS = 8
"""For answers under way when the service ends: who began it may kill it after ten, as docker."""
LATE = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 30\r\n\r\nThe request came not in time.\n"
)


class BoundedProtocol(H11Protocol):
    """A connection that is closed when no request comes, or when there are too many already."""

    _late: asyncio.TimerHandle | None = None
    _is_refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, or turn it away at once: its file is needed."""
        limit = self.limit_concurrency
        if limit is not None and len(self.connections) >= limit + self.config.backlog:
            self._is_refused, self.transport = True, transport
            transport.write(FULL)
            transport.close()
            return
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._stop_waiting()
        if not self._is_refused:
            super().connection_lost(exc)

    def handle_events(self) -> None:
        """Stop waiting when a request has come."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and not self.cycle.response_complete:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Await the next request, or the rest of this one, which nobody reads."""
        self._await_request()
        super().on_response_complete()

    def _await_request(self) -> None:
        self._stop_waiting()
        self._late = self.loop.call_later(HEAD_SECONDS, self._end)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def timeout_keep_alive_handler(self) -> None:
        """Close it where nobody asks for more; one who has begun to is awaited like any other."""
        if not self._is_half_asked():
            super().timeout_keep_alive_handler()

    def _is_half_asked(self) -> bool:
        return self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])

    def _end(self) -> None:
        """Close it; who had begun a request is told why."""
        if self._is_half_asked():
            self.transport.write(LATE)
        self.transport.close()


class BoundedServer(uvicorn.Server):
    """Takes few callers in one go, but lets more wait; ends though somebody does not read."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin; the event loop's bound of both is one."""
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(MOST_WAITING)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End; answers that are not read by then are cut off."""
        cut = asyncio.get_running_loop().call_later(STOP_SECONDS, self._cut_off)
        await super().shutdown(sockets)
        cut.cancel()

    def _cut_off(self) -> None:
        left = list(self.server_state.connections)
        if left:
            LOGGER.warning("cut off without their whole answer as the service ends: %s", len(left))
        for connection in left:
            connection.transport.abort()


def server_of(app: Any, **more: Any) -> uvicorn.Server:
    """A server that keeps within the files this process may open."""
    at_once, most = bounds(more_files())
    config = uvicorn.Config(
        _ended_quietly(app), http=BoundedProtocol, ws="none", log_config=None, access_log=False,
        limit_concurrency=most, backlog=at_once, timeout_graceful_shutdown=STOP_SECONDS + 1,
        **more,
    )  # fmt: skip
    return BoundedServer(config)


def _ended_quietly(app: Any) -> Any:
    """The app, where what still works for a caller who was cut off ends without a traceback."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(asyncio.CancelledError):
            await app(scope, receive, send)

    return answered


def bounds(files: int) -> tuple[int, int]:
    """How many callers are taken in one go, and of how many connections requests are answered.

    Half of few files are left: to those turned away, of whom as many as are taken in four goes
    are open before the first of them is closed, and to the service itself.
    """
    at_once = min(MOST_AT_ONCE, max(1, files // 16))
    return at_once, min(MOST_CONNECTIONS, files - 8 * at_once)


def more_files() -> int:
    """As many files as the system lets this process have; returns how many.

    Processes that run queries are given their own bound, which is none but what is open.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return MOST_FILES if soft == resource.RLIM_INFINITY else soft
    with suppress(ValueError, OSError):  # macOS has a bound of its own below the one it tells
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
