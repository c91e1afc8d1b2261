"""Where a small cell has none beside it to hide, its sum would tell it: hidden, too, and refused.

Two maps on which Kalmar has two projects of two actors, both about Psykisk ohälsa:

one theme alone           every project is about it: Kronoberg 9, Jönköping 5, Skåne 9
incomplete coverage       Skåne alone is covered, with nine projects of each of three themes
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in
from tests.hidden.twins import COUNTIES, PROJECTS, frame, project
from tests.lookup.small_graph import Statements, node_id

API = "/api/v1"
THEMES = {"ill": "Psykisk ohälsa", "culture": "Kultur", "jobs": "Arbete"}
ONE_THEME = [("kronoberg", "ill", 9), ("jonkoping", "ill", 5), ("skane", "ill", 9)]
ONE_COVERED = [("skane", theme, 9) for theme in THEMES]
NAMES = {key: name for key, (name, _, _) in COUNTIES.items()}
CODES = {key: code for key, (_, code, _) in COUNTIES.items()}
COVERED = CoverageSlice(regions=("SE224",), participants=ParticipantsListed.COMPLETE)


def map_of(others: list[tuple[str, str, int]], says: Statements) -> Statements:
    """Kalmar's two projects and as many of these places and themes."""
    frame(says, THEMES, {})
    number = 0
    for region, theme, count in [("kalmar", "ill", 2), *others]:
        for _ in range(count):
            number += 1
            few = region == "kalmar"
            actors = (0, 1) if few else (number % 24, (number * 7 + 5) % 24, (number + 9) % 24)
            project(says, f"p{number}", region, number, actors)
            says.ties("ADDRESSES", f"prj/p{number}", f"thm/{theme}")
    return says


@pytest.fixture(scope="module")
def one_theme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The public of the map with one theme."""
    with caller_in(tmp_path_factory.mktemp("theme"), map_of(ONE_THEME, Statements(PROJECTS))) as c:
        yield c


@pytest.fixture(scope="module")
def one_covered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The public of the map of which Skåne alone is covered."""
    source = PROJECTS.model_copy(update={"coverage": (COVERED,)})
    with caller_in(
        Path(tmp_path_factory.mktemp("covered")), map_of(ONE_COVERED, Statements(source))
    ) as c:
        yield c


def by_county(public: TestClient) -> list[dict[str, int]]:
    """What is told per county: rows of white space, funders, coverage and totals."""

    def asked(path: str, **params: str) -> Any:
        answer = public.get(f"{API}/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    told = asked("gaps/whitespace", draws="99")["rows"]
    funders = asked("gaps/funders", by="region")["rows"]
    slices = asked("gaps/coverage", by="region")["slices"]
    totals = asked("totals/region")["rows"]
    counties = set(NAMES.values())
    return [
        {row["label"]["name"]: row["arenas"] for row in told if row["arenas"]},
        {row["label"]["name"]: row["arenas"] for row in funders},
        {row["sv"]: row["arenas"] for row in slices},
        {
            r["label_sv"]: r["projects"]
            for r in totals
            if r["label_sv"] in counties and r["projects"]
        },
    ]


def refused(public: TestClient, path: str, county: str) -> int:
    """The status of a question about a county."""
    region = node_id(f"projects/reg/{county}")
    return public.get(f"{API}/{path}", params={"region": region, "draws": "99"}).status_code


QUESTIONS = ("gaps/isolates", "gaps/voice", "gaps/sectors", "gaps/whitespace")


def test_with_one_theme_a_county_is_hidden_with_its_cell_and_one_of_its_area(
    one_theme: TestClient,
) -> None:
    assert by_county(one_theme) == [{"Kronobergs län": 9, "Skåne län": 9}] * 4
    for county, status in (("kalmar", 403), ("jonkoping", 403), ("kronoberg", 200)):
        assert [refused(one_theme, path, county) for path in QUESTIONS] == [status] * 4
    hidden = one_theme.get(f"{API}/totals/region").json()["hidden"]
    assert [each["name"] for each in hidden] == ["Jönköpings län", "Kalmar län"]
    assert one_theme.get(f"{API}/gaps/funders", params={"by": "region"}).json()["hidden"] == hidden
    slices = one_theme.get(f"{API}/gaps/coverage", params={"by": "region"}).json()["hidden"]
    assert slices == [CODES["jonkoping"], CODES["kalmar"]]


def test_where_no_other_county_has_anything_the_areas_are_hidden_too(
    one_covered: TestClient,
) -> None:
    # Kalmar is all of Småland, so Småland is hidden, and beside it Sydsverige, which is all Skåne.
    assert by_county(one_covered) == [{}] * 4
    for county in ("kalmar", "skane"):
        assert [refused(one_covered, path, county) for path in QUESTIONS] == [403] * 4
    rows = one_covered.get(f"{API}/totals/region").json()
    assert [row["label_sv"] for row in rows["rows"] if row["projects"]] == ["Sverige"]
