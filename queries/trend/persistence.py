"""Ties that are ties the next year too, against draws of both years."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph_schema.coverage_answers import LEAST_COVERAGE
from queries.gaps.verdicts import Estimate, estimate
from queries.isolates.meeting import Classes, two_mode
from queries.network.null import NULL_DRAWS, null_graphs
from queries.network.two_mode import Ints, TwoMode
from queries.steps import Step, silent
from queries.trend.line import Floats
from queries.trend.yearly import Year


class Kept(NamedTuple):
    """Ties of a year, of the next, and of both; what the draws give where they are comparable."""

    year: int
    across: bool
    ties: int
    next_ties: int
    both: int
    comparable: bool
    draws: Estimate | None


def persistence(
    years: Sequence[Year],
    classes: Classes,
    *,
    seed: int,
    draws: bool = True,
    step: Step | None = None,
) -> list[Kept]:
    """Every two years in a row; O(draws × Σ participants² of an arena), or without ``draws``."""
    told_to = step or silent
    places = [k for k, (one, two) in enumerate(zip(years, years[1:], strict=False))
              if two.year == one.year + 1]  # fmt: skip
    observed = [_both_kinds(two_mode(year.part.participations), classes) for year in years]
    comparable = [
        (k, across)
        for k in places
        for across in (False, True)
        if _comparable(years[k], years[k + 1], observed[k][across], observed[k + 1][across])
    ]
    told = comparable if draws else []
    wanted = sorted({place for k, _ in told for place in (k, k + 1)})
    overlaps = np.zeros((NULL_DRAWS, len(told)))
    chains = [null_graphs(years[k].part, draws=NULL_DRAWS, seed=seed) for k in wanted]
    for draw, graphs in enumerate(zip(*chains, strict=True)):
        told_to("ties", draw / NULL_DRAWS)
        ties = dict(zip(wanted, (_both_kinds(graph, classes) for graph in graphs), strict=True))
        overlaps[draw] = [_jaccard(ties[k][across], ties[k + 1][across]) for k, across in told]
    against = {pair: overlaps[:, place] for place, pair in enumerate(told)}
    return [
        _kept(years[k].year, across, observed[k][across], observed[k + 1][across],
              (k, across) in comparable, against.get((k, across)))
        for k in places
        for across in (False, True)
    ]  # fmt: skip


def ties_of(graph: TwoMode) -> tuple[Ints, Ints]:
    """Every pair of actors that share an arena, once each, the lower number first."""
    order = np.lexsort((graph.actor, graph.arena))
    actor, arena = graph.actor[order].astype(np.int64), graph.arena[order]
    last = np.cumsum(graph.sizes)[arena]
    after = last - np.arange(actor.size) - 1  # how many of the same arena come after each
    first = np.repeat(np.arange(actor.size), after)
    step = np.arange(first.size) - np.repeat(np.cumsum(after) - after, after)
    keys = np.unique(actor[first] * max(graph.actors, 1) + actor[first + step + 1])
    return keys // max(graph.actors, 1), keys % max(graph.actors, 1)


def _both_kinds(graph: TwoMode, classes: Classes) -> tuple[Ints, Ints]:
    """Keys of all ties, and of those between different known sectors."""
    a, b = ties_of(graph)
    keys = a * max(graph.actors, 1) + b
    one, two = classes.of[a], classes.of[b]
    apart = (one != two) & (one != classes.unknown) & (two != classes.unknown)
    return keys, keys[apart]


def _comparable(one: Year, two: Year, ties: Ints, following: Ints) -> bool:
    known = min(one.counted.known, two.counted.known) >= LEAST_COVERAGE
    moves = bool(one.part.tables) and bool(two.part.tables)
    return bool(known and moves and ties.size and following.size)


def _jaccard(one: Ints, two: Ints) -> float:
    both = np.intersect1d(one, two, assume_unique=True).size
    either = one.size + two.size - both
    return both / either if either else 0.0


def _kept(
    year: int, across: bool, ties: Ints, following: Ints, comparable: bool, draws: Floats | None
) -> Kept:
    both = np.intersect1d(ties, following, assume_unique=True).size
    found = None if draws is None else estimate(_jaccard(ties, following), draws)
    return Kept(year, across, ties.size, following.size, both, comparable, found)
