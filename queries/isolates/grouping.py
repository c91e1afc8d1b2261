"""The sector, kind and region of every actor of a read model."""

from typing import NamedTuple

import numpy as np

from graph_schema.vocabularies import ActorKind, Sector
from queries.gaps.attributes import attributes_of
from queries.isolates.meeting import Classes
from queries.lookup.filters import with_facet as nodes_with
from queries.network.two_mode import Ints
from queries.readmodel.open import ReadModel

SECTORS = tuple(Sector)
KINDS = tuple(ActorKind)


class Grouping(NamedTuple):
    """Per actor of the model the place of its group, and what the places stand for."""

    of: Ints
    values: list[str | None]


class Groupings(NamedTuple):
    """Those that counts of actors are told by."""

    sector: Grouping
    kind: Grouping
    region: Grouping


def groupings(model: ReadModel) -> Groupings:
    """The sector, kind and region of every actor."""
    home = attributes_of(model)
    known, names = home.home >= 0, home.region_names
    return Groupings(
        Grouping(np.asarray(model.columns.sector, np.int64), [s.value for s in SECTORS]),
        Grouping(_kinds(model), [k.value for k in KINDS]),
        Grouping(np.where(known, home.home, len(names)).astype(np.int64), [*names, None]),
    )


def _kinds(model: ReadModel) -> Ints:
    """Per actor the place of its kind; one whose kind nobody states is of unknown kind."""
    columns = model.columns
    found = np.full(columns.actor_node.size, KINDS.index(ActorKind.UNKNOWN), np.int64)
    for place, kind in enumerate(KINDS):
        number = columns.node_index[nodes_with(model, "kind", [kind.value])]
        label = columns.node_label[nodes_with(model, "kind", [kind.value])]
        found[number[label == model.labels.index("Actor")]] = place
    return found


def classes_of(model: ReadModel) -> Classes:
    """The sector of every actor of the model."""
    return Classes(np.asarray(model.columns.sector), len(SECTORS), SECTORS.index(Sector.UNKNOWN))
