"""Imports, imports again, and read models, on SQLite and on Neo4j."""

import shutil
from pathlib import Path
from time import perf_counter
from typing import Any

import neo4j

from queries.lookup.overview import overview
from queries.readmodel.open import ReadModel
from tests.bench.baselines import executemany_rate, parse_seconds, raw_rows, unwind_rate
from tests.bench.places import Bench
from tests.bench.report import Aim, Row, judged, seconds
from tests.bench.worker import measured
from tests.neo4j_server import Neo4jServer, running_neo4j

SOURCE = "reference"
ROWS_A_SECOND = Aim(5_000, "rows/s", at_most=False)
CLAIMS_A_SECOND = Aim(20_000, "claims/s", at_most=False)
SERVER_CLAIMS = Aim(5_000, "claims/s", at_most=False)
AGAIN = Aim(5, "s", at_most=True)
BUILD = {"sqlite": Aim(1.5, "s", at_most=True, note="a tenth of 15 s, R6 having ten times R5")}
BUILD["neo4j"] = Aim(4.5, "s", at_most=True, note="a tenth of 45 s, R6 having ten times R5")
FLAT = Aim(1.5, "×", at_most=True, note="flat in the number of rows")
OPENING = Aim(0.5, "s", at_most=True)
EVERYTHING = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
VISIBLE = {"R2": Aim(1, "s", at_most=True), "R5": Aim(5, "s", at_most=True)}
OPENINGS = 7
ADDED_ROWS = 100


def sqlite_rows(bench: Bench) -> None:
    """Import every graph into SQLite, import the largest again, build and open read models."""
    for name in bench.graphs:
        with bench.part(f"{name}: import into SQLite"):
            order = {"url": bench.url(name), "file": str(bench.file(name)), "source": SOURCE}
            found = measured("import", **order)
            built = _build(bench, name, "sqlite", {"url": bench.url(name)})
            _report_import(bench, name, found, built)
            bench.known[f"import {name}"] = found["wall"]
            _go_on(bench, name, built)
    _judge_memory(bench)
    largest = bench.graphs[-1]
    with bench.part(f"{largest}: import again"):
        _again(bench, largest)


def _report_import(bench: Bench, name: str, found: dict[str, Any], built: dict[str, Any]) -> None:
    wall = found["wall"] + built["wall"]
    processor = found["processor"] + built["processor"]
    raw = raw_rows(bench.store_file(name))
    bench.known[f"written {name}"] = raw.total
    bench.known[f"peak {name}"] = found["peak"]
    by_hand = raw.total / executemany_rate(raw, bench.folder)
    parsing = parse_seconds(bench.file(name))
    steps = found["steps"]
    times = f"{seconds(wall)} ({seconds(processor)} of processor time)"
    stages = (
        f"claims {seconds(steps['projecting'])}, projecting and staging "
        f"{seconds(steps['published'] - steps['projecting'])}, read model {seconds(built['wall'])}"
    )
    what = "import: claims, graph, read model"
    bench.rows.append(
        judged(
            what, name, "SQLite", found["rows"] / wall,
            f"{found['rows'] / wall:,.0f} rows/s: {times}; {stages}", ROWS_A_SECOND,
            f"{processor / parsing:,.0f} × parsing the file with `csv`; "
            f"{processor / by_hand:.1f} × a raw `executemany` of the {raw.total:,} rows it wrote",
        )
    )  # fmt: skip
    by_processor = found["rows"] / processor, found["claims"] / processor
    bench.rows.append(
        judged(
            what, name, "SQLite", found["claims"] / wall,
            f"{found['claims'] / wall:,.0f} claims/s of {found['claims']:,}", CLAIMS_A_SECOND,
            f"by processor time {by_processor[0]:,.0f} rows/s, {by_processor[1]:,.0f} claims/s",
        )
    )  # fmt: skip


