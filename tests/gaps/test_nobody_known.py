"""Arenas of which nobody is known to have taken part: they have no complete list, whoever says so.

The forty events of ``test_gap_across_sources``, in which no town meets a company (T = 0 of 20.25),
stand beside plans that name nobody. With n plans 40 of 40 + n arenas have a list: .606 of 66, .597
of 67. What the pair's own shares ask is of arenas with a town or a company, and stays at 1.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.gaps.test_gap_across_sources import API, events, imported, pair, shares

PLANS = {"complete": 27, "unknown": 27, "enough": 26}


def store_of(folder: Path, lists: str) -> CommandLine:
    line = CommandLine(folder)
    imported(line, "events", "complete", events())
    told = "unknown" if lists == "enough" else lists
    imported(line, "plans", told, [(f"G{n}", "", "") for n in range(PLANS[lists])])
    return line


@pytest.fixture(scope="module", params=["complete", "unknown"])
def too_many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return store_of(tmp_path_factory.mktemp("many"), request.param)


@pytest.fixture(scope="module")
def enough(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return store_of(tmp_path_factory.mktemp("enough"), "enough")


def test_too_many_of_them_are_too_little_data_and_no_gap(too_many: CommandLine) -> None:
    table = too_many("gaps", "--json").json()

    assert shares(pair(table)) == ("insufficient_data", 40 / 67, 1.0, 1.0)
    assert (pair(table)["observed"], pair(table)["arenas_tested"]) == (0, 40)
    assert {each["coverage"] for each in table["whole"]} == {40 / 67}
    assert {each["p"] for each in table["whole"]} == {None}


def test_with_fewer_of_them_the_gap_stands(enough: CommandLine) -> None:
    assert shares(pair(enough("gaps", "--json").json())) == ("gap", 40 / 66, 1.0, 1.0)


def test_a_question_about_the_source_with_lists_is_about_its_arenas(too_many: CommandLine) -> None:
    found = pair(too_many("gaps", "--source", "table:events", "--json").json())
    assert shares(found) == ("gap", 1.0, 1.0, 1.0)


def test_coverage_counts_what_the_gap_table_counts(too_many: CommandLine) -> None:
    found = too_many("coverage", "--json").json()
    whole = found["whole"]
    told = {name: whole[name] for name in ("arenas", "nobody", "complete", "share")}

    assert told == {"arenas": 67, "nobody": 27, "complete": 40, "share": 1.0}
    assert (whole["meeting_share"], whole["enough"]) == (40 / 67, False)
    sectors = too_many("coverage", "--by", "sector", "--json").json()["slices"]
    assert [(s["value"], s["meeting_share"], s["enough"]) for s in sectors] == [
        ("private", 1.0, False), ("public", 1.0, False),
    ]  # fmt: skip
    plans = next(s for s in whole["sources"] if s["source"] == "table:plans")
    assert (plans["arenas"], plans["nobody"], plans["meeting_share"]) == (27, 27, 0.0)
    printed = " ".join(too_many("coverage", "--lang", "en").out.split())
    assert (
        "Where gaps are tested, arenas of which nobody is known (27) are counted, as ones without "
        "a list: the share is 59.7%. The whole does not reach the share it takes to test gaps (60%)"
    ) in printed
    assert "lists of one" not in printed
    swedish = " ".join(too_many("coverage", "--lang", "sv").out.split())
    assert "andelen är 59,7 %." in swedish
    assert "med en enda deltagare" not in swedish
    isolates = " ".join(too_many("isolates", "--lang", "en").out.split())
    assert "where several may have met 59.7% have a complete list." in isolates
    assert "Too little data (59.7% of the lists" in " ".join(
        too_many("gaps", "--lang", "en").out.split()
    )


def test_live_figures_trend_bridges_and_what_if_say_the_same(too_many: CommandLine) -> None:
    with caller_in(too_many.folder) as caller:
        live = pair(caller.get(f"{API}/live").json())
        bridges = caller.get("/api/v1/network/measures").json()["coverage"]
        if_gone = caller.get("/api/v1/whatif", params={"change": "add public,private"})
    trend = too_many("trend", "--json").json()

    assert (live["state"], live["coverage"]) == ("insufficient_data", 40 / 67)
    assert (bridges["nobody"], bridges["share"], bridges["meeting_share"]) == (27, 1.0, 40 / 67)
    assert [(y["year"], y["coverage"]) for y in trend["years"]] == [(2022, 40 / 67)]
    assert if_gone.json()["partners_known_share"] == 40 / 67, if_gone.text
