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
            caller.get(f"/api/v1/views/isolates.{form}", params={**ASKED, "lang": lang}).text
            for lang in ("sv", "en")
            for form in ("html", "svg")
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
    said = ("Visas inte: urvalet", "Not shown: the selection")
    for sentence, view in zip((said[0], said[0], said[1], said[1]), views, strict=True):
        assert re.search(rf">\s*{sentence}", view)  # drawn, not its description
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


NEVER = ("network/measures", "network/bridging", "network/groups/core", "network/groups/1/members",
         "gaps/isolates/orphans", "gaps/sectors/public/public", "gaps/sectors/private/public",
         "cards/isolates/chance/alone")  # fmt: skip


def test_what_is_no_matter_of_how_each_takes_part_is_never_told(tmp_path: Path) -> None:
    """Two sectors of five, who all meet six times, in 2015 and 2016: one manner each.

    Nobody is named by who stands between others, is in a group, in a cell or judged by chance; that
    ten are in three arenas, five of each sector, is told.
    """
    sectors = {**dict.fromkeys("abcde", "public"), **dict.fromkeys("uvwxy", "private")}
    arenas = (*("abcdeuvwxy<",) * 3, *("abcdeuvwxy",) * 3)
    with caller_in(tmp_path, register(arenas, sectors)) as caller:
        refused = {path: caller.get(f"/api/v1/{path}", params=ASKED).status_code for path in NEVER}
        told = rows(caller, "sector")
        listed = caller.get("/api/v1/gaps/isolates/single", params=ASKED).status_code
        isolates, groups, gaps, trend = (
            caller.get(f"/api/v1/{path}", params=ASKED).json()
            for path in ("gaps/isolates", "network/groups", "gaps/sectors", "gaps/trend")
        )
        trend_page, gaps_page = (
            caller.get(f"/{page}", params={**ASKED, "lang": "en"}, headers={"Accept": "text/html"})
            for page in ("trend", "gaps")
        )

    assert refused == dict.fromkeys(NEVER, 403)
    assert (told, listed) == ({"public": 5, "private": 5}, 200)
    assert (isolates["whole"]["actors"], isolates["whole"]["judged"]) == (10, None)
    assert (isolates["alone"], isolates["apart"]) == (None, None)
    assert (groups["network"]["actors"], groups["network"]["repeating"]) == (10, None)
    assert (groups["items"], groups["found"], groups["cores"]["levels"]) == ([], None, [])
    assert {each["actors"] for each in gaps["sectors"]} == {None}
    assert {each["arenas"] for each in gaps["pairs"]} == {None}
    assert (trend["persistence"], trend["persistence_hidden"]) == ([], True)
    assert "How many ties remain from year to year is not shown" in trend_page.text
    assert "are behind a pair is not shown" in gaps_page.text


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
