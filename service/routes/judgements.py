"""What people decided about identity."""

from typing import Annotated

from fastapi import Path, Query

from graph_schema.answers import Page
from graph_schema.judgement_answers import JudgementAnswer
from queries.lookup.judgements import judgement, judgements
from service.dependencies import ModelDep, router
from service.parameters import PlaceQuery, Text

ROUTER = router("judgements")
IdPath = Annotated[str, Path(max_length=64, description="The id, such as jdg-1f0c5e7a9b3d2468")]
OfQuery = Annotated[Text, Query(description="Only about records of the node with this id")]


@ROUTER.get("/judgements")
def list_judgements(
    model: ModelDep, of: OfQuery = None, *, place: PlaceQuery
) -> Page[JudgementAnswer]:
    """Every decision about identity, the newest first; superseded ones too, and said to be."""
    return judgements(model, of=of, limit=place.limit, cursor=place.cursor)


@ROUTER.get("/judgements/{id}")
def get_judgement(id: IdPath, model: ModelDep) -> JudgementAnswer:
    """One decision about identity: about which records, why, and in what capacity."""
    return judgement(model, id)
