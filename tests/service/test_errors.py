"""Every error is a problem+json that says where, what was expected, and under which request."""

import base64
from typing import Any

import pytest
from fastapi.exceptions import RequestValidationError
from fastapi.testclient import TestClient

from graph_schema.vocabularies import Audience
from queries.errors import (
    BadQuestionError,
    CursorGoneError,
    MergedError,
    NotComparedError,
    NothingKeptError,
    NotInGraphError,
    NotMadeYetError,
    NotShownError,
    QuestionError,
    SliceTooLargeError,
    SplitError,
    TooManyJobsError,
)
from queries.stores.base import Store, StoreBusyError, StoreError
from service.access import version_of
from service.app import create_app
from service.errors import STATUS_OF, status_of
from service.exports.about import FormatNotInstalledError
from service.language import preferred
from service.refusals import (
    CellNotShownError,
    ChangedError,
    ForeignPageError,
    ManyExportsError,
    NotAcceptableError,
    NotAuthorisedError,
    NotModifiedError,
    RangeError,
    RefusedRequestError,
    UnreadBodyError,
)
from service.security import audience_of
from service.settings import Settings
from service.sparql.errors import SparqlError
from tests.lookup import small_graph as small
from visualisations.errors import DrawingError, PicturesNotInstalledError, TooMuchToDrawError

API = "/api/v1"
TOO_LONG = "at most 200 characters"
CURSOR = "the cursor of an earlier page, unchanged"
EXPECTED = {
    SplitError: 300,
    MergedError: 301,
    NotModifiedError: 304,
    NotAuthorisedError: 401,
    SparqlError: 400,
    CellNotShownError: 403,
    NotShownError: 403,
    ForeignPageError: 403,
    NotInGraphError: 404,
    NotComparedError: 404,
    NotMadeYetError: 404,
    NotAcceptableError: 406,
    CursorGoneError: 410,
    ChangedError: 412,
    SliceTooLargeError: 413,
    TooMuchToDrawError: 413,
    UnreadBodyError: 415,
    RangeError: 416,
    BadQuestionError: 422,
    RequestValidationError: 422,
    TooManyJobsError: 429,
    FormatNotInstalledError: 501,
    PicturesNotInstalledError: 501,
    ManyExportsError: 503,
    NothingKeptError: 503,
    StoreError: 503,
}


def test_every_row_of_the_table() -> None:
    assert STATUS_OF == EXPECTED
    assert status_of(StoreBusyError("someone writes")) == 503


def test_no_error_of_a_question_is_without_a_status() -> None:
    families = (QuestionError, RefusedRequestError, DrawingError)

    missing = {kind for family in families for kind in family.__subclasses__()} - set(STATUS_OF)

    assert missing == set()


