"""Arenas that have a label of one dimension and none of the other: where they may belong."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph_schema.whitespace_answers import WhitespaceScope
from queries.gaps.participations import UNKNOWN_YEAR
from queries.lookup.covered import upwards
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools, Ints, LabelledArenas, Labels, Stratum
from queries.whitespace.coverable import Coverable, coverable_cells
from queries.whitespace.independence import Floats
from queries.whitespace.labels import Axis, arenas_of, have_others
from queries.whitespace.membership import perhaps_asked, stated_places

NOWHERE = -1  # the stratum of what has a source or kind that no stratum has
LEFT_OUT = -2


@dataclass(frozen=True)
class HalfLabelled:
    """Those that lack one dimension, as columns; ``has`` are their labels of the other.

    ``inside[area[k]]`` are the lines of the lacking dimension to which arena k may belong, its own
    where it has both and is not known to be of the part asked about; ``most``
    is how many of those any arena there is has, asked for or not, and so how many each of these may
    have. The first of them are ``lacking``, the others have both.
    ``opens``: whether they may lie in a line that the table does not have: in any place there is,
    and in a theme or target group that no arena asked for has, but not in one that nobody names.
    """

    has: Labels
    lacking: int
    area: Ints
    inside: Bools
    most: int
    opens: bool
    lacks_place: bool
    source: Ints
    kind: Ints
    year: Ints

    @property
    def pairs(self) -> int:
        """How many labels of rows and columns they may have beside each other."""
        return self.has.values.size * self.most

    @property
    def opening(self) -> int:
        """The same of those that may lie in lines that the table does not have."""
        return int(self.has.first[self.lacking]) * self.most if self.opens else 0

    def of_any(self, lines: Bools) -> Bools:
        """Which of them have a label of any of these lines."""
        found = np.zeros(self.year.size, np.bool_)
        found[self.has.arena[lines[self.has.values]]] = True
        return found

    def cells(self, chosen: Bools) -> Ints:
        """To each cell, its own line first, how many of the chosen arenas may belong."""
        found = np.zeros((self.has.count, self.inside.shape[1]), np.int64)
        for number, lines in enumerate(self.inside):
            own = self.has.of_arenas(np.flatnonzero(chosen & (self.area == number)))
            found += np.outer(np.bincount(own.values, minlength=self.has.count), lines)
        return found


class Several(NamedTuple):
    """Of which side any arena has several labels."""

    rows: bool
    columns: bool


@dataclass(frozen=True)
class Lying:
    """What arenas that lack a label may bring to a stratum.

    ``elsewhere[r, c]`` are the arenas that cannot belong to the cell. In pairs of labels, one of
    each side, ``pairs`` are all of them, ``rows[r]`` and ``columns[c]`` how many may come to each
    line.
    """

    pairs: int
    elsewhere: Ints
    rows: Ints
    columns: Ints


@dataclass(frozen=True)
class Unplaced:
    """Both kinds of them; those with neither label may belong anywhere, and are not among them.

    ``coverable`` are the cells that may be covered once they have what they lack. ``perhaps``
    are not asked for and may be of the part; ``neither`` have no label of either side besides.
    ``apart`` of them have a label that the table does not have, and may have ``pairs_apart`` labels
    of rows and columns beside each other.
    """

    without_column: HalfLabelled
    without_row: HalfLabelled
    coverable: Coverable
    perhaps: int
    neither: int
    apart: int
    pairs_apart: int

    @cached_property
    def cells(self) -> Ints:
        """Of each cell how many may belong to it."""
        every = [np.ones(half.year.size, np.bool_) for half in self._both]
        return self._cells(every)

    def lying(
        self, labelled: LabelledArenas, strata: Sequence[Stratum], usable: Bools
    ) -> list["Lying"]:
        """What may come to each stratum, by source, kind and the nearest year; last, to none.

        What has labels alone of lines without a ``usable`` cell can come near no cell.
        """
        lines = np.asarray(usable.any(axis=1)), np.asarray(usable.any(axis=0))
        placed = [
            np.where(half.of_any(own), _strata_of(half, labelled, strata), LEFT_OUT)
            for half, own in zip(self._both, lines, strict=True)
        ]
        return [
            self._lying([own == number for own in placed])
            for number in (*range(len(strata)), NOWHERE)
        ]

    @property
    def pairs(self) -> int:
        """How many labels of rows and columns they may have beside each other."""
        return sum(half.pairs for half in self._both) + self.pairs_apart

    @property
    def opening(self) -> int:
        """The same of those that may lie in lines that the table does not have."""
        return sum(half.opening for half in self._both) + self.pairs_apart

    def _lying(self, chosen: Sequence[Bools]) -> "Lying":
        of_rows, of_columns = (
            half.cells(own) * half.most for half, own in zip(self._both, chosen, strict=True)
        )
        rows, columns = (
            np.bincount(half.has.of_arenas(np.flatnonzero(own)).values, minlength=half.has.count)
            * half.most
            for half, own in zip(self._both, chosen, strict=True)
        )
        elsewhere = sum(int(own.sum()) for own in chosen) + self.apart
        return Lying(
            pairs=int(rows.sum() + columns.sum()) + self.pairs_apart,
            elsewhere=elsewhere - self._cells(chosen),
            rows=rows + of_columns.sum(axis=0),
            columns=columns + of_rows.sum(axis=0),
        )

    def opened(self, need: Floats) -> float:
        """The most of a need that lies in cells they may cover."""
        if not self.coverable.by_places:
            return float(need.sum())
        each = (self.without_row, need.sum(axis=1)), (self.without_column, need.sum(axis=0))
        most = (
            np.sort(of_line)[::-1][: half.year.size * half.most].sum()
            for half, of_line in each
            if half.lacks_place
        )
        return float(min(need.sum(), sum(most)))

    @property
    def have_several(self) -> Several:
        """Whether any arena there is has several labels of a side."""
        return Several(self.without_row.most > 1, self.without_column.most > 1)

    @property
    def _both(self) -> tuple[HalfLabelled, HalfLabelled]:
        return self.without_column, self.without_row

    def _cells(self, chosen: Sequence[Bools]) -> Ints:
        of_rows, of_columns = (
            half.cells(own) for half, own in zip(self._both, chosen, strict=True)
        )
        return of_rows + of_columns.T


def _strata_of(half: HalfLabelled, labelled: LabelledArenas, strata: Sequence[Stratum]) -> Ints:
    """The number of the stratum each would be of, if it had both labels."""
    found = np.full(half.year.size, NOWHERE, np.int64)
    alike: dict[tuple[str, str], list[int]] = {}
    for number, stratum in enumerate(strata):
        alike.setdefault((stratum.source, stratum.kind), []).append(number)
    for (source, kind), numbers in alike.items():
        own = half.source == labelled.source_names.index(source)
        own &= half.kind == labelled.kind_names.index(kind)
        away = np.array([_distance(half.year[own], strata[number]) for number in numbers])
        found[own] = np.array(numbers)[away.argmin(axis=0)]
    return found


def _distance(year: Ints, stratum: Stratum) -> Floats:
    """Years between each year and the stratum's; of what is undated, who is undated is nearest."""
    if stratum.first_year is None or stratum.last_year is None:
        return np.where(year == UNKNOWN_YEAR, 0.0, np.inf)
    outside = np.maximum(stratum.first_year - year, year - stratum.last_year)
    return np.where(year == UNKNOWN_YEAR, np.inf, np.maximum(outside, 0)).astype(np.float64)


