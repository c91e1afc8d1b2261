"""A change put to participations: some rows go, others come, the columns given stay as they are."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.participations import NOT_STATED, Bools, Ints, Participations


class NewArena(NamedTuple):
    """An arena that is like one of the map; ``leads`` where its first member owns it."""

    like: int
    members: tuple[int, ...]
    leads: bool


class Joining(NamedTuple):
    """An actor that comes to an arena of the map."""

    arena: int
    actor: int


@dataclass(frozen=True)
class Edit:
    """A change in numbers; new actors are numbered on from those of the map."""

    new_arenas: tuple[NewArena, ...]
    joining: tuple[Joining, ...]
    dropped: tuple[int, ...]  # arenas
    gone: tuple[int, ...]  # actors
    leaving: tuple[Joining, ...]
    new_sectors: tuple[int, ...]


def left_by(given: Participations, edit: Edit) -> Bools:
    """The participations that go, one value per row."""
    going = np.isin(given.arena, edit.dropped) | np.isin(given.actor, edit.gone)
    for arena, actor in edit.leaving:
        going |= (given.arena == arena) & (given.actor == actor)
    return np.asarray(going, np.bool_)


def edited(given: Participations, edit: Edit) -> Participations:
    """The participations as they would be: what a store with the change in it would give."""
    stay = ~left_by(given, edit)
    arenas = given.arena_source.size
    like = np.array([arena.like for arena in edit.new_arenas], np.int64)
    actor = [member for arena in edit.new_arenas for member in arena.members]
    where = [arenas + k for k, arena in enumerate(edit.new_arenas) for _ in arena.members]
    leads = [arena.leads and k == 0 for arena in edit.new_arenas for k in range(len(arena.members))]
    actor += [each.actor for each in edit.joining]
    where += [each.arena for each in edit.joining]
    leads += [False] * len(edit.joining)
    columns: dict[str, Any] = {
        f"arena_{name}": _longer(column, column[like])
        for name in ("source", "kind", "year", "region", "topic", "partners_known")
        for column in [getattr(given, f"arena_{name}")]
    }
    new = np.array(edit.new_sectors, np.int64)
    return replace(
        given,
        actor=_longer(given.actor[stay], np.array(actor, np.int64)),
        arena=_longer(given.arena[stay], np.array(where, np.int64)),
        leads=_longer(given.leads[stay], np.array(leads, np.bool_)),
        sector=_longer(given.sector, new),
        home=_longer(given.home, np.full(new.size, NOT_STATED)),
        **columns,
    )


def _longer(column: NDArray[Any], more: NDArray[Any]) -> NDArray[Any]:
    """Both after each other, of the first one's kind."""
    return np.concatenate((column, more.astype(column.dtype)))


@dataclass(frozen=True)
class Chances:
    """What random changes are drawn from: the map as it is."""

    given: Participations
    activity: Ints  # participations of each actor
    size: Ints  # participants of each arena

    @classmethod
    def of(cls, given: Participations) -> "Chances":
        """Of these participations."""
        return cls(
            given,
            np.bincount(given.actor, minlength=given.sector.size),
            np.bincount(given.arena, minlength=given.arena_source.size),
        )

    def like(self, edit: Edit, random: np.random.Generator) -> Edit:
        """As many random changes of the same kinds and sizes.

        Who comes is drawn by activity, as chance has it on the map; what goes is an arena of the
        same size, an actor as active, any participation.
        """
        return Edit(
            new_arenas=tuple(
                arena._replace(members=self._drawn(len(arena.members), (), random))
                for arena in edit.new_arenas
            ),
            joining=self._joining(edit, random),
            dropped=tuple(self._alike(self.size, arena, random) for arena in edit.dropped),
            gone=tuple(self._alike(self.activity, actor, random) for actor in edit.gone),
            leaving=tuple(self._any_row(random) for _ in edit.leaving),
            new_sectors=(),
        )

    def _joining(self, edit: Edit, random: np.random.Generator) -> tuple[Joining, ...]:
        inside: dict[int, set[int]] = {}
        for arena, _ in edit.joining:
            here = inside.setdefault(
                arena, set(self.given.actor[self.given.arena == arena].tolist())
            )
            here.update(self._drawn(1, tuple(here), random))
        return tuple(
            Joining(arena, actor)
            for arena, here in inside.items()
            for actor in sorted(here - set(self.given.actor[self.given.arena == arena].tolist()))
        )

    def _drawn(
        self, number: int, without: tuple[int, ...], random: np.random.Generator
    ) -> tuple[int, ...]:
        """Different actors, by activity; fewer where the map has no more."""
        found: dict[int, None] = {}
        left = int(np.count_nonzero(self.activity)) - len(without)
        while len(found) < min(number, left):
            actor = int(self.given.actor[random.integers(self.given.actor.size)])
            if actor not in without:
                found[actor] = None
        return tuple(found)

    def _alike(self, sizes: Ints, one: int, random: np.random.Generator) -> int:
        return int(random.choice(np.flatnonzero(sizes == sizes[one])))

    def _any_row(self, random: np.random.Generator) -> Joining:
        row = random.integers(self.given.actor.size)
        return Joining(int(self.given.arena[row]), int(self.given.actor[row]))
