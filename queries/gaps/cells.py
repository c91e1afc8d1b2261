"""What lies behind one cell of the sector table: the arenas where both sectors meet, and who."""

from typing import TYPE_CHECKING

from graph_schema.answers import Ref
from graph_schema.gap_answers import CellArena, GapCell
from graph_schema.groupings import NOT_COMPARED
from queries.errors import BadQuestionError, NotInGraphError
from queries.gaps.grouping import Groups
from queries.gaps.participations import Participations
from queries.gaps.sectors import GapQuestion, grouped_participations
from queries.gaps.verdicts import LEAST_ACTORS
from queries.lookup.pages import cut
from queries.lookup.sensitive import hides_few
from queries.lookup.things import refs
from queries.readmodel.open import ReadModel

if TYPE_CHECKING:
    from queries.gaps.table import Cell


def gap_cell(
    model: ReadModel,
    a: str,
    b: str,
    question: GapQuestion | None = None,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> GapCell | None:
    """The tested arenas with actors of both sectors, most co-participations first.

    Over all pages ``met`` adds up to the cell's observed number; beside them stands where the two
    meet and nothing can be tested. A suppressed cell does not open and gives None: its arenas would
    name the few actors it is there to protect. To the public none of a sensitive part does. Neither
    that nor the arenas hang on the draws, so that none are made.
    """
    question = question if question is not None else GapQuestion()
    from queries.gaps.table import cell  # compiled code, loaded when needed

    participations, groups = grouped_participations(model, question)
    first, second = places_of(a, b, groups)
    found = cell(participations, first, second, role_aware=question.role_aware)
    if found.least_actors < LEAST_ACTORS or not are_listed(model, question):
        return None
    asked = {"cell": [a, b], **question.model_dump(mode="json")}
    part = cut(model, asked, found.arena.size, limit, cursor)
    items = _arenas(model, found, participations, (part.begin, part.end), (first, second))
    page = GapCell(items=items, next=part.next, total=found.arena.size, data_version=model.version)
    beside = found.untested
    if beside is None:
        return page
    most = limit if cursor is None else 0
    return page.model_copy(
        update={
            "untested_total": beside.arena.size,
            "untested_met": int(beside.met.sum()),
            "untested": _arenas(model, beside, participations, (0, most), (first, second)),
        }
    )


def are_listed(model: ReadModel, question: GapQuestion) -> bool:
    """Whether cells open: to the public none of a sensitive part, as isolates/hiding.py says."""
    return not hides_few(model, question)


def group_names(model: ReadModel, question: GapQuestion, lang: str) -> dict[str, str]:
    """What the groups of the question's table are called, by code."""
    _, groups = grouped_participations(model, question)
    return {str(group): group.label(lang) for group in groups}


def require_pair(model: ReadModel, question: GapQuestion, a: str, b: str) -> None:
    """Refuse two codes that no table of the question compares, before one is made."""
    places_of(a, b, grouped_participations(model, question)[1])


def places_of(a: str, b: str, groups: Groups) -> tuple[int, int]:
    """Where two groups that are compared stand."""
    found = place_of("a", a, groups), place_of("b", b, groups)
    if {a, b} & NOT_COMPARED:
        raise NotInGraphError("cell", f"{a}/{b}")
    return found


def place_of(field: str, code: str, groups: Groups) -> int:
    """Where the group of this code stands."""
    if code not in groups:
        raise BadQuestionError(field, code, f"one of {', '.join(groups)}")
    return groups.index(code)


def _arenas(
    model: ReadModel,
    found: "Cell",
    participations: Participations,
    shown_from_to: tuple[int, int],
    sectors: tuple[int, int],
) -> tuple[CellArena, ...]:
    columns = model.columns
    begin, end = shown_from_to
    shown = found.arena[begin:end].tolist()
    actors: dict[int, list[int]] = {arena: [] for arena in shown}
    for actor, arena in zip(found.actor.tolist(), found.actor_arena.tolist(), strict=True):
        if arena in actors:
            actors[arena].append(actor)
    nodes = [int(columns.arena_node[arena]) for arena in shown]
    nodes += [int(columns.actor_node[actor]) for arena in shown for actor in actors[arena]]
    names = refs(model, nodes)

    def of(arena: int, sector: int) -> tuple[Ref, ...]:
        own = (actor for actor in actors[arena] if participations.sector[actor] == sector)
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