def _judge_memory(bench: Bench) -> None:
    """Whether an import of more rows holds more memory."""
    smallest, largest = bench.graphs[0], bench.graphs[-1]
    peak, least = bench.known[f"peak {largest}"], bench.known[f"peak {smallest}"]
    bench.rows.append(
        judged(
            "peak memory of an import",
            largest,
            "SQLite",
            peak / least,
            f"{peak:,.0f} MiB, {peak / least:.1f} × that of {smallest}",
            FLAT,
            f"{least:,.0f} MiB for {smallest}",
        )
    )


def _again(bench: Bench, name: str) -> None:
    order = {"url": bench.url(name), "source": SOURCE}
    same = measured("import", file=str(bench.file(name)), **order)
    bench.rows.append(
        judged(
            "import of an unchanged file", name, "SQLite", same["wall"],
            f"{seconds(same['wall'])}, {same['changed']} changes", AGAIN, "the same bytes",
        )
    )  # fmt: skip
    needed, what = bench.known[f"import {name}"] / 2, "import of the same rows in other bytes"
    if not bench.room_for(needed, what=what, graph=name, store="SQLite"):
        return
    other = bench.folder / f"{name}-crlf.csv"
    with bench.file(name).open("rb") as file:
        other.write_bytes(file.read().replace(b"\n", b"\r\n"))
    found = measured("import", file=str(other), **order)
    bench.rows.append(
        judged(
            what, name, "SQLite", found["wall"],
            f"{seconds(found['wall'])} ({seconds(found['processor'])} of processor time), "
            f"{found['changed']} changes", AGAIN, "line ends changed, so every row is read again",
        )
    )  # fmt: skip


def _build(bench: Bench, name: str, store: str, place: dict[str, str]) -> dict[str, Any]:
    folder = bench.cache(name if store == "sqlite" else f"{name}-{store}") / "models"
    found = measured("build", folder=str(folder), **place)
    reading = measured("read", **place)
    figure = (
        f"{seconds(found['wall'])} ({seconds(found['processor'])} of processor time), "
        f"peak {found['peak']:,.0f} MiB"
    )
    compared = f"{found['wall'] / reading['wall']:.1f} × reading the {reading['rows']:,} rows"
    shown = {"sqlite": "SQLite", "neo4j": "Neo4j"}[store]
    if name == "R5":
        row = judged(
            "read model, cold build", name, shown, found["wall"], figure, BUILD[store], compared
        )
    else:
        row = Row("read model, cold build", name, shown, figure, compared=compared)
    bench.rows.append(row)
    if store == "sqlite":
        bench.known[f"model {name}"] = Path(found["path"])
        _open(bench, name, found)
    return found


def _go_on(bench: Bench, name: str, built: dict[str, Any]) -> None:
    """Import a few rows more as a source of their own, and build the model of that version."""
    added = bench.folder / f"{name}-added.csv"
    with bench.file(name).open("rb") as file:
        added.write_bytes(b"".join(file.readline() for _ in range(ADDED_ROWS + 1)))
    # In a copy: what comes later compares with the store as it was.
    copy = shutil.copy(bench.store_file(name), bench.folder / f"{name}-added.db")
    place = {"url": f"sqlite://{copy}"}
    measured("import", file=str(added), source="added", **place)
    found = measured("build", folder=str(bench.cache(name) / "models"), **place)
    bench.rows.append(
        Row(
            f"read model, going on from the version before, {ADDED_ROWS} rows imported",
            name, "SQLite",
            f"{seconds(found['wall'])} ({seconds(found['processor'])} of processor time), "
            f"peak {found['peak']:,.0f} MiB",
            compared=f"{found['processor'] / built['processor']:.1%} of the cold build",
        )
    )  # fmt: skip
    _decide(bench, name, place, built)


