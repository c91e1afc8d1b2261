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


def gaps(caller: TestClient, change: str, name: str = "gap_cells") -> tuple[float, float]:
    figures = caller.get("/api/v1/whatif", params={"change": change}).json()["figures"]
    found = next(each for each in figures if each["name"] == name)
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


def test_a_theme_that_went_with_its_last_arena_is_none_of_the_table(tmp_path: Path) -> None:
    """None of 6.1 where a hundred without a theme may have one of five that the list names."""
    some = [(110, "n", "w", "", 2020), (56, "s", "h", "", 2020), (836, "s", "w", "", 2020),
            (100, "s", "", "", 2020)]  # fmt: skip
    five = [(1, "s", key, "", 2020) for key in "12345"]
    with caller_in(tmp_path / "five", listed(LOOKED, [*some, *five])) as caller:
        names = [f"Projekt projects {k}" for k in range(1102, 1107)]
        drop = "\n".join(f"drop {named(caller, name)}" for name in names)
        found, (_, empty) = gaps(caller, drop), gaps(caller, drop, "empty_cells")
        before = told(caller)
    with caller_in(tmp_path / "named", listed(LOOKED, some, named="12345")) as caller:
        after = told(caller)
        filled, _ = gaps(caller, "add public,private", "empty_cells")
    with caller_in(tmp_path / "none", listed(LOOKED, some)) as caller:
        without = told(caller)

    assert (found, without) == ((before, after), 1)
    assert (before, after) == (0, 0)
    assert empty == filled


def test_a_county_that_a_list_holds_by_what_is_dropped_it_holds_no_more(tmp_path: Path) -> None:
    """In t are 400 about w, which a list of other counties has, and one more, of a list of any."""
    lists = [listed(LOOKED, NAMED), listed(ANYWHERE, [*NAMELESS, (1, "t", "w", "", 2020)])]
    with caller_in(tmp_path / "one", *lists) as caller:
        drop = f"drop {named(caller, 'Projekt open 0016')}"
        found = gaps(caller, drop, "empty_cells")
    with caller_in(tmp_path / "none", *lists[:1], listed(ANYWHERE, NAMELESS)) as caller:
        after, _ = gaps(caller, "add public,private", "empty_cells")

    assert found == (1, after) == (1, 0)  # whether any is about h in t


def test_as_many_labels_as_what_is_left_has(tmp_path: Path) -> None:
    """None of 8: of 5.8 with ninety of one theme each, which one of two themes makes two each."""
    groups = [(32, "n", "w", "", 2020), (60, "s", "h", "", 2020), (148, "s", "w", "", 2020),
              (90, "s", "", "", 2020)]  # fmt: skip
    of_two = listed(LOOKED, [*groups, (1, "s", "h", "", 2020)])
    of_two.ties("ADDRESSES", "prj/p330", "thm/w")
    with caller_in(tmp_path / "two", of_two) as caller:
        found = gaps(caller, f"drop {named(caller, 'Projekt projects 0330')}")
        before = told(caller)
    with caller_in(tmp_path / "one", listed(LOOKED, groups)) as caller:
        after = told(caller)

    assert found == (before, after) == (0, 1)
