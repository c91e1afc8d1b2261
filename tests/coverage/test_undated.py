"""What a period holds only because dates are unknown is told, on pages and on the command line.

Of the arenas of ``tests/lookup/conftest.py``, Odaterat alone has no date; Delad vinst began in
2015, the breakfast in 2017, Bron in 2019.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import Statements, almanac, register

PAGES = (
    "/bridges", "/bridges/arenas", "/coverage", "/funding", "/gaps", "/groups", "/isolates",
    "/voice", "/whitespace",
)  # fmt: skip
COMMANDS = (
    "bridges", "coverage", "funders", "gaps", "gaps --live", "groups", "isolates", "voice",
    "whitespace",
)  # fmt: skip
ONE = {
    "sv": "1 av {all} arenor saknar datum som visar att den hör till perioden, och räknas med.",
    "en": "1 of {all} arenas has no date that shows it to be of the period, and is counted.",
}


def half_dated() -> Statements:
    """Odaterat, and two projects of which one date is known: the end, before and in 2017."""
    says = register()
    says.says("prj", "p8", name="Slutade 2016", end="2016")
    says.says("prj", "p9", name="Slutade 2017", end="2017")
    return says


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command line on a store with both lists."""
    folder = recorded(tmp_path_factory.mktemp("undated"), register(), almanac())
    return CommandLine(folder)


@pytest.fixture(scope="module")
def client(run: CommandLine) -> Iterator[TestClient]:
    """The pages of the same store."""
    with caller_in(run.folder) as made:
        yield made


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_how_many_arenas_only_an_unknown_date_lets_in(
    client: TestClient, page: str
) -> None:
    def told(lang: str, span: str = "") -> str:
        asked = client.get(f"{page}?lang={lang}{span}", headers={"accept": "text/html"})
        assert asked.status_code == 200, asked.text
        return asked.text

    assert ONE["sv"].format(all=1) in told("sv", "&period_from=1900&period_to=1901")
    assert ONE["en"].format(all=1) in told("en", "&period_from=1900&period_to=1901")
    assert ONE["sv"].format(all=3) in told("sv", "&period_from=2015&period_to=2017")
    assert ONE["sv"].format(all=2) in told("sv", "&period_from=2015&period_to=2016")
    assert "saknar datum som visar" not in told("sv")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_the_same_beside_its_answer(run: CommandLine, command: str) -> None:
    asked = run(*command.split(), "--period-from", "2015", "--period-to", "2017", "--lang", "sv")
    whole = run(*command.split(), "--lang", "sv")

    assert (asked.code, whole.code) == (0, 0), asked.err + whole.err
    assert ONE["sv"].format(all=3) in asked.err
    assert "saknar datum som visar" not in asked.out + whole.out + whole.err


def test_half_a_date_may_put_an_arena_into_a_period_or_leave_it_open(tmp_path: Path) -> None:
    recorded(tmp_path, half_dated())

    asked = CommandLine(tmp_path)("coverage", "--period-from", "2015", "--period-to", "2016")

    # Delad vinst and what ended in 2016 are of the period; Odaterat and what ended in 2017 may be.
    assert (
        "2 of 4 arenas have no date that shows them to be of the period, and are counted."
        in asked.err
    )


@pytest.mark.parametrize("command", ["bridges", "coverage", "funders", "gaps", "whitespace"])
def test_a_kind_of_actors_is_no_kind_of_arenas(run: CommandLine, command: str) -> None:
    ended = run(command, "--kind", "municipality")

    assert (ended.code, ended.out) == (2, "")
    said = " ".join(ended.err.split())
    assert "kind: expected one of Project, network, partnership," in said
    assert "got 'municipality'" in said
