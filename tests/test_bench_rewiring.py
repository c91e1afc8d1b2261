"""What the benchmarks set beside our null draws draws alike, and from the same participations."""

from collections import Counter
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest

from graph_schema.vocabularies import Sector
from queries.gaps import meetings as counting
from queries.gaps.participations import Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.readmodel.open import ReadModel
from tests.bench.columns import columns_of, read_columns, write_columns
from tests.bench.places import Bench
from tests.bench.reference import reference_graph
from tests.bench.rewiring import Curveball, Rewiring, SwitchedGraph, furthest, timed_draws
from tests.bench.worker import measured

ARENAS = ((0, 1, 2), (0, 3), (1, 4), (2, 4))
DRAWS = 4_000
LARGEST_CHI_SQUARE = 1.5  # per table; its mean is 1, and its SD .09 of the 234 tables there are
IN_THE_TESTS = (
    Curveball,
    SwitchedGraph,
)  # igraph is tried in the benchmarks, where it is installed


@pytest.mark.parametrize("rewiring", IN_THE_TESTS)
def test_every_table_with_the_same_margins_is_drawn_as_often(rewiring: type[Rewiring]) -> None:
    every = _tables(ARENAS)
    actor = np.array([who for members in ARENAS for who in members])
    arena = np.repeat(np.arange(len(ARENAS)), [len(members) for members in ARENAS])
    stratum = rewiring(actor, arena, 0)

    seen = Counter(_table(*stratum.draw()) for _ in range(DRAWS))

    assert set(seen) == every
    expected = DRAWS / len(every)
    assert sum((count - expected) ** 2 / expected for count in seen.values()) < (
        LARGEST_CHI_SQUARE * len(every)
    )


@pytest.mark.parametrize("rewiring", IN_THE_TESTS)
def test_draws_keep_the_margins_of_every_stratum_and_count_its_meetings(
    rewiring: type[Rewiring],
) -> None:
    columns = columns_of(reference_graph("R1"))
    part = counting.tested(columns, role_aware=False)

    found = timed_draws(rewiring, part.tables, columns.sector, most=0.0)

    # Arenas are as large as before, so that there are as many meetings as before in all.
    among_all = np.triu(counting.meetings(part, len(Sector)).observed).sum()
    assert np.triu(found.meetings).sum(axis=(1, 2)).tolist() == [among_all] * 2
    assert not np.array_equal(*found.meetings)


def test_means_are_apart_by_the_standard_error_of_their_difference() -> None:
    # SD 2 of four draws, and one draw beside them: √(4/4 + 4/1) = √5 from a mean of 10 to 15.
    many, one = np.array([8, 12, 8, 12])[:, None, None], np.array([15])[:, None, None]

    assert furthest(many, one) == pytest.approx(5**0.5)


def test_columns_made_without_a_store_count_as_those_of_one(tmp_path: Path) -> None:
    bench = Bench(tmp_path, ("R1",), ("sqlite",))
    measured("import", url=bench.url("R1"), file=str(bench.file("R1")), source="reference")
    built = measured("build", url=bench.url("R1"), folder=str(bench.cache("R1")))
    with ReadModel(Path(built["path"])) as model:
        stored = participations_of(model, GapQuestion())

    made = read_columns(write_columns(columns_of(bench.graph("R1")), tmp_path / "R1.npz"))

    assert _counted(made) == _counted(stored)


def _counted(columns: Participations) -> tuple[object, ...]:
    """T, actors and participations of every sector, and the sizes of all strata."""
    part = counting.tested(columns, role_aware=True)
    found = counting.meetings(part, len(Sector))
    sizes = Counter((table.slots.start.size, table.actor.size, table.slots.leads)
                    for table in part.tables)  # fmt: skip
    told = found.observed.tolist(), found.actors.tolist(), found.participations.tolist()
    return (*told, found.known, sizes)


def _table(actor: np.ndarray, arena: np.ndarray) -> frozenset[tuple[int, int]]:
    return frozenset(zip(actor.tolist(), arena.tolist(), strict=True))


def _tables(arenas: tuple[tuple[int, ...], ...]) -> set[frozenset[tuple[int, int]]]:
    """All ways to fill the arenas that leave every actor in as many, found by trying all."""
    activity = Counter(actor for members in arenas for actor in members)
    fillings = product(*(combinations(activity, len(members)) for members in arenas))
    return {
        frozenset((actor, arena) for arena, members in enumerate(filling) for actor in members)
        for filling in fillings
        if Counter(actor for members in filling for actor in members) == activity
    }
