"""Null draws of a table of labels: exchanged among arenas of a stratum, exact in rank.

An arena keeps how many column labels it has, a label how many arenas have it, and an arena all its
row labels: what is random is which arenas, and so which rows, have which columns. An exchange that
would put anything into an impossible cell is refused, and so is one that would take anything out of
it, which could not be taken back: what lies in a cell that is not covered stays there. Draws and
data form the star of ``queries.gaps.null_model``, so that the rank of the data is exact whatever
part of the tables the chain reaches, which with impossible cells need not be all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.gaps.null_model import CHAINS, position, stream
from queries.gaps.sampler import Stream, compiled, next_word
from queries.steps import Step, silent
from queries.whitespace.arenas import Bools, Ints, LabelledArenas, Stratum

ALGORITHM = (
    "2-switch in the arena × label table within strata, refusing impossible cells; "
    "Besag–Clifford test, 8 chains through one hub"
)
ATTEMPTS_PER_LABEL = 2  # per draw, as for participations
HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
TOLD_AFTER = 1_000_000  # labels × draws between two words on how far it has come

Numbers = NDArray[np.int32]


class Places(NamedTuple):
    """The fixed part of a stratum: of every slot its arena; of every arena its slots and rows."""

    arena: Numbers
    start: Numbers
    row_start: Numbers
    rows: Numbers


@dataclass(frozen=True)
class LabelTable:
    """The labels of one stratum, ready for the sampler; one slot per arena and column label."""

    key: str
    label: Numbers
    places: Places


@dataclass
class Tally:
    """What the draws say of every cell: how many lie at or below the data, at or above, and more.

    Sums over all draws, so that no draw has to be kept; ``means`` are those of each chain.
    """

    draws: int
    at_most: Ints
    at_least: Ints
    sum: Ints
    squares: Ints
    means: list[NDArray[np.float64]] = field(default_factory=list)

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mean over the draws, without the data."""
        return np.asarray(self.sum / max(self.draws, 1), np.float64)

    @property
    def sd(self) -> NDArray[np.float64]:
        """The standard deviation over the draws."""
        spread = self.squares - self.sum.astype(np.float64) ** 2 / max(self.draws, 1)
        return np.asarray(np.sqrt(np.maximum(spread, 0) / max(self.draws - 1, 1)), np.float64)

    @property
    def error(self) -> NDArray[np.float64]:
        """How far the mean of other draws may lie from it: two standard errors of the difference.

        By the means of the chains where that is more: the draws of one follow each other.
        """
        two = 2 * np.sqrt(2)
        apart = two * self.sd / np.sqrt(max(self.draws, 1))
        if len(self.means) > 1:
            spread = np.std(self.means, axis=0, ddof=1)
            apart = np.maximum(apart, two * spread / np.sqrt(len(self.means)))
        return np.asarray(apart, np.float64)


def label_tables(labelled: LabelledArenas, strata: Sequence[Stratum]) -> list[LabelTable]:
    """One table per stratum; its slots lie in the order of its arenas and their labels."""
    tables = []
    for stratum in strata:
        columns = labelled.columns.of_arenas(stratum.arenas)
        rows = labelled.rows.of_arenas(stratum.arenas)
        places = Places(
            columns.arena.astype(np.int32),
            columns.first.astype(np.int32),
            rows.first.astype(np.int32),
            rows.values.astype(np.int32),
        )
        tables.append(LabelTable(stratum.key, columns.values.astype(np.int32), places))
    return tables


def draw(
    tables: Sequence[LabelTable],
    observed: Ints,
    possible: Bools,
    *,
    draws: int,
    seed: int,
    step: Step | None = None,
) -> Tally:
    """Compare ``observed`` with the draws, summed over the tables; ``draws + 1`` in eights.

    Integer-identical for equal tables and seed. O(draws × (labels + cells)) in time; memory holds
    one chain of draws. What ``step`` raises ends it.
    """
    length, rest = divmod(draws + 1, CHAINS)
    if rest:
        raise ValueError(f"draws + 1 must be a multiple of {CHAINS}, got {draws} draws")
    shape, cells = observed.shape, observed.size
    told = _Told(step or silent, (draws + 1) * sum(table.label.size for table in tables))
    data, forbidden = observed.reshape(-1), ~possible
    none = [np.zeros(cells, np.int64) for _ in range(4)]
    tally = Tally(0, none[0], none[1], none[2], none[3])
    node = position(seed, length)
    first = np.zeros((length - 1, cells), np.int64)
    hubs = [_through_data(table, forbidden, seed, node, first, told) for table in tables]
    _add(tally, first, data)
    for chain in range(1, CHAINS):
        counts = np.zeros((length, cells), np.int64)
        for table, hub in zip(tables, hubs, strict=True):
            random = stream(seed, table.key, chain)
            _walk(hub.copy(), table, forbidden, random, counts, told)
        _add(tally, counts, data)
    told.step("draws", 1.0)
    sums = (tally.at_most, tally.at_least, tally.sum, tally.squares)
    most, least, whole, squares = (each.reshape(shape) for each in sums)
    means = [each.reshape(shape) for each in tally.means]
    return Tally(tally.draws, most, least, whole, squares, means)


