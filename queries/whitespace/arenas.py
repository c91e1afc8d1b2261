"""The arenas of a table with their labels, as plain columns, and the strata they fall into."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from queries.gaps.participations import UNKNOWN_YEAR
from queries.gaps.strata import joined_periods
from queries.readmodel.columns import gathered, lists

STRATA = ("source", "arena kind", "start year, adjacent years joined")
DRAWS_VERSION = "1"  # raise it when the same seed would give other draws

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Labels:
    """Which labels each arena has: those of arena p are ``values[first[p]:first[p + 1]]``."""

    first: Ints
    values: Ints
    count: int  # how many different labels there are

    @classmethod
    def of(cls, arena: Ints, label: Ints, arenas: int, count: int) -> "Labels":
        """From pairs, each once, in the order of arenas and labels."""
        pairs = np.unique(arena.astype(np.int64) * max(count, 1) + label)
        first, values = lists(pairs // max(count, 1), pairs % max(count, 1), arenas)
        return cls(first, np.asarray(values, np.int64), count)

    @property
    def per_arena(self) -> Ints:
        """How many labels each arena has."""
        return np.diff(self.first)

    @property
    def has_several(self) -> bool:
        """Whether any arena has several."""
        return bool(self.per_arena.max(initial=1) > 1)

    @property
    def arena(self) -> Ints:
        """The arena of every value."""
        return np.repeat(np.arange(self.first.size - 1), self.per_arena)

    def of_arenas(self, arenas: Ints) -> "Labels":
        """Those of some arenas, numbered anew in their order."""
        values, length = gathered(self.first, self.values, arenas)
        first = np.zeros(arenas.size + 1, np.int64)
        np.cumsum(length, out=first[1:])
        return Labels(first, np.asarray(values, np.int64), self.count)

    def having(self, label: int) -> Bools:
        """Which arenas have the label."""
        found = np.zeros(self.first.size - 1, np.bool_)
        found[self.arena[self.values == label]] = True
        return found


@dataclass(frozen=True)
class LabelledArenas:
    """One row per arena that has a label of both dimensions; rows stay, columns are exchanged."""

    rows: Labels
    columns: Labels
    source: NDArray[np.integer]
    kind: NDArray[np.integer]
    year: NDArray[np.integer]  # of the start; UNKNOWN_YEAR where none is stated
    source_names: tuple[str, ...]
    kind_names: tuple[str, ...]

    @property
    def has_several(self) -> bool:
        """Whether any arena has several labels of a dimension."""
        return any(side.has_several for side in (self.rows, self.columns))

    def counts(self, arenas: Ints | None = None) -> Ints:
        """How many arenas have each pair of labels; one with several counts in each of its cells.

        ``arenas`` narrows the count to some.
        """
        rows, columns = self.rows, self.columns
        if arenas is not None:
            rows, columns = rows.of_arenas(arenas), columns.of_arenas(arenas)
        row, column = pairs_of(rows, columns)
        flat = np.bincount(row * columns.count + column, minlength=rows.count * columns.count)
        return flat.reshape(rows.count, columns.count)


def pairs_of(rows: Labels, columns: Labels) -> tuple[Ints, Ints]:
    """Every row label of an arena beside every column label of it, arena after arena."""
    row, length = gathered(columns.first, columns.values, rows.arena)
    return np.repeat(rows.values, length), np.asarray(row, np.int64)


@dataclass(frozen=True)
class Stratum:
    """Arenas of one source and kind that began in one period."""

    source: str
    kind: str
    first_year: int | None
    last_year: int | None
    arenas: Ints

    @property
    def key(self) -> str:
        """What random streams derive from: equal for equal strata, whatever their indices."""
        return "\x1f".join((self.source, self.kind, str(self.first_year), str(self.last_year)))


def strata_of(labelled: LabelledArenas) -> list[Stratum]:
    """Each arena in exactly one: years of a source and kind are joined until they are enough.

    Enough is what 0b.1 of the methods asks, with labels in place of participations: 30 column
    labels in 5 arenas. Sources and kinds are never joined, and the labels never looked at.
    """
    key = np.lexsort((labelled.year, labelled.kind, labelled.source))
    years: list[tuple[tuple[int, int, int], Ints]] = []
    facts = np.column_stack((labelled.source, labelled.kind, labelled.year)).astype(np.int64)[key]
    if not key.size:
        return []
    begins = np.flatnonzero(np.r_[True, np.any(facts[1:] != facts[:-1], axis=1)])
    for begin, end in zip(begins, [*begins[1:], key.size], strict=True):
        source, kind, year = facts[begin].tolist()
        years.append(((source, kind, year), np.sort(key[begin:end])))
    found: list[Stratum] = []
    for _, group in groupby(years, key=lambda each: (*each[0][:2], each[0][2] == UNKNOWN_YEAR)):
        found += _joined(labelled, list(group))
    return found


def _joined(
    labelled: LabelledArenas, years: Sequence[tuple[tuple[int, int, int], Ints]]
) -> list[Stratum]:
    per_arena = labelled.columns.per_arena
    labels = [int(per_arena[arenas].sum()) for _, arenas in years]
    periods = joined_periods(labels, [arenas.size for _, arenas in years])
    made = []
    for first, last in periods:
        source, kind, year = years[first][0]
        unknown = year == UNKNOWN_YEAR
        made.append(
            Stratum(
                labelled.source_names[source],
                labelled.kind_names[kind],
                None if unknown else year,
                None if unknown else years[last][0][2],
                np.sort(np.concatenate([arenas for _, arenas in years[first : last + 1]])),
            )
        )
    return made


def can_move(labelled: LabelledArenas, stratum: Stratum, possible: Bools) -> bool:
    """Whether exchanging column labels among these arenas can change any count.

    It cannot where every arena has the same row labels, or the same column labels: such a stratum
    says nothing of where what is, and leaves both sides of the comparison.
    """
    rows = labelled.rows.of_arenas(stratum.arenas)
    columns = labelled.columns.of_arenas(stratum.arenas)
    return _differ(rows) and _differ(columns) and bool(possible.any())


def _differ(labels: Labels) -> bool:
    """Whether two arenas have different sets of labels."""
    length = labels.per_arena
    if length.size and np.any(length != length[0]):
        return True
    table = labels.values.reshape(length.size, -1)
    return bool(np.any(table != table[:1]))
