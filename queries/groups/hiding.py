"""What of the core and the groups the public is not told where the part asked about is sensitive.

How many meet is told where isolates tell the part by sector. Who is in the core or a group, how
many they are and how many meet again is never told: ``queries/isolates/hiding.py`` says why.
"""

from graph_schema import group_answers as answers
from queries.groups.question import Known
from queries.isolates.hiding import hidden_of_part
from queries.lookup.sensitive import hides_few

UNTOLD = {"actors": None, "share": None}
NOT_AGREED = {"actors": None, "mean": None, "least": None, "is_stable": False}
NO_CORE = {"deepest": None, "levels": (), "known_share": None, "against_null": None}
NO_GROUPS = {
    "items": (), "next": None, "total": 0, "found": None, "small": None, "unsure": None,
    "modularity": None, "resolutions": (), "hidden": None,
}  # fmt: skip


def hides(found: Known) -> bool:
    """Whether core and groups are hidden: in the public view of a sensitive part with actors."""
    return hides_few(found.model, found.question) and found.participations.actor.size > 0


def told(found: Known, answer: answers.GroupsAnswer) -> answers.GroupsAnswer:
    """The answer without what is hidden."""
    if not hides(found):
        sensitive = hides_few(found.model, found.question)
        return answer.model_copy(update={"sensitive": sensitive})
    network = answer.network.model_copy(update={"repeating": None})
    if not hidden_of_part(found.model, found.participations).is_open:
        sectors = [each.model_copy(update=UNTOLD) for each in network.sectors]
        network = network.model_copy(update={"actors": None, "sectors": tuple(sectors)})
    # How far runs agree is of those who meet again: of one there is no agreement.
    stable = answer.stability and answer.stability.model_copy(update=NOT_AGREED)
    cores = answer.cores.model_copy(update=NO_CORE)
    hidden = {"sensitive": True, "network": network, "cores": cores, "stability": stable}
    return answer.model_copy(update=hidden | NO_GROUPS)
