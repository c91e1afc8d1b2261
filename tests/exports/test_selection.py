"""What the filters leave of a graph, and what stands by it."""

import csv
import io
import zipfile
from collections import Counter

import pytest
from fastapi.testclient import TestClient

from queries.errors import BadQuestionError
from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from tests.lookup import small_graph as small

OLD = small.node_id("odd/col/old")

ALL = {
    "Actor": 8, "Project": 3, "Collaboration": 1, "Programme": 2, "Theme": 3, "Region": 2,
    "PARTICIPATES_IN": 13, "FUNDS": 5, "PART_OF": 4, "ADDRESSES": 2, "LOCATED_IN": 1,
    "ACTIVE_IN": 2,
}  # fmt: skip
# Bron with Åsa, Ärla and the unit; by it Hälsa, Malmö, Fonden, and Malmö stad as the unit's whole.
HEALTH = {
    "Actor": 5, "Project": 1, "Theme": 1, "Region": 1, "PARTICIPATES_IN": 3, "FUNDS": 1,
    "PART_OF": 1, "ADDRESSES": 1, "ACTIVE_IN": 1,
}  # fmt: skip
# Ärla in Bron and Odaterat (paying for Delad vinst is no meeting); by them Hälsa, Malmö, Fonden.
ACADEMIA = {
    "Actor": 2, "Project": 2, "Theme": 1, "Region": 1, "PARTICIPATES_IN": 2, "FUNDS": 2,
    "ADDRESSES": 1, "ACTIVE_IN": 1,
}  # fmt: skip
# Bron, who is in it, and Malmö stad, which lies in Malmö; by them Malmö itself, Hälsa and Fonden.
# Delad vinst, in which Malmö stad is, is in the county and not known to be in the town.
TOWN = {
    "Actor": 5, "Project": 1, "Theme": 1, "Region": 1, "PARTICIPATES_IN": 3, "FUNDS": 1,
    "PART_OF": 1, "ADDRESSES": 1, "LOCATED_IN": 1, "ACTIVE_IN": 1,
}  # fmt: skip
# Ärla, of the town's arena; Malmö stad is of another sector. By them as above.
TOWN_ACADEMIA = {
    "Actor": 2, "Project": 1, "Theme": 1, "Region": 1, "PARTICIPATES_IN": 1, "FUNDS": 1,
    "ADDRESSES": 1, "ACTIVE_IN": 1,
}  # fmt: skip
# The breakfast and who was there; by them Malmö, where Malmö stad lies, and its unit.
EVENTS = {
    "Actor": 3, "Collaboration": 1, "Region": 1, "PARTICIPATES_IN": 3, "PART_OF": 1,
    "LOCATED_IN": 1,
}  # fmt: skip
# The three projects and everyone in them; by them Fonden itself, Rådet, and where money came by.
FONDEN = {
    "Actor": 7, "Project": 3, "Programme": 1, "Theme": 2, "Region": 2, "PARTICIPATES_IN": 9,
    "FUNDS": 5, "PART_OF": 2, "ADDRESSES": 2, "LOCATED_IN": 1, "ACTIVE_IN": 2,
}  # fmt: skip
# Bron, and what has no dates: all but Delad vinst and the breakfast.
SINCE_2019 = {
    "Actor": 8, "Project": 2, "Programme": 2, "Theme": 3, "Region": 2, "PARTICIPATES_IN": 5,
    "FUNDS": 2, "PART_OF": 3, "ADDRESSES": 1, "LOCATED_IN": 1, "ACTIVE_IN": 1,
}  # fmt: skip

NARROWED = [
    "whole", "theme", "sector", "region", "region-sector", "region-name", "kind", "funder",
    "period", "none",
]  # fmt: skip
PARTS = [
    "whole", "county", "town", "theme", "programme", "funder", "since", "until", "kind", "several",
]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ALL),
        (Filters(theme=small.HALSA), HEALTH),
        (Filters(sector="academia"), ACADEMIA),
        (Filters(region=small.TOWN), TOWN),
        (Filters(region=small.TOWN, sector="academia"), TOWN_ACADEMIA),
        (Filters(region=small.TOWN, q="finns inte"), {}),
        (Filters(kind="event"), EVENTS),
        (Filters(funder=small.FONDEN), FONDEN),
        (Filters(period_from=2019), SINCE_2019),
        (Filters(q="finns inte"), {}),
    ],
    ids=NARROWED,
)
def test_filters_leave(model: ReadModel, filters: Filters, expected: dict[str, int]) -> None:
    found = dict(selected(model, filters).counts(model))

    claims = found.pop("claims", 0)
    assert found == expected
    assert claims >= sum(expected.values())  # at least one each


