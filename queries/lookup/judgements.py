"""What people decided about identity: all of it, of one node, or one decision."""

import json
from typing import Any

from graph_schema.answers import Page, Ref
from graph_schema.judgement_answers import JudgedRecord, JudgementAnswer
from queries.errors import NotInGraphError
from queries.lookup.pages import cut
from queries.lookup.things import find, formerly, named
from queries.readmodel.open import Asked, ReadModel

MOST = 100_000  # judgements of a version: people make them one by one


def judgements(
    model: ReadModel, *, of: str | None = None, limit: int = 50, cursor: str | None = None
) -> Page[JudgementAnswer]:
    """The newest first, superseded ones too; ``of``: about records of one node."""
    rows = rows_of(model, None if of is None else _records_of(model, of))
    page = cut(model, {"judgements": of}, len(rows), limit, cursor)
    return Page[JudgementAnswer](
        items=tuple(_answer(model, row) for row in rows[page.begin : page.end]),
        next=page.next,
        total=len(rows),
        data_version=model.version,
    )


def judgement(model: ReadModel, id: str) -> JudgementAnswer:
    """One decision."""
    row = next((row for row in rows_of(model, None) if row["id"] == id), None)
    if row is None:
        raise NotInGraphError("judgement", id)
    return _answer(model, row)


def nodes_now(model: ReadModel, id: str) -> tuple[Ref, ...]:
    """What a record's own id leads to."""
    found = named(model, id)
    if not found:
        found = [row for now in formerly(model, id) for row in named(model, now)]
    return tuple(Ref(id=row["id"], label=row["label"], name=row["name"]) for row in found)


def _records_of(model: ReadModel, id: str) -> list[str]:
    node = find(model, None, id).ref.id
    rows = model.ask("old_ids", {"id": node, "limit": MOST})
    return [node, *(str(row["id"]) for row in rows)]


def rows_of(model: ReadModel, ids: list[str] | None) -> list[Asked]:
    """The rows of judgements about records with these ids, None: about any; the newest first."""
    asked = None if ids is None else json.dumps(ids)
    return model.ask("judgements", {"ids": asked, "limit": MOST})


def _answer(model: ReadModel, row: Asked) -> JudgementAnswer:
    body: dict[str, Any] = json.loads(row["body"])
    first, second = (
        JudgedRecord(record=record, id=id, now=nodes_now(model, id))
        for record, id in zip(body["records"], (row["one"], row["other"]), strict=True)
    )
    return JudgementAnswer(
        id=row["id"],
        kind=body["kind"],
        records=(first, second),
        reason=body["reason"],
        role=body["role"],
        by=body["by"],
        made=body["made"],
        in_force=bool(row["in_force"]),
    )
