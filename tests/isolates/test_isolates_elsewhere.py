"""What isolates hide of a sensitive part no other answer tells, nor do rows that are one each."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.lookup.small_graph import REGISTER, Statements

THEME = "Våld mot kvinnor"
ASKED = {"theme": THEME}
PUBLIC = dict.fromkeys("abcdef", "public")


def register(
    arenas: tuple[str, ...], sectors: dict[str, str], kinds: dict[str, str] | None = None
) -> Statements:
    """One project for each word of actors, all of them about violence."""
    says = Statements(REGISTER)
    says.says("thm", "v", name=THEME)
    for key, sector in sectors.items():
        own = {"actor_kind": kinds[key]} if kinds else {}
        says.says("act", key, name=f"Aktör {key}", sector=sector, **own)
    for n, members in enumerate(arenas):
        says.says("prj", f"p{n}", name=f"Projekt {n}", start="2016")
        says.ties("ADDRESSES", f"prj/p{n}", "thm/v")
        for key in members:
            says.ties("PARTICIPATES_IN", f"act/{key}", f"prj/p{n}", role="partner", status="party")
    return says


def network(caller: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = caller.get("/api/v1/network/groups", params=ASKED).json()["network"]
    return found


def sizes(caller: TestClient, by: str) -> list[int | None]:
    """How many actors of each group are in tested arenas."""
    found = caller.get(f"/api/v1/gaps/{by}", params=ASKED).json()
    return [each["actors"] for each in found["sectors"]]


def rows(caller: TestClient, by: str) -> dict[str, int | None]:
    found = caller.get("/api/v1/gaps/isolates", params=ASKED).json()
    return {row["value"]: row["actors"] for row in found[f"by_{by}"]}


@pytest.mark.parametrize(
    ("arenas", "actors", "single", "repeating", "tested"),
    [
        # b and c meet, and so do d and e, with a in both: f is alone.
        (("abc", "ade", "f"), None, None, None, {None}),
        # Of six who meet a alone meets again.
        (("abcd", "aef"), 6, None, None, {6, 0}),
        # d and e are in one arena, the others in more.
        (("abcd", "abef", "abcf"), 6, None, None, {6, 0}),
        # Three are in one, three in two.
        (("abcd", "abcef"), 6, 3, 3, {6, 0}),
    ],
)
def test_who_is_alone_or_meets_again_is_not_told_by_those_who_meet(
    arenas: tuple[str, ...],
    actors: int | None,
    single: int | None,
    repeating: int | None,
    tested: set[int | None],
    tmp_path: Path,
) -> None:
    with caller_in(tmp_path, register(arenas, PUBLIC)) as caller:
        whole = caller.get("/api/v1/gaps/isolates", params=ASKED).json()["whole"]
        found = network(caller)
        counted = set(sizes(caller, "sectors"))

    assert (whole["actors"], whole["single"]) == (6, single)
    assert (found["actors"], found["repeating"]) == (actors, repeating)
    assert counted == tested


def test_rows_that_are_all_of_one_actor_are_hidden_with_another(tmp_path: Path) -> None:
    """Six public actors, an academic and a private one: of the two that are hidden none is nought,
    and they add up to two."""
    sectors = {**PUBLIC, "g": "academia", "h": "private"}
    with caller_in(tmp_path, register(("abcg", "defh"), sectors)) as caller:
        found = network(caller)
        by_sector = rows(caller, "sector")

    assert by_sector == {"public": None, "academia": None, "private": None}
    shown = {each["sector"]: each["actors"] for each in found["sectors"]}
    assert {shown[sector] for sector in by_sector} == {None}


def test_no_kind_tells_what_its_sector_hides(tmp_path: Path) -> None:
    """Two public actors beside five academic and five private ones. The five of one sector are
    hidden with the two, and so are the universities or companies that they are."""
    sectors = {**dict.fromkeys("ab", "public"), **dict.fromkeys("cdefg", "academia"),
               **dict.fromkeys("hijkl", "private")}  # fmt: skip
    kinds = {**dict.fromkeys("ab", "municipality"), **dict.fromkeys("cdefg", "university"),
             **dict.fromkeys("hijkl", "company")}  # fmt: skip
    says = register(("acdehij", "bfgkl"), sectors, kinds)
    with caller_in(tmp_path, says) as caller:
        by_sector, by_kind = (rows(caller, by) for by in ("sector", "kind"))

    of = {"public": "municipality", "academia": "university", "private": "company"}
    assert by_sector["public"] is None
    assert sorted(by_sector.values(), key=str) == [5, None, None]
    assert {of[str(sector)]: count for sector, count in by_sector.items()} == by_kind


def test_a_kind_of_one_actor_each_hides_more_than_themselves(tmp_path: Path) -> None:
    """A municipality and an agency, both public, beside five academic and seven private ones."""
    sectors = {**dict.fromkeys("ab", "public"), **dict.fromkeys("cdefg", "academia"),
               **dict.fromkeys("hijklmn", "private")}  # fmt: skip
    kinds = {"a": "municipality", "b": "agency", **dict.fromkeys("cdefg", "university"),
             **dict.fromkeys("hijklmn", "company")}  # fmt: skip
    says = register(("acdehij", "bfgklmn"), sectors, kinds)
    with caller_in(tmp_path, says) as caller:
        by_sector, by_kind = (rows(caller, by) for by in ("sector", "kind"))

    assert by_sector == {"public": None, "academia": None, "private": 7}
    assert by_kind == {"municipality": None, "agency": None, "university": None, "company": 7}
