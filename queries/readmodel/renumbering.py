"""From the numbers of one version to those of the next: both count in the order of the ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from queries.private_sources import StampedRows
from queries.readmodel.columns import Bools, Ints
from queries.readmodel.numbers import Ids, encoded, narrowed
from queries.stores.base import Kind, Row

GONE = -1


class BuildAnewError(Exception):
    """The version before is of no use: too much changed, or it is not what the store says."""


class Changed(NamedTuple):
    """The rows of one kind that differ between two versions, by key."""

    standing: dict[str, Row]  # new, or not as they were
    gone: list[str]
    passed: list[str]  # came after the one and were gone before the other


class Shift(NamedTuple):
    """Numbers that follow one another and move alike."""

    first: int
    last: int
    by: int


@dataclass(frozen=True)
class Renumbering:
    """The ids of the next version, and what became of each number of the one before."""

    ids: Ids
    moved: Ints  # the number it has now, or GONE
    as_it_was: Ints  # the earlier numbers of rows that did not change
    changed: Ints  # the numbers of rows that are new or not as they were, in the order of their ids

    @property
    def now(self) -> Ints:
        """The numbers of the rows that did not change."""
        return self.moved[self.as_it_was]

    def numbers(self, wanted: Iterable[str]) -> dict[str, int]:
        """The numbers of ids that are there."""
        names = list(dict.fromkeys(wanted))
        place, there = _places(self.ids, encoded(names))
        if not there.all():
            raise BuildAnewError(f"{names[int(np.argmin(there))]} is named but not there")
        return dict(zip(names, place.tolist(), strict=True))


def changed_rows(store: StampedRows, kind: Kind, before: int, version: int, most: int) -> Changed:
    """What differs; refused beyond so many rows."""
    standing: dict[str, Row] = {}
    stood: dict[str, None] = {}
    ended: dict[str, None] = {}
    for row in store.rows(kind, at=version, changed_since=before):
        if row.to_version is None:
            standing[row.key] = row
        else:
            ended[row.key] = None
        if row.from_version <= before:
            stood[row.key] = None
        if len(standing) + len(stood) > most:
            raise BuildAnewError(f"more than {most} rows of the kind {kind} changed")
    gone = [key for key in stood if key not in standing]
    passed = [key for key in ended if key not in standing and key not in stood]
    return Changed(standing, gone, passed)


def renumbering(before: Ids, changed: Changed) -> Renumbering:
    """How the numbers move when some ids go and others come."""
    gone, there = _places(before, encoded(changed.gone))
    if not there.all():
        raise BuildAnewError("what is gone was not there")
    standing = encoded(sorted(changed.standing))
    place, known = _places(before, standing)
    keep = np.ones(before.size, np.bool_)
    keep[gone] = False
    kept, added = before[keep], standing[~known]
    widest = np.result_type(kept, added)  # an insertion would cut longer ids short
    ids = narrowed(np.insert(kept.astype(widest), np.searchsorted(kept, added), added))
    moved = np.full(before.size, GONE, np.int32)
    moved[keep] = np.arange(kept.size) + np.searchsorted(added, kept)
    keep[place[known]] = False
    return Renumbering(ids, moved, np.flatnonzero(keep), np.searchsorted(ids, standing))


def known_numbers(ids: Ids, wanted: Iterable[str]) -> dict[str, int]:
    """The numbers of those of the wanted ids that are there."""
    names = list(wanted)
    place, there = _places(ids, encoded(names))
    found = zip(names, place.tolist(), there.tolist(), strict=True)
    return {name: number for name, number, is_there in found if is_there}


def shifts(old: Ints, new: Ints) -> list[Shift]:
    """The same renumbering in stretches, for ``old`` ascending."""
    if not old.size:
        return []
    breaks = np.flatnonzero((np.diff(old) != 1) | (np.diff(new) != 1)) + 1
    first = np.concatenate(([0], breaks))
    last = np.concatenate((breaks - 1, [old.size - 1]))
    rows = zip(old[first].tolist(), old[last].tolist(), new[first].tolist(), strict=True)
    return [Shift(begin, end, to - begin) for begin, end, to in rows]


def _places(ids: Ids, wanted: Ids) -> tuple[Ints, Bools]:
    """Where each stands among sorted ids, and whether it is there at all."""
    place = np.searchsorted(ids, wanted)
    there = place < ids.size
    there[there] = ids[place[there]] == wanted[there]
    return place, there
