"""When a participation was, and which of several arenas of one name is meant."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.claims import Claim, Locator, RecordKey
from tests.callers import caller_in
from tests.lookup.small_graph import IMPORTER, REGISTER, Statements, node_id

ACTOR, GUEST = node_id("register/act/host"), node_id("register/act/guest")
DATED, EVENT = node_id("register/prj/dated"), node_id("register/col/monday")


def events() -> Statements:
    """Events of equal names on other days, in other places, and with other numbers."""
    says = Statements(REGISTER)
    name, same = "Frukost", {"collaboration_kind": "event", "start": "2013-07-01"}
    says.says(
        "act", "host", name="Värden", sector="public", actor_kind="municipality",
        sector_basis="name_pattern", sector_evidence="the name ends with “kommun”",
    )  # fmt: skip
    says.says("act", "guest", name="Gästen")
    says.says("col", "monday", name=name, end="2013-07-01", place="Visby", number="1", **same)
    says.says("col", "twin", name=name, end="2013-07-01", place="Visby", number="2", **same)
    says.says("col", "tuesday", name=name, place="Visby", collaboration_kind="event",
              start="2013-07-02")  # fmt: skip
    says.says("col", "later", name=name, place="Lund", collaboration_kind="event", start="2014-07")
    says.says("col", "circle", name="Kretsen", collaboration_kind="network", start="2010")
    says.says("col", "undated", name="Odaterat")
    says.says("prj", "dated", name="Projektet", start="2015", end="2017")
    role = {"role": "organiser", "status": "party"}
    for key in ("monday", "twin", "tuesday", "later", "circle", "undated"):
        says.ties("PARTICIPATES_IN", "act/host", f"col/{key}", **role)
    says.ties("PARTICIPATES_IN", "act/guest", "col/monday", **role)
    says.ties("PARTICIPATES_IN", "act/host", "prj/dated", role="owner", status="party")
    ends = (RecordKey("register", "Actor", "guest"), RecordKey("register", "Project", "dated"))
    fields = {"role": "partner", "status": "party", "start": "2016"}
    says.claims.append(
        Claim(
            source="register", record="guest", kind="PARTICIPATES_IN", key="guest dated", ends=ends,
            published=fields, fields=fields, importer=IMPORTER, locator=Locator(row=99),
        )
    )  # fmt: skip
    return says


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A caller of a service that holds the events."""
    with caller_in(tmp_path_factory.mktemp("events"), events()) as client:
        yield client


def table(caller: TestClient, path: str, caption: str) -> list[list[str]]:
    """The cells of the table with the caption, as they are read."""
    page = html.fromstring(caller.get(path, headers={"Accept": "text/html"}).text)
    rows = page.xpath("//table[caption=$caption]/tbody/tr", caption=caption)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_a_participation_without_a_date_has_its_arenas_marked_as_such(caller: TestClient) -> None:
    rows = table(caller, f"/actors/{ACTOR}?lang=sv", "Medverkar i")

    assert sorted((row[0], row[3]) for row in rows) == [
        ("Frukost (1 juli 2013, Visby, nr 1)", "1 juli 2013, evenemangets datum"),
        ("Frukost (1 juli 2013, Visby, nr 2)", "1 juli 2013, evenemangets datum"),
        ("Frukost (2 juli 2013, Visby)", "2 juli 2013 – ?, evenemangets datum"),
        ("Frukost (2014, Lund)", "juli 2014 – ?, evenemangets datum"),
        ("Kretsen (2010)", "2010 – ?, samverkans tid"),
        ("Odaterat", "utan datum"),
        ("Projektet (2015)", "2015 – 2017, projektets tid"),
    ]


def test_an_arenas_page_says_the_same_of_its_participants(caller: TestClient) -> None:
    event = table(caller, f"/collaborations/{EVENT}?lang=en", "Participants")
    project = table(caller, f"/projects/{DATED}?lang=en", "Participants")

    assert [(row[0], row[3]) for row in event] == [
        ("Gästen", "1 July 2013, the event’s date"),
        ("Värden", "1 July 2013, the event’s date"),
    ]
    assert [(row[0], row[3]) for row in project] == [
        ("Gästen", "2016 – ?"),
        ("Värden", "2015 – 2017, the project’s dates"),
    ]


def test_the_list_of_all_ties_tells_them_apart_too(caller: TestClient) -> None:
    rows = table(caller, f"/actors/{ACTOR}/ties?lang=en", "Takes part in")

    assert len({row[0] for row in rows}) == 7


@pytest.mark.parametrize("path", [f"/actors/{ACTOR}", f"/actors/{ACTOR}/partners"])
def test_shared_arenas_come_with_their_year(caller: TestClient, path: str) -> None:
    rows = table(caller, f"{path}?lang=sv", "Aktörer som denna har mött")

    assert rows == [["Gästen", "Okänd sektor", "2", "Projektet (2015), Frukost (2013, Visby)"]]


def test_the_evidence_for_a_sector_is_in_the_readers_language(caller: TestClient) -> None:
    for lang, says in (
        ("sv", "namnet slutar med ”kommun”"), ("en", "the name ends with “kommun”"),
    ):  # fmt: skip
        for path in (f"/actors/{ACTOR}", f"/actors/{ACTOR}/claims?field=sector_evidence"):
            sign = "&" if "?" in path else "?"
            shown = caller.get(f"{path}{sign}lang={lang}", headers={"Accept": "text/html"}).text
            assert says in shown, (path, lang)
