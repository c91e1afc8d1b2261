"""Two tables of one's own with a theme of the same name: told apart, and left to people to judge.

The office has thirty projects on Arbete for the young and thirty on Boende for the old; the league
has ten on arbete for the old, and ten on Idrott for the young.
"""

from pathlib import Path

import pytest

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table

MAPPING = """
[project]
key = "Projekt"
name = "Namn"
start = "Start"
themes = ["Tema"]
target_groups = ["Målgrupp"]
[[participant]]
columns = "Ägare"
role = "owner"
"""
OFFICE = (("Arbete", "Unga", 30), ("Boende", "Äldre", 30))
LEAGUE = (("arbete", "Äldre", 10), ("Idrott", "Unga", 10))
ASKED = ("whitespace", "--rows", "theme", "--columns", "target_group")


def imported(
    line: CommandLine, name: str, title: str, planned: tuple[tuple[str, str, int], ...]
) -> None:
    told = [(theme, group) for theme, group, count in planned for _ in range(count)]
    rows = [f"{n},Projekt {n},2022,{','.join(own)},Ägare {n}" for n, own in enumerate(told)]
    import_table(line, name, title, MAPPING, ("Projekt,Namn,Start,Tema,Målgrupp,Ägare", *rows))


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    line = CommandLine(tmp_path_factory.mktemp("lists"), {"COLUMNS": "300"})
    imported(line, "office", "Kontoret", OFFICE)
    imported(line, "league", "Förbundet", LEAGUE)
    return line


def test_each_has_a_line_of_its_own_and_says_whose_it_is(ekokarta: CommandLine) -> None:
    table = ekokarta(*ASKED, "--json").json()

    assert {(r["label"]["name"], r["list_of"], r["arenas"]) for r in table["rows"]} == {
        ("Arbete", "table:office", 30), ("arbete", "table:league", 10), ("Boende", None, 30),
        ("Idrott", None, 10),
    }  # fmt: skip
    assert {(c["label"]["name"], c["list_of"], c["arenas"]) for c in table["columns"]} == {
        ("Unga", "table:office", 30), ("Unga", "table:league", 10),
        ("Äldre", "table:office", 30), ("Äldre", "table:league", 10),
    }  # fmt: skip


def test_people_see_the_source_beside_the_name(ekokarta: CommandLine) -> None:
    printed = ekokarta(*ASKED, "--lang", "sv").out
    rows = ekokarta(*ASKED, "--lang", "sv", "--csv").out.splitlines()[1:]

    assert "Samma namn i flera källors listor" in printed
    assert {row.split(";")[0] for row in rows} == {
        "Arbete (Kontoret)", "arbete (Förbundet)", "Boende", "Idrott",
    }  # fmt: skip
    with caller_in(ekokarta.folder) as caller:
        page = caller.get("/whitespace?rows=theme&columns=target_group&lang=en").text
    assert "Arbete (Kontoret)" in page
    assert "they may mean different things" in page


def test_the_review_names_them(ekokarta: CommandLine) -> None:
    printed = ekokarta("review", "--lang", "sv").out

    names = "Arbete (table:office); arbete (table:league)"
    assert f"”arbete” står i flera källors listor: {names}." in printed
    assert [(r["rule"], r["about"]) for r in ekokarta("review", "--json").json()] == [
        ("one name in several lists", "unga"), ("one name in several lists", "äldre"),
        ("one name in several lists", "arbete"),
    ]  # fmt: skip


def test_what_only_one_source_names_is_told_as_before(tmp_path: Path) -> None:
    line = CommandLine(tmp_path, {"COLUMNS": "300"})
    imported(line, "office", "Kontoret", OFFICE)

    assert "(Kontoret)" not in line(*ASKED, "--lang", "sv").out
    assert line("review", "--json").json() == []


def test_judged_the_same_they_are_one_line(tmp_path: Path) -> None:
    line = CommandLine(tmp_path, {"COLUMNS": "300"})
    imported(line, "office", "Kontoret", OFFICE)
    imported(line, "league", "Förbundet", LEAGUE)

    judged = line("judge", "same", "table:office/Theme/arbete", "table:league/Theme/arbete",
                  "--reason", "samma ord i samma mening", "--role", "editor")  # fmt: skip

    assert judged.code == 0, judged.err
    rows = line(*ASKED, "--json").json()["rows"]
    assert {(r["label"]["name"], r["list_of"], r["arenas"]) for r in rows} == {
        ("Arbete", None, 40), ("Boende", None, 30), ("Idrott", None, 10),
    }  # fmt: skip
    assert [r["about"] for r in line("review", "--json").json()] == ["unga", "äldre"]
