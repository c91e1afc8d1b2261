"""Bridges and brokers, computed from read models, beside the library that does part of it."""

from time import process_time

import rustworkx

from queries.network.brokers import BrokerQuestion, asked_of, world_of
from queries.network.measured import World
from queries.network.null import NULL_DRAWS
from queries.readmodel.open import ReadModel
from tests.bench.places import Bench
from tests.bench.report import Aim, judged, seconds
from tests.bench.timing import Timed
from tests.bench.worker import measured

POINTS = Aim(10, "s", at_most=True)
JOB = Aim(600, "s", at_most=True)
EXACT = Aim(2, "s", at_most=True)
JOB_SECONDS = 240.0  # what the long computations of the largest graph may need
LARGEST = {
    "brokers": ("bridges and brokers, every measure of every actor, one core", POINTS),
    "examination": (
        f"brokerage against {NULL_DRAWS} null draws, and 20 rankings with a fifth hidden",
        JOB,
    ),
    "core": ("core of repeat collaborators with its coverage, one core", POINTS),
    "groups": (f"groups: 20 runs, {NULL_DRAWS} null draws and four other resolutions", JOB),
}


def broker_rows(bench: Bench) -> None:
    """Exact betweenness where it is exact, all measures and the jobs where they are largest."""
    if "R2" in bench.graphs:
        with bench.part("R2: betweenness"):
            _exact(bench)
    if "R5" in bench.graphs:
        for task in LARGEST:
            with bench.part(f"R5: {task}"):
                _largest(bench, task)


def _exact(bench: Bench) -> None:
    took = Timed.of(measured("betweenness", model=str(bench.known["model R2"])))
    with ReadModel(bench.known["model R2"]) as model:
        other = _rustworkx_seconds(world_of(asked_of(model, BrokerQuestion())))
    compared = f"rustworkx {seconds(other)} of processor time, {other / took.processor:.1f} ×"
    what = "exact betweenness of the two-mode graph, one core"
    bench.rows.append(judged(what, "R2", "–", took.wall, str(took), EXACT, compared))


def _rustworkx_seconds(world: World) -> float:
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(world.graph.actors + world.graph.arenas))
    arena = (world.graph.arena + world.graph.actors).tolist()
    graph.extend_from_edge_list(list(zip(world.graph.actor.tolist(), arena, strict=True)))
    used = process_time()
    rustworkx.graph_betweenness_centrality(graph, normalized=False)
    return process_time() - used


def _largest(bench: Bench, task: str) -> None:
    what, aim = LARGEST[task]
    if aim is JOB and not bench.room_for(JOB_SECONDS, what=what, graph="R5", store="–"):
        return
    took = Timed.of(measured(task, model=str(bench.known["model R5"])))
    bench.rows.append(judged(what, "R5", "–", took.wall, str(took), aim, "–"))
