"""The pages and the command about bridges and brokers: in both languages, and not as merit."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import Statements
from tests.network.two_sides import LISTED, actor, two_sides

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command with a store of the map of two sides."""
    folder = recorded(tmp_path_factory.mktemp("bridges"), two_sides())
    return CommandLine(folder)


@pytest.fixture(scope="module")
def caller(ekokarta: CommandLine) -> Iterator[TestClient]:
    """The service on the same store and cache."""
    with caller_in(ekokarta.folder) as client:
        yield client


def page(caller: TestClient, path: str) -> html.HtmlElement:
    response = caller.get(path, headers=BROWSER)
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def told(found: html.HtmlElement) -> str:
    return " ".join(found.xpath("//main")[0].text_content().split())


def test_the_page_says_what_hangs_on_whom_and_that_it_is_no_merit(caller: TestClient) -> None:
    swedish, english = (told(page(caller, f"/bridges?lang={lang}")) for lang in ("sv", "en"))

    assert (
        "7 aktörer har medverkat i 4 arenor, och 12 par av dem har mötts. Den största "
        "sammanhängande delen har 7 aktörer." in swedish
    )
    assert (
        "4 par av aktörer ur olika sektorer utan känd gemensam arena bland dessa hänger ihop genom "
        "en enda annan aktör. 1 av aktörerna har okänd sektor och är inte med i paren." in swedish
    )
    assert "1 aktör och 2 arenor håller var för sig samman delar av nätet" in swedish
    assert "Av dem skiljer 1 bara enskilda aktörer från resten, var och en för sig." in swedish
    assert "Det här är sårbarhet och arbetsbörda, inte förtjänst" in swedish
    assert "100,0\u00a0%" in swedish.replace("\u202f", "\u00a0") or "100,0 %" in swedish
    assert "7 actors took part in 4 arenas, and 12 pairs of them met." in english
    assert "This is risk and workload, not merit" in english
    for text, forbidden in ((swedish, r"\bborde\b|\bbör\b|\bska\b"), (english, r"\bshould\b")):
        assert re.findall(forbidden, text.lower()) == []


def test_the_table_leads_to_the_actor_and_to_the_pairs_behind_the_number(
    caller: TestClient,
) -> None:
    found = page(caller, "/bridges?lang=sv&period_to=2021")

    row = found.xpath("//table[caption]//tbody/tr")[0]
    assert row.xpath("./th/a/@href") == [
        f"/actors/{actor('hub')}?lang=sv",
        f"/cards/measures/{actor('hub')}?lang=sv&period_to=2021",
    ]
    (pairs,) = row.xpath("./td[1]/a/@href")  # by what they are ranked comes first
    assert pairs == f"/bridges/actors/{actor('hub')}?lang=sv&period_to=2021"
    behind = page(caller, pairs)
    assert behind.xpath("//h1")[0].text_content() == "Navet"
    assert len(behind.xpath("//tbody/tr")) == 4
    assert "skulle ge 4 av de 4 paren en egen kontakt" in told(behind)
    arenas = page(caller, found.xpath("//nav[@aria-label='Ordna efter']//a/@href")[-1])
    names = {a.text_content() for a in arenas.xpath("(//tbody)[1]/tr/th/a[1]")}
    assert names == {"Arena 0", "Arena 1"}


def test_pairs_of_a_chosen_part_are_exploratory_on_page_and_as_data(caller: TestClient) -> None:
    for asked, is_chosen in (("", False), ("&period_to=2021", True), ("&seed=7", True)):
        read = told(page(caller, f"/bridges/actors/{actor('hub')}?lang=en{asked}"))
        path = f"/api/v1/network/measures/{actor('hub')}/pairs?lang=en{asked}"

        assert caller.get(path).json()["exploratory"] is is_chosen
        assert ("Exploratory: " in read) is is_chosen


RANKED = {
    "sole_pairs": "Pairs only it connects",
    "cut_mass": "Actors cut off",
    "brokerage": "Pairs with it between",
    "betweenness": "Shortest ways",
    "constraint": "Constraint (place among as many partners)",
}


@pytest.mark.parametrize("by", RANKED)
def test_what_actors_are_ranked_by_is_the_first_figure(caller: TestClient, by: str) -> None:
    table = page(caller, f"/bridges?by={by}&lang=en").xpath("//table[caption]")[0]

    heads = [head.text_content() for head in table.xpath("./thead//th")]
    assert heads[:3] == ["Actor", RANKED[by], "Sector"]
    assert len(heads) == len(set(heads)) == 11
    assert {len(row.xpath("./*")) for row in table.xpath("./tbody/tr")} == {11}


def test_picture_and_files_are_of_the_same_question(caller: TestClient) -> None:
    found = page(caller, "/bridges?by=cut_mass&lang=en&period_to=2021")

    (picture,) = found.xpath("//div[@class='picture']/img/@src")
    assert picture == "/api/v1/views/brokers.svg?lang=en&period_to=2021&by=cut_mass"
    assert caller.get(picture).headers["content-type"] == "image/svg+xml"
    links = {a.text_content(): a.get("href") for a in found.xpath("//ul[@class='actions']//a")}
    assert links["CSV"] == "/api/v1/views/brokers.csv?lang=en&limit=500&period_to=2021&by=cut_mass"
    for name in ("CSV", "SVG", "PNG", "The same as data (JSON)"):
        assert caller.get(links[name]).status_code == 200, name
    chosen = found.xpath("//select[@name='by']/option[@selected]/@value")
    assert chosen == ["cut_mass"]


