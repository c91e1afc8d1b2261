"""What the API answers, and to whom."""

import gzip

import pytest
from fastapi.testclient import TestClient

from service.nouns import NOUNS
from tests.lookup import small_graph as small
from tests.service.conftest import TOKEN

BEARER = {"Authorization": f"Bearer {TOKEN}"}
API = "/api/v1"


def names(client: TestClient, path: str, **headers: str) -> list[str]:
    """The names on a page of a list."""
    response = client.get(API + path, headers=headers)
    assert response.status_code == 200, response.text
    return [item["name"] for item in response.json()["items"]]


def test_a_list_has_items_next_total_and_version(client: TestClient) -> None:
    page = client.get(f"{API}/projects?limit=2").json()

    assert [item["name"] for item in page["items"]] == ["Bron", "Delad vinst"]
    assert (page["total"], page["data_version"]) == (3, 4)
    assert sorted(page) == ["data_version", "items", "next", "total"]
    rest = client.get(f"{API}/projects", params={"limit": 2, "cursor": page["next"]}).json()
    assert [item["name"] for item in rest["items"]] == ["Odaterat"]
    assert rest["next"] is None


@pytest.mark.parametrize("noun", [noun.name for noun in NOUNS])
def test_every_noun_has_a_list(client: TestClient, noun: str) -> None:
    page = client.get(f"{API}/{noun}").json()

    assert page["total"] == len(page["items"])
    for item in page["items"][:2]:
        one = client.get(f"{API}/{noun}/{item['id']}").json()
        assert (one["id"], one["name"]) == (item["id"], item["name"])
        for part in ("ties", "claims"):
            assert client.get(f"{API}/{noun}/{item['id']}/{part}").status_code == 200


def test_filters_narrow_a_list(client: TestClient) -> None:
    assert names(client, "/actors?sector=private") == ["Öresund AB"]
    assert names(client, "/projects?theme=" + small.HALSA) == ["Bron"]
    assert names(client, "/projects?period_from=2015&period_to=2016&q=") == [
        "Delad vinst",
        "Odaterat",
    ]
    assert names(client, "/funders") == ["Fonden", "Malmö stad", "Rådet"]


def test_partners_come_with_the_arenas_they_share(client: TestClient) -> None:
    page = client.get(f"{API}/actors/{small.BOLAG}/partners").json()

    assert {p["actor"]["name"]: [a["name"] for a in p["arenas"]] for p in page["items"]} == {
        "Malmö stad": ["Delad vinst"],
        "Åsa Kooperativ": ["Delad vinst"],
        "Ärla universitet": ["Odaterat"],
    }


def test_a_value_leads_to_its_source_row_and_licence(client: TestClient) -> None:
    page = client.get(f"{API}/actors/{small.MALMO}/claims?field=identifiers").json()

    assert [
        (c["source"], c["files"], c["locators"], c["licence"], c["retrieved"])
        for c in page["items"]
    ] == [
        ("register", ["register.csv"], ["row 2"], "CC0-1.0", "2026-01-15"),
        ("almanac", ["almanac.csv"], ["row 2"], "CC-BY-4.0", None),
    ]


def test_a_tie_leads_to_its_claims(client: TestClient) -> None:
    tie = client.get(f"{API}/projects/{small.P3}/ties?type=FUNDS").json()["items"][0]

    page = client.get(f"{API}/ties/{tie['id']}/claims").json()

    assert [(c["source"], c["kind"]) for c in page["items"]] == [("register", "FUNDS")]


def test_search_finds_by_number_and_by_beginning(client: TestClient) -> None:
    by_number = client.get(f"{API}/search?q=22-018-S01").json()
    by_word = client.get(f"{API}/search?q=Öre&in=actors").json()

    assert [hit["name"] for hit in by_number["items"]] == ["Bron"]
    assert [hit["name"] for hit in by_word["items"]] == ["Öresund AB"]


def test_networks_paths_totals_and_timeline_answer(client: TestClient) -> None:
    around = client.get(f"{API}/network/neighbourhood?id={small.P3}").json()
    path = client.get(f"{API}/network/path?start={small.BOLAG}&end={small.FRITID}").json()
    sectors = client.get(f"{API}/totals/sector").json()
    years = client.get(f"{API}/timeline").json()

    assert sorted(n["name"] for n in around["nodes"]) == sorted(
        ["Odaterat", "Öresund AB", "Ärla universitet", "Fonden"]
    )
    assert (path["connected"], path["paths"][0]["length"]) == (True, 4)
    assert [(r["value"], r["actors"]) for r in sectors["rows"]] == [
        ("public", 4), ("private", 1), ("civil_society", 1), ("academia", 1), ("unknown", 3),
    ]  # fmt: skip
    assert (years["undated"], years["arenas_per_year"]["2015"]) == (1, 1)
    # The register covers 2015 to 2021 but 2018, the almanac 2016 and 2017; the odd one all.
    assert years["omitted"].keys() == {"register", "almanac"}
    assert years["omitted"]["almanac"] == [y for y in years["years"] if y not in (2016, 2017)]


