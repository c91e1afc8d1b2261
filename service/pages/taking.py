"""The page of what can be taken away: each format, whom it is for, and what it keeps."""

from importlib.util import find_spec
from typing import Any

from fastapi.responses import HTMLResponse

from service.dependencies import AccessDep, FiltersDep, page_router
from service.exports.described import described_formats
from service.exports.formats import FORMATS, ExportForm
from service.exports.search_engines import schema_dataset
from service.pages.rendering import FrameDep, render

ROUTER = page_router()


@ROUTER.get("/exports")
def exports(frame: FrameDep, filters: FiltersDep, access: AccessDep) -> HTMLResponse:
    """Every format with its file: of the whole graph, or of what the filters leave of it."""
    narrowed = filters.model_dump(exclude_none=True)
    return render(
        frame,
        "exports.html",
        formats=[
            (one, frame.data(f"/export/{one.format}", **narrowed), _lacks(one.format, access))
            for one in described_formats(frame.lang).formats
        ],
        narrowed=narrowed,
        dataset=_whole(frame, access) if not narrowed else None,
    )


def _whole(frame: FrameDep, access: AccessDep) -> dict[str, Any] | None:
    """What search engines are told of the data set."""
    assert frame.model is not None
    return schema_dataset(frame.model, access.settings, frame.lang)


def _lacks(form: str, access: AccessDep) -> str | None:
    """What this service has not got that the format takes."""
    kind = FORMATS[ExportForm(form)]
    if kind.needs_base and access.settings.base_address is None:
        return "base"
    return "library" if kind.library is not None and find_spec(kind.library) is None else None
