"""What isolates hide of a sensitive part no other answer tells, nor does what they tell of it."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in
from tests.lookup.small_graph import REGISTER, Statements

THEME = "Våld mot kvinnor"
ASKED = {"theme": THEME}
PUBLIC = dict.fromkeys("abcdef", "public")
LISTED = REGISTER.model_copy(
    update={
        "coverage": (
            CoverageSlice(years=(2015, 2016), participants=ParticipantsListed.COMPLETE),
            CoverageSlice(years=(2017, 2021), participants=ParticipantsListed.UNKNOWN),
        ),
        "not_covered_years": (),
    }
)


def register(
    arenas: tuple[str, ...], sectors: dict[str, str], kinds: dict[str, str] | None = None
) -> Statements:
    """One project for each word of actors, all of them about violence.

    Of one whose word ends with a dash not everybody is listed; one that ends with < is of 2015.
    """
    says = Statements(LISTED)
    says.says("thm", "v", name=THEME)
    for key, sector in sectors.items():
        own = {"actor_kind": kinds[key]} if kinds else {}
        says.says("act", key, name=f"Aktör {key}", sector=sector, **own)
    for n, members in enumerate(arenas):
        start = {"-": "2018", "<": "2015"}.get(members[-1:], "2016")
        says.says("prj", f"p{n}", name=f"Projekt {n}", start=start)
        says.ties("ADDRESSES", f"prj/p{n}", "thm/v")
        for key in members.rstrip("-<"):
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
    ("arenas", "single", "actors"),
    [
        # b and c meet, and so do d and e, with a in both: f is alone.
        (("abc", "ade", "f"), None, None),
        # Of six who meet a alone meets again.
        (("abcd", "aef"), None, None),
        # d and e are in one arena, the others in more.
        (("abcd", "abef", "abcf"), None, None),
        # Three are in one, three in two.
        (("abcd", "abcef"), 3, 6),
        # d, e and f are in one. Of those in more a alone meets again.
        (("abcd", "aef", "b", "c"), None, None),
        # b, c and d are alone beside the one where they meet, a, e and f meet in more.
        (("abcd", "aef", "aef", "b", "c", "d"), 0, 6),
    ],
)
def test_who_is_alone_or_meets_again_is_not_told_by_those_who_meet(
    arenas: tuple[str, ...],
    single: int | None,
    actors: int | None,
    tmp_path: Path,
) -> None:
    with caller_in(tmp_path, register(arenas, PUBLIC)) as caller:
        whole = caller.get("/api/v1/gaps/isolates", params=ASKED).json()["whole"]
        found = network(caller)
        counted = set(sizes(caller, "sectors"))

    assert (whole["actors"], whole["single"]) == (actors, single)
    assert (found["actors"], found["repeating"]) == (actors, None)
    assert counted == {None}


UNIVERSITIES = {**dict.fromkeys("efghijk", "academia")}
SECTORS_AND_KINDS = {
    # Four public ones in one arena each, a private one in two: of five not told four are told.
    "others of a row": (
        ("aefghijkx", "befghijkx", "cefghijk", "defghijk"),
        {**dict.fromkeys("abcd", "public"), "x": "private", **UNIVERSITIES},
        {},
        (False, False),
    ),
    # An agency and a region beside four municipalities: the six of them are told.
    "kinds of one sector": (
        ("abcdyzefghijk", "abcdyzefghijk"),
        {**dict.fromkeys("abcdyz", "public"), **UNIVERSITIES},
        {**dict.fromkeys("abcd", "municipality"), "y": "agency", "z": "region",
         **dict.fromkeys("efghijk", "university")},
        (True, False),
    ),
    # Of eight public ones seven are municipalities, and of no known kind are six: one is public.
    "a sector and a kind": (
        ("abcdefghijklm", "abcdefghijklm"),
        {**dict.fromkeys("abcdefgh", "public"), **dict.fromkeys("ijklm", "civil_society")},
        {**dict.fromkeys("abcdefg", "municipality"), **dict.fromkeys("hijklm", "unknown")},
        (True, False),
    ),
    # One academic and one private: two that are hidden, neither of them nought.
    "one each": (("abcg", "defh"), {**PUBLIC, "g": "academia", "h": "private"}, {}, (False, False)),
}  # fmt: skip


@pytest.mark.parametrize("world", SECTORS_AND_KINDS)
def test_a_table_with_one_or_two_of_anything_has_no_rows(world: str, tmp_path: Path) -> None:
    arenas, sectors, kinds, told = SECTORS_AND_KINDS[world]
    with caller_in(tmp_path, register(arenas, sectors, kinds)) as caller:
        by_sector, by_kind = (rows(caller, by) for by in ("sector", "kind"))
        listed = caller.get("/api/v1/gaps/isolates/single", params=ASKED).status_code
        found = network(caller)

    assert (bool(by_sector), bool(by_kind)) == told
    assert None not in {*by_sector.values(), *by_kind.values()}
    assert listed == 403  # a name leads to a kind
    if not told[0]:
        assert (found["actors"], {each["actors"] for each in found["sectors"]}) == (None, {None})


def test_groups_that_are_all_there_is_but_one_are_not_told(tmp_path: Path) -> None:
    """Three groups of five, who keep to themselves, and one actor alone: 15 of 16."""
    teams = ("abcde", "fghij", "klmno")
    arenas = [*(team for team in teams for _ in range(6)), "af", "z"]
    sectors = dict.fromkeys("abcdefghijklmnoz", "public")
    with caller_in(tmp_path, register(tuple(arenas), sectors)) as caller:
        found = caller.get("/api/v1/network/groups", params=ASKED).json()
        members = caller.get("/api/v1/network/groups/1/members", params=ASKED).status_code
        cards = {
            caller.get(f"/api/v1/cards/groups/{key}", params=ASKED).status_code
            for key in (
                "group/1",
                "group/4",
                "whole/network",
                "whole/stability",
                "whole/modularity",
                "core/2",
            )
        }

    assert (found["found"], found["items"], found["network"]["actors"]) == (None, [], None)
    assert found["modularity"] is None
    assert (members, cards) == (403, {403})
