"""Who says so: the claims behind a thing, a value or a tie."""

from fastapi.responses import HTMLResponse

from queries.lookup.claims import claims_of
from queries.lookup.things import find
from service.dependencies import ModelDep, page_router
from service.pages.of_nouns import OF_NOUN, NounDep
from service.pages.rendering import FrameDep, render
from service.pages.values import NODES, caption, plain
from service.parameters import FieldQuery, ShortPlaceQuery
from service.routes.nouns import IdPath

ROUTER = page_router()


@ROUTER.get(f"{OF_NOUN}/{{id}}/claims")
def claims(
    noun: NounDep,
    id: IdPath,
    frame: FrameDep,
    model: ModelDep,
    field: FieldQuery = None,
    *,
    place: ShortPlaceQuery,
) -> HTMLResponse:
    """The claims behind a thing, or behind one value of it."""
    thing = find(model, noun.label, id).ref
    page = claims_of(model, id, field=field, limit=place.limit, cursor=place.cursor)
    column = next((c for c in NODES[thing.label].columns() if c.name == field), None)
    return render(
        frame,
        "claims.html",
        name=thing.name,
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


@ROUTER.get("/ties/{id}/claims")
def tie_claims(
    id: IdPath,
    frame: FrameDep,
    model: ModelDep,
    place: ShortPlaceQuery,
) -> HTMLResponse:
    """The claims behind a tie."""
    page = claims_of(model, id, limit=place.limit, cursor=place.cursor)
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
