"""Small worlds for the gap tests, written as lists of arenas."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from queries.gaps.participations import NOT_STATED, Participations

ORACLES = Path(__file__).parents[1] / "oracles"


def oracle(name: str) -> dict[str, Any]:
    """The content of one file of reference values."""
    content: dict[str, Any] = json.loads((ORACLES / f"{name}.json").read_text("utf-8"))
    return content


def world(
    arenas: Sequence[Sequence[int]],
    sector: Sequence[int],
    *,
    leads: int = 0,
    sources: Sequence[int] | None = None,
    years: Sequence[int] | None = None,
    partners_known: Sequence[bool] | None = None,
) -> Participations:
    """Arenas as lists of actors, the first ``leads`` of which lead; by default of one source."""
    count = len(arenas)
    source = np.array([0] * count if sources is None else sources, np.int16)
    return Participations(
        actor=np.array([actor for arena in arenas for actor in arena], np.int32),
        arena=np.array([k for k, arena in enumerate(arenas) for _ in arena], np.int32),
        leads=np.array([n < leads for arena in arenas for n, _ in enumerate(arena)], np.bool_),
        sector=np.array(sector, np.int8),
        home=np.full(len(sector), NOT_STATED),
        arena_source=source,
        arena_kind=np.zeros(count, np.int16),
        arena_year=np.array([2022] * count if years is None else years, np.int16),
        arena_region=np.full(count, NOT_STATED),
        arena_topic=np.full(count, NOT_STATED),
        arena_partners_known=np.array(
            [True] * count if partners_known is None else partners_known, np.bool_
        ),
        arena_asked=np.ones(count, np.bool_),
        source_names=tuple(f"source-{k}" for k in range(int(source.max(initial=0)) + 1)),
        kind_names=("project",),
    )


def placed(
    participations: Participations,
    *,
    regions: Sequence[int] | None = None,
    topics: Sequence[int] | None = None,
    homes: Sequence[int] | None = None,
) -> Participations:
    """The same with the region and topic of each arena and the home of each actor."""
    stated = {"arena_region": regions, "arena_topic": topics, "home": homes}
    return replace(
        participations,
        **{name: np.array(values) for name, values in stated.items() if values is not None},
        region_names=_names("region", [*(regions or ()), *(homes or ())]),
        topic_names=_names("topic", topics or ()),
    )


def _names(what: str, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"{what}-{k}" for k in range(max(places, default=-1) + 1))


def from_matrix(matrix: Sequence[Sequence[int]], sector: Sequence[int]) -> Participations:
    """Rows are actors, columns arenas."""
    return world([list(np.flatnonzero(column)) for column in np.array(matrix).T], sector)


def random_world(
    seed: int, *, actors: int = 60, arenas: int = 40, sectors: int = 4, leads: int = 1
) -> Participations:
    """Arenas of two to six actors in two sources, sector without influence, a few busy actors."""
    generator = np.random.default_rng(seed)
    weight = generator.pareto(2.0, actors) + 0.5
    members = [
        generator.choice(
            actors, size=generator.integers(2, 7), replace=False, p=weight / weight.sum()
        ).tolist()
        for _ in range(arenas)
    ]
    sector = generator.permutation(np.arange(actors) % sectors)
    return world(members, sector.tolist(), leads=leads, sources=[k % 2 for k in range(arenas)])


def teams_that_repeat(seed: int, *, actors: int = 200, arenas: int = 250) -> Participations:
    """Arenas of two to six actors, half of which have the team of an earlier one; four sectors
    without influence.
    """
    generator = np.random.default_rng(seed)
    members: list[list[int]] = []
    teams: list[list[int]] = []
    for _ in range(arenas):
        again = bool(teams) and generator.random() < 0.5  # noqa: PLR2004 - half
        if not again:
            size = generator.integers(2, 7)
            teams.append(generator.choice(actors, size=size, replace=False).tolist())
        members.append(teams[generator.integers(len(teams))] if again else teams[-1])
    sector = generator.permutation(np.arange(actors) % 4)
    return world(members, sector.tolist(), leads=1)


def tables_with_margins(rows: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every 0-1 table with these margins, each row as a bit mask of its columns."""
    if not rows:
        if not any(columns):
            yield ()
        return
    for chosen in combinations([k for k, left in enumerate(columns) if left], rows[0]):
        left = [n - (k in chosen) for k, n in enumerate(columns)]
        for others in tables_with_margins(rows[1:], left):
            yield (sum(1 << k for k in chosen), *others)