def test_what_is_private_enters_no_public_answer(client: TestClient) -> None:
    assert client.get(f"{API}/collaborations/{small.C2}").status_code == 404
    assert "Hemligt möte" not in names(client, "/collaborations")
    assert "diary" not in [s["info"]["name"] for s in client.get(f"{API}/sources").json()["items"]]
    opened = client.get(f"{API}/collaborations/{small.C2}", headers=BEARER)
    assert opened.json()["name"] == "Hemligt möte"
    assert opened.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("value", ["Bearer wrong", "Bearer ", "Basic abc", "Bearer å"])
def test_a_wrong_token_opens_nothing(client: TestClient, value: str) -> None:
    response = client.get(f"{API}/actors", headers={"Authorization": value.encode()})

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="ekokarta"'


def test_as_of_takes_a_version_and_a_date(client: TestClient) -> None:
    first = client.get(f"{API}/collaborations?as_of=1").json()
    long_ago = client.get(f"{API}/actors?as_of=1999-12-31").json()
    today = client.get(f"{API}/actors?as_of=2999-01-01T00:00:00%2B01:00").json()

    assert (first["total"], first["data_version"]) == (0, 1)
    assert (long_ago["total"], long_ago["data_version"]) == (0, 0)
    assert today["data_version"] == 4


def test_sources_and_what_they_state_come_in_pages(client: TestClient) -> None:
    first = client.get(f"{API}/sources?limit=2").json()
    rest = client.get(f"{API}/sources", params={"limit": 2, "cursor": first["next"]}).json()
    stated = client.get(f"{API}/sources/almanac/claims?limit=500").json()
    paged = client.get(f"{API}/sources/almanac/claims?limit=4").json()

    named = [s["info"]["name"] for s in (*first["items"], *rest["items"])]
    assert (named, rest["next"], first["total"]) == (["register", "almanac", "odd"], None, 3)
    assert stated["total"] == len(small.almanac().claims) == len(stated["items"])
    assert {c["id"] for c in stated["items"]} == {c.id for c in small.almanac().claims}
    assert paged["items"] == stated["items"][:4]
    assert client.get(f"{API}/sources/diary/claims").status_code == 404
    assert client.get(f"{API}/sources/diary/claims", headers=BEARER).json()["total"] == 5


@pytest.mark.parametrize(
    ("path", "early", "late"),
    [
        (f"/actors/{small.UNI}", 2, 2),
        (f"/actors/{small.UNI}/ties", 2, 2),
        (f"/actors/{small.BOLAG}/partners", 3, 1),
        (f"/projects/{small.P2}/claims", 0, 1),
        ("/search?q=Bron", 0, 1),
        (f"/network/neighbourhood?id={small.P2}", 1, 7),
        (f"/network/path?start={small.MALMO}&end={small.UNI}", 1, 0),
        ("/projects", 2, 2),
    ],
)
def test_every_question_takes_a_period(
    client: TestClient, path: str, early: int, late: int
) -> None:
    def found(years: str) -> int:
        response = client.get(API + path + ("&" if "?" in path else "?") + years)
        assert response.status_code == 200, response.text
        answer = response.json()
        lists = ("items", "ties", "paths", "nodes")
        return len(next(answer[name] for name in lists if name in answer))

    assert found("period_from=2015&period_to=2016") == early
    assert found("period_from=2019&period_to=2021") == late
    wrong = client.get(API + path + ("&" if "?" in path else "?") + "period_from=2&period_to=1")
    assert (wrong.status_code, wrong.json()["errors"][0]["loc"]) == (422, ["query", "period_from"])


def test_an_etag_saves_the_answer_and_differs_by_reader(client: TestClient) -> None:
    first = client.get(f"{API}/actors")
    tag = first.headers["etag"]

    again = client.get(f"{API}/actors", headers={"If-None-Match": tag})
    others = [
        client.get(f"{API}/actors?limit=3"),
        client.get(f"{API}/actors", headers=BEARER),
        client.get(f"{API}/actors?lang=en"),
        client.get(f"{API}/actors?as_of=2"),
        client.get(f"{API}/actors", headers={"Accept": "application/xml"}),
    ]

    strong = client.get(f"{API}/actors", headers={"If-None-Match": tag.removeprefix("W/")})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert strong.status_code == 304
    assert len({tag, *(other.headers["etag"] for other in others)}) == 6
    for name in ("Accept", "Accept-Encoding", "Accept-Language", "Authorization"):
        assert name in first.headers["vary"].split(", ")


