"""What of the core and the groups the public is not told where the part asked about is sensitive.

Actors of a sector are counted as one line for all who meet, one for the core beside the rest, and
one for each group beside the rest: no number below three is left, nor one to work it out from.
Who takes part in two arenas or more is the core in other words, and told as little as it is.
"""

from collections.abc import Sequence

from graph_schema import group_answers as answers
from queries.groups.question import Known
from queries.lookup.sensitive import hides_few
from queries.network.brokers import SECTORS
from queries.network.few import hidden_of, may_be_listed
from queries.network.two_mode import Bools, Ints


def hides(found: Known) -> bool:
    """Whether small numbers are hidden: in the public view of a sensitive part."""
    return hides_few(found.model, found.question)


def is_listed(found: Known, sets: Sequence[Ints], place: int) -> bool:
    """Whether the actors of one set may be named, with their sectors."""
    return not hides(found) or may_be_listed(found.sector, len(SECTORS), sets, place)


def told(found: Known, answer: answers.GroupsAnswer, sets: Sequence[Ints]) -> answers.GroupsAnswer:
    """The answer without what is hidden; ``sets`` are the actors of every group that is listed."""
    if not hides(found):
        return answer
    hide = hidden_of(found.sector, len(SECTORS), sets)
    sectors = _without(answer.network.sectors, hide.whole)
    network = {"sectors": sectors, "repeating": None}
    return answer.model_copy(
        update={
            "sensitive": True,
            "network": answer.network.model_copy(update=network),
            "cores": answer.cores.model_copy(update={"levels": (), "against_null": None}),
            "items": tuple(_group(item, hide.of[item.number - 1]) for item in answer.items),
        }
    )


def _group(group: answers.Group, hide: Bools) -> answers.Group:
    told = group.model_copy(update={"repeating": None})
    if not hide.any():
        return told
    sectors = _without(group.sectors, hide)
    return told.model_copy(update={"sectors": sectors, "members": (), "largest_arenas": ()})


def _without(
    sectors: tuple[answers.SectorCount, ...], hide: Bools
) -> tuple[answers.SectorCount, ...]:
    return tuple(
        each.model_copy(update={"actors": None, "share": None}) if kept else each
        for each, kept in zip(sectors, hide.tolist(), strict=True)
    )
