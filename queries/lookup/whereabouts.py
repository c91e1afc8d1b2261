"""When and where some nodes took place, to tell those of the same name apart."""

import json
from collections.abc import Iterable

from graph_schema.base import GraphModel
from queries.lookup.things import fields_of
from queries.readmodel.open import ReadModel


class Whereabouts(GraphModel):
    """What a node says of its time, place and number; None where nobody states it."""

    start: str | None = None
    end: str | None = None
    place: str | None = None
    number: str | None = None
    kind: str | None = None


def whereabouts(model: ReadModel, ids: Iterable[str]) -> dict[str, Whereabouts]:
    """By id, in one question for all; an id of nothing is left out."""
    wanted = sorted(set(ids))
    rows = model.ask("numbers_of_ids", {"ids": json.dumps(wanted), "limit": len(wanted)})
    found = fields_of(model, [row["n"] for row in rows])
    return {
        row["id"]: Whereabouts(
            start=fields.get("start"),
            end=fields.get("end"),
            place=fields.get("place"),
            number=fields.get("number"),
            kind=fields.get("collaboration_kind"),
        )
        for row in rows
        for fields in (found[row["n"]],)
    }
