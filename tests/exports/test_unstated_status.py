"""A register that names participants and not how far it went, in every export that holds ties.

They take part to the analyses. RDF and the edge lists say so; elsewhere the status is empty.

Two projects of two organisations each, a funder of both; no column says party or declined.
"""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import networkx
import openpyxl
import pytest
from pyarrow import parquet
from pyoxigraph import QuerySolutions, RdfFormat, Store

from service.exports.described import described_formats
from service.exports.formats import ExportForm
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
RDF = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "json-ld": RdfFormat.JSON_LD,
}
TIE = "PARTICIPATES_IN"
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


@pytest.mark.parametrize("form", RDF)
def test_rdf_says_how_it_is_read(line: CommandLine, form: str) -> None:
    graph = Store()
    graph.bulk_load(path=written(line, form), format=RDF[form])

    ties = graph.query(MET)

    assert isinstance(ties, QuerySolutions)
    assert len(list(ties)) == 4


def of_csv(file: Path) -> list[str | None]:
    with zipfile.ZipFile(file) as packed:
        text = packed.read("PARTICIPATES_IN.csv").decode("utf-8-sig")
    return [row["status"] or None for row in csv.DictReader(io.StringIO(text), delimiter=";")]


def of_workbook(file: Path, sheet: str) -> list[str | None]:
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()), read_only=True)
    header, *rows = book[sheet].iter_rows(values_only=True)
    found = [dict(zip(map(str.casefold, map(str, header)), row, strict=False)) for row in rows]
    return [r.get("status") for r in found if r.get("edge_type", TIE) == TIE]


def of_gexf(file: Path) -> list[str | None]:
    edges = networkx.read_gexf(file).edges(data=True)
    return [data.get("status") for *_, data in edges if data["edge_type"] == TIE]


def of_graphml(file: Path) -> list[str | None]:
    edges = networkx.read_graphml(file).edges(data=True)
    return [data.get("status") for *_, data in edges if data["edge_type"] == TIE]


def of_parquet(file: Path) -> list[str | None]:
    with zipfile.ZipFile(file) as packed:
        table = parquet.read_table(io.BytesIO(packed.read("PARTICIPATES_IN.parquet")))
    return list(table["status"].to_pylist())


def of_kumu(file: Path) -> list[str | None]:
    connections = json.loads(file.read_text("utf-8"))["connections"]
    return [c.get("status") for c in connections if c["edge_type"] == TIE]


def of_sqlite(file: Path) -> list[str | None]:
    with closing(sqlite3.connect(file)) as tables:
        return [status for (status,) in tables.execute("SELECT status FROM PARTICIPATES_IN")]


READ: dict[str, Callable[[Path], list[str | None]]] = {
    "csv": of_csv,
    "xlsx": partial(of_workbook, sheet=TIE),
    "gexf": of_gexf,
    "graphml": of_graphml,
    "parquet": of_parquet,
    "kumu": of_kumu,
    "kumu-xlsx": partial(of_workbook, sheet="Connections"),
    "sqlite": of_sqlite,
}


@pytest.mark.parametrize("form", READ)
def test_where_what_is_stated_stands_there_is_none(line: CommandLine, form: str) -> None:
    assert READ[form](written(line, form)) == [None] * 4


def test_every_form_is_looked_at() -> None:
    looked_at = {*READ, *RDF, "edges", "ucinet", "360giving"}

    assert looked_at == {form.value for form in ExportForm}


def told_in_zip(file: Path) -> str:
    with zipfile.ZipFile(file) as packed:
        return " ".join(packed.read("README.txt").decode("utf-8").split())


@pytest.mark.parametrize("form", ["csv", "edges", "ucinet"])
def test_what_comes_along_says_how_it_is_read(line: CommandLine, form: str) -> None:
    assert "lists those who take part" in told_in_zip(written(line, form))


@pytest.mark.parametrize("form", ["edges", "turtle"])
def test_the_list_of_formats_says_so_in_both_languages(form: str) -> None:
    said = {
        lang: next(f.regrouped for f in described_formats(lang).formats if f.format == form)
        for lang in ("sv", "en")
    }

    assert "står party: ett register utan den listar dem som deltar." in said["sv"]
    assert "party stands: a register without one lists those who take part." in said["en"]
