"""A question about one source is answered by what that source says, whatever others say beside it.

Twenty projects stand in two lists. The first says that towns own them and associations take part,
that companies sit in reference groups and that universities declined. The second says that
companies, universities and every fifth town are partners, and sorts nothing by theme or place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import ALMANAC, REGISTER, Statements

COMPLETE = ParticipantsListed.COMPLETE
SECTORS = ("public", "private", "civil_society", "academia")
PROJECTS = range(20)
NEEDS = "region,theme,need\nSE224,Kultur,10\nSE213,Kultur,10\n"
ASKED = (
    "/gaps/sectors?draws=99&", "/gaps/sectors?draws=99&by=kind&", "/gaps/coverage?by=sector&",
    "/network/measures?", "/network/bridging?", "/gaps/isolates?", "/gaps/trend?draws=99&",
)  # fmt: skip


def listed(name: str, order: int, *regions: str) -> Statements:
    """A source with complete lists of the projects of its regions, and everybody there is."""
    covers = (CoverageSlice(regions=regions, participants=COMPLETE),)
    like = REGISTER if name == "first" else ALMANAC
    says = Statements(like.model_copy(update={"name": name, "order": order, "coverage": covers}))
    for n in range(40):
        says.says("act", f"a{n}", name=f"Aktör nummer {n} AB", sector=SECTORS[n % 4],
                  sector_basis="register", identifiers=[f"wikidata:Q{1000 + n}"])  # fmt: skip
    for n in PROJECTS:
        says.says("prj", f"p{n}", name=f"Projekt {n}", start="2019", end="2020",
                  number=f"2018/{n:05}", identifiers=[f"dnr:2018/{n:05}"])  # fmt: skip
    return says


def first(order: int = 10) -> Statements:
    says = listed("first", order, "SE224")
    says.says("reg", "se", name="Sverige", level="country", notation="SE")
    for key, name, code in (("skane", "Skåne län", "SE224"), ("kalmar", "Kalmar län", "SE213")):
        says.says("reg", key, name=name, level="county", notation=code)
        says.ties("PART_OF", f"reg/{key}", "reg/se")
    for key, name in (("c", "Kultur"), ("w", "Arbete")):
        says.says("thm", key, name=name)
    parts = (("owner", "party"), ("reference_group", "party"), ("partner", "party"),
             ("partner", "declined"))  # fmt: skip
    for n in PROJECTS:
        says.ties("ACTIVE_IN", f"prj/p{n}", "reg/skane")
        says.ties("ADDRESSES", f"prj/p{n}", "thm/c" if n % 2 else "thm/w")
        for k, (role, status) in enumerate(parts):
            says.ties("PARTICIPATES_IN", _one(n, k), f"prj/p{n}", role=role, status=status)
    return says


def second(order: int) -> Statements:
    says = listed("second", order)
    for n in PROJECTS:
        for k in (0, 1, 3) if n % 5 == 0 else (1, 3):
            says.ties("PARTICIPATES_IN", _one(n, k), f"prj/p{n}", role="partner", status="party")
    return says


def _one(project: int, sector: int) -> str:
    return f"act/a{4 * (project % 10) + sector}"


@pytest.fixture(scope="module", params=[5, 20], ids=["second leads", "second follows"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """Both lists; the second comes before the first in the order of sources, or after it."""
    place = tmp_path_factory.mktemp("both")
    with caller_in(place, first(), second(request.param)) as caller:
        yield caller


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The first list by itself."""
    with caller_in(tmp_path_factory.mktemp("alone"), first()) as caller:
        yield caller


def told(caller: TestClient, path: str) -> Any:
    response = caller.get(f"/api/v1{path}")
    assert response.status_code == 200, response.text
    return _bare(response.json())


def _bare(answer: Any) -> Any:
    """Without the version, and ids of things that hang on which records they are made of."""
    if isinstance(answer, dict):
        left_out = ("data_version", "cards", "id", "pairs_at", "arenas", "command")
        kept = {k: _bare(v) for k, v in answer.items() if k not in left_out}
        return (
            kept | {"arenas": answer["arenas"]} if isinstance(answer.get("arenas"), int) else kept
        )
    return [_bare(each) for each in answer] if isinstance(answer, list) else answer


@pytest.mark.parametrize("path", ASKED)
def test_what_another_source_says_changes_no_figure(
    alone: TestClient, both: TestClient, path: str
) -> None:
    assert told(both, f"{path}source=first") == told(alone, f"{path}source=first")


