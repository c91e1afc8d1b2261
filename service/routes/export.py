"""The graph as a file for other programs: sent while it is written, and resumed by range."""

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import FileResponse, Response, StreamingResponse

from graph_schema.vocabularies import Audience
from queries.errors import MalformedQuestionError
from queries.exporting.selection import selected
from queries.lookup.filters import Filters, resolved
from queries.lookup.things import named
from queries.readmodel.open import ReadModel
from queries.readmodel.text import fold
from service.access import Access
from service.dependencies import (
    PROBLEM_DOC,
    AccessDep,
    FileModelDep,
    FiltersDep,
    LangDep,
    router,
    software,
)
from service.exports.about import Export, NoBaseAddressError, text_of
from service.exports.described import DescribedFormats, described_formats
from service.exports.formats import (
    FORMATS,
    NO_SOURCE,
    ExportForm,
    require_base,
    require_library,
)
from service.exports.parts import parts
from service.refusals import NotAcceptableError, RangeError
from service.settings import Settings

ROUTER = router("export")
EXPORTS = "exports"  # inside a model's answers: pruned with it
NOT_PLAIN = re.compile("[^a-z0-9]+")
OF_FILTERS = 40  # characters of a file's name
DOCUMENTED: dict[str, Any] = {
    "response_class": StreamingResponse,
    "responses": {
        200: {
            "description": "The file",
            "content": {kind.media_type.partition(";")[0]: {} for kind in FORMATS.values()},
        },
        206: {"description": "The part of the file that Range asks for"},
        406: {"description": "RDF and grants, where the deployer has set no base address"},
        412: {"description": "If-Match names another version", "content": PROBLEM_DOC},
        416: {"description": "A range beyond the end of the file", "content": PROBLEM_DOC},
        501: {"description": "A format whose library is not installed", "content": PROBLEM_DOC},
        503: {"description": "Too many exports wait to be written", "content": PROBLEM_DOC},
    },
}


SourceQuery = Annotated[list[str] | None, Query(include_in_schema=False)]
"""Known, so that who asks of one source as of an analysis is told what to take instead."""


@ROUTER.get("/export")
async def list_formats(lang: LangDep) -> DescribedFormats:
    """The formats: whom each is for, and what it keeps, regroups and leaves out."""
    return described_formats(lang)


@ROUTER.get("/export/{form}", **DOCUMENTED)
def export_graph(  # noqa: PLR0913, PLR0917 - what a caller may say, and what it is answered from
    form: ExportForm,
    model: FileModelDep,
    filters: FiltersDep,
    access: AccessDep,
    request: Request,
    source: SourceQuery = None,
) -> Response:
    """The whole version, or what the filters leave of it with what stands by.

    The bytes of a version with given filters are the same each time: `Range` goes on where a
    connection broke off, with `If-Range` or a version's number as `as_of`; without either the whole
    is sent. Files are sent as they are, never compressed on the way.
    """
    if source:
        raise MalformedQuestionError("source", ", ".join(source), NO_SOURCE)
    require_library(form)
    try:
        require_base(form, access.settings.base_address)
    except NoBaseAddressError as error:
        raise NotAcceptableError(str(error)) from error
    filters = resolved(model, filters)
    name = f"ekokarta-v{model.version}{_part(model, filters)}.{FORMATS[form].ending}"
    headers = _headers(name, request.state.etag)
    place = _place(form, model, filters, access.settings)
    kept = access.shelf.find(place)
    if kept is not None:
        return _file(kept, form, headers, request)
    if request.state.is_head:  # who asks for the headers only need not wait for the file
        return StreamingResponse(iter(()), media_type=FORMATS[form].media_type, headers=headers)
    return _begun(form, _export(model, filters, access.settings), access, place, headers, request)


