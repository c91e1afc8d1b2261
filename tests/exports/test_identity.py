"""Permanent addresses as programs follow them: the form accepted, the way to the source."""

import json
import re
from collections.abc import Iterable

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, URIRef

from service.accepting import chosen
from tests.exports.conftest import BASE, LOST
from tests.lookup import small_graph as small

MALMO = f"/id/actors/{small.MALMO}"
PAGE, DATA = f"/actors/{small.MALMO}", f"/api/v1/actors/{small.MALMO}"
OWNS = small.edge_id("PARTICIPATES_IN", "register/act/malmo", "register/prj/p1", role="owner")
OFFERED = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
}


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "html"),
        ("text/*", "html"),
        ("application/*", "json"),
        ("TEXT/TURTLE", "turtle"),
        ("text/turtle;q=0.5, application/ld+json;q=0.6", "json-ld"),
        ("text/turtle, application/ld+json", "turtle"),
        ("text/turtle;q=0.2, */*;q=0.1", "turtle"),
        ("text/html;q=0, */*", "json"),
        ("text/*;q=0, */*", "json"),
        ("text/html;q=0, application/xhtml+xml", None),
        ("application/xhtml+xml;q=0, text/html", "html"),
        ("application/xhtml+xml", "html"),
        ("application/xhtml+xml, */*;q=0", "html"),
        ("text/*;q=0.3, text/turtle;q=0.7", "turtle"),
        ("text/html;level=1;q=0.3, text/turtle;q=0.4", "turtle"),
        ("text/turtle; q=0.8 , text/html; q=0.2", "turtle"),
        ("text/turtle;q=high, text/html;q=0.1", "html"),
        ("text/turtle;q=1.5, text/html;q=0.1", "html"),
        ("text/turtle;q=0", None),
        ("image/gif", None),
        ("nonsense", None),
        ("", "html"),
        (" , ", "html"),
    ],
)
def test_the_form_wanted_most_is_chosen(accept: str, form: str | None) -> None:
    assert chosen(accept, OFFERED) == form


@pytest.mark.parametrize(
    ("accept", "status", "found"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", 303, PAGE),
        ("application/json", 303, DATA),
        ("*/*", 303, PAGE),
        ("", 303, PAGE),
        ("text/turtle", 303, f"{MALMO}.ttl"),
        ("application/ld+json", 303, f"{MALMO}.jsonld"),
        ("application/n-triples", 303, f"{MALMO}.nt"),
        ("text/turtle;q=0.4, application/n-triples;q=0.5", 303, f"{MALMO}.nt"),
        ("text/html;q=0.4, text/turtle;q=0.5", 303, f"{MALMO}.ttl"),
        ("image/gif", 406, "application/problem+json"),
        ("text/html;q=0, */*", 303, DATA),
    ],
)
def test_an_address_leads_to_what_is_accepted(
    client: TestClient, accept: str, status: int, found: str
) -> None:
    response = client.get(MALMO, headers={"Accept": accept})
    head = client.head(MALMO, headers={"Accept": accept})

    where = response.headers["location" if status == 303 else "content-type"]
    assert (response.status_code, where) == (status, found)
    assert "Accept" in response.headers["vary"].split(", ")
    assert (head.status_code, head.headers.get("location"), head.content) == (
        status, response.headers.get("location"), b"",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("ttl", "text/turtle; charset=utf-8"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
    ],
)
def test_a_document_about_a_thing_has_an_address_of_its_own(
    client: TestClient, client_without_base: TestClient, ending: str, media_type: str
) -> None:
    path, older = f"{MALMO}.{ending}", small.node_id("almanac/act/m")

    given = client.get(path, headers={"Accept": "image/gif"})
    head = client.head(path)
    tag = client.get(path).headers["etag"]
    kept = client.get(path, headers={"If-None-Match": tag})
    moved = client.get(f"/id/actors/{older}.{ending}?as_of=4")

    assert [given.status_code, given.headers["content-type"]] == [200, media_type]
    assert [head.status_code, head.headers["etag"], head.content] == [200, tag, b""]
    assert head.headers["content-length"] == given.headers["content-length"]
    assert kept.status_code == 304
    assert (moved.status_code, moved.headers["location"]) == (301, f"{path}?as_of=4")
    links = re.findall(r'<([^>]+)>; rel="(canonical|describes)"', given.headers["link"])
    assert links == [(BASE + MALMO.lstrip("/"), rel) for rel in ("canonical", "describes")]
    refused = client_without_base.get(path)
    assert (refused.status_code, "EKOKARTA_BASE_ADDRESS" in refused.text) == (406, True)
    assert client.get(f"/id/actors/act-none.{ending}").status_code == 404
    assert client.get(f"{MALMO}.xml").status_code == 422


