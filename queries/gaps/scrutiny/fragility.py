"""How many unrecorded participations would undo a gap (method 4.2; part 0b, rule 11).

F⁻ puts them where they create most meetings of the two sectors: fewer can hardly do, so "at most so
many are needed". F^r puts them at random, by activity and arena size, as missing records may lie;
its median over twenty seeds. Both count them one at a time until z > −1.96 or R > .8.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph_schema.gap_answers import GapTable
from graph_schema.scrutiny_answers import Fragility
from graph_schema.vocabularies import Verdict
from queries.gaps import meetings as counting
from queries.gaps.null_model import draw, stream
from queries.gaps.participations import Ints, Participations, of_rows
from queries.gaps.scrutiny.steps import Steps
from queries.gaps.testing import NullSettings
from queries.gaps.verdicts import GAP_RATIO

SEEDS = 20
DRAWS = 255
Z_OF_A_GAP = -1.96
MOST_SHARE = 1.0  # of the participations there are: beyond, it is another data set

Cell = tuple[int, int]
Row = tuple[int, int]  # actor, arena
Moments = tuple[float, float]  # E and SD


def fragility(
    table: GapTable, columns: Participations, settings: NullSettings, steps: Steps
) -> Iterator[Fragility]:
    """F⁻ and F^r of every gap; None where even as many again leave it one."""
    part = counting.tested(columns, role_aware=settings.role_aware)
    world = of_rows(columns, part.rows)
    for pair in table.pairs:
        if pair.verdict is not Verdict.GAP:
            continue
        more = Added(world, steps.cell(pair), len(steps.groups), settings)
        at_most = more.undone_by(more.where_most_meet())
        random = [more.undone_by(more.at_random(seed)) for seed in range(SEEDS)]
        median = float(np.median([np.inf if count is None else count for count in random]))
        yield Fragility(
            a=pair.a,
            b=pair.b,
            at_most=at_most,
            at_random=None if np.isinf(median) else round(median),
            tried=more.most,
        )
        steps.one()


@dataclass(frozen=True)
class Added:
    """The tested participations, and more of two sectors put on top of them."""

    world: Participations
    cell: Cell
    classes: int
    settings: NullSettings

    @property
    def most(self) -> int:
        """How many are tried."""
        return int(MOST_SHARE * self.world.actor.size)

    def undone_by(self, rows: Iterator[Row]) -> int | None:
        """The first count of added rows that leaves no gap; None where all leave it one.

        T is counted at every row; E and SD are drawn where the count has doubled, and change evenly
        between.
        """
        counts, added = self._counts(), list[Row]()
        met, moments = [self._met(counts)], {0: self._moments([])}
        for actor, arena in rows:
            own = int(self.world.sector[actor])
            met.append(met[-1] + self._gain(counts, own, arena))
            counts[arena, own] += 1
            added.append((actor, arena))
            if len(added).bit_count() == 1 and len(added) > 1:
                moments[len(added)] = self._moments(added)
                found = _first_undone(met, moments)
                if found is not None:
                    return found
        moments[len(added)] = self._moments(added)
        return _first_undone(met, moments)

    def where_most_meet(self) -> Iterator[Row]:
        """The arena where an actor of either sector meets most of the other, again and again."""
        counts, present = self._counts(), set(self._rows())
        members = {sector: self._actors(sector) for sector in self.cell}
        for _ in range(self.most):
            gain, own, arena = max(self._best(counts, sector, members) for sector in self.cell)
            if gain <= 0:
                return
            actor = next(k for k in members[own] if (k, arena) not in present)
            present.add((actor, arena))
            counts[arena, own] += 1
            yield actor, arena

    def at_random(self, seed: int) -> Iterator[Row]:
        """An actor of either sector by its activity, an arena by its size, no row twice."""
        key = f"added participations\x1e{self.cell[0]}\x1e{self.cell[1]}"
        state = int.from_bytes(stream(self.settings.seed, key, seed).tobytes(), "little")
        generator = np.random.Generator(np.random.PCG64(state))
        either = self.world.actor[np.isin(self.world.sector[self.world.actor], self.cell)]
        present = set(self._rows())
        actors = generator.choice(either, 4 * self.most)
        arenas = generator.choice(self.world.arena, 4 * self.most)
        given = 0
        for row in zip(actors.tolist(), arenas.tolist(), strict=True):
            if row not in present and given < self.most:
                present.add(row)
                given += 1
                yield row

    def _best(self, counts: Ints, own: int, members: dict[int, list[int]]) -> tuple[int, int, int]:
        """The most meetings one more actor of a sector brings, and the first arena for it."""
        room = counts[:, own] < len(members[own])
        gain = np.where(room, counts[:, self._other(own)], -1)
        arena = int(gain.argmax())
        return int(gain[arena]), own, arena

    def _gain(self, counts: Ints, own: int, arena: int) -> int:
        return int(counts[arena, self._other(own)])

    def _other(self, own: int) -> int:
        return self.cell[1] if own == self.cell[0] else self.cell[0]

    def _met(self, counts: Ints) -> int:
        s, t = self.cell
        if s == t:
            return int((counts[:, s] * (counts[:, s] - 1) // 2).sum())
        return int((counts[:, s] * counts[:, t]).sum())

    def _counts(self) -> Ints:
        return counting.class_counts(self.world, self.classes)

    def _rows(self) -> Iterator[Row]:
        return zip(self.world.actor.tolist(), self.world.arena.tolist(), strict=True)

    def _actors(self, sector: int) -> list[int]:
        """The sector's actors that take part, the most active first."""
        activity = np.bincount(self.world.actor, minlength=self.world.sector.size)
        own = np.flatnonzero((self.world.sector == sector) & (activity > 0))
        return [int(k) for k in own[np.argsort(-activity[own], kind="stable")]]

    def _moments(self, added: list[Row]) -> Moments:
        """E and SD of T with these rows added, none of them a lead."""
        more = np.array(added, np.int64).reshape(-1, 2)
        world = replace(
            self.world,
            actor=np.append(self.world.actor, more[:, 0]),
            arena=np.append(self.world.arena, more[:, 1]),
            leads=np.append(self.world.leads, np.zeros(len(added), np.bool_)),
        )
        part = counting.tested(world, role_aware=self.settings.role_aware)
        sector: NDArray[np.int8] = np.array(world.sector, np.int8)
        drawn = draw(part.tables, sector, self.classes, draws=DRAWS, seed=self.settings.seed)
        of_pair = drawn.meetings[:, *self.cell]
        return float(of_pair.mean()), float(of_pair.std(ddof=1))


def _first_undone(met: list[int], moments: dict[int, Moments]) -> int | None:
    at = sorted(moments)
    counts = np.arange(min(len(met), at[-1] + 1))
    observed = np.array(met[: counts.size], np.float64)
    expected = np.interp(counts, at, [moments[k][0] for k in at])
    sd = np.interp(counts, at, [moments[k][1] for k in at])
    undone = (observed - expected > Z_OF_A_GAP * sd) | (observed > GAP_RATIO * expected)
    return int(undone.argmax()) if undone.any() else None
