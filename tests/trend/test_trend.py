"""The trend of mixing through the front door, on years one can count.

Each year from 2015 to 2020 has eight projects of two: y − 2014 of them of one public and one
private actor, the others of two public or two private ones in turn. One project of 2025 lies
outside what the source says it covers, one has no date.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements

YEARS = range(2015, 2021)


def statements() -> Statements:
    """The years above."""
    says = Statements(REGISTER)
    for sector, first in (("public", "o"), ("private", "p")):
        for k in range(8):
            says.says("act", f"{first}{k}", name=f"Aktör {first}{k}", sector=sector)
    for year in YEARS:
        for k in range(8):
            one, two = ("o", "p") if k < year - 2014 else ("oo", "pp")[k % 2]
            pair = f"{one}{k}", f"{two}{(k + year) % 8 if one != two else (k + 1) % 8}"
            _project(says, f"{year}-{k}", pair, start=str(year))
    _project(says, "late", ("o1", "p1"), start="2025")
    _project(says, "undated", ("o1", "p1"))
    return says


def _project(says: Statements, key: str, actors: tuple[str, str], **dates: str) -> None:
    says.says("prj", key, name=f"Projekt {key}", **dates)
    for actor in actors:
        says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{key}", role="partner", status="party")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trend")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, statements()) as client:
        yield client


def ask(caller: TestClient, **params: str) -> Any:
    answer = caller.get("/api/v1/gaps/trend", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pair(found: dict[str, Any], a: str, b: str) -> dict[str, Any]:
    return next(each for each in found["pairs"] if (each["a"], each["b"]) == (a, b))


def test_every_year_has_its_own_meetings_and_expectation(caller: TestClient) -> None:
    found = ask(caller)
    mixed = pair(found, "public", "private")

    assert [(y["year"], y["arenas"], y["coverage"], y["under_recorded"]) for y in found["years"]
            ] == [*((year, 8, 1.0, False) for year in YEARS), (2025, 1, 0.0, True)]  # fmt: skip
    assert [(p["year"], p["state"], p["observed"]) for p in mixed["points"]] == [
        *((year, "used", year - 2014) for year in YEARS), (2025, "suppressed", None)]  # fmt: skip
    assert all(3 < p["expected"] < 6 for p in mixed["points"][:6])  # half of eight, and a little
    assert (mixed["verdict"], mixed["years_used"]) == ("rising", 6)
    assert mixed["interval"][0] < mixed["change"] < mixed["interval"][1]
    assert mixed["interval"][0] > 0
    assert found["across"]["change"] == mixed["change"]  # no other sector is large enough
    assert pair(found, "private", "academia")["verdict"] == "suppressed"
    assert (found["undated"], found["exploratory"], found["least_years"]) == (1, False, 5)


def test_below_five_years_there_is_no_test(caller: TestClient) -> None:
    found = pair(ask(caller, period_from="2015", period_to="2018"), "public", "private")

    assert (found["verdict"], found["years_used"]) == ("too_few_years", 4)
    assert [found[name] for name in ("change", "interval", "p", "q")] == [None] * 4


def test_ties_that_remain_are_compared_year_by_year(caller: TestClient) -> None:
    found = [k for k in ask(caller)["persistence"] if not k["across"]]

    assert [(k["year"], k["ties"], k["next_ties"]) for k in found] == [
        (year, 8, 8) for year in range(2015, 2020)]  # fmt: skip
    # 2015 has k = 1 … 7 within a sector, 2016 k = 2 … 7: six ties of both years.
    assert (found[0]["both"], found[0]["jaccard"], found[0]["comparable"]) == (6, 0.6, True)


@pytest.mark.parametrize(
    ("path", "field"), [("trend?source=nobody", "source"), ("trend?draws=3", "draws"),
                        ("trend?year=2020", "year")],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(caller: TestClient, path: str, field: str) -> None:
    answer = caller.get(f"/api/v1/gaps/{path}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] == field


SAYS = {
    "sv": ("Alla par av olika kända sektorer, samma varje år: +",
           "De möts oftare än förr, i förhållande till vad deras aktivitet ger.",
           "Utanför linjen, som året då källorna hämtades eller året före: 2025. Projekt förs ofta "
           "in med fördröjning."),
    "en": ("All pairs of different known sectors, the same every year: +",
           "They meet more often than before, relative to what their activity would give.",
           "Outside the line, as the year the sources were fetched in or the one before: 2025. "
           "Projects are often entered with a delay."),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_says_it_in_words_and_tables(caller: TestClient, lang: str) -> None:
    answer = caller.get(f"/trend?lang={lang}", headers={"Accept": "text/html"})
    found = html.fromstring(answer.text)
    few = caller.get(f"/trend?lang={lang}&period_to=2017&period_from=2015",
                     headers={"Accept": "text/html"}).text  # fmt: skip

    said = [" ".join(li.text_content().split()) for li in found.xpath("//ul[@class='said']/li")]
    assert said[0].startswith(SAYS[lang][0])
    assert SAYS[lang][1] in said[0]
    assert SAYS[lang][2] in said
    lines, first = found.xpath("//table")[:2]
    assert len(lines.xpath("tbody/tr")) == 11
    assert [row[1].text for row in first.xpath("tbody/tr")][:6] == ["1", "2", "3", "4", "5", "6"]
    few_years = {"sv": "Under 5 görs inget trendtest.", "en": "Below 5 there is no test of trend."}
    assert few_years[lang] in few


def test_picture_and_csv_show_the_same(caller: TestClient) -> None:
    svg = caller.get("/api/v1/views/trend.svg?lang=sv").text
    csv = caller.get("/api/v1/views/trend.csv?lang=en").content.decode("utf-8-sig").splitlines()
    points = pair(ask(caller), "public", "private")["points"]

    drawn = ["".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}text")]
    ratios = [f"{p['ratio']:.2f}".replace(".", ",") for p in points[:6]]
    assert [d for d in drawn if d in ratios][:6] == ratios
    assert (
        "Offentlig sektor – Privat sektor (näringsliv): Möts oftare än förr, sett till aktiviteten"
        in drawn
    )
    own = [line.split(";") for line in csv if line.startswith("Public sector – Private sector;")]
    assert [row[1:4] for row in own] == [
        *([str(year), "in the line", str(year - 2014)] for year in YEARS),
        ["2025", "not shown (few actors, or it would tell of something that has few)", ""],
    ]


def test_the_command_says_the_same(caller: TestClient, place: Path) -> None:
    run = CommandLine(place)

    told = run("trend", "--json")
    shown = run("trend", "--lang", "sv", "--period-to", "2017")
    wrong = run("trend", "--draws", "3")

    assert told.json() == ask(caller)
    assert "För få år för ett trendtest" in shown.out
    assert (wrong.code, wrong.out) == (2, "")