def test_a_part_without_participations_says_so(caller: TestClient) -> None:
    found = page(caller, "/bridges?kind=event&lang=en")
    assert "there is nothing to say of who stands between" in told(found)
    assert found.xpath("//img[contains(@src, 'brokers')]") == []


def test_where_no_sector_is_known_no_pair_is_said_to_be_missing(tmp_path: Path) -> None:
    says = Statements(LISTED)
    for key in "abc":
        says.says("act", key, name=f"Grupp {key}", sector="unknown")
    for number, members in enumerate(("ab", "bc")):
        says.says("prj", f"p{number}", name=f"Arena {number}", start="2020")
        for member in members:
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/p{number}", role="partner")
    recorded(tmp_path, says)
    run = CommandLine(tmp_path)

    swedish, english = (" ".join(run("bridges", "--lang", lang).out.split()) for lang in (
        "sv", "en"))  # fmt: skip

    assert "Ingen aktörs sektor är känd: om par ur olika sektorer hänger ihop genom" in swedish
    assert "The sector of no actor is known: whether pairs of different sectors are" in english
    assert "0 par" not in swedish
    assert "0 pairs" not in english
    network = run("bridges", "--json").json()["network"]
    assert (network["actors"], network["unknown_sector"], network["sole_pairs"]) == (3, 3, 0)


def test_the_command_shows_the_same_and_says_what_is_not_computed(ekokarta: CommandLine) -> None:
    shown = ekokarta("bridges", "--lang", "sv", "--source", "diary")

    assert shown.code == 0, shown.err
    assert re.search(r"Navet [+] .+ +Offentlig sektor +6 +4 +100,0", shown.out)
    assert (
        "Inte beräknat för den här versionen: jämförelsen med slumpen (z) och hur listan står sig "
        "när uppgifter saknas. Det görs med: ekokarta bridges --examine --source diary"
    ) in shown.out
    arenas = ekokarta("bridges", "--arenas", "--json").json()
    assert [item["cut_mass"] for item in arenas["items"]] == [3, 3]
    assert arenas["command"] == "ekokarta bridges --examine"
    one = ekokarta("bridges", "--by", "betweenness", "--limit", "1", "--json").json()
    assert [item["betweenness"] for item in one["items"]] == [25.0]


@pytest.mark.parametrize(
    ("more", "view", "first"),
    [((), "brokers", "Navet"), (("--arenas",), "bridging", "")],
)
def test_the_command_writes_the_table_that_is_downloaded(
    ekokarta: CommandLine, caller: TestClient, more: tuple[str, ...], view: str, first: str
) -> None:
    written = ekokarta("bridges", *more, "--public", "--limit", "50", "--lang", "sv", "--csv")

    downloaded = caller.get(f"/api/v1/views/{view}.csv?lang=sv").text
    assert (written.code, written.out) == (0, downloaded.replace("\r\n", "\n"))
    assert downloaded.splitlines()[1].startswith(first)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--by", "merit"), 2, "'merit' is not one of 'sole_pairs'"),
        (("--limit", "0"), 2, "--limit': Input should be greater than or equal to 1"),
        (("--source", "nobody"), 1, "source: expected one of diary, got 'nobody'"),
        (("--period-from", "2021", "--period-to", "2019"), 2, "--period-from: expected"),
        (("--as-of", "7"), 1, "as_of: expected a published version"),
    ],
)
def test_what_the_command_cannot_answer_is_refused(
    ekokarta: CommandLine, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = ekokarta("bridges", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_what_takes_long_is_computed_by_the_command_and_then_shown_on_the_page(
    ekokarta: CommandLine, caller: TestClient
) -> None:
    first = caller.get("/api/v1/network/measures")
    assert "etag" not in first.headers  # the same version will say more
    before = first.json()
    assert before["command"] == "ekokarta bridges --examine --public"
    assert before["command"] in told(page(caller, "/bridges?lang=en"))
    narrowed = caller.get("/api/v1/network/measures?source=diary&units=separate&seed=5&as_of=1")
    assert narrowed.json()["command"] is None  # nothing hangs on anybody there
    narrowed = caller.get("/api/v1/network/measures?source=diary&period_to=2022&seed=5&as_of=1")
    assert narrowed.json()["command"] == (
        "ekokarta bridges --examine --public --source diary --period-to 2022 --seed 5 --as-of 1"
    )

    ended = ekokarta("bridges", "--examine", "--public", "--json")

    assert ended.code == 0, ended.err
    lines = ended.err.splitlines()
    assert lines[0] == "null draws: 0%"
    assert lines[-1].startswith("stability: ")
    assert 10 <= len(lines) <= 24  # a sign of life for every tenth, not for every draw
    again = caller.get("/api/v1/network/measures")
    tag = {"If-None-Match": again.headers["etag"]}
    assert caller.get("/api/v1/network/measures", headers=tag).status_code == 304
    after = again.json()
    assert (after["command"], after["null"]["draws"]) == (None, 207)
    assert after["stability"] == ended.json()["stability"]
    shown = told(page(caller, "/bridges?lang=sv"))
    assert "z jämför med 207 slumpnät" in shown
    assert "När en femtedel av medverkandena döljs på måfå, 20 gånger" in shown
    assert "Inte beräknat" not in shown
