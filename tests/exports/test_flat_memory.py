"""An export holds a batch of what it writes, however much a few things have to do with."""

import gc
import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from pyoxigraph import RdfFormat, parse

from graph_schema.vocabularies import Audience
from queries.exporting.batches import batches
from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.columns import Ints
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.formats import FORMATS, ExportForm
from service.importing import import_files
from tests.bench.reference import ReferenceGraph, write
from tests.bench.source import importer
from tests.exports.conftest import BASE

ARENAS = 5_000
EARLY, LATE = 2014, 2020
FEWER = 2_000  # arenas that begin early; what is read at once is as much already
THEMES, ACTORS = (f"<{BASE}id/{noun}/".encode() for noun in ("themes", "actors"))
MOST_BYTES = 100  # an arena more: all that is read of one at once takes more
RDF = {
    ExportForm.NT: RdfFormat.N_TRIPLES,
    ExportForm.TURTLE: RdfFormat.TURTLE,
    ExportForm.JSON_LD: RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def hubs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """Twelve themes have as many ties as there are arenas, and one actor as many as they."""
    folder = tmp_path_factory.mktemp("hubs")
    years = [EARLY if k < FEWER else LATE for k in range(ARENAS)]
    graph = ReferenceGraph([0], years, [[0] for _ in range(ARENAS)])
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    import_files(store, importer(), [write(graph, folder / "hubs.csv")])
    library = Library(store, folder / "cache")
    yield library.at(None, Audience.PUBLIC)
    library.close()
    store.shut()


def test_memory_does_not_grow_with_the_ties_of_a_few_things(hubs: ReadModel) -> None:
    few, all_ = (_most_for_themes(hubs, Filters(period_to=year)) for year in (EARLY, LATE))

    assert few > 0
    assert all_ - few < (ARENAS - FEWER) * MOST_BYTES


def _most_for_themes(model: ReadModel, filters: Filters) -> int:
    """The most bytes of Python's while themes are written, beyond those when it began.

    What nobody holds any more does not count: a process that is old collects it late.
    """
    gc.collect()
    gc.freeze()  # what was there before is not looked through each time
    tracemalloc.start()
    try:
        export, most = Export(model, selected(model, filters), BASE), 0
        began, _ = tracemalloc.get_traced_memory()
        for piece in FORMATS[ExportForm.NT].write(export):
            if piece.startswith(THEMES):
                most = max(most, tracemalloc.get_traced_memory()[1])
            gc.collect()
            tracemalloc.reset_peak()
    finally:
        tracemalloc.stop()
        gc.unfreeze()
    return most - began


def test_what_is_said_of_one_thing_at_length_is_the_same_in_every_format(hubs: ReadModel) -> None:
    export = Export(hubs, selected(hubs, Filters(period_to=EARLY)), BASE)
    written = {form: b"".join(FORMATS[form].write(export)) for form in RDF}

    lines = written[ExportForm.NT].splitlines()
    read = {form: {str(q.triple) for q in parse(written[form], RDF[form])} for form in RDF}

    assert lines == sorted(set(lines))
    assert len(read[ExportForm.NT]) == len(lines)
    assert all(triples == read[ExportForm.NT] for triples in read.values())
    turtle = written[ExportForm.TURTLE]
    assert turtle.count(b"\n" + ACTORS) == 1, "all of it in one place"


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], []),
        ([0, 0, 0], [(0, 3)]),
        ([2_000, 1, 1_999, 1], [(0, 1), (1, 3), (3, 4)]),
        ([1, 5_000, 0, 2_001], [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ([1] * 2_001, [(0, 2_000), (2_000, 2_001)]),
        ([0] * 2_001, [(0, 2_000), (2_000, 2_001)]),
    ],
    ids=["none", "empty", "full", "too_long", "many", "many_empty"],
)
def test_a_batch_has_no_more_than_2000_lists_and_items_unless_one_list_has_more(
    lengths: list[int], expected: list[tuple[int, int]]
) -> None:
    first = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    owners: Ints = np.arange(len(lengths))

    found = [(part.start, part.stop) for part in batches(first, owners)]

    assert found == expected
