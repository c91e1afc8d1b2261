"""Groups of arenas alike in source, kind and period; only within them may participations move."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from queries.gaps.participations import UNKNOWN_YEAR, Ints, Participations

LEAST_PARTICIPATIONS = 30  # smaller strata leave a switch too few places to go
LEAST_ARENAS = 5
LEAST_PARTICIPANTS = 2  # one known participant cannot have met anybody
NO_STRATUM = -1
STRATA = ("source", "arena kind", "start year, adjacent years joined")

_Slice = tuple[int, int, int]  # source, kind, year


@dataclass(frozen=True)
class Stratum:
    """Arenas of one source and kind that began in one period."""

    source: str
    kind: str
    first_year: int | None
    last_year: int | None
    arenas: int
    participations: int

    @property
    def period(self) -> str:
        """The years, or ``unknown year``."""
        if self.first_year is None:
            return "unknown year"
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"

    @property
    def name(self) -> str:
        """What people see."""
        return f"{self.source} · {self.kind} · {self.period}"

    @property
    def key(self) -> str:
        """What random streams derive from: equal for equal strata, whatever their indices."""
        return "\x1f".join((self.source, self.kind, self.period))


@dataclass(frozen=True)
class Stratification:
    """The strata, the stratum each arena is counted in, and the one its source and year fall in.

    ``counted_in`` is ``NO_STRATUM`` for arenas with fewer than two participants; ``lies_in`` is
    not, as long as such an arena's source, kind and year belong to a stratum.
    """

    strata: tuple[Stratum, ...]
    counted_in: Ints
    lies_in: Ints


def stratify(participations: Participations) -> Stratification:
    """Put every arena with two or more participants into exactly one stratum.

    Arenas with fewer leave first, then strata are built: years of one source and kind are joined in
    order until there are 30 participations in 5 arenas. Sources and kinds are never joined and
    sectors never looked at. A source too small for that stays one small stratum, which the test
    takes as it is: its p-value does not rest on size.
    """
    arenas = participations.arena_source.size
    sizes = np.bincount(participations.arena, minlength=arenas)
    meeting = sizes >= LEAST_PARTICIPANTS
    slices, slice_of = _slices(participations)
    arenas_in = np.bincount(slice_of, weights=meeting, minlength=len(slices)).astype(int)
    rows_in = np.bincount(slice_of, weights=sizes * meeting, minlength=len(slices)).astype(int)
    spans = _spans(slices, rows_in.tolist(), arenas_in.tolist())
    strata = tuple(
        _stratum(participations, [slices[k] for k in span], rows_in[span], arenas_in[span])
        for span in spans
    )
    stratum_of_slice = _covering(slices, spans)
    lies_in = stratum_of_slice[slice_of] if slices else np.empty(0, np.int64)
    return Stratification(strata, np.where(meeting, lies_in, NO_STRATUM), lies_in)


def joined_periods(participations: Sequence[int], arenas: Sequence[int]) -> list[tuple[int, int]]:
    """First and last position of runs of years large enough; the last run takes the rest."""
    periods: list[tuple[int, int]] = []
    first = rows = count = 0
    for position, (more_rows, more_arenas) in enumerate(zip(participations, arenas, strict=True)):
        rows, count = rows + more_rows, count + more_arenas
        if rows >= LEAST_PARTICIPATIONS and count >= LEAST_ARENAS:
            periods.append((first, position))
            first, rows, count = position + 1, 0, 0
    if first < len(arenas):
        start = periods.pop()[0] if periods else first
        periods.append((start, len(arenas) - 1))
    return periods


def _slices(participations: Participations) -> tuple[list[_Slice], Ints]:
    columns = np.column_stack(
        (participations.arena_source, participations.arena_kind, participations.arena_year)
    ).astype(np.int64)
    if not columns.size:
        return [], np.empty(0, np.int64)
    rows, slice_of = np.unique(columns, axis=0, return_inverse=True)
    return [(int(s), int(k), int(y)) for s, k, y in rows], slice_of.reshape(-1)


def _spans(slices: Sequence[_Slice], rows: list[int], arenas: list[int]) -> list[list[int]]:
    """Positions of the slices that make up each stratum; slices without a meeting make none."""
    spans: list[list[int]] = []
    filled = [k for k in range(len(slices)) if arenas[k]]
    for _, group in groupby(filled, key=lambda k: (*slices[k][:2], slices[k][2] == UNKNOWN_YEAR)):
        members = list(group)
        periods = joined_periods([rows[k] for k in members], [arenas[k] for k in members])
        spans += [members[first : last + 1] for first, last in periods]
    return spans


def _stratum(
    participations: Participations, slices: list[_Slice], rows: Ints, arenas: Ints
) -> Stratum:
    source, kind, first = slices[0]
    unknown = first == UNKNOWN_YEAR
    return Stratum(
        source=participations.source_names[source],
        kind=participations.kind_names[kind],
        first_year=None if unknown else first,
        last_year=None if unknown else slices[-1][2],
        arenas=int(arenas.sum()),
        participations=int(rows.sum()),
    )


def _covering(slices: Sequence[_Slice], spans: list[list[int]]) -> Ints:
    """The stratum whose source, kind and years cover each slice, also where nobody met."""
    covering = np.full(len(slices), NO_STRATUM, np.int64)
    for number, span in enumerate(spans):
        covering[span[0] : span[-1] + 1] = number  # slices are sorted by source, kind and year
    return covering
