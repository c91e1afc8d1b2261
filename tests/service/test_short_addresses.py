"""Addresses of the API without its prefix lead to it, with all that was asked."""

import pytest
from fastapi.testclient import TestClient

from tests.lookup import small_graph as small


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (f"/views/network.html?id={small.P1}&depth=2",
         f"/api/v1/views/network.html?id={small.P1}&depth=2"),
        ("/views/timeline.svg?q=%C3%A5sa%20a&lang=en",
         "/api/v1/views/timeline.svg?q=%C3%A5sa%20a&lang=en"),
        ("/export/csv", "/api/v1/export/csv"),
        ("/totals/sector?as_of=1", "/api/v1/totals/sector?as_of=1"),
        ("/views//e.example/X: y", "/api/v1/views//e.example/X%3A%20y"),
    ],
)  # fmt: skip
def test_what_is_no_page_leads_to_the_api(client: TestClient, asked: str, place: str) -> None:
    response = client.get(asked)

    assert (response.status_code, response.headers["location"]) == (308, place)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/sparql/", "/sparql"),
        ("/sparql/?query=ASK%20%7B%7D", "/sparql?query=ASK%20%7B%7D"),
        ("/gaps/?by=kind&lang=en", "/gaps?by=kind&lang=en"),
        (f"/id/projects/{small.P1}//", f"/id/projects/{small.P1}"),
        ("/api/v1/totals/sector/", "/api/v1/totals/sector"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_slash_at_the_end_leads_to_the_address_without(
    client: TestClient, asked: str, place: str, method: str
) -> None:
    response = client.request(method, asked)

    assert (response.status_code, response.headers["location"]) == (308, place)


@pytest.mark.parametrize("asked", ["/nothing/", "//nothing.example/", "//nothing.example//", "//"])
def test_a_slash_after_what_is_no_address_leads_nowhere(client: TestClient, asked: str) -> None:
    response = client.get(f"http://testserver{asked}")

    assert response.status_code == 404
    assert "location" not in response.headers


def test_what_they_lead_to_answers(client: TestClient) -> None:
    for asked in ("/views/timeline.csv", "/export/csv", "/totals/sector"):
        assert client.get(client.get(asked).headers["location"]).status_code == 200, asked


@pytest.mark.parametrize("page", ["/actors", "/gaps", "/timeline", "/sources", "/schema"])
def test_pages_keep_their_own_addresses(client: TestClient, page: str) -> None:
    response = client.get(page, headers={"Accept": "text/html"})

    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (
        200, "text/html",
    )  # fmt: skip
