"""Two own tables that describe the same project: what stands where they agree, and where not.

``ta`` grants 100 000 kronor of a budget of 1 000 000, ``tb`` 9 000 euros of 90 000. Own tables have
one place in the precedence, so that the first amount by its text is shown.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from fastapi.testclient import TestClient

from queries.stores.opening import open_store
from tests.callers import caller_of
from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table
from tests.commands.own_tables import exported
from tests.exports.conftest import BASE

EURIO = "http://data.europa.eu/s66#"
TAKES_PART = """
[project]
name = "Projekt"
number = "Nummer"
number_scheme = "dnr"
{more}
[[participant]]
columns = ["Part"]
orgnr = "Orgnr"
role = "owner"
"""
BUDGET = 'start = "Start"\nbudget = "Budget"\ncurrency = {column = "Valuta"}\nunit = "ones"'
PAID = (
    TAKES_PART.format(more=BUDGET)
    + """
[[funder]]
columns = ["Fond"]
amount = "Belopp"
amount_kind = "granted"
one_amount = true
currency = {column = "Valuta"}
unit = "ones"
"""
)
HEADER = "Projekt;Nummer;Part;Orgnr"
ROW = "Ett;x-1;Malmö universitet;202100-4920"
MONEY = f"{HEADER};Start;Fond;Belopp;Valuta;Budget"
KRONOR = f"{ROW};2020;Fonden;100000;SEK;1000000"
EUROS = f"{ROW};2020;Fonden;9000;EUR;90000"
TABLES = {
    "kronor first": {"ta": (KRONOR,), "tb": (EUROS,)},
    "euros first": {"tb": (EUROS,), "ta": (KRONOR,)},
    "one table": {"tc": (KRONOR, EUROS)},
}


def test_a_participation_that_a_second_table_states_too_has_both_sources(tmp_path: Path) -> None:
    run = CommandLine(tmp_path)

    for name in ("ta", "tb"):
        import_table(run, name, name, TAKES_PART.format(more=""), (HEADER, ROW))

    found = exported(run, "PARTICIPATES_IN", "from_name", "to_name", "role", "sources")
    assert found == [("Malmö universitet", "Ett", "owner", "table:ta | table:tb")]


@pytest.fixture(scope="module", params=list(TABLES))
def paid(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The two grants, in two tables imported in either order or in one."""
    folder = tmp_path_factory.mktemp("paid")
    run = CommandLine(folder, {"EKOKARTA_BASE_ADDRESS": BASE, "COLUMNS": "300"})
    for name, rows in TABLES[request.param].items():
        import_table(run, name, name, PAID, (MONEY, *rows))
    return run


def test_every_amount_is_told_in_the_currency_its_own_row_has(paid: CommandLine) -> None:
    grant, budget = ("100000", "SEK"), ("1000000", "SEK")

    assert exported(paid, "FUNDS", "amount", "currency") == [grant]
    assert exported(paid, "Project", "total_budget", "currency") == [budget]
    (given,) = json.loads(paid("export", "360giving").out)["grants"]
    assert (given["amountAwarded"], given["currency"]) == (100000, "SEK")
    triples = rdflib.Graph().parse(data=paid("export", "turtle").out, format="turtle")
    whole = [
        (str(value), str(currency))
        for part, value in triples.subject_objects(rdflib.URIRef(EURIO + "value"))
        for currency in triples.objects(part, rdflib.URIRef(EURIO + "currency"))
    ]
    assert sorted(whole) == sorted([grant, budget])


@pytest.fixture(scope="module")
def caller(paid: CommandLine) -> Iterator[TestClient]:
    """A caller of a service on that store."""
    store = open_store(f"sqlite:///{paid.folder / 'store.db'}")
    with caller_of(store, paid.folder / "cache") as asking:
        yield asking
    store.shut()


def _project(caller: TestClient) -> Any:
    (found,) = caller.get("/api/v1/projects").json()["items"]
    return caller.get(f"/api/v1/projects/{found['id']}").json()


def test_the_api_says_of_every_stated_amount_in_what_currency(caller: TestClient) -> None:
    stated = _project(caller)["stated"]

    told = {
        name: [(each["value"], each["shown"], each["beside"]) for each in stated[name]]
        for name in ("total_budget", "currency", "number")
    }
    assert told == {
        "total_budget": [
            ("1000000", True, {"currency": "SEK"}),
            ("90000", False, {"currency": "EUR"}),
        ],
        "currency": [
            ("SEK", True, {"total_budget": "1000000"}),
            ("EUR", False, {"total_budget": "90000"}),
        ],
        "number": [("x-1", True, {})],
    }


@pytest.mark.parametrize(
    ("lang", "shown", "other"),
    [
        ("sv", "<p>1 000 000 SEK</p>", "Även uppgivet: <bdi>90 000 EUR</bdi>"),
        ("en", "<p>1,000,000 SEK</p>", "Also stated: <bdi>90,000 EUR</bdi>"),
    ],
)
def test_the_page_says_so_too(caller: TestClient, lang: str, shown: str, other: str) -> None:
    address = f"/projects/{_project(caller)['id']}"

    page = caller.get(address, params={"lang": lang}, headers={"Accept": "text/html"}).text

    text = page.replace("\u00a0", " ")
    assert shown in text
    assert other in text


def test_funders_are_counted_in_what_they_gave(caller: TestClient) -> None:
    money = caller.get("/api/v1/gaps/funders").json()["whole"]["money"]

    assert [(m["kind"], m["currency"], m["arenas"]) for m in money] == [("granted", "SEK", 1)]


