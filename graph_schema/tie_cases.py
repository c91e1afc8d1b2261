"""Which values of its fields and of its arena make a tie which case, read off the types."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations, product
from typing import NamedTuple

from graph_schema.base import Edge
from graph_schema.nodes import Collaboration, Project
from graph_schema.vocabularies import CollaborationKind

ARENA = "arena kind"
"""The axis of a case that is no field of the tie, but the kind of the collaboration it leads to."""

Values = frozenset[str | None]
"""Codes of a list; None stands for no value."""


class Box(NamedTuple):
    """Values that make one case together, by axis; one whose every value does is left out."""

    case: str
    values: Mapping[str, Values]


def boxes(kind: type[Edge], target: str) -> list[Box]:
    """The cases of ties of a type that lead to a label: every combination of values is in one."""
    axes = _axes(kind, target)
    fixed = Project.LABEL if target == Project.LABEL else None
    case_of = {
        point: kind.case(dict(zip(axes, point, strict=True)), point[-1] if ARENA in axes else fixed)
        for point in product(*axes.values())
    }
    alike = [_alike(case_of, place) for place in range(len(axes))]
    found = list[Box]()
    for groups in product(*alike):
        point = tuple(min(group, key=str) for group in groups)
        found.append(Box(case_of[point], dict(zip(axes, groups, strict=True))))
    every = {axis: frozenset(values) for axis, values in axes.items()}
    return [
        Box(case, {axis: group for axis, group in values.items() if group != every[axis]})
        for case, values in _joined(found)
    ]


def _joined(found: list[Box]) -> list[Box]:
    """The same in fewer boxes: two of one case that differ on one axis alone are one."""
    for one, other in combinations(found, 2):
        differing = [axis for axis in one.values if one.values[axis] != other.values[axis]]
        if one.case == other.case and len(differing) == 1:
            axis = differing[0]
            both = Box(one.case, {**one.values, axis: one.values[axis] | other.values[axis]})
            return _joined([both, *(box for box in found if box not in (one, other))])
    return found


def _axes(kind: type[Edge], target: str) -> dict[str, list[str | None]]:
    """What a case may hang on, and every value of it; the arena stands last."""
    columns = {column.name: column for column in kind.columns()}
    axes: dict[str, list[str | None]] = {}
    for name in kind.CASE_BY:
        column = columns[name]
        assert column.vocabulary is not None, f"{name} is no coded field"
        always = column.required or name in kind.ANYHOW
        axes[name] = [*(code.value for code in column.vocabulary), *([] if always else [None])]
    if target == Collaboration.LABEL:
        axes[ARENA] = [*(code.value for code in CollaborationKind), None]
    return axes


def _alike(case_of: Mapping[tuple[str | None, ...], str], place: int) -> list[Values]:
    """The values of one axis in groups that make the same cases whatever the others are."""
    cases: defaultdict[str | None, dict[tuple[str | None, ...], str]] = defaultdict(dict)
    for point, case in case_of.items():
        cases[point[place]][point[:place] + point[place + 1 :]] = case
    groups: defaultdict[tuple[tuple[tuple[str | None, ...], str], ...], set[str | None]]
    groups = defaultdict(set)
    for value, found in cases.items():
        groups[tuple(sorted(found.items(), key=str))].add(value)
    return [frozenset(group) for group in groups.values()]
