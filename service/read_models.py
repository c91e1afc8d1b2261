"""What follows a publication: the read models of the new version, then the mirror."""

from collections.abc import Callable
from typing import Any

from graph_schema.vocabularies import Audience
from queries.mirror.stepping import bring_into_step, mirror_state
from queries.readmodel.folders import finished
from queries.readmodel.library import Library
from queries.stores.base import Store
from service.settings import Settings


def bring_up_to_date(
    store: Store, settings: Settings, step: Callable[[str], None] = lambda _: None
) -> None:
    """Build and mirror what is missing of the newest version; nothing to do costs nothing.

    Every command that may have published calls it, so that one which was killed here is
    continued by the next.
    """
    step("building the read model")
    library = Library(store, settings.cache)
    for audience in Audience:
        library.at(None, audience)
    if mirror_state(store) is not None:
        step("bringing the mirror into step")
        bring_into_step(store)


def derived_state(store: Store, settings: Settings) -> dict[str, Any]:
    """Which versions have a read model here, and how far the mirror is, if the store has one."""
    models = [
        {"version": name.version, "audience": name.audience.value}
        for name, _ in finished(Library(store, settings.cache).folder)
    ]
    mirror = mirror_state(store)
    return {"read_models": models, "mirror": mirror._asdict() if mirror is not None else None}
