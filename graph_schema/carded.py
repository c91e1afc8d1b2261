"""Answers that say where the evidence cards of their figures are."""

from collections.abc import Mapping

from pydantic import Field

from graph_schema.base import GraphModel

WHERE = (
    "Addresses of the evidence cards of the figures, by the field that holds them. Where that is a "
    "list or a mapping it is a URI template (RFC 6570): its variables are fields of the row, "
    "`actor.id` the id of its actor, `key` the key of a mapping or the name of a value, `number` "
    "the place in the list, from 1, of a row without one; `items.roles` is a field of each row. A "
    "field whose figures have no card yet is left out, and a row that is not shown has none."
)


class Carded(GraphModel):
    """An answer whose figures have evidence cards; ``cards`` is filled where it is handed out."""

    cards: Mapping[str, str] = Field(default={}, description=WHERE)
