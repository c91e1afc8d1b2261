"""A source has one address: headers and what search engines read spell it as RDF does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import Licence, SourceInfo
from graph_schema.vocabularies import Visibility
from tests.callers import caller_in
from tests.exports.conftest import BASE
from tests.lookup.small_graph import Statements, register

TABLE = SourceInfo(
    name="table:moten_1", title_sv="Möten", title_en="Meetings", publisher="Ingen",
    retrieved="2026-11-22", licence=Licence(name="CC0-1.0"), visibility=Visibility.PUBLIC, order=40,
)  # fmt: skip
SPELLED = f"{BASE}id/sources/table%3Amoten_1"  # RFC 3986, 2.1: in capitals
ASKED = ("table:moten_1", "table%3Amoten_1", "table%3amoten_1")
TARGET = re.compile(r'<([^>]*)>; rel="(canonical|describes|alternate)"')


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A caller of a service with a table of one's own."""
    says = Statements(TABLE)
    says.says("act", "one", name="En förening")
    place: Path = tmp_path_factory.mktemp("table")
    given = {"base_address": BASE, "follow_redirects": False}
    with caller_in(place, register(), says, **given) as caller:
        yield caller


@pytest.mark.parametrize("asked", ASKED)
def test_headers_tell_the_address_that_stands_in_the_document(
    client: TestClient, asked: str
) -> None:
    document = client.get(f"/id/sources/{asked}.nt")
    led = client.get(f"/id/sources/{asked}", headers={"Accept": "text/turtle"})

    told = {rel: where for where, rel in TARGET.findall(document.headers["Link"])}
    assert (told["canonical"], told["describes"]) == (SPELLED, SPELLED)
    assert f"\n<{SPELLED}> " in f"\n{document.text}"
    assert f'<{SPELLED}>; rel="canonical"' in led.headers["Link"]
    assert led.headers["Location"] == f"{SPELLED.removeprefix(BASE.rstrip('/'))}.ttl"
    assert client.get(led.headers["Location"]).status_code == 200


@pytest.mark.parametrize("page", ["/", "/exports"])
def test_search_engines_read_the_same_address(client: TestClient, page: str) -> None:
    text = client.get(page, headers={"Accept": "text/html"}).text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)

    assert f'"{SPELLED}"' in block
    assert f'"{BASE}id/sources/register"' in block
