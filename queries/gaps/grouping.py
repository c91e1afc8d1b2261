"""Actors by something other than sector: their kind, the county of their seat, how active they are.

A table of many groups has many pairs, most of them of few: the groups with most participations are
compared, and the actors of the others stay in the draws without a name.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from graph_schema.groupings import OTHER, UNKNOWN, Group, Grouping
from graph_schema.vocabularies import ActorKind, Sector
from queries.gaps.attributes import Attributes
from queries.gaps.participations import NOT_STATED, Ints, Participations
from queries.gaps.verdicts import LEAST_ACTORS
from queries.lookup.filters import with_facet
from queries.readmodel.open import ReadModel

MOST_GROUPS = 12  # 78 pairs: more could hardly be read, and each takes draws
SIZES = (1, 2, 5, 10)  # arenas from which a class of size begins
UNKNOWNS = {
    "kind": Group(UNKNOWN, "Okänt slag", "Kind unknown"),
    "region": Group(UNKNOWN, "Okänt län", "County unknown"),
    "size": Group(UNKNOWN, "Okänd storlek", "Size unknown"),
}
OTHERS = {
    "kind": Group(OTHER, "Övriga slag", "Other kinds"),
    "region": Group(OTHER, "Övriga län", "Other counties"),
    "size": Group(OTHER, "Övriga storlekar", "Other sizes"),
}

Groups = Sequence[Group | Sector]
_Named = tuple[Ints, list[Group]]  # per actor the place of its group, -1 unknown; the groups


def grouped(
    model: ReadModel, columns: Participations, known: Attributes, by: Grouping
) -> tuple[Participations, Groups]:
    """The same participations with the groups asked for in the place of sectors, and their names.

    Where counties are compared, the second null may not keep every actor in its county: they change
    places among all that are equally active.
    """
    if by == "sector":
        return columns, tuple(Sector)
    group, names = FOUND_BY[by](model, columns, known)
    place, kept = _largest(columns, group, names)
    groups = (*kept, OTHERS[by], UNKNOWNS[by])
    place = np.where(place == NOT_STATED, len(groups) - 1, place)
    home = np.full_like(columns.home, NOT_STATED) if by == "region" else columns.home
    return replace(columns, sector=place, home=home), groups


def _kinds(model: ReadModel, columns: Participations, known: Attributes) -> _Named:
    del known
    names = [kind for kind in ActorKind if kind is not ActorKind.UNKNOWN]
    found = np.full(columns.sector.size, NOT_STATED, np.int64)
    number = np.full(model.columns.node_label.size, NOT_STATED, np.int64)
    number[model.columns.actor_node] = np.arange(columns.sector.size)
    for place, kind in enumerate(names):
        actors = number[with_facet(model, "kind", [kind.value])]
        found[actors[actors != NOT_STATED]] = place
    return found, [Group(kind.value, kind.sv, kind.en) for kind in names]


def _counties(model: ReadModel, columns: Participations, known: Attributes) -> _Named:
    del model
    groups = [
        Group(code, name, name)
        for code, name in zip(known.region_codes, known.region_names, strict=True)
    ]
    return np.asarray(columns.home, np.int64), groups


def _sizes(model: ReadModel, columns: Participations, known: Attributes) -> _Named:
    del model, known
    active = np.bincount(columns.actor, minlength=columns.sector.size)
    return np.asarray(np.searchsorted(SIZES, active, side="right") - 1, np.int64), size_groups()


def size_groups() -> list[Group]:
    """The classes of size, smallest first."""
    groups = [Group("1", "1 arena", "1 arena")]
    for first, following in zip(SIZES[1:], SIZES[2:], strict=False):
        between = f"{first}–{following - 1}"
        groups.append(Group(f"{first}-{following - 1}", f"{between} arenor", f"{between} arenas"))
    last = SIZES[-1]
    groups.append(Group(f"{last}-", f"{last} arenor eller fler", f"{last} arenas or more"))
    return groups


FOUND_BY: dict[Grouping, Callable[[ReadModel, Participations, Attributes], _Named]] = {
    "kind": _kinds,
    "region": _counties,
    "size": _sizes,
}


def _largest(
    columns: Participations, group: Ints, names: list[Group]
) -> tuple[Ints, tuple[Group, ...]]:
    """The groups with most participations, of those with actors enough to be shown, in order."""
    seen = np.unique(columns.actor)
    actors = np.bincount(group[seen] + 1, minlength=len(names) + 1)[1:]
    participations = np.bincount(group[columns.actor] + 1, minlength=len(names) + 1)[1:]
    order = np.lexsort((np.arange(len(names)), -participations))
    kept = sorted(int(k) for k in order[actors[order] >= LEAST_ACTORS][:MOST_GROUPS])
    place = np.full(len(names) + 1, len(kept), np.int64)  # the others stand after those kept
    place[-1] = NOT_STATED  # as NOT_STATED is -1, it finds itself
    place[kept] = np.arange(len(kept))
    return place[group], tuple(names[k] for k in kept)
