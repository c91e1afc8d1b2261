"""The small graph of the lookup tests behind an endpoint, in this process and in one of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from queries.stores.base import Store
from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.lookup.small_graph import almanac, diary, record, register
from tests.sparql.served import BASE, TOKEN, until_built

Ask = Callable[..., Response]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two public sources and a private one, in versions 1 to 3."""
    opened = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'small.db'}")
    for statements in (register(), almanac(), diary()):
        record(opened, statements)
    yield opened
    opened.shut()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a service that has time, whatever else the machine does."""
    cache: Path = tmp_path_factory.mktemp("cache")
    given = {"cache": cache, "token": TOKEN, "log_level": "warning", "base_address": BASE,
             "sparql_seconds": 30, "sparql_memory": 500}  # fmt: skip
    return Settings.model_validate(given)


@pytest.fixture(scope="session")
def client(store: Store, settings: Settings) -> Iterator[TestClient]:
    """A caller of the endpoint, whose store is built."""
    with TestClient(create_app(settings, store), follow_redirects=False) as caller:
        until_built(caller)
        yield caller


@pytest.fixture(scope="session")
def narrow(store: Store, settings: Settings, client: TestClient) -> Iterator[TestClient]:
    """A caller of an endpoint with narrow bounds on the same store, so that no test waits long."""
    bounds = {"sparql_seconds": 1, "sparql_memory": 200, "sparql_result": 2}
    app = create_app(settings.model_copy(update=bounds), store)
    with TestClient(app, follow_redirects=False) as caller:
        yield caller


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Ask:
    """Ask a query by GET."""

    def asked(query: str, accept: str | None = None, **headers: str) -> Response:
        if accept is not None:
            headers["Accept"] = accept
        return client.get("/sparql", params={"query": query}, headers=headers)

    return asked
