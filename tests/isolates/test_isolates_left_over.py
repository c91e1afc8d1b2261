"""Of a sensitive part it is not told how many are on a list where one or two are left beside it.

About religion four projects of two actors each: all eight are in one alone. About violence six
actors, of whom one is in two projects; about addiction six, of whom three are in two.
"""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements

ARENAS = {
    "Religion": ("a b", "c d", "e f", "g h"),
    "Våld mot kvinnor": ("i j", "i k", "l m n"),
    "Missbruk": ("o p q", "o p q", "r s t"),
}


def register() -> Statements:
    says = Statements(REGISTER)
    for key in "abcdefghijklmnopqrst":
        says.says("act", key, name=f"Aktör {key}", sector="public", actor_kind="agency")
    for theme, groups in ARENAS.items():
        says.says("thm", theme, name=theme)
        for n, members in enumerate(groups):
            says.says("prj", f"{theme}{n}", name=f"{theme} {n}", start="2016")
            says.ties("ADDRESSES", f"prj/{theme}{n}", f"thm/{theme}")
            for key in members.split():
                says.ties("PARTICIPATES_IN", f"act/{key}", f"prj/{theme}{n}", role="partner",
                          status="party")  # fmt: skip
    return says


def counts(found: Any) -> list[tuple[Any, Any]]:
    """Of all, of the only sector and of the only kind: how many, and how many in one arena."""
    rows = (found["whole"], *found["by_sector"], *found["by_kind"])
    return [(row["actors"], row["single"]) for row in rows]


@pytest.mark.parametrize(
    ("theme", "told", "status"),
    [("Religion", (8, 8), 200), ("Missbruk", (6, 3), 200)],
)
def test_how_many_are_in_one_arena_is_told_where_three_or_none_are_in_more(
    theme: str, told: tuple[int, int], status: int, tmp_path: Path
) -> None:
    def listed(caller: TestClient) -> int:
        return caller.get("/api/v1/gaps/isolates/single", params={"theme": theme}).status_code

    with caller_in(tmp_path, register()) as caller:
        found = caller.get("/api/v1/gaps/isolates", params={"theme": theme}).json()
        card = caller.get("/api/v1/cards/isolates/whole/counts", params={"theme": theme}).json()
        assert (counts(found), listed(caller)) == ([told] * 3, status)
        assert (card["values"]["actors"], card["values"]["single"]) == told

    own = CommandLine(tmp_path)("isolates", "--theme", theme, "--json").json()
    assert own["whole"]["single"] == told[1]


def test_where_one_is_left_in_more_nothing_is_told(tmp_path: Path) -> None:
    asked = {"theme": "Våld mot kvinnor"}
    with caller_in(tmp_path, register()) as caller:
        found = caller.get("/api/v1/gaps/isolates", params=asked).json()
        listed = caller.get("/api/v1/gaps/isolates/single", params=asked).status_code
        card = caller.get("/api/v1/cards/isolates/whole/counts", params=asked).status_code

    assert (counts(found), listed, card) == ([(None, None)], 403, 403)
    own = CommandLine(tmp_path)("isolates", "--theme", asked["theme"], "--json").json()
    assert own["whole"]["single"] == 5


def test_where_one_sector_leaves_one_nothing_is_told_and_nobody_named(tmp_path: Path) -> None:
    """Six public actors, one of them in two arenas, and three private, each in two: five of nine in
    all, of whom nobody is told how many are public."""
    says = Statements(REGISTER)
    says.says("thm", "Religion", name="Religion")
    for key in "abcdef":
        says.says("act", key, name=f"Aktör {key}", sector="public")
    for key in "xyz":
        says.says("act", key, name=f"Aktör {key}", sector="private")
    for n, members in enumerate(("a b x", "a c y", "d e f", "x y z", "z")):
        says.says("prj", f"p{n}", name=f"Projekt {n}", start="2016")
        says.ties("ADDRESSES", f"prj/p{n}", "thm/Religion")
        for key in members.split():
            says.ties("PARTICIPATES_IN", f"act/{key}", f"prj/p{n}", role="partner",
                      status="party")  # fmt: skip
    with caller_in(tmp_path, says) as caller:
        found = caller.get("/api/v1/gaps/isolates", params={"theme": "Religion"}).json()
        listed = caller.get("/api/v1/gaps/isolates/single", params={"theme": "Religion"})
        meet = caller.get("/api/v1/network/groups", params={"theme": "Religion"}).json()

    told = [(row["actors"], row["single"]) for row in (found["whole"], *found["by_sector"])]
    assert told == [(None, None)]
    assert (found["by_kind"], found["by_region"]) == ([], [])
    assert (listed.status_code, meet["network"]["actors"]) == (403, None)
