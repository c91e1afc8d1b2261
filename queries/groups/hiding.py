"""What of the core and the groups the public is not told where the part asked about is sensitive.

How many meet is told where isolates tell the part by sector. Who they are, who meets again or is
in a group is told where they name actors and, besides, no set of these, with those in none, has one
or two of a sector, nor that meet again: all or none, so that nothing is left to work the others out
from.
"""

from collections.abc import Sequence

import numpy as np

from graph_schema import group_answers as answers
from queries.groups.question import Known
from queries.isolates.hiding import hidden_of_part
from queries.lookup.sensitive import hides_few
from queries.network.brokers import SECTORS
from queries.network.few import may_be_told
from queries.network.two_mode import Ints
from queries.whitespace.hiding import are_few

AGAIN = 2  # arenas from which on an actor meets again
UNTOLD = {"actors": None, "share": None}
NOT_AGREED = {"actors": None, "mean": None, "least": None, "is_stable": False}
NO_CORE = {"deepest": None, "levels": (), "known_share": None, "against_null": None}
NO_RUNS = {
    "found": None, "small": None, "unsure": None,
    "modularity": None, "resolutions": (), "hidden": None,
}  # fmt: skip


def hides(found: Known) -> bool:
    """Whether small numbers are hidden: in the public view of a sensitive part."""
    return hides_few(found.model, found.question)


def is_listed(found: Known, sets: Sequence[Ints]) -> bool:
    """Whether the actors of these sets may be named, with their sectors."""
    return not hides(found) or (
        hidden_of_part(found.model, found.participations).names_actors
        and may_be_told(found.sector, len(SECTORS), sets)
    )


def are_told(found: Known, sets: Sequence[Ints]) -> bool:
    """The same of all groups, beside how many of each and of all meet again."""
    return is_listed(found, sets) and not (hides(found) and _repeat_few(found, sets))


def told(found: Known, answer: answers.GroupsAnswer, sets: Sequence[Ints]) -> answers.GroupsAnswer:
    """The answer without what is hidden; ``sets`` are the actors of every group that is listed."""
    if not hides(found):
        return answer
    cores = answer.cores.model_copy(update=NO_CORE)
    answer = answer.model_copy(update={"sensitive": True, "cores": cores})
    if are_told(found, sets):
        return answer
    network = answer.network.model_copy(update={"repeating": None})
    if not hidden_of_part(found.model, found.participations).is_open:
        sectors = [each.model_copy(update=UNTOLD) for each in network.sectors]
        network = network.model_copy(update={"actors": None, "sectors": tuple(sectors)})
    # How far runs agree is of those who meet again: of one there is no agreement.
    stable = answer.stability and answer.stability.model_copy(update=NOT_AGREED)
    without = {"items": (), "next": None, "total": 0, "stability": stable, **NO_RUNS}
    return answer.model_copy(update={"network": network, **without})


def _repeat_few(found: Known, sets: Sequence[Ints]) -> bool:
    """Whether one or two of all, or of a set, meet again, or do not."""
    graph = found.repeated.graph
    again = np.bincount(graph.actor, minlength=graph.actors) >= AGAIN
    counts = [(int(again[own].sum()), len(own)) for own in (np.arange(graph.actors), *sets)]
    return bool(are_few(np.array([(many, of - many) for many, of in counts])).any())
