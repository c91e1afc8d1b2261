"""Who came, who declined and who was only invited, from a list as people keep it."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine
from tests.commands.own_tables import on_one_line, own_table

LICENCE = '[dataset.licence]\nname = "CC0"\nevidence = "https://example.org"\nseen = 2026-11-01\n'
HEAD = "Möte;Datum;Organisation;Sektor"
ROWS = (
    ("Möte 1;20/8 2025;Exempelstads kommun;Offentlig", "Deltog", "ja", "Attended"),
    ("Möte 1;20/8 2025;Påhittade AB;Privat", "Tackat nej", "nej", "Declined"),
    ("Möte 1;20/8 2025;Föreningen Exempel;Idéburen", "Inbjuden", "", "Invited"),
    ("Möte 1;20/8 2025;Exempellunds kommun;Offentlig", "Kom", "ja", "attended"),
)


def imported(run: CommandLine, rows: list[str]) -> str:
    """The mapping proposed for a table, once the table is imported by it as a public source."""
    table, mapping = run.folder / "lista.csv", run.folder / "m.toml"
    table.write_text("\n".join(rows), "utf-8")
    proposed = run("mapping", "propose", table, "--output", mapping)
    assert proposed.code == 0, proposed.err
    text = mapping.read_text("utf-8")
    public = text.replace('visibility = "private"', 'visibility = "public"')
    mapping.write_text(f"{public}\n{LICENCE}", "utf-8")
    done = run("import", "table", "--mapping", mapping, table)
    assert done.code == 0, done.err
    return text


def met(run: CommandLine) -> set[frozenset[str]]:
    """The pairs of organisations that have met, by name."""
    archive = run.folder / "edges.zip"
    done = run("export", "edges", "--output", archive)
    assert done.code == 0, done.err
    with zipfile.ZipFile(archive) as parts:
        actors, pairs = (
            [*csv.DictReader(io.StringIO(parts.read(name).decode("utf-8-sig")))]
            for name in ("actors.csv", "one_mode.csv")
        )
    names = {actor["Id"]: actor["Label"] for actor in actors}
    return {frozenset((names[pair["Source"]], names[pair["Target"]])) for pair in pairs}


@pytest.mark.parametrize(
    ("heading", "place"), [("Status", 1), ("Deltagande", 1), ("Deltog?", 2), ("RSVP", 3)]
)
def test_only_who_came_has_met(tmp_path: Path, heading: str, place: int) -> None:
    run = CommandLine(tmp_path)

    text = imported(run, [f"{HEAD};{heading}", *(f"{row[0]};{row[place]}" for row in ROWS)])

    assert f'status = {{ column = "{heading}", default = "invited", values = ' in text
    assert 'start = "Datum"' in text
    assert met(run) == {frozenset(("Exempelstads kommun", "Exempellunds kommun"))}


def test_a_word_that_is_no_status_is_asked_about_and_refused(tmp_path: Path) -> None:
    run, table, mapping = CommandLine(tmp_path), tmp_path / "lista.csv", tmp_path / "m.toml"
    rows = [f"Möte {n};2025-08-20;Exempelstads kommun;Offentlig;Deltog" for n in range(9)]
    rows += ["Möte 9;2025-08-20;Exempelstads kommun;Offentlig;Lunch"]
    table.write_text("\n".join([f"{HEAD};Status", *rows]), "utf-8")

    proposed = run("mapping", "propose", table, "--output", mapping)
    ended = run("import", "table", "--mapping", mapping, table)

    assert proposed.code == 0
    assert '# Which status is "Lunch"? Add it to values:' in mapping.read_text("utf-8")
    assert ended.code == 1
    assert "row 11, column “Status”: found “Lunch”" in " ".join(ended.err.split())


@pytest.mark.parametrize(
    ("heading", "words", "asked", "answered"),
    [
        ("Status", ("Ja", "Nej", "Kanske"), '"Ja", "Nej"', '"Ja" = "attended", "Nej" = "declined"'),
        ("Status", ("Bekräftad", "Avböjt", "Ej svar"), '"Bekräftad"', '"Bekräftad" = "attended"'),
        ("Deltagande", ("Digitalt", "Deltog inte", "Uteblev"), '"Digitalt"',
         '"Digitalt" = "attended"'),
    ],
)  # fmt: skip
def test_a_status_that_says_of_some_that_they_did_not_come_is_asked_about(
    tmp_path: Path, heading: str, words: tuple[str, str, str], asked: str, answered: str
) -> None:
    rows = [f"{row[0]};{word}" for row, word in zip(ROWS, (*words, words[0]), strict=True)]
    own = own_table(tmp_path, f"{HEAD};{heading}", *rows)

    own.propose()
    refused = own.publish()
    own.edit('default = "invited", values = { ', f'default = "invited", values = {{ {answered}, ')
    done = own.publish()

    assert f"# Which status is {asked}? Add it to values: " in own.text
    assert refused.code == 1
    assert f"row 2, column “{heading}”: found “{words[0]}”" in on_one_line(refused.err)
    assert done.code == 0, done.err
    assert met(own.run) == {frozenset(("Exempelstads kommun", "Exempellunds kommun"))}


def test_who_answered_no_beside_a_project_is_told_to_count_as_taking_part(tmp_path: Path) -> None:
    own = own_table(
        tmp_path, "Projekt;Partner;Status", "Ett;Påhittade AB;Ja", "Ett;Exempelstads kommun;Nej"
    )

    own.propose()

    assert (
        '"Status",  # not read, so that who stands in rows that say “Nej” comes in as having taken '
        "part: say it by status in the right section, and take this line away"
    ) in own.text


def test_the_status_of_a_project_is_none_of_its_partners(tmp_path: Path) -> None:
    table = tmp_path / "lista.csv"
    table.write_text("Projekt;Partner;Status\nEtt;Påhittade AB;Pågår\nTvå;Påhittade AB;Klart\n")

    text = CommandLine(tmp_path)("mapping", "propose", table).out

    assert '"Status",  # not recognised' in text


@pytest.mark.parametrize("heading", ["Deltagare", "Medverkande", "Aktörer", "Participants"])
def test_who_takes_part_is_read_where_organisations_stand(tmp_path: Path, heading: str) -> None:
    run = CommandLine(tmp_path)

    imported(run, [
        f"Rundabord,Datum,{heading}",
        "Ett,2025-08-20,Exempelstads kommun; Föreningen Exempel",
        "Två,2025-08-21,Föreningen Exempel; Påhittade AB",
    ])  # fmt: skip

    assert met(run) == {
        frozenset(("Exempelstads kommun", "Föreningen Exempel")),
        frozenset(("Föreningen Exempel", "Påhittade AB")),
    }


@pytest.mark.parametrize(
    "cells", [("Anna Andersson; Bo Berg", "Eva Ek"), ("Lars Lind (kommunen)", "25"), ("25", "31")]
)
def test_persons_and_numbers_of_participants_are_not_read(
    tmp_path: Path, cells: tuple[str, str]
) -> None:
    run, table, mapping = CommandLine(tmp_path), tmp_path / "lista.csv", tmp_path / "m.toml"
    rows = [f"{n},2025-08-20,{cell}" for n, cell in zip(("Ett", "Två"), cells, strict=True)]
    table.write_text("\n".join(["Rundabord,Datum,Deltagare", *rows]), "utf-8")

    proposed = run("mapping", "propose", table, "--output", mapping)
    ended = run("import", "table", "--mapping", mapping, table)

    assert proposed.code == 0
    text = mapping.read_text("utf-8")
    assert '"Deltagare",  # not the names of organisations, as far as their words tell' in text
    assert "# No column was recognised that names who takes part" in text
    assert ended.code == 0
    assert "m.toml names nobody who takes part" in " ".join(ended.err.split())
