"""The CSV files as a data package: frictionless finds them valid, and reads every row back."""

import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource

from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.spreadsheets import zipped
from tests.exports.conftest import ALIASES, IDS, NAMES
from tests.exports.stated import all_nodes, all_ties, read_claims, told_of_claims
from tests.lookup import small_graph as small

LISTS = ("aliases", "identifiers", "unnamed_parties", "sources", "claims")
NAMED = ("from_name", "to_name")


def unpacked(model: ReadModel, folder: Path, filters: Filters | None = None) -> Path:
    """The files of a model in a folder; the path of their description."""
    chosen = filters if filters is not None else Filters()
    file = folder / "all.zip"
    file.write_bytes(b"".join(zipped(Export(model, selected(model, chosen), None, chosen))))
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return folder / "datapackage.json"


def values(row: dict[str, Any]) -> dict[str, Any]:
    """A row without empty cells, as the description says that it is read."""
    found = {}
    for name, value in row.items():
        if value is None:
            continue
        plain = str(value) if not isinstance(value, int) else value
        if isinstance(plain, str):
            plain = plain.removeprefix("'")
        found[name] = several(plain) if name in LISTS else plain
    return found


def several(cell: str) -> list[str]:
    """The values of a cell: between bars, with a backslash before what is part of one."""
    return [re.sub(r"\\(.)", r"\1", part) for part in cell.split(" | ")]


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_it_is_valid(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    package = Package(unpacked(request.getfixturevalue(which), tmp_path))

    report = package.validate()

    assert report.flatten(["fieldName", "rowNumber", "type", "note"]) == []
    assert (report.valid, len(report.tasks)) == (True, 23)


def test_it_knows_each_file_by_size_and_hash(model: ReadModel, tmp_path: Path) -> None:
    description = unpacked(model, tmp_path)
    for resource in json.loads(description.read_text(encoding="utf-8"))["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
    regions = tmp_path / "Region.csv"
    regions.write_bytes(regions.read_bytes().rpartition(b"reg-")[0] + b"\r\n")

    report = Package(description).validate()

    found = {error for _, error in report.flatten(["rowNumber", "type"])}
    assert {"byte-count", "hash-count"} <= found


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_frictionless_reads_every_row_and_value(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    model = request.getfixturevalue(which)
    package = Package(unpacked(model, tmp_path))

    nodes, ties = {}, {}
    for resource in package.resources[:-2]:
        label = str(resource.path).removesuffix(".csv")
        for row in resource.read_rows():
            found = {n: v for n, v in values(row.to_dict()).items() if n not in NAMED}
            (ties if "from" in found else nodes)[found.pop("id")] = (label, found)
    assert nodes == all_nodes(model)
    assert ties == {
        id: (tie.type, {"from": tie.source, "to": tie.target, **tie.values})
        for id, tie in all_ties(model).items()
    }
    claims = map(values, package.get_resource("claims").read_rows())
    assert read_claims(claims) == told_of_claims(model)


def test_names_survive(odd_model: ReadModel, tmp_path: Path) -> None:
    package = Package(unpacked(odd_model, tmp_path))

    names = {r["id"]: r["name"] for r in map(values, package.get_resource("actor").read_rows())}
    assert {key: names[id] for key, id in IDS.items()} == NAMES


def test_values_of_one_cell_are_told_apart_whatever_they_hold(
    odd_model: ReadModel, tmp_path: Path
) -> None:
    actors = Package(unpacked(odd_model, tmp_path)).get_resource("actor")

    cells = {row["name"]: row["aliases"] for row in actors.read_rows()}
    described = {field.name: field.description for field in actors.schema.fields}
    assert several(cells["Script"].removeprefix("'")) == sorted(ALIASES)
    assert r" | a \| b | " in cells["Script"]
    assert str(described["aliases"]).endswith(
        r"Several values, with ' | ' between them; a | or \ within one of them has a \ before it."
    )


def test_an_end_that_is_not_there_is_found_by_its_key(model: ReadModel, tmp_path: Path) -> None:
    file = unpacked(model, tmp_path)
    ties = tmp_path / "FUNDS.csv"
    ties.write_bytes(ties.read_bytes().replace(small.FONDEN.encode(), b"act-0"))

    report = Package(file).validate()

    found = {row[0] for row in report.flatten(["type"])}
    assert found == {"foreign-key", "byte-count", "hash-count"}


def test_it_says_types_keys_licences_and_coverage(model: ReadModel, tmp_path: Path) -> None:
    file = unpacked(model, tmp_path, Filters(theme=small.HALSA))

    package = json.loads(file.read_text(encoding="utf-8"))
    funds = Resource(next(r for r in package["resources"] if r["name"] == "funds")).schema
    assert (package["version"], package["ekokarta"]["filters"]) == ("2", {"theme": small.HALSA})
    assert [one["title"] for one in package["licenses"]] == ["CC0-1.0", "CC-BY-4.0"]
    assert package["ekokarta"]["sources"][0]["coverage"][0]["participants"] == "complete"
    kinds = [(field.name, field.type) for field in funds.fields[:9]]
    assert kinds == [
        ("id", "string"), ("from", "string"), ("from_name", "string"), ("to", "string"),
        ("to_name", "string"), ("start", "string"), ("end", "string"), ("amount", "number"),
        ("currency", "string"),
    ]  # fmt: skip
    assert funds.get_field("amount_kind").constraints["enum"][:2] == ["total", "granted"]
    assert funds.primary_key == ["id"]
    assert [key["reference"]["resource"] for key in funds.foreign_keys] == ["actor"]
