"""The page of exports: every format with whom it is for, in both languages, and links that work."""

import json
import re
import sys

import pytest
from fastapi.testclient import TestClient

from service.exports.formats import ExportForm
from tests.exports.conftest import BASE

LINK = re.compile(r'<a href="([^"]*/export/[^"]*)">')


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("sv", ("För Gephi", "För UCINET och NetDraw", "För Kumu", "Ta med dig kartan")),
        ("en", ("For Gephi", "For UCINET and NetDraw", "For Kumu", "Take the map with you")),
    ],
)
def test_every_format_is_offered_with_whom_it_is_for(
    client: TestClient, lang: str, said: tuple[str, ...]
) -> None:
    page = client.get("/exports", params={"lang": lang})

    offered = [address.split("/export/")[1].split("?")[0] for address in LINK.findall(page.text)]
    assert page.status_code == 200
    assert offered == [form.value for form in ExportForm]
    assert [words for words in said if words not in page.text] == []


def test_the_whole_is_told_to_search_engines_and_a_part_is_not(client: TestClient) -> None:
    block = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    whole, part = (
        block.findall(client.get(f"/exports?lang=en{more}").text) for more in ("", "&sector=public")
    )

    told = json.loads(whole[0])
    assert (told["@type"], told["@id"], len(told["distribution"])) == ("Dataset", BASE, 15)
    assert (len(whole), part) == (1, [])


def test_its_links_keep_filters_and_version(client: TestClient) -> None:
    page = client.get("/exports", params={"sector": "academia", "as_of": "2", "lang": "en"})

    address = next(a for a in LINK.findall(page.text) if "/gexf" in a).replace("&amp;", "&")
    answer = client.get(address)
    assert "sector=academia" in address
    name = "ekokarta-v2-sector-academia-dba02444.gexf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert b"filters: {&quot;sector&quot;: &quot;academia&quot;}" in answer.content or (
        b'filters: {"sector": "academia"}' in answer.content
    )


def test_what_this_service_lacks_is_said_in_place_of_a_link(
    client_without_base: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as where the extra is not installed

    page = client_without_base.get("/exports", params={"lang": "sv"}).text

    offered = {address.split("/export/")[1].split("?")[0] for address in LINK.findall(page)}
    assert {form.value for form in ExportForm} - offered >= {"turtle", "nt", "360giving", "parquet"}
    assert "pip install &#34;ekokarta[parquet]&#34;" in page or (
        'pip install "ekokarta[parquet]"' in page
    )
    assert page.count("EKOKARTA_BASE_ADDRESS") >= 3


def test_the_first_page_leads_to_it(client: TestClient) -> None:
    page = client.get("/", headers={"Accept": "text/html", "Accept-Language": "en"})

    assert 'href="/exports"' in page.text
    assert "All formats, and whom they are for" in page.text


@pytest.mark.parametrize(("lang", "told"), [("sv", "Ladda ner kartan"), ("en", "Download the map")])
@pytest.mark.parametrize("path", ["/sources", "/schema", "/actors"])
def test_every_page_leads_to_it_from_its_end(
    client: TestClient, path: str, lang: str, told: str
) -> None:
    page = client.get(path, params={"lang": lang, "as_of": "2"}, headers={"Accept": "text/html"})
    [footer] = re.findall(r"<footer.*?</footer>", page.text, re.DOTALL)

    [link] = re.findall(rf'<a href="([^"]+)">{told}</a>', footer)
    assert link.partition("?")[0] == "/exports"
    assert "as_of=2" in link
