"""What is known of the actors on a list: when they were last seen, and by which source."""

import numpy as np

from graph_schema.isolate_answers import RecordedActor
from queries.gaps.participations import Participations
from queries.isolates.counting import Lists
from queries.isolates.grouping import SECTORS
from queries.lookup.things import fields_of, refs, sources_of
from queries.network.two_mode import Floats, Ints
from queries.readmodel.columns import lists as gathered_lists
from queries.readmodel.open import ReadModel


def recorded(
    model: ReadModel, given: Participations, lists: Lists, expected: Floats, chosen: Ints
) -> tuple[RecordedActor, ...]:
    """One row per actor, in the order given; ``expected`` is nan where it is not told."""
    columns = model.columns
    nodes = columns.actor_node[chosen]
    names = refs(model, nodes.tolist())
    fetched = {source.name: source.retrieved for source in model.sources}
    seen = _last_seen(model, given, chosen)

    def one(actor: int, node: int) -> RecordedActor:
        stating = sources_of(model, [node])
        days = [day for name in stating if (day := fetched[name]) is not None]
        return RecordedActor(
            actor=names[node],
            sector=SECTORS[int(columns.sector[actor])].value,
            beside=bool(lists.beside[actor]),
            arenas=int(lists.arenas[actor]),
            arenas_complete=int(lists.complete[actor]),
            last_seen=seen.get(actor),
            stated_by=stating,
            retrieved=max(days, default=None),
            expected=float(expected[actor]) if np.isfinite(expected[actor]) else None,
        )

    return tuple(one(a, n) for a, n in zip(chosen.tolist(), nodes.tolist(), strict=True))


def _last_seen(model: ReadModel, given: Participations, chosen: Ints) -> dict[int, str]:
    """The start of each actor's latest dated arena, as stated."""
    first, arenas = gathered_lists(given.actor, given.arena, model.columns.actor_node.size)
    own = {actor: arenas[first[actor] : first[actor + 1]] for actor in chosen.tolist()}
    node = model.columns.arena_node
    nodes = {int(node[arena]) for each in own.values() for arena in each.tolist()}
    fields = fields_of(model, nodes)
    found = {}
    for actor, each in own.items():
        starts = [fields[int(node[arena])].get("start") for arena in each.tolist()]
        latest = max((str(start) for start in starts if start is not None), default=None)
        if latest is not None:
            found[actor] = latest
    return found
