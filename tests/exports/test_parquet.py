"""Parquet as pyarrow reads it: every row, with types and metadata."""

import io
import json
import sys
import zipfile
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from fastapi.testclient import TestClient

from graph_schema.vocabularies import Audience
from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.parquet import ROWS, parquet
from tests.exports.conftest import IDS, NAMES
from tests.exports.stated import all_nodes, all_ties, read_claims, told_of_claims
from tests.lookup import small_graph as small

DERIVED = {"from_name", "to_name", "exact"} | {
    f"{end}_{which}" for end in ("start", "end") for which in ("earliest", "latest")
}
AMOUNTS = ("amount", "share", "total_budget", "cofinancing_rate")


def opened(model: ReadModel, filters: Filters | None = None, group: int = ROWS) -> dict[str, Any]:
    """The files by type."""
    chosen = filters if filters is not None else Filters()
    content = b"".join(parquet(Export(model, selected(model, chosen), None, chosen), group))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            name.removesuffix(".parquet"): pyarrow.parquet.ParquetFile(
                io.BytesIO(archive.read(name))
            )
            for name in archive.namelist()
        }


def values(row: dict[str, Any]) -> dict[str, Any]:
    """What a row states."""
    return {n: v for n, v in row.items() if v not in (None, []) and n not in DERIVED}


def alike(fields: dict[str, Any]) -> dict[str, Any]:
    """The values with amounts as numbers."""
    return {k: Decimal(v) if k in AMOUNTS else v for k, v in fields.items()}


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
@pytest.mark.parametrize("group", [10_000, 3])
def test_pyarrow_reads_every_row_and_value(
    which: str, group: int, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(which)

    files = opened(model, group=group)

    nodes, ties = {}, {}
    for label, file in list(files.items())[:-2]:
        for row in map(values, file.read().to_pylist()):
            (ties if "from" in row else nodes)[row.pop("id")] = (label, row)
    assert nodes == {id: (label, alike(v)) for id, (label, v) in all_nodes(model).items()}
    assert ties == {
        id: (tie.type, {"from": tie.source, "to": tie.target, **alike(tie.values)})
        for id, tie in all_ties(model).items()
    }
    assert read_claims(files["claims"].read().to_pylist()) == told_of_claims(model)


def test_types_and_dates(model: ReadModel) -> None:
    files = opened(model)

    projects = {row["name"]: row for row in files["Project"].read().to_pylist()}
    shared, funds = projects["Delad vinst"], files["FUNDS"].schema_arrow
    assert (shared["start"], shared["start_earliest"], shared["end_latest"]) == (
        "2015-03", date(2015, 3, 1), date(2016, 12, 31),
    )  # fmt: skip
    assert funds.field("amount").type == pyarrow.decimal128(38, 10)
    assert funds.field("claims").type == pyarrow.list_(pyarrow.string())
    assert (funds.field("id").nullable, funds.field("amount").nullable) == (False, True)
    assert funds.field("amount").metadata == {b"title_sv": b"Belopp", b"title_en": b"Amount"}


def test_names_survive(odd_model: ReadModel) -> None:
    names = {row["id"]: row["name"] for row in opened(odd_model)["Actor"].read().to_pylist()}

    assert {key: names[id] for key, id in IDS.items()} == NAMES


def test_it_says_version_filters_licences_and_coverage(model: ReadModel) -> None:
    said = opened(model, Filters(theme=small.HALSA))["Actor"].schema_arrow.metadata

    about = json.loads(said[b"ekokarta"])
    register = about["sources"][0]
    assert (said[b"data_version"], about["filters"]) == (b"2", {"theme": small.HALSA})
    assert (register["name"], register["licence"]["name"]) == ("register", "CC0-1.0")
    assert register["coverage"][0]["participants"] == "complete"


def test_a_number_that_no_type_holds_stands_exactly(tmp_path: Path) -> None:
    says = small.Statements(small.REGISTER)
    says.says("act", "a", name="A")
    says.says("prj", "p", name="P", total_budget="0.12345678901")
    says.ties("FUNDS", "act/a", "prj/p", amount="1" * 40, currency="SEK")

    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    small.record(store, says)
    with closing(Library(store, tmp_path / "cache")) as library:
        files = opened(library.at(1, Audience.PUBLIC))
    store.shut()

    (project,), (funds,) = (files[name].read().to_pylist() for name in ("Project", "FUNDS"))
    assert (project["total_budget"], json.loads(project["exact"])) == (
        None, {"total_budget": "0.12345678901"},
    )  # fmt: skip
    assert (funds["amount"], json.loads(funds["exact"])) == (None, {"amount": "1" * 40})


def test_without_its_library_it_says_what_to_install(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as where the extra is not installed

    answer = client.get("/api/v1/export/parquet")

    assert (answer.status_code, answer.json()["status"]) == (501, 501)
    assert 'pip install "ekokarta[parquet]"' in answer.json()["detail"]


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    export = Export(odd_model, selected(odd_model))

    assert list(parquet(export)) == list(parquet(export))
