"""`make bench`: measures for eighteen minutes and writes docs/benchmarks.md."""

import argparse
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.computing import WITHOUT_STORE, gap_rows
from tests.bench.linked import linked_rows
from tests.bench.networking import broker_rows
from tests.bench.places import Bench
from tests.bench.reference import SIZES
from tests.bench.report import PAGE, page, say
from tests.bench.serving import demo_rows, request_rows, start_rows
from tests.bench.storing import neo4j_rows, sqlite_rows

MEASURED = tuple(name for name in SIZES if name != WITHOUT_STORE)
STORES = ("sqlite", "neo4j")
ALL, LINKED = "all", "linked"


def main() -> None:
    """Measure what is asked for; the page is written when everything is."""
    asked = _arguments().parse_args()
    began, before = datetime.now(UTC), os.getloadavg()[0]
    graphs = tuple(name for name in MEASURED if name in asked.only)
    stores = tuple(name for name in STORES if name in asked.store)
    command = "make bench" + (" FULL=full" if asked.full else "")
    if (asked.only, stores, asked.part) != (list(SIZES), STORES, ALL):
        command = f"python -m tests.bench --only {','.join(asked.only)} --store {','.join(stores)}"
        command += "" if asked.part == ALL else f" --part {asked.part}"
        command += " --full" if asked.full else ""
    with TemporaryDirectory(prefix="ekokarta-bench-") as folder:
        has_largest = WITHOUT_STORE in asked.only
        bench = Bench(Path(folder), graphs, stores, asked.full, has_largest)
        try:
            measure(bench, asked.part)
            ending = ""
        except BaseException as error:  # minutes of measuring are not thrown away
            ending = (
                f" It was ended early by {type(error).__name__}: what is missing was not reached."
            )
            raise
        finally:
            loads = before, os.getloadavg()[0]
            text = page(bench.rows, command, began, loads, ending)
            asked.output.write_text(text, encoding="utf-8")
            say(f"written to {asked.output}")


def measure(bench: Bench, part: str = ALL) -> None:
    """Everything, what most depends on first: what the time does not reach says so."""
    if bench.graphs:
        middle, largest = bench.graphs[min(1, len(bench.graphs) - 1)], bench.graphs[-1]
        if part == LINKED:
            linked_rows(bench, middle, largest)
            return
        sqlite_rows(bench)
    gap_rows(bench)
    if not bench.graphs:
        return
    linked_rows(bench, middle, largest)
    start_rows(bench, middle)
    demo_rows(bench)
    request_rows(bench, largest)
    if "neo4j" in bench.stores:
        neo4j_rows(bench)
    broker_rows(bench)


def _listed(known: Sequence[str]) -> Callable[[str], list[str]]:
    def parse(text: str) -> list[str]:
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r}: expected some of {','.join(known)}")
        return names

    return parse


def _arguments() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    found.add_argument(
        "--only", type=_listed(tuple(SIZES)), default=list(SIZES), help="graphs, such as R1,R2"
    )
    found.add_argument(
        "--store", type=_listed(STORES), default=list(STORES), help="sqlite, neo4j or both"
    )
    found.add_argument(
        "--full", action="store_true", help="an hour: all draws of the largest, long jobs too"
    )
    found.add_argument(
        "--part", choices=(ALL, LINKED), default=ALL, help="linked: linked data alone"
    )
    found.add_argument("--output", type=Path, default=PAGE, help="the page; docs/benchmarks.md")
    return found


if __name__ == "__main__":
    main()
