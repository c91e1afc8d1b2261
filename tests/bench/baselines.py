"""What a user could do instead, or the least that has to be done: the other side of every ratio."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

import neo4j

from tests.neo4j_server import Neo4jServer

MOST_ROWS = 200_000  # enough for a rate, and in memory
MOST_SERVER_ROWS = 20_000
SERVER_BATCH = 5_000


def parse_seconds(path: Path) -> float:
    """Processor time to read the rows of a CSV file with the standard library, and nothing else."""
    began = process_time()
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass
    return process_time() - began


class RawRows(NamedTuple):
    """The rows an import left in an SQLite store: how many in all, and the first of them."""

    total: int
    rows: list[tuple[str, str, str]]


def raw_rows(store: Path, most: int = MOST_ROWS) -> RawRows:
    """Read kind, key and body of what a store holds."""
    with closing(sqlite3.connect(store)) as connection:
        count: int = connection.execute("SELECT count(*) FROM stamped").fetchone()[0]
        found = connection.execute("SELECT kind, key, body FROM stamped LIMIT ?", (most,))
        return RawRows(count, found.fetchall())


def executemany_rate(raw: RawRows, folder: Path) -> float:
    """Rows per second of processor time when the same rows go into a table with an index."""
    target = folder / "raw.db"
    target.unlink(missing_ok=True)
    began = process_time()
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("CREATE TABLE raw (kind TEXT, key TEXT, body TEXT)")
        connection.execute("CREATE UNIQUE INDEX raw_key ON raw (kind, key)")
        connection.executemany("INSERT INTO raw VALUES (?, ?, ?)", sorted(raw.rows))
        connection.commit()
    rate = len(raw.rows) / (process_time() - began)
    target.unlink()
    return rate


def unwind_rate(server: Neo4jServer, raw: RawRows) -> float:
    """Rows per second by the clock when the driver alone creates them as nodes, in batches."""
    rows = [list(row) for row in raw.rows[:MOST_SERVER_ROWS]]
    login = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.url, auth=login) as driver, driver.session() as session:
        session.run("CREATE CONSTRAINT raw FOR (r:Raw) REQUIRE (r.kind, r.key) IS UNIQUE").consume()
        session.run("CALL db.awaitIndexes(60)").consume()
        began = perf_counter()
        for start in range(0, len(rows), SERVER_BATCH):
            session.run(
                "UNWIND $rows AS row CREATE (:Raw {kind: row[0], key: row[1], body: row[2]})",
                rows=rows[start : start + SERVER_BATCH],
            ).consume()
        rate = len(rows) / (perf_counter() - began)
        session.run("MATCH (r:Raw) CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS").consume()
        session.run("DROP CONSTRAINT raw").consume()
    return rate


def like_seconds(names: list[str], asked: list[str]) -> list[float]:
    """Time of each search when every name is looked through, in SQLite and in memory."""
    found = []
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE named (name TEXT)")
        connection.executemany("INSERT INTO named VALUES (?)", ((name,) for name in names))
        for text in asked:
            began = perf_counter()
            connection.execute(
                "SELECT name FROM named WHERE name LIKE '%' || ? || '%' ORDER BY name LIMIT 10",
                (text,),
            ).fetchall()
            found.append(perf_counter() - began)
    return found
