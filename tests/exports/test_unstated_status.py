"""A register that names participants and not how far it went: they take part, in every export.

Two projects of two organisations each, a funder of both; no column says party or declined.
"""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from rdflib import Graph

from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table

MAPPING = """
[dataset.coverage]
participants = "complete"
[project]
key = "Nr"
name = "Namn"
start = "Start"
[[participant]]
columns = "Ägare"
role = "owner"
[[participant]]
columns = "Part"
role = "partner"
[[funder]]
columns = "Fond"
amount = "Belopp"
amount_kind = "granted"
currency = "SEK"
"""
ROWS = (
    "Nr,Namn,Start,Ägare,Part,Fond,Belopp",
    "1,Ett,2022-01-01,Ada AB,Bo Kommun,Fonden,100",
    "2,Två,2022-01-01,Ada AB,Cia Förening,Fonden,200",
)
MET = """
PREFIX own: <https://map.example/ontology#>
SELECT ?tie WHERE {
  ?tie a own:ParticipatesIn ; own:participationStatus own:ParticipationStatus-party .
}
"""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    found = CommandLine(
        tmp_path_factory.mktemp("unstated"), {"EKOKARTA_BASE_ADDRESS": "https://map.example/"}
    )
    import_table(found, "mine", "Min tabell", MAPPING, ROWS)
    return found


def written(line: CommandLine, form: str) -> Path:
    file = line.folder / f"all.{form}"
    done = line("export", form, "--output", file)
    assert done.code == 0, done.err
    return file


def in_zip(file: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(file) as packed:
        return list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))


def test_edge_lists_hold_them(line: CommandLine) -> None:
    file = written(line, "edges")

    assert sorted((row["role"], row["status"]) for row in in_zip(file, "two_mode.csv")) == [
        ("owner", "party"), ("owner", "party"), ("partner", "party"), ("partner", "party"),
    ]  # fmt: skip
    assert len(in_zip(file, "one_mode.csv")) == 2


def test_ucinet_holds_them(line: CommandLine) -> None:
    file = written(line, "ucinet")

    with zipfile.ZipFile(file) as packed:
        text = packed.read("two_mode.dl").decode("utf-8-sig")
    assert len(text.split("data:")[1].split("\n\n")[0].strip().splitlines()) == 4


def test_grants_have_their_recipients(line: CommandLine) -> None:
    grants = json.loads(written(line, "360giving").read_text("utf-8"))["grants"]

    assert sorted((g["amountAwarded"], g["recipientOrganization"][0]["name"]) for g in grants) == [
        (100, "Ada AB"), (200, "Ada AB"),
    ]  # fmt: skip


def test_rdf_says_how_it_is_read(line: CommandLine) -> None:
    graph = Graph().parse(written(line, "nt"), format="nt")

    assert len(list(graph.query(MET))) == 4
