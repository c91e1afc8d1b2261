"""What questions return and drawings draw; the shapes others rely on."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.claims import SourceInfo

ItemT = TypeVar("ItemT")


class Page(GraphModel, Generic[ItemT]):
    """One page of a list: ``next`` is the cursor of the following page, None at the end."""

    items: tuple[ItemT, ...]
    next: str | None
    total: int
    data_version: int


class CoveredPage(Page[ItemT], Generic[ItemT]):
    """A page of a list with the ``coverage`` of all of it: how much can tell of what is asked.

    Of the arenas (or, of isolates, of the participations) asked about those with complete lists of
    participants; of funders those with a known one; of triples those with all three labels. None
    where there is nothing, or where it is not told.
    """

    coverage: float | None


class CardedPage(CoveredPage[ItemT], Carded, Generic[ItemT]):
    """A page of a list whose rows have evidence cards."""


class PartPage(CardedPage[ItemT], Generic[ItemT]):
    """A page of a list that may be of a part; ``exploratory``: one that somebody chose."""

    exploratory: bool


class ArenaPart(GraphModel):
    """The part of the graph a question is narrowed to, by what its arenas are; None is all of it.

    ``region``, ``theme``, ``programme`` and ``funder`` are ids, codes or names; regions and
    programmes include what lies below them. A period holds what may have been true in it: unknown
    dates too.
    """

    kind: str | None = None
    region: str | None = None
    theme: str | None = None
    programme: str | None = None
    funder: str | None = None
    period_from: int | None = None
    period_to: int | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether it is a part somebody chose to look at: neither all there is nor one source."""
        narrowed = self.model_copy(update={"sources": ()}) if hasattr(self, "sources") else self
        return narrowed != type(self)() or len(getattr(self, "sources", ())) > 1


class Ref(GraphModel):
    """A node by id, with enough to show it."""

    id: str
    label: str
    name: str


class Card(GraphModel):
    """A node in a list: its shown fields and, for arenas and actors, how many ties it has."""

    id: str
    label: str
    name: str
    fields: Mapping[str, Any]
    ties: int


class StatedValue(GraphModel):
    """One value some sources state for a field; ``shown`` marks the one the precedence picks.

    ``beside``: what the same claims say of the fields without which the value means little, by
    name, such as the currency of an amount; one amount in two currencies is two values. ``claims``
    are the first few of ``claims_total``; the list of claims has them all.
    """

    value: Any
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    claims_total: int
    shown: bool
    beside: Mapping[str, Any] = {}


class Tie(GraphModel):
    """An edge seen from one of its ends."""

    id: str
    type: str
    outward: bool
    other: Ref
    fields: Mapping[str, Any]
    sources: tuple[str, ...]


class NodeAnswer(GraphModel):
    """One node with everything known: shown fields, all stated values, ties, sources."""

    id: str
    label: str
    name: str
    is_funder: bool
    fields: Mapping[str, Any]
    stated: Mapping[str, tuple[StatedValue, ...]]
    ties: tuple[Tie, ...]
    ties_total: int
    sources: tuple[str, ...]
    member_ids: tuple[str, ...]
    data_version: int


class ClaimAnswer(GraphModel):
    """One claim behind a node, edge or value, with where it stood and under which licence.

    ``files``, ``locators`` and ``runs`` are of the first hundred of ``sightings_total``. ``dated``
    is false where the claim states no date that puts it into the period asked for.
    """

    id: str
    source: str
    source_title_sv: str
    source_title_en: str
    licence: str
    retrieved: str | None
    record: str
    kind: str
    published: Mapping[str, Any]
    fields: Mapping[str, Any]
    importer: str
    files: tuple[str, ...]
    locators: tuple[str, ...]
    runs: tuple[str, ...]
    sightings_total: int
    since_version: int
    dated: bool | None = None


class Partner(GraphModel):
    """An actor met in at least one arena, with the arenas shared.

    Asked for a period, ``undated`` are the arenas that only an unknown date lets in.
    """

    actor: Ref
    sector: str
    arenas: tuple[Ref, ...]
    arenas_total: int
    undated: tuple[str, ...] = ()


