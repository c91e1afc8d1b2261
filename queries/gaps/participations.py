"""Who took part in which arena, as plain columns: what every gap table is computed from."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNKNOWN_YEAR = -1
NOT_STATED = -1  # of a region or topic
SEVERAL = -2  # regions, none of which is the arena's own
SAMPLER_VERSION = "1"  # raise it when the same seed would give other draws

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Participations:
    """One row per counted actor and arena; actors, arenas, sectors and sources are dense indices.

    Roles are already reduced to one per pair. ``leads`` marks owners; a source that gives no roles
    has no leads. An arena's partners are known where a source that states it declares its list
    complete. An arena's topic is its programme, else its main theme; an actor's home is the region
    of its seat. ``arena_asked`` marks the arenas the question is about, also those of which nobody
    knows who took part.
    """

    actor: NDArray[np.integer[Any]]
    arena: NDArray[np.integer[Any]]
    leads: Bools
    sector: NDArray[np.integer[Any]]  # one per actor
    home: NDArray[np.integer[Any]]  # one per actor: place in region_names, or NOT_STATED
    arena_source: NDArray[np.integer[Any]]  # one per arena, as are the next six
    arena_kind: NDArray[np.integer[Any]]
    arena_year: NDArray[np.integer[Any]]  # of the start; UNKNOWN_YEAR where none is stated
    arena_region: NDArray[np.integer[Any]]  # place in region_names, NOT_STATED or SEVERAL
    arena_topic: NDArray[np.integer[Any]]  # place in topic_names, or NOT_STATED
    arena_partners_known: Bools
    arena_asked: Bools
    source_names: tuple[str, ...]
    kind_names: tuple[str, ...]
    region_names: tuple[str, ...] = ()
    topic_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse columns that do not fit together: numpy would count them wrongly in silence."""
        if not self.actor.size == self.arena.size == self.leads.size:
            raise ValueError("actor, arena and leads must have one value per participation")
        arenas = self.arena_source.size
        for column in ("kind", "year", "region", "topic", "partners_known", "asked"):
            if getattr(self, f"arena_{column}").size != arenas:
                raise ValueError(f"arena_source and arena_{column}: one value per arena each")
        if self.home.size != self.sector.size:
            raise ValueError("sector and home must have one value per actor each")
        _require_indices("actor", self.actor, self.sector.size)
        _require_indices("arena", self.arena, arenas)
        _require_indices("arena_source", self.arena_source, len(self.source_names))
        _require_indices("arena_kind", self.arena_kind, len(self.kind_names))
        _require_indices("home", self.home, len(self.region_names), NOT_STATED)
        _require_indices("arena_region", self.arena_region, len(self.region_names), SEVERAL)
        _require_indices("arena_topic", self.arena_topic, len(self.topic_names), NOT_STATED)
        pairs = self.arena.astype(np.int64) * max(self.sector.size, 1) + self.actor
        if np.unique(pairs).size != pairs.size:
            raise ValueError("an actor takes part in an arena once: reduce its roles to one first")


def _require_indices(
    column: str, values: NDArray[np.integer[Any]], end: int, first: int = 0
) -> None:
    if values.size and not first <= int(values.min()) <= int(values.max()) < end:
        raise ValueError(
            f"column {column}: expected indices from {first} to {end - 1}, "
            f"got {int(values.min())} to {int(values.max())}"
        )


def of_arenas(given: Participations, kept: Bools) -> Participations:
    """Those in some of the arenas, which alone are asked about, also where nobody is known."""
    found = of_rows(given, kept[given.arena])
    return replace(found, arena_asked=found.arena_asked & kept)


def of_rows(given: Participations, kept: Bools) -> Participations:
    """Some of the participations; actors and arenas keep their numbers.

    Arenas that lose all of theirs by it are asked about no more.
    """
    arenas = given.arena_source.size
    before, after = (
        np.bincount(arena, minlength=arenas) > 0 for arena in (given.arena, given.arena[kept])
    )
    return replace(
        given,
        actor=given.actor[kept],
        arena=given.arena[kept],
        leads=given.leads[kept],
        arena_asked=given.arena_asked & (after | ~before),
    )


def telling_lists(size: Ints, complete: Bools) -> tuple[int, int]:
    """Of arenas asked about: how many complete lists show meetings, and how many arenas count.

    ``size`` is the number of known participants. The first divided by the second decides what can
    be said of meetings (decision 17). A complete list of one shows no meeting and could show none:
    however many of those there are, they say nothing of the arenas whose partners nobody lists. Of
    an arena without a known participant nothing is listed, whatever is declared.
    """
    alone = complete & (size == 1)
    return int(np.count_nonzero(complete & (size > 1))), int(np.count_nonzero(~alone))
