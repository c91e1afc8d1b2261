"""What is measured of linked data, each in a process of its own."""

import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

import pyoxigraph
import rdflib

from graph_schema.rdf import Terms
from queries.exporting.selection import selected
from queries.readmodel.folders import finished
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from service.sparql.examples import examples
from service.sparql.origin import STORE
from tests.bench.command import COMMAND, environment
from tests.bench.memory import watched
from tests.bench.timing import Clock

Found = dict[str, Any]
Order = Mapping[str, Any]
SOME = 20_000  # triples, for rdflib is slow
FORMATS = {"nt": pyoxigraph.RdfFormat.N_TRIPLES, "turtle": pyoxigraph.RdfFormat.TURTLE}


def export_task(model: ReadModel, order: Order) -> Found:
    """The whole graph, written to nowhere; what it holds is counted in N-Triples afterwards."""
    with watched() as own:
        export = Export(model, selected(model), order["base"])
        clock, lines, size = Clock(), 0, 0
        for piece in whole_graph(export, order["form"]):
            size += len(piece)
            lines += piece.count(b"\n")
        took = clock.read()
    if order["form"] != "nt":
        lines = sum(piece.count(b"\n") for piece in whole_graph(export, "nt"))
    return {**took, "triples": lines, "bytes": size, "began": own.began, "own": own.most}


def serialisers_task(model: ReadModel, order: Order) -> Found:
    """Triples a second of processor time of libraries that have them in memory already."""
    pieces = whole_graph(Export(model, selected(model), order["base"]), "nt")
    lines = (line for piece in pieces for line in piece.splitlines(keepends=True))
    some = b"".join(islice(lines, SOME))
    triples = [quad.triple for quad in pyoxigraph.parse(some, FORMATS["nt"])]
    graph = rdflib.Graph()
    graph.parse(data=some, format="nt")
    form = order["form"]
    return {
        "triples": len(triples),
        "pyoxigraph": _rate(
            len(triples), lambda: pyoxigraph.serialize(triples, format=FORMATS[form])
        ),
        "rdflib": _rate(len(graph), lambda: graph.serialize(format=form)),
    }


def golden_task(order: Order) -> Found:
    """Processor time of the engine alone for each golden question, asked for the first time."""
    store = pyoxigraph.Store.read_only(str(newest_store(order["cache"])))
    prefixes, times = Terms(order["base"]).prefixes, dict[str, float]()
    for name, example in examples().items():
        used = process_time()
        results = store.query(example.query, base_iri=order["base"], prefixes=prefixes)
        results.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        times[name] = process_time() - used
    return {"times": times}


def newest_store(cache: str) -> Path:
    """The store that the endpoint asks."""
    return max(finished(Path(cache) / "sparql"))[1] / STORE


def _rate(triples: int, write: Callable[[], object]) -> float:
    used = process_time()
    write()
    return triples / (process_time() - used)


def sparql_task(order: Order) -> Found:
    """The command that answers a query; its store is built where there is none yet."""
    clock = Clock()
    subprocess.run(
        [*COMMAND, "sparql", "--public", "ASK {}"],
        env=environment(order["store"], order["cache"], order["base"]),
        check=True, capture_output=True,
    )  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall": clock.read()["wall"],
        "processor": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / (2**20 if sys.platform == "darwin" else 1024),
    }
