"""A second file of a dataset claims no more of the rows of the first; it may claim less.

More is a fuller list of participants, and any region, year or kind that was not declared: outside
what is declared nothing is covered. Four projects of two actors stand under the name *t*; then a
file with other rows comes, or the same rows with another declaration.
"""

import csv
import json
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
MEETINGS = """
[dataset.coverage]
{told}
[collaboration]
key = "Nr"
name = "Nr"
start = "Start"
kind = "{kind}"
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
BOTH = 'kinds = ["round_table", "network"]'


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


def meetings(line: CommandLine, kind: str, told: str, table: str, *options: str) -> Ended:
    """Collaborations of a kind, which the declaration names."""
    told += f'\nkinds = ["{kind}"]'
    return given(line, MEETINGS.format(told=told, kind=kind), table, *options)


def run_of(ended: Ended) -> str:
    run: str = ended.json()["run"]
    return run


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
        "rows in one file (--complete), or write participants in [dataset.coverage] that holds "
        "for both (of regions, years and kinds that hold for both the files of before have to "
        "say so first: import them again with these), or give this file another name in [dataset]."
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


REGIONS = [
    ("", 'regions = ["lan:12"]', 0),
    ('regions = ["lan:12", "lan:13"]', 'regions = ["lan:13"]', 0),
    ('regions = ["lan:12"]', "", 1),
    ('regions = ["lan:12"]', 'regions = ["lan:12", "lan:13"]', 1),
]
YEARS = [
    ("", "years = [2021, 2021]", 0),
    ("years = [2020, 2022]", "years = [2021, 2022]", 0),
    ("years = [2020, 2022]", "", 1),
    ("years = [2020, 2022]", "years = [2021, 2023]", 1),
]


@pytest.mark.parametrize(
    ("listed", "first", "then", "code"),
    [
        *(((UNKNOWN, UNKNOWN), *case) for case in REGIONS + YEARS),
        *(((COMPLETE, UNKNOWN), *case) for case in REGIONS[1:3] + YEARS[1:3]),
        *(((COMPLETE, COMPLETE), *case) for case in REGIONS),
    ],
)
def test_fewer_regions_and_years_claim_less_whatever_is_listed(
    line: CommandLine, listed: tuple[str, str], first: str, then: str, code: int
) -> None:
    before, after = (f"{of}\n{where}" for of, where in zip(listed, (first, then), strict=True))
    projects(line, before, rows(1, 2, 3, 4))

    done = projects(line, after, rows(5))

    assert done.code == code
    assert ("now holds of 4 arenas" in " ".join(done.out.split())) == (code == 0)
    assert ("4 arenas that are not in it" in " ".join(done.err.split())) == (code == 1)


def test_files_that_declare_nothing_stand_beside_each_other(line: CommandLine) -> None:
    projects(line, "", rows(1, 2, 3, 4))
    done = projects(line, "", rows(5))
    assert (done.code, "now holds" in done.out, complete(line)) == (0, False, (5, 0))


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
    ("first", "then", "code", "found"),
    [
        ("[2021, 2022]", "[2022, 2022]", 0, (5, 1)),
        ("[2021, 2021]", "[2022, 2022]", 1, (4, 4)),
        ("[2021, 2021]", "[2021, 2022]", 1, (4, 4)),
    ],
)
def test_years_are_narrowed_and_not_widened(
    line: CommandLine, first: str, then: str, code: int, found: tuple[int, int]
) -> None:
    projects(line, f"{COMPLETE}\nyears = {first}", rows(1, 2, 3, 4))
    done = projects(line, f"{COMPLETE}\nyears = {then}", rows(5, year=2022))
    assert (done.code, complete(line)) == (code, found)


def test_unknown_lists_of_some_years_become_complete_in_others(line: CommandLine) -> None:
    projects(line, UNKNOWN, rows(1, 2, 3, 4))
    done = projects(line, f"{COMPLETE}\nyears = [2022, 2022]", rows(5, year=2022))
    assert (done.code, complete(line)) == (0, (5, 1))


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


@pytest.mark.parametrize("first", ["projects", "actors"])
def test_a_list_of_actors_makes_projects_of_no_more_years(line: CommandLine, first: str) -> None:
    told = f"{COMPLETE}\nyears = [2021, 2021]"
    for what in ("projects", "actors") if first == "projects" else ("actors", "projects"):
        if what == "actors":
            assert given(line, ACTORS, "Aktör\nA 1\n", file="actors").code == 0
        else:
            assert projects(line, told, rows(1, 2, 3, 4)).code == 0
    line("export", "csv", "--output", f"{line.folder}/out/")
    with (line.folder / "out" / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        (source,) = csv.DictReader(file, delimiter=";")
    declared = {"kinds": ["Project"], "participants": "complete", "regions": []}
    assert json.loads(source["coverage"]) == [{**declared, "years": [2021, 2021]}]


@pytest.mark.parametrize(("first", "then"), [(UNKNOWN, COMPLETE), (COMPLETE, UNKNOWN)])
def test_lists_of_a_kind_of_collaboration_are_guarded_as_those_of_projects(
    line: CommandLine, first: str, then: str
) -> None:
    meetings(line, "round_table", first, rows(1, 2, 3, 4))

    done = meetings(line, "round_table", then, rows(5))

    value = {said: said.split('"')[1] for said in (first, then)}
    before, after = (f"participants = {value[said]}, kinds = round_table" for said in (first, then))
    if then == COMPLETE:
        assert (done.code, complete(line)) == (1, (4, 0))
        assert f"this file declares {after}; 4 arenas that" in " ".join(done.err.split())
        assert f"stand as declared before: {before}." in " ".join(done.err.split())
    else:
        assert (done.code, complete(line)) == (0, (5, 0))
        assert f"({after}) now holds of 4 arenas" in " ".join(done.out.split())
        assert f"of them was declared: {before}" in " ".join(done.out.split())


@pytest.mark.parametrize("first", ["round_table", "network"])
def test_kinds_stand_side_by_side_each_as_it_was_declared(line: CommandLine, first: str) -> None:
    told = {"round_table": (COMPLETE, rows(1, 2, 3)), "network": (UNKNOWN, rows(4, 5))}
    order = (first, *(told.keys() - {first}))

    done = [meetings(line, kind, *told[kind]) for kind in order]
    found = complete(line)
    again = meetings(line, first, *told[first])
    more = meetings(line, "network", COMPLETE, rows(6))

    assert [ended.code for ended in done] == [0, 0]
    assert not any("now holds" in ended.out for ended in done)
    assert (found, complete(line)) == ((5, 3), (5, 3))
    assert "nothing changed: no new version" in " ".join(again.out.split())
    assert "this file declares participants = complete, kinds = network; 2 arenas" in " ".join(
        more.err.split()
    )


@pytest.mark.parametrize("where", ['regions = ["lan:12"]', "years = [2021, 2021]"])
@pytest.mark.parametrize("first", [True, False])
def test_kinds_of_other_regions_or_years_do_not_stand_side_by_side(
    line: CommandLine, where: str, first: bool
) -> None:
    told = [f"{COMPLETE}\n{where}", COMPLETE] if first else [COMPLETE, f"{COMPLETE}\n{where}"]
    meetings(line, "round_table", told[0], rows(1, 2, 3))

    refused = meetings(line, "network", told[1], rows(4))

    assert (refused.code, complete(line)[0]) == (1, 3)
    assert "with the same regions and years for all kinds" in " ".join(refused.err.split())


def test_all_kinds_after_one_claim_more_and_one_after_all_claims_less(line: CommandLine) -> None:
    every = MEETINGS.format(told=COMPLETE, kind="round_table")
    meetings(line, "round_table", COMPLETE, rows(1, 2, 3))
    wider = given(line, every, rows(4))
    both = given(line, every.replace(COMPLETE, f"{COMPLETE}\n{BOTH}"), rows(5))
    narrower = meetings(line, "round_table", COMPLETE, rows(6))
    assert [wider.code, both.code, narrower.code] == [1, 0, 0]
    assert "declares participants = complete, kinds = Collaboration" in " ".join(wider.err.split())
    assert complete(line) == (5, 5)


def test_a_run_is_not_withdrawn_while_a_later_one_claims_as_it_did(line: CommandLine) -> None:
    first = run_of(projects(line, UNKNOWN, rows(1, 2, 3, 4), "--json"))
    false = run_of(projects(line, COMPLETE, rows(1, 2, 3, 4), "--json"))
    others = run_of(projects(line, COMPLETE, rows(5, 6), "--json"))
    before = complete(line)

    refused = line("withdraw", false)
    kept = complete(line)
    undone = [line("withdraw", run).code for run in (others, false)]

    assert (refused.code, before, kept) == (1, (6, 6), (6, 6))
    assert (
        f"{false} cannot be withdrawn alone: 4 arenas (such as P1, P2, P3) would stand as earlier "
        "runs state them, which declare participants = unknown, kinds = Project; the newest run "
        "declares participants = complete, kinds = Project, which claims more and would be read of "
        f"them too. Withdraw {others} first;"
    ) in " ".join(refused.err.split())
    assert (undone, complete(line)) == ([0, 0], (4, 0))
    assert projects(line, COMPLETE, rows(5, 6)).code == 1
    assert projects(line, COMPLETE, rows(5, 6), name="u").code == 0
    assert complete(line) == (6, 2)
    assert line("withdraw", first).code == 0


def test_a_run_whose_declaration_no_later_one_needs_is_withdrawn(line: CommandLine) -> None:
    projects(line, COMPLETE, rows(1, 2, 3, 4))
    lesser = run_of(projects(line, UNKNOWN, rows(1, 2, 3, 4), "--json"))
    projects(line, UNKNOWN, rows(5))
    assert line("withdraw", lesser).code == 0
    assert complete(line) == (5, 0)
    again = run_of(projects(line, COMPLETE, rows(1, 2, 3, 4, 5), "--complete", "--json"))
    assert complete(line) == (5, 5)
    assert line("withdraw", again).code == 0
    assert complete(line) == (5, 0)
