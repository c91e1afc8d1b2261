"""Made-up worlds in which sector plays no part, with what real registers do to a sector table."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_schema.vocabularies import Sector
from queries.gaps.participations import Participations

SECTORS = tuple(Sector)
SHARES = (0.30, 0.20, 0.28, 0.14, 0.08)  # of actors, in the order of SECTORS
MEAN_SIZE = 4.2  # participations per arena, as it is recorded with three of ten by the lead alone
ACTORS_PER_ARENA = 1.6
YEARS = 6
LARGEST_SIZE = 15
ACTIVITY_TAIL = 2.2


@dataclass(frozen=True)
class Trouble:
    """What a world is made with; a rate is the share of arenas it befalls."""

    regions: int = 6
    own_region: float = 10.0  # how much likelier an actor of the arena's region is
    mix_differs: float | None = None  # Dirichlet concentration of sectors by region; None: alike
    public_leads: float = 0.8
    lead_only: float = 0.3
    repeated: float = 0.3  # the team of an earlier arena of the region again


TROUBLES = {
    "Regions that keep to themselves, leads mostly public, three records of ten that name the lead "
    "alone, three arenas of ten that repeat a consortium": Trouble(),
    "The same, and a mix of sectors that differs between regions (Dirichlet, concentration 10)": (
        Trouble(mix_differs=10.0)
    ),
}


@dataclass(frozen=True)
class World:
    """Participations without any preference between sectors, and what would be recorded wholly."""

    participations: Participations
    sectors: tuple[Sector, ...] = SECTORS


def null_world(seed: int, participations: int, trouble: Trouble) -> World:
    """A world of about so many recorded participations."""
    random = np.random.default_rng((seed, participations))
    arenas = round(participations / MEAN_SIZE)
    actors = round(arenas * ACTORS_PER_ARENA)
    home = random.integers(0, trouble.regions, actors)
    sector = _sectors(random, home, trouble)
    activity = random.pareto(ACTIVITY_TAIL, actors) + 0.5
    region = np.arange(arenas) % trouble.regions
    teams = _teams(random, (home, sector, activity), region, trouble)
    alone = random.random(arenas) < trouble.lead_only
    shown = [team[:1] if only else team for team, only in zip(teams, alone.tolist(), strict=True)]
    return World(
        Participations(
            actor=np.concatenate(shown).astype(np.int32),
            arena=np.repeat(np.arange(arenas), [len(team) for team in shown]),
            leads=np.concatenate([np.arange(len(team)) == 0 for team in shown]),
            sector=sector,
            home=home,
            arena_source=np.zeros(arenas, np.int16),
            arena_kind=np.zeros(arenas, np.int16),
            arena_year=2018 + random.integers(0, YEARS, arenas),
            arena_region=region,
            arena_topic=np.full(arenas, -1),
            arena_partners_known=~alone,
            arena_asked=np.ones(arenas, np.bool_),
            source_names=("made up",),
            kind_names=("project",),
            region_names=tuple(f"region {k}" for k in range(trouble.regions)),
        )
    )


def _sectors(
    random: np.random.Generator, home: NDArray[np.int64], trouble: Trouble
) -> NDArray[np.int8]:
    shares = np.tile(np.array(SHARES), (trouble.regions, 1))
    if trouble.mix_differs is not None:
        shares = random.dirichlet(np.array(SHARES) * trouble.mix_differs, trouble.regions)
    drawn = random.random(home.size)
    return np.asarray((drawn[:, None] > shares.cumsum(axis=1)[home]).sum(axis=1), np.int8)


def _teams(
    random: np.random.Generator,
    actors: tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.float64]],
    region: NDArray[np.int64],
    trouble: Trouble,
) -> list[NDArray[np.int64]]:
    """Who is in each arena, the lead first: drawn by activity and region, or an old team again."""
    home, sector, activity = actors
    teams: list[NDArray[np.int64]] = []
    earlier: dict[int, list[int]] = {}
    near = {
        k: activity * np.where(home == k, trouble.own_region, 1.0) for k in set(region.tolist())
    }
    for place in region.tolist():
        before = earlier.setdefault(place, [])
        if before and random.random() < trouble.repeated:
            teams.append(teams[before[int(random.integers(len(before)))]])
        else:
            teams.append(_new_team(random, near[place], sector == 0, trouble))
        before.append(len(teams) - 1)
    return teams


def _new_team(
    random: np.random.Generator,
    weight: NDArray[np.float64],
    public: NDArray[np.bool_],
    trouble: Trouble,
) -> NDArray[np.int64]:
    led = weight * public if random.random() < trouble.public_leads and public.any() else weight
    lead = int(random.choice(weight.size, p=led / led.sum()))
    others = weight.copy()
    others[lead] = 0
    size = 1 + min(int(random.geometric(0.3)), LARGEST_SIZE - 2)
    partners = random.choice(weight.size, size, replace=False, p=others / others.sum())
    return np.append(lead, partners)
