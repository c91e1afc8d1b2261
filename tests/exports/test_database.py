"""The SQLite file as sqlite3 opens it: every row, keys that hold, and what it rests on."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.database import database
from tests.exports.conftest import IDS, NAMES
from tests.exports.stated import all_nodes, all_ties, read_claims, told_of_claims
from tests.lookup import small_graph as small

LISTS = ("aliases", "identifiers", "unnamed_parties", "sources")
BESIDE = ("from_name", "to_name", "amount_number", "share_number", "total_budget_number",
          "cofinancing_rate_number", "start_year", "end_year")  # fmt: skip
TYPES = ("Actor", "Project", "Collaboration", "Programme", "Theme", "TargetGroup", "SupportKind",
         "Region", "Result")  # fmt: skip
TIES = ("PARTICIPATES_IN", "FUNDS", "OFFERS", "PART_OF", "ADDRESSES", "TARGETS", "LOCATED_IN",
        "ACTIVE_IN", "SUPPORTS", "FOLLOWS", "PRODUCED", "TAKEN_UP_BY")  # fmt: skip


@contextmanager
def opened(
    model: ReadModel, folder: Path, filters: Filters | None = None
) -> Iterator[sqlite3.Connection]:
    """The file of a model, opened."""
    chosen, file = filters if filters is not None else Filters(), folder / "graph.sqlite"
    content = database(Export(model, selected(model, chosen), None, chosen))
    file.write_bytes(b"".join(content))
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """The rows of a table without what is not stated."""
    found = []
    asked = f'SELECT * FROM "{table}" ORDER BY 1'  # noqa: S608 - a name of this file
    for row in map(dict, connection.execute(asked)):
        plain = {k: v for k, v in row.items() if v is not None and k not in BESIDE}
        found.append({k: json.loads(v) if k in LISTS else v for k, v in plain.items()})
    return found


def behind(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The claims that state each node or tie."""
    found: dict[str, set[str]] = {}
    for id, claim in connection.execute("SELECT id, claim FROM stated_by"):
        found.setdefault(id, set()).add(claim)
    return found


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_sqlite_reads_every_row_and_value(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    model = request.getfixturevalue(which)

    with opened(model, tmp_path) as connection:
        stated_by = behind(connection)
        nodes = {r.pop("id"): (label, r) for label in TYPES for r in rows(connection, label)}
        ties = {r.pop("id"): (type, r) for type in TIES for r in rows(connection, type)}
        claims = read_claims(rows(connection, "claims"))
        every = {row["id"]: (row["type"], row["name"]) for row in rows(connection, "nodes")}

    expected, tied = all_nodes(model), all_ties(model)
    assert stated_by == {
        **{id: set(values.pop("claims")) for id, (_, values) in expected.items()},
        **{id: set(tie.values.pop("claims")) for id, tie in tied.items()},
    }
    assert nodes == expected
    assert ties == {
        id: (tie.type, {"from": tie.source, "to": tie.target, **tie.values})
        for id, tie in tied.items()
    }
    assert claims == told_of_claims(model)
    assert every == {id: (label, values["name"]) for id, (label, values) in expected.items()}


@pytest.mark.parametrize("filters", [Filters(), Filters(sector="academia"), Filters(q="nix")])
def test_every_key_leads_somewhere(odd_model: ReadModel, tmp_path: Path, filters: Filters) -> None:
    with opened(odd_model, tmp_path, filters) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert len(connection.execute("PRAGMA foreign_key_list('FUNDS')").fetchall()) == 2


def test_names_survive(odd_model: ReadModel, tmp_path: Path) -> None:
    with opened(odd_model, tmp_path) as connection:
        names = {row["id"]: row["name"] for row in rows(connection, "Actor")}

    assert {key: names[id] for key, id in IDS.items()} == NAMES


def test_amounts_and_years_can_be_compared(model: ReadModel, tmp_path: Path) -> None:
    asked = """
        SELECT DISTINCT FUNDS.amount, FUNDS.amount_number, Project.start_year
        FROM FUNDS JOIN Project ON Project.id = FUNDS."to"
        WHERE FUNDS.amount_number > 5 AND FUNDS.amount_kind = 'granted' ORDER BY amount_number
    """
    with opened(model, tmp_path) as connection:
        found = [tuple(row) for row in connection.execute(asked)]

    assert found == [("10", 10.0, None), ("1000.50", 1000.5, 2015)]


def test_it_says_version_filters_licences_and_coverage(model: ReadModel, tmp_path: Path) -> None:
    with opened(model, tmp_path, Filters(theme=small.HALSA)) as connection:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        sources = {row["name"]: row for row in rows(connection, "sources")}

    assert (meta["data_version"], json.loads(meta["filters"])) == ("2", {"theme": small.HALSA})
    assert "licence: CC0-1.0" in meta["about"]
    assert (sources["register"]["licence"], sources["register"]["retrieved"]) == (
        "CC0-1.0", "2026-01-15",
    )  # fmt: skip
    assert json.loads(sources["register"]["coverage"])[0]["participants"] == "complete"


def test_nothing_is_left_behind(
    model: ReadModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    pieces = database(Export(model, selected(model)))
    assert next(pieces).startswith(b"SQLite format 3")
    pieces.close()

    assert list(tmp_path.iterdir()) == []


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    export = Export(odd_model, selected(odd_model))

    assert list(database(export)) == list(database(export))
