"""Many runs on one network, how far they agree; null draws and other resolutions likewise."""

from collections.abc import Sequence

import numpy as np

from queries.gaps.meetings import Tested, rows_without_stratum
from queries.gaps.null_model import ALGORITHM, stream
from queries.groups.cores import peel
from queries.groups.leiden import partition, quality, two_sided
from queries.groups.ordering import Order
from queries.groups.partitions import agreement, agreements, vote
from queries.groups.repeated import Repeated
from queries.network.kept import Arrays
from queries.network.measured import REPEATS
from queries.network.null import NULL_DRAWS, null_graphs
from queries.network.stability import hidden
from queries.network.two_mode import Bools, Ints, TwoMode
from queries.steps import Step, silent

RUNS = 20  # from different seeds; methods.md 1.9
ALPHA, BETA = 2, 2  # of the repeat collaborators' core
RESOLUTIONS = (0.5, 0.7, 1.4, 2.0)  # beside 1
RUNS_PER_RESOLUTION = 10
COMPARED = 10  # runs whose mean is compared with that of as many in every null draw
MANY = 10_000  # participations above which ten runs a draw take minutes to hours: one


def compared_runs(participations: int) -> int:
    """How many runs a figure of the data, and of each null draw, is the mean of.

    Where one run ends is luck: of 1,800 participations p of one seed was .01 and of another .5; of
    the mean of ten it was .03 to .13.
    """
    return COMPARED if participations <= MANY else 1


def runs(
    graph: TwoMode, seed: int, *, number: int = RUNS, gamma: float = 1.0, step: Step | None = None
) -> Ints:
    """A partition of actors, then arenas, per row, each from a stream of its own.

    How they are numbered makes no difference.
    """
    told, order = step or silent, Order(graph)
    network = two_sided(order.graph)
    found = np.zeros((number, network.own.size), np.int64)
    for run in range(number):
        told("runs", run / number)
        group = partition(network, stream(seed, f"groups at {gamma}", run), gamma)
        found[run] = group[order.place]
    told("runs", 1.0)
    return found


def agreed(graph: TwoMode, partitions: Ints) -> Arrays:
    """Quality and agreement of runs, and what most of them vote for."""
    network = two_sided(graph)
    again = repeating(graph)
    table = agreements(partitions[:, : graph.actors][:, again])
    group, votes = vote(partitions, int(np.nansum(table, axis=1).argmax()))
    return {
        "quality": np.array([quality(network, row) for row in partitions]),
        "agreement": table[np.triu_indices(len(partitions), 1)],
        "consensus_quality": np.array(quality(network, group)),
        "group": group,
        "votes": votes,
    }


def repeating(graph: TwoMode) -> Bools:
    """Actors in at least two arenas; the others go wherever their one arena goes."""
    return np.bincount(graph.actor, minlength=graph.actors) >= ALPHA


def against_draws(
    found: Repeated, part: Tested, sector: Ints, classes: int, *, seed: int, step: Step | None
) -> Arrays:
    """Mean quality of some runs, and the core's actors by sector, in every null draw."""
    told, runs_each = step or silent, compared_runs(found.graph.actor.size)
    qualities = np.zeros(NULL_DRAWS)
    cores = np.zeros((NULL_DRAWS, classes), np.int64)
    for number, drawn in enumerate(null_graphs(part, draws=NULL_DRAWS, seed=seed)):
        told("null draws", number / NULL_DRAWS)
        graph = found.of_draw(drawn)
        network = two_sided(graph)
        each = range(number * runs_each, (number + 1) * runs_each)
        streams = (stream(seed, "groups of null draws", run) for run in each)
        tried = [quality(network, partition(network, own)) for own in streams]
        qualities[number] = np.mean(tried)
        inside = peel(graph, BETA).actors >= ALPHA
        cores[number] = np.bincount(sector[inside], minlength=classes)
    told("null draws", 1.0)
    in_strata = part.rows.size - rows_without_stratum(part)
    return {
        "algorithm": np.array(ALGORITHM),
        "strata": np.array(len(part.tables)),
        "not_tested_share": np.array(1 - int(part.rows.sum()) / in_strata if in_strata else 0.0),
        "quality": qualities,
        "runs_each": np.array(runs_each),
        "cores": cores,
    }


def other_resolutions(
    graph: TwoMode, usual: Ints, *, seed: int, gammas: Sequence[float] = RESOLUTIONS,
    step: Step | None = None,
) -> Arrays:  # fmt: skip
    """Groups at each resolution, how far its runs agree, and with the ``usual`` groups."""
    told, rows = step or silent, []
    again = repeating(graph)
    for place, gamma in enumerate(gammas):
        found = runs(
            graph, seed, number=RUNS_PER_RESOLUTION, gamma=gamma,
            step=_at(told, place, len(gammas)),
        )  # fmt: skip
        actors = found[:, : graph.actors][:, again]
        apart = agreements(actors)[np.triu_indices(len(found), 1)]
        alike = [agreement(row, usual[: graph.actors][again]) for row in actors]
        groups = float(np.median(found.max(axis=1) + 1))
        rows.append((gamma, groups, apart.mean(), apart.min(), np.mean(alike)))
    return {"resolutions": np.array(rows).reshape(-1, 5)}


def with_a_fifth_hidden(
    graph: TwoMode, usual: Ints, *, seed: int, step: Step | None = None
) -> Arrays:
    """What is left of core and groups when a fifth of the participations is not known, many times.

    The core by its share of actors in both of those in either, groups by agreement of one run with
    the ``usual`` ones, on actors still in two arenas.
    """
    told = step or silent
    core = peel(graph, BETA).actors >= ALPHA
    kept, alike = np.full(REPEATS, np.nan), np.full(REPEATS, np.nan)
    for repeat in range(REPEATS):
        told("hidden", repeat / REPEATS)
        shown = graph.only(~hidden(graph.actor.size, seed, repeat))
        again = peel(shown, BETA).actors >= ALPHA
        if (core | again).any():
            kept[repeat] = (core & again).sum() / (core | again).sum()
        group = partition(two_sided(shown), stream(seed, "groups of what is shown", repeat))
        both = repeating(shown)
        alike[repeat] = agreement(group[: graph.actors][both], usual[: graph.actors][both])
    told("hidden", 1.0)
    return {"core_kept": kept, "groups_alike": alike}


def _at(told: Step, place: int, places: int) -> Step:
    """Tells how far the whole has come, from within one of its equal parts."""
    return lambda _what, share: told("resolutions", (place + share) / places)
