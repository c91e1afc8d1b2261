"""The data set in a page, as search engines for data read it (schema.org)."""

from typing import Any

from graph_schema.rdf import SOURCES, Terms
from queries.readmodel.open import ReadModel
from service.exports.catalogue_codes import CC0, said, sole_licence
from service.exports.described import words
from service.exports.formats import FORMATS
from service.settings import Settings


def schema_dataset(model: ReadModel, settings: Settings, lang: str) -> dict[str, Any] | None:
    """A schema.org ``Dataset``; None where the deployer has not said where the graph stands."""
    base = settings.base_address
    if base is None:
        return None
    told, terms = said()["dataset"], Terms(base)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": base,
        "url": base,
        "name": told[f"title_{lang}"],
        "description": told[f"about_{lang}"],
        "keywords": told[f"keywords_{lang}"],
        "inLanguage": lang,
        "version": str(model.version),
        "datePublished": model.first_published_at,
        "dateModified": model.published_at,
        "isAccessibleForFree": True,
        **_publisher(settings),
        "isBasedOn": [terms.address(SOURCES, info.name).value for info in model.sources],
        "sdLicense": CC0,
        "license": sole_licence(model) or f"{base}dataset#licence",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": words()[form].title,
                "contentUrl": f"{base}api/v1/export/{form.value}",
                "encodingFormat": kind.media_type.partition(";")[0],
            }
            for form, kind in FORMATS.items()
        ],
    }


def _publisher(settings: Settings) -> dict[str, Any]:
    """Who publishes it, where the deployer says so."""
    if settings.publisher is None:
        return {}
    return {"publisher": {"@type": "Organization", "name": settings.publisher}}
