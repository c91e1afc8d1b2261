"""Who says so: the claims behind a thing, a value or a tie."""

from collections.abc import Callable

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from queries.lookup.claims import claims_of
from queries.lookup.nodes import node
from service.dependencies import (
    CursorQuery,
    FieldQuery,
    LimitQuery,
    ModelDep,
    only_known_parameters,
)
from service.nouns import NOUNS, Noun
from service.pages.rendering import FrameDep, render
from service.pages.values import NODES, caption, plain
from service.routes.nouns import IdPath

ROUTER = APIRouter(tags=["pages"], dependencies=[Depends(only_known_parameters)])


def _page_of(noun: Noun) -> Callable[..., HTMLResponse]:
    def claims(
        id: IdPath,
        frame: FrameDep,
        model: ModelDep,
        field: FieldQuery = None,
        limit: LimitQuery = 20,
        cursor: CursorQuery = None,
    ) -> HTMLResponse:
        """The claims behind a thing, or behind one value of it."""
        answer = node(model, noun.label, id)
        page = claims_of(model, id, field=field, limit=limit, cursor=cursor)
        column = next((c for c in NODES[answer.label].columns() if c.name == field), None)
        return render(
            frame,
            "claims.html",
            name=answer.name,
            back=f"/{noun.name}/{id}",
            data=f"/{noun.name}/{id}/claims",
            field=field,
            field_caption=caption(column, frame.lang) if column is not None else field,
            values={
                claim.id: plain(column, claim.fields, frame.lang)
                for claim in page.items
                if column is not None
            },
            page=page,
            following=frame.here(cursor=page.next) if page.next is not None else None,
        )

    return claims


@ROUTER.get("/ties/{id}/claims")
def tie_claims(
    id: IdPath,
    frame: FrameDep,
    model: ModelDep,
    limit: LimitQuery = 20,
    cursor: CursorQuery = None,
) -> HTMLResponse:
    """The claims behind a tie."""
    page = claims_of(model, id, limit=limit, cursor=cursor)
    return render(
        frame,
        "claims.html",
        name=frame.t("a_tie"),
        back=None,
        data=f"/ties/{id}/claims",
        field=None,
        field_caption=None,
        values={},
        page=page,
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )


for _noun in NOUNS:
    ROUTER.add_api_route(
        f"/{_noun.name}/{{id}}/claims", _page_of(_noun), name=f"claims_{_noun.name}"
    )
