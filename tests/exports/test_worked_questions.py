"""The worked questions of docs/rdf.md give what SQL gives on the SQLite export of the same store.

A status that no source states is party in RDF, and stays empty in a table.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Store

from graph_schema.rdf import Terms
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.exports.test_rdf_document import QUESTIONS

MEET = """
    CREATE TEMP VIEW meet AS
    SELECT DISTINCT p."to" AS arena, p.to_name AS name, a.sector FROM PARTICIPATES_IN p
    JOIN Actor a ON a.id = p."from" WHERE coalesce(a.sector, 'unknown') != 'unknown'
    AND coalesce(p.status, 'party') IN ('party', 'attended')"""
SQL = {
    1: """SELECT from_name, role, role_as_published FROM PARTICIPATES_IN
          WHERE "to" = (SELECT id FROM Project WHERE number = '22-018-S01')""",
    3: "SELECT name, count(*) FROM meet GROUP BY arena HAVING count(*) >= 3",
    4: """SELECT m.name, j."end", group_concat(m.sector, ', ') FROM meet m
          JOIN Project j ON j.id = m.arena WHERE substr(j."end", 1, 4) >= '2025'
          GROUP BY m.arena HAVING count(*) > 1""",
    6: """SELECT a.name, a.sector, s.title_en, c.published FROM Actor a
          JOIN stated_by b ON b.id = a.id JOIN claims c ON c.id = b.claim
          JOIN sources s ON s.name = c.source
          WHERE json_extract(c.interpreted, '$.sector') != a.sector""",
    7: """SELECT at.value, c.published, s.licence FROM Project j
          JOIN stated_by b ON b.id = j.id JOIN claims c ON c.id = b.claim
          JOIN sources s ON s.name = c.source, json_each(c.stands_at) at
          WHERE j.number = '22-018-S01'""",
    8: "SELECT s.title_en, each.value FROM sources s, json_each(s.coverage) each",
    9: """SELECT name FROM Region WHERE level = 'municipality' AND id NOT IN
          (SELECT "to" FROM ACTIVE_IN UNION SELECT "to" FROM LOCATED_IN)""",
}  # fmt: skip
FUNDED = "SELECT from_name, to_name, amount_kind, amount, currency FROM FUNDS"
LARGEST = """SELECT amount, currency FROM FUNDS
             WHERE amount_kind IN ('granted', 'eu_support', 'public')
             ORDER BY currency, amount_number DESC LIMIT 20"""
BY_NUMBER = "SELECT id FROM Actor WHERE identifiers LIKE '%2021004920%'"


@pytest.fixture(scope="module")
def tables(bundled_folder: Path) -> Iterator[sqlite3.Connection]:
    """The SQLite export."""
    written = bundled_folder / "whole.sqlite"
    named = {"EKOKARTA_BASE_ADDRESS": BASE}
    done = CommandLine(bundled_folder, named)("export", "sqlite", "--output", written)
    assert done.code == 0, done.err
    found = sqlite3.connect(written)
    found.execute(MEET)
    yield found
    found.close()


def answers(bundled: Store, number: int) -> list[tuple[str, ...]]:
    """The rows of a question, what is joined by commas in order."""
    prefixes = "".join(f"PREFIX {k}: <{v}>\n" for k, v in Terms(BASE).prefixes.items())
    found: Any = bundled.query(prefixes + QUESTIONS[number])
    return [tuple(parts(cell and cell.value) for cell in row) for row in found]


def parts(text: object) -> str:
    """What is joined by commas, in order; nothing where there is nothing."""
    return "" if text is None else ", ".join(sorted(str(text).split(", ")))


@pytest.mark.parametrize("number", SQL)
def test_a_question_gives_what_sql_gives(
    bundled: Store, tables: sqlite3.Connection, number: int
) -> None:
    expected = {tuple(map(parts, row)) for row in tables.execute(SQL[number])}

    assert len(expected) > 1
    assert set(answers(bundled, number)) == expected


def test_the_largest_grants_are_the_largest_of_the_table(
    bundled: Store, tables: sqlite3.Connection
) -> None:
    found = answers(bundled, 2)

    largest = [tuple(map(str, row)) for row in tables.execute(LARGEST)]
    assert [row[3:] for row in found] == largest
    assert set(found) <= {tuple(map(parts, row)) for row in tables.execute(FUNDED)}


def test_all_about_an_organisation_is_what_is_said_of_it(
    bundled: Store, tables: sqlite3.Connection
) -> None:
    [[own]] = tables.execute(
        "SELECT id FROM Actor WHERE identifiers LIKE '%2021004920%'"
    ).fetchall()
    prefixes = "".join(f"PREFIX {k}: <{v}>\n" for k, v in Terms(BASE).prefixes.items())

    found: Any = bundled.query(prefixes + QUESTIONS[5])

    subject = NamedNode(f"{BASE}id/actors/{own}")
    said = {(q.predicate, q.object) for q in bundled.quads_for_pattern(subject, None, None)}
    assert {(t.predicate, t.object) for t in found if t.subject == subject} == said