@pytest.mark.parametrize("path", [MALMO, "/ontology", "/dataset", "/shapes", "/"])
@pytest.mark.parametrize(
    "fields",
    [
        ["image/png", "text/turtle"],
        ["image/png;q=0.9", "application/ld+json;q=0.3, text/turtle;q=0.8", "image/gif"],
        [", ".join([*(f"application/x-type-{n};q=0.5" for n in range(80)), "text/turtle"])],
    ],
)
def test_what_is_accepted_in_several_fields_or_in_a_long_one_is_read_whole(
    client: TestClient, path: str, fields: list[str]
) -> None:
    accepted = [("Accept", value) for value in fields]
    answer = client.get(path, headers=accepted, follow_redirects=True)
    kind = answer.headers["content-type"]

    assert (answer.status_code, kind) == (200, "text/turtle; charset=utf-8")


def test_a_field_longer_than_any_honest_one_is_read_up_to_its_last_whole_type(
    client: TestClient,
) -> None:
    # 8,192 characters are read: of the last type all but its weight, without which it would win.
    before, last = "text/turtle;q=0.1,", "application/ld+json"
    filled = 8_192 - len(before) - len(last)
    begun = f"{before}a/{'b' * (filled - 3)},{last};q=0.05"
    assert begun[:8_192].endswith(last)

    answer = client.get(MALMO, headers={"Accept": begun})

    assert answer.headers["location"] == f"{MALMO}.ttl"


def test_a_second_field_of_languages_and_of_tags_is_read_too(client: TestClient) -> None:
    page = client.get(
        "/schema", headers=[("Accept-Language", "de"), ("Accept-Language", "en;q=0.5")]
    )
    tag = client.get("/dataset", headers={"Accept": "text/turtle"}).headers["etag"]
    again = client.get(
        "/dataset",
        headers=[("Accept", "text/turtle"), ("If-None-Match", '"x"'), ("If-None-Match", tag)],
    )

    assert page.headers["content-language"] == "en"
    assert again.status_code == 304