def test_who_advises_or_declined_by_a_source_takes_no_part_by_it(both: TestClient) -> None:
    found = {
        name: {s["sector"]: s["participations"] for s in told(both, path)["sectors"]}
        for name, path in (
            ("first", "/gaps/sectors?draws=99&source=first"),
            ("second", "/gaps/sectors?draws=99&source=second"),
        )
    }

    nobody = {"unknown": 0}
    assert found["first"] == nobody | {
        "public": 20, "private": 0, "civil_society": 20, "academia": 0,
    }  # fmt: skip
    assert found["second"] == nobody | {
        "public": 4, "private": 20, "civil_society": 0, "academia": 20,
    }  # fmt: skip


def test_one_source_cannot_tell_what_it_lacks(both: TestClient) -> None:
    for source in ("first", "second"):
        assert told(both, f"/gaps/coverage?source={source}")["whole"]["unseen"] is None
        assert told(both, f"/network/measures?source={source}")["coverage"]["unseen"] is None
        pairs = told(both, f"/gaps/sectors?draws=99&source={source}")["pairs"]
        assert {pair["unseen"] for pair in pairs} == {None}


@pytest.mark.parametrize("status", [None, "invited", "declined"])
def test_one_source_that_says_two_things_of_somebody_is_read_alike_alone(
    tmp_path: Path, status: str | None
) -> None:
    """Every project lists one actor twice: that it took part stands, whatever else is said."""
    says = listed("first", 10)
    for n in PROJECTS:
        for k in range(3):
            says.ties("PARTICIPATES_IN", _one(n, k), f"prj/p{n}", role="partner", status="party")
        if status is None:
            says.ties("PARTICIPATES_IN", _one(n, 0), f"prj/p{n}", role="partner")
        else:
            says.ties("PARTICIPATES_IN", _one(n, 0), f"prj/p{n}", role="partner", status=status)
    with caller_in(tmp_path, says) as caller:
        for path in ("/gaps/sectors?draws=99&", "/gaps/coverage?by=sector&", "/network/measures?"):
            whole, own = told(caller, path.removesuffix("&")), told(caller, f"{path}source=first")
            for each in (whole, own):
                each.pop("scope", None), each.pop("exploratory", None)
            if path.startswith("/gaps/sectors"):
                parts = [
                    {s["sector"]: s["participations"] for s in t["sectors"]} for t in (whole, own)
                ]
                assert parts[0] == parts[1]
                assert parts[0]["public"] == 20
            else:
                key = "whole" if path.startswith("/gaps/coverage") else "network"
                assert whole[key] == own[key]


def test_whoever_labels_the_arenas_of_a_source_is_cited_too(both: TestClient) -> None:
    """Places and themes of the second list's projects are the first's."""
    for source, cited in (("first", ["first"]), ("second", ["first", "second"])):
        for path in ("/gaps/funders?", "/gaps/funders?by=theme&", "/gaps/whitespace?draws=99&"):
            found = told(both, f"{path}source={source}")
            assert sorted(found["sources"]) == cited, (path, source)
        card = told(both, f"/cards/funders/whole?source={source}")
        assert sorted(each["name"] for each in card["sources"]) == cited


def test_a_second_list_beside_a_first_that_was_read_before_is_read_alike(tmp_path: Path) -> None:
    """What is read of the second version goes on from what was read of the first."""
    asked = ("gaps", "--draws", "99", "--json")
    later = recorded(tmp_path / "later", first())
    assert CommandLine(later)(*asked).json()["participations"]["given"] == 40
    for place in (recorded(later, second(20)), recorded(tmp_path / "once", first(), second(20))):
        for source, given in (("first", 40), ("second", 44)):
            found = CommandLine(place)(*asked, "--source", source)
            assert found.code == 0, found.err
            assert (place.name, source, found.json()["participations"]["given"]) == (
                place.name, source, given)  # fmt: skip


def test_a_source_that_sorts_nothing_covers_no_cell(both: TestClient) -> None:
    """The second list is about all of Sweden, and has neither a theme nor a place."""
    found = both.get("/api/v1/gaps/whitespace", params={"draws": 99, "cells": NEEDS}).json()

    names = {
        line["label"]["id"]: line["label"]["name"] for line in (*found["rows"], *found["columns"])
    }
    cells = {
        (names[cell["row"]], names[cell["column"]]): (
            cell["verdict"], cell["need"] and cell["need"]["verdict"],
        )
        for cell in found["cells"]
    }  # fmt: skip
    assert cells["Kalmar län", "Kultur"] == ("not_covered", "not_covered")
    assert cells["Skåne län", "Kultur"] == ("cannot_tell", "cannot_tell")
