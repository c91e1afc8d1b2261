"""Bridges and brokers of a sensitive part: nothing of them is public, however many they are.

Three public hubs each meet three associations and three companies, one at a time: only a hub stands
between anybody, and only it connects its 3 × 3 pairs of an association and a company. All of it is
about faith; that of the first hub alone is about violence too, and about work.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements, node_id

TOKEN = "a token of twenty characters"  # noqa: S105 - of the test's own service
AUTH = {"Authorization": f"Bearer {TOKEN}"}
HUBS = ("h0", "h1", "h2")
NAMES = {f"Nav {n}" for n in range(3)}
FEW, MANY, OPEN = "Våld", "Religion", "Arbete"
RANKINGS = ("sole_pairs", "cut_mass", "brokerage", "betweenness", "constraint")
API = "/api/v1"
DOORS = (
    *(f"{API}/network/measures?by={by}" for by in RANKINGS),
    f"{API}/network/bridging?limit=5",
    f"{API}/network/measures/{node_id('register/act/h0')}/pairs?limit=5",
    *(f"{API}/views/{view}.{form}?lang=en" for view in ("brokers", "bridging")
      for form in ("csv", "xlsx", "svg", "png", "html")),
)  # fmt: skip


def hubs() -> Statements:
    """The three."""
    says = Statements(REGISTER)
    for key, name in enumerate((FEW, MANY, OPEN)):
        says.says("thm", f"t{key}", name=name)
    for n, hub in enumerate(HUBS):
        says.says("act", hub, name=f"Nav {n}", sector="public")
        for k in range(6):
            leaf, arena = f"l{n}{k}", f"p{n}{k}"
            says.says(
                "act", leaf, name=f"Löv {leaf}", sector="private" if k < 3 else "civil_society"
            )
            says.says("prj", arena, name=f"Projekt {arena}", start="2016")
            for actor in (hub, leaf):
                says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{arena}", role="partner",
                          status="party")  # fmt: skip
            for theme in ("t0", "t1", "t2") if n == 0 else ("t1",):
                says.ties("ADDRESSES", f"prj/{arena}", f"thm/{theme}")
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hubs")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, hubs(), token=TOKEN) as client:
        yield client


@pytest.mark.parametrize("door", DOORS)
def test_no_broker_of_a_sensitive_theme_is_named_by_any_door(caller: TestClient, door: str) -> None:
    for theme in (FEW, MANY):
        refused = caller.get(door, params={"theme": theme})

        assert (refused.status_code, refused.headers["content-type"]) == (
            403, "application/problem+json")  # fmt: skip
        assert "not shown" in refused.json()["detail"]
        assert "Nav" not in refused.text
    told = [caller.get(door, params={"theme": theme}, headers=AUTH) for theme in (FEW, MANY)]
    told += [caller.get(door, params={"theme": OPEN})]
    assert [answer.status_code for answer in told] == [200, 200, 200]


@pytest.mark.parametrize("by", ["sole_pairs", "brokerage", "betweenness"])
def test_who_may_read_everything_is_told_whole(caller: TestClient, by: str) -> None:
    many, own = (
        caller.get(
            f"{API}/network/measures", params={"theme": theme, "by": by}, headers=AUTH
        ).json()
        for theme in (MANY, FEW)
    )

    assert {item["actor"]["name"] for item in many["items"]} == NAMES
    assert [item["sole_pairs"] for item in many["items"]] == [9, 9, 9]
    assert [(item["actor"]["name"], item["sole_pairs"]) for item in own["items"]] == [("Nav 0", 9)]


@pytest.mark.parametrize("path", ["/bridges", "/bridges/arenas"])
def test_the_page_says_why_it_names_nobody(caller: TestClient, path: str) -> None:
    page = caller.get(path, params={"theme": FEW, "lang": "en"}, headers={"Accept": "text/html"})
    own = caller.get(path, params={"theme": OPEN, "lang": "en"}, headers={"Accept": "text/html"})

    assert (page.status_code, own.status_code) == (403, 200)
    assert "<h1>Not shown</h1>" in page.text
    assert "it is about something sensitive and could tell of a few" in page.text
    assert ("Nav 0" in page.text, "Projekt p0" in page.text) == (False, False)
    assert ("Nav 0" in own.text) == (path == "/bridges")  # no arena holds three together


def test_the_command_names_as_many_as_its_audience_may_read(
    caller: TestClient, place: Path
) -> None:
    command, few = CommandLine(place), ("bridges", "--theme", FEW)

    public, arenas = command(*few, "--public"), command(*few, "--public", "--arenas", "--json")
    own = command(*few, "--json").json()

    assert [(told.code, told.out) for told in (public, arenas)] == [(1, ""), (1, "")]
    assert "not shown" in public.err
    assert [item["actor"]["name"] for item in own["items"]] == ["Nav 0"]
    assert command("bridges", "--theme", MANY, "--json").json()["total"] == 3
    assert command("bridges", "--theme", OPEN, "--public", "--json").json()["total"] == 1


def test_no_other_answer_tells_of_the_one_broker(caller: TestClient) -> None:
    def answer(path: str, theme: str, headers: dict[str, str] | None = None) -> Any:
        response = caller.get(f"{API}/{path}", params={"theme": theme}, headers=headers)
        return response.json() if response.status_code == 200 else response.status_code

    def sizes(theme: str, headers: dict[str, str] | None = None) -> set[int | None]:
        return {each["actors"] for each in answer("gaps/sectors", theme, headers)["sectors"]}

    assert sizes(FEW) == {None}
    assert sizes(FEW, AUTH) == {0, 1, 3}
    assert sizes(OPEN) == {0, 1, 3}
    hub = node_id("register/act/h0")
    paths = ("timeline", "cards/timeline/2016", "views/timeline.csv", f"cards/measures/{hub}",
             "cards/network/pieces")  # fmt: skip
    for path in paths:
        assert (path, answer(path, FEW)) == (path, 403)
    assert answer("timeline", FEW, AUTH)["arenas_per_year"] == {"2016": 6}
    assert answer("cards/timeline/2016", OPEN)["values"]["arenas"] == 6


def test_a_sensitive_theme_in_which_nobody_is_known_is_an_answer(tmp_path: Path) -> None:
    says = Statements(REGISTER)
    says.says("thm", "t", name=FEW)
    says.says("prj", "p", name="Projekt", start="2016")
    says.ties("ADDRESSES", "prj/p", "thm/t")
    run = CommandLine(recorded(tmp_path, says))

    assert run("bridges", "--json", "--public", "--theme", FEW).json()["total"] == 0
