"""Log lines: one per request, readable by people and machines, and nothing about who asked."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from service.logs import JsonLines, TextLines


class Kept(logging.Handler):
    """Keeps records."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.records.append(record)


@pytest.fixture
def kept(client: TestClient) -> list[logging.LogRecord]:
    """What one search writes to the log at the level info."""
    logger, handler = logging.getLogger("ekokarta"), Kept()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    client.get("/api/v1/search?q=someone", headers={"X-Request-ID": "request-1"})
    logger.removeHandler(handler)
    logger.setLevel(level)
    return handler.records


def test_a_json_line_says_route_and_status_and_not_what_was_searched(
    kept: list[logging.LogRecord],
) -> None:
    lines = [json.loads(JsonLines().format(record)) for record in kept]

    assert [{k: v for k, v in line.items() if k not in ("time", "ms")} for line in lines] == [
        {
            "level": "info",
            "message": "answered",
            "request_id": "request-1",
            "method": "GET",
            "route": "/api/v1/search",
            "status": 200,
            "audience": "public",
        }
    ]
    assert "someone" not in str(lines)


def test_a_text_line_holds_the_same(kept: list[logging.LogRecord]) -> None:
    line = TextLines().format(kept[0])

    assert "info answered request_id=request-1 method=GET route=/api/v1/search status=200" in line
