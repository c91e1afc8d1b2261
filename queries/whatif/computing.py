"""The map before and after a change, and what random changes of nearly its size would do."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from graph_schema.whatif_answers import WhatIf, WhatIfQuestion, WithoutPlacebo
from queries.gaps.participations import Bools, Ints, Participations
from queries.gaps.verdicts import LEAST_ACTORS
from queries.network.measured import Step, silent
from queries.readmodel.open import ReadModel
from queries.sunset.question import day_of
from queries.whatif.answering import Three, answer
from queries.whatif.around import Around, around_of, changed
from queries.whatif.editing import Chances, Edit, edited
from queries.whatif.effort import IN_DRAW, NOTHING, draws_for, of_maps, slow_draws
from queries.whatif.figures import Figures, Measuring, Memory, figures_of, told_of
from queries.whatif.further import Further
from queries.whatif.mapped import Mapped
from queries.whatif.moving import Moved, Movement, moved, moving_most
from queries.whatif.understanding import Understood

STARTS = 256  # actors that efficiency is measured from


class Both(NamedTuple):
    """The map before and after, and by what every map of the question is measured.

    ``most`` counts the participations of the larger one; ``chosen`` are the figures and actors the
    change moves most.
    """

    given: Participations
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
    go in its place; the answer says so. What is slow of itself is computed in fewer of them. What
    ``step`` raises ends it.
    """
    told = step or silent
    told("both maps", 0.0)
    day = day_of(model, question.day)
    both = _both(model, question, given, read.edit, day)
    told("both maps", 1.0)
    number = draws_for(given.actor.size) if drawn else 0
    random = _drawn(both, read.edit, question.seed, number, told)
    why: WithoutPlacebo | None = None
    if drawn and not random.maps:
        why = "no_others" if number else "too_large"
    slow = slow_draws(both.most, number)
    three = Three(both.before, both.after, random.maps, both.by.starts, why, slow)
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
    before, after = (
        figures_of(each, there, by, of_maps(most))
        for each, there in zip(maps, (around, changed(around, edit)), strict=True)
    )
    chosen = moving_most(before.of_actors, after.of_actors)
    return Both(given, around, by, before, after, most, chosen)


def _drawn(both: Both, edit: Edit, seed: int, draws: int, told: Step) -> Drawn:
    """Draw and measure so many random changes, each from a stream of its own."""
    chances, memory = Chances.of(both.given, both.around.payer), Memory()
    slow = slow_draws(both.most, draws) or 0
    maps: list[Figures] = []
    moves: list[Moved] = []
    for draw in range(1, draws + 1):
        told("random changes", (draw - 1) / draws)
        alike = chances.like(edit, np.random.default_rng([seed, draw]))
        if alike is None:
            return Drawn()
        here = Mapped(edited(both.given, alike)), changed(both.around, alike)
        one = figures_of(*here, both.by, IN_DRAW if draw <= slow else NOTHING, memory)
        moves.append(moved(both.before.of_actors, one.of_actors, both.chosen))
        maps.append(replace(one, of_actors=one.of_actors[:, :0]))  # hundreds of maps are many
    told("random changes", 1.0)
    return Drawn(tuple(maps), tuple(moves))


def _starts(given: Participations, seed: int) -> Ints | None:
    """Actors of the map drawn blindly; None, for every actor of any map, where it has few."""
    taking = np.unique(given.actor)
    if taking.size <= STARTS:
        return None
    drawn = np.random.default_rng([seed, 0]).choice(taking, size=STARTS, replace=False)
    return np.sort(drawn).astype(np.int64)
