"""Arenas that may be of the part asked about, as nobody states the place or theme it is of."""

import numpy as np

from graph_schema.edges import ActiveIn, Addresses
from graph_schema.nodes import Region
from graph_schema.whitespace_answers import WhitespaceScope
from queries.lookup.covered import upwards
from queries.lookup.filters import ids_of
from queries.lookup.things import outward
from queries.readmodel.columns import places_of
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.labels import arenas_of, numbers_of


def perhaps_asked(model: ReadModel, scope: WhitespaceScope) -> Ints:
    """The arenas that are not known to be of a part, nor not to be: their place or theme lacks.

    One that states a place in which the part's lies may be of it; any other place says it is not.
    """
    fields = [name for name in ("region", "theme") if getattr(scope, name) is not None]
    if not fields:
        return np.empty(0, np.int64)
    wide = arenas_of(model, scope.model_copy(update=dict.fromkeys(fields)))
    may, known = np.ones(wide.size, np.bool_), np.ones(wide.size, np.bool_)
    for name in fields:
        own = {other: None for other in fields if other != name}
        inside = np.isin(wide, arenas_of(model, scope.model_copy(update=own)))
        may &= inside | (_no_theme(model, wide) if name == "theme" else _above(model, wide, scope))
        known &= inside
    return wide[may & ~known]


def _no_theme(model: ReadModel, arenas: Ints) -> Bools:
    stated = _tied_to(model, arenas, outward(model, Addresses.LABEL))
    return np.array([k not in stated for k in range(arenas.size)], np.bool_)


def _above(model: ReadModel, arenas: Ints, scope: WhitespaceScope) -> Bools:
    """Which of them state no place, or one in which all of the region asked about lies."""
    stated = stated_places(model, arenas)
    ids = ids_of(model, "region", str(scope.region), Region.LABEL)
    over = set[int]().union(*(upwards(model, int(n)) for n in numbers_of(model, ids)))
    every = range(arenas.size)
    return np.array([not over.isdisjoint(stated.get(k, over)) for k in every], np.bool_)


def stated_places(model: ReadModel, arenas: Ints) -> dict[int, tuple[int, ...]]:
    """The places each arena is tied to, of whatever level, by its number among these."""
    return _tied_to(model, arenas, outward(model, ActiveIn.LABEL))


def _tied_to(model: ReadModel, arenas: Ints, kind: int) -> dict[int, tuple[int, ...]]:
    columns = model.columns
    nodes = np.asarray(columns.arena_node)[arenas].astype(np.int64)
    ties, length = places_of(columns.tie_first, nodes)
    of = np.repeat(np.arange(arenas.size), length)
    placed = np.asarray(columns.tie_kind)[ties] == kind
    found: dict[int, set[int]] = {}
    others = np.asarray(columns.tie_other)[ties][placed].tolist()
    for k, node in zip(of[placed].tolist(), others, strict=True):
        found.setdefault(k, set()).add(node)
    return {k: tuple(sorted(nodes)) for k, nodes in found.items()}
