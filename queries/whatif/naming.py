"""Names in a change, for who has no ids at hand: the whole name of a thing, in quotation marks."""

import re

from graph_schema.nodes import ARENAS, Actor
from queries.errors import BadQuestionError
from queries.lookup.matching import whole_names
from queries.lookup.things import refs
from queries.readmodel.open import ReadModel

QUOTED = re.compile(r'["”“]([^"”“]*)["”“]')
MOST_TOLD = 5  # of several that bear a name


def with_ids(model: ReadModel, change: str) -> str:
    """The change with the id of whoever bears each name; the rest is left as it stands.

    Raises ``BadQuestionError`` where nobody bears a name, or several do.
    """
    return QUOTED.sub(lambda quoted: _id(model, quoted[1]), change)


def _id(model: ReadModel, name: str) -> str:
    found = refs(model, whole_names(model, name, (Actor.LABEL, *ARENAS)))
    if len(found) == 1:
        return next(ref.id for ref in found.values())
    if not found:
        expected = "the whole name of an actor, project or collaboration; a search finds them"
        raise BadQuestionError("change", name, expected)
    bearing = [f"{ref.id} ({ref.label})" for ref in found.values()]
    more = ["…"] if len(bearing) > MOST_TOLD else []
    told = ", ".join(bearing[:MOST_TOLD] + more)
    raise BadQuestionError("change", name, f"the id of one of those that bear the name: {told}")
