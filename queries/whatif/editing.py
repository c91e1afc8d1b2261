"""A change put to participations: some rows go, others come, the columns given stay as they are."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.participations import NOT_STATED, Bools, Ints, Participations, of_rows

LEAST_ALIKE = 20  # others equal in size, or else this many of the nearest


class NewArena(NamedTuple):
    """An arena that is like one of the map; ``leads`` where its first member owns it.

    ``funder`` is the node that pays for it, None where nobody is known to.
    """

    like: int
    members: tuple[int, ...]
    leads: bool
    funder: int | None = None


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
    for each in edit.leaving:
        going |= _row(given, each)
    return np.asarray(going, np.bool_)


def _row(given: Participations, one: Joining) -> Bools:
    return np.asarray((given.arena == one.arena) & (given.actor == one.actor), np.bool_)


def edited(given: Participations, edit: Edit) -> Participations:
    """The participations as they would be: what a store with the change in it would give."""
    given = _asked_still(given, edit)
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
        arena_asked=_longer(given.arena_asked, np.ones(like.size, np.bool_)),
        **columns,
    )


def _asked_still(given: Participations, edit: Edit) -> Participations:
    """The same where arenas that go are asked about no more, nor those known to be left empty.

    A complete list whose last participant leaves is of nobody by the change, not for want of data;
    where the list is not complete others may have stayed.
    """
    asked = given.arena_asked.copy()
    asked[list(edit.dropped)] = False
    left = of_rows(given, ~left_by(given, edit)).arena_asked | ~given.arena_partners_known
    left[[each.arena for each in edit.joining]] = True
    return replace(given, arena_asked=asked & left)


def _longer(column: NDArray[Any], more: NDArray[Any]) -> NDArray[Any]:
    """Both after each other, of the first one's kind."""
    return np.concatenate((column, more.astype(column.dtype)))


@dataclass(frozen=True)
class Chances:
    """What random changes are drawn from: the map as it is."""

    given: Participations
    activity: Ints  # participations of each actor
    size: Ints  # participants of each arena
    payer: Ints  # one per funder and arena paid for

    @classmethod
    def of(cls, given: Participations, payer: Ints) -> "Chances":
        """Of these participations and payments."""
        return cls(
            given,
            np.bincount(given.actor, minlength=given.sector.size),
            np.bincount(given.arena, minlength=given.arena_source.size),
            payer,
        )

    def like(self, edit: Edit, random: np.random.Generator) -> Edit | None:
        """As many random changes of the same kinds and nearly the same sizes; None without others.

        Who comes is drawn by activity, as chance has it on the map, and who calls by the arenas
        paid for. What goes is an arena of nearly the same size, an actor nearly as active, a
        participation in an arena of nearly the same size: nothing twice, and never what the change
        itself takes away.
        """
        joined = tuple(each.arena for each in edit.joining)
        gone = _others(self.activity, edit.gone, (), random)
        dropped = _others(self.size, edit.dropped, joined, random)
        if gone is None or dropped is None:
            return None
        leaving = self._leaving(edit, replace(edit, gone=gone, dropped=dropped), random)
        if leaving is None:
            return None
        new_arenas = tuple(
            arena._replace(members=self._drawn(len(arena.members), gone, random))
            for arena in edit.new_arenas
        )
        return Edit(
            new_arenas=self._paid(new_arenas, random),
            joining=self._joining(edit, gone, random),
            dropped=dropped,
            gone=gone,
            leaving=leaving,
            new_sectors=(),
        )

    def _paid(
        self, arenas: tuple[NewArena, ...], random: np.random.Generator
    ) -> tuple[NewArena, ...]:
        """Another funder in place of each, the same one wherever the same one calls."""
        called = sorted({arena.funder for arena in arenas if arena.funder is not None})
        drawn = {
            funder: int(self.payer[random.integers(self.payer.size)])
            for funder in called
            if self.payer.size
        }
        return tuple(
            arena._replace(funder=drawn.get(arena.funder, arena.funder))
            if arena.funder is not None
            else arena
            for arena in arenas
        )

    def _leaving(
        self, edit: Edit, drawn: Edit, random: np.random.Generator
    ) -> tuple[Joining, ...] | None:
        """Other participations, of those that do not go already with what was drawn."""
        if not edit.leaving:
            return ()
        given = self.given
        taken = tuple(int(np.flatnonzero(_row(given, each))[0]) for each in edit.leaving)
        going = tuple(np.flatnonzero(left_by(given, replace(drawn, leaving=()))).tolist())
        rows = _others(self.size[given.arena], taken, going, random)
        if rows is None:
            return None
        return tuple(Joining(int(given.arena[row]), int(given.actor[row])) for row in rows)

    def _joining(
        self, edit: Edit, gone: tuple[int, ...], random: np.random.Generator
    ) -> tuple[Joining, ...]:
        inside: dict[int, set[int]] = {}
        for arena, _ in edit.joining:
            here = inside.setdefault(
                arena, set(self.given.actor[self.given.arena == arena].tolist())
            )
            here.update(self._drawn(1, tuple(here | {*gone}), random))
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
        active = self.activity > 0
        left = int(np.count_nonzero(active)) - int(np.count_nonzero(active[list(without)]))
        while len(found) < min(number, left):
            actor = int(self.given.actor[random.integers(self.given.actor.size)])
            if actor not in without:
                found[actor] = None
        return tuple(found)


def _others(
    sizes: Ints, taken: tuple[int, ...], without: tuple[int, ...], random: np.random.Generator
) -> tuple[int, ...] | None:
    """In place of each one taken another of its size; None where there is no other.

    One of those equal in size if they are twenty or more, else of the twenty nearest in size, or of
    all if there are fewer; what has no participations stands for its like only.
    """
    free = np.ones(sizes.size, np.bool_)
    free[[*taken, *without]] = False
    found: list[int] = []
    for one in taken:
        others = np.flatnonzero(free & ((sizes > 0) == (sizes[one] > 0)))
        if not others.size:
            return None
        away = np.abs(sizes[others] - sizes[one])
        equal = others[away == 0]
        if equal.size < LEAST_ALIKE < others.size:
            blindly = away + random.random(away.size)  # who is as far away comes in any order
            others = others[np.argpartition(blindly, LEAST_ALIKE)[:LEAST_ALIKE]]
        elif equal.size >= LEAST_ALIKE:
            others = equal
        found.append(int(random.choice(others)))
        free[found[-1]] = False
    return tuple(found)