class SearchHit(GraphModel):
    """A node found; ``matched`` is the name, alias or identifier that met the words.

    ``dated`` is false where only an unknown date lets it into the period asked for.
    """

    id: str
    label: str
    name: str
    matched: str
    ties: int
    approximate: bool
    dated: bool | None = None


class SliceNode(GraphModel):
    """A node of a drawing; ``depth`` counts steps from where the slice began.

    ``dated`` is false where only an unknown date lets it into the period asked for.
    """

    id: str
    label: str
    name: str
    sector: str | None
    depth: int
    dated: bool | None = None


class SliceEdge(GraphModel):
    """An edge of a drawing; ``dated`` as of a node."""

    id: str
    type: str
    source: str
    target: str
    role: str | None
    start: str | None
    end: str | None
    dated: bool | None = None


class GraphSlice(GraphModel):
    """A bounded part of the graph; ``left_out`` counts what the bound cut off."""

    centre: Ref
    nodes: tuple[SliceNode, ...]
    edges: tuple[SliceEdge, ...]
    left_out: int
    sources: tuple[str, ...]
    data_version: int


class GraphPath(GraphModel):
    """A shortest path between two actors: actors and the arenas on the way, alternating.

    Asked for a period, ``undated`` are the arenas that only an unknown date lets in.
    """

    nodes: tuple[Ref, ...]
    length: int
    undated: tuple[str, ...] = ()


class PathsAnswer(GraphModel):
    """Shortest paths between two actors; none when they are not connected."""

    start: Ref
    end: Ref
    connected: bool
    paths: tuple[GraphPath, ...]
    more: bool
    data_version: int


class TotalRow(GraphModel):
    """Counts of one value of a dimension; None counts mean not covered, which is not zero."""

    value: str
    label_sv: str
    label_en: str
    actors: int | None
    projects: int | None
    collaborations: int | None
    participations: int | None
    covered: bool
    amounts: Mapping[str, str]
    """Sums by ``kind currency``, such as ``granted SEK``; kinds are never added together."""
    amounts_unknown: int
    taken_for_one: int = 0
    """Grants that stand under several payers and are summed once.

    Equal amounts of one kind for one thing: a total budget, a grant that Swecris lists under each
    of its funders, or one of which no source names both payers.
    """


class TotalsAnswer(Carded):
    """Totals by sector, region, theme, funder or year.

    Of those ``hidden`` the public is told nothing: sensitive themes in which fewer than three
    actors take part, and one beside such a one, which may be empty.
    """

    dimension: str
    rows: tuple[TotalRow, ...]
    data_version: int
    hidden: tuple[Ref, ...] = ()


class YearSector(GraphModel):
    """How many collaborations and projects with an actor of a sector began in a year."""

    year: int
    sector: str
    arenas: int


class TimelineAnswer(Carded):
    """Arenas per start year and sector; years ``not_covered`` by any source are no zeros.

    ``omitted`` are the years that a source leaves out, by its name; another may cover them.
    ``exploratory``: of a part somebody chose to look at.
    """

    exploratory: bool
    years: tuple[int, ...]
    cells: tuple[YearSector, ...]
    arenas_per_year: Mapping[str, int]
    undated: int
    not_covered: tuple[int, ...]
    omitted: Mapping[str, tuple[int, ...]] = {}
    sources: tuple[str, ...]
    data_version: int


class SourceAnswer(GraphModel):
    """A source with its licence, coverage, and how much it states.

    ``withdrawn``: the version since which it states nothing, as each of its imports was withdrawn.
    """

    info: SourceInfo
    counts: Mapping[str, int]
    runs: tuple[Mapping[str, Any], ...]
    withdrawn: int | None = None
    data_version: int


class Overview(Carded):
    """What is in here: counts per kind, sources with dates and licences, coverage."""

    counts: Mapping[str, int]
    sectors: Mapping[str, int]
    sources: tuple[SourceAnswer, ...]
    graph_hash: str
    published_at: str | None
    data_version: int
