"""An empty Neo4j store, and stores on the same server for a second writer."""

from collections.abc import Iterator

import pytest

from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.conftest import emptied
from tests.neo4j_server import Neo4jServer


@pytest.fixture
def server(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The server with nothing in its database."""
    return emptied(neo4j_server)


@pytest.fixture
def store(server: Neo4jServer) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(server.url, user=server.user, password=server.password)
    yield opened
    opened.shut()