def test_head_answers_as_get_without_a_body(client: TestClient) -> None:
    path = f"{API}/actors/{small.MALMO}"
    get, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-length"] == get.headers["content-length"]


def test_head_of_an_export_does_not_wait_for_the_file(client: TestClient) -> None:
    get, head = client.get(f"{API}/export/csv"), client.head(f"{API}/export/csv")

    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-disposition"):
        assert head.headers[name] == get.headers[name]


def test_large_answers_are_compressed(client: TestClient) -> None:
    with client.stream("GET", f"{API}/openapi.json", headers={"Accept-Encoding": "gzip"}) as found:
        raw = b"".join(found.iter_raw())

    assert found.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw).startswith(b'{"openapi"')


@pytest.mark.parametrize(
    ("path", "kind", "begins"),
    [
        (f"network.html?id={small.P1}", "text/html", b"<!doctype html>"),
        (f"network.csv?id={small.P1}", "text/csv", b"\xef\xbb\xbf"),
        ("timeline.html", "text/html", b"<!doctype html>"),
        ("timeline.svg", "image/svg+xml", b"<svg"),
        ("timeline.png", "image/png", b"\x89PNG"),
        ("sector-matrix.svg", "image/svg+xml", b"<svg"),
        ("sector-matrix.csv", "text/csv", b"\xef\xbb\xbf"),
    ],
)
def test_views_come_as_pages_pictures_and_tables(
    client: TestClient, path: str, kind: str, begins: bytes
) -> None:
    response = client.get(f"{API}/views/{path}")

    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] == kind
    assert response.content.startswith(begins)
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_suppressed_cell_does_not_open(client: TestClient) -> None:
    table = client.get(f"{API}/gaps/sectors").json()
    suppressed = next(p for p in table["pairs"] if p["verdict"] == "suppressed")

    response = client.get(f"{API}/gaps/sectors/{suppressed['a']}/{suppressed['b']}")

    assert suppressed["arenas"] is None
    assert response.status_code == 403
    assert "fewer than 5 actors take part" in response.json()["detail"]


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("text/html,*/*;q=0.8", "/actors/"),
        ("application/json", "/api/v1/actors/"),
        ("text/html;q=0.1, application/json", "/api/v1/actors/"),
    ],
)
def test_a_permanent_address_leads_to_page_or_data(
    client: TestClient, accept: str, place: str
) -> None:
    response = client.get(f"/id/actors/{small.MALMO}", headers={"Accept": accept})

    assert (response.status_code, response.headers["location"]) == (303, place + small.MALMO)


def test_health_and_metrics(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    ready = {"status": "ready", "data_version": 4, "rules": "current"}
    assert client.get("/health/ready").json() == ready
    counted = client.get("/metrics").text
    assert 'ekokarta_requests_total{method="GET",route="/health/live",status="200"} ' in counted
    assert "ekokarta_data_version 4\n" in counted


@pytest.mark.parametrize(
    ("method", "path", "counted"),
    [
        ("GET", "/themes", ("GET", "/themes", 200)),
        ("GET", "/programmes?limit=0", ("GET", "/programmes", 422)),
        ("HEAD", f"/projects/{small.P1}", ("HEAD", "/projects/{id}", 200)),
        ("GET", "/funders/nobody/ties", ("GET", "/funders/{id}/ties", 404)),
        ("GET", f"/projects/{small.P1}/claims", ("GET", "/projects/{id}/claims", 200)),
        ("POST", "/collaborations", ("POST", "/collaborations", 405)),
        ("POST", "/sparql", ("POST", "/sparql", 406)),
        ("BREW", "/collaborations", ("other", "/collaborations", 405)),
        ("GET", "/nouns", ("GET", "unknown", 404)),
    ],
)
def test_pages_of_each_noun_are_counted_apart(
    client: TestClient, method: str, path: str, counted: tuple[str, str, int]
) -> None:
    def times() -> int:
        kind, route, status = counted
        line = f'ekokarta_requests_total{{method="{kind}",route="{route}",status="{status}"}} '
        lines = client.get("/metrics").text.splitlines()
        return sum(int(each.removeprefix(line)) for each in lines if each.startswith(line))

    before = times()
    client.request(method, path)

    assert times() == before + 1


def test_the_description_names_every_parameter_and_loads_nothing(client: TestClient) -> None:
    described = client.get(f"{API}/openapi.json").json()

    undescribed = [
        (path, parameter["name"])
        for path, operations in described["paths"].items()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description") and parameter["in"] == "query"
    ]
    assert undescribed == []
    assert "Problem" in described["components"]["schemas"]
    assert {f"{API}/{noun.name}" for noun in NOUNS} <= set(described["paths"])
    assert client.get("/docs").status_code == 404