def _attempts(table: LabelTable) -> int:
    return ATTEMPTS_PER_LABEL * table.label.size


def _add(tally: Tally, counts: Ints, data: Ints) -> None:
    tally.draws += counts.shape[0]
    tally.at_most += np.count_nonzero(counts <= data, axis=0)
    tally.at_least += np.count_nonzero(counts >= data, axis=0)
    tally.sum += counts.sum(axis=0)
    tally.squares += np.einsum("ij,ij->j", counts, counts)
    if counts.shape[0]:
        tally.means.append(counts.mean(axis=0))


@dataclass
class _Told:
    """How far the draws have come, in labels × draws."""

    step: Step
    total: int
    done: int = 0

    def more(self, steps: int) -> None:
        self.done += steps
        self.step("draws", min(1.0, self.done / max(self.total, 1)))


def _walk(
    label: Numbers, table: LabelTable, forbidden: Bools, stream: Stream, counts: Ints, told: _Told
) -> None:
    """Walk all of ``counts``, some draws at a time so that it can be told and ended."""
    rows = max(1, TOLD_AFTER // max(label.size, 1))
    for first in range(0, counts.shape[0], rows):
        part = counts[first : first + rows]
        walk(label, table.places, forbidden, _attempts(table), stream, part)
        told.more(part.shape[0] * label.size)


def _through_data(
    table: LabelTable, forbidden: Bools, seed: int, node: int, counts: Ints, told: _Told
) -> Numbers:
    """Walk chain 0 both ways from the data, adding to ``counts``; returns the hub's labels."""
    random = stream(seed, table.key, 0)
    hub, end = table.label.copy(), table.label.copy()
    _walk(hub, table, forbidden, random, counts[: node - 1], told)
    not_counted = np.zeros((1, counts.shape[1]), np.int64)
    _walk(hub, table, forbidden, random, not_counted, told)
    _walk(end, table, forbidden, random, counts[node - 1 :], told)
    return hub


@compiled
def lies_in(label: Numbers, start: int, end: int, wanted: int) -> bool:
    """Whether one of the slots holds the label."""
    for slot in range(start, end):  # noqa: SIM110 (numba has no any())
        if label[slot] == wanted:
            return True
    return False


@compiled
def refused(places: Places, arena: int, column: int, forbidden: Bools) -> bool:
    """Whether the label puts the arena into an impossible cell."""
    for k in range(places.row_start[arena], places.row_start[arena + 1]):  # noqa: SIM110
        if forbidden[places.rows[k], column]:
            return True
    return False


@compiled
def advance(
    label: Numbers, places: Places, forbidden: Bools, attempts: int, stream: Stream
) -> None:
    """Attempt exchanges in place; a refused attempt counts as a step that stays.

    Two slots are drawn whatever they hold, so an exchange and its reverse are equally likely and
    the uniform law over all tables the chain can reach is stationary.
    """
    slots = np.uint64(label.size)
    for _ in range(attempts):
        word = next_word(stream)
        one = np.int64(((word >> HALF) * slots) >> HALF)
        two = np.int64(((word & LOW) * slots) >> HALF)
        here, there = places.arena[one], places.arena[two]
        moving, other = label[one], label[two]
        if here == there or moving == other:
            continue
        if lies_in(label, places.start[there], places.start[there + 1], moving):
            continue
        if lies_in(label, places.start[here], places.start[here + 1], other):
            continue
        if refused(places, there, moving, forbidden) or refused(places, here, other, forbidden):
            continue
        if refused(places, here, moving, forbidden) or refused(places, there, other, forbidden):
            continue
        label[one], label[two] = other, moving


@compiled
def walk(
    label: Numbers,
    places: Places,
    forbidden: Bools,
    attempts: int,
    stream: Stream,
    counts: Ints,
) -> None:
    """Advance ``label`` in place once per row of ``counts``, adding each state's cells to it."""
    columns = forbidden.shape[1]
    for step in range(counts.shape[0]):
        advance(label, places, forbidden, attempts, stream)
        for slot in range(label.size):
            arena = places.arena[slot]
            for k in range(places.row_start[arena], places.row_start[arena + 1]):
                counts[step, places.rows[k] * columns + label[slot]] += 1
