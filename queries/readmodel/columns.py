"""The numbers of a read model: numpy arrays, one file each, mapped into memory by readers."""

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]
RowNumbers = Ints | range
"""Of rows; all of them are a range, which takes no room."""


@dataclass(frozen=True)
class Columns:
    """Nodes, ties, participations, facets; see the comments for what each is indexed by.

    Nodes are numbered in the order of their ids, edges on from there. Actors and arenas have dense
    numbers of their own, in the same order. A list per item is a slice of one long array, from
    ``first[i]`` to ``first[i + 1]``.
    """

    # one per node
    node_label: Ints  # place in the node types
    node_position: Ints  # place in Swedish order of names
    node_ties: Ints
    node_start: Ints  # year, -1 unknown
    node_end: Ints
    node_index: Ints  # number as actor or arena, -1 for the rest
    by_position: Ints  # node at each place of the Swedish order
    by_rank: Ints  # node at each place when those with most ties come first

    # ties of a node, ordered by type, direction and name of the other
    tie_first: NDArray[np.int64]
    tie_edge: Ints
    tie_other: Ints
    tie_kind: Ints  # place in the edge types × 2, plus 1 where the tie points inwards

    # claims of a node or edge, then the source of a claim
    owner_first: NDArray[np.int64]
    owner_claims: Ints
    claim_source: Ints

    # counted participations, one per actor and arena, ordered by arena and actor
    actor: Ints
    arena: Ints
    role: Ints  # place in Role; the first where an actor has several
    leads: Bools

    # what each source says by itself: one per actor, arena, role and source
    said_actor: Ints
    said_arena: Ints
    said_role: Ints
    said_source: Ints

    # one per actor
    actor_node: Ints
    sector: Ints  # place in Sector
    top: Ints  # the organisation a unit counts as, else the actor itself

    # one per arena
    arena_node: Ints
    arena_source: Ints  # place in the sources
    arena_kind: Ints  # place in the model's arena_kinds
    arena_year: Ints  # of the start, -1 unknown
    arena_end: Ints
    arena_partners_known: Bools

    # the sources that state an arena, in their order, and what each declares of its lists there
    stated_first: NDArray[np.int64]
    stated_source: Ints
    stated_lists: Ints  # place in ParticipantsListed

    # who is in which arena, both ways
    actor_first: NDArray[np.int64]
    actor_arenas: Ints
    arena_first: NDArray[np.int64]
    arena_actors: Ints

    # nodes that have a value of a facet; the table of facets says which slice
    facet_nodes: Ints

    def save(self, folder: Path) -> None:
        """Write every array to a file of its name."""
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Columns":
        """Map every array into memory, read-only."""
        return cls(**{field.name: _mapped(folder / f"{field.name}.npy") for field in fields(cls)})

    @cached_property
    def rolled_up(self) -> "Counted":
        """The participations with units counted as their top organisation, one per pair again."""
        return reduced(self.top[self.actor], self.arena, self.role, self.actor_node.size)


@dataclass(frozen=True)
class Counted:
    """Counted participations, ordered by arena and actor; ``leads`` marks owners."""

    actor: Ints
    arena: Ints
    role: Ints

    @property
    def leads(self) -> Bools:
        """Owners: the first of the roles."""
        return np.asarray(self.role == 0)


def reduced(actor: Ints, arena: Ints, role: Ints, actors: int) -> Counted:
    """One participation per actor and arena: of several roles the first in the order of Role."""
    pair = arena.astype(np.int64) * max(actors, 1) + actor
    order = np.lexsort((role, pair))
    _, first = np.unique(pair[order], return_index=True)
    kept = order[first]
    return Counted(actor[kept], arena[kept], role[kept])


def lists(owner: Ints, values: Ints, owners: int) -> tuple[NDArray[np.int64], Ints]:
    """Values gathered by owner: where each owner's begin, and all values; their order is kept."""
    order = np.argsort(owner, kind="stable")
    first = np.zeros(owners + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=owners), out=first[1:])
    return first, values[order]


def gathered(
    first: NDArray[np.int64], values: Ints, wanted: Ints
) -> tuple[Ints, NDArray[np.int64]]:
    """The lists of all wanted items one after the other, and how long each is."""
    places, length = places_of(first, wanted)
    return values[places], length


def places_of(
    first: NDArray[np.int64], wanted: Ints
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where what is in the lists of all wanted items stands, and how long each list is."""
    begin = first[wanted]
    length = first[wanted + 1] - begin
    starts = np.cumsum(length) - length
    return np.arange(int(length.sum())) + np.repeat(begin - starts, length), length


def _mapped(path: Path) -> NDArray[Any]:
    mode: Literal["r"] | None = None if _is_empty(path) else "r"
    loaded = np.load(path, mmap_mode=mode, allow_pickle=False)
    loaded.setflags(write=False)
    return np.asarray(loaded)  # still mapped, without the bookkeeping of memmap at every slice


def _is_empty(path: Path) -> bool:
    """Whether the array has no elements: such a file cannot be mapped."""
    with path.open("rb") as file:
        version = np.lib.format.read_magic(file)
        assert version == (1, 0), f"{path.name}: written by another numpy format"
        shape, _, _ = np.lib.format.read_array_header_1_0(file)
    return 0 in shape
