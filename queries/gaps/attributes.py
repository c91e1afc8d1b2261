"""What strata need to know of arenas and actors besides source, kind and year: region and topic."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph_schema.edges import ActiveIn, Addresses, LocatedIn, PartOf
from graph_schema.nodes import Programme, Region, Theme
from graph_schema.vocabularies import RegionLevel
from queries.gaps.participations import NOT_STATED, SEVERAL, Ints
from queries.lookup.things import fields_of, refs
from queries.readmodel.columns import Columns
from queries.readmodel.open import ReadModel

WIDER = (RegionLevel.COUNTRY, RegionLevel.NUTS1, RegionLevel.NUTS2)
"""Levels above the county: who names one of these is in several counties."""


@dataclass(frozen=True)
class Attributes:
    """Per actor its home region, per arena its region and topic, as places in the names.

    A region is a county, or a municipality whose county nobody states; its code is that of NUTS
    where it is stated, else its id. An arena in several counties or in a larger part of the country
    has ``SEVERAL``. A topic is the arena's programme, else its theme; of several, the one most
    arenas have, so that strata fill. ``county`` has one place per node: of the county it is or lies
    in, if it is a region.
    """

    home: Ints
    arena_region: Ints
    arena_topic: Ints
    region_names: tuple[str, ...]
    region_codes: tuple[str, ...]
    topic_names: tuple[str, ...]
    county: Ints


def attributes_of(model: ReadModel) -> Attributes:
    """Read from the ties of the model, which are its own whatever the store."""
    ties = _Ties(model)
    region_of = _counties(model, ties)
    homes = _single(ties.of(LocatedIn.LABEL, Region.LABEL), region_of)
    places = _single(ties.of(ActiveIn.LABEL, Region.LABEL), region_of)
    topics = _most_common(ties.of(Addresses.LABEL, Theme.LABEL), model.columns)
    programmes = _most_common(ties.of(PartOf.LABEL, Programme.LABEL), model.columns)
    topics = np.where(programmes != NOT_STATED, programmes, topics)
    actors, arenas = model.columns.actor_node, model.columns.arena_node
    # An actor of two homes shares its chances with those of none: rare, and never with one alone.
    home, place = np.maximum(homes[actors], NOT_STATED), places[arenas]
    regions, region_names, (home, place) = _named(model, home, place)
    _, topic_names, (topic,) = _named(model, topics[arenas])
    codes = _codes(model, regions)
    county = np.full(region_of.size, NOT_STATED, np.int64)
    for number, region in enumerate(regions.tolist()):
        county[region_of == region] = number
    return Attributes(home, place, topic, region_names, codes, topic_names, county)


@dataclass(frozen=True)
class _Pairs:
    node: Ints
    other: Ints


@dataclass(frozen=True)
class _Ties:
    """Ties by type, from the node they start at to the other."""

    model: ReadModel

    def of(self, edge_type: str, ends_at: str) -> _Pairs:
        columns = self.model.columns
        if edge_type not in self.model.edge_types:
            return _Pairs(np.empty(0, np.int64), np.empty(0, np.int64))
        outwards = np.asarray(columns.tie_kind) == 2 * self.model.edge_types.index(edge_type)
        found = np.flatnonzero(outwards)
        other = np.asarray(columns.tie_other)[found]
        ends = columns.node_label[other] == self._label(ends_at)
        return _Pairs(self._owner[found[ends]], other[ends].astype(np.int64))

    @cached_property
    def _owner(self) -> Ints:
        first = np.asarray(self.model.columns.tie_first, np.int64)
        lengths = first[1:] - first[:-1]
        return np.repeat(np.arange(lengths.size), lengths)

    def nodes(self, label: str) -> Ints:
        """The nodes of one type."""
        return np.flatnonzero(self.model.columns.node_label == self._label(label))

    def _label(self, label: str) -> int:
        labels = self.model.labels
        return labels.index(label) if label in labels else len(labels)


def _counties(model: ReadModel, ties: _Ties) -> Ints:
    """Per node: the county a region is or lies in, ``SEVERAL`` for a wider one."""
    county = np.arange(model.columns.node_label.size)
    regions = ties.nodes(Region.LABEL)
    level = {n: str(fields.get("level")) for n, fields in fields_of(model, regions).items()}
    above = ties.of(PartOf.LABEL, Region.LABEL)
    for part, whole in zip(above.node.tolist(), above.other.tolist(), strict=True):
        if level.get(part) == RegionLevel.MUNICIPALITY and level[whole] == RegionLevel.COUNTY:
            county[part] = whole
    for region in regions.tolist():
        if level[region] in [wider.value for wider in WIDER]:
            county[region] = SEVERAL
    return county


def _single(pairs: _Pairs, county: Ints) -> Ints:
    """Per node its one county, ``SEVERAL`` or ``NOT_STATED``."""
    nodes = county.size
    both = np.unique(np.column_stack((pairs.node, county[pairs.other])), axis=0)
    found = np.full(nodes, NOT_STATED, np.int64)
    found[both[:, 0]] = both[:, 1]
    found[np.bincount(both[:, 0], minlength=nodes) > 1] = SEVERAL
    return found


def _most_common(pairs: _Pairs, columns: Columns) -> Ints:
    """Per node the value most arenas have of those it has; of equally common ones the first id."""
    nodes = columns.node_label.size
    in_arenas = np.isin(pairs.node, columns.arena_node)
    node, other = pairs.node[in_arenas], pairs.other[in_arenas]
    often = np.bincount(other, minlength=nodes)
    order = np.lexsort((-other, often[other], node))  # the last one set is the most common
    found = np.full(nodes, NOT_STATED, np.int64)
    found[node[order]] = other[order]
    return found


def _codes(model: ReadModel, regions: Ints) -> tuple[str, ...]:
    fields = fields_of(model, regions)
    ids = refs(model, regions.tolist())
    return tuple(str(fields[n].get("notation") or ids[n].id) for n in regions.tolist())


def _named(model: ReadModel, *columns: Ints) -> tuple[Ints, tuple[str, ...], tuple[Ints, ...]]:
    """The nodes that occur, their names, and the columns as places in them; names are unique."""
    nodes = np.unique(np.concatenate(columns))
    nodes = nodes[nodes >= 0]
    found = refs(model, nodes.tolist())
    names = [found[n].name for n in nodes.tolist()]
    unique = tuple(
        name if names.count(name) == 1 else f"{name} ({found[n].id})"
        for name, n in zip(names, nodes.tolist(), strict=True)
    )
    places = (
        np.where(each >= 0, np.searchsorted(nodes, np.maximum(each, 0)), each) for each in columns
    )
    return nodes, unique, tuple(places)
