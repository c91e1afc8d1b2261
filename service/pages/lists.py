"""Lists of things with filters."""

from collections.abc import Iterable, Sequence

import numpy as np
from fastapi.responses import HTMLResponse

from graph_schema.base import Column, Typed
from graph_schema.nodes import Actor, Collaboration, Programme, Project, Region, Theme
from graph_schema.vocabularies import ActorKind, CollaborationKind, RegionLevel, Sector, Vocabulary
from queries.lookup.filters import Filters, select, with_facet
from queries.lookup.lists import list_nodes
from queries.readmodel.graph import FUNDER
from queries.readmodel.open import ReadModel
from service.dependencies import FiltersDep, ModelDep, page_router
from service.pages import formats
from service.pages.choices import Options, named, regions
from service.pages.of_nouns import OF_NOUN, NounDep
from service.pages.rendering import Frame, FrameDep, render
from service.pages.values import DATES, NODES, caption, plain
from service.parameters import PlaceQuery

MOST_COUNTED = 20_000  # above this a count behind every option would make the page slow
NOT_LISTED = frozenset({
    "name", "aliases", "identifiers", "website", "country", "sector_basis", "sector_evidence",
    "programme_area", "specific_objective", "intervention_field", "currency", "cofinancing_rate",
    "participants", "strategic_importance", "child_poverty_theme", "summary", "summary_en",
    "narrative", "unnamed_parties", "geometry",
})  # fmt: skip
"""Fields for the page of a thing; whatever else its type declares is a column of the list."""
DATES_LISTED: dict[str, tuple[str, ...]] = {
    Project.LABEL: ("start", "end"),
    Collaboration.LABEL: ("start",),
}
PERIOD = ("period_from", "period_to")
FILTERS: dict[str, tuple[str, ...]] = {
    Actor.LABEL: ("sector", "kind", "region"),
    FUNDER: ("sector", "kind"),
    Project.LABEL: ("sector", "region", "programme", "theme", "funder", *PERIOD),
    Collaboration.LABEL: ("sector", "kind", "region", "theme", *PERIOD),
    Region.LABEL: ("kind",),
}
KINDS: dict[str, type[Vocabulary]] = {
    Actor.LABEL: ActorKind,
    FUNDER: ActorKind,
    Collaboration.LABEL: CollaborationKind,
    Region.LABEL: RegionLevel,
}
CHOICES = {"theme": Theme.LABEL, "programme": Programme.LABEL, "funder": FUNDER}
ROUTER = page_router()


@ROUTER.get(OF_NOUN)
def show(
    noun: NounDep,
    frame: FrameDep,
    model: ModelDep,
    filters: FiltersDep,
    place: PlaceQuery,
) -> HTMLResponse:
    """One page of the list."""
    label = noun.label
    page = list_nodes(model, label, filters=filters, limit=place.limit, cursor=place.cursor)
    columns = list_columns(NODES[noun.node_label])
    return render(
        frame,
        "list.html",
        noun=noun,
        page=page,
        headers=[caption(column, frame.lang) for column in columns],
        rows=[
            (card, [plain(column, card.fields, frame.lang) for column in columns])
            for card in page.items
        ],
        filters=filters,
        asked=FILTERS.get(label, ()),
        options=options_of(model, frame, label, [label], filters),
        narrowed=bool(filters.model_dump(exclude_none=True)),
        first=frame.here(cursor=None) if place.cursor is not None else None,
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )


def list_columns(kind: type[Typed]) -> list[Column]:
    """The columns of a list beside the name, in the order of the type."""
    dates = DATES_LISTED.get(kind.LABEL, ())
    return [
        column
        for column in kind.columns()
        if column.name not in NOT_LISTED
        and not column.name.endswith("_as_published")
        and (column.name in dates or column.name not in DATES)
    ]


def options_of(
    model: ReadModel, frame: Frame, label: str, labels: Sequence[str], filters: Filters
) -> dict[str, Options]:
    """What can be chosen in each filter of the list, with how many there would be."""
    found = choices_of(model, frame, label)
    if select(model, labels).size > MOST_COUNTED:
        return found
    return {name: _counted(model, labels, filters, name, found[name], frame) for name in found}


def _counted(
    model: ReadModel,
    labels: Sequence[str],
    filters: Filters,
    name: str,
    options: Options,
    frame: Frame,
) -> Options:
    """The options that leave anything beside what else is asked for, and the one chosen."""
    others = np.zeros(model.columns.node_label.size, np.bool_)
    others[select(model, labels, filters.model_copy(update={name: None}))] = True
    chosen = getattr(filters, name)
    kept = []
    for value, label in options:
        count = int(np.count_nonzero(others[with_facet(model, name, [value])]))
        if count or value == chosen:
            kept.append(
                (value, f"{formats.short(label, 60)} ({formats.number(count, frame.lang)})")
            )
    return kept


def choices_of(model: ReadModel, frame: Frame, label: str) -> dict[str, Options]:
    found: dict[str, Options] = {}
    for name in FILTERS.get(label, ()):
        if name == "sector":
            found[name] = _words(Sector, frame)
        elif name == "kind":
            found[name] = _words(KINDS[label], frame)
        elif name == "region":
            found[name] = regions(model, RegionLevel.COUNTY)
        elif name in CHOICES:
            found[name] = named(model, CHOICES[name])
    return found


def _words(vocabulary: Iterable[Vocabulary], frame: Frame) -> Options:
    return [(word.value, word.label(frame.lang)) for word in vocabulary]