def unplaced(
    model: ReadModel, rows: Axis, columns: Axis, asked: Ints, scope: WhitespaceScope
) -> Unplaced:
    """Of the arenas asked for those that have a row and no column, or a column and no row.

    Of a part that is narrowed by place or theme also those of which it is not known whether they
    are of it; if they have both labels, they may be of no other cells.
    """
    maybe = np.concatenate([asked, perhaps_asked(model, scope)])
    gone = np.setdiff1d(arenas_of(model, scope), asked)
    has_row, has_column = (axis.labels.per_arena[maybe] for axis in (rows, columns))
    there = np.setdiff1d(np.arange(model.columns.arena_node.size), gone)
    most = _most(rows, there), _most(columns, there)
    all_rows, all_columns = rows.of_each[maybe], columns.of_each[maybe]
    perhaps = ~np.isin(maybe, asked)
    both = maybe[(has_row > 0) & (has_column > 0) & perhaps]
    lacking = (
        maybe[(has_row > 0) & (all_columns == 0)],
        maybe[(has_column > 0) & (all_rows == 0)],
    )
    opens = [
        axis.dimension == "region" or have_others(model, axis, asked) for axis in (columns, rows)
    ]
    apart = (all_rows > has_row) | (all_columns > has_column)
    at_most = np.where(all_rows, all_rows, most[0]) * np.where(all_columns, all_columns, most[1])
    none = perhaps & (all_rows == 0) & (all_columns == 0)
    return Unplaced(
        without_column=_half(model, (rows, columns), lacking[0], both, most[1], opens=opens[0]),
        without_row=_half(model, (columns, rows), lacking[1], both[:0], most[0], opens=opens[1]),
        coverable=coverable_cells(model, (rows, columns), asked, maybe, gone, scope),
        perhaps=int((perhaps & ~none).sum()),
        neither=int(none.sum()),
        apart=int(apart.sum()),
        pairs_apart=int(at_most[apart].sum()),
    )