@pytest.mark.parametrize(
    ("path", "status", "loc", "expected"),
    [
        ("/actors?limit=0", 422, ["query", "limit"], "greater than or equal to 1"),
        ("/actors?limit=501", 422, ["query", "limit"], "less than or equal to 500"),
        ("/actors?limit=ten", 422, ["query", "limit"], "a whole number"),
        ("/network/neighbourhood?id=x&depth=4", 422, ["query", "depth"], "less than or equal to 3"),
        ("/network/neighbourhood", 422, ["query", "id"], "a value"),
        ("/actors?q=" + "x" * 201, 422, ["query", "q"], TOO_LONG),
        ("/actors?lang=de", 422, ["query", "lang"], "'sv' or 'en'"),
        ("/projects?cursor=abc", 422, ["query", "cursor"], CURSOR),
        ("/projects?as_of=5", 422, ["query", "as_of"], "a published version; the newest is 4"),
        ("/actors?lang=sv&lang=en", 422, ["query", "lang"], "the parameter once"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_located(
    client: TestClient, path: str, status: int, loc: list[str], expected: str
) -> None:
    response = client.get(API + path)

    problem = response.json()
    assert (response.status_code, problem["status"]) == (status, status)
    assert response.headers["content-type"] == "application/problem+json"
    assert [(e["loc"], e["expected"]) for e in problem["errors"]] == [(loc, expected)]
    assert problem["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("path", "said", "flaw"),
    [
        (
            "/actors?lang=de",
            "lang: expected 'sv' or 'en', got \"de\"",
            {"loc": ["query", "lang"], "value": "de", "expected": "'sv' or 'en'"},
        ),
        (
            "/gaps?units=apart",
            "units: expected 'together' or 'separate', got \"apart\"",
            {
                "loc": ["query", "units"],
                "value": "apart",
                "expected": "'together' or 'separate'",
            },
        ),
    ],
)
def test_a_page_tells_once_what_it_cannot_understand(
    client: TestClient, path: str, said: str, flaw: dict[str, Any]
) -> None:
    problem = client.get(path).json()
    page = client.get(path, headers={"Accept": "text/html"})

    assert (problem["status"], problem["detail"], problem["errors"]) == (422, said, [flaw])
    assert page.text.count(f"<code>{flaw['loc'][-1]}</code>") == 1


@pytest.mark.parametrize(
    ("path", "title", "detail", "expected"),
    [
        (
            "/gaps/sectors?region=Atlantis",
            "Frågan gick inte att förstå",
            'region: fick "Atlantis", väntade id, kod eller namn för något av slaget Region i den '
            "här versionen",
            ["id, kod eller namn för något av slaget Region i den här versionen"],
        ),
        (
            "/gaps/sectors?draws=många&seed=3&seed=4.5",
            "Frågan gick inte att förstå",
            'seed: fick "3, 4.5", väntade parametern en enda gång',
            ["parametern en enda gång"],
        ),
        (
            "/gaps/sectors?draws=många&seed=x",
            "Frågan gick inte att förstå",
            'draws: fick "många", väntade ett heltal; seed: fick "x", väntade ett heltal',
            ["ett heltal", "ett heltal"],
        ),
        (
            "/actors/act-0000000000000000",
            "Finns inte här",
            "Det finns inget på den här adressen i den här versionen av kartan. Sök på namnet "
            "eller numret i stället.",
            [],
        ),
    ],
)
def test_a_program_that_asks_for_swedish_is_told_in_swedish(
    client: TestClient, path: str, title: str, detail: str, expected: list[str]
) -> None:
    told = client.get(f"{API}{path}", headers={"Accept-Language": "sv-SE,sv;q=0.9,en;q=0.5"})
    english = client.get(f"{API}{path}", headers={"Accept-Language": "*"})

    problem = told.json()
    assert told.headers["content-language"] == "sv"
    assert (problem["title"], problem["detail"]) == (title, detail)
    assert [flaw["expected"] for flaw in problem["errors"]] == expected
    assert english.headers["content-language"] == "en"
    assert english.json()["detail"] != detail
    assert [flaw["loc"] for flaw in english.json()["errors"]] == [
        flaw["loc"] for flaw in problem["errors"]
    ]


@pytest.mark.parametrize(
    ("lang", "says"), [("sv", "minst ett värde"), ("en", "at least one value")]
)
def test_one_is_told_as_one(client: TestClient, lang: str, says: str) -> None:
    told = client.post(f"{API}/whatif", json={"change": []}, headers={"Accept-Language": lang})
    assert [flaw["expected"] for flaw in told.json()["errors"]] == [says]


@pytest.mark.parametrize(
    ("path", "origin", "said"),
    [
        (f"{API}/jobs/0123456789abcdef", None, "there is no job"),
        (f"{API}/gaps/sectors/scrutiny", "https://other.example", "a page of another site"),
    ],
)
def test_what_has_no_swedish_words_is_said_in_english_as_it_is(
    client: TestClient, path: str, origin: str | None, said: str
) -> None:
    asked = {"Accept-Language": "sv", **({} if origin is None else {"Origin": origin})}

    told = client.request("GET" if origin is None else "POST", path, headers=asked)

    assert told.headers["content-language"] == "en"
    assert said in told.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/actors", f"/actors/{small.MALMO}", "/gaps/sectors", "/views/timeline.csv", "/status"]
)
def test_a_parameter_nobody_knows_is_refused(client: TestClient, path: str) -> None:
    response = client.get(f"{API}{path}?limitt=3")

    assert response.status_code == 422
    assert response.json()["errors"][0]["loc"] == ["query", "limitt"]
    assert "lang" in response.json()["errors"][0]["expected"]


@pytest.mark.parametrize("path", [f"{API}/schema", "/metrics", "/health/live", "/health/ready"])
def test_where_nothing_may_be_asked_it_says_so(client: TestClient, path: str) -> None:
    response = client.get(f"{path}?limit=3")

    assert response.status_code == 422
    assert response.json()["errors"][0]["expected"] == "no parameter"


def test_an_address_in_a_problem_is_an_address(client: TestClient) -> None:
    response = client.get(f"{API}/actors/%C3%A5%00")

    assert response.json()["instance"] == f"{API}/actors/%C3%A5%00"


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/api/v1/nothing", f"{API}/actors/act-0", f"{API}/projects/{small.MALMO}",
     f"{API}/sources/none", "/id/cats/1", "/static/none.css"],
)  # fmt: skip
def test_what_is_not_there_is_a_404(client: TestClient, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.json()["instance"]) == (404, path)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (f"{API}/actors", ("GET", "HEAD")),
        ("/", ("GET", "HEAD")),
        ("/ontology", ("GET", "HEAD")),
        (f"{API}/gaps/sectors/scrutiny", ("GET", "HEAD", "POST")),
        (f"{API}/jobs/x", ("GET", "HEAD", "DELETE")),
    ],
)
def test_a_method_an_address_does_not_know_is_told_those_it_knows(
    client: TestClient, method: str, path: str, allowed: tuple[str, ...]
) -> None:
    if method in allowed:
        return
    response = client.request(method, path)

    assert response.status_code == 405
    assert response.headers["allow"] == ", ".join(allowed)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == (
        f"{method} is none of the methods here: {', '.join(allowed)}"
    )
    swedish = client.request(method, path, headers={"Accept-Language": "sv"}).json()
    assert (swedish["title"], swedish["detail"]) == (
        "Metoden används inte här", f"{method} är ingen av metoderna här: {', '.join(allowed)}"
    )  # fmt: skip


