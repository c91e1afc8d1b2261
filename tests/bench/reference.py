"""The reference graphs: made-up participations of a stated size, the same for the same seed."""

import csv
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from graph_schema.vocabularies import ActorKind, Role, Sector

SEED = 2021
LARGEST_ARENA = 60
SIZE_SPREAD = 0.8  # of the logarithm of arena sizes: many pairs, a few of sixty
ACTIVITY_TAIL = 1.5  # Pareto exponent: a few actors are in hundreds of arenas, most in one or two
FIRST_YEAR, YEARS = 2014, 12
THEMES = 12
PLACES = 290  # as many as there are municipalities
BEGINNINGS = ("Norr", "Söder", "Öster", "Väster", "Lill", "Stor", "Gran", "Björk", "Sten", "Ås")
ENDINGS = ("by", "köping", "sund", "torp", "ås", "vik", "berga", "hammar", "lösa", "näs")
WORDS = ("Vägen in", "Steget", "Mötet", "Bron", "Kraften", "Navet", "Tillit", "Lyftet", "Grunden")
COLUMNS = (
    "arena", "arena_name", "start", "end", "theme", "actor", "actor_name", "sector", "kind", "role",
)  # fmt: skip


class ActorClass(NamedTuple):
    """One of the six classes of actors, and its share of them."""

    sector: Sector
    kind: ActorKind
    word: str
    share: float


CLASSES = (
    ActorClass(Sector.PUBLIC, ActorKind.MUNICIPALITY, "kommun", 0.14),
    ActorClass(Sector.PUBLIC, ActorKind.AGENCY, "myndighet", 0.10),
    ActorClass(Sector.PRIVATE, ActorKind.COMPANY, "verkstad AB", 0.26),
    ActorClass(Sector.CIVIL_SOCIETY, ActorKind.ASSOCIATION, "förening", 0.34),
    ActorClass(Sector.ACADEMIA, ActorKind.UNIVERSITY, "högskola", 0.06),
    ActorClass(Sector.UNKNOWN, ActorKind.UNKNOWN, "grupp", 0.10),
)


class Size(NamedTuple):
    """How large a reference graph is to be."""

    arenas: int
    actors: int
    participations: int


SIZES = {
    "R1": Size(288, 1_500, 1_800),
    "R2": Size(1_000, 4_000, 10_000),
    "R5": Size(25_000, 22_700, 100_000),
    "R6": Size(250_000, 227_000, 1_000_000),
}


@dataclass(frozen=True)
class ReferenceGraph:
    """The class of every actor, the start of every arena, and who takes part where.

    The first participant of an arena leads it.
    """

    actor_class: list[int]
    arena_year: list[int]
    arenas: list[list[int]]

    def participations(self) -> int:
        """How many rows the graph has."""
        return sum(map(len, self.arenas))


def reference_graph(name: str, seed: int = SEED) -> ReferenceGraph:
    """Draw one of the reference graphs; every actor takes part at least once."""
    random, size = Random(f"{name} {seed}"), SIZES[name]
    reach = list(accumulate(c.share for c in CLASSES))
    classes = [_drawn(random, reach) for _ in range(size.actors)]
    years = [FIRST_YEAR + int(random.random() * YEARS) for _ in range(size.arenas)]
    return ReferenceGraph(classes, years, _arenas(random, size))


def _arenas(random: Random, size: Size) -> list[list[int]]:
    """First everybody once in a seat drawn blindly, then the seats left, by activity."""
    seats = [k for k, count in enumerate(_sizes(random, size)) for _ in range(count)]
    random.shuffle(seats)
    reach = list(
        accumulate((1 - random.random()) ** (-1 / ACTIVITY_TAIL) for _ in range(size.actors))
    )
    members: list[list[int]] = [[] for _ in range(size.arenas)]
    for place, arena in enumerate(seats):
        actor = place if place < size.actors else _drawn(random, reach)
        while actor in members[arena]:
            actor = _drawn(random, reach)
        members[arena].append(actor)
    return members


def _drawn(random: Random, reach: list[float]) -> int:
    return bisect(reach, random.random() * reach[-1])


def _sizes(random: Random, size: Size) -> list[int]:
    """Log-normal sizes from 2 to 60, scaled until they add up to the participations asked for."""
    weights = [random.lognormvariate(0, SIZE_SPREAD) for _ in range(size.arenas)]
    low, high = 0.0, float(LARGEST_ARENA)
    for _ in range(60):
        scale = (low + high) / 2
        if sum(_size(scale * weight) for weight in weights) < size.participations:
            low = scale
        else:
            high = scale
    return [_size(high * weight) for weight in weights]


def _size(wanted: float) -> int:
    return min(max(round(wanted), 2), LARGEST_ARENA)


def rows(graph: ReferenceGraph) -> Iterator[tuple[str, ...]]:
    """One row per participation, arena by arena; the theme stands in an arena's first row."""
    for k, members in enumerate(graph.arenas):
        year = graph.arena_year[k]
        arena = (f"A{k:06d}", f"{WORDS[k % len(WORDS)]} {k}", str(year), str(year + 1 + k % 3))
        for place, member in enumerate(members):
            made = CLASSES[graph.actor_class[member]]
            theme = f"T{k % THEMES:02d}" if place == 0 else ""
            role = Role.OWNER if place == 0 else Role.PARTNER
            actor = (f"P{member:06d}", actor_name(member, made), made.sector, made.kind, role)
            yield (*arena, theme, *actor)


def actor_name(number: int, made: ActorClass) -> str:
    """A name that no other actor has, made of a place, a word for the class and the number."""
    place = number % PLACES
    beginning, ending = BEGINNINGS[place % 10], ENDINGS[place // 10 % 10]
    return f"{beginning}{ending} {made.word} {number}"


def write(graph: ReferenceGraph, path: Path) -> Path:
    """Write the rows as a CSV file with headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows(graph))
    return path


def activity(graph: ReferenceGraph) -> Counter[int]:
    """In how many arenas each actor takes part."""
    return Counter(actor for members in graph.arenas for actor in members)
