"""Arenas without a place, added and dropped: gaps as the map would have them with and without."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.lookup.small_graph import Statements
from tests.whitespace.test_worst import LOOKED
from tests.whitespace.test_worst_narrowed import ANYWHERE, NAMED, NAMELESS, listed

EVEN = [(10, "n", "h", "", 2020), (90, "n", "w", "", 2020), (90, "s", "h", "", 2020),
        (10, "s", "w", "", 2020)]  # fmt: skip
ONE = (1, "", "h", "", 2020)


def gaps(caller: TestClient, change: str) -> tuple[float, float]:
    figures = caller.get("/api/v1/whatif", params={"change": change}).json()["figures"]
    found = next(each for each in figures if each["name"] == "gap_cells")
    return found["before"], found["after"]


def named(caller: TestClient, name: str) -> str:
    items = caller.get("/api/v1/projects", params={"q": name}).json()["items"]
    return str(next(each["id"] for each in items if each["name"] == name))


def told(caller: TestClient) -> int:
    cells = caller.get("/api/v1/gaps/whitespace").json()["cells"]
    return sum(cell["verdict"] == "gap" for cell in cells)


def test_each_that_is_added_without_a_place_counts(tmp_path: Path) -> None:
    """10 of 50 in both counties; with 51 about h that may lie in the one, the other is a gap."""
    with caller_in(tmp_path / "one", listed(LOOKED, [*EVEN, ONE])) as caller:
        like = named(caller, "Projekt projects 0200")
        found = gaps(caller, f"add public,public x50 like {like}")
        before = told(caller)
    with caller_in(tmp_path / "many", listed(LOOKED, [*EVEN, (51, *ONE[1:])])) as caller:
        after = told(caller)

    assert found == (before, after) == (2, 1)


@pytest.mark.parametrize("place", ["", "n"])
def test_what_is_dropped_opens_no_county(place: str, tmp_path: Path) -> None:
    """19 of 54, held against a county that the list may hold by the one that lacks its place."""

    def lists(more: list[tuple[int, str, str, str, int]]) -> list[Statements]:
        return [listed(LOOKED, NAMED), listed(ANYWHERE, [*NAMELESS, *more])]

    with caller_in(tmp_path / "one", *lists([(1, place, "w", "", 2020)])) as caller:
        found = gaps(caller, f"drop {named(caller, 'Projekt open 0016')}")
        before = told(caller)
    with caller_in(tmp_path / "none", *lists([])) as caller:
        after = told(caller)

    assert found == (before, after) == (0 if place == "" else 1, 1)
