"""What people decided about identity: all of it, or one decision."""

from fastapi.responses import HTMLResponse

from queries.lookup.judgements import judgement, judgements
from queries.lookup.things import find
from service.dependencies import ModelDep, page_router
from service.nouns import BY_LABEL
from service.pages.rendering import FrameDep, render
from service.parameters import PlaceQuery
from service.routes.judgements import IdPath, OfQuery

ROUTER = page_router()
NOUNS = {label: noun.name for label, noun in BY_LABEL.items()}


@ROUTER.get("/judgements")
def all_judgements(
    frame: FrameDep, model: ModelDep, of: OfQuery = None, *, place: PlaceQuery
) -> HTMLResponse:
    """The newest first, a page at a time."""
    page = judgements(model, of=of, limit=place.limit, cursor=place.cursor)
    return render(
        frame,
        "judgements.html",
        about=None if of is None else find(model, None, of).ref,
        judgements=page.items,
        total=page.total,
        nouns=NOUNS,
        data=frame.data("/judgements", of=of),
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )


@ROUTER.get("/judgements/{id}")
def one_judgement(frame: FrameDep, model: ModelDep, id: IdPath) -> HTMLResponse:
    """One decision."""
    found = judgement(model, id)
    return render(
        frame,
        "judgements.html",
        about=None,
        judgements=(found,),
        total=None,
        nouns=NOUNS,
        data=frame.data(f"/judgements/{found.id}"),
        following=None,
    )
