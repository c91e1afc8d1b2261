"""Pages as their markup says: escaped, labelled, in the right language, and followable."""

import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.lookup import small_graph as small
from tests.service.conftest import HOSTILE, HOSTILE_NAME, LONG, LONG_NAME
from tests.service.page_list import PAGES

BROWSER = {"Accept": "text/html"}
BOTH = [(name, lang) for name in PAGES for lang in ("sv", "en")]


def page(client: TestClient, path: str, status: int = 200) -> html.HtmlElement:
    """The page, parsed."""
    response = client.get(path, headers=BROWSER)
    assert response.status_code == status, response.text
    return html.fromstring(response.text)


def in_language(path: str, lang: str) -> str:
    """The address with the language asked for."""
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_every_page_can_be_read_without_eyes_or_mouse(
    client: TestClient, name: str, lang: str
) -> None:
    found = page(client, in_language(PAGES[name], lang))

    assert found.get("lang") == lang
    assert len(found.xpath("//h1")) == 1
    levels = [int(h.tag[1]) for h in found.xpath("//h1|//h2|//h3|//h4")]
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))
    for landmark in ("header", "nav[@aria-label]", "main[@id='content']", "footer"):
        assert found.xpath(f"//{landmark}"), landmark
    assert found.xpath("//body/*[1]/@href") == ["#content"]
    assert found.xpath("//img[not(@alt)]|//iframe[not(@title)]|//th[not(@scope)]") == []
    assert found.xpath("//table[not(caption)]") == []
    ids = found.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert [a for a in found.xpath("//a[@href]|//button") if not spoken(a)] == []
    for field in found.xpath("//input[not(@type='hidden')]|//select"):
        labels = field.xpath("ancestor::label") or found.xpath(f"//label[@for='{field.get('id')}']")
        assert labels, html.tostring(field)


def spoken(element: html.HtmlElement) -> str:
    """What a screen reader says of a link or button."""
    return str(element.text_content()).strip() or "".join(element.xpath(".//img/@alt"))


@pytest.mark.parametrize("name", list(PAGES))
def test_no_name_becomes_markup_and_no_page_has_a_script(client: TestClient, name: str) -> None:
    response = client.get(PAGES[name], headers=BROWSER)
    found = html.fromstring(response.text)

    assert found.xpath("//script|//@onerror|//@onclick|//@style|//style") == []
    assert [h for h in found.xpath("//@href|//@src|//@action") if h.startswith("javascript")] == []
    remote = [s for s in found.xpath("//@src|//link/@href") if not s.startswith("/")]
    assert remote == []
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy


def test_a_hostile_name_is_shown_as_text(client: TestClient) -> None:
    found = page(client, f"/actors/{HOSTILE}")

    assert found.xpath("//h1")[0].text_content() == HOSTILE_NAME
    assert found.xpath("//title")[0].text.startswith(HOSTILE_NAME)


def test_a_name_of_ten_thousand_characters_is_cut_and_still_whole_to_read(
    client: TestClient,
) -> None:
    found = page(client, f"/actors/{LONG}")

    shown = found.xpath("//h1")[0].text_content()
    assert (len(shown) <= 120, shown[-1]) == (True, "…")
    assert LONG_NAME.strip() in [d.text_content().strip() for d in found.xpath("//details/p")]


def test_every_value_leads_to_who_says_so(client: TestClient) -> None:
    found = page(client, f"/actors/{small.MALMO}")

    links = found.xpath("//dl//a[@class='who']/@href")
    assert [re.search(r"field=(\w+)", link)[1] for link in links] == [  # type: ignore[index]
        "aliases", "identifiers", "sector", "actor_kind", "sector_basis",
    ]  # fmt: skip
    evidence = page(client, links[1])
    assert [a.text_content() for a in evidence.xpath("//article/h2/a")] == [
        "Registret", "Almanackan",
    ]  # fmt: skip
    text = " ".join(evidence.xpath("//article[1]")[0].text_content().split())
    for part in ("orgnr:2120001124", "register.csv; row 2", "CC0-1.0", "15 januari 2026"):
        assert part in text


def test_a_value_another_source_states_differently_is_shown_beside(client: TestClient) -> None:
    answer = page(client, f"/actors/{small.MALMO}/claims?field=name")

    assert [s.text_content() for s in answer.xpath("//article//strong")] == [
        "Malmö stad", "Malmö Stad Sverige",
    ]  # fmt: skip


def test_links_keep_the_language_and_the_version_that_were_chosen(client: TestClient) -> None:
    found = page(client, "/projects?as_of=1&lang=en")

    own = found.xpath("//nav//a/@href|//table//a/@href")
    assert own
    assert [link for link in own if "lang=en" not in link or "as_of=1" not in link] == []
    carried = found.xpath("//form[1]//input[@type='hidden']")
    hidden = {field.get("name"): field.get("value") for field in carried}
    assert hidden == {"lang": "en", "as_of": "1"}
    assert "version 1" in found.xpath("//p[@class='notice']")[0].text_content()


