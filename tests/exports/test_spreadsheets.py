"""The CSV files: complete, safe in a spreadsheet, with licence and coverage beside them."""

import csv
import io
import zipfile

from queries.exporting.selection import selected
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.spreadsheets import cell, zipped
from tests.exports.conftest import IDS, IN_SPREADSHEETS
from tests.lookup import small_graph as small

FILES = [
    "README.txt", "Actor.csv", "Project.csv", "Collaboration.csv",
    "Programme.csv", "Theme.csv", "TargetGroup.csv", "SupportKind.csv", "Region.csv", "Result.csv",
    "PARTICIPATES_IN.csv", "FUNDS.csv", "OFFERS.csv", "PART_OF.csv", "ADDRESSES.csv", "TARGETS.csv",
    "LOCATED_IN.csv", "ACTIVE_IN.csv", "SUPPORTS.csv", "FOLLOWS.csv", "PRODUCED.csv",
    "TAKEN_UP_BY.csv", "claims.csv", "sources.csv", "datapackage.json",
]  # fmt: skip


def written(model: ReadModel) -> bytes:
    """The zip file of a model in one piece."""
    return b"".join(zipped(Export(model, selected(model))))


def opened(content: bytes) -> dict[str, str]:
    """The files by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def rows(text: str) -> list[dict[str, str]]:
    """The rows by column name."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_there_is_a_file_for_every_type(model: ReadModel) -> None:
    files = opened(written(model))

    assert list(files) == FILES
    counts = {name: len(rows(text)) for name, text in files.items() if name.endswith(".csv")}
    assert {name: count for name, count in counts.items() if count} == {
        "Actor.csv": 8, "Project.csv": 3, "Collaboration.csv": 1, "Programme.csv": 2,
        "Theme.csv": 3, "Region.csv": 2, "PARTICIPATES_IN.csv": 13, "FUNDS.csv": 5,
        "PART_OF.csv": 4, "ADDRESSES.csv": 2, "LOCATED_IN.csv": 1, "ACTIVE_IN.csv": 2,
        "claims.csv": 49, "sources.csv": 2,
    }  # fmt: skip


def test_a_tie_can_be_followed_to_its_place_and_licence(model: ReadModel) -> None:
    files = opened(written(model))

    tie = next(row for row in rows(files["FUNDS.csv"]) if row["amount_kind"] == "own")
    claim = next(row for row in rows(files["claims.csv"]) if row["id"] == tie["claims"])
    source = next(row for row in rows(files["sources.csv"]) if row["name"] == claim["source"])
    assert (tie["from_name"], tie["to"], tie["amount"]) == ("Malmö stad", small.P1, "200")
    assert claim["stands_at"] == "register.csv, row 39"
    assert (source["licence"], source["retrieved"]) == ("CC0-1.0", "2026-01-15")


def test_the_readme_says_version_filters_licences_and_coverage(model: ReadModel) -> None:
    readme = opened(written(model))["README.txt"]

    for line in (
        "data version   2", "filters        {}", "PARTICIPATES_IN  13",
        "register: The register, Byrån; retrieved 2026-01-15", "    licence: CC0-1.0",
    ):  # fmt: skip
        assert line in readme.splitlines()
    assert '"participants":"complete"' in readme


def test_names_survive_and_none_is_a_formula(odd_model: ReadModel) -> None:
    actors = rows(opened(written(odd_model))["Actor.csv"])

    names = {row["id"]: row["name"] for row in actors}
    cells = [value for row in actors for value in row.values()]
    assert {key: names[id] for key, id in IDS.items()} == IN_SPREADSHEETS
    assert [value for value in cells if value.startswith(tuple("=+-@\t\r\n"))] == []


def test_a_number_below_zero_is_no_formula() -> None:
    written = {
        "-5.50": "-5.50", "-5+1": "'-5+1", "@x": "'@x", "'@x": "''@x", "''@x": "'''@x",
        "x'": "x'", None: "", 3: "3", ("-1", "@x"): "'-1 | @x",
    }  # fmt: skip
    assert {value: cell(value) for value in written} == written


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    assert written(odd_model) == written(odd_model)
