"""What the activity of actors and the size of arenas give: partners of other sectors, and isolates.

Only arenas whose lists are complete are drawn from. Two tables: for partners of other sectors the
one of method part 0b, without arenas of one participant; for isolates with them, as they are what
is counted.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps import null_model
from queries.gaps.meetings import Tested, tested
from queries.gaps.participations import Participations
from queries.gaps.strata import NO_STRATUM, stratify
from queries.isolates.meeting import Classes, across, in_company, listed_whole, per_class, two_mode
from queries.network.null import null_graphs
from queries.network.two_mode import Bools, Floats, Ints, TwoMode
from queries.steps import Step, silent

LEAST_EXPECTED = 3.0
"""Partners of other sectors; who would have fewer may well have none by chance."""


ONE_IN = 5
"""Draws in which p_ip itself is looked for: slow, and a small part of an arena's size."""


class Drawn(NamedTuple):
    """Per actor E_i and whether it is in the table; per draw how many stand without.

    ``alone`` counts actors that met nobody in arenas with complete lists, ``apart`` those with
    E_i ≥ 3 that met nobody who may be of another sector; the first value of each is the data's.
    ``moved``: whether any switch was possible, in the table of isolates and in the other.
    """

    expected: Floats
    alone: Ints
    apart: Ints
    moved: Bools


def draw(
    participations: Participations,
    classes: Classes,
    *,
    draws: int,
    seed: int,
    role_aware: bool,
    step: Step | None = None,
) -> Drawn:
    """Count both tables in every null draw; O(draws × participations · log).

    What ``step`` raises ends it.
    """
    meeting = table_of(participations, "apart", role_aware=role_aware)
    expected, apart = across_in_draws(meeting, classes, draws=draws, seed=seed, step=step)
    judged = np.packbits(np.nan_to_num(expected) >= LEAST_EXPECTED)
    with_solo = table_of(participations, "alone", role_aware=role_aware)
    return Drawn(
        expected,
        _alone(with_solo, draws=draws, seed=seed, step=step),
        np.bitwise_count(apart & judged).sum(axis=1, dtype=np.int64),
        np.array([bool(with_solo.tables), bool(meeting.tables)]),
    )


def table_of(participations: Participations, compared: str, *, role_aware: bool) -> Tested:
    """Where actors change places in what ``alone`` or ``apart`` is held against."""
    complete = listed_whole(participations)
    if compared == "alone":
        return _with_solo_arenas(complete, role_aware=role_aware)
    return tested(complete, role_aware=role_aware)


def across_in_draws(
    part: Tested, classes: Classes, *, draws: int, seed: int, step: Step | None = None
) -> tuple[Floats, NDArray[np.uint8]]:
    """E_i, and in the data and every draw who met nobody who may be of another sector, as bits.

    E_i = Σ_p B_ip (h_p − 1)·(Σ_{j: s(j)≠s(i)} p_jp)/(Σ_{j≠i} p_jp); p_jp is how often the draws put
    j into p. Actors of unknown sector are no partners of another one here, so that E_i is rather
    too low than too high; for themselves there is none: nan.
    """
    told, data = step or silent, _meeting_only(part)
    frequency, present = np.zeros((data.arenas, classes.count)), np.zeros(data.actor.size)
    keys = _keys(data)
    whole = two_mode(part.participations)
    apart = [np.packbits(~across(whole, classes, per_class(whole, classes)))]
    looked_at = 0
    for number, graph in enumerate(null_graphs(part, draws=draws, seed=seed)):
        told("partners", number / draws)
        counts = per_class(graph, classes)
        frequency += counts
        if number % ONE_IN == 0:
            looked_at += 1
            present += np.isin(keys, _keys(graph))
        apart.append(np.packbits(~across(graph, classes, counts)))
    frequency, present = frequency / draws, present / looked_at
    frequency[:, classes.unknown] = 0
    sector = classes.of[data.actor].astype(np.int64)
    size = data.sizes[data.arena]
    other = frequency[data.arena].sum(axis=1) - frequency[data.arena, sector]
    partners = (size - 1) * other / (size - present)  # of two or more, one is another in any draw
    found = np.bincount(data.actor, weights=partners, minlength=data.actors)
    return np.where(classes.of == classes.unknown, np.nan, found), np.array(apart)


def _meeting_only(part: Tested) -> TwoMode:
    graph = two_mode(part.participations)
    return graph.only(graph.sizes[graph.arena] > 1)


def _keys(graph: TwoMode) -> Ints:
    return graph.arena.astype(np.int64) * max(graph.actors, 1) + graph.actor


def _with_solo_arenas(participations: Participations, *, role_aware: bool) -> Tested:
    """The same strata, where arenas of one participant change places too."""
    built = stratify(participations)
    taking = np.bincount(participations.arena, minlength=participations.arena_source.size)
    joins = (built.counted_in == NO_STRATUM) & (taking > 0)
    strata = replace(built, counted_in=np.where(joins, built.lies_in, built.counted_in))
    tables = null_model.switchable(
        null_model.stratum_tables(participations, strata, role_aware=role_aware)
    )
    arenas = null_model.tested_arenas(strata, tables)
    leads = participations.leads if role_aware else np.zeros_like(participations.leads)
    return Tested(participations, strata, tables, arenas, arenas[participations.arena], leads)


def _alone(part: Tested, *, draws: int, seed: int, step: Step | None) -> Ints:
    """How many of those who take part met nobody: in the data first, then in every draw."""
    told = step or silent
    part_taking = np.unique(part.participations.actor).size

    def count(graph: TwoMode) -> int:
        return part_taking - int(np.count_nonzero(in_company(graph)))

    counts = [count(two_mode(part.participations))]
    for number, graph in enumerate(null_graphs(part, draws=draws, seed=seed)):
        told("isolates", number / draws)
        counts.append(count(graph))
    told("isolates", 1.0)
    return np.array(counts, np.int64)
