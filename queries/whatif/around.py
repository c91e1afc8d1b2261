"""What stands around participations: where arenas lie and what they are about, and who pays."""

from dataclasses import dataclass

import numpy as np

from queries.funders.cells import paid
from queries.funders.concentration import Parts
from queries.gaps.participations import Bools, Ints
from queries.gaps.sectors import GapQuestion, asked_arenas
from queries.readmodel.open import ReadModel
from queries.whatif.editing import Edit


@dataclass(frozen=True)
class Around:
    """``like`` and ``there`` have one value per arena, the next three one per payer and arena.

    A new arena is ``like`` one of the map, which is like itself; ``there`` are those asked about.
    ``recorded`` counts organisations, whether they take part anywhere or not.
    """

    like: Ints
    there: Bools
    payer: Ints  # its node
    payer_actor: Ints  # the organisation it counts as
    paid: Ints
    recorded: int

    @property
    def arenas(self) -> Ints:
        """For every arena asked about the one it is like, which has its labels."""
        return self.like[self.there]

    @property
    def parts(self) -> Parts:
        """Who pays for which arena, each split equally among those who do."""
        payers = np.bincount(self.paid, minlength=self.like.size)
        return Parts(self.payer, self.paid, 1 / payers[self.paid])


def there_still(asked: Bools, arenas: Ints) -> Bools:
    """Which arenas of the map there are after a change: ``arenas`` of those ``asked`` about."""
    found = ~asked
    found[arenas] = True
    return found


def around_of(model: ReadModel, source: str | None) -> Around:
    """The map as it is."""
    columns = model.columns
    asked = asked_arenas(model, GapQuestion(sources=() if source is None else (source,)))
    known = paid(model, np.flatnonzero(asked))
    actors = columns.actor_node.size
    return Around(
        like=np.arange(asked.size),
        there=asked,
        payer=known.funder,
        payer_actor=columns.top[columns.node_index[known.funder]].astype(np.int64),
        paid=known.arena,
        recorded=int(np.count_nonzero(columns.top == np.arange(actors))),
    )


def changed(around: Around, edit: Edit) -> Around:
    """The same with a change in it; an arena that nobody calls for has no known funder."""
    there = np.concatenate((around.there, np.ones(len(edit.new_arenas), np.bool_)))
    there[list(edit.dropped)] = False
    stays = there[around.paid] & ~np.isin(around.payer_actor, edit.gone)
    first = around.like.size
    called = [
        (arena.funder, first + k)
        for k, arena in enumerate(edit.new_arenas)
        if arena.funder is not None
    ]
    payer, paid_for = np.array(called, np.int64).reshape(-1, 2).T
    like = np.array([arena.like for arena in edit.new_arenas], np.int64)
    return Around(
        like=np.concatenate((around.like, like)),
        there=there,
        payer=np.concatenate((around.payer[stays], payer)),
        payer_actor=np.concatenate((around.payer_actor[stays], np.full(payer.size, -1))),
        paid=np.concatenate((around.paid[stays], paid_for)),
        recorded=around.recorded - len(edit.gone) + len(edit.new_sectors),
    )
