"""A proposed mapping asks what a table covers, and says when its meetings end."""

import tomllib
from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine
from tests.commands.own_tables import own_table

ROWS = [
    f"Ett {n};{year}-05-0{n};{who}"
    for n, year in ((1, 2023), (2, 2025))
    for who in ("Exempelstads kommun;Offentlig", "Påhittade AB;Privat")
]


def proposed(run: CommandLine, head: str) -> Path:
    """The mapping proposed for meetings under these headings."""
    table, mapping = run.folder / "lista.csv", run.folder / "m.toml"
    table.write_text("\n".join([head, *ROWS]), "utf-8")
    done = run("mapping", "propose", table, "--output", mapping)
    assert done.code == 0, done.err
    return mapping


def test_what_a_table_covers_is_asked_where_it_is_said(tmp_path: Path) -> None:
    run = CommandLine(tmp_path)
    mapping = proposed(run, "Möte;Datum;Organisation;Sektor")
    text, lacks = mapping.read_text("utf-8"), "does not say whether all who took part are listed"

    first = run("import", "table", "--mapping", mapping, tmp_path / "lista.csv")
    asked = "# [dataset.coverage]\n# participants = "
    told = text.replace(asked, asked.replace("# ", "")).replace("# years = ", "years = ")
    mapping.write_text(told, "utf-8")
    second = run("import", "table", "--mapping", mapping, tmp_path / "lista.csv")

    assert "# years = [2023, 2025]  # the first and the last of which it has all\n" in text
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert (lacks in " ".join(first.err.split()), lacks in second.err) == (True, False)


@pytest.mark.parametrize(
    ("head", "ends"),
    [
        ("Möte;Datum;Organisation;Sektor", True),
        ("Rundabord;Mötesdatum;Organisation;Sektor", True),
        ("Nätverk;Mötesdatum;Organisation;Sektor", True),
        ("Möte;Startdatum;Organisation;Sektor", False),
        ("Nätverk;Datum;Organisation;Sektor", False),
        ("Projekt;Datum;Organisation;Sektor", False),
    ],
)
def test_a_meeting_of_one_date_ends_on_it(tmp_path: Path, head: str, ends: bool) -> None:
    text = proposed(CommandLine(tmp_path), head).read_text("utf-8")

    date = head.split(";")[1]
    assert f'start = "{date}"\n' in text
    assert (f'end = "{date}"  # of one day' in text) is ends


def test_the_gap_table_says_where_lists_are_declared_complete(tmp_path: Path) -> None:
    run = CommandLine(tmp_path)
    table = tmp_path / "lista.csv"
    rows = [f"Möte {n};K{k} kommun;Offentlig" for n in range(40) for k in (n % 7, (n + 3) % 7)]
    rows += [f"Möte {n};A{k} AB;Privat" for n in range(40) for k in (n % 6, (n * 5 + 1) % 6)]
    table.write_text("\n".join(["Möte;Organisation;Sektor", *rows]), "utf-8")
    mapping = tmp_path / "m.toml"
    assert run("mapping", "propose", table, "--output", mapping).code == 0
    licence = '[dataset.licence]\nname = "CC0"\nevidence = "https://example.org"\n'
    text = mapping.read_text("utf-8").replace('visibility = "private"', 'visibility = "public"')
    mapping.write_text(text + licence, "utf-8")
    assert run("import", "table", "--mapping", mapping, table).code == 0

    said = {lang: run("gaps", "--lang", lang).out for lang in ("sv", "en")}

    assert "en egen tabell i [dataset.coverage] i sin mappning" in " ".join(said["sv"].split())
    assert "one's own in [dataset.coverage] of its mapping" in " ".join(said["en"].split())


def test_the_number_of_a_meeting_is_not_its_name(tmp_path: Path) -> None:
    table = tmp_path / "lista.csv"
    table.write_text("Mötesnr;Möte;Organisation\nM-1;Upptakt;A AB\nM-2;Upptakt;B AB\n", "utf-8")

    text = CommandLine(tmp_path)("mapping", "propose", table).out

    assert '[collaboration]\nname = "Möte"\nnumber = "Mötesnr"\n' in text
    assert "ignore = [\n]" in text


@pytest.mark.parametrize(("given", "mark"), [("|", "|"), ("tab", "\t")])
def test_what_stands_between_columns_can_be_said(tmp_path: Path, given: str, mark: str) -> None:
    run, table, mapping = CommandLine(tmp_path), tmp_path / "lista.csv", tmp_path / "m.toml"
    # By its commas this is a table of two columns, too.
    rows = [
        mark.join(("Möte, dag", "Organisation, förening")),
        mark.join(("Ett, 1/2", "A AB, Lund")),
    ]
    table.write_text("\n".join(rows), "utf-8")

    done = run("mapping", "propose", table, "--delimiter", given, "--output", mapping)
    ended = run("import", "table", "--mapping", mapping, table)

    assert (done.code, ended.code) == (0, 0), done.err + ended.err
    told = tomllib.loads(mapping.read_text("utf-8"))
    assert told["file"]["delimiter"] == mark
    assert told["collaboration"]["name"] == "Möte, dag"
    assert told["participant"][0]["columns"] == ["Organisation, förening"]


def test_days_that_stand_for_no_date_are_no_years_covered(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        "Projektnamn;Projektägare;Start;Slut",
        "Alfa;Exempelstads kommun;0001-01-01;9999-12-31",
        "Beta;Föreningen Exempel;2019-03-01;2021-06-30",
    )
    (tmp_path / "none").mkdir()
    none = own_table(tmp_path / "none", "Projektnamn;Projektägare;Start", "Alfa;A AB;0001-01-01")

    assert (own.propose().code, "# years = [2019, 2021]  #" in own.text) == (0, True)
    assert (none.propose().code, "# years = […, …]  #" in none.text) == (0, True)


def test_files_say_that_nobody_dated_the_retrieval_of_an_own_table(tmp_path: Path) -> None:
    own = own_table(tmp_path, "Projektnamn;Projektägare", "Alfa;Exempelstads kommun")
    proposed, done = own.propose(), own.publish()
    assert (proposed.code, done.code) == (0, 0), proposed.err + done.err

    written = own.run("export", "gexf")

    assert written.code == 0, written.err
    assert "table:lista: lista, " in written.out
    assert "; retrieval not dated\n" in written.out
    assert "None" not in written.out
