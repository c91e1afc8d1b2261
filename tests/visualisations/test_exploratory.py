"""A part that somebody chose is called exploratory wherever its figures go.

Pages and commands say it in a sentence, pictures in a note, answers in a field, and files in a last
column, for a file is cited without the page beside it. What is about everything has no such column.
"""

from collections.abc import Iterator
from csv import reader
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html
from openpyxl import load_workbook

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.whitespace.graph import projects

PART = {"period_from": "2020", "period_to": "2020"}
VIEWS = {
    "sector-matrix": ("/gaps", "gaps/sectors", "gaps"),
    "trend": ("/trend", "gaps/trend", "trend"),
    "isolates": ("/isolates", "gaps/isolates", "isolates"),
    "voice": ("/voice", "gaps/voice", "voice"),
    "whitespace": ("/whitespace", "gaps/whitespace", "whitespace"),
    "brokers": ("/bridges", "network/measures", "bridges"),
    "bridging": ("/bridges", "network/bridging", "bridges"),
    "groups": ("/groups", "network/groups", "groups"),
    "funders": ("/funding", "gaps/funders", "funders"),
    "funder-cells": ("/funding", "gaps/funders/cells", "funders"),
    "coverage": ("/coverage", "gaps/coverage", "coverage"),
}
MORE = {"bridging": "--arenas", "funder-cells": "--cells"}
"""What a command is to be told to give the answer of the view."""
BEGINS = {"sv": "Utforskande", "en": "Exploratory"}
YES = {"sv": "ja", "en": "yes"}
TOKEN = "t" * 20
HOLDER = {"Authorization": f"Bearer {TOKEN}"}
"""For who is told of all three dimensions at once, of something sensitive."""
CHANGE = "add any:public,any:public"
OF_FORMULA = {
    "sv": "Utforskande: väntat antal, kvot och z är av en formel i stället för dragningar.",
    "en": "Exploratory: expected numbers, ratios and z are of a formula in place of draws.",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chosen")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, projects(), token=TOKEN) as client:
        yield client


def rows(caller: TestClient, view: str, **params: str) -> list[list[str]]:
    answer = caller.get(f"/api/v1/views/{view}.csv", params=params)
    assert answer.status_code == 200, answer.text
    return list(reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def drawn(caller: TestClient, view: str, **params: str) -> str:
    svg = etree.fromstring(caller.get(f"/api/v1/views/{view}.svg", params=params).content)
    return " ".join(" ".join(svg.itertext()).split())


def asked_of(caller: TestClient, path: str, **params: str) -> Any:
    answer = caller.get(f"/api/v1/{path}", params=params, headers=HOLDER)
    return answer.json()["exploratory"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_chosen_part_says_so_wherever_it_goes(
    caller: TestClient, place: Path, view: str, lang: str
) -> None:
    path, answer, command = VIEWS[view]
    part, whole = rows(caller, view, lang=lang, **PART), rows(caller, view, lang=lang)
    page = html.fromstring(
        caller.get(path, params={**PART, "lang": lang}, headers={"Accept": "text/html"}).text
    )
    options = ["--period-from", "2020", "--period-to", "2020", "--lang", lang]
    options += [MORE[view]] if view in MORE else []
    shown = CommandLine(place)(command, *options)

    assert (part[0][-1], {row[-1] for row in part[1:]} - {YES[lang]}) == (BEGINS[lang], set())
    assert whole[0] == part[0][:-1]
    assert [asked_of(caller, answer), asked_of(caller, answer, **PART)] == [False, True]
    assert asked_of(caller, answer, source="projects") is False
    assert f"{BEGINS[lang]}: " in drawn(caller, view, lang=lang, **PART)
    assert f"{BEGINS[lang]}: " not in drawn(caller, view, lang=lang)
    said = [li.text_content() for li in page.xpath("//ul[@class='said']/li")]
    assert sum(line.startswith(f"{BEGINS[lang]}: ") for line in said) == 1
    assert shown.code == 0, shown.err
    assert f"{BEGINS[lang]}: " in shown.out


def test_another_grouping_and_every_change_that_is_tried_are_exploratory(
    caller: TestClient, place: Path
) -> None:
    command = CommandLine(place)
    by_kind = rows(caller, "sector-matrix", by="kind", lang="en")
    printed = command("gaps", "--by", "kind", "--csv").out.lstrip("\ufeff").splitlines()
    changed = rows(caller, "whatif", change=CHANGE, lang="en")

    assert by_kind[0][-1] == "Exploratory"
    assert printed[0].endswith(";Exploratory")
    assert {row[-1] for row in changed} == {"Exploratory", "yes"}
    for lang, sentence in OF_FORMULA.items():
        assert sentence in drawn(caller, "whatif", change=CHANGE, lang=lang)


@pytest.mark.parametrize("asked", [{"seed": "7"}, {"draws": "1999"}, {"role_aware": "false"}])
def test_draws_and_roles_of_ones_own_choice_are_exploratory(
    caller: TestClient, asked: dict[str, str]
) -> None:
    """Among many seeds one makes of nearly nothing a verdict; owners are of another sector."""
    for path in ("gaps/sectors", "gaps/trend", "gaps/isolates", "gaps/voice"):
        assert asked_of(caller, path, **asked) is True, path
    of_roles = "role_aware" in asked
    if not of_roles:
        assert asked_of(caller, "gaps/whitespace", **asked) is True
    assert rows(caller, "sector-matrix", lang="en", **asked)[0][-1] == "Exploratory"
    page = caller.get("/gaps", params={**asked, "lang": "en"}, headers={"Accept": "text/html"})
    assert "Exploratory: somebody chose a part of the map, or how it is tested" in page.text
    assert ("Owners change places with other participants" in page.text) is of_roles


def test_intervals_of_funders_by_a_seed_of_ones_own_are_exploratory_and_what_is_counted_is_not(
    caller: TestClient, place: Path
) -> None:
    usual, chosen = {"seed": "2021"}, {"seed": "7"}
    for path in ("gaps/funders", "cards/funders/whole"):
        found = [asked_of(caller, path, **asked) for asked in ({}, usual, chosen)]
        assert found == [False, False, True], path
    for path in ("gaps/funders/cells", "gaps/funders/overlaps"):  # nothing is drawn in them
        assert [asked_of(caller, path, **asked) for asked in ({}, chosen)] == [False, False], path
    assert rows(caller, "funders", lang="en", **chosen)[0][-1] == "Exploratory"
    assert rows(caller, "funders", lang="en", **usual)[0][-1] != "Exploratory"
    page = caller.get("/funding", params={**chosen, "lang": "sv"}, headers={"Accept": "text/html"})
    assert "Utforskande: " in page.text
    told = [CommandLine(place)("funders", "--seed", seed).out for seed in ("2021", "7")]
    assert ["Exploratory: " in each for each in told] == [False, True]


def test_files_of_lists_of_the_log_and_of_what_is_tried_say_so_too(
    caller: TestClient, place: Path
) -> None:
    command, part = CommandLine(place), ("--period-from", "2020", "--period-to", "2020")
    for asked in (("isolates", "--list", "single"), ("gaps", "--scrutiny"), ("gaps", "--log", "2")):
        chosen, whole = (
            [*reader(command(*asked, *more, "--csv").out.removeprefix("\ufeff").splitlines(),
                     delimiter=";")]
            for more in (part, ())
        )  # fmt: skip
        assert (chosen[0][-1], {row[-1] for row in chosen[1:]} - {"yes"}) == ("Exploratory", set())
        assert whole[0] == chosen[0][:-1]
    assert rows(caller, "verdict-log", lang="sv", **PART)[0][-1] == "Utforskande"


CARDED = {
    "gaps/coverage": "coverage/whole",
    "gaps/funders": "funders/whole",
    "gaps/isolates/single": None,
    "network/groups/core": None,
    "gaps/funders/overlaps": None,
    "gaps/sectors/log": None,
    "gaps/whitespace/triples": None,
    "timeline": "timeline/2020",
}


def test_answers_say_the_same_as_their_cards(caller: TestClient) -> None:
    parts = ({}, {"source": "projects"}, PART, {"kind": "Project"})

    for path, card in CARDED.items():
        only_of_parts = parts if path != "timeline" else ({}, *parts[2:])
        said = [asked_of(caller, path, **part) for part in only_of_parts]
        assert said == [bool(part) and "source" not in part for part in only_of_parts], path
        if card is not None:
            assert [asked_of(caller, f"cards/{card}", **part) for part in only_of_parts] == said


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_pages_and_commands_without_a_view_of_their_own_say_it_too(
    caller: TestClient, place: Path, lang: str
) -> None:
    for path in ("/timeline", "/gaps/log", "/whitespace/triples", "/isolates", "/groups/core"):
        for part in ({}, PART):
            headers = {**HOLDER, "Accept": "text/html"}
            answer = caller.get(path, params={**part, "lang": lang}, headers=headers)
            listed = html.fromstring(answer.text).xpath("//ul[@class='said']/li")
            begun = [li.text_content().startswith(f"{BEGINS[lang]}: ") for li in listed]
            assert (answer.status_code, sum(begun)) == (200, len(part) // 2), path
    for asked_for in (
        ("gaps", "--log", "2"), ("whitespace", "--triples"), ("funders", "--overlaps"),
        ("isolates", "--list", "single"), ("groups", "--core"),
    ):  # fmt: skip
        for part in ((), ("--period-from", "2020", "--period-to", "2020")):
            ended = CommandLine(place)(*asked_for, *part, "--lang", lang)
            assert ended.code == 0, ended.err
            assert ended.out.count(f"{BEGINS[lang]}: ") == len(part) // 4, asked_for


def test_commands_say_it_of_their_lists_as_json_as_http_does(
    caller: TestClient, place: Path
) -> None:
    lists = {
        "gaps/isolates/single": ("isolates", "--list", "single"),
        "network/groups/core": ("groups", "--core"),
    }
    for path, command in lists.items():
        for asked in ({}, PART, {"seed": "7"}):
            options = [part for name, value in asked.items()
                       for part in (f"--{name.replace('_', '-')}", value)]  # fmt: skip
            options += ["--limit", "50", "--public"]
            printed = CommandLine(place)(*command, *options, "--json").json()
            answer = caller.get(f"/api/v1/{path}", params={**asked, "limit": "50"}).json()
            assert printed == answer, path
            assert printed["exploratory"] is bool(asked)


def test_the_timeline_says_so_in_its_files(caller: TestClient) -> None:
    part, whole = (rows(caller, "timeline", lang="en", **asked) for asked in (PART, {}))
    book = caller.get("/api/v1/views/timeline.xlsx", params={**PART, "lang": "en"})
    sheets = load_workbook(BytesIO(book.content)).worksheets

    assert (part[0][-1], {row[-1] for row in part[1:]}) == ("Exploratory", {"yes"})
    assert whole[0] == part[0][:-1]
    assert [cell.value for cell in sheets[1][1]][-1] == "Exploratory"
    assert "Exploratory: " in drawn(caller, "timeline", lang="en", **PART)
    assert "Exploratory: " not in drawn(caller, "timeline", lang="en")


def test_the_log_is_as_exploratory_as_its_table(caller: TestClient) -> None:
    found = [
        caller.get(f"/api/v1/{path}", params=asked, headers=HOLDER).json()["exploratory"]
        for path in ("gaps/sectors", "gaps/sectors/log")
        for asked in ({}, {"seed": "7"})
    ]

    assert found == [False, True, False, True]
