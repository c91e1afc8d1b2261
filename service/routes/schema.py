"""The vocabulary as data."""

from service.dependencies import AccessDep, router
from service.schema import Schema, schema

ROUTER = router("schema")


@ROUTER.get("/schema")
def get_schema(access: AccessDep) -> Schema:
    """Every type with its fields, closed lists and RDF terms; it changes with the program only."""
    return schema(access.settings.base_address)