def test_the_three_forms_are_one_graph(client: TestClient) -> None:
    forms = {
        "text/turtle": RdfFormat.TURTLE,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/n-triples": RdfFormat.N_TRIPLES,
    }

    graphs = [
        set(parse(client.get(at, headers={"Accept": kind}).content, format=form))
        for kind, form in forms.items()
        for at in [client.get(MALMO, headers={"Accept": kind}).headers["location"]]
    ]

    assert graphs[0] == graphs[1] == graphs[2]
    assert len(graphs[0]) > 100


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/turtle"])
def test_an_address_says_in_which_other_forms_it_is_to_be_had(
    client: TestClient, client_without_base: TestClient, accept: str
) -> None:
    links = client.get(MALMO, headers={"Accept": accept}).headers["link"]
    alone = client_without_base.get(MALMO, headers={"Accept": "text/html"}).headers["link"]

    found = set(re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', links))
    assert found == {
        (PAGE, "text/html"), (DATA, "application/json"), (f"{MALMO}.ttl", "text/turtle"),
        (f"{MALMO}.jsonld", "application/ld+json"), (f"{MALMO}.nt", "application/n-triples"),
    }  # fmt: skip
    assert '</ontology>; rel="describedby"' in links
    for address, media_type in found:
        answer = client.get(address, headers={"Accept": media_type})
        assert answer.headers["content-type"].startswith(media_type)
    assert set(re.findall("<([^>]+)>", alone)) == {PAGE, DATA}


@pytest.mark.parametrize(
    ("path", "elsewhere", "explained", "more"),
    [
        (
            "/ontology",
            {("/terms", "text/html"), ("/api/v1/schema", "application/json")},
            {("/context.jsonld", "application/ld+json")},
            {("canonical", f"{BASE}ontology")},
        ),
        (
            "/dataset?as_of=2",
            {("/?as_of=2", "text/html")},
            {("/context.jsonld", "application/ld+json"), ("/ontology", "text/turtle")},
            {
                ("canonical", f"{BASE}dataset?as_of=2"),
                ("license", "http://creativecommons.org/publicdomain/zero/1.0/"),
            },
        ),
    ],
)
def test_words_and_data_set_say_in_which_other_forms_they_are_to_be_had(
    client: TestClient,
    client_without_base: TestClient,
    path: str,
    elsewhere: set[tuple[str, str]],
    explained: set[tuple[str, str]],
    more: set[tuple[str, str]],
) -> None:
    seen = client.get(path, headers={"Accept": "text/html"})
    data = client.get(path, headers={"Accept": "application/ld+json"})
    alone = client_without_base.get(path, headers={"Accept": "text/html"}).headers["link"]

    here = {
        (path, kind) for kind in ("text/turtle", "application/ld+json", "application/n-triples")
    }
    assert (seen.status_code, data.status_code) == (303, 200)
    assert seen.headers["link"] == data.headers["link"]
    links = data.headers["link"]
    assert set(re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', links)) == (
        elsewhere | here
    )
    assert set(re.findall(r'<([^>]+)>; rel="describedby"; type="([^"]+)"', links)) == explained
    others = re.findall(r'<([^>]+)>; rel="(canonical|license)"', links)
    assert {(rel, where) for where, rel in others} == more
    for address, kind in elsewhere | here | explained:
        answer = client.get(address, headers={"Accept": kind})
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    assert set(re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', alone)) == elsewhere


def test_where_void_looks_for_a_data_set_it_is_led_to_it(client: TestClient) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": "text/turtle"})

    assert (answer.status_code, answer.headers["location"]) == (302, "/dataset")
    assert (URIRef(BASE), RDF.type, URIRef("http://rdfs.org/ns/void#Dataset")) in linked(
        client, f"{BASE}dataset"
    )


def linked(client: TestClient, address: str) -> rdflib.Graph:
    """What an address of the graph says, in Turtle."""
    path = address.removeprefix(BASE)
    response = client.get(f"/{path}", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert response.status_code == 200, address
    return rdflib.Graph().parse(data=response.text, format="turtle")


def test_every_address_on_the_way_to_the_source_can_be_opened(client: TestClient) -> None:
    prov, dct = rdflib.PROV, rdflib.DCTERMS
    actor = URIRef(BASE + MALMO.lstrip("/"))

    tie = URIRef(f"{BASE}id/ties/{OWNS}")
    assert (tie, RDF.subject, actor) in linked(client, str(actor))
    claim = linked(client, str(tie)).value(tie, prov.wasDerivedFrom)
    said = linked(client, str(claim))
    source, run = said.value(claim, dct.source), said.value(claim, prov.wasGeneratedBy)
    described, imported = linked(client, str(source)), linked(client, str(run))

    assert described.value(described.value(source, dct.license), rdflib.RDFS.label) is not None
    assert imported.value(run, prov.used) == source
    interpreted = said.value(claim, URIRef(BASE + "ontology#interpreted"))
    assert json.loads(str(interpreted)) == {"role": "owner", "status": "party"}


def test_terms_of_our_own_can_be_opened(client: TestClient) -> None:
    graph = linked(client, BASE + "ontology")

    labels = set(graph.objects(URIRef(BASE + "ontology#participationStatus"), rdflib.RDFS.label))
    assert labels == {rdflib.Literal("Status", lang="sv"), rdflib.Literal("Status", lang="en")}


def test_every_address_has_a_page_and_an_answer_of_the_api_too(client: TestClient) -> None:
    ties = linked(client, BASE + MALMO.lstrip("/"))
    owner = URIRef(BASE + MALMO.lstrip("/"))
    of_actor = path_of(ties.objects(owner, rdflib.PROV.wasDerivedFrom))
    of_tie = path_of(
        linked(client, f"{BASE}id/ties/{OWNS}").objects(None, rdflib.PROV.wasDerivedFrom)
    )
    run = path_of(linked(client, BASE + of_tie).objects(None, rdflib.PROV.wasGeneratedBy))

    for path, where in {
        f"id/ties/{OWNS}": f"/ties/{OWNS}/claims",
        of_tie: f"/ties/{OWNS}/claims",
        of_actor: f"/actors/{small.MALMO}/claims",
        f"id/claims/{LOST.id}": "/sources/odd",
        run: "/sources/register",
    }.items():
        page = client.get(f"/{path}", headers={"Accept": "text/html,*/*;q=0.8"})
        data = client.get(f"/{path}", headers={"Accept": "application/json"})
        seen = [answer.headers["location"] for answer in (page, data)]
        assert [page.status_code, data.status_code, *seen] == [303, 303, where, f"/api/v1{where}"]
        assert [client.get(place).status_code for place in seen] == [200, 200]


def test_the_ontology_has_a_page_of_its_own_and_files_one_can_link_to(
    client: TestClient, client_without_base: TestClient
) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html,*/*;q=0.8"})
    data = client.get("/ontology", headers={"Accept": "application/json"})
    assert [page.status_code, page.headers["location"]] == [303, "/terms"]
    assert [data.status_code, data.headers["location"]] == [303, "/api/v1/schema"]

    for ending, media_type in (
        ("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples"),
    ):  # fmt: skip
        file = client.get(f"/ontology.{ending}", headers={"Accept": "text/html"})
        chosen = client.get("/ontology", headers={"Accept": media_type})
        assert file.headers["content-type"].startswith(media_type)
        assert file.content == chosen.content
        kept = client.get(
            f"/ontology.{ending}",
            headers={"Accept": "text/html", "If-None-Match": file.headers["etag"]},
        )
        assert kept.status_code == 304
    refused = client_without_base.get("/ontology.ttl")
    assert (refused.status_code, client.get("/ontology.xml").status_code) == (406, 422)
    assert "EKOKARTA_BASE_ADDRESS" in refused.json()["detail"]


def test_the_version_asked_for_goes_along(client: TestClient) -> None:
    path = f"/id/ties/{OWNS}?as_of=2"

    seen = client.get(path, headers={"Accept": "text/html"}).headers["location"]
    led = client.get(f"{path}&lang=en", headers={"Accept": "text/turtle"})
    links = client.get(led.headers["location"]).headers["link"]

    page, tie = f"/ties/{OWNS}/claims?as_of=2", f"/id/ties/{OWNS}"
    files = {f"{tie}.{ending}?as_of=2" for ending in ("ttl", "jsonld", "nt")}
    assert (seen, led.headers["location"]) == (page, f"{tie}.ttl?as_of=2&lang=en")
    assert links.startswith(led.headers["link"])
    of_version = set(re.findall(r'<([^>]+)>; rel="(?:alternate|canonical)"', links))
    assert of_version == {page, f"/api/v1{page}", *files, BASE + tie.lstrip("/")}


def path_of(addresses: Iterable[rdflib.term.Node]) -> str:
    """The path of the first of some addresses, in the order of their texts."""
    return min(map(str, addresses)).removeprefix(BASE)


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/turtle", "image/gif"])
def test_what_is_not_there_is_not_there_in_any_form(client: TestClient, accept: str) -> None:
    paths = ("ties/edg-none", "claims/0", "runs/run-none", "sources/none", "cats/1")

    found = [client.get(f"/id/{path}", headers={"Accept": accept}) for path in paths]

    assert [answer.status_code for answer in found] == [404] * len(paths)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/actors/act-none", 404),
        ("/id/ties/edg-none", 404),
        ("/id/claims/ffffffffffffffffffffffffffffffff", 404),
        ("/id/claims/0", 404),
        ("/id/runs/run-none", 404),
        ("/id/sources/none", 404),
        ("/id/cats/1", 404),
        (f"/id/projects/{small.MALMO}", 404),
        (f"/id/collaborations/{small.C2}", 404),
        (f"/id/actors/{small.node_id('almanac/act/m')}", 301),
        (f"{MALMO}?colour=red", 422),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, path: str, status: int) -> None:
    response = client.get(path, headers={"Accept": "text/turtle"})

    assert response.status_code == status


def test_without_a_base_address_there_is_no_linked_data(client_without_base: TestClient) -> None:
    answers = {
        path: client_without_base.get(path, headers={"Accept": accept})
        for path, accept in {
            MALMO: "text/turtle",
            "/ontology": "text/turtle",
            "/api/v1/export/turtle": "*/*",
            "/api/v1/export/nt": "*/*",
        }.items()
    }

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        answers, 406
    )
    for answer in answers.values():
        assert "EKOKARTA_BASE_ADDRESS" in answer.json()["detail"]
    needed = (
        "RDF behöver adresser: ange i EKOKARTA_BASE_ADDRESS var grafen ges ut, såsom "
        "https://map.example/; 360Giving behöver det också, de andra formaten inte"
    )
    for path, said in (
        ("/api/v1/export/nt", needed),
        (
            MALMO,
            f"den här adressen ger text/html, application/xhtml+xml, application/json; {needed}",
        ),
    ):
        told = client_without_base.get(f"{path}?lang=sv", headers={"Accept": "text/turtle"})
        assert (told.json()["title"], told.json()["detail"]) == ("Finns inte i den formen", said)
    page = client_without_base.get(MALMO, headers={"Accept": "text/turtle, text/html;q=0.1"})
    assert (page.status_code, page.headers["location"]) == (303, PAGE)


