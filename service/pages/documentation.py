"""The API described for people: every address with its parameters, from its own OpenAPI text."""

from collections.abc import Iterator
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from service.dependencies import API, page_router
from service.pages.rendering import FrameDep, render

ROUTER = page_router()


@ROUTER.get(API)
def root() -> RedirectResponse:
    """Where catalogues say the API is: what leads on to all of it."""
    return RedirectResponse(f"{API}/openapi.json", 303)


@ROUTER.get("/api")
def documentation(frame: FrameDep, request: Request) -> HTMLResponse:
    """Every address of the API."""
    described = request.app.openapi()
    return render(
        frame,
        "api.html",
        groups=grouped(described),
        version=described["info"]["version"],
        openapi=f"{API}/openapi.json",
    )


def grouped(described: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The addresses by tag, in the order they are declared."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in described["paths"].items():
        for operation in operations.values():
            address = {
                "path": path,
                "text": operation.get("description", ""),
                "parameters": list(_parameters(operation)),
            }
            groups.setdefault(operation["tags"][0], []).append(address)
    return groups


def _parameters(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for parameter in operation.get("parameters", []):
        schema = parameter.get("schema", {})
        yield {
            "name": parameter["name"],
            "where": parameter["in"],
            "required": parameter.get("required", False),
            "text": parameter.get("description") or schema.get("description", ""),
            "default": schema.get("default"),
        }
