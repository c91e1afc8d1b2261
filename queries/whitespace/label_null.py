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
MOST_HELD = 4_000_000  # counts of cells at a time

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

    def add(self, counts: Ints, data: Ints) -> None:
        """More draws; ``counts`` has a row of cells for each."""
        self.draws += counts.shape[0]
        self.at_most += np.count_nonzero(counts <= data, axis=0)
        self.at_least += np.count_nonzero(counts >= data, axis=0)
        self.sum += counts.sum(axis=0)
        self.squares += np.einsum("ij,ij->j", counts, counts)

    def reshaped(self, shape: tuple[int, ...]) -> "Tally":
        """The same as a table of rows and columns."""
        sums = (self.at_most, self.at_least, self.sum, self.squares)
        most, least, whole, squares = (each.reshape(shape) for each in sums)
        means = [each.reshape(shape) for each in self.means]
        return Tally(self.draws, most, least, whole, squares, means)


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
    some draws at a time. What ``step`` raises ends it.
    """
    length, rest = divmod(draws + 1, CHAINS)
    if rest:
        raise ValueError(f"draws + 1 must be a multiple of {CHAINS}, got {draws} draws")
    told = _Told(step or silent, (draws + 1) * sum(table.label.size for table in tables))
    walks = _Walks(tables, ~possible, observed.reshape(-1), told)
    before = position(seed, length)
    hubs = walks.through_data(seed, before - 1, length - before)
    for chain in range(1, CHAINS):
        labels = [hub.copy() for hub in hubs]
        walks.chain(labels, [stream(seed, table.key, chain) for table in tables], length)
        walks.end_chain()
    told.step("draws", 1.0)
    return walks.tally.reshaped(observed.shape)


def _attempts(table: LabelTable) -> int:
    return ATTEMPTS_PER_LABEL * table.label.size


@dataclass
class _Told:
    """How far the draws have come, in labels × draws."""

    step: Step
    total: int
    done: int = 0

    def more(self, steps: int) -> None:
        self.done += steps
        self.step("draws", min(1.0, self.done / max(self.total, 1)))


class _Walks:
    """The chains of all tables, some draws at a time: they are told, ended and not kept."""

    def __init__(
        self, tables: Sequence[LabelTable], forbidden: Bools, data: Ints, told: _Told
    ) -> None:
        self.tables, self.forbidden, self.data, self.told = tables, forbidden, data, told
        none = [np.zeros(data.size, np.int64) for _ in range(4)]
        self.tally = Tally(0, none[0], none[1], none[2], none[3])
        self.labels = sum(table.label.size for table in tables)
        self._ended = 0, np.zeros(data.size, np.int64)

    def through_data(self, seed: int, before: int, after: int) -> list[Numbers]:
        """Walk chain 0 both ways from the data; returns the hub's labels of each table."""
        streams = [stream(seed, table.key, 0) for table in self.tables]
        hubs, ends = ([table.label.copy() for table in self.tables] for _ in range(2))
        self.chain(hubs, streams, before)
        not_counted = np.zeros((1, self.data.size), np.int64)
        self._walk(hubs, streams, not_counted)
        self.chain(ends, streams, after)
        self.end_chain()
        return hubs

    def chain(self, labels: Sequence[Numbers], streams: Sequence[Stream], draws: int) -> None:
        """Walk so many draws and add what they give."""
        rows = max(1, min(TOLD_AFTER // max(self.labels, 1), MOST_HELD // max(self.data.size, 1)))
        for first in range(0, draws, rows):
            counts = np.zeros((min(rows, draws - first), self.data.size), np.int64)
            self._walk(labels, streams, counts)
            self.tally.add(counts, self.data)

    def end_chain(self) -> None:
        """Remember the mean of the draws since the chain before."""
        draws, whole = self._ended
        if self.tally.draws > draws:
            self.tally.means.append((self.tally.sum - whole) / (self.tally.draws - draws))
        self._ended = self.tally.draws, self.tally.sum.copy()

    def _walk(self, labels: Sequence[Numbers], streams: Sequence[Stream], counts: Ints) -> None:
        for label, table, random in zip(labels, self.tables, streams, strict=True):
            walk(label, table.places, self.forbidden, _attempts(table), random, counts)
        self.told.more(counts.shape[0] * self.labels)


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