def test_the_language_is_switched_on_the_same_page(client: TestClient) -> None:
    found = page(client, "/projects?sector=academia")

    links = dict(zip(("sv", "en"), found.xpath("//ul[@class='langs']//a/@href"), strict=True))
    assert links["en"] == "/projects?sector=academia&lang=en"
    assert page(client, links["en"]).xpath("//h1")[0].text == "Projects"
    preferred = client.get("/projects", headers={**BROWSER, "Accept-Language": "en"})
    assert preferred.headers["content-language"] == "en"


def test_a_form_that_was_sent_with_empty_fields_asks_for_everything(client: TestClient) -> None:
    found = page(client, "/projects?q=&sector=&region=&programme=&theme=&funder=&period_from=")

    assert len(found.xpath("//main//tbody/tr")) == 3


def test_the_timeline_says_which_years_each_source_leaves_out(client: TestClient) -> None:
    found = page(client, "/timeline?lang=sv")
    drawn = client.get("/api/v1/views/timeline.svg?lang=sv").text
    again = client.get("/api/v1/views/timeline.svg?lang=sv").text
    english = client.get("/api/v1/views/timeline.csv?lang=en").text.splitlines()

    # The register covers 2015–2021 but 2018, the almanac 2016–2017; a third names no years.
    notes = [row[-1].text_content() for row in found.xpath("//table[caption]/tbody/tr")]
    assert notes == [
        "ingår inte i Almanackan", "–", "–", "ingår inte i Registret; Almanackan",
        *["ingår inte i Almanackan"] * 3, *["ingår inte i Registret; Almanackan"] * 5,
    ]  # fmt: skip
    assert english[1].endswith("not covered by The almanac")
    assert ("År som ingår i Registret" in drawn, again) == (True, drawn)


def test_pictures_name_their_sources_by_title(client: TestClient) -> None:
    network = client.get(f"/api/v1/views/network.html?lang=en&id={small.P1}").text
    years = client.get("/api/v1/views/timeline.html?lang=en").text

    assert "Sources: The register, The almanac." in network
    assert "Sources: The register, The almanac, The odd &lt;b&gt;source&lt;/b&gt;." in years


def test_the_gap_page_says_what_it_cannot_tell_and_opens_no_withheld_cell(
    client: TestClient,
) -> None:
    found = page(client, "/gaps?lang=en")
    text = " ".join(found.xpath("//main")[0].text_content().split())

    for sentence in (
        "It says nothing about what is desirable.",
        "“Cannot tell” is not the same as all being as expected",
        "Not shown (fewer than five actors)",
        "Share that cannot be tested",
    ):
        assert sentence in text
    rows = found.xpath("//table[caption='Meetings, observed and expected']//tr[td]")
    withheld = [row for row in rows if "Not shown" in row.text_content()]
    assert withheld
    assert [row for row in withheld if row.xpath(".//a[contains(@href, '/gaps/')]")] == []
    refused = page(client, "/gaps/private/private", 403)
    assert refused.xpath("//h1")[0].text == "Visas inte"


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(client: TestClient) -> None:
    for_people = page(client, "/actors/act-0?lang=sv", 404)
    for_programs = client.get("/api/v1/actors/act-0", headers=BROWSER)

    assert for_people.xpath("//h1")[0].text == "Finns inte här"
    assert for_programs.headers["content-type"] == "application/problem+json"


def test_colours_can_be_told_apart(client: TestClient) -> None:
    sheet = client.get(page(client, "/").xpath("//link[@rel='stylesheet']/@href")[0])
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", sheet.text))

    assert sheet.headers["cache-control"] == "public, max-age=31536000, immutable"
    for ink, paper in (
        ("ink", "wash"), ("quiet", "wash"), ("act", "wash"), ("act", "warm"), ("ink", "warm"),
    ):  # fmt: skip
        assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)
    for paper in ("deep", "act"):
        assert contrast("#ffffff", colours[paper]) >= 4.5, paper


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("lang", "lists"),
    [("sv", ["Projekt (2)", "Samverkan (0)"]), ("en", ["Projects (2)", "Collaborations (0)"])],
)
def test_a_region_leads_to_what_lies_in_it(client: TestClient, lang: str, lists: list[str]) -> None:
    """One project is active in the county, and one in a town of it."""
    found = page(client, f"/regions/{small.COUNTY}?lang={lang}")
    links = found.xpath("//section[@aria-labelledby='within']//a")

    assert [" ".join(a.text_content().split()) for a in links][:2] == lists
    for link in links:
        assert f"region={small.COUNTY}" in link.get("href")
        page(client, link.get("href"))
    assert not page(client, f"/actors/{small.MALMO}").xpath("//section[@aria-labelledby='within']")
