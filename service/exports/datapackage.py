"""The description of the CSV files as a Frictionless Data Package (Table Schema, version 1)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.exports.about import Export
from service.exports.credits import facts, infos
from service.exports.files import FileFacts
from service.exports.tables import Table, tables
from service.exports.typed import Field, ValueKind

NAME = "datapackage.json"
TYPES = {ValueKind.INTEGER: "integer", ValueKind.DECIMAL: "number"}
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
NO_LICENCE_CHARACTER = re.compile(r"[^-A-Za-z0-9._]+")
GUARD = (
    "Text that begins with = + - @, a tab, a line break or an apostrophe has one more apostrophe "
    "before it, so that no spreadsheet runs it as a formula: take one away from each cell that "
    "begins with an apostrophe to have the text as it was published."
)
KINDS = {
    ValueKind.DATE: "A year, a month or a day: 2022, 2022-12 or 2022-12-15.",
    ValueKind.LIST: "Several values, with ' | ' between them; a | or \\ within one of them has a "
    "\\ before it.",
    ValueKind.JSON: "JSON.",
}


def described(export: Export, written: Mapping[str, FileFacts]) -> bytes:
    """The file that says what the others hold; ``written``: what became of each, by its name."""
    text = json.dumps(_package(export, written), ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace")


def _package(export: Export, written: Mapping[str, FileFacts]) -> dict[str, Any]:
    model = export.model
    package = {
        "profile": "tabular-data-package",
        "name": "ekokarta",
        "title": "ekokarta",
        "description": f"Data version {model.version}; filters: {export.filter_text}. {GUARD} "
        "Outside what a source covers, an absence is not a zero.",
        "version": str(model.version),
        "created": model.published_at,
        "homepage": export.base,
        "licenses": list(_licences(export)),
        "sources": list(_sources(export)),
        "ekokarta": facts(export),
        "resources": [_resource(table, export, written) for table in tables(export)],
    }
    return {name: value for name, value in package.items() if value}


def _licences(export: Export) -> Iterator[dict[str, str]]:
    seen = set()
    for info in infos(export):
        name = info.licence.name
        for url in info.licence.addresses or (None,):
            if (name, url) not in seen:
                seen.add((name, url))
                known = NO_LICENCE_CHARACTER.sub("-", name).strip("-") or "other"
                yield {"name": known, "title": name, **_address(url)}


def _sources(export: Export) -> Iterator[dict[str, str]]:
    for info in infos(export):
        yield {"title": f"{info.title_en} ({info.publisher})", **_address(info.url)}


def _address(url: str | None) -> dict[str, str]:
    """Only what is an address of the web may stand as one."""
    if url is None or not url.startswith(("http://", "https://")) or re.search(r"\s", url):
        return {}
    return {"path": url}


def _resource(table: Table, export: Export, written: Mapping[str, FileFacts]) -> dict[str, Any]:
    path = f"{table.name}.csv"
    facts = written[path]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.lower().replace("_", "-"),
        "title": table.en,
        "titles": {"sv": table.sv, "en": table.en},
        "path": path,
        "bytes": facts.size,
        "hash": f"sha256:{facts.sha256}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {
            "delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": [_field(field) for field in table.fields],
            "missingValues": [""],
            "primaryKey": [table.fields[0].name],
            **_foreign_keys(table, export),
        },
    }  # fmt: skip


def _field(field: Field) -> dict[str, Any]:
    told = [f"{field.sv}."] if field.sv != field.name else []
    if field.kind in KINDS:
        told.append(KINDS[field.kind])
    if len(field.points_at) > 1:
        told.append(f"The id of a row of {', '.join(field.points_at)}.")
    elif field.points_at and field.kind is ValueKind.LIST:
        told.append(f"Each the key of a row of {field.points_at[0]}.")
    described = {
        "name": field.name,
        "type": TYPES.get(field.kind, "string"),
        "title": field.en,
        "description": " ".join(told),
        "constraints": _constraints(field),
    }
    return {name: value for name, value in described.items() if value}


def _constraints(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if field.required else {}
    if field.name == "id":
        found["unique"] = True
    if field.kind is ValueKind.DATE:
        found["pattern"] = PARTIAL_DATE
    if field.values and field.kind is ValueKind.TEXT:
        found["enum"] = list(field.values)
    return found


def _foreign_keys(table: Table, export: Export) -> dict[str, Any]:
    """A key points at one table: which of several an end is in stands in the field's words."""
    keys = {kind.LABEL: "id" for kind in export.node_types} | {"sources": "name"}
    found = [
        {
            "fields": [field.name],
            "reference": {
                "resource": field.points_at[0].lower().replace("_", "-"),
                "fields": [keys[field.points_at[0]]],
            },
        }
        for field in table.fields
        if len(field.points_at) == 1 and field.kind is ValueKind.TEXT
    ]
    return {"foreignKeys": found} if found else {}
