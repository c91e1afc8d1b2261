"""A test that asks for ``place`` or ``store`` runs on a real SQLite file and a real Neo4j."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.stores.base import Store
from tests.stores.places import Place, file_place, server_place


@pytest.fixture(params=["sqlite", "neo4j"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """The address of an empty store, once per database."""
    if request.param == "sqlite":
        return file_place(tmp_path)
    return server_place(request.getfixturevalue("neo4j_server"))


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An empty store that writes four rows to a batch."""
    opened = place.open()
    yield opened
    opened.shut()
