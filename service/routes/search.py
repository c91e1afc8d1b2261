"""Search by name, alias, identifier or text."""

from typing import Annotated

from fastapi import Query

from graph_schema.answers import Page, SearchHit
from queries.errors import BadQuestionError
from queries.lookup.search import search
from service.dependencies import ModelDep, PeriodDep, router
from service.nouns import BY_NAME
from service.parameters import MOST_TEXT, Text

ROUTER = router("search")
TextQuery = Annotated[
    str, Query(max_length=MOST_TEXT, description="Words, a beginning, or an identifier")
]
InQuery = Annotated[Text, Query(alias="in", description="Only this noun, such as actors")]
HitsQuery = Annotated[int, Query(ge=1, le=100, description="Hits at most")]


@ROUTER.get("/search")
def find(
    model: ModelDep, period: PeriodDep, q: TextQuery, noun: InQuery = None, limit: HitsQuery = 20
) -> Page[SearchHit]:
    """Things by name, alias, identifier or text, best first; `approximate`: one letter away.

    `total` counts the hits given: there is no second page, more letters find better.
    """
    hits = tuple(search(model, q, labels=labels_of(noun), period=period, limit=limit))
    return Page[SearchHit](items=hits, next=None, total=len(hits), data_version=model.version)


def labels_of(noun: str | None) -> tuple[str, ...]:
    """The labels a noun narrows a search to; none narrows nothing."""
    if noun is None:
        return ()
    if noun not in BY_NAME:
        raise BadQuestionError("in", noun, "one of " + ", ".join(BY_NAME))
    return (BY_NAME[noun].label,)
