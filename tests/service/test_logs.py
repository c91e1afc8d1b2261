"""Log lines: one per request, readable by people and machines, and nothing about who asked."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from service.logs import JsonLines, TextLines
from tests.lookup import small_graph as small


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


def test_a_line_of_a_page_says_of_which_noun_and_not_which_one(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "ekokarta"):
        client.get(f"/projects/{small.P1}")

    lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert [line["route"] for line in lines if line["message"] == "answered"] == ["/projects/{id}"]
    assert small.P1 not in str(lines)


def test_a_text_line_holds_the_same(kept: list[logging.LogRecord]) -> None:
    line = TextLines().format(kept[0])

    assert "info answered request_id=request-1 method=GET route=/api/v1/search status=200" in line
