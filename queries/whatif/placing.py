"""When, where and about what an arena is, which a new one of a change is like."""

from collections.abc import Mapping

import numpy as np

from graph_schema.answers import Ref
from graph_schema.edges import ActiveIn, Addresses, Targets
from graph_schema.whatif_answers import Placing
from queries.lookup.things import fields_of, outward, refs
from queries.readmodel.open import ReadModel


def placing(model: ReadModel, n: int) -> Placing:
    """What the arena with this number of node says of itself."""
    fields, named = fields_of(model, [n])[n], _named(model, n)
    return Placing(
        start=fields.get("start"),
        end=fields.get("end"),
        regions=named[ActiveIn.LABEL],
        themes=named[Addresses.LABEL],
        target_groups=named[Targets.LABEL],
    )


def _named(model: ReadModel, n: int) -> Mapping[str, tuple[Ref, ...]]:
    """What the node points at by ties of three types, in the order of names."""
    columns = model.columns
    mine = slice(columns.tie_first[n], columns.tie_first[n + 1])
    kinds, others = columns.tie_kind[mine], columns.tie_other[mine]
    at = {
        type: np.unique(others[kinds == outward(model, type)])
        for type in (ActiveIn.LABEL, Addresses.LABEL, Targets.LABEL)
    }
    found = refs(model, np.concatenate(list(at.values())))
    return {
        type: tuple(sorted((found[int(k)] for k in nodes), key=lambda ref: (ref.name, ref.id)))
        for type, nodes in at.items()
    }
