"""What of the core and the groups the public is not told where the part asked about is sensitive.

Actors of a sector are counted as one line for all who meet, one for the core beside the rest, and
one for each group beside the rest: no number below three is left, nor one to work it out from.
How many of a group take part in two arenas or more is told where its members are. All who meet are
those who are not alone, so that nothing is told of them that isolates do not tell.
"""

from collections.abc import Sequence

import numpy as np

from graph_schema import group_answers as answers
from queries.groups.question import Known
from queries.isolates.hiding import Hiding, hidden_of_part
from queries.lookup.sensitive import hides_few
from queries.network.brokers import SECTORS
from queries.network.few import hidden_of, may_be_listed
from queries.network.two_mode import Bools, Ints


def hides(found: Known) -> bool:
    """Whether small numbers are hidden: in the public view of a sensitive part."""
    return hides_few(found.model, found.question)


def is_listed(found: Known, sets: Sequence[Ints], place: int) -> bool:
    """Whether the actors of one set may be named, with their sectors."""
    if not hides(found):
        return True
    total = _hidden_of_all(hidden_of_part(found.model, found.participations))
    return may_be_listed(found.sector, len(SECTORS), sets, place, total)


def told(found: Known, answer: answers.GroupsAnswer, sets: Sequence[Ints]) -> answers.GroupsAnswer:
    """The answer without what is hidden; ``sets`` are the actors of every group that is listed."""
    if not hides(found):
        return answer
    part = hidden_of_part(found.model, found.participations)
    hide = hidden_of(found.sector, len(SECTORS), sets, _hidden_of_all(part))
    network: dict[str, object] = {"sectors": _without(answer.network.sectors, hide.whole)}
    if part.names & {"actors", "solo"}:
        network["actors"] = None
    stable = answer.stability
    if part.names & {"solo", "single"} or hide.whole.any() or any(of.any() for of in hide.of):
        network["repeating"] = None  # it is told where members are, and so whom runs compare
        stable = stable and stable.model_copy(update={"actors": None})
    return answer.model_copy(
        update={
            "sensitive": True,
            "network": answer.network.model_copy(update=network),
            "cores": answer.cores.model_copy(update={"levels": (), "against_null": None}),
            "stability": stable,
            "items": tuple(_group(item, hide.of[item.number - 1]) for item in answer.items),
        }
    )


def _hidden_of_all(part: Hiding) -> Bools:
    """Of which sectors it is not told how many meet: who of them is not alone."""
    if part.few[0] is None or part.names & {"actors", "solo"}:
        return np.ones(len(SECTORS), np.bool_)
    return part.few[0]


def _group(group: answers.Group, hide: Bools) -> answers.Group:
    if not hide.any():
        return group
    hidden = {"members": (), "largest_arenas": (), "repeating": None}
    return group.model_copy(update={"sectors": _without(group.sectors, hide), **hidden})


def _without(
    sectors: tuple[answers.SectorCount, ...], hide: Bools
) -> tuple[answers.SectorCount, ...]:
    return tuple(
        each.model_copy(update={"actors": None, "share": None}) if kept else each
        for each, kept in zip(sectors, hide.tolist(), strict=True)
    )
