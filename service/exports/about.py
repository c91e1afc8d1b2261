"""What an export says of itself: version, reader, filters, sources."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph_schema.base import Edge, Node
from graph_schema.edges import EDGE_TYPES
from graph_schema.ids import digest
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import Audience
from queries.exporting.rows import sources_of_selection
from queries.exporting.selection import Selection
from queries.lookup.filters import NO_FILTERS, Filters
from queries.readmodel.open import ReadModel
from service.settings import SettingsError

NO_BASE = (
    "RDF needs addresses: set EKOKARTA_BASE_ADDRESS to where this graph is published, such as "
    "https://map.example/; 360Giving needs it too, and the other formats need none"
)


SHORT = 16  # hexadecimal digits that tell the narrowings of one version apart


class NoBaseAddressError(SettingsError):
    """RDF was asked for and the deployer has not said under which address the graph stands."""

    def __init__(self) -> None:
        super().__init__(NO_BASE)


class FormatNotInstalledError(SettingsError):
    """What writes the format is a library of an extra that is not installed."""

    def __init__(self, form: str, library: str) -> None:
        super().__init__(
            f'{form} needs the library {library}: install it with pip install "ekokarta[{form}]", '
            "or take another format, such as csv or sqlite"
        )


def text_of(filters: Filters) -> str:
    """Filters as JSON, the same text for the same filters; ``{}`` where there are none."""
    given = filters.model_dump(exclude_none=True)
    return json.dumps(given, ensure_ascii=False, sort_keys=True)


def parted(address: str, audience: Audience, *parts: str) -> str:
    """The address of what is told there to everybody; with a fragment, of what is another thing.

    Whoever holds a token is told more at one address, and has to call that something else.
    """
    kept = parts if audience is Audience.PUBLIC else (audience.value, *parts)
    return f"{address}#{'-'.join(kept)}" if kept else address


def of_version(version: int) -> str:
    """Where a version is told of, whatever comes later; below the base."""
    return f"dataset?as_of={version}"


def _silent(_: int) -> None:
    """Nobody waits for signs of life."""


@dataclass(frozen=True)
class Export:
    """A part of a version on its way out; ``progress`` takes the number of rows written so far."""

    model: ReadModel
    selection: Selection
    base: str | None = None
    filters: Filters = NO_FILTERS
    progress: Callable[[int], None] = _silent
    node_types: Sequence[type[Node]] = NODE_TYPES
    edge_types: Sequence[type[Edge]] = EDGE_TYPES
    grant_prefix: str | None = None
    publisher: str | None = None

    @property
    def filter_text(self) -> str:
        """The filters as JSON; ``{}`` for the whole version."""
        return text_of(self.filters)

    @property
    def address(self) -> str:
        """Where this version is told of, whatever comes later.

        What is not the whole of what everybody may read has a fragment: it is another data set.
        Raises ``NoBaseAddressError`` where nobody has said where the graph stands.
        """
        if self.base is None:
            raise NoBaseAddressError
        whole = self.filters == NO_FILTERS
        part = () if whole else (f"part-{digest(self.filter_text)[:SHORT]}",)
        told = f"{self.base}{of_version(self.model.version)}"
        return parted(told, self.model.audience, *part)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources behind what is exported."""
        return sources_of_selection(self.model, self.selection)


def rows_of_network(export: Export) -> int:
    """How many nodes and ties there are."""
    return int(export.selection.nodes.size) + len(export.selection.edges)
