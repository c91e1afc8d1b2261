"""The sector table and the RDF dump, computed from read models."""

from dataclasses import replace
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np
import pyoxigraph
import rdflib

from graph_schema.vocabularies import Sector
from queries.exporting.selection import selected
from queries.gaps.closed_form import closed_form
from queries.gaps.meetings import meetings, tested
from queries.gaps.null_model import draw
from queries.gaps.participations import NOT_STATED, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.gaps.table import sector_table
from queries.gaps.testing import NullSettings
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from tests.bench.baselines import curveball_seconds
from tests.bench.places import Bench
from tests.bench.report import Aim, judged, seconds
from tests.bench.report import Row as Line

DRAWS = 999
NULL = {name: Aim(most, "s", at_most=True) for name, most in (("R1", 0.5), ("R2", 1.5), ("R5", 15))}
TABLE = {"R2": Aim(10, "s", at_most=True), "R5": Aim(180, "s", at_most=True)}
COUNTING = Aim(0.05, "s", at_most=True)
CLOSED_FORM = Aim(0.05, "s", at_most=True)
TRIPLES = Aim(150_000, "triples/s", at_most=False)
MOST_TRIPLES = 20_000  # for rdflib, which is slow
BASE = "https://bench.example/"


class Timed(NamedTuple):
    """Time on the wall and on the processor."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{seconds(self.wall)} ({seconds(self.processor)} of processor time)"


def gap_rows(bench: Bench) -> None:
    """The null draws and the whole table on every graph, once the sampler is compiled."""
    for name in bench.graphs:
        with bench.part(f"{name}: sector table"), ReadModel(bench.known[f"model {name}"]) as model:
            world = participations_of(model, GapQuestion())
            if name == bench.graphs[0]:
                _table(world)  # compiles, or loads what was compiled
            counting, drawn, whole = _counted(world), _drawn(world), _table(world)
            compared = "–"
            if name == "R1":
                plain = curveball_seconds(world, DRAWS)
                compared = f"plain Python curveball {plain / drawn.processor:,.0f} × as long"
            what = (
                f"{DRAWS} null draws: all pairs, arenas of three and four sectors; one core, warm"
            )
            bench.rows.append(judged(what, name, "–", drawn.wall, str(drawn), NULL[name], compared))
            what = "sector table: both nulls, interval, verdicts, ten times the draws near a cut"
            if name in TABLE:
                bench.rows.append(judged(what, name, "–", whole.wall, str(whole), TABLE[name], "–"))
            else:
                bench.rows.append(Line(what, name, "–", str(whole)))
            what = "sector table, counting without draws"
            if name == "R2":
                bench.rows.append(
                    judged(what, name, "–", counting.wall, str(counting), COUNTING, "–")
                )
            else:
                bench.rows.append(Line(what, name, "–", str(counting)))

            bench.rows.append(_closed_form_row(name, world))


def _closed_form_row(name: str, world: Participations) -> Line:
    """Mean and SD without draws; strata by year alone, as large as the closed form asks for."""
    by_year = replace(world, arena_topic=np.full_like(world.arena_topic, NOT_STATED))
    part = tested(by_year, role_aware=True)
    closed_form(part, len(Sector))
    began, used = perf_counter(), process_time()
    found = closed_form(part, len(Sector))
    assert np.isfinite(found.sd).all()
    took = Timed(perf_counter() - began, process_time() - used)
    what = f"closed form of all pairs, {len(part.tables)} strata; warm"
    if name == "R2":
        return judged(what, name, "–", took.wall, str(took), CLOSED_FORM, "–")
    return Line(what, name, "–", str(took))


def _table(world: Participations) -> Timed:
    began, used = perf_counter(), process_time()
    # Another seed than the published one's; a copy, so that nothing is kept from the run before.
    null = NullSettings(seed=1, least_draws=DRAWS)
    sector_table(replace(world), sectors=tuple(Sector), data_version=1, null=null)
    return Timed(perf_counter() - began, process_time() - used)


def _drawn(world: Participations) -> Timed:
    part = tested(replace(world), role_aware=True)
    sector = np.array(world.sector, np.int8)
    began, used = perf_counter(), process_time()
    drawn = draw(part.tables, sector, len(Sector), draws=DRAWS, seed=1)
    assert drawn.meetings.shape[0] == DRAWS
    return Timed(perf_counter() - began, process_time() - used)


def _counted(world: Participations) -> Timed:
    began, used = perf_counter(), process_time()
    counted = meetings(tested(world, role_aware=True), len(Sector))
    assert np.array_equal(counted.observed, counted.observed.T)
    return Timed(perf_counter() - began, process_time() - used)


def rdf_rows(bench: Bench, name: str) -> None:
    """The whole graph as N-Triples, against libraries that write triples they have in memory."""
    with bench.part(f"{name}: RDF dump"), ReadModel(bench.known[f"model {name}"]) as model:
        began, used = perf_counter(), process_time()
        pieces = list(whole_graph(Export(model, selected(model), BASE), "nt"))
        took = Timed(perf_counter() - began, process_time() - used)
        text = b"".join(pieces)
        count = text.count(b"\n")
        rate = count / took.wall
        bench.rows.append(
            judged(
                "RDF dump, N-Triples with provenance", name, "–", rate,
                f"{rate:,.0f} triples/s: {count:,} in {took}", TRIPLES,
                _libraries(text, count / took.processor),
            )
        )  # fmt: skip


def _libraries(text: bytes, rate: float) -> str:
    """How fast others write the same triples, both by processor time."""
    some = b"".join(text.splitlines(keepends=True)[:MOST_TRIPLES])
    triples = [q.triple for q in pyoxigraph.parse(some, pyoxigraph.RdfFormat.N_TRIPLES)]
    used = process_time()
    pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    alone = len(triples) / (process_time() - used)
    graph = rdflib.Graph()
    graph.parse(data=some, format="nt")
    used = process_time()
    graph.serialize(format="nt")
    other = len(graph) / (process_time() - used)
    return (
        f"by processor time {rate:,.0f}; pyoxigraph, triples in memory already, {alone:,.0f}; "
        f"rdflib {other:,.0f}"
    )
