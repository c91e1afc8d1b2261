"""Repeated looks: the same table version after version, through the front door."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.commands.command_line import CommandLine
from tests.gaps.test_gap_question import COUNTIES, two_counties
from tests.lookup.small_graph import almanac, record

API = "/api/v1/gaps/sectors/log"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Version 1 has one county, version 2 the other too, version 3 an almanac beside them."""
    folder = tmp_path_factory.mktemp("log")
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    record(store, two_counties(COUNTIES[:1]))
    record(store, two_counties())
    record(store, almanac())
    store.shut()
    return folder


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    store = open_store(f"sqlite:///{place / 'store.db'}")
    given = {"cache": place / "cache", "log_level": "warning"}
    with TestClient(create_app(Settings.model_validate(given), store)) as client:
        yield client
    store.shut()


def answer(caller: TestClient, path: str) -> Any:
    response = caller.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def test_what_changed_and_how_often_was_looked(caller: TestClient) -> None:
    found = answer(caller, f"{API}?by=region")

    assert (found["data_version"], found["looks"]) == (3, 3)
    assert [each["version"] for each in found["versions"]] == [3, 2, 1]
    assert [len(each["pairs"]) for each in found["versions"]] == [3, 3, 1]
    newest, second, first = (each["changed"] for each in found["versions"])
    assert (newest, first) == ([], [])
    assert {"a": "SE124", "b": "SE224", "before": None, "after": "gap"} in second
    assert found["names_en"]["SE224"] == "Skåne län"


def test_an_earlier_version_has_a_log_of_its_own(caller: TestClient) -> None:
    found = answer(caller, f"{API}?by=region&as_of=2")
    assert [each["version"] for each in found["versions"]] == [2, 1]
    assert [e["version"] for e in answer(caller, f"{API}?versions=1")["versions"]] == [3]


def test_a_version_without_the_source_has_no_verdicts(caller: TestClient) -> None:
    found = answer(caller, f"{API}?source=almanac")
    assert [(e["version"], e["pairs"]) for e in found["versions"]][1:] == [(2, []), (1, [])]
    assert found["looks"] == 1


@pytest.mark.parametrize("asked", ["versions=0", "versions=11", "source=nobody", "by=colour"])
def test_what_cannot_be_asked(caller: TestClient, asked: str) -> None:
    assert caller.get(f"{API}?{asked}").status_code == 422


def test_the_page_and_the_command_say_it(caller: TestClient, place: Path) -> None:
    page = caller.get("/gaps/log?by=region&lang=sv").text
    assert "Örebro län – Skåne län" in page
    assert "Den som tittar ofta ser också ändringar" in page

    printed = CommandLine(place)("gaps", "--log", "3", "--by", "region")
    assert printed.code == 0, printed.err
    newest, second, first = printed.out.splitlines()[-3:]
    assert newest.endswith("no verdict has changed since the version before")
    assert "Örebro län – Skåne län: no verdict → meets less often than expected" in second
    assert first.endswith("the oldest listed")
    assert CommandLine(place)("gaps", "--log", "11").code == 2
