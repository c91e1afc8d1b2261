"""What is too much to draw, and what needs a library that is not installed."""

import sys
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.lookup.small_graph import REGISTER, Statements, node_id

API = "/api/v1"
HUB = node_id("register/act/hub")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One actor in 301 collaborations that began between 1900 and 2020."""
    says = Statements(REGISTER)
    says.says("act", "hub", name="Navet")
    for n in range(301):
        says.says("col", f"c{n}", name=f"Möte {n}", start=str(1900 + n % 121))
        says.ties("PARTICIPATES_IN", "act/hub", f"col/c{n}", role="organiser", status="party")
    with caller_in(tmp_path_factory.mktemp("crowd"), says) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        (f"/views/network.html?id={HUB}&max_nodes=400", "302 nodes are too many"),
        ("/views/timeline.svg", "121 years are too many"),
    ],
)
def test_more_than_can_be_drawn_is_413_and_says_how_to_ask_for_less(
    crowd: TestClient, path: str, advice: str
) -> None:
    response = crowd.get(API + path, headers={"Accept-Language": "en"})

    problem = response.json()
    assert (response.status_code, problem["status"]) == (413, 413)
    assert advice in problem["detail"]
    assert "as CSV" in problem["detail"]


def test_the_same_as_a_table_is_no_error(crowd: TestClient) -> None:
    for form in ("csv", "xlsx"):
        for path in (f"network.{form}?id={HUB}&max_nodes=400", f"timeline.{form}"):
            assert crowd.get(f"{API}/views/{path}").status_code == 200


def test_a_person_gets_a_page_that_says_it_is_too_much(crowd: TestClient) -> None:
    asked = {"Accept": "text/html", "Accept-Language": "sv"}
    response = crowd.get(f"{API}/views/timeline.html", headers=asked)

    assert response.status_code == 413
    assert "<h1>För mycket på en gång</h1>" in response.text


def test_a_picture_without_its_library_is_501_and_says_what_to_install(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)  # as where the extra is not installed

    # Asked for as nowhere else: a picture that was drawn before needs no library.
    response = client.get(f"{API}/views/timeline.svg?lang=en&period_to=2016")

    assert (response.status_code, response.json()["status"]) == (501, 501)
    assert 'pip install "ekokarta[pictures]"' in response.json()["detail"]
    for form in ("csv", "xlsx"):
        assert client.get(f"{API}/views/timeline.{form}?period_to=2016").status_code == 200


def test_many_ties_are_counted_by_type_and_the_rest_is_a_page_away(crowd: TestClient) -> None:
    shown = crowd.get(f"/actors/{HUB}", headers={"Accept": "text/html"}).text

    assert "Kopplingar (301)" in shown
    assert f"/actors/{HUB}/ties?type=PARTICIPATES_IN" in shown
    assert shown.count("samverkans tid") == 15
