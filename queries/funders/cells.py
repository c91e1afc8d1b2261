"""Region × theme: on how many funders each cell rests."""

from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

import numpy as np

from graph_schema.answers import Ref
from graph_schema.funder_answers import FunderCell, FunderCells, FunderShare, HiddenCell
from graph_schema.vocabularies import Audience
from graph_schema.whitespace_answers import Dimension
from queries.coverage.lists import ParticipantLists, participant_lists
from queries.funders.concentration import Floats, Ints, Parts, mean_overlap
from queries.funders.question import FunderQuestion
from queries.funders.resting import LEAST_ARENAS, ONE_FUNDER, Resting, resting
from queries.lookup.money import funding
from queries.lookup.sensitive import hides_few
from queries.lookup.things import refs
from queries.readmodel.open import ReadModel
from queries.whitespace.arenas import Bools
from queries.whitespace.covering import cited_sources
from queries.whitespace.hiding import hidden
from queries.whitespace.labels import Axis, axis_of
from queries.whitespace.telling import asked_arenas, told_axis, unseen

MOST_REGIONS, MOST_THEMES = 60, 25


class CellResting(NamedTuple):
    """One cell of what ``resting`` finds."""

    funders: int
    funded: int
    effective: float | None
    one_funder: bool | None


@dataclass(frozen=True)
class _Found:
    """A cell with its arenas, and who pays for which."""

    at: tuple[int, int]
    region: Ref
    theme: Ref
    arenas: int
    parts: Parts
    resting: CellResting
    sensitive: bool
    known_share: float | None

    @property
    def held(self) -> tuple[Ints, Ints, Floats]:
        """The funders, the place of each payment's, and how many arenas each holds."""
        payers, place = np.unique(self.parts.funder, return_inverse=True)
        held = np.bincount(place, weights=self.parts.weight)
        return payers, place.astype(np.int64), held.astype(np.float64)

    @property
    def largest(self) -> tuple[int, int, float]:
        """Who has the largest share of arenas, equal ones by number."""
        payers, place, held = self.held
        first = int(np.argmax(held))
        return int(payers[first]), int((place == first).sum()), float(held[first] / held.sum())


def funder_cells(model: ReadModel, question: FunderQuestion | None = None) -> FunderCells:
    """Every cell that has an arena; of one without a known funder no source says who pays.

    Cells that the white space of the same part does not tell are not told here either.
    """
    question = question if question is not None else FunderQuestion()
    asked = asked_arenas(model, question.scope)
    regions = axis_of(model, "region", question.level, asked)
    themes = told_axis(model, question.scope, "theme", question.level, asked)
    untold = unseen(model, question.scope, regions, themes).cells[:MOST_REGIONS, :MOST_THEMES]
    part = hides_few(model, question)
    lists = participant_lists(model, question.scope)
    found = _found(regions, themes, asked, paid(model, asked), ~untold, lists, part=part)
    shape = (max(1, regions.nodes.size), max(1, themes.nodes.size))
    named = ~_unnamed(model, found, shape)
    names = refs(
        model, {each.largest[0] for each in found if named[each.at] and each.resting.funders}
    )
    both: tuple[Dimension, ...] = ("region", "theme")
    return FunderCells(
        data_version=model.version,
        exploratory=question.scope.is_chosen,
        level=question.level,
        one_funder_below=ONE_FUNDER,
        least_arenas=LEAST_ARENAS,
        regions=regions.refs[:MOST_REGIONS],
        themes=themes.refs[:MOST_THEMES],
        regions_left_out=max(0, len(regions.refs) - MOST_REGIONS),
        themes_left_out=max(0, len(themes.refs) - MOST_THEMES),
        cells=tuple(_cell(each, names, named=bool(named[each.at])) for each in found),
        hidden=tuple(
            HiddenCell(region=regions.refs[row], theme=themes.refs[column])
            for row, column in np.argwhere(untold).tolist()
        ),
        sources=cited_sources(model, asked, question.scope.sources, both, payers=True),
        partners_known_share=lists.share(asked),
    )


def _found(
    regions: Axis,
    themes: Axis,
    asked: Ints,
    paying: Parts,
    told: Bools,
    lists: ParticipantLists,
    *,
    part: bool,
) -> list[_Found]:
    """The cells ``told`` of that hold any arena ``asked``, row by row."""
    wanted = np.zeros(regions.labels.per_arena.size, np.bool_)
    wanted[asked] = True
    rests = resting(paying, regions.labels, themes.labels)
    return [
        _Found((row, column), regions.refs[row], themes.refs[column],
               int(np.count_nonzero(inside)), parts, _rests(rests, (row, column)),
               sensitive, lists.share(inside, sensitive=sensitive))
        for row, column in np.argwhere(told).tolist()
        if (inside := regions.labels.having(row) & themes.labels.having(column) & wanted).any()
        for parts, sensitive in [(_inside(paying, inside), part or bool(themes.sensitive[column]))]
    ]  # fmt: skip


def _unnamed(model: ReadModel, found: list[_Found], shape: tuple[int, int]) -> Bools:
    """Where few funders of something sensitive would be named to the public, or told by the rest.

    Rows and columns are summed elsewhere, with the names of those who pay most.
    """
    if model.audience is not Audience.PUBLIC:
        return np.zeros(shape, np.bool_)
    funders, sensitive = np.zeros(shape, np.int64), np.zeros(shape, np.bool_)
    for each in found:
        funders[each.at], sensitive[each.at] = each.resting.funders, each.sensitive
    return hidden(funders, funders, sensitive, funders > 0).cells


def _rests(rests: Resting, at: tuple[int, int]) -> CellResting:
    effective = float(rests.effective[at])
    return CellResting(
        int(rests.funders[at]),
        int(rests.funded[at]),
        None if isnan(effective) else effective,
        bool(rests.on_one[at]) if rests.enough[at] else None,
    )


def paid(model: ReadModel, asked: Ints) -> Parts:
    """Every funder and arena once, an arena split equally among those who pay for it."""
    payments = funding(model).of(model.columns.arena_node[asked])
    pairs = np.array([(p.payer, p.paid) for p in payments], np.int64).reshape(-1, 2)
    pairs = np.unique(pairs, axis=0)
    arena = model.columns.node_index[pairs[:, 1]].astype(np.int64)
    payers = np.bincount(arena, minlength=model.columns.arena_node.size)
    return Parts(pairs[:, 0], arena, 1 / payers[arena])


def _inside(paid: Parts, arenas: Bools) -> Parts:
    rows = arenas[paid.arena]
    return Parts(paid.funder[rows], paid.arena[rows], paid.weight[rows])


def _cell(found: _Found, names: dict[int, Ref], *, named: bool) -> FunderCell:
    payers = np.unique(found.parts.arena, return_counts=True)[1]
    largest = None
    if found.resting.funders and named:
        payer, arenas, share = found.largest
        largest = FunderShare(funder=names[payer], arenas=arenas, share=share)
    return FunderCell(
        region=found.region,
        theme=found.theme,
        arenas=found.arenas,
        cofunded=int(np.count_nonzero(payers > 1)),
        **found.resting._asdict(),
        overlap=mean_overlap(found.parts),
        largest=largest,
        named=named,
        partners_known_share=found.known_share,
    )