def test_a_merged_id_leads_to_the_one_it_became(client: TestClient) -> None:
    old = small.node_id("almanac/act/m")

    responses = [
        client.get(f"{API}/actors/{old}/claims?field=name"),
        client.get(f"/actors/{old}", headers={"Accept": "text/html"}),
        client.get(f"{API}/network/neighbourhood?id={old}&depth=2"),
    ]

    assert [(r.status_code, r.headers["location"]) for r in responses] == [
        (301, f"{API}/actors/{small.MALMO}/claims?field=name"),
        (301, f"/actors/{small.MALMO}"),
        (301, f"{API}/network/neighbourhood?id={small.MALMO}&depth=2"),
    ]


def test_a_cursor_goes_on_in_its_version_and_nowhere_else(client: TestClient) -> None:
    cursor = client.get(f"{API}/projects?limit=1&as_of=1").json()["next"]

    asked = {"cursor": cursor, "limit": 1}
    same = client.get(f"{API}/projects", params={**asked, "as_of": 1})
    unsaid = client.get(f"{API}/projects", params=asked)
    newer = client.get(f"{API}/projects", params={**asked, "as_of": 3})
    filtered = client.get(f"{API}/projects", params={**asked, "theme": small.HALSA})

    assert [r.status_code for r in (same, unsaid, newer, filtered)] == [200, 200, 410, 422]
    assert same.json() == unsaid.json()
    assert (unsaid.json()["data_version"], unsaid.json()["items"][0]["name"]) == (1, "Delad vinst")


def test_a_cursor_of_a_version_that_never_was_is_gone(client: TestClient) -> None:
    forged = base64.urlsafe_b64encode(b'[77,"2a16082686bd",5]').decode()

    response = client.get(f"{API}/projects", params={"cursor": forged})

    assert (response.status_code, response.json()["status"]) == (410, 410)


@pytest.mark.parametrize(
    ("as_of", "version"),
    [("", 4), ("9999-12-31", 4), ("9999-12-31T23:59:59-12:00", 4), ("0001-01-01", 0),
     ("0001-01-01T00:00:00 14:00", 0), ("2999-01-01T00:00:00 01:00", 4), ("0", 0), ("04", 4)],
)  # fmt: skip
def test_every_moment_of_the_calendar_has_a_version(
    client: TestClient, as_of: str, version: int
) -> None:
    response = client.get(f"{API}/actors", params={"as_of": as_of})

    assert response.json()["data_version"] == version


