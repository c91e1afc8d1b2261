"""Where nobody can change places, through the front door: that is said, not that lists are short.

Seven actors of each of four sectors all take part in six projects of 2015 to 2020, one a year; in
the other map each of the 28 has a project of its own every year. All lists are complete.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements

SECTORS = ("public", "private", "civil_society", "academia")
YEARS = range(2015, 2021)
TOGETHER, ALONE = "together", "alone"


def statements(how: str) -> Statements:
    says = Statements(REGISTER)
    actors = [f"a{k}" for k in range(28)]
    for k, actor in enumerate(actors):
        says.says("act", actor, name=f"Aktör {k}", sector=SECTORS[k % 4])
    projects = [
        (f"{year}-{k}", year, actors if how == TOGETHER else [actor])
        for year in YEARS
        for k, actor in enumerate(actors)
        if how == ALONE or k == 0
    ]
    for key, year, members in projects:
        says.says("prj", key, name=f"Projekt {key}", start=str(year))
        for actor in members:
            says.ties(
                "PARTICIPATES_IN", f"act/{actor}", f"prj/{key}", role="partner", status="party"
            )
    return says


@pytest.fixture(scope="module", params=[TOGETHER, ALONE])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(request.param)


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    how = TOGETHER if place.name.startswith(TOGETHER) else ALONE
    with caller_in(place, statements(how)) as client:
        yield client


def said(caller: TestClient, path: str, lang: str) -> str:
    page = html.fromstring(caller.get(path, params={"lang": lang}).text)
    return " ".join(page.text_content().split())


def test_no_pair_is_said_to_be_of_too_few_actors(caller: TestClient) -> None:
    found: Any = caller.get("/api/v1/gaps/sectors").json()

    assert {pair["verdict"] for pair in found["pairs"]} == {"no_switch"}
    assert {pair["observed"] for pair in found["pairs"]} == {None}
    assert found["whole"] == []
    live = caller.get("/api/v1/gaps/sectors/live").json()
    assert {pair["state"] for pair in live["pairs"]} == {"no_switch"}
    english, swedish = (said(caller, "/gaps", lang) for lang in ("en", "sv"))
    assert (
        "Not tested (as far as lists show, fewer than five actors of one of the two take part in "
        "arenas where anybody can change places with another): all 10 pairs."
    ) in english
    assert (
        "Prövas inte (så långt listorna visar deltar färre än fem aktörer i någon av de två i "
        "arenor där" in swedish
    )
    assert "Visas inte (för få aktörer)" not in swedish
    assert "Not shown (too few actors)" not in english
    for key in ("public/private", "public/public"):
        assert caller.get(f"/api/v1/gaps/sectors/{key}").status_code == 403
        assert caller.get(f"/api/v1/cards/sectors/{key}").status_code in (403, 404)


def test_no_year_is_said_to_be_listed_too_little(caller: TestClient) -> None:
    found: Any = caller.get("/api/v1/gaps/trend").json()

    assert [(year["year"], year["no_switch"]) for year in found["years"]] == [
        (year, True) for year in YEARS
    ]
    for trend in (found["across"], *found["pairs"]):
        assert {point["state"] for point in trend["points"]} == {"no_switch"}
        assert (trend["verdict"], trend["years_used"]) == ("too_few_years", 0)
    years = "2015, 2016, 2017, 2018, 2019, 2020"
    english, swedish = (said(caller, "/trend", lang) for lang in ("en", "sv"))
    assert f"nobody can change places with another in a comparable arena: {years}." in english
    assert f"ingen kan byta plats med någon annan i en jämförbar arena: {years}." in swedish
    assert "Too little listed" not in english
    assert "För lite fullständigt listat" not in swedish


def test_isolates_do_not_blame_the_lists(caller: TestClient, place: Path) -> None:
    done = CommandLine(place)("isolates")

    assert done.code == 0, done.err
    told = " ".join(done.out.split())
    assert "cannot be said: in the arenas with a complete list nobody can change places" in told
    assert "too little is listed completely" not in told
    assert "kan ingen byta plats med någon annan" in said(caller, "/isolates", "sv")
