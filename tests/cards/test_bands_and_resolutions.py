"""Cards of constraint by number of partners, of groups at another resolution, of the start page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.groups.two_teams import met, two_teams
from tests.service.test_jobs import ended

API = "/api/v1"
BROWSER = {"Accept": "text/html"}
SIX = tuple(f"c{n}" for n in range(6))
STAR = 0.648  # of six who met once: 5·(1/5 + 4·(1/5)²)² = 5·(9/25)²


class Place(CommandLine):
    """The command and the service on one store."""

    caller: TestClient

    def same(self, card: Any, *options: str) -> tuple[int, list[str]]:
        """How ``recompute`` ends, and which fields differ."""
        path = self.folder / "card.json"
        path.write_text(json.dumps(card), encoding="utf-8")
        ended = self("recompute", str(path), *options, "--json")
        return ended.code, [each["field"] for each in ended.json()["differences"]]

    def get(self, path: str) -> Any:
        response = self.caller.get(f"{API}{path}")
        assert response.status_code == 200, response.text
        return response.json()


@pytest.fixture(scope="module")
def star(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Six who met in one arena: each has five partners."""
    folder: Path = tmp_path_factory.mktemp("star")
    place = Place(recorded(folder, met((SIX,), dict.fromkeys(SIX, "public"))))
    with caller_in(folder) as place.caller:
        yield place


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Two teams that keep meeting."""
    folder: Path = tmp_path_factory.mktemp("teams")
    place = Place(recorded(folder, two_teams()))
    with caller_in(folder) as place.caller:
        yield place


def test_constraint_by_number_of_partners_has_a_card(star: Place) -> None:
    answer = star.get("/network/measures")
    assert answer["cards"]["bands"].startswith(f"{API}/cards/bands/{{least}}?")

    card = star.get("/cards/bands/5")

    assert card["values"] == {
        "most": 9, "actors": 6,
        "lowest_quarter": pytest.approx(STAR), "median": pytest.approx(STAR),
    }  # fmt: skip
    assert (card["about"], card["named"]) == ({"partners": "5"}, {"partners": "5–9"})
    assert (card["n"], card["coverage"], card["draws"]) == ({"actors": 6}, 1.0, "not computed")
    assert card["request"].startswith(f"GET {API}/network/measures?")
    assert star.caller.get(card["address"]).json() == card
    assert star.same(card) == (0, [])
    other = {**card, "values": {**card["values"], "median": 0.5}}
    assert star.same(other) == (1, ["values.median"])


def test_a_band_without_actors_has_no_median_and_one_there_is_not_no_card(star: Place) -> None:
    card = star.get("/cards/bands/100")

    assert card["values"] == {"actors": 0, "lowest_quarter": None, "median": None}
    assert card["named"] == {"partners": "≥ 100"}
    assert star.caller.get(f"{API}/cards/bands/7").status_code == 404


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("sv", "bundenhet efter antal parter – 5–9"),
        ("en", "constraint by number of partners – 5–9"),
    ],
)
def test_the_page_of_bridges_leads_to_the_cards_of_bands(
    lang: str, heading: str, star: Place
) -> None:
    page = html.fromstring(star.caller.get(f"/bridges?lang={lang}", headers=BROWSER).text)
    [link] = page.xpath("//a[starts-with(@href, '/cards/bands/5?')]/@href")

    card = html.fromstring(star.caller.get(link, headers=BROWSER).text)

    assert card.findtext(".//h1/bdi") == heading


def test_the_effective_size_of_an_actor_stands_on_its_card(star: Place) -> None:
    """Nobody it met is apart: 1 + 0/5 (Borgatti 1997)."""
    [row, *_] = star.get("/network/measures?by=constraint")["items"]

    card = star.get(f"/cards/measures/{row['actor']['id']}")

    assert (card["values"]["effective_size"], row["effective_size"]) == (1.0, 1.0)
    assert card["values"]["constraint"] == pytest.approx(STAR)


def test_groups_at_another_resolution_have_cards_once_they_were_tried(teams: Place) -> None:
    """At γ = .5 two groups: of 29 participations 28 lie within (p7 goes with b1), and

    28/29 − .5·(19·18 + 10·11)/29² = .697 is more than with y and p8 apart (.693), or all together
    (.5); every run finds it, and of those in two arenas it puts each where the usual groups do.
    """
    before = teams.caller.get(f"{API}/cards/resolutions/0.5")
    assert before.status_code == 404
    assert "ekokarta groups --examine" in before.json()["detail"]
    begun = teams.caller.post(f"{API}/network/groups")
    assert ended(teams.caller, begun.json()["id"])["state"] == "done"
    answer = teams.get("/network/groups")
    assert answer["cards"]["resolutions"].startswith(f"{API}/cards/resolutions/{{gamma}}?")

    card = teams.get("/cards/resolutions/0.5")

    assert card["values"] == {"groups": 2, "mean": 1.0, "least": 1.0, "with_usual": 1.0}
    assert (card["about"], card["named"]) == ({"gamma": "0.5"}, {"gamma": "γ = 0.5"})
    assert (card["n"], card["seed"], card["examined"]) == ({"participations": 29}, 2021, True)
    assert teams.caller.get(card["address"]).json() == card
    assert teams.same(card) == (0, [])
    other = {**card, "values": {**card["values"], "groups": 3}}
    assert teams.same(other, "--quick") == (1, ["values.groups"])
    page = html.fromstring(teams.caller.get("/groups?lang=en", headers=BROWSER).text)
    assert len(page.xpath("//a[starts-with(@href, '/cards/resolutions/')]")) == 4


def test_a_resolution_is_found_however_its_number_is_written(teams: Place) -> None:
    """JavaScript writes 2.0 as 2; what was not tried has no card."""
    assert teams.get("/cards/resolutions/2") == teams.get("/cards/resolutions/2.0")
    for nothing in ("1", "3.0", "nan", "0.50"):
        assert teams.caller.get(f"{API}/cards/resolutions/{nothing}").status_code == 404


def test_every_number_at_the_head_of_the_start_page_leads_to_its_card(teams: Place) -> None:
    page = html.fromstring(teams.caller.get("/?lang=en", headers=BROWSER).text)
    tiles = page.xpath("//ul[@class='tiles']/li")

    told = {}
    for tile in tiles:
        [link] = tile.xpath("a[@class='proof']/@href")
        card = html.fromstring(teams.caller.get(link, headers=BROWSER).text)
        rows = {r.findtext("td/code"): r.findtext("td/bdi") for r in card.iterfind(".//tbody/tr")}
        assert rows["observed"] == tile.findtext("a/b")
        told[link.split("?")[0].rpartition("/")[2]] = rows["observed"]
    assert told == {"Actor": "8", "Project": "10"}
