"""What a user could do instead, or the least that has to be done: the other side of every ratio."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import NamedTuple

import neo4j
import numpy as np
from numpy.typing import NDArray

from queries.gaps.participations import Participations
from tests.neo4j_server import Neo4jServer

MOST_ROWS = 200_000  # enough for a rate, and in memory
MOST_SERVER_ROWS = 20_000
SERVER_BATCH = 5_000
CURVEBALL_DRAWS = 20  # of plain Python; the time of more is in proportion
TRADES_PER_ARENA = 5


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


def curveball_seconds(world: Participations, draws: int) -> float:
    """Processor time of null draws by plain curveball trades, counting sector pairs each time.

    Without roles or strata and from one short chain: less than the table does, and still slower.
    """
    members: list[set[int]] = [set() for _ in range(world.arena_source.size)]
    for actor, arena in zip(world.actor.tolist(), world.arena.tolist(), strict=True):
        members[arena].add(actor)
    filled = [inside for inside in members if len(inside) > 1]
    random, sector = Random(1), np.asarray(world.sector)
    began = process_time()
    for _ in range(CURVEBALL_DRAWS):
        for _ in range(TRADES_PER_ARENA * len(filled)):
            _trade(random, filled)
        _pairs(filled, sector)
    return (process_time() - began) * draws / CURVEBALL_DRAWS


def _trade(random: Random, arenas: list[set[int]]) -> None:
    """Two arenas deal out anew the actors that only one of them has."""
    first, second = random.sample(range(len(arenas)), 2)
    here, there = arenas[first], arenas[second]
    both = here & there
    pool = sorted((here | there) - both)
    random.shuffle(pool)
    kept = len(here) - len(both)
    arenas[first], arenas[second] = both.union(pool[:kept]), both.union(pool[kept:])


def _pairs(arenas: list[set[int]], sector: NDArray[np.integer]) -> NDArray[np.int64]:
    classes = int(sector.max()) + 1
    counts = np.array(
        [np.bincount(sector[list(inside)], minlength=classes) for inside in arenas], np.int64
    )
    return np.asarray(counts.T @ counts)


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
