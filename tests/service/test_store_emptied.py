"""A store whose content somebody removes while the service runs: 503, and no stack trace."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from queries.readmodel.library import CHECK_SECONDS
from queries.stores.base import Store, StoreError
from queries.stores.opening import open_store
from service.app import create_app
from service.importing import import_files
from service.settings import Settings
from tests.conftest import emptied
from tests.ledger.export_file import row, write
from tests.ledger.test_imports import EXPORT
from tests.lookup.small_graph import record, register
from tests.neo4j_server import Neo4jServer

ASKED = ("/health/ready", "/api/v1/actors", "/api/v1/actors?as_of=1", "/")


def answers(client: TestClient) -> list[tuple[int, bool]]:
    """The status of each address, and whether it shows a stack trace."""
    found = [client.get(path) for path in ASKED]
    return [(answer.status_code, "Traceback" in answer.text) for answer in found]


def caller(store: Store, folder: Path) -> TestClient:
    """Somebody who asks a service on the store."""
    settings = Settings.model_validate({"cache": folder / "cache", "log_level": "error"})
    return TestClient(create_app(settings, store), raise_server_exceptions=False)


def test_a_server_that_was_emptied_is_said_to_hold_no_store(
    neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    server = emptied(neo4j_server)
    store = open_store(server.url, user=server.user, password=server.password)
    record(store, register())
    path = write(tmp_path / "a.csv", [row("24-001-S01", "Project 1")])

    with caller(store, tmp_path) as client:
        before = answers(client)
        emptied(server)
        time.sleep(CHECK_SECONDS * 1.1)  # then the service asks the store again
        gone = answers(client)
        with pytest.raises(StoreError, match="holds no store any more"):
            import_files(store, EXPORT, [path])
        with pytest.raises(StoreError, match="holds no store any more"):
            store.ready()
        anew = open_store(server.url, user=server.user, password=server.password)
        import_files(anew, EXPORT, [path])
        back = answers(client)
    anew.shut()
    store.shut()

    assert gone == [(503, False)] * len(ASKED)
    assert before == back == [(200, False)] * len(ASKED)


def test_a_file_that_was_emptied_is_said_to_hold_no_store(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    store = open_store(f"sqlite://{file}")
    record(store, register())
    path = write(tmp_path / "a.csv", [row("24-001-S01", "Project 1")])

    with caller(store, tmp_path) as client:
        before = answers(client)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("DELETE FROM state")
        time.sleep(CHECK_SECONDS * 1.1)
        gone = answers(client)
    with pytest.raises(StoreError, match="holds no store any more"):
        import_files(store, EXPORT, [path])
    store.shut()

    assert before == [(200, False)] * len(ASKED)
    assert gone == [(503, False)] * len(ASKED)
