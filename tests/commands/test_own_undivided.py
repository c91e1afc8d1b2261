"""Cells that may name several: an import that reads each as one name says so, and of which rows."""

from pathlib import Path

from tests.commands.own_tables import on_one_line, own_table

HEADINGS = "Projekt;Projektägare;Samarbetspartner"
ROWS = (
    "P1;Malmö stad;Rädda Barnen, Skåne Stadsmission",
    "P2;Luleå kommun;Urkraft",
    "P3;Umeå kommun;Coompanion Norrbotten, IKEA",
)
TOLD = (
    "lista.csv, column “Samarbetspartner”: 2 cells hold “,” (rows 2, 4), and each is read as one "
    'name. Do they name several? Then write separator = "," in the [[participant]] of that '
    'column, and import again; where each is one name, write separator = ""'
)
ASKED = '# separator = ","'


def partners(names: list[tuple[str, ...]]) -> set[str]:
    """Whom the export names besides who owns the projects."""
    return {name for (name,) in names if not name.endswith((" kommun", " stad"))}


def test_an_unanswered_question_is_told_by_preview_and_import(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEADINGS, *ROWS)
    own.propose()

    seen = own.run("import", "table", "--dry-run", "--mapping", own.mapping, own.table)
    done = own.publish()

    assert f"{ASKED}  # does “Rädda Barnen, Skåne Stadsmission” name several?" in own.text
    assert (seen.code, done.code) == (0, 0), seen.err + done.err
    assert TOLD in on_one_line(seen.err)
    assert TOLD in on_one_line(done.err)


def test_it_is_answered_by_the_mark_or_by_none(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEADINGS, *ROWS)
    own.propose()
    own.edit(ASKED, 'separator = ""')
    whole = own.publish()
    one_each = partners(own.exported("Actor", "name"))
    own.edit('\nseparator = ""', '\nseparator = ","')
    parted = own.publish()

    assert (whole.code, parted.code) == (0, 0), whole.err + parted.err
    assert "read as one name" not in whole.err + parted.err
    assert one_each == {
        "Rädda Barnen, Skåne Stadsmission", "Urkraft", "Coompanion Norrbotten, IKEA",
    }  # fmt: skip
    assert partners(own.exported("Actor", "name")) == {
        "Rädda Barnen", "Skåne Stadsmission", "Urkraft", "Coompanion Norrbotten", "IKEA",
    }  # fmt: skip


def test_of_many_rows_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    rows = (f"P{n};Malmö stad;Förening {n}, Bolag {n}" for n in range(15))
    own = own_table(tmp_path, HEADINGS, *rows)
    own.propose()

    done = own.publish()

    assert "15 cells hold “,” (rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 3 more)" in (
        on_one_line(done.err)
    )


def test_rows_that_a_section_leaves_out_are_not_told_of(tmp_path: Path) -> None:
    own = own_table(tmp_path, HEADINGS, *ROWS)
    own.propose()
    leaving = 'omit = { column = "Projekt", values = ["P1"] }'
    own.edit(ASKED, f"{leaving}\n{ASKED}")

    done = own.publish()

    assert done.code == 0, done.err
    assert "column “Samarbetspartner”: 1 cell holds “,” (row 4), and" in on_one_line(done.err)


def test_persons_behind_a_mark_are_told_of_and_not_divided(tmp_path: Path) -> None:
    rows = ("P1;Malmö stad;Region Skåne, ABF", "P2;Luleå kommun;Kalmar kommun, SVENSSON Anna")
    own = own_table(tmp_path, HEADINGS, *rows)
    own.propose()
    own.edit("persons stand behind", "read all the same: persons stand behind")
    own.edit('  "Samarbetspartner",', "  #")
    own.mapping.write_text(
        f'{own.text}\n[[participant]]\ncolumns = ["Samarbetspartner"]\nrole = "partner"\n', "utf-8"
    )

    seen = own.run("import", "table", "--dry-run", "--mapping", own.mapping, own.table)

    assert seen.code == 0, seen.err
    assert (
        "lista.csv, column “Samarbetspartner”: persons stand behind organisations in row 3: take "
        "their names out of the cells, and import again; persons are no part of the graph, and "
        "each such cell is read as one name"
    ) in on_one_line(seen.err)
    assert "write separator" not in seen.err
    assert "SVENSSON" not in seen.err