@pytest.mark.parametrize(
    ("filters", "beside"),
    [
        ({"theme": small.HALSA}, {small.FONDEN, small.MALMO}),  # pays for Bron; whole of its unit
        ({"sector": "academia"}, {small.FONDEN}),
        # in Bron, which is there; pays for it
        ({"region": "1280"}, {small.KOOP, small.UNI, small.FRITID, small.FONDEN}),
        ({}, set()),
    ],
    ids=["theme", "sector", "region", "whole"],
)
def test_an_export_holds_the_actors_of_the_list_and_those_who_stand_by(
    client: TestClient, filters: dict[str, str], beside: set[str]
) -> None:
    listed = client.get("/api/v1/actors", params={**filters, "as_of": "2"}).json()
    file = client.get("/api/v1/export/csv", params={**filters, "as_of": "2"})

    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        text = archive.read("Actor.csv").decode("utf-8-sig")
    exported = {row["id"] for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    found = {actor["id"] for actor in listed["items"]}
    assert listed["total"] == len(found)
    assert exported - found == beside
    assert found - exported == set()


@pytest.mark.parametrize(
    ("part", "meeting"),
    [
        ({}, {small.P1: 3, small.P2: 3, small.P3: 2, small.C1: 2}),
        ({"region": "12"}, {small.P1: 3, small.P2: 3}),
        ({"region": "1280"}, {small.P2: 3}),
        ({"theme": "Hälsa"}, {small.P2: 3}),
        ({"programme": "ESF+"}, {small.P1: 3}),
        ({"funder": "Fonden"}, {small.P1: 3, small.P2: 3, small.P3: 2}),
        ({"period_from": "2019"}, {small.P2: 3, small.P3: 2}),
        ({"period_to": "2018"}, {small.P1: 3, small.P3: 2, small.C1: 2}),
        ({"kind": "event"}, {small.C1: 2}),
        ({"region": "12", "theme": "Arbete", "period_from": "2016"}, {small.P1: 3}),
    ],
    ids=PARTS,
)
def test_a_part_is_the_same_in_a_file_and_in_an_analysis(
    client: TestClient, part: dict[str, str], meeting: dict[str, int]
) -> None:
    asked = {**part, "as_of": "2"}
    file = client.get("/api/v1/export/edges", params=asked)
    table = client.get("/api/v1/gaps/sectors", params={**asked, "units": "separate"}).json()

    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        two = csv.DictReader(io.StringIO(archive.read("two_mode.csv").decode()))
        found = Counter(row["Target"] for row in two)
        one = archive.read("one_mode.csv").decode().splitlines()
    assert found == meeting
    assert table["participations"]["given"] == sum(meeting.values())
    assert len(one) > 1  # somebody meets somebody, in every part


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        (None, None, ["PARTICIPATES_IN", "SUPPORTS", "SUPPORTS"]),
        (2003, 2004, ["PARTICIPATES_IN", "SUPPORTS"]),
        (2004, 2004, ["SUPPORTS"]),
        (2004, None, ["SUPPORTS", "SUPPORTS"]),
        (None, 2000, ["SUPPORTS"]),
    ],
)
def test_a_tie_that_held_outside_the_period_is_left_out(
    odd_model: ReadModel, first: int | None, last: int | None, held: list[str]
) -> None:
    everywhere = selected(odd_model, Filters(period_from=first, period_to=last))

    n = odd_model.ask("node_of_id", {"id": OLD})[0]["n"]
    mine = everywhere.ties.where(everywhere.ties.target == n)
    assert sorted(odd_model.edge_types[t] for t in mine.type.tolist()) == held


def test_only_one_of_equal_ties_is_the_first(odd_model: ReadModel) -> None:
    whole = selected(odd_model)

    supports = whole.ties.type == odd_model.edge_types.index("SUPPORTS")
    assert sorted(whole.first[supports].tolist()) == [False, True]
    assert whole.first[~supports].sum() == (~supports).sum() - 1  # Malmö stad has two roles


def test_an_unknown_value_is_refused(model: ReadModel) -> None:
    with pytest.raises(BadQuestionError, match="theme: expected the id or code of a Theme"):
        selected(model, Filters(theme="nowhere"))


def test_a_file_of_one_source_is_refused_and_the_way_is_told(client: TestClient) -> None:
    asked = {"source": "register"}
    english, swedish = (
        client.get(f"/api/v1/export/{form}", params={**asked, "lang": lang})
        for form, lang in (("nquads", "en"), ("csv", "sv"))
    )

    assert (english.status_code, swedish.status_code) == (422, 422)
    assert english.json()["detail"] == (
        "source: expected no source: a file holds what all sources together show; nquads has in a "
        "graph of its own what each source itself says, got 'register'"
    )
    assert swedish.json()["errors"] == [
        {
            "loc": ["query", "source"], "value": "register",
            "expected": "ingen källa: en fil har det som alla källor tillsammans visar; nquads har "
                        "i en egen graf det som varje källa själv säger",
        }
    ]  # fmt: skip
    unknown = client.get("/api/v1/export/csv", params={"sort": "name"}).json()["errors"]
    assert unknown[0]["expected"] == (
        "one of as_of, funder, kind, lang, period_from, period_to, programme, q, region, sector, "
        "theme"
    )
