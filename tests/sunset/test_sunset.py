"""What ends when, seen from 26 November 2026, worked out by hand.

A public, B private (takes part in p3 by its unit), C civil society, D public, U unknown sector

p1  A B      ends 2026-12-31        p5  A C     no stated end
p2  A B      ends May 2027          p6  B D     ended 2026-01-01
p3  B' C     ends in 2027           p7  C D     begins 2027-01-01
p4  A D      no stated end          p8  A U     ends 2026-12-15
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from queries.sunset.quarters import last_day, quarters
from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements, node_id

DAY = "2026-11-26"
ARENAS: dict[str, tuple[str, dict[str, str]]] = {
    "p1": ("ab", {"end": "2026-12-31"}), "p2": ("ab", {"end": "2027-05"}),
    "p3": ("uc", {"end": "2027"}), "p4": ("ad", {}), "p5": ("ac", {}),
    "p6": ("bd", {"end": "2026-01-01"}), "p7": ("cd", {"start": "2027-01-01", "end": "2028"}),
    "p8": ("ax", {"end": "2026-12-15"}),
}  # fmt: skip


def statements() -> Statements:
    """The graph above."""
    says = Statements(REGISTER)
    sectors = {"a": "public", "b": "private", "c": "civil_society", "d": "public", "x": "unknown"}
    for key, sector in sectors.items():
        says.says("act", key, name=f"Aktör {key.upper()}", sector=sector)
    says.says("act", "u", name="Enheten", sector="private", actor_kind="unit")
    says.ties("PART_OF", "act/u", "act/b")
    says.says("reg", "12", name="Skåne län", notation="12", level="county")
    for key, (actors, dates) in ARENAS.items():
        says.says("prj", key, name=f"Projekt {key}", **{"start": "2020", **dates})
        for actor in actors:
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{key}", role="partner",
                      status="party")  # fmt: skip
    says.ties("ACTIVE_IN", "prj/p3", "reg/12")
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sunset")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, statements()) as client:
        yield client


def ask(caller: TestClient, path: str, **params: str) -> Any:
    answer = caller.get(f"/api/v1/gaps/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_quarters_go_on_from_the_day_itself() -> None:
    ahead = list(quarters(date(2026, 11, 26)))

    assert [q.name for q in ahead] == [
        "2026 Q4", "2027 Q1", "2027 Q2", "2027 Q3", "2027 Q4", "2028 Q1", "2028 Q2", "2028 Q3",
        "2028 Q4"]  # fmt: skip
    assert ahead[0] == (date(2026, 11, 26), date(2026, 12, 31))
    assert ahead[5] == (date(2028, 1, 1), date(2028, 3, 31))
    assert [last_day(d) for d in ("2028", "2028-02", "2028-02-03")] == [
        date(2028, 12, 31), date(2028, 2, 29), date(2028, 2, 3)]  # fmt: skip


def test_every_quarter_says_what_ends_and_what_is_left(caller: TestClient) -> None:
    found = ask(caller, "sunset", day=DAY)

    del found["cards"], found["data_version"]
    told = {q["name"]: (q["arenas_ending"], q["ties_ending"], q["last_of"], q["ties_left"],
                        q["ties_later"], q["actors_left"], q["giant_share"])
            for q in found.pop("quarters")}  # fmt: skip
    assert found == {
        "day": DAY, "arenas": 6, "open_arenas": 2, "undated_arenas": 0, "startless_arenas": 0,
        "unknown_sector_arenas": 1, "told_arenas": 5, "partners_known_share": 1.0, "ties": 3,
        "open_ties": 1, "actors": 3, "giant_share": 1.0, "later_ties": 0,
        "sources": ["register"]}  # fmt: skip
    still = (0, 0, 0, 1, 0, 2, 0.6)
    assert told == {
        "2026 Q4": (2, 0, 0, 3, 2, 3, 0.8),  # p1 and p8: A and B still meet in p2, U is alone
        "2027 Q1": (0, 0, 0, 3, 2, 3, 0.8),
        "2027 Q2": (1, 1, 0, 2, 1, 3, 0.8),  # A and B part; both have others left
        "2027 Q3": (0, 0, 0, 2, 1, 3, 0.8),
        "2027 Q4": (1, 1, 1, 1, 0, 2, 0.6),  # B loses its last; C still meets A
        "2028 Q1": still, "2028 Q2": still, "2028 Q3": still, "2028 Q4": still,
    }  # fmt: skip


def test_the_ties_that_end_are_listed_with_whose_last_they_are(caller: TestClient) -> None:
    def listed(**params: str) -> list[tuple[Any, ...]]:
        items = ask(caller, "sunset/ties", day=DAY, **params)["items"]
        return [
            ({t["a"]["name"][-1], t["b"]["name"][-1]}, t["ends"], t["quarter"],
             [a["name"][-2:] for a in t["arenas"]], [r["name"][-1] for r in t["last_of"]])
            for t in items
        ]  # fmt: skip

    ab = ({"A", "B"}, "2027-05-31", "2027 Q2", ["p1", "p2"], [])
    bc = ({"B", "C"}, "2027-12-31", "2027 Q4", ["p3"], ["B"])
    assert [(*t[:3], sorted(t[3]), t[4]) for t in listed()] == [ab, bc]
    assert listed(last="true") == [bc]
    assert listed(region="Skåne län") == [bc]
    first = ask(caller, "sunset/ties", day=DAY, limit="1")
    rest = ask(caller, "sunset/ties", day=DAY, limit="1", cursor=first["next"])
    assert (first["total"], len(rest["items"]), rest["next"]) == (2, 1, None)


def test_another_day_sees_another_network(caller: TestClient) -> None:
    assert ask(caller, "sunset", day="2027-01-01")["ties"] == 4  # p7 has begun: C and D
    assert ask(caller, "sunset", day="2026-01-01")["ties"] == 4  # p6 ends that day: B and D
    assert ask(caller, "sunset", day="1990-01-01")["ties"] == 0


@pytest.mark.parametrize(
    ("path", "field"),
    [("sunset?day=2026-13-01", "day"), ("sunset?day=1800-01-01", "day"), ("sunset?dag=x", "dag"),
     ("sunset/ties?region=Atlantis", "region"), ("sunset/ties?last=maybe", "last")],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(caller: TestClient, path: str, field: str) -> None:
    answer = caller.get(f"/api/v1/gaps/{path}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] == field


SAYS = {
    "sv": [
        "Den 26 november 2026 kan 6 arenor pågå enligt sina datum: 4 har ett känt slut, 2 saknar "
        "slut.",
        "Om arenor utan slut (2) pågår är okänt. Av dem saknar 0 också start.",
        "I arenorna har aktörer (3) kopplingar till en annan sektor, 3 tillsammans: 2 har ett känt "
        "slut.",
        "Om kopplingar utan känt slut (1) finns kvar är okänt.",
        "Till och med 31 december 2028 tar 2 kopplingar slut, enligt angivna datum. Aktörer som då "
        "mister sin sista kända koppling till en annan sektor: 1. Kopplingar med känt slut "
        "därefter: 0.",
        "Mest slutar 2027 Q2: 1 koppling.",
        "I 1 av arenorna deltar aktörer vars sektor är okänd: deras kopplingar räknas inte.",
    ],
    "en": [
        "By stated dates 6 arenas may be going on on 26 November 2026: 4 with a known end, 2 "
        "without one.",
        "Whether arenas without an end (2) are going on is unknown. Without a start as well: 0.",
        "In the arenas actors (3) have ties to another sector, 3 together: 2 with a known end.",
        "Whether ties without a known end (1) are still there is unknown.",
        "Ending by 31 December 2028, by stated dates: 2 ties. Actors that then lose their last "
        "known tie to another sector: 1. Ties with a known end after that: 0.",
        "Most end in 2027 Q2: 1 tie.",
        "In 1 of the arenas there are actors whose sector is unknown: their ties are not counted.",
    ],
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_says_it_and_lists_it(caller: TestClient, lang: str) -> None:
    answer = caller.get(f"/sunset?day={DAY}&lang={lang}", headers={"Accept": "text/html"})
    found = html.fromstring(answer.text)

    said = [" ".join(li.text_content().split()) for li in found.xpath("//ul[@class='said']/li")]
    assert said[:-2] == SAYS[lang]
    assert found.xpath("//input[@name='day'][@type='date']/@value") == [DAY]
    tables = found.xpath("//table")
    assert [len(table.xpath("tbody/tr")) for table in tables] == [9, 2]
    assert f"/actors/{node_id('register/act/b')}?lang={lang}" in tables[1].xpath(".//a/@href")


@pytest.mark.parametrize(
    ("lang", "above", "by_the_list"),
    [
        ("sv", "Meningarna, bilden och talen per kvartal gäller hela kartan. Det som gäller Skåne "
               "län är listan längst ned: Kopplingarna som tar slut",
         "Listan gäller Skåne län: kopplingar vars sista arena ligger där."),
        ("en", "The sentences, the picture and the figures by quarter are of the whole map. What "
               "is of Skåne län is the list at the end: The ties that end",
         "The list is of Skåne län: ties whose last arena lies there."),
    ],
)  # fmt: skip
def test_the_page_says_that_a_region_is_of_the_list_alone(
    caller: TestClient, lang: str, above: str, by_the_list: str
) -> None:
    def read(**asked: str) -> Any:
        params = {"day": DAY, "lang": lang, **asked}
        return html.fromstring(
            caller.get("/sunset", params=params, headers={"Accept": "text/html"}).text
        )

    found = read(region="12")

    said = [" ".join(li.text_content().split()) for li in found.xpath("//ul[@class='said']/li")]
    assert said[:7] == SAYS[lang]  # as without a region
    [notice] = found.xpath("//p[@class='notice']")
    assert " ".join(notice.text_content().split()) == above
    assert found.xpath("//section[h2/@id='ties']/p[@class='part']/text()") == [by_the_list]
    assert [len(table.xpath("tbody/tr")) for table in found.xpath("//table")] == [9, 1]
    [field] = found.xpath("//input[@name='region'][not(@type='hidden')]")
    assert field.xpath("ancestor::section/h2/@id") == ["ties"]
    assert field.xpath("ancestor::form//input[@name='day']/@value") == [DAY]
    assert read().xpath("//p[@class='notice' or @class='part']") == []


def test_picture_and_csv_show_the_same(caller: TestClient) -> None:
    svg = caller.get(f"/api/v1/views/sunset.svg?day={DAY}&lang=sv").text
    csv = caller.get(f"/api/v1/views/sunset.csv?day={DAY}&lang=en").content.decode("utf-8-sig")

    drawn = ["".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}text")]
    assert [d for d in drawn if d.isdigit()] == [
        "2", "2", "1", "1", "0", "0", "0", "0", "0",
        "0", "0", "1", "0", "1", "0", "0", "0", "0",
        "0", "0", "0", "0", "1", "0", "0", "0", "0",
    ]  # fmt: skip
    assert "2027 Q4: 1 slutar, 0 slutar senare." in svg
    assert "2028 Q4: 0 slutar, 0 slutar senare. Utan känt slut: 1." in svg
    assert (
        "Kopplingar med känt slut efter kvartalet. Utan känt slut, okänt om de finns kvar: 1"
    ) in drawn
    assert csv.splitlines()[5] == "2027 Q4;2027-10-01;2027-12-31;1;1;1;1;2;0.6;0;1"


def test_the_command_says_the_same(caller: TestClient, place: Path) -> None:
    run = CommandLine(place)

    told = run("sunset", "--day", DAY, "--json")
    ties = run("sunset", "--day", DAY, "--ties", "--last", "--json")
    wrong = run("sunset", "--day", "igår")

    assert told.json() == ask(caller, "sunset", day=DAY)
    assert ties.json()["total"] == 1
    assert (wrong.code, wrong.out) == (2, "")
    assert "a day such as 2026-11-26" in wrong.err


@pytest.mark.parametrize(
    ("params", "options", "is_chosen"),
    [
        ({}, (), False),
        ({"last": "true"}, ("--last",), True),
        ({"region": "Skåne län"}, ("--region", "Skåne län"), True),
    ],
)
def test_a_list_of_some_of_the_ties_is_exploratory(
    caller: TestClient,
    place: Path,
    params: dict[str, str],
    options: tuple[str, ...],
    is_chosen: bool,
) -> None:
    run = CommandLine(place)
    answer = ask(caller, "sunset/ties", day=DAY, **params)
    printed = run("sunset", "--day", DAY, "--ties", *options, "--json").json()
    shown = run("sunset", "--day", DAY, "--ties", *options, "--lang", "sv").out
    read = caller.get("/sunset", params={"day": DAY, "lang": "en", **params},
                      headers={"Accept": "text/html"}).text  # fmt: skip

    assert answer["exploratory"] is is_chosen
    assert printed == answer
    assert ("Utforskande: " in shown, "Exploratory: " in read) == (is_chosen, is_chosen)
