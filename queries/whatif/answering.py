"""Figures before, after and in random changes, as the answer that is given."""

from collections.abc import Callable
from datetime import date
from itertools import combinations_with_replacement
from math import isnan
from typing import NamedTuple, get_args

import numpy as np

from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import (
    ClosedFormUse,
    Compared,
    FigureName,
    Placebo,
    WhatIf,
    WhatIfActor,
    WhatIfDrawn,
    WhatIfFigure,
    WhatIfMember,
    WhatIfMost,
    WhatIfPair,
    WhatIfQuestion,
    WithoutPlacebo,
)
from queries.gaps.closed_form import CLOSED_FORM, LEAST_MEAN_STRATUM, LEAST_PARTICIPATIONS
from queries.gaps.listed import stating_sources
from queries.gaps.participations import Bools, Ints
from queries.gaps.verdicts import RANGE
from queries.lookup.things import refs
from queries.network.measured import TESTED_ROLES
from queries.network.null import NULL_DRAWS
from queries.network.two_mode import Floats
from queries.readmodel.open import ReadModel
from queries.whatif.drawing import Side
from queries.whatif.figures import Figures
from queries.whatif.language import as_text
from queries.whatif.members import changed
from queries.whatif.moving import Movement, differences, largest
from queries.whatif.network import OF_ACTORS
from queries.whatif.understanding import SECTORS, Understood

OF_MEETINGS = ("ei_index", "ei_expected", "ei_difference")
"""Figures of the whole that say nothing where too few lists are complete, as pairs do not."""
MOST_NAMED = 20  # of each change of core and group
Cell = tuple[int, int]
Value = Callable[[Figures], float]


class Three(NamedTuple):
    """What is compared, the actors efficiency was measured from, None for all, and what lacks.

    ``slow`` is in how many random changes the slow figures were computed, None where in no map;
    ``sides`` are the null draws of before and after, None where there are none. ``cells_hidden``:
    whether any cell is not told of. ``lists``: the smaller share of lists that show who met.
    """

    before: Figures
    after: Figures
    placebo: tuple[Figures, ...]
    starts: Ints | None
    without_placebo: WithoutPlacebo | None
    slow: int | None
    sides: tuple[Side, Side] | None
    cells_hidden: bool
    lists: float | None


def answer(
    model: ReadModel,
    question: WhatIfQuestion,
    read: Understood,
    told: Bools,
    three: Three,
    movement: Movement,
    day: date,
) -> WhatIf:
    """Everything that is told of a change; ``day`` is the one ties end after."""
    use = _of_formula(three)
    every = np.arange(model.columns.arena_node.size)
    names = tuple(info.name for info in stating_sources(model, every))
    known = [k for k, sector in enumerate(SECTORS) if sector is not Sector.UNKNOWN]
    return WhatIf(
        data_version=model.version,
        change=as_text(question.change),
        question=question,
        day=day,
        understood=read.parts,
        pairs=tuple(
            _pair(cell, told, three, use) for cell in combinations_with_replacement(known, 2)
        ),
        figures=tuple(
            WhatIfFigure(name=name, **vars(_figure(name, three))) for name in get_args(FigureName)
        ),
        most=tuple(_most(k, movement) for k in range(len(OF_ACTORS))),
        actors=_actors(model, movement, three.sides),
        members=_members(model, three),
        drawn=_drawn(question.seed, three.sides),
        closed_form=use,
        partners_known_share=three.before.known if three.before.observed.any() else None,
        meeting_share=three.lists,
        efficiency_starts=None if three.starts is None else three.starts.size,
        placebo_draws=len(three.placebo),
        slow_draws=None if three.slow is None else min(three.slow, len(three.placebo)),
        without_placebo=three.without_placebo,
        cells_hidden=three.cells_hidden,
        sources=names if question.source is None else (question.source,),
    )


def _of_formula(three: Three) -> ClosedFormUse:
    """The map that is too small for the formula, if one is, else the one after."""
    allowed = (three.after if three.before.allowed.allowed else three.before).allowed
    return ClosedFormUse(
        algorithm=CLOSED_FORM,
        allowed=allowed.allowed,
        participations=allowed.participations,
        mean_per_stratum=allowed.mean_per_stratum,
        least_participations=LEAST_PARTICIPATIONS,
        least_mean_per_stratum=LEAST_MEAN_STRATUM,
    )


def _figure(name: FigureName, three: Three) -> Compared:
    known = min(three.before.known, three.after.known)
    if name in OF_MEETINGS and known < LEAST_COVERAGE:
        return Compared(before=None, after=None, difference=None, placebo=None)
    return compared(lambda figures: figures.of_whole[name], three)


def compared(value: Value, three: Three) -> Compared:
    """One figure; what has no value before has no difference, and no placebo."""
    drawn = np.array([value(each) for each in three.placebo])
    return _compared(value(three.before), value(three.after), drawn)


