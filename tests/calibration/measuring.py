"""How often each test claims what is not there."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from graph_schema.gap_answers import GapTable
from graph_schema.vocabularies import Sector
from queries.gaps.meetings import class_counts, meetings
from queries.gaps.meetings import tested as tested_part
from queries.gaps.participations import Participations
from queries.gaps.scrutiny.steps import without
from queries.gaps.table import sector_table
from queries.gaps.verdicts import GAP_RATIO, LARGEST_Q, SURPLUS_RATIO, adjusted
from tests.calibration.naive import NAIVE
from tests.calibration.planting import FOUND, ONCE
from tests.calibration.worlds import SECTORS, Trouble, null_world

KNOWN = [k for k, sector in enumerate(SECTORS) if sector is not Sector.UNKNOWN]


@dataclass
class Line:
    """One test on all worlds of one size: p-values of pairs, and worlds in which it claims."""

    name: str
    p_values: list[float] = field(default_factory=list)
    both: list[float] = field(default_factory=list)
    worlds: int = 0
    claiming: int = 0

    def false_positives(self) -> float:
        """Share of pairs with p ≤ .05, which ought to be .05 at most."""
        return float(np.mean(np.array(self.p_values) <= 0.05)) if self.p_values else 0.0

    def with_both(self) -> float | None:
        """The same where the second null has to agree."""
        return float(np.mean(np.array(self.both) <= 0.05)) if self.both else None


Way = Callable[[Participations], Participations]
WAYS: dict[str, tuple[Way, bool, bool]] = {
    # name: (what is changed, roles kept, second null asked)
    "as specified": (lambda world: world, True, True),
    "without the second null": (lambda world: world, True, False),
    "roles ignored": (lambda world: world, False, True),
    "strata without region": (lambda world: without(world, "region", "topic"), True, True),
    "no strata": (lambda world: without(world, "year", "region", "topic"), True, True),
}


def measured(participations: int, worlds: int, trouble: Trouble) -> list[Line]:
    """Every test on the same worlds."""
    lines = {name: Line(name) for name in (*WAYS, *NAIVE)}
    for seed in range(worlds):
        world = null_world(seed, participations, trouble).participations
        made: dict[tuple[int, bool], GapTable] = {}
        for name, (way, role_aware, labels) in WAYS.items():
            key = (id(way), role_aware)
            if name == "without the second null":
                key = (id(WAYS["as specified"][0]), role_aware)
            if key not in made:
                made[key] = _table(way(world), role_aware=role_aware)
            _count(lines[name], made[key], labels=labels)
        for name, test in NAIVE.items():
            _count_naive(lines[name], test(world, len(SECTORS)))
    return list(lines.values())


def _table(world: Participations, *, role_aware: bool) -> GapTable:
    settings = replace(ONCE, role_aware=role_aware)
    return sector_table(world, sectors=SECTORS, data_version=1, null=settings)


def _count(line: Line, table: GapTable, *, labels: bool) -> None:
    family = [pair for pair in table.pairs if pair.q is not None]
    line.worlds += 1
    line.p_values += [pair.p for pair in family if pair.p is not None]
    if labels:
        line.both += [max(p.p or 0, p.label_p or 0) for p in family]
        line.claiming += any(pair.verdict in FOUND for pair in family)
        return
    line.claiming += any(
        (pair.q or 0) <= LARGEST_Q and not GAP_RATIO < (pair.ratio or 0) < SURPLUS_RATIO
        for pair in family
    )


def _count_naive(line: Line, p: np.ndarray) -> None:
    pairs = [float(p[s, t]) for s in KNOWN for t in KNOWN if s <= t and np.isfinite(p[s, t])]
    line.worlds += 1
    line.p_values += pairs
    line.claiming += any(q <= LARGEST_Q for q in adjusted(pairs))


def recorded(participations: int, trouble: Trouble) -> tuple[int, int]:
    """Participations and co-participations of the first world, as they are recorded."""
    world = null_world(0, participations, trouble).participations
    counts = class_counts(world, len(SECTORS))
    met = meetings(tested_part(world, role_aware=True), len(SECTORS)).observed
    return int(counts.sum()), int(np.triu(met).sum())
