"""Groups of arenas alike in source, kind, period, region and topic; nothing moves between them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from queries.gaps.participations import (
    NOT_STATED,
    SEVERAL,
    UNKNOWN_YEAR,
    Ints,
    Participations,
)

LEAST_PARTICIPATIONS = 30  # smaller strata leave a switch too few places to go
LEAST_ARENAS = 5
LEAST_PARTICIPANTS = 2  # one known participant cannot have met anybody
MOST_APART = 2  # years: what lies further apart is not of one period
NO_STRATUM = -1
STRATA = (
    "source",
    "arena kind",
    "start year",
    "region",
    "programme, else main theme",
    "too small: topics, then regions, then adjacent years joined",
)
WHOLE, ANY_TOPIC, ANY_REGION = 5, 4, 3  # how much of a slice is looked at

Slice = tuple[int, ...]
"""Source, kind, year, region, topic; or the first few of them."""


@dataclass(frozen=True)
class Stratum:
    """Arenas of one source and kind that began in one period.

    ``region`` and ``topic`` are None where arenas of several were joined for being too few.
    """

    source: str
    kind: str
    first_year: int | None
    last_year: int | None
    arenas: int
    participations: int
    region: str | None = None
    topic: str | None = None

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
        return " · ".join(part for part in self._parts if part is not None)

    @property
    def key(self) -> str:
        """What random streams derive from: equal for equal strata, whatever their indices."""
        return "\x1f".join("" if part is None else part for part in self._parts)

    @property
    def _parts(self) -> tuple[str | None, ...]:
        return (self.source, self.kind, self.period, self.region, self.topic)


@dataclass(frozen=True)
class Stratification:
    """The strata, the stratum each arena is counted in, and the one it would be counted in.

    ``counted_in`` is ``NO_STRATUM`` for arenas with fewer than two participants; ``lies_in`` is
    not, as long as such an arena's source, kind and year belong to a stratum.
    """

    strata: tuple[Stratum, ...]
    counted_in: Ints
    lies_in: Ints


@dataclass
class _Group:
    """Slices that make up one stratum; ``depth`` says how many of their columns are alike."""

    depth: int
    members: list[int] = field(default_factory=list)


def stratify(participations: Participations) -> Stratification:
    """Put every arena with two or more participants into exactly one stratum.

    Arenas with fewer leave first, then strata are built (method part 0b, rule 1). A slice (source,
    kind, start year, region, topic) of 30 participations in 5 arenas is a stratum. What is smaller
    is joined with what else is small: whatever its topic, then whatever its region, then in
    adjacent years, at most two apart and none between them with strata of its own; what never
    suffices joins the nearest stratum within two years. Sources and kinds are never joined and
    sectors never looked at. What is too small and far from all stays one small stratum, which the
    test takes as it is: its p-value does not rest on size.
    """
    arenas = participations.arena_source.size
    sizes = np.bincount(participations.arena, minlength=arenas)
    meeting = sizes >= LEAST_PARTICIPANTS
    slices, slice_of = _slices(participations)
    arenas_in = np.bincount(slice_of, weights=meeting, minlength=len(slices)).astype(np.int64)
    rows_in = np.bincount(slice_of, weights=sizes * meeting, minlength=len(slices)).astype(np.int64)
    groups = _groups(slices, rows_in.tolist(), arenas_in.tolist())
    for group in groups:
        group.members.sort()
    groups.sort(key=lambda group: (slices[group.members[0]][:3], -group.depth, group.members))
    strata = tuple(_stratum(participations, slices, each, rows_in, arenas_in) for each in groups)
    stratum_of_slice = _covering(slices, groups)
    lies_in = stratum_of_slice[slice_of] if slices else np.empty(0, np.int64)
    return Stratification(strata, np.where(meeting, lies_in, NO_STRATUM), lies_in)


def joined_periods(participations: Sequence[int], arenas: Sequence[int]) -> list[tuple[int, int]]:
    """First and last position of runs of years large enough; the last run takes the rest."""
    periods: list[tuple[int, int]] = []
    first = rows = count = 0
    for position, (more_rows, more_arenas) in enumerate(zip(participations, arenas, strict=True)):
        rows, count = rows + more_rows, count + more_arenas
        if _is_large(rows, count):
            periods.append((first, position))
            first, rows, count = position + 1, 0, 0
    if first < len(arenas):
        start = periods.pop()[0] if periods else first
        periods.append((start, len(arenas) - 1))
    return periods


def _is_large(participations: int, arenas: int) -> bool:
    return participations >= LEAST_PARTICIPATIONS and arenas >= LEAST_ARENAS


def _slices(participations: Participations) -> tuple[list[Slice], Ints]:
    columns = np.column_stack(
        (
            participations.arena_source,
            participations.arena_kind,
            participations.arena_year,
            participations.arena_region,
            participations.arena_topic,
        )
    ).astype(np.int64)
    if not columns.size:
        return [], np.empty(0, np.int64)
    rows, slice_of = np.unique(columns, axis=0, return_inverse=True)
    return [tuple(row) for row in rows.tolist()], slice_of.reshape(-1)


def _groups(slices: Sequence[Slice], rows: list[int], arenas: list[int]) -> list[_Group]:
    """The slices of each stratum; slices without a meeting make none."""
    groups: list[_Group] = []
    small = [k for k in range(len(slices)) if arenas[k]]
    for depth in (WHOLE, ANY_TOPIC, ANY_REGION):
        left: list[int] = []
        for members in _alike(slices, small, depth):
            if _is_large(sum(rows[k] for k in members), sum(arenas[k] for k in members)):
                groups.append(_Group(depth, members))
            else:
                left += members
        small = left
    filled = [(_series(slices[g.members[0]]), slices[g.members[0]][2]) for g in groups]
    for members in _of_one_series(slices, small):
        for run in _unbroken(slices, members, set(filled)):
            _join_years(groups, slices, run, (rows, arenas))
    return groups


def _alike(slices: Sequence[Slice], places: Iterable[int], depth: int) -> list[list[int]]:
    found: defaultdict[Slice, list[int]] = defaultdict(list)
    for place in places:
        found[slices[place][:depth]].append(place)
    return list(found.values())


def _series(one: Slice) -> tuple[int, int, bool]:
    """What is never joined: source, kind, and whether the year is known."""
    return one[0], one[1], one[2] == UNKNOWN_YEAR


def _of_one_series(slices: Sequence[Slice], places: Iterable[int]) -> list[list[int]]:
    ordered = sorted(places, key=lambda k: (_series(slices[k]), slices[k][2]))
    return [list(members) for _, members in groupby(ordered, key=lambda k: _series(slices[k]))]


def _unbroken(
    slices: Sequence[Slice],
    members: list[int],
    filled: set[tuple[tuple[int, int, bool], int]],
) -> list[list[int]]:
    """Runs of years close together, no year between them having strata of its own.

    Joined across such a year, or a decade, arenas of different times would change participants, and
    sectors that were active at different times would seem not to meet.
    """
    runs: list[list[int]] = []
    for place in members:
        series, year = _series(slices[place]), slices[place][2]
        last = slices[runs[-1][-1]][2] if runs else year
        between = any((series, y) in filled for y in range(last + 1, year))
        if runs and year - last <= MOST_APART and not between:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _join_years(
    groups: list[_Group],
    slices: Sequence[Slice],
    members: list[int],
    sizes: tuple[list[int], list[int]],
) -> None:
    """Join what is still small in adjacent years; what never suffices joins the nearest stratum."""
    rows, arenas = sizes
    years = [list(of_year) for _, of_year in groupby(members, key=lambda k: slices[k][2])]
    rows_of = [sum(rows[k] for k in of_year) for of_year in years]
    arenas_of = [sum(arenas[k] for k in of_year) for of_year in years]
    for first, last in joined_periods(rows_of, arenas_of):
        joined = [k for of_year in years[first : last + 1] for k in of_year]
        count = sum(rows_of[first : last + 1]), sum(arenas_of[first : last + 1])
        others = [
            g
            for g in groups
            if _series(slices[g.members[0]]) == _series(slices[joined[0]])
            and _distance(slices, rows, g, joined)[0] <= MOST_APART
        ]
        if _is_large(*count) or not others:
            groups.append(_Group(2, joined))
            continue
        nearest = min(others, key=lambda g: _distance(slices, rows, g, joined))
        nearest.members += joined
        nearest.depth = 2


def _distance(
    slices: Sequence[Slice], rows: list[int], group: _Group, joined: list[int]
) -> tuple[int, int, int, Slice]:
    """Years apart first; then the more is joined in a stratum already, and the smaller it is."""
    own = [slices[k][2] for k in group.members]
    wanted = [slices[k][2] for k in joined]
    apart = max(min(own) - max(wanted), min(wanted) - max(own), 0)
    return apart, group.depth, sum(rows[k] for k in group.members), slices[group.members[0]]


def _stratum(
    participations: Participations,
    slices: Sequence[Slice],
    group: _Group,
    rows: Ints,
    arenas: Ints,
) -> Stratum:
    source, kind, first = slices[group.members[0]][:3]
    years = [slices[k][2] for k in group.members]
    unknown = first == UNKNOWN_YEAR
    region, topic = slices[group.members[0]][3:]
    return Stratum(
        source=participations.source_names[source],
        kind=participations.kind_names[kind],
        first_year=None if unknown else min(years),
        last_year=None if unknown else max(years),
        arenas=int(arenas[group.members].sum()),
        participations=int(rows[group.members].sum()),
        region=_named(participations.region_names, region, group.depth >= ANY_TOPIC),
        topic=_named(participations.topic_names, topic, group.depth == WHOLE),
    )


def _named(names: tuple[str, ...], place: int, alike: bool) -> str | None:
    if not alike or not names:
        return None
    return {NOT_STATED: "none stated", SEVERAL: "several"}.get(place) or names[place]


def _covering(slices: Sequence[Slice], groups: Sequence[_Group]) -> Ints:
    """The stratum each slice is in; one without a meeting, the one it would have been joined to."""
    covering = np.full(len(slices), NO_STRATUM, np.int64)
    known: dict[Slice, int] = {}
    spans: defaultdict[tuple[int, int, bool], list[tuple[int, int, int]]] = defaultdict(list)
    for number, group in enumerate(groups):
        covering[group.members] = number
        first = slices[group.members[0]]
        if group.depth >= ANY_REGION:
            known[first[: group.depth]] = number
        else:
            years = [slices[k][2] for k in group.members]
            spans[_series(first)].append((min(years), max(years), number))
    for place in np.flatnonzero(covering == NO_STRATUM).tolist():
        one = slices[place]
        alike = (one[:depth] for depth in (WHOLE, ANY_TOPIC, ANY_REGION))
        like = [known[part] for part in alike if part in known]
        like += [number for low, high, number in spans[_series(one)] if low <= one[2] <= high]
        covering[place] = like[0] if like else NO_STRATUM
    return covering
