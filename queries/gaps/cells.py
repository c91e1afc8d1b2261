"""What lies behind one cell of the sector table: the arenas where both sectors meet, and who."""

from typing import TYPE_CHECKING

from graph_schema.answers import Page, Ref
from graph_schema.gap_answers import CellArena
from graph_schema.vocabularies import Sector
from queries.errors import NotInGraphError
from queries.gaps.sectors import GapQuestion, participations_of
from queries.gaps.verdicts import LEAST_ACTORS
from queries.lookup.pages import cut
from queries.lookup.things import refs
from queries.readmodel.open import ReadModel

if TYPE_CHECKING:
    from queries.gaps.table import Cell

SECTORS = tuple(Sector)


def gap_cell(
    model: ReadModel,
    a: Sector,
    b: Sector,
    question: GapQuestion | None = None,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[CellArena] | None:
    """The tested arenas with actors of both sectors, most co-participations first.

    Over all pages ``met`` adds up to the cell's observed number. A suppressed cell does not open
    and gives None: its arenas would name the few actors it is there to protect. Neither that nor
    the arenas hang on the draws, so that none are made.
    """
    if Sector.UNKNOWN in (a, b):
        raise NotInGraphError("cell", f"{a.value}/{b.value}")
    question = question if question is not None else GapQuestion()
    from queries.gaps.table import cell  # compiled code, loaded when needed

    first, second = SECTORS.index(a), SECTORS.index(b)
    participations = participations_of(model, question)
    found = cell(participations, first, second, role_aware=question.role_aware)
    if found.least_actors < LEAST_ACTORS:
        return None
    asked = {"cell": [a.value, b.value], **question.model_dump(mode="json")}
    part = cut(model, asked, found.arena.size, limit, cursor)
    items = _arenas(model, found, part.begin, part.end, (first, second))
    return Page(items=items, next=part.next, total=found.arena.size, data_version=model.version)


def _arenas(
    model: ReadModel, found: "Cell", begin: int, end: int, sectors: tuple[int, int]
) -> tuple[CellArena, ...]:
    columns = model.columns
    shown = found.arena[begin:end].tolist()
    actors: dict[int, list[int]] = {arena: [] for arena in shown}
    for actor, arena in zip(found.actor.tolist(), found.actor_arena.tolist(), strict=True):
        if arena in actors:
            actors[arena].append(actor)
    nodes = [int(columns.arena_node[arena]) for arena in shown]
    nodes += [int(columns.actor_node[actor]) for arena in shown for actor in actors[arena]]
    names = refs(model, nodes)

    def of(arena: int, sector: int) -> tuple[Ref, ...]:
        own = (actor for actor in actors[arena] if columns.sector[actor] == sector)
        return tuple(names[int(columns.actor_node[actor])] for actor in own)

    return tuple(
        CellArena(
            arena=names[int(columns.arena_node[arena])],
            year=year if (year := int(columns.arena_year[arena])) >= 0 else None,
            met=int(found.met[begin + place]),
            of_a=of(arena, sectors[0]),
            of_b=of(arena, sectors[1]),
        )
        for place, arena in enumerate(shown)
    )
