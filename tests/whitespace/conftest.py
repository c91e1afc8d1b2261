"""The planted graph behind a real app, and as a command line's store."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.whitespace.graph import projects

TOKEN = "a token for tests"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the planted store lies."""
    return tmp_path_factory.mktemp("planted")


@pytest.fixture(scope="session")
def caller(folder: Path) -> Iterator[TestClient]:
    """A caller of the planted graph."""
    with caller_in(folder, projects(), token=TOKEN) as client:
        yield client


@pytest.fixture(scope="session")
def everything(caller: TestClient) -> Any:
    """Asks as who may read everything: nothing is hidden then."""

    def ask(path: str, **params: str) -> Any:
        answer = caller.get(
            path, params=params or None, headers={"Authorization": f"Bearer {TOKEN}"}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


@pytest.fixture
def command(caller: TestClient, folder: Path) -> CommandLine:
    """The command line on the same store."""
    return CommandLine(folder)
