"""Kumu's two forms: read by json and openpyxl as Kumu's own guide says that they are read."""

import io
import json
import re
from typing import Any

import openpyxl
import pytest

from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.kumu import kumu_blueprint, kumu_workbook
from tests.exports.conftest import BASE, IDS, NAMES
from tests.exports.stated import Values, all_nodes, all_ties
from tests.lookup import small_graph as small

ESCAPE = re.compile("_x([0-9A-F]{4})_")
LISTS = ("aliases", "identifiers", "unnamed_parties", "sources")
NOT_STATED = ("id", "type", "tags", "direction", "node_type", "edge_type", "from", "to", "page")
WITHOUT = ("claims",)


def exported(model: ReadModel, filters: Filters | None = None, base: str | None = None) -> Export:
    """What is exported."""
    chosen = filters if filters is not None else Filters()
    return Export(model, selected(model, chosen), base, chosen)


def blueprint(export: Export) -> dict[str, Any]:
    """The blueprint as any program reads it."""
    found: dict[str, Any] = json.loads(b"".join(kumu_blueprint(export)))
    return found


def stated(thing: dict[str, Any]) -> Values:
    """The fields of an element or connection as the graph names them."""
    own = {"label": "name", "description": "summary"}
    return {own.get(k, k): v for k, v in thing.items() if k not in NOT_STATED}


def told(values: Values, form: str) -> Values:
    """What Kumu is told of a thing; a cell parts its values at bars, so none may hold one."""
    kept = {name: value for name, value in values.items() if name not in WITHOUT}
    if form == "json":
        return kept
    barred = json.dumps(kept, ensure_ascii=False).replace("|", "¦")
    whole: Values = json.loads(barred)
    return whole


def sheet(book: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet with Kumu's names in small letters, several values parted at |."""
    header, *lines = book[name].iter_rows(values_only=True)
    found = []
    for line in lines:
        cells = {str(k).lower(): v for k, v in zip(header, line, strict=True) if v is not None}
        plain = {
            k: ESCAPE.sub(lambda c: chr(int(c[1], 16)), v) if isinstance(v, str) else v
            for k, v in cells.items()
        }
        found.append({k: v.split("|") if k in LISTS else v for k, v in plain.items()})
    return found


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_every_element_and_connection_is_there_with_every_value(
    which: str, form: str, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(which)
    export = exported(model)

    if form == "json":
        read = blueprint(export)
        elements, connections = read["elements"], read["connections"]
    else:
        book = openpyxl.load_workbook(io.BytesIO(b"".join(kumu_workbook(export))))
        elements, connections = sheet(book, "Elements"), sheet(book, "Connections")

    assert {e["id"]: (e["node_type"], stated(e)) for e in elements} == {
        id: (label, told(values, form)) for id, (label, values) in all_nodes(model).items()
    }
    assert {
        c["id"]: (c["edge_type"], c["from"], c["to"], c["direction"], stated(c))
        for c in connections
    } == {
        id: (tie.type, tie.source, tie.target, "directed", told(tie.values, form))
        for id, tie in all_ties(model).items()
    }


def test_a_blueprint_as_kumu_describes_it(model: ReadModel) -> None:
    read = blueprint(exported(model, base=BASE))

    malmo = next(e for e in read["elements"] if e["id"] == small.MALMO)
    funds = next(c for c in read["connections"] if c["from"] == small.RADET)
    assert list(malmo)[:4] == ["id", "label", "type", "tags"]
    assert (malmo["label"], malmo["type"], malmo["tags"]) == (
        "Malmö stad", "Actor", ["public", "municipality"],
    )  # fmt: skip
    assert malmo["page"] == f"{BASE}id/actors/{small.MALMO}"
    assert (funds["to"], funds["type"], funds["amount"]) == (small.P1, "funds", "1000.50")


def test_the_workbook_has_the_columns_that_kumu_asks_for(model: ReadModel) -> None:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(kumu_workbook(exported(model)))))

    heads = {name: [c.value for c in book[name][1]][:5] for name in book.sheetnames[:2]}
    assert heads == {
        "Elements": ["ID", "Label", "Type", "Tags", "Description"],
        "Connections": ["ID", "From", "To", "Type", "Direction"],
    }
    assert [n for n in book.sheetnames if not n.endswith("(ignore)")] == list(heads)


def test_names_survive(odd_model: ReadModel) -> None:
    labels = {e["id"]: e["label"] for e in blueprint(exported(odd_model))["elements"]}

    assert {key: labels[id] for key, id in IDS.items()} == NAMES


def test_both_say_version_filters_licences_and_coverage(model: ReadModel) -> None:
    export = exported(model, Filters(theme=small.HALSA))

    read = blueprint(export)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(kumu_workbook(export))))
    said = "\n".join(str(row[0]) for row in book["About (ignore)"].iter_rows(values_only=True))
    for text in (read["description"], said):
        assert text.startswith("ekokarta, data version 2, published ")
        assert f"graph hash {export.model.graph_hash}" in text
        assert f'filters: {{"theme": "{small.HALSA}"}}' in text
        assert "licence: CC0-1.0" in text
        assert '"participants":"complete"' in text
    assert read["ekokarta"]["filters"] == {"theme": small.HALSA}


def test_nothing_is_a_blueprint_too(model: ReadModel) -> None:
    read = blueprint(exported(model, Filters(q="finns inte")))

    assert (read["elements"], read["connections"]) == ([], [])


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    export = exported(odd_model)

    assert list(kumu_blueprint(export)) == list(kumu_blueprint(export))
    assert list(kumu_workbook(export)) == list(kumu_workbook(export))
