"""What a list or a total may be narrowed to, and the nodes that are left."""

import json
from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph_schema.answers import ArenaPart
from graph_schema.nodes import ARENAS, Actor, Programme, Project, Region, Theme
from graph_schema.vocabularies import (
    ActorKind,
    CollaborationKind,
    ProgrammeKind,
    RegionLevel,
    Sector,
)
from queries.errors import BadQuestionError, MalformedQuestionError
from queries.lookup.matching import nodes_with_words, whole_names
from queries.lookup.period import YEARS as YEARS
from queries.lookup.period import Period, is_dated, period_of
from queries.lookup.things import formerly, funders, labelled, named, refs
from queries.readmodel.graph import FUNDER
from queries.readmodel.open import ReadModel
from queries.readmodel.text import squeeze

MOST_SLICES = 1_000  # a code names a handful of nodes, not more
KINDS: tuple[type[StrEnum], ...] = (ActorKind, CollaborationKind, ProgrammeKind, RegionLevel)

Nodes = NDArray[np.int64]


class Filters(ArenaPart):
    """What a list or a total is asked for: the part, and what its actors and names must be."""

    sector: str | None = None
    q: str | None = None

    @property
    def has_period(self) -> bool:
        """Whether the period is bounded on any side."""
        return self.period_from is not None or self.period_to is not None


NO_FILTERS = Filters()


def select(model: ReadModel, labels: Iterable[str], filters: Filters = NO_FILTERS) -> Nodes:
    """The nodes of these labels that meet all the filters, in the order of their ids."""
    parts = [_of_label(model, label) for label in labels]
    found: Nodes = parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
    for facet, values in _facets(model, filters):
        found = np.intersect1d(found, with_facet(model, facet, values), assume_unique=True)
    if filters.has_period:
        start, end = model.columns.node_start[found], model.columns.node_end[found]
        found = found[_period(filters).may_hold(start, end)]
    if filters.q is not None and filters.q.strip():
        found = np.intersect1d(found, nodes_with_words(model, filters.q), assume_unique=True)
    return found


def _of_label(model: ReadModel, label: str) -> Nodes:
    if label == FUNDER:
        return np.asarray(funders(model), np.int64)
    return labelled(model, label)


def _facets(model: ReadModel, filters: Filters) -> Iterable[tuple[str, list[str]]]:
    if filters.sector is not None:
        yield "sector", [_one_of("sector", filters.sector, [s.value for s in Sector])]
    if filters.kind is not None:
        known = [Project.LABEL, *dict.fromkeys(kind.value for kinds in KINDS for kind in kinds)]
        yield "kind", [_one_of("kind", filters.kind, known)]
    for facet, value, label in (
        ("region", filters.region, Region.LABEL),
        ("theme", filters.theme, Theme.LABEL),
        ("programme", filters.programme, Programme.LABEL),
        ("funder", filters.funder, Actor.LABEL),
    ):
        if value is not None:
            yield facet, ids_of(model, facet, value, label)


def resolved(model: ReadModel, filters: Filters) -> Filters:
    """The same in one way of writing it: the code of a list, and the id that a code or name means.

    What means several things stays as it was asked for, in small letters. Raises what ``select``
    raises.
    """
    found = dict[str, str]()
    for facet, values in _facets(model, filters):
        asked = str(getattr(filters, facet))
        found[facet] = values[0] if len(values) == 1 else " ".join(asked.lower().split())
    return filters.model_copy(update=found)


def _one_of(field: str, value: str, known: list[str]) -> str:
    for code in known:
        if code.lower() == value.strip().lower():
            return code
    raise MalformedQuestionError(field, value, "one of " + ", ".join(known))


def ids_of(model: ReadModel, field: str, value: str, label: str) -> list[str]:
    """The ids that a value of a filter names: an id, an earlier id, a code, or a whole name."""
    rows = named(model, value)
    if rows and rows[0]["label"] == label:
        return [value]
    now = formerly(model, value)
    if now:
        return list(now)
    keys = {squeeze(value), squeeze(value.partition(":")[2])} - {""}
    params = {"keys": json.dumps(sorted(keys)), "limit": MOST_SLICES}
    ids = [r["id"] for r in model.ask("nodes_of_code", params) if r["label"] == label]
    if not ids:
        ids = [ref.id for ref in refs(model, whole_names(model, value, (label,))).values()]
    if not ids:
        raise BadQuestionError(
            field, value, f"the id or code of a {label}, or its name, in this version"
        )
    return ids


def with_facet(model: ReadModel, facet: str, values: list[str]) -> Nodes:
    """The nodes that have any of the values."""
    params = {"facet": facet, "values": json.dumps(values), "limit": MOST_SLICES}
    nodes = model.columns.facet_nodes
    slices = [nodes[r["first"] : r["last"]] for r in model.ask("facet_slices", params)]
    if len(slices) == 1:
        return slices[0].astype(np.int64)  # sorted and without doubles as it stands
    return np.unique(np.concatenate([np.empty(0, np.int64), *slices]).astype(np.int64))


def _period(filters: Filters) -> Period:
    period = period_of(filters.period_from, filters.period_to)
    assert period is not None, "asked for where there is one"
    return period


def certain(model: ReadModel, n: int, filters: Filters) -> bool:
    """Whether the node's stated dates put it into the period for sure."""
    return is_dated(model, n, _period(filters))


def arenas(model: ReadModel, filters: Filters = NO_FILTERS) -> Nodes:
    """The projects and collaborations that meet the filters, whose kind is one of arenas."""
    if filters.kind is not None:
        _one_of("kind", filters.kind, [Project.LABEL, *(kind.value for kind in CollaborationKind)])
    return select(model, [label for label in ARENAS if label in model.labels], filters)
