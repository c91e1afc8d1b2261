"""Keeps read models in step with the store after a publication."""

from graph_schema.vocabularies import Audience
from queries.readmodel.library import Library
from queries.stores.base import Store
from service.settings import Settings


def build_current(store: Store, settings: Settings) -> None:
    """Build what readers of the newest version need; the public read model is always built."""
    library = Library(store, settings.cache)
    for audience in Audience:
        library.at(None, audience)
