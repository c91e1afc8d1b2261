"""The vocabulary as data and as a page: every type, with where its ties begin and end."""

from fastapi.testclient import TestClient
from lxml import html

from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES


def test_the_schema_as_data_has_every_type_with_ends_and_terms(client: TestClient) -> None:
    found = client.get("/api/v1/schema").json()

    assert [kind["label"] for kind in found["nodes"]] == [kind.LABEL for kind in NODE_TYPES]
    assert [kind["label"] for kind in found["edges"]] == [kind.LABEL for kind in EDGE_TYPES]
    funds = found["edges"][1]
    assert (funds["starts_at"], funds["ends_at"], funds["rdf"]) == (
        ["Actor"], ["Project", "Collaboration", "Programme"], "http://purl.org/cerif/frapo/funds",
    )  # fmt: skip
    sector = next(field for field in found["nodes"][0]["fields"] if field["name"] == "sector")
    assert sector == {
        "name": "sector", "kind": "text", "required": False, "caption_sv": "Sektor",
        "caption_en": "Sector", "rdf": "own:sector", "vocabulary": "Sector",
    }  # fmt: skip


def test_the_page_names_each_list_and_links_to_it(client: TestClient) -> None:
    page = html.fromstring(client.get("/schema", headers={"Accept": "text/html"}).text)

    ids, links = page.xpath("//@id"), page.xpath("//main//a[starts-with(@href, '#')]/@href")
    assert [link for link in links if link[1:] not in ids] == []
    values = page.xpath("//section[@id='list-Sector']//tbody/tr/td[1]/text()")
    assert values[0] == "Offentlig sektor"
    assert len(values) == 5


def test_every_word_of_a_list_says_what_it_means_in_both_languages(client: TestClient) -> None:
    lists = client.get("/api/v1/schema").json()["vocabularies"]

    words = {f"{each['name']}-{word['code']}": word for each in lists for word in each["values"]}
    assert len(words) == 77
    assert [
        name for name, word in words.items() if not (word["about_sv"] and word["about_en"])
    ] == []
    for lang in ("sv", "en"):
        answer = client.get("/schema", params={"lang": lang}, headers={"Accept": "text/html"})
        told = html.fromstring(answer.text).xpath(
            "//section[starts-with(@id, 'list-')]//td[2]/text()"
        )
        assert told == [word[f"about_{lang}"] for word in words.values()]
