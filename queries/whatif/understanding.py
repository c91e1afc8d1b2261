"""A change in words put to a read model: which things it names, and what it does to the columns."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from graph_schema.answers import Ref
from graph_schema.nodes import ARENAS, Actor, Project
from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import MOST_ADDED, ChangePart, UnderstoodPart, WhatIfQuestion
from queries.errors import BadQuestionError, MergedError, NotInGraphError, SplitError
from queries.gaps.participations import Bools, Ints, Participations
from queries.lookup.filters import with_facet
from queries.lookup.things import Found, find, is_funder, refs
from queries.readmodel.open import ReadModel
from queries.whatif.editing import Edit, Joining, NewArena
from queries.whatif.language import LOT, as_text, is_lot, is_new
from queries.whatif.placing import placing

BLIND_TRIES = 50  # before those already there are left out of the lot, which takes a pass
SECTORS = tuple(Sector)
NUMBERS = {sector.value: number for number, sector in enumerate(SECTORS)}
"""Class k of the columns is the k-th sector."""


class Understood(NamedTuple):
    """The change in numbers, and its parts with the things they name."""

    edit: Edit
    parts: tuple[UnderstoodPart, ...]


@dataclass
class _Reading:
    """What has been understood so far."""

    model: ReadModel
    given: Participations
    source: str | None
    random: np.random.Generator
    new_arenas: list[NewArena] = field(default_factory=list)
    joining: list[Joining] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    leaving: list[Joining] = field(default_factory=list)
    new_sectors: list[int] = field(default_factory=list)
    labelled: dict[str, int] = field(default_factory=dict)
    actors: dict[str, int] = field(default_factory=dict)
    rows_of: dict[int, Ints] = field(default_factory=dict)
    calling: set[int] = field(default_factory=set)  # organisations that call


def understood(model: ReadModel, given: Participations, question: WhatIfQuestion) -> Understood:
    """Look everything up; BadQuestionError says which part names what is not there."""
    coming = [part for part in question.change if part.do in ("add", "call", "join")]
    added = sum(len(part.who) * part.times for part in coming)
    if added > MOST_ADDED:
        raise BadQuestionError("change", added, f"at most {MOST_ADDED} participations added")
    random = np.random.default_rng([question.seed, 0])
    reading = _Reading(model, given, question.source, random)
    parts = tuple(_part(reading, part) for part in question.change)
    edit = Edit(
        tuple(reading.new_arenas), tuple(reading.joining), tuple(reading.dropped),
        tuple(reading.gone), tuple(reading.leaving), tuple(reading.new_sectors),
    )  # fmt: skip
    if not _is_consistent(edit, reading.calling):
        expected = "nothing taken away twice, or used and taken away"
        raise BadQuestionError("change", as_text(question.change), expected)
    return Understood(edit, parts)


def _part(reading: _Reading, part: ChangePart) -> UnderstoodPart:
    if part.do in ("add", "call"):
        return _added(reading, part)
    if part.do == "drop":
        return _dropped(reading, part)
    if part.do == "gone":
        return _gone(reading, part)
    return _moved(reading, part)


def _added(reading: _Reading, part: ChangePart) -> UnderstoodPart:
    funder = _funder(reading, part) if part.funder is not None else None
    like, placed = _placed(reading, part, funder)
    leads = bool(reading.given.leads[reading.given.arena == like].any())
    paying = None if funder is None else funder.n
    before = len(reading.new_sectors)
    named: list[int] = []
    lots: list[int] = []
    number = 0
    for _ in range(part.times):
        members: list[int] = []
        for word in part.who:
            actor = _who(reading, part, word, members)
            (lots if is_lot(word) else named).append(actor)
            members.append(actor)
        reading.new_arenas.append(NewArena(like, tuple(members), leads, paying))
        number += len(members)
    return UnderstoodPart(
        part=part,
        actors=_refs(reading, named),
        lots=_refs(reading, lots),
        new=tuple(SECTORS[k] for k in reading.new_sectors[before:]),
        placed=placed,
        placing=placing(reading.model, int(reading.model.columns.arena_node[like])),
        funder=None if funder is None else funder.ref,
        participations=number,
    )


def _funder(reading: _Reading, part: ChangePart) -> Found:
    found = _found(reading, part, Actor.LABEL, part.funder or "")
    if not is_funder(reading.model, found.n):
        raise _amiss(part, f"an actor that funds something where {part.funder} stands")
    columns = reading.model.columns
    reading.calling.add(int(columns.top[columns.node_index[found.n]]))
    return found


def _placed(reading: _Reading, part: ChangePart, funder: Found | None) -> tuple[int, Ref]:
    """The arena a new one is like: the one named, else one that can be thought of as typical.

    The newest in which anybody met, of the commonest source and kind: of those the funder pays
    for, else of projects, else of all.
    """
    if part.like is not None:
        return _arena(reading, part, part.like)
    given, columns = reading.given, reading.model.columns
    meeting = np.bincount(given.arena, minlength=given.arena_source.size) > 1
    choices = [_paid_by(reading, funder)] if funder is not None else []
    if Project.LABEL in reading.model.labels:
        project = reading.model.labels.index(Project.LABEL)
        choices.append(columns.node_label[columns.arena_node] == project)
    inside = next((both for mask in choices if (both := meeting & mask).any()), meeting)
    if not inside.any():
        raise _amiss(part, "a map on which anybody has met, or like ARENA")
    series = given.arena_source.astype(np.int64) * len(given.kind_names) + given.arena_kind
    common = np.bincount(series[given.arena][inside[given.arena]]).argmax()
    alike = np.flatnonzero(inside & (series == common))
    like = int(alike[np.argmax(given.arena_year[alike])])
    node = int(columns.arena_node[like])
    return like, refs(reading.model, [node])[node]


def _paid_by(reading: _Reading, funder: Found) -> Bools:
    """Per arena, whether the funder pays for it."""
    columns = reading.model.columns
    paid = with_facet(reading.model, "funder", [funder.ref.id])
    return np.asarray(np.isin(columns.arena_node, paid), np.bool_)


def _dropped(reading: _Reading, part: ChangePart) -> UnderstoodPart:
    arena, ref = _arena(reading, part, part.arena or "")
    reading.dropped.append(arena)
    number = int(np.count_nonzero(reading.given.arena == arena))
    return UnderstoodPart(part=part, arena=ref, participations=-number)


def _gone(reading: _Reading, part: ChangePart) -> UnderstoodPart:
    actor = _actor(reading, part, part.who[0])
    reading.gone.append(actor)
    number = int(np.count_nonzero(reading.given.actor == actor))
    return UnderstoodPart(part=part, actors=_refs(reading, [actor]), participations=-number)


def _moved(reading: _Reading, part: ChangePart) -> UnderstoodPart:
    """Who comes to an arena, or goes from it."""
    arena, ref = _arena(reading, part, part.arena or "")
    present = reading.given.actor[reading.given.arena == arena].tolist()
    before = len(reading.new_sectors)
    actors: list[int] = []
    for word in part.who:
        if part.do == "leave":
            actor = _actor(reading, part, word)
            if actor not in present or actor in actors:
                raise _amiss(part, f"an actor that takes part there where {word} stands")
            reading.leaving.append(Joining(arena, actor))
        else:
            joined = [each.actor for each in reading.joining if each.arena == arena]
            actor = _who(reading, part, word, [*present, *joined])
            reading.joining.append(Joining(arena, actor))
        actors.append(actor)
    lots = [a for a, word in zip(actors, part.who, strict=True) if is_lot(word)]
    return UnderstoodPart(
        part=part,
        arena=ref,
        actors=_refs(reading, [actor for actor in actors if actor not in lots]),
        lots=_refs(reading, lots),
        new=tuple(SECTORS[k] for k in reading.new_sectors[before:]),
        participations=len(actors) * (-1 if part.do == "leave" else 1),
    )


def _who(reading: _Reading, part: ChangePart, word: str, present: list[int]) -> int:
    """The number of a participant who is not among those present."""
    if is_lot(word):
        return _by_lot(reading, part, word, present)
    actor = _new(reading, word) if is_new(word) else _actor(reading, part, word)
    if actor in present:
        raise _amiss(part, f"every actor once in an arena, and {word} takes part already")
    return actor


def _by_lot(reading: _Reading, part: ChangePart, word: str, present: list[int]) -> int:
    """An actor of the sector, by its activity on the map."""
    given = reading.given
    sector = NUMBERS[word.removeprefix(LOT)]
    if sector not in reading.rows_of:
        reading.rows_of[sector] = np.flatnonzero(given.sector[given.actor] == sector)
    rows = reading.rows_of[sector]
    for _ in range(BLIND_TRIES if rows.size else 0):
        actor = int(given.actor[rows[reading.random.integers(rows.size)]])
        if actor not in present:
            return actor
    rows = rows[~np.isin(given.actor[rows], present)]
    if not rows.size:
        raise _amiss(part, f"an actor of that sector on the map that can still come for {word}")
    return int(given.actor[rows[reading.random.integers(rows.size)]])


def _new(reading: _Reading, word: str) -> int:
    name, labelled, _ = word.partition(":")
    if not labelled or word not in reading.labelled:
        number = reading.given.sector.size + len(reading.new_sectors)
        reading.new_sectors.append(NUMBERS[name])
        reading.labelled[word] = number
    return reading.labelled[word]


def _actor(reading: _Reading, part: ChangePart, id: str) -> int:
    """The number of an actor; a unit counts as its organisation."""
    if id not in reading.actors:
        found = _found(reading, part, Actor.LABEL, id)
        columns = reading.model.columns
        reading.actors[id] = int(columns.top[columns.node_index[found.n]])
    return reading.actors[id]


def _arena(reading: _Reading, part: ChangePart, id: str) -> tuple[int, Ref]:
    found = _found(reading, part, None, id)
    if found.ref.label not in ARENAS:
        raise _amiss(part, f"the id of a project or another arena where {id} stands")
    arena = int(reading.model.columns.node_index[found.n])
    stated_by = reading.given.source_names[int(reading.given.arena_source[arena])]
    if reading.source not in (None, stated_by):
        raise _amiss(part, f"an arena of {reading.source} where {id} stands")
    return arena, found.ref


def _found(reading: _Reading, part: ChangePart, label: str | None, id: str) -> Found:
    """The thing with the id, also where the id is an older one of the same thing."""
    try:
        return find(reading.model, label, id)
    except MergedError as merged:
        return find(reading.model, label, merged.canonical)
    except (NotInGraphError, SplitError):
        what = "an actor" if label is not None else "a project or another arena"
        also = ", a sector or any:SECTOR" if label is not None and id in part.who else ""
        also = "" if part.do in ("gone", "leave") else also
        raise _amiss(part, f"the id of {what} of this version{also} where {id} stands") from None


def _refs(reading: _Reading, actors: list[int]) -> tuple[Ref, ...]:
    """The actors of the map among these, in the order given, each once."""
    known = list(dict.fromkeys(a for a in actors if a < reading.given.sector.size))
    nodes = [int(reading.model.columns.actor_node[actor]) for actor in known]
    named = refs(reading.model, nodes)
    return tuple(named[node] for node in nodes)


def _is_consistent(edit: Edit, calling: set[int]) -> bool:
    """Whether nothing is taken away and needed at once, or taken away twice."""
    going, arenas = set(edit.gone), set(edit.dropped)
    needed = calling | {member for arena in edit.new_arenas for member in arena.members}
    needed |= {each.actor for each in edit.joining} | {each.actor for each in edit.leaving}
    touched = {each.arena for each in (*edit.joining, *edit.leaving)}
    comes = {*edit.joining} & {*edit.leaving}
    twice = len(going) < len(edit.gone) or len(arenas) < len(edit.dropped)
    twice = twice or len(set(edit.leaving)) < len(edit.leaving)
    return not (twice or comes or going & needed or arenas & touched)


def _amiss(part: ChangePart, expected: str) -> BadQuestionError:
    return BadQuestionError("change", as_text((part,)), expected)
