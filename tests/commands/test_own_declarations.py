"""A second file of a dataset claims no more of the lists of the first; it may claim less.

Four projects of two actors stand under the name *t*; then a file with other rows comes, or the same
rows with another declaration.
"""

from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine, Ended
from tests.commands.own_table import DATASET

PROJECTS = """
[dataset.coverage]
{told}
[project]
key = "Nr"
name = "Nr"
start = "Start"
[[participant]]
columns = "Aktör"
role = "partner"
"""
ACTORS = """
[dataset.coverage]
participants = "complete"
[actor]
name = "Aktör"
"""
COMPLETE, UNKNOWN = 'participants = "complete"', 'participants = "unknown"'
OWNER_ONLY = 'participants = "owner_only"'


def rows(*numbers: int, year: int = 2021) -> str:
    told = (f"P{n};{year};{actor} {n}" for n in numbers for actor in ("A", "B"))
    return "\n".join(("Nr;Start;Aktör", *told))


def given(
    line: CommandLine,
    mapping: str,
    table: str,
    *options: str | Path,
    name: str = "t",
    file: str = "f",
) -> Ended:
    mapped, read = line.folder / "m.toml", line.folder / f"{file}.csv"
    mapped.write_text(DATASET.format(name=name, title="T") + mapping, "utf-8")
    read.write_text(table, "utf-8")
    return line("import", "table", "--mapping", mapped, *options, read)


def projects(line: CommandLine, told: str, table: str, *options: str, name: str = "t") -> Ended:
    return given(line, PROJECTS.format(told=told), table, *options, name=name)


def complete(line: CommandLine) -> tuple[int, int]:
    """Arenas, and those with a complete list."""
    whole = line("coverage", "--json").json()["whole"]
    return whole["arenas"], whole["complete"]


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path, {"COLUMNS": "1000"})


@pytest.mark.parametrize(
    ("first", "then"), [(UNKNOWN, COMPLETE), (OWNER_ONLY, COMPLETE), (UNKNOWN, OWNER_ONLY)]
)
def test_other_rows_that_declare_more_are_refused_with_both_declarations(
    line: CommandLine, first: str, then: str
) -> None:
    assert projects(line, first, rows(1, 2, 3, 4)).code == 0
    before = complete(line)

    seen = projects(line, then, rows(5), "--dry-run")
    refused = projects(line, then, rows(5))

    value = {said: said.split('"')[1] for said in (first, then)}
    message = (
        f"table:t: this file declares participants = {value[then]}, kinds = Project; 4 arenas "
        f"that are not in it (such as P1, P2, P3) stand as declared before: participants = "
        f"{value[first]}, kinds = Project."
    )
    assert (refused.code, complete(line)) == (1, before)
    assert message in " ".join(refused.err.split())
    assert (
        "import all files in one command (`ekokarta import table --mapping MAPPING A B`), or all "
        "rows in one file (--complete), or write in [dataset.coverage] what holds for both, or "
        "give this file another name in [dataset]."
    ) in " ".join(refused.err.split())
    assert f"an import is refused: {message}" in " ".join(seen.out.split())


@pytest.mark.parametrize(
    ("first", "then"), [(COMPLETE, UNKNOWN), (COMPLETE, OWNER_ONLY), (OWNER_ONLY, UNKNOWN)]
)
def test_other_rows_that_declare_less_correct_what_stands(
    line: CommandLine, first: str, then: str
) -> None:
    projects(line, first, rows(1, 2, 3, 4))

    seen = projects(line, then, rows(5), "--dry-run")
    done = projects(line, then, rows(5))

    value = {said: said.split('"')[1] for said in (first, then)}
    message = (
        f"what this file declares of lists (participants = {value[then]}, kinds = Project) now "
        "holds of 4 arenas stated before that are not in it (such as P1, P2, P3); of them was "
        f"declared: participants = {value[first]}, kinds = Project"
    )
    assert (done.code, complete(line)) == (0, (5, 0))
    assert f"table:t: {message}" in " ".join(done.out.split())
    assert f"the source is declared anew: {message}" in " ".join(seen.out.split())


def test_all_files_in_one_command_may_be_declared_more(line: CommandLine) -> None:
    projects(line, UNKNOWN, rows(1, 2, 3, 4))
    first = line.folder / "first.csv"
    first.write_text(rows(1, 2, 3, 4), "utf-8")
    assert given(line, PROJECTS.format(told=COMPLETE), rows(5), first).code == 0
    assert complete(line) == (5, 5)


@pytest.mark.parametrize(
    ("first", "then", "code"),
    [
        ("", '"lan:12"', 0),
        ('"lan:12", "lan:13"', '"lan:13"', 0),
        ('"lan:12"', "", 1),
        ('"lan:12"', '"lan:12", "lan:13"', 1),
    ],
)
def test_fewer_regions_claim_less(line: CommandLine, first: str, then: str, code: int) -> None:
    projects(line, f"{COMPLETE}\nregions = [{first}]", rows(1, 2, 3, 4))
    assert projects(line, f"{COMPLETE}\nregions = [{then}]", rows(5)).code == code


def test_rows_that_declare_the_same_are_added(line: CommandLine) -> None:
    projects(line, COMPLETE, rows(1, 2, 3, 4))
    assert projects(line, COMPLETE, rows(5)).code == 0
    assert complete(line) == (5, 5)


def test_all_rows_anew_may_be_declared_otherwise(line: CommandLine) -> None:
    projects(line, UNKNOWN, rows(1, 2, 3, 4))
    assert projects(line, COMPLETE, rows(1, 2, 3, 4)).code == 0
    assert complete(line) == (4, 4)
    assert projects(line, UNKNOWN, rows(1, 2, 3, 4, 5), "--complete").code == 0
    assert complete(line) == (5, 0)


def test_under_another_name_each_file_has_its_declaration(line: CommandLine) -> None:
    projects(line, UNKNOWN, rows(1, 2, 3, 4))
    assert projects(line, COMPLETE, rows(5), name="u").code == 0
    assert complete(line) == (5, 1)


@pytest.mark.parametrize(
    ("years", "code", "found"), [("[2021, 2022]", 0, (5, 5)), ("[2022, 2022]", 0, (5, 1))]
)
def test_years_are_widened_and_narrowed(
    line: CommandLine, years: str, code: int, found: tuple[int, int]
) -> None:
    projects(line, f"{COMPLETE}\nyears = [2021, 2021]", rows(1, 2, 3, 4))
    done = projects(line, f"{COMPLETE}\nyears = {years}", rows(5, year=2022))
    assert (done.code, complete(line)) == (code, found)


@pytest.mark.parametrize("first", ["projects", "actors"])
def test_a_list_of_actors_leaves_the_lists_of_projects_as_they_are(
    line: CommandLine, first: str
) -> None:
    actors = "Aktör\n" + "\n".join(f"A {n}" for n in range(1, 5))
    for what in ("projects", "actors") if first == "projects" else ("actors", "projects"):
        if what == "actors":
            assert given(line, ACTORS, actors, file="actors").code == 0
        else:
            assert projects(line, COMPLETE, rows(1, 2, 3, 4)).code == 0
    assert complete(line) == (4, 4)
    assert projects(line, UNKNOWN, rows(5)).code == 0
    assert complete(line) == (5, 0)
