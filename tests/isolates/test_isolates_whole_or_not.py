"""Of a sensitive part's actors all is told or nothing, by the manner in which each takes part."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from tests.callers import caller_in
from tests.isolates.test_isolates_elsewhere import ASKED, PUBLIC, register, rows

CARD = re.compile(r'href="(/cards/[^"]+)"')
MIXED = {**PUBLIC, **dict.fromkeys("uvwxyz", "private")}
CLOSED = {
    # Six public participations of three actors of whom one is private.
    "one of another sector": (
        ("abcuvq", "bcdvw", "cdexy", "efaz", "fbuw", "adxz"), {**MIXED, "q": "academia"}),
    # One public and two private are alone: three of twelve.
    "three alone": (("a", "u", "v", *("bcdefwxyz",) * 3), MIXED),
    # Six public, of whom one is in two arenas, one of them not listed whole.
    "one twice": (("abcdefxyz", "fxyz-"), {**PUBLIC, **dict.fromkeys("xyz", "private")}),
    # Two twice, together: a core of two.
    "two twice": (("abcde", "abfg", "hi"), dict.fromkeys("abcdefghi", "public")),
}  # fmt: skip


@pytest.mark.parametrize("world", CLOSED)
def test_where_a_sector_has_one_or_two_of_anything_nothing_of_actors_is_told(
    world: str, tmp_path: Path
) -> None:
    with caller_in(tmp_path, register(*CLOSED[world])) as caller:

        def get(path: str, **more: str) -> Any:
            return caller.get(f"/api/v1/{path}", params={**ASKED, **more}).json()

        isolates, groups = get("gaps/isolates"), get("network/groups")
        slices, gaps = get("gaps/coverage", by="sector"), get("gaps/sectors")
        listed = {get(f"gaps/isolates/{name}").get("status") for name in ("solo", "single")}
        pair = caller.get("/api/v1/gaps/sectors/public/private", params=ASKED).status_code
        page = caller.get("/gaps", params=ASKED, headers={"Accept": "text/html"}).text
        views = [
            caller.get("/api/v1/views/isolates.html", params={**ASKED, "lang": lang}).text
            for lang in ("sv", "en")
        ]
        trend = get("gaps/trend")
        timeline = caller.get("/api/v1/timeline", params=ASKED).status_code

    whole = isolates["whole"]
    assert {value for name, value in whole.items() if name != "hidden"} == {None}
    assert {len(isolates[f"by_{by}"]) for by in ("sector", "kind", "region")} == {0}
    assert (isolates["alone"], isolates["arenas"]["meeting_share"]) == (None, None)
    cores = groups["cores"]
    assert (cores["deepest"], cores["levels"], cores["known_share"]) == (None, [], None)
    assert (slices["slices"], {each["actors"] for each in gaps["sectors"]}) == ([], {None})
    assert (listed, pair, timeline, trend["persistence"]) == ({403}, 403, 403, [])
    assert "/gaps/public/private" not in page
    for said, view in zip(("Visas inte: urvalet", "Not shown: the selection"), views, strict=True):
        assert said in view
    assert {each["arenas"] for each in gaps["pairs"]} == {None}


def test_names_are_told_where_no_kind_nor_county_has_one_or_two(tmp_path: Path) -> None:
    """Five of eight are in one arena, of four municipalities one: a name leads to its kind."""
    kinds = {**dict.fromkeys("abcd", "municipality"), **dict.fromkeys("efgh", "agency")}
    all_public = dict.fromkeys("abcdefgh", "public")
    asked = "/api/v1/gaps/isolates/single"
    with caller_in(tmp_path / "one", register(("abcdefgh", "bcd"), all_public, kinds)) as caller:
        one = caller.get(asked, params=ASKED).status_code
        told = rows(caller, "kind"), rows(caller, "sector")
    with caller_in(tmp_path / "none", register(("abcdefgh", "abcd"), all_public, kinds)) as caller:
        none = caller.get(asked, params=ASKED).json()

    assert (one, told) == (403, ({}, {"public": 8}))
    assert [item["actor"]["name"][-1] for item in none["items"]] == ["e", "f", "g", "h"]


def test_who_is_in_no_whole_list_is_not_told_by_those_who_are(tmp_path: Path) -> None:
    """Three are alone for certain. d is alone in a whole list, x and y in one that is not."""
    arenas = ("a", "b", "c", "d", "efghij", "efghij", "defghij-", "xy", "x-", "y-")
    with caller_in(tmp_path, register(arenas, dict.fromkeys("abcdefghijxy", "public"))) as caller:
        found = caller.get("/api/v1/gaps/isolates", params=ASKED).json()

    assert (found["whole"]["actors"], found["whole"]["solo_complete"]) == (12, 3)
    assert found["alone"] is None


ONE_MANNER = {
    # d alone is in one arena and meets there; three are alone.
    "one arena": ("a", "b", "c", "defg", "efg"),
    # Three are in one; of the others d meets in one of two.
    "meets once": ("abcdefg", "efg", "d"),
    # Six of whom each is in three, one of them in one that is not listed whole.
    "half a list": ("abcdef", "abcdef", "abcde", "f-"),
}


@pytest.mark.parametrize("world", ONE_MANNER)
def test_who_alone_takes_part_in_a_manner_closes_the_part(world: str, tmp_path: Path) -> None:
    arenas = ONE_MANNER[world]
    says = register(arenas, dict.fromkeys("".join(arenas).strip("-"), "public"))
    with caller_in(tmp_path, says) as caller:
        found = caller.get("/api/v1/gaps/isolates", params=ASKED).json()
        listed = caller.get("/api/v1/gaps/isolates/single", params=ASKED).status_code

    assert (found["whole"]["actors"], found["by_sector"], listed) == (None, [], 403)


def test_how_often_those_of_a_sector_take_part_is_not_told(tmp_path: Path) -> None:
    """Of nine three are in one arena, and of the others one is in three: 16 participations."""
    arenas = ("abcdef", "defghi", "ghi", "d")
    says = register(arenas, dict.fromkeys("abcdefghi", "public"))
    with caller_in(tmp_path, says) as caller:
        isolates = caller.get("/api/v1/gaps/isolates", params=ASKED).json()
        gaps = caller.get("/api/v1/gaps/sectors", params=ASKED).json()
        slices = caller.get("/api/v1/gaps/coverage", params={**ASKED, "by": "sector"}).json()

    assert (isolates["whole"]["actors"], isolates["whole"]["single"]) == (9, 3)
    assert [row["coverage"] for row in isolates["by_sector"]] == [None]
    assert {each["participations"] for each in gaps["sectors"]} == {None}
    assert slices["slices"] == []


@pytest.mark.parametrize(("apart", "status"), [("kl", 403), ("klm", 200)])
def test_two_who_keep_to_themselves_are_not_told_by_the_largest_piece(
    apart: str, status: int, tmp_path: Path
) -> None:
    arenas = (*("abcdefghij",) * 3, *(apart,) * 3)
    with caller_in(tmp_path, register(arenas, dict.fromkeys("".join(arenas), "public"))) as caller:
        isolates = caller.get("/api/v1/gaps/isolates", params=ASKED).json()["whole"]
        measures = caller.get("/api/v1/network/measures", params=ASKED).status_code

    assert (isolates["actors"], isolates["solo"], measures) == (10 + len(apart), 0, status)


@pytest.mark.parametrize(
    ("next_year", "ties"), [(("abcd", "abce"), []), (("abcde",), [(10, 10, 10)])]
)
def test_a_tie_that_the_next_year_lacks_is_not_told(
    next_year: tuple[str, ...], ties: list[tuple[int, int, int]], tmp_path: Path
) -> None:
    """Of the ten pairs of five who meet in 2015 all meet again in 2016, or all but d and e."""
    says = register(("abcde<", *next_year), dict.fromkeys("abcde", "public"))
    with caller_in(tmp_path, says) as caller:
        found = caller.get("/api/v1/gaps/trend", params=ASKED).json()
        page = caller.get(
            "/trend", params={**ASKED, "lang": "en"}, headers={"Accept": "text/html"}
        ).text

    told = [
        (row["ties"], row["next_ties"], row["both"])
        for row in found["persistence"]
        if not row["across"]
    ]
    assert told == ties
    hidden = "How many ties remain from year to year is not shown"
    assert (found["persistence_hidden"], hidden in page) == (not ties, not ties)


@pytest.mark.parametrize("arenas", [(), ("",), ("", "")])
def test_the_trend_of_arenas_of_which_nobody_is_known_is_an_answer(
    arenas: tuple[str, ...], tmp_path: Path
) -> None:
    with caller_in(tmp_path, register(arenas, PUBLIC)) as caller:
        found = caller.get("/api/v1/gaps/trend", params=ASKED)
        forms = [caller.get(f"/api/v1/views/trend.{form}", params=ASKED) for form in ("csv", "svg")]
        page = caller.get("/trend", params=ASKED, headers={"Accept": "text/html"})

    assert [each.status_code for each in (found, *forms, page)] == [200] * 4
    assert (found.json()["years"], found.json()["hidden"]) == ([], [])


@pytest.mark.parametrize(("more", "status"), [("", 403), ("f", 200)])
def test_cells_open_all_or_none(more: str, status: int, tmp_path: Path) -> None:
    """Of seven public ones one meets no private one, or all do; the civil ones all meet both."""
    sectors = {**dict.fromkeys("abcdefg", "public"), **dict.fromkeys("stuvw", "private")}
    sectors |= dict.fromkeys("hijkl", "civil_society")
    arenas = ("abcdestuvw" + more + "g", "abcdefghijkl", "stuvwhijkl") * 2
    if not more:
        arenas = tuple(word.replace("f", "") if "s" in word else word for word in arenas)
    with caller_in(tmp_path, register(arenas, sectors)) as caller:
        gaps = caller.get("/api/v1/gaps/sectors", params=ASKED).json()
        pairs = [("public", "private"), ("public", "civil_society"), ("private", "civil_society")]
        found = {
            caller.get(f"/api/v1/gaps/sectors/{a}/{b}", params=ASKED).status_code for a, b in pairs
        }

    assert found == {status}
    assert ({each["arenas"] for each in gaps["pairs"]} == {None}) == (status == 403)


def test_cells_open_whomever_those_of_no_known_sector_meet(tmp_path: Path) -> None:
    """Two of six public ones meet some whose sector nobody knows: of that there is no cell."""
    sectors = {**dict.fromkeys("abcdef", "public"), **dict.fromkeys("mnopqr", "private")}
    sectors |= dict.fromkeys("uvwxyz", "unknown")
    arenas = (*("abcdefmnopqr",) * 3, *("uvwxyz",) * 2, "auvw", "bxyz")
    with caller_in(tmp_path, register(arenas, sectors)) as caller:
        pairs = [("public", "public"), ("public", "private"), ("private", "private")]
        found = {
            caller.get(f"/api/v1/gaps/sectors/{a}/{b}", params=ASKED).status_code for a, b in pairs
        }

    assert found == {200}


@pytest.mark.parametrize("path", ["isolates", "gaps", "groups", "trend", "coverage"])
@pytest.mark.parametrize("world", CLOSED)
def test_no_page_of_a_closed_part_links_to_a_card_that_is_refused(
    world: str, path: str, tmp_path: Path
) -> None:
    with caller_in(tmp_path, register(*CLOSED[world])) as caller:
        page = caller.get(f"/{path}", params=ASKED, headers={"Accept": "text/html"})
        links = {html.unescape(link) for link in CARD.findall(page.text)}
        refused = {link for link in links if caller.get(link).status_code != 200}

    assert (page.status_code, refused) == (200, set())
