"""How much there is by sector, region, theme, funder or year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph_schema.answers import Ref, TotalRow, TotalsAnswer
from graph_schema.nodes import Actor, Project, Region, Theme
from graph_schema.vocabularies import Sector
from graph_schema.whitespace_answers import Dimension
from queries.errors import BadQuestionError
from queries.lookup.covered import covered_regions, not_covered
from queries.lookup.filters import Filters, Nodes, arenas, select, with_facet
from queries.lookup.money import Payment, Sums, funding, summed
from queries.lookup.things import funders, labelled, refs
from queries.readmodel.columns import Bools, gathered
from queries.readmodel.graph import FUNDER
from queries.readmodel.open import ReadModel
from queries.whitespace.telling import unseen_lines

UNKNOWN_YEAR = -1
SECTORS = tuple(Sector)


@dataclass(frozen=True)
class Scope:
    """The arenas and actors that may have been there in the period asked for."""

    model: ReadModel
    arenas: Nodes
    actors: Nodes

    @cached_property
    def is_arena(self) -> Bools:
        """Per node whether it is among the arenas."""
        return marked(self.model, self.arenas)

    @cached_property
    def is_actor(self) -> Bools:
        """Per node whether it is among the actors."""
        return marked(self.model, self.actors)


def marked(model: ReadModel, nodes: Nodes) -> Bools:
    """One mark per node of the model: looking up beats intersecting, once per row."""
    marks = np.zeros(model.columns.node_label.size, np.bool_)
    marks[nodes] = True
    return marks


@dataclass(frozen=True)
class Group:
    """What one row counts; ``actors`` None stands for those that take part in the arenas."""

    value: str
    sv: str
    en: str
    arenas: Nodes
    actors: Nodes | None = None
    participations: int | None = None
    payer: int | None = None
    covered: bool = field(default=True)


def totals(
    model: ReadModel, dimension: str, *, period: tuple[int | None, int | None] | None = None
) -> TotalsAnswer:
    """One row per value of the dimension; an arena with several values counts in each of them.

    By year an arena counts where it began. Money is what is paid for the row's arenas; by funder,
    what this funder pays.
    """
    if dimension not in DIMENSIONS:
        raise BadQuestionError("dimension", dimension, "one of " + ", ".join(DIMENSIONS))
    first, last = period if period is not None else (None, None)
    filters = Filters(period_from=first, period_to=last)
    scope = Scope(model, arenas(model, filters), select(model, [Actor.LABEL], filters))
    hidden = _hidden(model, dimension, filters)
    ids = {ref.id for ref in hidden}
    rows = (_row(model, group) for group in DIMENSIONS[dimension](scope) if group.value not in ids)
    return TotalsAnswer(
        dimension=dimension, rows=tuple(rows), data_version=model.version, hidden=hidden
    )


def _hidden(model: ReadModel, dimension: str, filters: Filters) -> tuple[Ref, ...]:
    """The themes or places of which the reader is told nothing, in Swedish order."""
    if dimension not in ("region", "theme"):
        return ()
    by: Dimension = "region" if dimension == "region" else "theme"
    nodes = labelled(model, Region.LABEL if by == "region" else Theme.LABEL)
    nodes = nodes[unseen_lines(model, filters, by, nodes)]
    nodes = nodes[np.argsort(model.columns.node_position[nodes])]
    found = refs(model, nodes)
    return tuple(found[n] for n in nodes.tolist())


def _row(model: ReadModel, group: Group) -> TotalRow:
    if not group.covered:
        return TotalRow(
            value=group.value,
            label_sv=group.sv,
            label_en=group.en,
            actors=None,
            projects=None,
            collaborations=None,
            participations=None,
            covered=False,
            amounts={},
            amounts_unknown=0,
        )
    columns = model.columns
    projects = int(np.count_nonzero(columns.node_label[group.arenas] == _place(model)))
    taking_part, length = gathered(
        columns.arena_first, columns.arena_actors, columns.node_index[group.arenas]
    )
    actors = np.unique(taking_part).size if group.actors is None else group.actors.size
    sums = _sums(model, group)
    return TotalRow(
        value=group.value,
        label_sv=group.sv,
        label_en=group.en,
        actors=actors,
        projects=projects,
        collaborations=group.arenas.size - projects,
        participations=int(length.sum()) if group.participations is None else group.participations,
        covered=True,
        amounts=sums.amounts,
        amounts_unknown=sums.unknown,
        taken_for_one=sums.taken_for_one,
    )


def _place(model: ReadModel) -> int:
    return model.labels.index(Project.LABEL)


def _sums(model: ReadModel, group: Group) -> Sums:
    payments: list[Payment] = funding(model).of(group.arenas)
    if group.payer is not None:
        payments = [payment for payment in payments if payment.payer == group.payer]
    return summed(payments)


def _by_sector(scope: Scope) -> Iterator[Group]:
    columns = scope.model.columns
    inside = np.isin(columns.arena_node[columns.arena], scope.arenas)
    counts = np.bincount(columns.sector[columns.actor[inside]], minlength=len(SECTORS))
    for number, sector in enumerate(SECTORS):
        nodes = with_facet(scope.model, "sector", [sector.value])
        yield Group(
            sector.value,
            sector.sv,
            sector.en,
            nodes[scope.is_arena[nodes]],
            nodes[scope.is_actor[nodes]],
            int(counts[number]),
        )


def _by_region(scope: Scope) -> Iterator[Group]:
    regions = labelled(scope.model, Region.LABEL)
    covered = covered_regions(scope.model, regions.tolist())
    for n, group, nodes in _by_node(scope, "region", regions):
        actors = nodes[scope.is_actor[nodes]]
        yield Group(group.value, group.sv, group.en, group.arenas, actors, covered=n in covered)


def _by_theme(scope: Scope) -> Iterator[Group]:
    for _, group, _ in _by_node(scope, "theme", labelled(scope.model, Theme.LABEL)):
        yield group


def _by_funder(scope: Scope) -> Iterator[Group]:
    for n, group, _ in _by_node(scope, FUNDER.lower(), np.asarray(funders(scope.model), np.int64)):
        yield Group(group.value, group.sv, group.en, group.arenas, payer=n)


def _by_node(scope: Scope, facet: str, values: Nodes) -> Iterator[tuple[int, Group, Nodes]]:
    """The nodes of a facet in Swedish order, each with what has it."""
    model = scope.model
    named = refs(model, values)
    for n in values[np.argsort(model.columns.node_position[values])].tolist():
        nodes = with_facet(model, facet, [named[n].id])
        inside = nodes[scope.is_arena[nodes]]
        yield n, Group(named[n].id, named[n].name, named[n].name, inside), nodes


def _by_year(scope: Scope) -> Iterator[Group]:
    start = scope.model.columns.node_start[scope.arenas]
    dated = start[start != UNKNOWN_YEAR]
    years = range(int(dated.min()), int(dated.max()) + 1) if dated.size else range(0)
    missing = set(not_covered(scope.model, years))
    for year in years:
        began = scope.arenas[start == year]
        said = f"{year:04}"  # as the sources' dates say it
        yield Group(said, said, said, began, covered=year not in missing)
    undated = scope.arenas[start == UNKNOWN_YEAR]
    if undated.size:
        yield Group("unknown", "Okänt år", "Year unknown", undated)


DIMENSIONS: dict[str, Callable[[Scope], Iterator[Group]]] = {
    "sector": _by_sector,
    "region": _by_region,
    "theme": _by_theme,
    "funder": _by_funder,
    "year": _by_year,
}
