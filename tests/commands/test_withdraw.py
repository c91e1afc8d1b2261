"""A run is only undone where no later run states the same again; what a file states comes back."""

from pathlib import Path

from tests.commands.command_line import CommandLine, Ended
from tests.ledger.export_file import row, write

MAPPING = """
[dataset]
name = "rundabord"
title = "{title}"
publisher = "Kansliet"

[collaboration]
key = "Nr"
name = "Bord"
kind = "round_table"

[[participant]]
columns = "Organisation"
role = "participating_organisation"
"""


OPEN = """visibility = "public"

[dataset.licence]
name = "CC BY 4.0"
evidence = "The page of the data set says so"
"""


def imported(ekokarta: CommandLine, *arguments: str | Path) -> str:
    """Import; the run's id."""
    ended = ekokarta("import", *arguments, "--json")
    assert ended.code == 0, ended.err
    run: str = ended.json()["run"]
    return run


def collaborations(ekokarta: CommandLine) -> int:
    """How many there are now."""
    found: int = ekokarta("status", "--json").json()["counts"].get("Collaboration", 0)
    return found


def projects(ekokarta: CommandLine) -> int:
    """How many there are now."""
    found: int = ekokarta("status", "--json").json()["counts"].get("Project", 0)
    return found


def refused(ended: Ended, *runs: str) -> bool:
    """Whether a withdrawal was refused with the runs named in the order they can be undone in."""
    return ended.code == 1 and f"Withdraw {', then '.join(runs)} first" in ended.err


def test_a_file_that_a_later_one_holds_too_is_not_withdrawn_alone(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    rows = [row(f"24-{n:03}-S01", f"Project {n}") for n in (1, 2, 3, 4)]
    january = imported(ekokarta, "esf_export", write(tmp_path / "january.csv", rows[:2]))
    february = imported(ekokarta, "esf_export", write(tmp_path / "february.csv", rows[:3]))
    march = imported(ekokarta, "esf_export", write(tmp_path / "march.csv", rows))

    alone = ekokarta("withdraw", january)
    still = projects(ekokarta)
    undone = [ekokarta("withdraw", run).code for run in (march, february, january)]
    none = projects(ekokarta)
    imported(ekokarta, "esf_export", tmp_path / "february.csv")

    assert refused(alone, march, february)
    assert (still, undone, none, projects(ekokarta)) == (4, [0, 0, 0], 0, 3)


def test_a_run_that_only_declares_its_source_anew_states_its_rows_again(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    table = tmp_path / "bord.csv"
    table.write_text("Nr;Bord;Organisation\n1;Arbete;Malmö stad\n", encoding="utf-8")
    runs = []
    for title in ("Rundabord", "Rundabord om arbete"):
        mapping = tmp_path / "m.toml"
        mapping.write_text(MAPPING.format(title=title), encoding="utf-8")
        runs.append(imported(ekokarta, "table", "--mapping", mapping, table))

    alone = ekokarta("withdraw", runs[0])

    assert runs[0] != runs[1]
    assert refused(alone, runs[1])
    assert collaborations(ekokarta) == 1


def test_a_table_whose_records_no_later_one_names_is_withdrawn_alone(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING.format(title="Rundabord"), encoding="utf-8")
    runs = []
    for number, name in enumerate(("ett", "två", "ett igen")):
        table = tmp_path / f"{number}.csv"
        other = f"{number};Bord {name};Lunds kommun\n" if number else ""
        again = "9;Arbete;Malmö stad\n" if number != 1 else ""
        table.write_text(f"Nr;Bord;Organisation\n{again}{other}", encoding="utf-8")
        runs.append(imported(ekokarta, "table", "--mapping", mapping, table))

    first = ekokarta("withdraw", runs[0])
    second = ekokarta("withdraw", runs[1])

    assert refused(first, runs[2])
    assert second.code == 0
    assert collaborations(ekokarta) == 2


def meetings(ekokarta: CommandLine, *versions: str) -> list[list[bool]]:
    """Which of two meetings everybody may read of, in each version."""
    texts = [ekokarta("export", "gexf", "--as-of", version).out for version in versions]
    return [["Arbete" in text, "Hemligt" in text] for text in texts]


def test_a_source_that_was_private_stays_so_until_the_same_file_is_imported_as_public(
    tmp_path: Path,
) -> None:
    ekokarta = CommandLine(tmp_path)
    public, private = tmp_path / "public.toml", tmp_path / "private.toml"
    says = MAPPING.format(title="Rundabord")
    private.write_text(says, encoding="utf-8")
    public.write_text(says.replace("\n[coll", OPEN + "\n[coll"), encoding="utf-8")
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text("Nr;Bord;Organisation\n1;Arbete;Malmö stad\n", encoding="utf-8")
    two.write_text("Nr;Bord;Organisation\n2;Hemligt;Malmö stad\n", encoding="utf-8")
    imported(ekokarta, "table", "--mapping", public, one)
    made_private = imported(ekokarta, "table", "--mapping", private, two)

    ended = ekokarta("withdraw", made_private)
    withheld = meetings(ekokarta, "1", "2", "3")
    seen = ekokarta("import", "table", "--mapping", public, one, "--dry-run").out
    imported(ekokarta, "table", "--mapping", public, one)

    assert ended.out.splitlines() == [
        f"{made_private} is withdrawn; the graph is now at version 3",
        "table:rundabord is private until it is imported anew as public",
    ]
    assert withheld == [[False, False]] * 3
    assert "visibility private → public" in " ".join(seen.split())
    opened = meetings(ekokarta, "1", "2", "3", "5")  # the preview used up the number 4
    assert opened == [[True, False], [True, True], [True, False], [True, False]]
