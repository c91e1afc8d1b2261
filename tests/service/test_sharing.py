"""What pages of other sites may read by script, and what not, as browsers ask (Fetch, CORS)."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from queries.stores.base import Store
from service.app import create_app
from service.settings import Settings
from tests.service.conftest import TOKEN

API = "/api/v1"
THERE = {"Origin": "https://other.example"}
ALLOW = "access-control-allow-origin"
QUERY = "application/sparql-query"


@pytest.fixture(scope="module")
def client(store: Store, settings: Settings) -> Iterator[TestClient]:
    """A caller of a service whose graph is published; its triple store is not built."""
    published = settings.model_copy(update={"base_address": "https://map.example/"})
    with TestClient(create_app(published, store), follow_redirects=False) as caller:
        yield caller


def test_what_is_published_nowhere_is_read_by_no_other_page(
    store: Store, settings: Settings
) -> None:
    with TestClient(create_app(settings, store)) as caller:
        answer = caller.get(f"{API}/actors", headers=THERE)
        before = asked_before(caller, f"{API}/actors", "GET")

    assert (answer.status_code, ALLOW in answer.headers) == (200, False)
    assert ALLOW not in before


def asked_before(client: TestClient, path: str, method: str, headers: str = "") -> dict[str, str]:
    """What a browser is told that asks whether a page may send a request; its status too."""
    asked = {**THERE, "Access-Control-Request-Method": method}
    if headers:
        asked["Access-Control-Request-Headers"] = headers
    answer = client.options(path, headers=asked)
    return {**answer.headers, "status": str(answer.status_code)}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{API}/actors", 200),
        (f"{API}/export/csv", 200),
        ("/ontology", 303),
        ("/nothing", 404),
        (f"{API}/actors?limit=0", 422),
        (f"{API}/export/turtle?as_of=77", 422),
        ("/sparql?update=x", 400),
        (f"{API}/actors?as_of=77", 422),
    ],
)
def test_public_answers_are_read_by_any_page_and_errors_too(
    client: TestClient, path: str, status: int
) -> None:
    for method in ("GET", "HEAD"):
        answer = client.request(method, path, headers=THERE)

        assert (answer.status_code, answer.headers[ALLOW]) == (status, "*")
        assert "access-control-allow-credentials" not in answer.headers
        assert set(answer.headers["access-control-expose-headers"].split(", ")) == {
            "Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Link", "Location",
            "Retry-After", "X-Data-Version", "X-Graphs-Not-Here", "X-Newest-Data-Version",
            "X-Request-ID",
        }  # fmt: skip
        assert "Origin" in answer.headers["vary"].split(", ")


def test_what_is_known_already_and_parts_of_files_are_read_too(client: TestClient) -> None:
    tag = client.get(f"{API}/export/csv").headers["etag"]
    for more, status in (
        ({"If-None-Match": tag}, 304),
        ({"Range": "bytes=0-9", "If-Range": tag}, 206),
    ):
        answer = client.get(f"{API}/export/csv", headers={**THERE, **more})
        assert (answer.status_code, answer.headers[ALLOW]) == (status, "*")


@pytest.mark.parametrize(
    "secret", [{"Authorization": f"Bearer {TOKEN}"}, {"Authorization": "x"}, {"Cookie": "a=b"}]
)
def test_what_is_asked_with_credentials_is_read_by_no_other_page(
    client: TestClient, secret: dict[str, str]
) -> None:
    answer = client.get(f"{API}/actors", headers={**THERE, **secret})

    assert ALLOW not in answer.headers
    assert asked_before(client, f"{API}/actors", "GET", "Authorization")["status"] == "400"


@pytest.mark.parametrize("path", ["/metrics", "/health/live", "/health/ready"])
def test_what_is_for_the_operator_is_read_by_no_other_page(client: TestClient, path: str) -> None:
    assert ALLOW not in client.get(path, headers=THERE).headers
    assert ALLOW not in asked_before(client, path, "GET")


@pytest.mark.parametrize(
    ("path", "method"),
    [
        (f"{API}/gaps/sectors/scrutiny", "POST"),
        (f"{API}/network/groups", "POST"),
        (f"{API}/jobs/0123456789abcdef", "DELETE"),
        ("/gaps/scrutiny", "POST"),
    ],
)
def test_what_begins_or_ends_work_is_refused_to_other_pages(
    client: TestClient, path: str, method: str
) -> None:
    before = asked_before(client, path, method)
    answer = client.request(method, path, headers=THERE)

    assert (before["status"], ALLOW in before) == ("405", False)
    assert (answer.status_code, ALLOW in answer.headers) == (403, False)
    read = asked_before(client, path, "GET", "If-None-Match")
    assert read["access-control-allow-methods"] == "GET, HEAD"


def test_a_browser_is_told_before_what_a_page_may_send(client: TestClient) -> None:
    read = asked_before(client, f"{API}/export/csv", "GET", "range,if-range,x-request-id")
    posted = asked_before(client, "/sparql", "POST", "content-type")

    assert (read["status"], read[ALLOW]) == ("200", "*")
    assert read["access-control-allow-methods"] == "GET, HEAD"
    assert (posted["status"], posted[ALLOW]) == ("200", "*")
    assert posted["access-control-allow-methods"] == "GET, HEAD, POST"
    assert "Content-Type" in posted["access-control-allow-headers"].split(", ")
    assert "Authorization" not in posted["access-control-allow-headers"].split(", ")
    assert asked_before(client, "/sparql", "PUT").get(ALLOW) is None


def test_a_query_that_is_posted_is_answered_to_any_page(client: TestClient) -> None:
    site = {**THERE, "Sec-Fetch-Site": "cross-site", "Content-Type": QUERY}

    answer = client.post("/sparql", content="INSERT DATA {}", headers=site)

    assert answer.status_code in {400, 503}  # where the triples are not loaded yet it says so
    assert answer.headers[ALLOW] == "*"
