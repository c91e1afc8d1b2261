"""A made-up world with one missing pair of sectors, to see whether the table finds it."""

from bisect import bisect
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

import numpy as np

from graph_schema.vocabularies import Sector
from queries.gaps.meetings import class_counts, meetings, tested
from queries.gaps.null_model import CHAINS, draw
from queries.gaps.participations import NOT_STATED, Ints, Participations

LABEL = "synthetic, not real"
SECTORS = tuple(Sector)
SHARES = (0.30, 0.20, 0.28, 0.14, 0.08)  # of actors, in the order of SECTORS
PLANTED = (Sector.PRIVATE, Sector.ACADEMIA)
ACTORS = 450
ARENAS = 420
YEARS = (2019, 2024)
ACTIVITY_TAIL = 2.2  # Pareto exponent: a few actors are in many arenas, most in one or two
MEAN_SIZE = 5.0
LARGEST_SIZE = 15
GAP = 0.5  # T is brought down to this share of E
LEAST_EFFECT = 4.0  # null standard deviations by which T then falls short of E
ESTIMATING_DRAWS = 125 * CHAINS - 1
MOST_ATTEMPTS = 5_000_000
SHIPPED_SEED = 2  # the first whose table shows the planted pair and nothing else


@dataclass(frozen=True)
class PlantedWorld:
    """Participations in which the sectors ``planted`` meet half as often as chance would give."""

    label: str
    participations: Participations
    sectors: tuple[Sector, ...]
    planted: tuple[Sector, Sector]
    expected: float
    sd: float


def planted_world(seed: int = SHIPPED_SEED) -> PlantedWorld:
    """Draw a world where sector plays no part, then thin one pair by margin-preserving switches.

    Switches stay within strata and roles and are drawn blindly, but made only where the pair comes
    to meet less: every actor keeps its activity, every arena its size and its lead. The meetings
    taken from the pair go to other pairs of the two sectors, so now and then one of those rightly
    shows as a surplus: of seeds 1 to 20, in 1 (private × private) and 3 (academia × academia).
    """
    random = Random(seed)
    world = _world(random)
    pair = (SECTORS.index(PLANTED[0]), SECTORS.index(PLANTED[1]))
    expected, sd = _null_moments(world, pair, seed)
    if (1 - GAP) * expected < LEAST_EFFECT * sd:
        raise ValueError(
            f"seed {seed}: a gap of {GAP} is {(1 - GAP) * expected / sd:.1f} null SD deep, "
            f"expected at least {LEAST_EFFECT}; take another seed"
        )
    missing = thinned(world, pair, GAP * expected, random)
    return PlantedWorld(LABEL, missing, SECTORS, PLANTED, expected, sd)


def _world(random: Random) -> Participations:
    reach = list(accumulate(SHARES))
    sector = [bisect(reach, random.random() * reach[-1]) for _ in range(ACTORS)]
    activity = list(accumulate(_pareto(random) for _ in range(ACTORS)))
    rows: list[tuple[int, int, bool]] = []
    for arena in range(ARENAS):
        members = _members(random, activity, _size(random))
        rows += [(member, arena, place == 0) for place, member in enumerate(members)]
    actor, where, leads = zip(*rows, strict=True)
    source = [arena % 2 for arena in range(ARENAS)]
    gives_roles = np.array(source)[list(where)] == 0
    first, last = YEARS
    return Participations(
        actor=np.array(actor, np.int32),
        arena=np.array(where, np.int32),
        leads=np.array(leads, np.bool_) & gives_roles,
        sector=np.array(sector, np.int8),
        home=np.full(ACTORS, NOT_STATED),
        arena_source=np.array(source, np.int16),
        arena_kind=np.array(source, np.int16),
        arena_year=np.array(
            [first + int(random.random() * (last - first + 1)) for _ in source], np.int16
        ),
        arena_region=np.full(ARENAS, NOT_STATED),
        arena_topic=np.full(ARENAS, NOT_STATED),
        arena_partners_known=np.ones(ARENAS, np.bool_),
        arena_asked=np.ones(ARENAS, np.bool_),
        source_names=("synthetic-projects", "synthetic-events"),
        kind_names=("project", "event"),
    )


def _pareto(random: Random) -> float:
    return float((1 - random.random()) ** (-1 / ACTIVITY_TAIL))


def _size(random: Random) -> int:
    """Two participants or more: two and a geometric number, cut at the largest size."""
    size = 2
    while size < LARGEST_SIZE and random.random() < 1 - 1 / (MEAN_SIZE - 1):
        size += 1
    return size


def _members(random: Random, activity: list[float], size: int) -> list[int]:
    """Different actors, each drawn in proportion to its activity; the first will lead."""
    members: list[int] = []
    while len(members) < size:
        member = bisect(activity, random.random() * activity[-1])
        if member not in members:
            members.append(member)
    return members


def _null_moments(world: Participations, pair: tuple[int, int], seed: int) -> tuple[float, float]:
    part = tested(world, role_aware=True)
    drawn = draw(
        part.tables,
        np.array(world.sector, np.int8),
        len(SECTORS),
        draws=ESTIMATING_DRAWS,
        seed=seed,
    ).meetings[:, pair[0], pair[1]]
    return float(drawn.mean()), float(drawn.std(ddof=1))


def thinned(
    world: Participations, pair: tuple[int, int], target: float, random: Random
) -> Participations:
    """The world after switches within strata and roles that bring T of the pair to the target."""
    part = tested(world, role_aware=True)
    observed = int(meetings(part, len(SECTORS)).observed[pair])
    stratum = part.stratification.counted_in[world.arena]
    counts = class_counts(world, len(SECTORS))
    actor = world.actor.astype(np.int64)
    taking_part = set(zip(actor.tolist(), world.arena.tolist(), strict=True))
    for _ in range(MOST_ATTEMPTS):
        if observed <= target:
            return replace(world, actor=actor.astype(np.int32))
        a, b = int(random.random() * actor.size), int(random.random() * actor.size)
        i, j, p, q = int(actor[a]), int(actor[b]), int(world.arena[a]), int(world.arena[b])
        alike = stratum[a] == stratum[b] and world.leads[a] == world.leads[b]
        if not alike or (i, q) in taking_part or (j, p) in taking_part:
            continue
        fewer = _saved(counts, pair, (p, q), (int(world.sector[i]), int(world.sector[j])))
        if fewer > 0:
            observed -= fewer
            actor[a], actor[b] = j, i
            taking_part -= {(i, p), (j, q)}
            taking_part |= {(i, q), (j, p)}
            _move(counts, (p, q), (int(world.sector[i]), int(world.sector[j])))
    raise ValueError(f"no more switch lowers the pair below {observed}; take another seed")


def _saved(
    counts: Ints, pair: tuple[int, int], arenas: tuple[int, int], classes: tuple[int, int]
) -> int:
    """By how much T of the pair falls when actors of these classes change places."""
    here = counts[list(arenas)]
    after = here.copy()
    _move(after, (0, 1), classes)
    return int((here[:, pair[0]] * here[:, pair[1]] - after[:, pair[0]] * after[:, pair[1]]).sum())


def _move(counts: Ints, arenas: tuple[int, int], classes: tuple[int, int]) -> None:
    p, q = arenas
    own, other = classes
    counts[p, own] -= 1
    counts[p, other] += 1
    counts[q, other] -= 1
    counts[q, own] += 1
