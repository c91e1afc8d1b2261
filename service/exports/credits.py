"""What every export carries with it: version, filters, sources with licence and coverage."""

from collections.abc import Iterator
from typing import Any

from graph_schema.claims import Licence, SourceInfo
from graph_schema.ids import canonical_json
from service.exports.about import Export

TOLD = """ekokarta, data version {version}, published {published}; readers: {audience}; \
graph hash {graph_hash}; filters: {filters}

Outside what a source covers, an absence is not a zero.

{sources}"""


def told(export: Export) -> str:
    """All of it as text."""
    model = export.model
    return TOLD.format(
        version=model.version,
        published=model.published_at or "never",
        audience=model.audience.value,
        graph_hash=model.graph_hash,
        filters=export.filter_text,
        sources="\n".join(about_sources(export)),
    )


def facts(export: Export) -> dict[str, Any]:
    """All of it as data."""
    model = export.model
    return {
        "data_version": model.version,
        "published": model.published_at,
        "graph_hash": model.graph_hash,
        "audience": model.audience.value,
        "filters": export.filters.model_dump(exclude_none=True),
        "counts": dict(export.selection.counts(model)),
        "sources": [_source(info) for info in infos(export)],
        "outside_coverage": "an absence is not a zero",
    }


def infos(export: Export) -> Iterator[SourceInfo]:
    """The sources behind what is exported, in the order of precedence."""
    behind = set(export.sources)
    return (info for info in export.model.sources if info.name in behind)


def about_sources(export: Export) -> Iterator[str]:
    """A line on each source, its licence, and each slice it covers."""
    for info in infos(export):
        retrieved = f"retrieved {info.retrieved}" if info.retrieved else "retrieval not dated"
        yield f"{info.name}: {info.title_en}, {info.publisher}; {retrieved}"
        yield "    licence: " + " ".join((info.licence.name, *info.licence.addresses))
        if stated := where_stated(info.licence):
            yield f"    licence stated: {stated}"
        for part in info.coverage:
            yield f"    covers: {canonical_json(part.model_dump(mode='json'))}"
        if info.not_covered_years:
            yield f"    not covered: {', '.join(map(str, info.not_covered_years))}"


def where_stated(licence: Licence) -> str:
    """Where a licence stands, and when that was seen; empty where the manifest does not say."""
    if licence.evidence is None:
        return ""
    return f"{licence.evidence} ({licence.seen})" if licence.seen else licence.evidence


def _source(info: SourceInfo) -> dict[str, Any]:
    return info.model_dump(mode="json", exclude={"order"}, exclude_none=True)