def _most(axis: Axis, there: Ints) -> int:
    """How many labels of a dimension any arena has that there is."""
    return int(axis.of_each[there].max(initial=1))


def _half(
    model: ReadModel,
    sides: tuple[Axis, Axis],
    lacking: Ints,
    both: Ints,
    most: int,
    *,
    opens: bool,
) -> HalfLabelled:
    """Of those that have a label of the first side and lack the other, or have ``both``."""
    has, lacks = sides
    numbers, arenas = model.columns, np.concatenate([lacking, both])
    area, inside = _areas(model, lacks, lacking)
    own = np.zeros((both.size, lacks.nodes.size), np.bool_)
    labels = lacks.labels.of_arenas(both)
    own[labels.arena, labels.values] = True
    alike, of = np.unique(own, axis=0, return_inverse=True)
    return HalfLabelled(
        has=has.labels.of_arenas(arenas),
        lacking=lacking.size,
        area=np.concatenate([area, inside.shape[0] + of.reshape(-1)]),
        inside=np.concatenate([inside, alike]),
        most=most,
        opens=opens,
        lacks_place=lacks.dimension == "region",
        source=np.maximum(np.asarray(numbers.arena_source)[arenas], 0).astype(np.int64),
        kind=np.maximum(np.asarray(numbers.arena_kind)[arenas], 0).astype(np.int64),
        year=np.asarray(numbers.arena_year)[arenas].astype(np.int64),
    )


def _areas(model: ReadModel, lacks: Axis, arenas: Ints) -> tuple[Ints, Bools]:
    """To which lines of the dimension each arena may belong: of an area those that lie in it.

    What states no place, or one that none of the lines lies in, may belong to any.
    """
    everywhere = np.ones((1, lacks.nodes.size), np.bool_)
    if lacks.dimension != "region":
        return np.zeros(arenas.size, np.int64), everywhere
    stated = stated_places(model, arenas)
    above = [upwards(model, n) for n in lacks.nodes.tolist()] if stated else []
    kinds = {places: k for k, places in enumerate(sorted(set(stated.values())), start=1)}
    inside = [[bool(own.intersection(places)) for own in above] for places in kinds]
    named = np.array(inside, np.bool_).reshape(len(inside), lacks.nodes.size)
    lines = np.concatenate([everywhere, named])
    lines[~lines.any(axis=1)] = True
    area = np.zeros(arenas.size, np.int64)
    for k, places in stated.items():
        area[k] = kinds[places]
    return area, lines
