"""The vocabulary described for people."""

from fastapi.responses import HTMLResponse

from service.dependencies import AccessDep, page_router
from service.pages.rendering import FrameDep, render
from service.schema import schema

ROUTER = page_router()


@ROUTER.get("/schema")
def show(frame: FrameDep, access: AccessDep) -> HTMLResponse:
    """Every type with its fields, closed lists and RDF terms."""
    found = schema(access.settings.base_address)
    words = {
        kind.label: kind.caption_sv if frame.lang == "sv" else kind.caption_en
        for kind in (*found.nodes, *found.edges)
    }
    return render(
        frame,
        "schema.html",
        schema=found,
        groups=(("schema_nodes", found.nodes), ("schema_edges", found.edges)),
        words=words,
        json=frame.data("/schema"),
    )
