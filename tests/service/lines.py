"""Connections of one's own to a service: what is said on them, to the byte."""

import socket
import time
from collections.abc import Callable
from http.client import HTTPResponse
from urllib.parse import urlsplit

PATIENCE = 20.0


def connected(address: str, window: int | None = None) -> socket.socket:
    """A connection; ``window``: the bytes the system takes before anybody reads."""
    where = urlsplit(address)
    line = socket.socket()
    line.settimeout(PATIENCE)
    if window is not None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    line.connect((where.hostname, where.port))
    return line


def until(seen: Callable[[], bool]) -> None:
    """Wait for what comes about by itself."""
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def whole(line: socket.socket) -> str:
    """All that is said on a connection until it is closed."""
    said = b""
    while piece := line.recv(65_536):
        said += piece
    return said.decode()


def answer(line: socket.socket) -> tuple[int, str | None, str]:
    """The status of one answer, what it says of the connection, and its text."""
    with HTTPResponse(line) as said:
        said.begin()
        return said.status, said.getheader("connection"), said.read().decode()
