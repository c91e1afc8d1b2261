"""The title of an own table in two languages, as its mapping gives them."""

from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, Literal, URIRef

from tests.commands.command_line import CommandLine
from tests.commands.own_table import DATASET
from tests.exports.conftest import BASE

PARTS = '\n[project]\nname = "Projekt"\n[[participant]]\ncolumns = ["Part"]\nrole = "partner"\n'


@pytest.mark.parametrize(
    ("given", "sv", "en"),
    [
        ("", "Möten i Lund", "Möten i Lund"),
        ('title_en = "Meetings in Lund"\n', "Möten i Lund", "Meetings in Lund"),
        ('title_sv = "Mötena"\ntitle_en = "The meetings"\n', "Mötena", "The meetings"),
    ],
)
def test_a_title_is_told_in_the_language_it_is_given_in(
    tmp_path: Path, given: str, sv: str, en: str
) -> None:
    line = CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE})
    head = DATASET.format(name="moten", title="Möten i Lund")
    table, mapping = tmp_path / "t.csv", tmp_path / "t.toml"
    table.write_text("Projekt;Part\nArena Ett;Föreningen Exempel\n", "utf-8")
    mapping.write_text(head.replace("publisher", f"{given}publisher", 1) + PARTS, "utf-8")

    read = line("import", "table", "--mapping", mapping, table)
    done = line("export", "nt", "--output", tmp_path / "map.nt")
    assert (read.code, done.code) == (0, 0), read.err + done.err

    graph = rdflib.Graph().parse(tmp_path / "map.nt", format="nt")
    titles = set(graph.objects(URIRef(f"{BASE}id/sources/table%3Amoten"), DCTERMS.title))
    assert titles == {Literal(sv, lang="sv"), Literal(en, lang="en")}
