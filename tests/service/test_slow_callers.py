"""Callers who send half of a request, over real connections: told shortly, and stopping nobody."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from queries.stores.base import Store
from service.app import create_app
from service.settings import Settings
from tests.service.in_a_browser import listening

BASE = "https://map.example/"
PATIENCE = 20.0
HALF = (
    "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
    "Content-Length: 100\r\n\r\n{{"
)  # fmt: skip
BODIES = {"/sparql": "application/sparql-query", "/api/v1/whatif": "application/json"}


@pytest.fixture
def served(store: Store, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The address of a service with an endpoint for queries."""
    given = {"base_address": BASE, "log_level": "info", "cache": tmp_path}
    with listening(create_app(settings.model_copy(update=given), store)) as address:
        yield address


def connected(address: str) -> socket.socket:
    """A connection of one's own."""
    where = urlsplit(address)
    return socket.create_connection((where.hostname, where.port), timeout=PATIENCE)


def until(seen: Callable[[], bool]) -> None:
    """Wait for what comes about by itself."""
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def answered(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    """Which route was answered how, as the log has it."""
    kept = [record.__dict__ for record in caplog.records]
    return [(facts["route"], facts["status"]) for facts in kept if "route" in facts]


@pytest.mark.parametrize("path", BODIES)
def test_a_body_that_breaks_off_is_told_as_a_caller_who_left(
    served: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(served) as line:
        line.sendall(HALF.format(path=path, kind=BODIES[path]).encode())
    until(lambda: bool(answered(caplog)))

    assert answered(caplog) == [(path, 499)]
    assert [record.levelname for record in caplog.records if record.exc_info] == []
    assert f'route="{path}",status="499"' in httpx2.get(f"{served}/metrics").text
