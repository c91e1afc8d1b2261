"""Coverage by slice and source, with what overlapping sources tell of those that nobody lists."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph_schema.coverage_answers import (
    LEAST_COVERAGE,
    Coverage,
    CoverageBy,
    CoverageSlice,
    SourceCoverage,
)
from graph_schema.gap_answers import GapScope
from graph_schema.nodes import Project
from graph_schema.vocabularies import CollaborationKind, Sector
from queries.gaps.attributes import attributes_of
from queries.gaps.listed import Listings, capture_lists, declared, stated_in
from queries.gaps.participations import (
    NOT_STATED,
    UNKNOWN_YEAR,
    Bools,
    Ints,
    Participations,
    telling_lists,
)
from queries.gaps.sectors import GapQuestion, asked_arenas, participations_of
from queries.gaps.unseen import unseen
from queries.lookup.sensitive import hides_few
from queries.readmodel.coverage import COMPLETE
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import hidden
from queries.whitespace.labels import at_level
from queries.whitespace.telling import unseen_lines

MOST = 60  # slices; the others are joined in one


@dataclass(frozen=True)
class _Named:
    code: str
    sv: str
    en: str


@dataclass(frozen=True)
class _World:
    """The arenas asked about and who is known to have taken part; one value per arena."""

    columns: Participations
    listed: Listings
    asked: Bools
    known: Ints
    stated: Bools  # arenas × sources, as are the lists that a source calls complete
    complete: Bools
    names: tuple[str, ...]

    def counted(self, arenas: Bools, source: int | None = None) -> dict[str, int | float | None]:
        """Arenas by what is known of their participants; of a source those it states."""
        whole = self.columns.arena_partners_known
        if source is not None:
            arenas, whole = arenas & self.stated[:, source], whole & self.complete[:, source]
        known = self.known[arenas]
        complete = whole[arenas] & (known > 0)
        having, alone = int(np.count_nonzero(known)), int(np.count_nonzero(complete & (known == 1)))
        showing, telling = telling_lists(known, whole[arenas])
        return {
            "arenas": int(known.size),
            "nobody": int(known.size) - having,
            "one": int(np.count_nonzero(known == 1)),
            "several": int(np.count_nonzero(known > 1)),
            "complete": int(np.count_nonzero(complete)),
            "share": float(np.count_nonzero(complete) / having) if having else None,
            "complete_one": alone,
            "meeting_share": showing / telling if telling else None,
        }


def coverage(model: ReadModel, scope: GapScope, by: CoverageBy = "kind") -> Coverage:
    """Of the arenas asked about, in how many we know who took part; one slice per value of ``by``.

    An arena lies in the slice of its kind, start year or county, and in one for every sector that
    takes part in it.
    """
    world = _world(model, scope)
    parts = SLICES[by](model, world)
    hide = _hidden(world, parts, _untold(model, scope, by), few=hides_few(model, scope))
    if by == "sector" and hides_few(model, scope) and world.columns.actor.size:
        hide = _every(parts)
    found = sorted(
        (_slice(world, *part) for part in parts if part[0].code not in hide),
        key=lambda each: (-each.arenas, each.value),
    )
    every = np.ones(world.columns.actor.size, np.bool_)
    whole = _slice(world, _Named("all", "Alla", "All"), world.asked, every)
    if by == "sector" and not whole.enough:  # pairs are tested in the whole, whoever is known
        found = [each.model_copy(update={"enough": False}) for each in found]
    return Coverage(
        data_version=model.version,
        exploratory=scope.is_chosen,
        scope=scope,
        by=by,
        least_coverage=LEAST_COVERAGE,
        whole=whole,
        slices=tuple(each for each in found if each.arenas),
        hidden=hide,
    )


def _world(model: ReadModel, scope: GapScope) -> _World:
    question = GapQuestion(**scope.model_dump())
    columns = participations_of(model, question)
    arenas = columns.arena_source.size
    return _World(
        columns,
        capture_lists(model, columns, scope.sources, together=scope.units == "together"),
        asked_arenas(model, question),
        np.bincount(columns.arena, minlength=arenas),
        stated_in(model, scope.sources),
        declared(model, COMPLETE),
        tuple(source.name for source in model.sources),
    )


def _slice(world: _World, name: _Named, arenas: Bools, rows: Bools) -> CoverageSlice:
    arenas = arenas & world.asked
    rows = rows & arenas[world.columns.arena]
    counts = world.counted(arenas)
    present = np.flatnonzero(world.stated[arenas].any(axis=0))
    share = counts["meeting_share"]
    return CoverageSlice.model_validate(
        {
            "value": name.code,
            "sv": name.sv,
            "en": name.en,
            **counts,
            "participations": int(np.count_nonzero(rows)),
            "enough": share is not None and share >= LEAST_COVERAGE,
            "sources": tuple(
                SourceCoverage.model_validate(
                    {"source": world.names[n], **world.counted(arenas, n)}
                )
                for n in present.tolist()
            ),
            "unseen": unseen(world.listed, world.columns, rows) if rows.any() else None,
        }
    )


_Slices = list[tuple[_Named, Bools, Bools]]


def _every(parts: _Slices) -> tuple[str, ...]:
    """All slices: how often those of a sector take part tells of few that do so once more."""
    return tuple(sorted(name.code for name, _, _ in parts))


def _untold(model: ReadModel, scope: GapScope, by: CoverageBy) -> set[str]:
    """The counties of which other answers tell nothing, as slices are called."""
    if by != "region":
        return set()
    known, counties = attributes_of(model), at_level(model, "county")
    county = known.county[counties[unseen_lines(model, scope, "region", counties)]]
    return {known.region_codes[place] for place in county.tolist() if place != NOT_STATED}


def _hidden(world: _World, parts: _Slices, untold: set[str], *, few: bool) -> tuple[str, ...]:
    """The slices ``untold``, those of ``few`` actors too, and one beside a single such one.

    A slice without any arena is not listed, and may be hidden beside others.
    """
    if not parts or not (few or untold):
        return tuple(sorted(untold))
    actor, arena = world.columns.actor, world.columns.arena  # of arenas asked about only
    inside = [own & arenas[arena] for _, arenas, own in parts]
    rows = np.array([[np.count_nonzero(own)] for own in inside])
    actors = np.array([[np.unique(actor[own]).size] for own in inside])
    every = np.ones(rows.shape, np.bool_)
    also = np.array([[name.code in untold] for name, _, _ in parts])
    cells = hidden(rows, actors, every & few, every, also=also).cells[:, 0].tolist()
    held = {name.code for (name, _, _), hide in zip(parts, cells, strict=True) if hide}
    return tuple(sorted(held | untold))  # slices come by size, which would tell


def _of_arenas(world: _World, value: Ints, name: Callable[[int], _Named]) -> _Slices:
    """One slice per value of an arena; of more than ``MOST`` the smallest are joined."""
    values, counts = np.unique(value[world.asked], return_counts=True)
    largest = values[np.lexsort((values, -counts))]
    every = np.ones(world.columns.actor.size, np.bool_)
    found = [(name(int(v)), value == v, every) for v in largest[:MOST]]
    if largest.size > MOST:
        rest = np.isin(value, largest[MOST:])
        found.append((_Named("other", "Övriga", "Others"), rest, every))
    return found


def _kinds(model: ReadModel, world: _World) -> _Slices:
    labels = {kind.value: _Named(kind.value, kind.sv, kind.en) for kind in CollaborationKind}
    labels["project"] = _Named("project", Project.SV, Project.EN)
    names = model.arena_kinds

    def name(place: int) -> _Named:
        code = names[place]
        return labels.get(code.lower(), _Named(code, code, code))

    return _of_arenas(world, np.asarray(model.columns.arena_kind, np.int64), name)


def _years(_model: ReadModel, world: _World) -> _Slices:
    def name(year: int) -> _Named:
        if year == UNKNOWN_YEAR:
            return _Named("unknown", "Inget startår", "No start year")
        return _Named(str(year), str(year), str(year))

    return _of_arenas(world, np.asarray(world.columns.arena_year, np.int64), name)


def _regions(model: ReadModel, world: _World) -> _Slices:
    known = attributes_of(model)

    def name(place: int) -> _Named:
        if place == NOT_STATED:
            return _Named("unknown", "Inget län angivet", "No county stated")
        if place < 0:
            return _Named("several", "Flera län eller hela landet", "Several counties or all")
        county = known.region_names[place]
        return _Named(known.region_codes[place], county, county)

    return _of_arenas(world, np.asarray(world.columns.arena_region, np.int64), name)


def _sectors(_model: ReadModel, world: _World) -> _Slices:
    columns, found = world.columns, []
    for place, sector in enumerate(Sector):
        rows = columns.sector[columns.actor] == place
        arenas = np.zeros(columns.arena_source.size, np.bool_)
        arenas[columns.arena[rows]] = True
        found.append((_Named(sector.value, sector.sv, sector.en), arenas, rows))
    return found


SLICES: dict[CoverageBy, Callable[[ReadModel, _World], _Slices]] = {
    "kind": _kinds,
    "year": _years,
    "region": _regions,
    "sector": _sectors,
}
