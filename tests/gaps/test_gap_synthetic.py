"""On a made-up world with one missing pair, that pair is found and nothing else."""

import numpy as np
import pytest

from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.participations import Participations
from queries.gaps.synthetic import SHIPPED_SEED, planted_world
from queries.gaps.table import sector_table


@pytest.mark.parametrize("seed", [SHIPPED_SEED, 4, 5])
def test_the_planted_pair_is_found_and_nothing_else(seed: int) -> None:
    world = planted_world(seed)
    table = sector_table(world.participations, sectors=world.sectors, data_version=1)
    assert {(p.a, p.b, p.verdict) for p in table.pairs if p.candidate} == {
        (Sector.PRIVATE, Sector.ACADEMIA, Verdict.GAP)
    }
    assert {p.verdict for p in table.pairs if not p.candidate} == {Verdict.CANNOT_TELL}
    # In a family of ten, p = .002 of 999 draws is within 2 SE of its cut, .005: hence more.
    assert (table.parameters.family, table.parameters.null.draws) == (10, 9999)


def test_the_world_says_that_it_is_made_up_and_how_deep_the_gap_is() -> None:
    world = planted_world()
    assert world.label == "synthetic, not real"
    assert world.participations.source_names == ("synthetic-projects", "synthetic-events")
    assert world.planted == (Sector.PRIVATE, Sector.ACADEMIA)
    private, academia = (world.sectors.index(sector) for sector in world.planted)
    met = meetings_of(world.participations, private, academia)
    assert met <= 0.5 * world.expected
    assert 0.5 * world.expected >= 4 * world.sd


def test_the_same_seed_makes_the_same_world() -> None:
    first, second = planted_world(), planted_world()
    for name, column in vars(first.participations).items():
        assert np.array_equal(column, vars(second.participations)[name])


def meetings_of(participations: Participations, s: int, t: int) -> int:
    """Pairs of an actor of s and one of t in one arena, counted one by one."""
    sector = participations.sector[participations.actor].tolist()
    members: dict[int, list[int]] = {}
    for own, arena in zip(sector, participations.arena.tolist(), strict=True):
        members.setdefault(arena, []).append(own)
    return sum(present.count(s) * present.count(t) for present in members.values())
