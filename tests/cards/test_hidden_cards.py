"""Cards of a sensitive part: what answers withhold no card tells, of a role or pair neither."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.lookup.small_graph import node_id
from tests.network.test_bridges_hiding import AUTH, FEW, MANY, OPEN, TOKEN, hubs

BASE = "https://map.example/"
LINKED = ("text/turtle", "application/ld+json", "application/n-triples")
HUB, COMPANY, ASSOCIATION = (node_id(f"register/act/{key}") for key in ("h0", "l00", "l03"))
CARDS = (
    f"roles/{HUB}/liaison",
    f"sole-pairs/{HUB}/{COMPANY}/{ASSOCIATION}",
    f"measures/{HUB}",
    "bands/5",
)


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("hidden")
    with caller_in(folder, hubs(), token=TOKEN, base_address=BASE) as client:
        yield client


@pytest.mark.parametrize("card", CARDS)
def test_brokers_of_a_sensitive_part_have_no_cards_for_the_public(
    card: str, caller: TestClient
) -> None:
    """Violence is that of one hub alone; faith is that of three, and work is not sensitive."""
    for prefix in ("/api/v1/cards", "/cards"):
        path = f"{prefix}/{card}"
        for theme in (FEW, MANY):
            assert caller.get(path, params={"theme": theme}).status_code == 403
            assert caller.get(path, params={"theme": theme}, headers=AUTH).status_code == 200
        assert caller.get(path, params={"theme": OPEN}).status_code == 200


def test_a_band_there_is_not_is_refused_as_one_that_is_not_shown(caller: TestClient) -> None:
    refused = [
        caller.get(f"/api/v1/cards/bands/{least}", params={"theme": FEW}) for least in (5, 7)
    ]
    first, other = ({**each.json(), "request_id": "", "instance": ""} for each in refused)
    assert first == other
    assert caller.get("/api/v1/cards/bands/7", params={"theme": OPEN}).status_code == 404


@pytest.mark.parametrize("accept", LINKED)
@pytest.mark.parametrize("card", CARDS)
def test_nor_have_they_as_linked_data(card: str, accept: str, caller: TestClient) -> None:
    path, headers = f"/api/v1/cards/{card}", {"Accept": accept}

    refused = caller.get(path, params={"theme": FEW}, headers=headers)
    shown = caller.get(path, params={"theme": FEW}, headers={**headers, **AUTH})

    plain = caller.get(path, params={"theme": FEW})
    told, same = ({**answer.json(), "request_id": ""} for answer in (refused, plain))
    assert (refused.status_code, told) == (403, same)
    assert "measure-" not in refused.text
    assert (shown.status_code, "measure-" in shown.text) == (200, True)


def test_of_three_hubs_each_pair_hangs_on_one(caller: TestClient) -> None:
    """Each of three companies with each of three associations, through a public hub."""
    role, pair = (
        caller.get(f"/api/v1/cards/{card}", params={"theme": MANY}, headers=AUTH).json()["values"]
        for card in CARDS[:2]
    )
    assert (role["observed"], role["brokered"]) == (9, 15)
    assert (pair["role"], pair["arenas"], pair["sole_pairs"]) == ("liaison", {"a": 1, "b": 1}, 9)