@pytest.mark.parametrize(
    ("form", "media_type", "name"),
    [
        ("turtle", "text/turtle; charset=utf-8", "ekokarta-v2.ttl"),
        ("nt", "application/n-triples", "ekokarta-v2.nt"),
        ("csv", "application/zip", "ekokarta-v2.zip"),
        ("gexf", "application/gexf+xml", "ekokarta-v2.gexf"),
    ],
)
def test_an_export_is_sent_as_a_file(
    client: TestClient, form: str, media_type: str, name: str
) -> None:
    first = client.get(f"/api/v1/export/{form}", params={"as_of": 2})
    again = client.get(f"/api/v1/export/{form}", params={"as_of": 2})

    assert first.status_code == 200
    assert first.headers["content-type"] == media_type
    assert first.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert first.content == again.content
    assert len(first.content) > 1_000


def test_an_export_takes_filters_and_a_token(client: TestClient) -> None:
    def sent(**asked: str) -> str:
        token = {"Authorization": "Bearer " + "t" * 20} if asked.pop("token", None) else {}
        return client.get("/api/v1/export/nt", params=asked, headers=token).text

    assert small.P1 not in sent(theme=small.HALSA)
    assert [small.C2 in sent(), small.C2 in sent(token="yes")] == [False, True]
    assert client.get("/api/v1/export/nt", params={"theme": "nowhere"}).status_code == 422
    assert client.get("/api/v1/export/pdf").status_code == 422
