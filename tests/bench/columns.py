"""The columns of a reference graph as a read model would give them, made without a store.

Importing a million participations takes longer than everything that is measured with them.
"""

from dataclasses import fields, replace
from itertools import chain
from pathlib import Path

import numpy as np

from graph_schema.vocabularies import Sector
from queries.gaps.participations import NOT_STATED, Participations
from tests.bench.reference import CLASSES, THEMES, ReferenceGraph

TOLD = ("source_names", "kind_names", "region_names", "topic_names")


def columns_of(graph: ReferenceGraph) -> Participations:
    """One source of projects; the first participant of an arena leads it, themes take turns."""
    sizes = np.array([len(members) for members in graph.arenas])
    arenas, actors = sizes.size, len(graph.actor_class)
    leads = np.zeros(sizes.sum(), np.bool_)
    leads[np.cumsum(sizes) - sizes] = True
    sector = np.array([list(Sector).index(made.sector) for made in CLASSES])
    return Participations(
        actor=np.fromiter(chain.from_iterable(graph.arenas), np.int32, leads.size),
        arena=np.repeat(np.arange(arenas, dtype=np.int32), sizes),
        leads=leads,
        sector=sector[np.array(graph.actor_class)],
        home=np.full(actors, NOT_STATED),
        arena_source=np.zeros(arenas, np.int32),
        arena_kind=np.zeros(arenas, np.int32),
        arena_year=np.array(graph.arena_year),
        arena_region=np.full(arenas, NOT_STATED),
        arena_topic=np.arange(arenas) % THEMES,
        arena_partners_known=np.ones(arenas, np.bool_),
        arena_asked=np.ones(arenas, np.bool_),
        source_names=("reference",),
        kind_names=("project",),
        topic_names=tuple(f"T{theme:02d}" for theme in range(THEMES)),
    )


def write_columns(columns: Participations, path: Path) -> Path:
    """As an archive of numpy's, for another process."""
    np.savez(path, **{field.name: getattr(columns, field.name) for field in fields(columns)})
    return path


def read_columns(path: Path) -> Participations:
    """What was written there."""
    with np.load(path) as found:
        return Participations(
            **{name: found[name] for name in found.files if name not in TOLD},
            **{name: tuple(found[name].tolist()) for name in TOLD},
        )


def by_year(columns: Participations) -> Participations:
    """The same where strata do not tell themes apart: as large as the closed form asks for."""
    return replace(columns, arena_topic=np.full_like(columns.arena_topic, NOT_STATED))


def in_one_stratum(columns: Participations) -> Participations:
    """The same where they tell nothing apart."""
    return replace(by_year(columns), arena_year=np.full_like(columns.arena_year, 2000))
