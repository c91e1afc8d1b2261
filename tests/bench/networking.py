"""Bridges and brokers, computed from read models, beside the library that does part of it."""

from time import perf_counter, process_time

import rustworkx

from queries.gaps.meetings import tested
from queries.groups.answers import groups
from queries.groups.question import examine
from queries.network.betweenness import betweenness
from queries.network.brokers import BrokerQuestion, asked_of, world_of
from queries.network.measured import World
from queries.network.measures import measure, without_large
from queries.network.null import NULL_DRAWS, against_draws
from queries.network.stability import stability
from queries.network.two_mode import whole
from queries.readmodel.open import ReadModel
from tests.bench.computing import Timed
from tests.bench.places import Bench
from tests.bench.report import Aim, judged, seconds

POINTS = Aim(10, "s", at_most=True)
JOB = Aim(600, "s", at_most=True)
EXACT = Aim(2, "s", at_most=True)
SEED = 1
JOB_SECONDS = 240.0  # what the long computations of the largest graph may need


def broker_rows(bench: Bench) -> None:
    """Exact betweenness where it is exact, all measures and the job where they are largest."""
    if "R2" in bench.graphs:
        with bench.part("R2: betweenness"), ReadModel(bench.known["model R2"]) as model:
            _exact(bench, world_of(asked_of(model, BrokerQuestion())))
    if "R5" in bench.graphs:
        with bench.part("R5: bridges and brokers"), ReadModel(bench.known["model R5"]) as model:
            _points(bench, world_of(asked_of(model, BrokerQuestion())))
            _job(bench, model)
        with bench.part("R5: core and groups"), ReadModel(bench.known["model R5"]) as model:
            _groups(bench, model)


def _exact(bench: Bench, world: World) -> None:
    ties = whole(world.graph)
    betweenness(ties)  # compiles, or loads what was compiled
    began, used = perf_counter(), process_time()
    betweenness(ties)
    took = Timed(perf_counter() - began, process_time() - used)
    other = rustworkx.PyGraph()
    other.add_nodes_from(range(ties.degree.size))
    ends = zip(
        world.graph.actor.tolist(), (world.graph.arena + world.graph.actors).tolist(), strict=True
    )
    other.extend_from_edge_list(list(ends))
    used = process_time()
    rustworkx.graph_betweenness_centrality(other, normalized=False)
    compared = f"rustworkx {seconds(process_time() - used)} of processor time"
    what = "exact betweenness of the two-mode graph, one core"
    bench.rows.append(judged(what, "R2", "–", took.wall, str(took), EXACT, compared))


def _points(bench: Bench, world: World) -> None:
    began, used = perf_counter(), process_time()
    measure(world, seed=SEED)
    without_large(world)
    took = Timed(perf_counter() - began, process_time() - used)
    what = "bridges and brokers, every measure of every actor, one core"
    bench.rows.append(judged(what, "R5", "–", took.wall, str(took), POINTS, "–"))


def _job(bench: Bench, model: ReadModel) -> None:
    what = f"brokerage against {NULL_DRAWS} null draws, and 20 rankings with a fifth hidden"
    if not bench.room_for(JOB_SECONDS, what=what, graph="R5", store="–"):
        return
    rows = asked_of(model, BrokerQuestion())
    world = world_of(rows)
    measured = measure(world, seed=SEED)
    began, used = perf_counter(), process_time()
    against_draws(world, tested(rows, role_aware=True), seed=SEED)
    stability(world, measured, seed=SEED)
    took = Timed(perf_counter() - began, process_time() - used)
    bench.rows.append(judged(what, "R5", "–", took.wall, str(took), JOB, "–"))


def _groups(bench: Bench, model: ReadModel) -> None:
    began, used = perf_counter(), process_time()
    groups(model, BrokerQuestion())
    took = Timed(perf_counter() - began, process_time() - used)
    what = "core of repeat collaborators with its coverage, one core"
    bench.rows.append(judged(what, "R5", "–", took.wall, str(took), POINTS, "–"))
    what = f"groups: 20 runs, {NULL_DRAWS} null draws and four other resolutions"
    if not bench.room_for(JOB_SECONDS, what=what, graph="R5", store="–"):
        return
    began, used = perf_counter(), process_time()
    examine(model, BrokerQuestion())
    took = Timed(perf_counter() - began, process_time() - used)
    bench.rows.append(judged(what, "R5", "–", took.wall, str(took), JOB, "–"))
