"""What is measured in a process of its own, so that its peak memory is nobody else's."""

import gc
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph_schema.nodes import Actor
from graph_schema.vocabularies import Audience, JudgementKind, JudgementRole
from queries.mirror.stepping import bring_into_step
from queries.projection.assembling import label_of
from queries.readmodel.build import build
from queries.stores.base import KINDS, Store
from queries.stores.opening import open_store
from service.importing import import_files
from service.judging import Decision, judge
from tests.bench.answering import answered
from tests.bench.linking import golden_task, sparql_task
from tests.bench.memory import peak_mebibytes
from tests.bench.report import ROOT
from tests.bench.source import importer
from tests.bench.timing import Clock

Order = Mapping[str, Any]


def measured(task: str, **order: Any) -> dict[str, Any]:
    """Run one task in a new process and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.worker", json.dumps({"task": task, **order})],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"measuring {task} of {order} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def import_task(store: Store, order: Order) -> dict[str, Any]:
    """Import a file; on a server its mirror too."""
    clock, steps = Clock(), dict[str, float]()

    def reached(step: str) -> None:
        steps[step] = clock.read()["wall"]

    report, _ = import_files(
        store,
        importer(order["source"]),
        [Path(order["file"])],
        step=reached,
    )
    steps["published"] = clock.read()["wall"]
    mirrored = bring_into_step(store) is not None
    counts = {"rows": report.rows_read, "claims": report.places, "changed": report.changed}
    return {
        **clock.read(), **counts, "steps": steps, "mirrored": mirrored, "version": report.version,
    }  # fmt: skip


def build_task(store: Store, order: Order) -> dict[str, Any]:
    """Build the read model of the newest version for the public, as the service's process does."""
    gc.disable()
    clock = Clock()
    path = build(store, store.head(), Audience.PUBLIC, Path(order["folder"]))
    return {**clock.read(), "path": str(path)}


def read_task(store: Store, _: Order) -> dict[str, Any]:
    """Read every row of the newest version: what a build has to do before anything else."""
    clock = Clock()
    rows = sum(1 for kind in KINDS for _ in store.rows(kind))
    return {**clock.read(), "rows": rows}


def judge_task(store: Store, order: Order) -> dict[str, Any]:
    """Decide that two actors are one, and build the read model that shows it."""
    actors = [row.key for row in store.rows("member") if label_of(row.key) == Actor.LABEL]
    gc.disable()
    clock = Clock()
    decision = Decision(
        kind=JudgementKind.SAME, first=actors[0], second=actors[-1], reason="measured",
        role=JudgementRole.EDITOR,
    )  # fmt: skip
    judge(store, decision)
    published = clock.read()["wall"]
    build(store, store.head(), Audience.PUBLIC, Path(order["folder"]))
    return {**clock.read(), "published": published}


OF_SPARQL = {"sparql": sparql_task, "golden": golden_task}
TASKS = {"import": import_task, "build": build_task, "read": read_task, "judge": judge_task}


def main() -> None:
    """Do what the order says and print what it took as JSON."""
    order: dict[str, Any] = json.loads(sys.argv[1])
    if order["task"] in OF_SPARQL:
        found = OF_SPARQL[order["task"]](order)
    else:
        found = _of_store(order) if order["task"] in TASKS else answered(order)
    sys.stdout.write(json.dumps({"peak": peak_mebibytes(), **found}))


def _of_store(order: Order) -> dict[str, Any]:
    store = open_store(order["url"], user=order.get("user"), password=order.get("password"))
    try:
        return TASKS[order["task"]](store, order)
    finally:
        store.shut()


if __name__ == "__main__":
    main()