OF_ORGANISATIONS = """
[actor]
name = "Namn"
orgnr = "Orgnr"
country = "Land"
place = "Ort"
"""
COPENHAGEN, ARVIKA, SWEDEN = "DK;Köpenhamn", "SE;Arvika", "SE;"


@pytest.mark.parametrize(
    ("first", "second", "shown", "others"),
    [
        (COPENHAGEN, ARVIKA, ("DK", "Köpenhamn"), ["Arvika, SE"]),
        (ARVIKA, COPENHAGEN, ("DK", "Köpenhamn"), ["Arvika, SE"]),
        (SWEDEN, ARVIKA, ("SE", "Arvika"), []),
        (SWEDEN, "DK;Köpenhamn", ("DK", "Köpenhamn"), []),
        (SWEDEN, ";Köpenhamn", ("SE", ""), ["Köpenhamn"]),
    ],
)
def test_a_place_is_in_the_country_that_its_own_row_says(
    tmp_path: Path, first: str, second: str, shown: tuple[str, str], others: list[str]
) -> None:
    """Of countries said as often the first by its text stands: DK."""
    run = CommandLine(tmp_path)
    for name, row in (("ta", first), ("tb", second)):
        rows = ("Namn;Orgnr;Land;Ort", f"Org X;556016-0680;{row}")
        import_table(run, name, name, OF_ORGANISATIONS, rows)

    assert exported(run, "Actor", "country", "place") == [shown]
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with caller_of(store, tmp_path / "cache") as asking:
        (found,) = asking.get("/api/v1/actors").json()["items"]
        page = asking.get(f"/actors/{found['id']}?lang=en", headers={"Accept": "text/html"}).text
    store.shut()
    said = "Also stated:" if shown[1] else "Stated, but not together with what is shown:"
    assert [other for other in others if f"{said} <bdi>{other}</bdi>" in page] == others
    assert ("Köpenhamn" in page, "Arvika" in page) == (
        "Köpenhamn" in f"{shown}{others}", "Arvika" in f"{shown}{others}",
    )  # fmt: skip


DATED = {
    "ta": ('start = "Datum"', "2023-05-01"),
    "tb": ('end = "Datum"', "2022-01-31"),
}


def test_the_end_of_one_record_does_not_end_what_another_began(tmp_path: Path) -> None:
    run = CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE})
    for name, (column, day) in DATED.items():
        mapping = TAKES_PART.format(more=column)
        import_table(run, name, name, mapping, (f"{HEADER};Datum", f"{ROW};{day}"))

    assert exported(run, "Project", "start", "end") == [("2023-05-01", "")]
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    settings = {"base_address": BASE}
    with caller_of(store, tmp_path / "cache", **settings) as asking:
        in_2024 = asking.get("/api/v1/projects?period_from=2024").json()["items"]
        in_2022 = asking.get("/api/v1/projects?period_to=2022").json()["items"]
        (found,) = in_2024
        stated = asking.get(f"/api/v1/projects/{found['id']}").json()["stated"]
        page = asking.get(f"/projects/{found['id']}", headers={"Accept": "text/html"}).text
        shapes = asking.get("/shapes", headers={"Accept": "text/turtle"}).text
    store.shut()
    assert in_2022 == []
    told = {name: [(v["value"], v["shown"]) for v in stated[name]] for name in ("start", "end")}
    assert told == {"start": [("2023-05-01", True)], "end": [("2022-01-31", False)]}
    assert "Uppgivet, men inte tillsammans med det som visas: <bdi>31 januari 2022</bdi>" in page
    graph = rdflib.Graph().parse(data=run("export", "nt").out, format="nt")
    held = rdflib.Graph().parse(data=shapes, format="turtle")
    conforms, _, said = pyshacl.validate(graph, shacl_graph=held, advanced=True)
    assert conforms, said


ATTENDANCE = (
    TAKES_PART.format(more="")
    + """status = {column = "Status", values = {"part" = "party", \
"avböjt" = "declined", "inbjuden" = "invited"}}
"""
)
LISTED = f"{HEADER};Status"


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("part", "avböjt", "party"), ("avböjt", "part", "party"),
        ("avböjt", "inbjuden", "declined"), ("", "avböjt", ""),
    ],
)  # fmt: skip
def test_of_two_tables_the_one_that_says_somebody_took_part_stands(
    tmp_path: Path, first: str, second: str, status: str
) -> None:
    """No status says so, too: who lists participants without more means those that take part."""
    run = CommandLine(tmp_path, {"COLUMNS": "300"})
    for name, cell in (("ta", first), ("tb", second)):
        mapping = ATTENDANCE if cell else TAKES_PART.format(more="")
        import_table(
            run, name, name, mapping, (LISTED if cell else HEADER, f"{ROW};{cell}" if cell else ROW)
        )

    assert exported(run, "PARTICIPATES_IN", "status") == [(status,)]
    cases = run("review", "--json").json()
    told = {lang: run("review", "--lang", lang).out for lang in ("sv", "en")}
    if status == "declined":
        assert cases == [], "neither says that somebody took part"
        return
    words = {"part": "party", "avböjt": "declined", "": "–"}
    about = f"table:ta: {words[first]}; table:tb: {words[second]}"
    (case,) = cases
    assert (case["rule"], case["about"]) == ("sources disagree whether somebody took part", about)
    assert (
        f"Källor är oense om någon medverkade ({about}): Malmö universitet – Ett. Det räknas som "
        "medverkan; rätta en av källorna om det inte var så."
    ) in told["sv"]
    assert (
        f"Sources disagree whether somebody took part ({about}): Malmö universitet – Ett. It "
        "counts as taking part; correct one of the sources if it was not so."
    ) in told["en"]
