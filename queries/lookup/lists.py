"""Lists of nodes of one label, narrowed by filters, in Swedish order of names."""

import numpy as np

from graph_schema.answers import Card, Page
from queries.lookup.filters import NO_FILTERS, Filters, certain, select
from queries.lookup.pages import cut
from queries.lookup.things import fields_of, refs
from queries.readmodel.open import ReadModel


def list_nodes(
    model: ReadModel,
    label: str,
    *,
    filters: Filters = NO_FILTERS,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Card]:
    """The nodes of a label (or of ``Funder``, the actors that pay), one page at a time.

    Asked for a period, every card says ``dated``: false where only an unknown date lets it in.
    """
    nodes = select(model, [label], filters)
    asked = {"list": label, **filters.model_dump(exclude_none=True)}
    page = cut(model, asked, nodes.size, limit, cursor)
    places = np.sort(model.columns.node_position[nodes])[page.begin : page.end]
    chosen = model.columns.by_position[places].tolist()
    cards = _cards(model, chosen, filters)
    return Page[Card](
        items=tuple(cards[n] for n in chosen),
        next=page.next,
        total=nodes.size,
        data_version=model.version,
    )


def _cards(model: ReadModel, nodes: list[int], filters: Filters) -> dict[int, Card]:
    fields = fields_of(model, nodes)
    if filters.has_period:
        for n in nodes:
            fields[n]["dated"] = certain(model, n, filters)
    return {
        n: Card(
            id=ref.id,
            label=ref.label,
            name=ref.name,
            fields=fields[n],
            ties=int(model.columns.node_ties[n]),
        )
        for n, ref in refs(model, nodes).items()
    }
