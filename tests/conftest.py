"""What all tests share: an empty real store of each kind.

Every test that asks for ``store`` runs on SQLite and on a real Neo4j; without Neo4j it fails.
"""

from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
from tests.exports.shapes_of_others import SHAPES
from tests.neo4j_server import Neo4jServer, running_neo4j

EVERYTHING = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not run for want of files that are no part of the project."""
    if not SHAPES.is_dir():
        terminalreporter.write_line(
            "not run, as the shapes of DCAT-AP 3 do not lie beside the project: the catalogue "
            "against them (tests/exports/test_catalogue.py)"
        )


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """The one server of this test process."""
    with running_neo4j() as server:
        yield server


def emptied(server: Neo4jServer) -> Neo4jServer:
    """The server with nothing in its database; a test's store begins at version 0."""
    login = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.url, auth=login) as driver, driver.session() as session:
        session.run(EVERYTHING).consume()
    return server


@pytest.fixture(params=["sqlite", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once of each kind."""
    if request.param == "sqlite":
        opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    else:
        server = emptied(request.getfixturevalue("neo4j_server"))
        opened = open_store(server.url, user=server.user, password=server.password)
    yield opened
    opened.shut()


@pytest.fixture(params=["sqlite", "neo4j"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> CommandLine:
    """The command line on an empty store of each kind."""
    if request.param == "sqlite":
        return CommandLine(tmp_path)
    server = emptied(request.getfixturevalue("neo4j_server"))
    login = {"EKOKARTA_STORE": server.url, "EKOKARTA_NEO4J_PASSWORD": server.password}
    return CommandLine(tmp_path, login)
