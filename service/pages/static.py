"""The style sheet and the sign; browsers keep them, for another content has another name."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

from queries.errors import NotInGraphError

ROUTER = APIRouter(tags=["pages"], include_in_schema=False)
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFile:
    """A file that ships beside this module."""

    name: str
    media_type: str

    @cached_property
    def body(self) -> bytes:
        """What it holds."""
        return (files("service.pages") / "static" / self.name).read_bytes()

    @cached_property
    def address(self) -> str:
        """Where it is found: another content has another address."""
        stem, _, ending = self.name.rpartition(".")
        return f"/static/{stem}.{sha256(self.body).hexdigest()[:12]}.{ending}"


STYLE = StaticFile("style.css", "text/css; charset=utf-8")
SIGN = StaticFile("sign.svg", "image/svg+xml")
FILES = {file.address: file for file in (STYLE, SIGN)}


@ROUTER.get("/static/{name}")
def static(name: str) -> Response:
    """A file by the address that names its content."""
    file = FILES.get(f"/static/{name}")
    if file is None:
        raise NotInGraphError("file", name)
    return Response(file.body, media_type=file.media_type, headers={"Cache-Control": FOREVER})
