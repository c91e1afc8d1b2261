"""What of the core and the groups the public is not told where the part asked about is sensitive.

Actors of a sector are counted as one line for all who meet, one for the core beside the rest, and
one for each group beside the rest: no number below three is left, nor one to work it out from.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph_schema import group_answers as answers
from graph_schema.vocabularies import Audience
from queries.groups.question import Known
from queries.lookup.sensitive import is_sensitive_part
from queries.network.brokers import SECTORS
from queries.network.two_mode import Bools, Ints
from queries.whitespace.hiding import LEAST_NAMED, hidden


class Hidden(NamedTuple):
    """Which counts of a sector are hidden: of all who meet, and one row for each set of actors."""

    whole: Bools
    of: Bools


def hides(found: Known) -> bool:
    """Whether small numbers are hidden: in the public view of a sensitive part."""
    public = found.model.audience is Audience.PUBLIC
    return public and is_sensitive_part(found.model, found.question)


def hidden_of(found: Known, sets: Sequence[Ints]) -> Hidden:
    """What is hidden of sets of actors without a common one, those in none of them beside them.

    Where a count of all who meet is hidden, every count is: they would add up to it.
    """
    whole = np.bincount(found.sector, minlength=len(SECTORS))
    rows = [np.bincount(found.sector[each], minlength=len(SECTORS)) for each in sets]
    table = np.array([*rows, whole - np.sum(rows, axis=0, dtype=np.int64)])
    total = _few(whole[:, None])[:, 0]
    cells = np.ones(table.shape, np.bool_) if total.any() else _few(table)
    return Hidden(total, cells[: len(sets)])


def is_listed(found: Known, sets: Sequence[Ints], place: int) -> bool:
    """Whether the actors of one set may be named, with their sectors."""
    if not hides(found):
        return True
    own = sets[place]
    return own.size == 0 or bool(
        own.size >= LEAST_NAMED and not hidden_of(found, sets).of[place].any()
    )


def told(found: Known, answer: answers.GroupsAnswer, sets: Sequence[Ints]) -> answers.GroupsAnswer:
    """The answer without what is hidden; ``sets`` are the actors of every group that is listed."""
    if not hides(found):
        return answer
    hide = hidden_of(found, sets)
    network = {"sectors": _without(answer.network.sectors, hide.whole)}
    return answer.model_copy(
        update={
            "sensitive": True,
            "network": answer.network.model_copy(update=network),
            "cores": answer.cores.model_copy(update={"levels": (), "against_null": None}),
            "items": tuple(_group(item, hide.of[item.number - 1]) for item in answer.items),
        }
    )


def _group(group: answers.Group, hide: Bools) -> answers.Group:
    if not hide.any():
        return group
    sectors = _without(group.sectors, hide)
    return group.model_copy(update={"sectors": sectors, "members": (), "largest_arenas": ()})


def _without(
    sectors: tuple[answers.SectorCount, ...], hide: Bools
) -> tuple[answers.SectorCount, ...]:
    return tuple(
        each.model_copy(update={"actors": None, "share": None}) if kept else each
        for each, kept in zip(sectors, hide.tolist(), strict=True)
    )


def _few(counts: Ints) -> Bools:
    every = np.ones(counts.shape, np.bool_)
    return hidden(counts, counts, every, every).cells
