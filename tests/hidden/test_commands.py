"""A command with ``--public`` tells what the API tells everybody, and without it everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.commands.command_line import CommandLine
from tests.hidden.twins import column, map_of
from tests.lookup.small_graph import record

TOKEN = "a token for tests"
ILL = column("theme", "ill")
ASKED = {
    "gaps": (("--draws", "99", "--theme", ILL), "/gaps/sectors", {"draws": "99", "theme": ILL}),
    "coverage": (("--by", "sector", "--theme", ILL), "/gaps/coverage",
                 {"by": "sector", "theme": ILL}),
    "trend": (("--theme", ILL), "/gaps/trend", {"theme": ILL}),
    "whitespace": (("--draws", "99"), "/gaps/whitespace", {"draws": "99"}),
    "isolates": (("--theme", ILL), "/gaps/isolates", {"theme": ILL}),
    "funders": (("--by", "theme"), "/gaps/funders", {"by": "theme"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a map with a sensitive theme that two actors of a county are about."""
    folder = tmp_path_factory.mktemp("public")
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    record(store, map_of("theme", two=True))
    store.shut()
    return folder


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    """Of the same store."""
    given = {"cache": place / "other", "token": TOKEN, "log_level": "error"}
    store = open_store(f"sqlite:///{place / 'store.db'}")
    app = create_app(Settings.model_validate(given), store)
    with TestClient(app) as found:
        yield found
    store.shut()


def without_links(answer: dict[str, Any]) -> dict[str, Any]:
    """What the API tells, without where it lists the arenas of each cell: a command lists none."""
    for cell in (*answer.get("pairs", ()), *answer.get("cells", ())):
        if isinstance(cell.get("arenas"), str):
            cell["arenas"] = None
    return answer


@pytest.mark.parametrize("command", ASKED)
def test_each_command_tells_either(command: str, place: Path, caller: TestClient) -> None:
    options, path, params = ASKED[command]
    told = []
    for more, headers in (
        (("--public",), {}),
        ((), {"Authorization": f"Bearer {TOKEN}"}),
    ):
        answer = caller.get(f"/api/v1{path}", params=params, headers=headers)
        ended = CommandLine(place)(command, *options, *more, "--json")
        if answer.status_code == 403:
            assert ended.code == 1
            assert "not shown" in ended.err
            assert "Traceback" not in ended.err
            told.append(ended.err)
            continue
        assert answer.status_code == 200, answer.text
        assert ended.json() == without_links(answer.json())
        told.append(ended.out)
    assert told[0] != told[1]
