"""What can be chosen by name: regions, themes, programmes, funders."""

from collections import Counter

from graph_schema.nodes import Region
from graph_schema.vocabularies import RegionLevel
from queries.lookup.filters import NO_FILTERS, Filters
from queries.lookup.lists import list_nodes
from queries.readmodel.open import ReadModel

MOST_OPTIONS = 500
Options = list[tuple[str, str]]
"""Of each what a form sends, and what it is called."""


def named(model: ReadModel, label: str, filters: Filters = NO_FILTERS) -> Options:
    """The nodes of a label by id and name, in the order of lists."""
    page = list_nodes(model, label, filters=filters, limit=MOST_OPTIONS)
    return [(card.id, card.name) for card in page.items]


def regions(model: ReadModel, *levels: RegionLevel) -> Options:
    """The regions of these levels, one level after the other."""
    return [
        option for level in levels for option in named(model, Region.LABEL, Filters(kind=level))
    ]


def unmistakable(options: Options) -> dict[str, str]:
    """Those that no other has the name of, so that what is called so can be asked for by name."""
    often = Counter(name for _, name in options)
    return {id: name for id, name in options if often[name] == 1}