@pytest.mark.parametrize(
    ("as_of", "instant"),
    [
        ("2026-11-22", "2026-11-22T22:59:59.999999Z"),
        ("2026-06-30", "2026-06-30T21:59:59.999999Z"),
        ("2026-03-28", "2026-03-28T22:59:59.999999Z"),
        ("2026-03-29", "2026-03-29T21:59:59.999999Z"),  # 23 hours long
        ("2026-10-24", "2026-10-24T21:59:59.999999Z"),
        ("2026-10-25", "2026-10-25T22:59:59.999999Z"),  # 25 hours long
        ("2026-11-22T08:30:00", "2026-11-22T07:30:00Z"),
        ("2026-11-22T08:30:00+05:30", "2026-11-22T03:00:00Z"),
    ],
)
def test_a_date_means_its_end_in_stockholm(as_of: str, instant: str) -> None:
    assert version_of(as_of) == instant


def test_an_unacceptable_form_is_a_406(client: TestClient) -> None:
    response = client.get(f"/id/actors/{small.MALMO}", headers={"Accept": "image/gif"})

    assert response.status_code == 406


def test_a_store_that_is_down_is_a_503_and_the_process_still_lives(settings: Settings) -> None:
    away = settings.model_copy(update={"store": "neo4j://127.0.0.1:1", "neo4j_password": None})
    with TestClient(create_app(away)) as client:
        responses = {
            path: client.get(path)
            for path in ("/health/live", "/health/ready", f"{API}/actors", "/metrics")
        }

    assert {path: r.status_code for path, r in responses.items()} == {
        "/health/live": 200,
        "/health/ready": 503,
        f"{API}/actors": 503,
        "/metrics": 200,
    }
    assert "127.0.0.1:1" not in responses[f"{API}/actors"].text
    assert "ekokarta_store_up 0" in responses["/metrics"].text


def test_what_nobody_foresaw_tells_the_caller_nothing_but_the_request_id(
    store: Store, settings: Settings
) -> None:
    app = create_app(settings, store)

    def broken() -> None:
        raise ZeroDivisionError("a secret of the inside")

    app.add_api_route("/broken", broken)
    with TestClient(app, raise_server_exceptions=False) as client:
        asked = {"X-Request-ID": "request-7", "Origin": "https://other.example"}
        response = client.get("/broken", headers=asked)
        with_token = client.get("/broken", headers={**asked, "Authorization": "x"})

    assert response.status_code == 500
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in with_token.headers
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "the service could not answer; the operator finds the request id in the log",
        "instance": "/broken",
        "errors": [],
        "request_id": "request-7",
    }


def test_every_answer_carries_the_headers_that_keep_browsers_safe(client: TestClient) -> None:
    for path in ("/", "/nothing", f"{API}/actors", f"{API}/actors?x=1", "/health/live"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


def test_a_request_id_that_is_given_is_kept(client: TestClient) -> None:
    given = client.get("/health/live", headers={"X-Request-ID": "abc-12345"})
    forged = client.get("/health/live", headers={"X-Request-ID": "a b\tc"})

    assert given.headers["x-request-id"] == "abc-12345"
    assert len(forged.headers["x-request-id"]) == 32


def test_without_a_token_configured_no_token_opens_anything() -> None:
    assert audience_of(None, None) is Audience.PUBLIC
    with pytest.raises(NotAuthorisedError):
        audience_of("Bearer ", None)


@pytest.mark.parametrize(
    ("accept", "lang"),
    [("", "sv"), ("en-GB,en;q=0.9", "en"), ("de,sv;q=0.5,en;q=0.4", "sv"), ("en;q=x,sv", "sv"),
     ("fr", "sv"), ("sv;q=0,en", "en")],
)  # fmt: skip
def test_the_language_a_browser_prefers(accept: str, lang: str) -> None:
    assert preferred(accept) == lang


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    ("body", "place"),
    [
        (r'{"change":"gone \"\ud800\""}', "change"),
        (r'{"\ud800":1}', "body"),
        (r'{"change":["\ud800"]}', "0"),
        (r'{"change":["add any:public x1"],"source":"\udfff"}', "source"),
        (r'"\ud800"', "body"),
    ],
)
def test_half_a_character_in_a_body_is_refused_and_shown(
    client: TestClient, body: str, place: str, lang: str
) -> None:
    headers = {"Content-Type": "application/json", "Accept-Language": lang}
    answer = client.post(f"{API}/whatif", content=body, headers=headers)

    assert answer.status_code == 422
    assert place in [flaw["loc"][-1] for flaw in answer.json()["errors"]]
    assert r"\u" in answer.json()["detail"]
