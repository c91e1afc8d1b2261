"""Builds one store in a process of its own: the order comes as JSON on standard input.

Two processes share the work: one writes triples into a pipe, the other loads them in pieces, some
at a time, so that neither waits for the other and the memory of both does not grow with the graph.
"""

import gc
import json
import os
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BufferedReader
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from queries.exporting.selection import selected
from queries.readmodel.folders import complete_in_one_step
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from service.sparql.beforehand import ask_beforehand
from service.sparql.confinement import OrphanError, bound_memory, end_with, give_way
from service.sparql.limits import MEBIBYTE
from service.sparql.origin import STORE, Origin

PIECE = 32 * MEBIBYTE  # of N-Triples loaded at once: some 200,000 triples
AT_ONCE = 2  # pieces being loaded; the next one is read meanwhile
CORES = 2  # the engine takes memory for each core it sees
MOST_MEMORY = 4_096 * MEBIBYTE  # of addresses; what is held is an eighth of it
EVERY = 5_000  # things written between two words on how far it is


def main() -> None:
    """Read the order, build, and leave the folder where the service finds it."""
    order = json.load(sys.stdin)
    give_way(order["parent"])
    bound_memory(MOST_MEMORY)
    gc.disable()  # triples make no cycles; the process ends with them
    target, base = Path(order["target"]), str(order["base"])
    complete_in_one_step(target, lambda folder: _fill(folder, Path(order["model"]), base))


def _fill(folder: Path, model: Path, base: str) -> None:
    ours, theirs = os.pipe()
    loader = os.getpid()
    writer = os.fork()
    if writer == 0:
        os.close(ours)
        _end_after(lambda: _write(model, base, theirs), loader)
    os.close(theirs)
    with os.fdopen(ours, "rb") as lines:
        triples = _load(lines, folder / STORE)
    _, status = os.waitpid(writer, 0)
    if status != 0:
        raise SystemExit("the triples could not be written")
    ask_beforehand(folder, base)
    Origin(model=model.name, base=base, triples=triples).write(folder)


def _end_after(work: Callable[[], None], parent: int) -> None:
    """Do the work and end this process, whatever comes of it."""
    code = 1
    try:
        end_with(parent)  # it gives way already, as this process did
        work()
        code = 0
    except BaseException:
        traceback.print_exc()  # nobody above sees it: this process ends here
        raise
    finally:
        os._exit(code)


def _write(path: Path, base: str, pipe: int) -> None:
    with ReadModel(path) as model, os.fdopen(pipe, "wb") as out:
        selection = selected(model)
        total = selection.nodes.size + len(selection.edges) + len(selection.claims)

        def told(done: int) -> None:
            if done % EVERY == 0:
                sys.stdout.write(f"{json.dumps([done, total])}\n")
                sys.stdout.flush()

        export = Export(model, selection, base, progress=told)
        out.writelines(whole_graph(export, "nt"))


def _load(lines: BufferedReader, place: Path) -> int:
    if sys.platform == "linux":
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    store = Store(str(place))
    loading: deque[Future[None]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for piece in _pieces(lines):
            if len(loading) == AT_ONCE:
                loading.popleft().result()
            form = RdfFormat.N_TRIPLES
            loading.append(threads.submit(store.bulk_load, piece, form, lenient=True))
        for under_way in loading:
            under_way.result()
    store.flush()
    # Many small files would be opened one by one as queries come to them, and a process that
    # answers queries may open none: what is opened with the store is a few for each index.
    store.optimize()
    return len(store)


def _pieces(lines: BufferedReader) -> Iterator[bytes]:
    """The lines, whole ones, in pieces of a bounded size."""
    while piece := lines.read(PIECE) + lines.readline():
        yield piece


if __name__ == "__main__":
    try:
        main()
    except OrphanError:
        sys.exit(1)