def _compared(before: float, after: float, drawn: Floats) -> Compared:
    drawn = drawn[~np.isnan(drawn)] - before
    difference = _number(after - before)
    return Compared(
        before=_number(before),
        after=_number(after),
        difference=difference,
        placebo=_placebo(difference, drawn) if difference is not None and drawn.size else None,
    )


def _placebo(difference: float, drawn: Floats) -> Placebo:
    low, high = np.quantile(drawn, RANGE, method="inverted_cdf")
    return Placebo(
        mean=float(drawn.mean()),
        low=float(low),
        high=float(high),
        as_low=int(np.count_nonzero(drawn <= difference)),
        as_high=int(np.count_nonzero(drawn >= difference)),
        draws=int(drawn.size),
    )


def _most(figure: int, movement: Movement) -> WhatIfMost:
    """How far a figure moves for whom it moves most, against the same in random changes."""
    away = np.nan_to_num(differences(movement.before, movement.after)[figure])
    own = float(largest(movement.before, movement.after)[figure])
    drawn = np.array([each.largest[figure] for each in movement.drawn])
    drawn = drawn[~np.isnan(drawn)]
    return WhatIfMost(
        figure=OF_ACTORS[figure],
        actors=int(np.count_nonzero(away)),
        largest=_number(own),
        placebo=_placebo(own, drawn) if drawn.size and not isnan(own) else None,
    )


def _drawn(seed: int, sides: tuple[Side, Side] | None) -> WhatIfDrawn | None:
    if sides is None:
        return None
    before, after = (side.trend for side in sides)
    return WhatIfDrawn(draws=NULL_DRAWS, seed=seed, trend_before=before, trend_after=after)


def _members(model: ReadModel, three: Three) -> tuple[WhatIfMember, ...]:
    """The first by name of those that join or leave the core, or change group."""
    before, after = three.before.members, three.after.members
    assert before is not None, "of both maps it is known"
    assert after is not None, "of both maps it is known"
    columns, told = model.columns, []
    for change, who in changed(before, after).items():
        actors = np.flatnonzero(who if who is not None else [])
        nodes = columns.actor_node[actors]
        by_name = np.argsort(columns.node_position[nodes], kind="stable")[:MOST_NAMED]
        told += [(change, int(actors[k]), int(nodes[k])) for k in by_name]
    named = refs(model, [node for _, _, node in told])
    return tuple(
        WhatIfMember(change=change, actor=named[node], sector=SECTORS[int(columns.sector[actor])])
        for change, actor, node in told
    )


def _z(figure: str, actor: int, sides: tuple[Side, Side] | None) -> Compared | None:
    """z of a role before and after; None where nothing was drawn or the figure is no role."""
    if sides is None or figure not in TESTED_ROLES:
        return None
    before, after = (float(side.z[actor, TESTED_ROLES.index(figure)]) for side in sides)
    return _compared(before, after, np.empty(0))


def _actors(
    model: ReadModel, movement: Movement, sides: tuple[Side, Side] | None
) -> tuple[WhatIfActor, ...]:
    columns = model.columns
    nodes = columns.actor_node[movement.chosen[:, 1]].tolist()
    named = refs(model, nodes)
    return tuple(
        WhatIfActor(
            figure=OF_ACTORS[figure],
            actor=named[node],
            sector=SECTORS[int(columns.sector[actor])],
            z=_z(OF_ACTORS[figure], actor, sides),
            **vars(
                _compared(
                    float(movement.before[figure, actor]),
                    float(movement.after[figure, actor]),
                    np.array([each.values[row] for each in movement.drawn]),
                )
            ),
        )
        for row, (node, (figure, actor)) in enumerate(
            zip(nodes, movement.chosen.tolist(), strict=True)
        )
    )


def _pair(cell: Cell, told: Bools, three: Three, use: ClosedFormUse) -> WhatIfPair:
    a, b = (SECTORS[k] for k in cell)
    if not (told[cell[0]] and told[cell[1]]):
        return WhatIfPair(a=a, b=b, shown="suppressed")
    coverage = [float(each.coverage[cell]) for each in (three.before, three.after)]
    short = any(isnan(share) or share < LEAST_COVERAGE for share in coverage)
    values = _values(cell)
    left_out = {"ratio", "z"} if short else set() if use.allowed else {"z"}
    return WhatIfPair(
        a=a,
        b=b,
        shown="insufficient_data" if short else "compared",
        coverage=_number(coverage[0]),
        **{name: compared(values[name], three) for name in values if name not in left_out},
    )


def _values(cell: Cell) -> dict[str, Value]:
    def ratio(figures: Figures) -> float:
        expected = float(figures.moments.expected[cell])
        return float(figures.observed[cell]) / expected if expected > 0 else np.nan

    def z(figures: Figures) -> float:
        away = float(figures.observed[cell]) - float(figures.moments.expected[cell])
        sd = float(figures.moments.sd[cell])
        return away / sd if sd > 0 else np.nan

    return {
        "observed": lambda figures: float(figures.observed[cell]),
        "expected": lambda figures: float(figures.moments.expected[cell]),
        "ratio": ratio,
        "z": z,
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
