"""The first look: it agrees with the sampler where it is allowed, and claims nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.gaps.test_gap_question import LISTED, towns_and_associations
from tests.lookup.small_graph import Statements
from tests.service.test_jobs import ended

API = "/api/v1/gaps/sectors"
SECTORS = ("public", "private", "civil_society", "academia")
SIZES = (2, 3, 4, 5, 8, 12)
ARENAS, ACTORS = 1_800, 400


def large() -> Statements:
    """1,800 projects of ten years with 2 to 12 of 400 actors in four sectors, some busier."""
    says, random = Statements(LISTED), np.random.default_rng(11)
    busy = 1 / np.arange(1, ACTORS + 1) ** 0.5
    for n in range(ACTORS):
        says.says("act", f"a{n}", name=f"Aktör {n}", sector=SECTORS[n % 4])
    for n in range(ARENAS):
        year = str(2010 + n % 10)
        says.says("prj", f"p{n}", name=f"Projekt {n}", start=year, end=year)
        for actor in random.choice(ACTORS, SIZES[n % 6], replace=False, p=busy / busy.sum()):
            says.ties("PARTICIPATES_IN", f"act/a{actor}", f"prj/p{n}", role="partner")
    return says


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with caller_in(tmp_path_factory.mktemp("small"), towns_and_associations()) as caller:
        yield caller


def answer(caller: TestClient, path: str) -> Any:
    response = caller.get(path)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.timeout(900)
def test_with_enough_to_look_at_it_agrees_with_the_sampler(tmp_path: Path) -> None:
    with caller_in(tmp_path, large()) as caller:
        ended(caller, caller.post(API).json()["id"])  # the draws of so many are a job
        found, table = answer(caller, f"{API}/live"), answer(caller, API)
        page = caller.get("/gaps?lang=en").text

    tells_no_visible_gap_above_what_a_verdict_asks(table, page)
    assert (found["closed_form"], found["exploratory"]) == (True, True)
    assert found["participations"] == 300 * sum(SIZES)
    assert found["mean_per_stratum"] == 300 * sum(SIZES) / 10
    assert len(found["pairs"]) == len(table["pairs"]) == 10
    for live, drawn in zip(found["pairs"], table["pairs"], strict=True):
        assert (live["a"], live["b"], live["observed"]) == (
            drawn["a"],
            drawn["b"],
            drawn["observed"],
        )
        assert abs(live["expected"] - drawn["expected"]) < 0.4 * drawn["sd"]
        assert live["sd"] == pytest.approx(drawn["sd"], rel=0.15)
        assert live["z"] == pytest.approx((live["observed"] - live["expected"]) / live["sd"])
        assert not live.keys() & {"p", "q", "verdict"}


def tells_no_visible_gap_above_what_a_verdict_asks(table: Any, page: str) -> None:
    """R_min stays in the data where it is above .8; what is shown is what would be told."""
    for each in table["pairs"]:
        seen = each["least_visible"], each["least_visible_by_labels"]
        told = min(*seen, 0.8 - 0.84 * each["sd"] / each["expected"])
        assert each["least_told"] == pytest.approx(told)
        assert f"ratio ≤ {told:.2f}" in page
    assert max(each["least_visible"] for each in table["pairs"]) > 0.8
    assert max(float(shown) for shown in re.findall(r"ratio ≤ ([.\d]+)", page)) < 0.8


def test_below_that_the_sampled_figures_stand_there(small: TestClient) -> None:
    found, table = answer(small, f"{API}/live"), answer(small, API)

    assert not found["closed_form"]
    assert "draws" in found["method"]
    by_pair = {(p["a"], p["b"]): p for p in table["pairs"]}
    for live in found["pairs"]:
        drawn = by_pair[live["a"], live["b"]]
        same = ("observed", "expected", "sd", "z", "ratio", "coverage")
        assert {name: live[name] for name in same} == {name: drawn[name] for name in same}
    hidden = next(p for p in found["pairs"] if p["b"] == "academia")
    assert (hidden["state"], hidden["observed"]) == ("suppressed", None)


def test_other_groups_and_what_cannot_be_asked(small: TestClient) -> None:
    found = answer(small, f"{API}/live?by=kind")
    assert [(p["a"], p["b"]) for p in found["pairs"]] == [("municipality", "municipality")]
    assert small.get(f"{API}/live?by=colour").status_code == 422


def test_the_command_says_first_that_it_is_exploratory(tmp_path: Path) -> None:
    recorded(tmp_path, towns_and_associations())

    printed = CommandLine(tmp_path)("gaps", "--live")

    assert printed.code == 0, printed.err
    assert "Exploratory: a first look" in printed.out
    assert "less often" not in printed.out
