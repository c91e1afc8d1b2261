"""The same answers at a terminal."""

from pathlib import Path
from typing import Any

import pytest

from tests.commands.command_line import CommandLine


def test_json_is_the_answer_of_the_api(command: CommandLine, everything: Any) -> None:
    ended = command("whitespace", "--rows", "theme", "--columns", "region", "--seed", "5", "--json")

    assert ended.code == 0, ended.err
    wanted = everything("/api/v1/gaps/whitespace", rows="theme", columns="region", seed="5")
    plain = [{**cell, "arenas": None} for cell in wanted["cells"]]
    assert ended.json() == {**wanted, "cells": plain}


def test_a_table_and_sentences_for_people(command: CommandLine) -> None:
    ended = command("whitespace", "--lang", "sv")

    first = next(line for line in ended.out.splitlines() if "Södra län" in line)
    assert first.split() == ["Södra", "län", "Boende", "0", "0", "17,4", "0,00", "0,00–0,17",
                             "0,002", "1,000", "Färre", "än", "väntat"]  # fmt: skip
    assert "En tom ruta är inte en lucka." in ended.out
    assert (
        "Västra län" not in ended.out.split("Av 12 rutor")[0]
    )  # not covered: no row with a nought


def test_csv_for_a_spreadsheet(command: CommandLine) -> None:
    ended = command("whitespace", "--csv")

    lines = ended.out.lstrip("\ufeff").splitlines()
    assert lines[0].startswith("Region;Theme;Verdict;")
    assert len(lines) == 13


def test_triples(command: CommandLine) -> None:
    ended = command("whitespace", "--triples", "--json")

    assert ended.code == 0, ended.err
    assert {cell["region"]["name"] for cell in ended.json()["items"]} == {"Norra län", "Södra län"}


def test_needs_come_from_a_file(command: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "behov.csv"
    file.write_text("region;theme;need\n91;Arbete;1 000\n92;Arbete;1000,0\n", encoding="utf-8-sig")

    ended = command("whitespace", "--cells", file, "--kind", "Project", "--json")

    assert ended.code == 0, ended.err
    needs = [cell["need"]["expected"] for cell in ended.json()["cells"] if cell["need"]]
    assert needs == [75.0, 75.0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("region,theme,need\n91,Arbete,mycket\n",
         "behov.csv, row 2, column “need”: found “mycket”, expected a number such as"),
        ("region,theme,need\n91,Arbete,1\nAtlantis,Arbete,1\n",
         "behov.csv, row 3, column “region”: found “Atlantis”, expected the id or code"),
        ("region,theme,possible\n91,Arbete,no\n",
         "behov.csv, row 2, column “possible”: found “no”, expected yes, or a cell without"),
        ("region,need\n91,1\n", "expected the columns “region”, “theme”, and"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_where(
    command: CommandLine, tmp_path: Path, text: str, says: str
) -> None:
    file = tmp_path / "behov.csv"
    file.write_text(text, encoding="utf-8")

    ended = command("whitespace", "--cells", file)

    assert (ended.code, ended.out) == (1, "")
    assert says in ended.err
    assert "Traceback" not in ended.err


def test_rows_against_themselves_are_wrong_usage(command: CommandLine) -> None:
    ended = command("whitespace", "--rows", "theme", "--columns", "theme")

    assert ended.code == 2
    assert "another dimension than the rows" in ended.err