def _begun(  # noqa: PLR0913, PLR0917 - what a request comes to
    form: ExportForm,
    export: Export,
    access: Access,
    place: Path,
    headers: Mapping[str, str],
    request: Request,
) -> Response:
    chosen = FORMATS[form]
    writing = access.shelf.begin(place, lambda: chosen.write(export))
    if writing is not None and "range" in request.headers and _names_its_bytes(request):
        whole = writing.finished()
        if whole is not None:
            return _file(whole, form, headers, request)
    content: Iterator[bytes]
    if writing is None:
        content, headers = chosen.write(export), {**headers, "Accept-Ranges": "none"}
    else:
        content = writing.pieces()
    return StreamingResponse(content, media_type=chosen.media_type, headers=dict(headers))


def _file(
    kept: Path, form: ExportForm, headers: Mapping[str, str], request: Request
) -> FileResponse:
    known = kept.stat()
    asked = request.headers.get("range")
    if asked is not None:
        within = parts(asked, known.st_size) if _names_its_bytes(request) else None
        _read_range(request, within, headers["ETag"], known.st_size)
    media_type = FORMATS[form].media_type
    answer = FileResponse(kept, headers=headers, media_type=media_type, stat_result=known)
    del answer.headers["last-modified"]  # when the file was asked for last: the tag names its bytes
    return answer


def _names_its_bytes(request: Request) -> bool:
    """Whether a part is asked for of one version: by number, or by the tag of what is had already.

    Without, what another version brought in between would be joined to it.
    """
    told = request.headers.get("if-range") or request.headers.get("if-match", "*") != "*"
    return bool(told) or request.query_params.get("as_of", "").isdecimal()


def _read_range(request: Request, within: list[str] | None, tag: str, size: int) -> None:
    """Leave of a Range what there is to send; pass over one not understood or of other bytes."""
    is_for_this = request.headers.get("if-range", tag) == tag
    if within == [] and is_for_this:
        raise RangeError(request.headers["range"], size)
    headers = [h for h in request.scope["headers"] if h[0] not in {b"range", b"if-range"}]
    if within and is_for_this:
        headers.append((b"range", f"bytes={','.join(within)}".encode()))
    request.scope["headers"] = headers


def _part(model: ReadModel, filters: Filters) -> str:
    """What is in the name of a file that is not the whole of what everybody may read.

    Who else may read it; the filters as people read them, and their digest.
    """
    readers = "" if model.audience is Audience.PUBLIC else f"-{model.audience.value}"
    given = filters.model_dump(exclude_none=True)
    if not given:
        return readers
    told = " ".join(f"{name} {_called(model, value)}" for name, value in given.items())
    said = NOT_PLAIN.sub("-", fold(told))[:OF_FILTERS].strip("-")
    digest = sha256(text_of(filters).encode("utf-8", "replace")).hexdigest()
    return f"{readers}-{said}-{digest[:8]}"


def _called(model: ReadModel, value: str | int) -> str:
    """The name of what has an id; else what was asked for."""
    rows = named(model, str(value))
    return str(rows[0]["name"]) if rows else str(value)


def _headers(name: str, etag: str) -> dict[str, str]:
    return {
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Encoding": "identity",  # else the bytes of a tag would be those of a compression
        "ETag": etag,
    }


def _place(form: ExportForm, model: ReadModel, filters: Filters, settings: Settings) -> Path:
    """Where the export is kept: whatever its bytes depend on is in its name."""
    narrowed = filters.model_dump(exclude_none=True)
    told = settings.base_address, settings.grant_prefix, settings.publisher
    parts = [software(), *told, narrowed]
    name = sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:24]
    return model.answers / EXPORTS / f"{form.value}-{name}.{FORMATS[form].ending}"


def _export(model: ReadModel, filters: Filters, settings: Settings) -> Export:
    chosen = selected(model, filters)
    return Export(
        model, chosen, settings.base_address, filters,
        grant_prefix=settings.grant_prefix, publisher=settings.publisher,
    )  # fmt: skip
