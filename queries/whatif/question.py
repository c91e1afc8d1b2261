"""The map before and after a change, and what random changes of nearly its size would do."""

from contextlib import AbstractContextManager
from dataclasses import replace

import numpy as np

from graph_schema.ids import canonical_json, digest
from graph_schema.whatif_answers import WhatIf, WhatIfQuestion, WithoutPlacebo
from queries.gaps.participations import Ints, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.gaps.verdicts import LEAST_ACTORS
from queries.kept import kept_or_made
from queries.network.measured import EXACT_LIMIT
from queries.readmodel.open import ReadModel
from queries.sunset.question import day_of, require_near
from queries.whatif.around import around_of
from queries.whatif.around import changed as around_with
from queries.whatif.editing import Chances, Edit, edited
from queries.whatif.effort import FEW, IN_DRAW, NOTHING, Effort, of_maps, slow_draws
from queries.whatif.language import checked
from queries.whatif.understanding import Understood, understood

VERSION = "4"  # raise it when the same change would give another answer
PLACEBO_DRAWS = 100
LARGEST_DRAWN = 100_000  # participations; nineteen such maps take a minute
STARTS = 256  # actors that efficiency is measured from


def what_if(
    model: ReadModel,
    question: WhatIfQuestion,
    *,
    turn: AbstractContextManager[object] | None = None,
) -> WhatIf:
    """What the change makes different; the answer is kept beside the version, the change nowhere.

    Only who has to compute waits for a ``turn``. Above 30,000 participations, where a hundred maps
    would take minutes, there are fewer random changes, and above 100,000 none, nor where the change
    leaves nothing else of its kind that could go in its place; the answer says so. What is slow of
    itself is computed in fewer of them.
    """
    change = tuple(checked(part) for part in question.change)
    asked = question.model_copy(update={"change": change})
    if question.day is not None:
        require_near(question.day)
    sources = () if question.source is None else (question.source,)
    given = participations_of(model, GapQuestion(sources=sources))
    read = understood(model, given, asked)
    name = digest(canonical_json([VERSION, asked.model_dump(mode="json")]))[:16]
    place = model.answers / f"whatif-{name}.json"
    return kept_or_made(
        place, WhatIf, lambda: _computed(model, asked, given, read), always=False, turn=turn
    )


def _computed(
    model: ReadModel, question: WhatIfQuestion, given: Participations, read: Understood
) -> WhatIf:
    from queries.whatif.answering import Three, answer  # compiled code
    from queries.whatif.figures import Figures, Measuring, Memory, figures_of, told_of
    from queries.whatif.further import Further
    from queries.whatif.moving import Moved, Movement, moved, moving_most

    starts, changed = _starts(given, question.seed), edited(given, read.edit)
    told = told_of(given, LEAST_ACTORS) & told_of(changed, LEAST_ACTORS)
    around, day = around_of(model, question.source), day_of(model, question.day)
    by = Measuring(told, starts, Further.of(model, around, question, day))

    def measured(edit: Edit, effort: Effort, memory: Memory | None = None) -> Figures:
        return figures_of(edited(given, edit), around_with(around, edit), by, effort, memory)

    most = of_maps(max(given.actor.size, changed.actor.size))
    before = figures_of(given, around, by, most)
    after = figures_of(changed, around_with(around, read.edit), by, most)
    chosen = moving_most(before.of_actors, after.of_actors)
    draws = draws_for(given.actor.size)
    slow = slow_draws(max(given.actor.size, changed.actor.size), draws)
    chances, memory = Chances.of(given, around.payer), Memory()
    drawn: list[Figures] = []
    moves: list[Moved] = []
    for draw in range(1, draws + 1):
        alike = chances.like(read.edit, np.random.default_rng([question.seed, draw]))
        if alike is None:
            drawn.clear()
            break
        one = measured(alike, IN_DRAW if draw <= (slow or 0) else NOTHING, memory)
        moves.append(moved(before.of_actors, one.of_actors, chosen))
        drawn.append(replace(one, of_actors=one.of_actors[:, :0]))  # hundreds of maps are many
    why: WithoutPlacebo | None = None
    if not drawn:
        why = "no_others" if draws else "too_large"
    three = Three(before, after, tuple(drawn), starts, why, slow)
    movement = Movement(before.of_actors, after.of_actors, chosen, tuple(moves[: len(drawn)]))
    return answer(model, question, read, told, three, movement, day)


def draws_for(participations: int) -> int:
    """How many random changes are affordable on a map of this size."""
    if participations <= EXACT_LIMIT:
        return PLACEBO_DRAWS
    return FEW if participations <= LARGEST_DRAWN else 0


def _starts(given: Participations, seed: int) -> Ints | None:
    """Actors of the map drawn blindly; None, for every actor of any map, where it has few."""
    taking = np.unique(given.actor)
    if taking.size <= STARTS:
        return None
    drawn = np.random.default_rng([seed, 0]).choice(taking, size=STARTS, replace=False)
    return np.sort(drawn).astype(np.int64)