def _decide(bench: Bench, name: str, place: dict[str, str], built: dict[str, Any]) -> None:
    """Judge two actors to be one, and build the model of that version."""
    found = measured("judge", folder=str(bench.cache(name) / "models"), **place)
    figure = (
        f"{seconds(found['wall'])} ({seconds(found['processor'])} of processor time), of which "
        f"{seconds(found['published'])} until it is published"
    )
    what = "a judgement until it is visible"
    share = f"{found['processor'] / built['processor']:.1%} of the cold build of the read model"
    if name in VISIBLE:
        bench.rows.append(judged(what, name, "SQLite", found["wall"], figure, VISIBLE[name], share))
    else:
        bench.rows.append(Row(what, name, "SQLite", figure, compared=share))


def _open(bench: Bench, name: str, built: dict[str, Any]) -> None:
    times = []
    for _ in range(OPENINGS):
        began = perf_counter()
        with ReadModel(Path(built["path"])) as model:
            overview(model)
        times.append(perf_counter() - began)
    median = sorted(times)[OPENINGS // 2]
    bench.rows.append(
        judged(
            "read model, opened and asked for the overview", name, "–", median,
            f"{seconds(median)} (median of {OPENINGS})", OPENING,
            f"{median / built['wall']:.1%} of building it",
        )
    )  # fmt: skip


def neo4j_rows(bench: Bench) -> None:
    """Import into Neo4j with the mirror, and build read models from it."""
    with running_neo4j() as server:
        place = {"url": server.url, "user": server.user, "password": server.password}
        first = bench.graphs[0]
        with bench.part(f"{first}: import into Neo4j just started"):
            # Java compiles what runs often: the first import is not like any other.
            cold = measured("import", file=str(bench.file(first)), source=SOURCE, **place)
        _report_server_import(bench, first, cold, None, server="just started")
        for name in bench.graphs:
            _server_rows(bench, name, server, place)


def _server_rows(bench: Bench, name: str, server: Neo4jServer, place: dict[str, str]) -> None:
    expected = bench.known.get("rate neo4j", 0.002) * bench.graph(name).participations()
    if not bench.room_for(expected, what="import, mirror included", graph=name, store="Neo4j"):
        return
    with bench.part(f"{name}: import into Neo4j"):
        _empty(server)
        if "raw neo4j" not in bench.known and bench.store_file(name).exists():
            bench.known["raw neo4j"] = unwind_rate(server, raw_rows(bench.store_file(name)))
        found = measured("import", file=str(bench.file(name)), source=SOURCE, **place)
        bench.known["rate neo4j"] = found["wall"] * 1.2 / found["rows"]
        _report_server_import(bench, name, found, bench.known.get("raw neo4j"))
        _build(bench, name, "neo4j", place)


def _report_server_import(
    bench: Bench, name: str, found: dict[str, Any], raw_rate: float | None, *, server: str = "warm"
) -> None:
    steps, wall = found["steps"], found["wall"]
    what = f"import, mirror included, server {server}"
    mirror = wall - steps["published"]
    compared = "–"
    if raw_rate is not None:
        by_hand = bench.known[f"written {name}"] / raw_rate
        compared = (
            f"{wall / by_hand:.1f} × the driver alone creating as many nodes by UNWIND "
            f"({raw_rate:,.0f} rows/s)"
        )
    figure = (
        f"{found['claims'] / wall:,.0f} claims/s: {seconds(wall)} "
        f"(client {seconds(found['processor'])} of processor time); "
        f"claims {seconds(steps['projecting'])}, projecting and staging "
        f"{seconds(steps['published'] - steps['projecting'])}, mirror {seconds(mirror)}"
    )
    bench.rows.append(
        judged(
            what, name, "Neo4j", found["claims"] / wall, figure, SERVER_CLAIMS, compared,
        )
    )  # fmt: skip


def _empty(server: Neo4jServer) -> None:
    login = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.url, auth=login) as driver, driver.session() as session:
        session.run(EVERYTHING).consume()
