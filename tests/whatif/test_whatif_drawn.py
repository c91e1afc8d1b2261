"""What takes draws of both maps, and who is in which core and group: by hand and by the answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.commands.command_line import CommandLine
from tests.groups.two_teams import actor as teammate
from tests.groups.two_teams import two_teams
from tests.lookup.small_graph import node_id
from tests.service.test_jobs import ended
from tests.whatif.test_whatif import OF_PATH, PATH, Map, actor, arena, figures, first, many, mapped
from tests.whatif.test_whatif import statements as of_one_year
from tests.whatif.test_whatif_further import statements

API = "/api/v1"
ROLES = ("coordinator", "consultant", "gate", "liaison")
TOLD_OF_TREND = ("verdict", "years_used", "change", "interval", "dispersion", "p", "without")
DROPPED = f"drop {arena('q5')}; drop {arena('q7')}"


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    arenas, sectors = many()
    with mapped(tmp_path_factory.mktemp("now"), statements(arenas, sectors, {})) as made:
        yield made


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    """The same without the two projects."""
    arenas, sectors = many()
    left = {key: members for key, members in arenas.items() if key not in ("q5", "q7")}
    with mapped(tmp_path_factory.mktemp("cold"), statements(left, sectors, {})) as made:
        yield made


@pytest.mark.timeout(600)
def test_what_is_drawn_is_what_the_answers_draw(now: Map, cold: Map) -> None:
    found = now.ask(DROPPED)

    assert (found["drawn"]["draws"], found["drawn"]["seed"]) == (207, 2021)
    for when, of in (("before", now), ("after", cold)):
        trend = of.client.get(f"{API}/gaps/trend", params={"draws": 207}).json()
        told_of = found["drawn"][f"trend_{when}"]
        assert told_of == {name: trend["across"][name] for name in TOLD_OF_TREND}
        chance = of.client.get(f"{API}/gaps/isolates", params={"draws": 207}).json()["apart"]
        told = figures(found, when)
        assert (told["orphans_expected"], told["orphans_p"]) == (chance["expected"], chance["p"])
        brokers = measured(of)
        roles = [each for each in found["actors"] if each["z"] is not None]
        assert {each["figure"] for each in roles} <= set(ROLES)
        ranked = [each for each in roles if each["actor"]["id"] in brokers]
        assert len(ranked) > len(roles) / 2  # the answer lists the first of each ranking
        for each in ranked:
            known = brokers[each["actor"]["id"]][each["figure"]]
            assert each["z"][when] == pytest.approx(known["z"], rel=1e-12)
            assert each["z"]["placebo"] is None
    assert found["drawn"]["trend_before"]["verdict"] in ("no_trend_seen", "rising", "falling")
    assert found["drawn"]["trend_before"] != found["drawn"]["trend_after"]


def measured(of: Map) -> dict[str, Any]:
    """Roles of every actor against the draws, once the examination has run."""
    begun = of.client.post(f"{API}/network/measures/examination").json()["id"]
    assert ended(of.client, begun)["state"] == "done"
    pages = (
        of.client.get(f"{API}/network/measures", params={"limit": 100, "by": by}).json()
        for by in ("betweenness", "brokerage", "constraint", "sole_pairs")
    )
    return {item["actor"]["id"]: item["against_null"] for page in pages for item in page["items"]}


def members(found: Any) -> list[tuple[str, str]]:
    return [(each["change"], each["actor"]["name"]) for each in found["members"]]


def counted(found: Any) -> dict[str, Any]:
    after = figures(found, "after")
    return {name: after[name] for name in ("core_joined", "core_left", "group_moved")}


def test_who_joins_the_core_and_who_leaves_it(tmp_path: Path) -> None:
    """A and B meet once more: both are in two arenas that have both. Without that nobody is."""
    for name, arenas, change, told in (
        ("joins", PATH, f"add {actor('a')},{actor('b')}", "core_joined"),
        ("leaves", {**PATH, "p4": ["a", "b"]}, f"drop {arena('p4')}", "core_left"),
    ):
        (tmp_path / name).mkdir()
        with mapped(tmp_path / name, of_one_year(arenas, OF_PATH, first(arenas))) as made:
            found = made.ask(change)

        assert members(found) == [(told, "Aktör A"), (told, "Aktör B")]
        both = counted(found)
        assert {both.pop("core_joined"), both.pop("core_left")} == {0, 2}
        assert figures(found, "before")[told] == 0
        drawn = next(each["placebo"] for each in found["figures"] if each["name"] == told)
        assert drawn["draws"] == 100


def test_who_goes_to_the_other_team_changes_group(tmp_path: Path) -> None:
    """a4 leaves all four arenas of its team and comes to the three of the other one."""
    parts = [f"leave {node_id(f'diary/prj/p{k}')} {teammate('a4')}" for k in range(4)]
    parts += [f"join {node_id(f'diary/prj/p{k}')} {teammate('a4')}" for k in (4, 5, 6)]
    with mapped(tmp_path, two_teams()) as made:
        found = made.ask("; ".join(parts))
        still = made.ask(f"drop {node_id('diary/prj/p7')}")

    assert counted(found) == {"core_joined": 0, "core_left": 0, "group_moved": 1}
    assert members(found) == [("group_moved", "Aktör a4")]
    assert (counted(still)["group_moved"], members(still)) == (0, [])


SAYS = {
    "sv": ("Trend för möten över sektorer: före ", "av 207 dragningar av vardera kartan", "z av"),
    "en": ("Trend of meetings across sectors: before, ", "are of 207 draws of each of", "z by"),
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_page_command_file_and_card_tell_of_it(now: Map, tmp_path: Path, lang: str) -> None:
    asked = {"change": DROPPED, "lang": lang}
    found = now.ask(DROPPED)
    page = now.client.get("/whatif", params=asked, headers={"Accept": "text/html"}).text
    said = html.fromstring(page).xpath("//section[@aria-labelledby='drawn']//li")
    lines = [each.text_content() for each in said]
    shown = CommandLine(now.place)("whatif", DROPPED, "--lang", lang).out
    file = now.client.get(f"{API}/views/whatif.csv", params=asked).text
    card = now.client.get(f"{API}/cards/whatif/trend", params={"change": DROPPED})
    orphans = now.client.get(
        f"{API}/cards/whatif/figure/orphans_expected", params={"change": DROPPED}
    ).json()

    for text in SAYS[lang][:2]:
        assert any(text in line for line in lines)
        assert text in " ".join(shown.split())
    assert SAYS[lang][2] in page
    for each in found["members"]:
        assert each["actor"]["name"] in " ".join(lines)
        assert f": {each['actor']['name']};;;;;;" in file
    verdict = found["drawn"]["trend_after"]["verdict"]
    assert card.json()["values"]["trend_after"]["verdict"] == verdict
    assert (card.json()["method"], orphans["method"]) == (
        "fixed-degree null by 2-switch within strata of one year",
        "fixed-degree null by 2-switch within strata, over arenas with complete lists",
    )
    assert card.json()["draws"] == orphans["draws"] == 207
    assert card.json()["values"]["placebo"] == "not computed"
    place = tmp_path / "card.json"
    place.write_text(card.text, encoding="utf-8")
    assert CommandLine(now.place)("recompute", str(place)).out.startswith("same:")
