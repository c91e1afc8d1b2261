"""Ties as rows of a table: with whom, how, when, and told apart where names are equal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_schema.answers import NodeAnswer, Ref, Tie
from graph_schema.edges import EDGE_TYPES, ParticipatesIn
from graph_schema.nodes import ARENAS, Actor, Project
from graph_schema.vocabularies import CollaborationKind, Sector
from queries.lookup.neighbourhood import sector_of
from queries.lookup.nodes import ties
from queries.lookup.things import find
from queries.lookup.whereabouts import Whereabouts, whereabouts
from queries.readmodel.open import ReadModel
from service.nouns import BY_LABEL
from service.pages import formats
from service.pages.texts import text
from service.pages.values import tie_details, type_name

TIES_SHOWN = 15
Marks = Mapping[str, str]
"""By id of an arena, what stands beside its name: year or date, place, number."""


@dataclass(frozen=True)
class TieRow:
    """A tie in a table of ties; ``mark`` tells its other end from others of the name."""

    id: str
    name: str
    mark: str
    path: str
    kind: str
    details: str
    period: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class TieGroup:
    """Ties of one type and direction; ``total`` counts the type in both."""

    type: str
    heading: str
    rows: tuple[TieRow, ...]
    total: int
    more: bool

    @property
    def says_how(self) -> bool:
        """Whether any of them says more than with whom and when."""
        return any(row.details for row in self.rows)


def groups_of_node(model: ReadModel, answer: NodeAnswer, lang: str) -> list[TieGroup]:
    """The first ties of every type; further questions only where the answer has not all of them."""
    if len(answer.ties) == answer.ties_total:
        found = _by_type(answer.ties)
        shown = [(rows[:TIES_SHOWN], len(rows)) for rows in found.values()]
    else:
        shown = list(_asked_by_type(model, answer))
    rows_of = Rows(model, answer, [tie for rows, _ in shown for tie in rows], lang)
    return [group for rows, total in shown for group in rows_of.groups(rows, total)]


def _by_type(found: Iterable[Tie]) -> dict[str, list[Tie]]:
    types: dict[str, list[Tie]] = {}
    for tie in found:
        types.setdefault(tie.type, []).append(tie)
    return types


def _asked_by_type(model: ReadModel, answer: NodeAnswer) -> Iterator[tuple[list[Tie], int]]:
    left = answer.ties_total
    for kind in EDGE_TYPES:
        if left and answer.label in {*kind.FROM, *kind.TO}:
            page = ties(model, answer.label, answer.id, type=kind.LABEL, limit=TIES_SHOWN)
            left -= page.total
            if page.total:
                yield list(page.items), page.total


class Rows:
    """Makes the rows of some ties of one thing; what they need is asked once for all."""

    def __init__(
        self, model: ReadModel, answer: NodeAnswer, found: Iterable[Tie], lang: str
    ) -> None:
        self.lang = lang
        self.model = model
        self.answer = answer
        arenas = [tie.other for tie in found if tie.other.label in ARENAS]
        own = [answer.id] if answer.label in ARENAS else []
        self.where = whereabouts(model, [*(arena.id for arena in arenas), *own])
        self.marks = marks(arenas, self.where, lang)

    def groups(self, found: Iterable[Tie], total: int) -> Iterator[TieGroup]:
        """The ties by type and direction, as they come."""
        ways: dict[tuple[str, bool], list[Tie]] = {}
        for tie in found:
            ways.setdefault((tie.type, tie.outward), []).append(tie)
        shown = sum(len(rows) for rows in ways.values())
        for (type, outward), rows in ways.items():
            yield TieGroup(
                type=type,
                heading=f"tie_{type}_{'out' if outward else 'in'}",
                rows=tuple(self._row(tie) for tie in rows),
                total=total,
                more=shown < total,
            )

    def _row(self, tie: Tie) -> TieRow:
        return TieRow(
            id=tie.id,
            name=tie.other.name,
            mark=self.marks.get(tie.other.id, ""),
            path=f"/{BY_LABEL[tie.other.label].name}/{tie.other.id}",
            kind=self._kind(tie.other),
            details=tie_details(tie.type, tie.fields, self.lang),
            period=self._period(tie),
            sources=tie.sources,
        )

    def _kind(self, other: Ref) -> str:
        """What type it is of; of an actor its sector, by which meetings are counted."""
        kind = type_name(other.label, self.lang)
        if other.label != Actor.LABEL:
            return kind
        code = sector_of(self.model, find(self.model, other.label, other.id).n, other.label)
        sector = next(s for s in Sector if s.value == code)
        return f"{kind}, {sector.label(self.lang)}"

    def _period(self, tie: Tie) -> str:
        """When; a participation that says nothing of it has its arena's time, and says whose."""
        own = formats.period(tie.fields.get("start"), tie.fields.get("end"), self.lang)
        if own or tie.type != ParticipatesIn.LABEL:
            return own
        id, label = (
            (tie.other.id, tie.other.label) if tie.outward else (self.answer.id, self.answer.label)
        )
        arena = self.where.get(id, Whereabouts())
        date = formats.period(arena.start, arena.end, self.lang)
        return text(_whose(label, arena), self.lang, date=date) if date else ""


def _whose(label: str, arena: Whereabouts) -> str:
    if label == Project.LABEL:
        return "date_of_project"
    event = arena.kind == CollaborationKind.EVENT.value
    return "date_of_event" if event else "date_of_collaboration"


def marks(arenas: Iterable[Ref], where: Mapping[str, Whereabouts], lang: str) -> Marks:
    """Year and place; the whole date, then the number, where names are still equal."""
    distinct = {arena.id: arena for arena in arenas}
    levels = [
        {
            id: _mark(arena, where.get(id, Whereabouts()), lang, level)
            for id, arena in distinct.items()
        }
        for level in range(3)
    ]
    return {id: _first_alone(id, arena.name, distinct, levels) for id, arena in distinct.items()}


def _first_alone(
    id: str, name: str, arenas: Mapping[str, Ref], levels: list[dict[str, str]]
) -> str:
    for level in levels:
        same = Counter(level[other] for other, arena in arenas.items() if arena.name == name)
        if same[level[id]] == 1:
            return level[id]
    return levels[-1][id]


def _mark(arena: Ref, found: Whereabouts, lang: str, level: int) -> str:
    start = found.start or ""
    place = found.place if arena.label != Project.LABEL else None
    date = (formats.partial_date(start, lang) if level else start[:4]) if start else None
    number = text("number_short", lang, number=found.number) if found.number else None
    return ", ".join(part for part in (date, place, number if level == 2 else None) if part)
