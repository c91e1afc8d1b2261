"""The graph as a file for other programs, sent while it is being written."""

from collections.abc import Iterator
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse

from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from service.dependencies import (
    PROBLEM_DOC,
    AccessDep,
    FiltersDep,
    LangDep,
    ModelDep,
    router,
)
from service.exports.about import Export, NoBaseAddressError
from service.exports.described import DescribedFormats, described_formats
from service.exports.formats import FORMATS, ExportForm, require_base, require_library
from service.refusals import NotAcceptableError
from service.settings import Settings

ROUTER = router("export")
DOCUMENTED: dict[str, Any] = {
    "response_class": StreamingResponse,
    "responses": {
        200: {
            "description": "The file",
            "content": {kind.media_type.partition(";")[0]: {} for kind in FORMATS.values()},
        },
        406: {"description": "RDF, where the deployer has set no base address"},
        501: {"description": "A format whose library is not installed", "content": PROBLEM_DOC},
    },
}


@ROUTER.get("/export")
async def list_formats(lang: LangDep) -> DescribedFormats:
    """The formats: whom each is for, and what it keeps, regroups and leaves out."""
    return described_formats(lang)


@ROUTER.get("/export/{form}", **DOCUMENTED)
def export_graph(
    form: ExportForm, model: ModelDep, filters: FiltersDep, access: AccessDep, request: Request
) -> StreamingResponse:
    """The whole version, or what the filters leave of it with what stands by."""
    base = access.settings.base_address
    require_library(form)
    try:
        require_base(form, base)
    except NoBaseAddressError as error:
        raise NotAcceptableError(str(error)) from error
    chosen = FORMATS[form]
    content: Iterator[bytes] = iter(())
    if not request.state.is_head:  # who asks for the headers only need not wait for the file
        content = chosen.write(_export(model, filters, access.settings))
    name = f"ekokarta-v{model.version}.{chosen.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(content, media_type=chosen.media_type, headers=headers)


def _export(model: ReadModel, filters: Filters, settings: Settings) -> Export:
    chosen = selected(model, filters)
    base, prefix = settings.base_address, settings.grant_prefix
    return Export(model, chosen, base, filters, grant_prefix=prefix)
