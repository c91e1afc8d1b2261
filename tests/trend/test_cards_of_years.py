"""A year of the trend can be cited: it has a card, is an observation, and comes out the same."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient
from lxml import html
from rdflib import DCTERMS, RDF, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.trend.test_one_year import GROWING
from tests.trend.test_one_year import statements as of_a_theme
from tests.trend.test_trend import YEARS, ask, pair, statements

API, BASE = "/api/v1", "https://map.example/"
OWN, QB = Namespace(BASE + "ontology#"), Namespace("http://purl.org/linked-data/cube#")
BROWSER = {"Accept": "text/html"}
EACH = [(f"pair-year/public/private/{year}", year - 2014) for year in YEARS]
"""So many of the eight projects of a year are of one public and one private actor."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store lies."""
    return tmp_path_factory.mktemp("years")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    """Six years of eight projects of two, published at an address."""
    with caller_in(place, statements(), base_address=BASE) as client:
        yield client


def card_of(caller: TestClient, key: str) -> Any:
    """The card of a figure of the trend."""
    answer = caller.get(f"{API}/cards/trend/{key}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_year_says_what_its_table_is_made_of(caller: TestClient) -> None:
    card = card_of(caller, "year/2016")

    assert card["values"] == {
        "year": 2016, "arenas": 8, "participations": 16, "coverage": 1.0,
        "under_recorded": False, "not_tested_share": 0.0, "no_switch": False,
    }  # fmt: skip
    assert (card["about"], card["n"]) == ({"of": "year", "year": "2016"}, {"arenas": 8})
    assert (card["coverage"], card["method"]) == (1.0, "counted, nothing drawn")
    late = card_of(caller, "year/2025")["values"]
    assert (late["arenas"], late["under_recorded"]) == (1, True)


@pytest.mark.parametrize(("key", "met"), EACH)
def test_a_year_of_a_pair_has_a_card(caller: TestClient, key: str, met: int) -> None:
    card = card_of(caller, key)

    [point] = [
        p for p in pair(ask(caller), "public", "private")["points"] if key.endswith(str(p["year"]))
    ]
    assert (card["values"], card["values"]["observed"]) == (point, met)
    assert card["values"]["ratio"] == pytest.approx(met / card["expected"])
    assert "/".join(card["about"].values()) == key
    assert (card["n"], card["coverage"], card["seed"]) == ({"arenas": 8}, 1.0, 2021)
    year = key.rpartition("/")[2]
    assert card_of(caller, f"pair-year/private/public/{year}") == card
    assert card_of(caller, f"across-year/{year}")["values"] == point


def test_a_year_of_few_is_hidden_and_one_there_is_not_no_figure(caller: TestClient) -> None:
    def status(key: str) -> int:
        return caller.get(f"{API}/cards/trend/{key}").status_code

    assert [status(f"{of}/2025") for of in ("pair-year/public/private", "across-year")] == [403] * 2
    assert status("pair-year/private/academia/2016") == 403  # nobody of academia
    assert [status(key) for key in ("year/2014", "year/x", "across-year/2014", "year")] == [404] * 4
    assert status("pair-year/public/cats/2016") == 422


def test_a_hidden_year_of_a_sensitive_theme_has_no_card_at_all(tmp_path: Path) -> None:
    """In 2009 two actors met about it: that year is not told, nor one beside it."""
    says, theme = of_a_theme(GROWING), {"theme": "Psykisk hälsa"}
    says.says("prj", "alone", name="Ensamt", start="2009")
    says.ties("ADDRESSES", "prj/alone", "thm/h")
    for actor in ("o0", "c0"):
        says.ties("PARTICIPATES_IN", f"act/{actor}", "prj/alone", role="partner", status="party")

    def status(key: str, params: dict[str, str]) -> int:
        return caller.get(f"{API}/cards/trend/{key}", params=params).status_code

    with caller_in(tmp_path, says) as caller:
        [first, beside] = ask(caller, **theme)["hidden"]
        told = [year["year"] for year in ask(caller, **theme)["years"]]
        found = {
            (of, year): status(f"{of}/{year}", theme)
            for of in ("year", "across-year", "pair-year/public/civil_society")
            for year in (first, beside)
        }

        assert (first, set(found.values())) == (2009, {403})
        assert {status(f"year/{year}", theme) for year in told} == {200}
        assert status("year/2009", {}) == 200


@pytest.mark.parametrize("key", ["year/2018", "across-year/2018", "pair-year/public/public/2018"])
def test_it_comes_out_the_same_when_computed_anew(
    caller: TestClient, place: Path, key: str
) -> None:
    ekokarta, path, card = CommandLine(place), place / "card.json", card_of(caller, key)

    ended = []
    for values in (card["values"], {**card["values"], "coverage": 0.25}):
        path.write_text(json.dumps({**card, "values": values}), encoding="utf-8")
        done = ekokarta("recompute", str(path), "--json")
        ended.append((done.code, [each["field"] for each in done.json()["differences"]]))

    assert caller.get(card["address"]).json() == card
    assert ended == [(0, []), (1, ["values.coverage"])]


def test_the_answer_as_linked_data_has_its_years(caller: TestClient) -> None:
    answer = caller.get(f"{API}/gaps/trend", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")

    def of(form: str) -> dict[str, Any]:
        cells = graph.subjects(QB.dataSet, OWN[f"analysis-trend-{form}"])
        return {str(graph.value(cell, OWN["dimension-year"])): cell for cell in cells}

    cells = {
        str(graph.value(cell, OWN["dimension-year"])): graph.value(cell, OWN["measure-observed"])
        for cell in graph.subjects(QB.dataSet, OWN["analysis-trend-pair-year"])
        if graph.value(cell, OWN["dimension-a"]) == Literal("public")
        and graph.value(cell, OWN["dimension-b"]) == Literal("private")
    }
    assert {year: met.toPython() for year, met in cells.items()} == {
        str(year): year - 2014 for year in YEARS
    }
    assert {*of("across-year")} == {*map(str, YEARS)}
    assert {*of("year")} == {*map(str, (*YEARS, 2025))}
    one = of("year")["2016"]
    assert graph.value(one, OWN["coded-year"]) == Literal("2016", datatype=XSD.gYear)
    card = caller.get(str(one).removeprefix(BASE[:-1]), headers={"Accept": "text/turtle"})
    alone = rdflib.Graph().parse(data=card.text, format="turtle")
    assert (one, RDF.type, QB.Observation) in alone
    assert set(alone.predicate_objects(one)) == set(graph.predicate_objects(one))
    assert graph.value(one, DCTERMS.isPartOf) == URIRef(f"{BASE}dataset?as_of=1")


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("sv", "två sektorer, ett år – Offentlig sektor – Privat sektor (näringsliv) – 2016"),
        ("en", "two sectors, in one year – Public sector – Private sector – 2016"),
    ],
)
def test_the_page_leads_to_the_card_of_each_year_it_shows(
    caller: TestClient, lang: str, heading: str
) -> None:
    page = html.fromstring(caller.get(f"/trend?lang={lang}", headers=BROWSER).text)
    shown = page.xpath("//a[starts-with(@href, '/cards/trend/pair-year/public/private/')]/@href")
    of_all = page.xpath("//a[starts-with(@href, '/cards/trend/across-year/')]/@href")
    whole = page.xpath("//a[starts-with(@href, '/cards/trend/year/')]/@href")

    assert [len(shown), len(of_all), len(whole)] == [6, 6, 0]
    card = html.fromstring(caller.get(shown[1], headers=BROWSER).text)
    assert card.findtext(".//h1/bdi") == heading
