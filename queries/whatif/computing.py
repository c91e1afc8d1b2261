"""The map before and after a change, and what random changes of nearly its size would do."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from graph_schema.whatif_answers import WhatIf, WhatIfQuestion, WithoutPlacebo
from queries.gaps.participations import Bools, Ints, Participations
from queries.gaps.verdicts import LEAST_ACTORS
from queries.isolates.comparing import meeting_share
from queries.network.measured import EXACT_LIMIT
from queries.readmodel.open import ReadModel
from queries.steps import Step, silent
from queries.sunset.question import day_of
from queries.whatif.answering import Three, answer
from queries.whatif.around import Around, around_of, changed
from queries.whatif.drawing import Side, drawn_of
from queries.whatif.editing import Chances, Edit, edited
from queries.whatif.effort import IN_DRAW, NOTHING, draws_for, of_maps, slow_draws
from queries.whatif.figures import Figures, Measuring, Memory, figures_of, told_of
from queries.whatif.further import Further
from queries.whatif.mapped import Mapped
from queries.whatif.moving import Moved, Movement, moved, moving_most
from queries.whatif.understanding import Understood

STARTS = 256  # actors that efficiency is measured from
DRAWS = "draws of both maps"
"""What is done between both maps and random changes, as a step is told."""


class Both(NamedTuple):
    """The map before and after, and by what every map of the question is measured.

    ``most`` counts the participations of the larger one; ``chosen`` are the figures and actors the
    change moves most.
    """

    maps: tuple[Mapped, Mapped]
    around: Around
    by: Measuring
    before: Figures
    after: Figures
    most: int
    chosen: Ints


class Drawn(NamedTuple):
    """Random changes measured; none where there are no others that could go."""

    maps: tuple[Figures, ...] = ()
    moves: tuple[Moved, ...] = ()


def compared(
    model: ReadModel,
    question: WhatIfQuestion,
    given: Participations,
    read: Understood,
    *,
    drawn: bool,
    step: Step | None = None,
) -> WhatIf:
    """What the change makes different, beside random changes if they are to be ``drawn``.

    Above 30,000 participations, where a hundred maps would take minutes, there are fewer random
    changes, and above 100,000 none, nor where the change leaves nothing else of its kind that could
    go in its place; the answer says so. What is slow of itself is computed in fewer of them, and
    what takes null draws in none. What ``step`` raises ends it.
    """
    told = step or silent
    told("both maps", 0.0)
    day = day_of(model, question.day)
    both = _both(model, question, given, read.edit, day)
    told("both maps", 1.0)
    sides = _sides(model, both, question.seed, told) if drawn else None
    number = draws_for(given.actor.size) if drawn else 0
    random = _drawn(both, read.edit, question.seed, number, told)
    why: WithoutPlacebo | None = None
    if drawn and not random.maps:
        why = "no_others" if number else "too_large"
    slow = slow_draws(both.most, number)
    hidden = both.by.further.cells.hidden
    lists = _least_lists(both)
    three = Three(*_with(both, sides), random.maps, both.by.starts, why, slow, sides, hidden, lists)
    movement = Movement(both.before.of_actors, both.after.of_actors, both.chosen, random.moves)
    return answer(model, question, read, both.by.told, three, movement, day)


def _both(
    model: ReadModel, question: WhatIfQuestion, given: Participations, edit: Edit, day: date
) -> Both:
    """Measure the map without and with the change, cold, from what both have in common."""
    maps = Mapped(given), Mapped(edited(given, edit))
    told: Bools = told_of(maps[0], LEAST_ACTORS) & told_of(maps[1], LEAST_ACTORS)
    around = around_of(model, question.source)
    further = Further.of(model, around, question, day)
    by = Measuring(told, _starts(given, question.seed), further)
    most = max(each.given.actor.size for each in maps)
    before = figures_of(maps[0], around, by, of_maps(most))
    by = replace(by, further=replace(further, since=before.members))
    after = figures_of(maps[1], changed(around, edit), by, of_maps(most))
    chosen = moving_most(before.of_actors, after.of_actors)
    return Both(maps, around, by, before, after, most, chosen)


def _least_lists(both: Both) -> float | None:
    """The smaller share of lists that show who met, before or after; None where there are none."""
    known = [share for each in both.maps if (share := meeting_share(each.given)) is not None]
    return min(known, default=None)


def _sides(model: ReadModel, both: Both, seed: int, told: Step) -> tuple[Side, Side] | None:
    """Null draws of the map before and of the one after; None of maps too large for them."""
    if both.most > EXACT_LIMIT:
        return None
    of_before, of_after = both.maps
    before = drawn_of(model, of_before, seed, lambda _, share: told(DRAWS, share / 2))
    after = drawn_of(model, of_after, seed, lambda _, share: told(DRAWS, 0.5 + share / 2))
    told(DRAWS, 1.0)
    return before, after


def _with(both: Both, sides: tuple[Side, Side] | None) -> tuple[Figures, Figures]:
    """Both maps with what was drawn of them among their figures."""
    if sides is None:
        return both.before, both.after
    before, after = (
        replace(figures, of_whole={**figures.of_whole, **side.of_map})
        for figures, side in zip((both.before, both.after), sides, strict=True)
    )
    return before, after


def _drawn(both: Both, edit: Edit, seed: int, draws: int, told: Step) -> Drawn:
    """Draw and measure so many random changes, each from a stream of its own."""
    given = both.maps[0].given
    chances, memory = Chances.of(given, both.around.payer), Memory()
    slow = slow_draws(both.most, draws) or 0
    maps: list[Figures] = []
    moves: list[Moved] = []
    for draw in range(1, draws + 1):
        told("random changes", (draw - 1) / draws)
        alike = chances.like(edit, np.random.default_rng([seed, draw]))
        if alike is None:
            return Drawn()
        here = Mapped(edited(given, alike)), changed(both.around, alike)
        one = figures_of(*here, both.by, IN_DRAW if draw <= slow else NOTHING, memory)
        moves.append(moved(both.before.of_actors, one.of_actors, both.chosen))
        # Hundreds of maps are many.
        maps.append(replace(one, of_actors=one.of_actors[:, :0], members=None))
    told("random changes", 1.0)
    return Drawn(tuple(maps), tuple(moves))


def _starts(given: Participations, seed: int) -> Ints | None:
    """Actors of the map drawn blindly; None, for every actor of any map, where it has few."""
    taking = np.unique(given.actor)
    if taking.size <= STARTS:
        return None
    drawn = np.random.default_rng([seed, 0]).choice(taking, size=STARTS, replace=False)
    return np.sort(drawn).astype(np.int64)
